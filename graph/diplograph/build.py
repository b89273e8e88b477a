"""From files to a knowledge graph, and from a knowledge graph to files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph import export
from diplograph.admit import admit
from diplograph.errors import BuildError, DiplographError, SourceError
from diplograph.ids import BASE
from diplograph.model import Entity, Extraction
from diplograph.rdf import Dataset
from diplograph.text import Document

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

Extract = Callable[[Document], Extraction]
Resolve = Callable[[Sequence[Extraction]], tuple[Iterable[Entity], Iterable[Extraction]]]


@dataclass(frozen=True)
class KnowledgeGraph(Dataset):
    """What a build found. `problems` are the documents that could not be read, and why."""

    problems: tuple[DiplographError, ...] = ()

    def write(self, out: str | os.PathLike[str] = "exports", formats: Iterable[str] | None = None) -> list[Path]:
        """Write files, each whole or not at all, and give their paths. Raises `BuildError` where it cannot write."""
        wanted = list(formats) if formats is not None else [*export.FORMATS, *_pages()]
        return [_write(Path(out), file, text) for file, text in self._files(wanted)]

    def _files(self, formats: Iterable[str]) -> Iterator[tuple[str, str]]:
        for name in formats:
            if name == "html":
                yield "graph.html", _page(self)
            else:
                yield export.find(name).file, export.render(name, self.lines)

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset whose default graph is the union of all."""
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=self.nquads, format="nquads")
        return dataset

    def to_networkx(self) -> nx.MultiDiGraph:
        """The graph for networkx: one node a thing, one edge a claim."""
        from diplograph.network import to_networkx

        return to_networkx(self.entities, self.documents, self.claims)


def build(
    *paths: str | os.PathLike[str],
    base: str = BASE,
    extract: Extract | None = None,
    resolve: Resolve | None = None,
    progress: Callable[[Iterable[Document]], Iterable[Document]] = iter,
) -> KnowledgeGraph:
    """Read documents and what they claim.

    What cannot be read is left out and told in `problems`; the rest goes on. `extract` and `resolve` stand in for the
    built-in ones.
    """
    extract, resolve = extract or _extract(), resolve or _resolve()
    problems: list[DiplographError] = []
    documents = _documents([Path(p) for p in paths] or [Path("seeds")])
    extractions = list(_read(progress(documents), extract, problems))
    entities, resolved = resolve(extractions)
    found = tuple(entities)
    kept, misfits = admit(found, resolved)
    return KnowledgeGraph(found, tuple(kept), base=base, problems=(*problems, *misfits))


def _read(documents: Iterable[Document], extract: Extract, problems: list[DiplographError]) -> Iterator[Extraction]:
    for document in documents:
        try:
            yield extract(document)
        except DiplographError as error:
            problems.append(error)
        except Exception as error:  # one document that breaks the reader must not cost the others
            reason = f"{document.identifier}: cannot be read for claims: {type(error).__name__}: {error}"
            problems.append(SourceError(reason, hint="leave it out, and report it as a bug with this line"))


def _documents(paths: Sequence[Path]) -> list[Document]:
    """The documents under the paths, sorted by identifier."""
    files = sorted(f for p in paths for f in (p.rglob("*.txt") if p.is_dir() else [p]))
    roots = [p for p in paths if p.is_dir()]
    return [_plain(f, roots) for f in files]


def _plain(file: Path, roots: Sequence[Path]) -> Document:
    import hashlib

    data = file.read_bytes()
    root = next((r for r in roots if file.is_relative_to(r)), file.parent)
    return Document(file.relative_to(root).as_posix(), data.decode("utf-8-sig"), hashlib.sha256(data).hexdigest())


def _extract() -> Extract:
    found: Extract = import_module("diplograph.pipeline").extract
    return found


def _resolve() -> Resolve:
    try:
        found: Resolve = import_module("diplograph.resolve").resolve
    except ModuleNotFoundError:
        return lambda extractions: ({x.id: x for e in extractions for x in e.entities}.values(), extractions)
    return found


def _pages() -> list[str]:
    page = Path(__file__).with_name("viewer")
    return ["html"] if (page / "style.css").exists() and (page / "script" / "start.js").exists() else []


def _page(graph: KnowledgeGraph) -> str:
    text: str = import_module("diplograph.viewer").render(graph.to_networkx(), base=graph.base)
    return text


def _write(out: Path, file: str, text: str) -> Path:
    """Write a file whole or not at all: beside its place first, then into it."""
    target = out / file
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode())
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BuildError(f"{target}: {error.strerror or error}", hint="choose another folder with --out") from error
    return target
