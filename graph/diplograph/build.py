"""From files to a knowledge graph, and from a knowledge graph to files."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph import export
from diplograph.admit import admit, rooted
from diplograph.copies import mark
from diplograph.errors import BuildError, DiplographError, SourceError
from diplograph.export.table import Table
from diplograph.ids import BASE
from diplograph.model import Entity, Extraction
from diplograph.rdf import Dataset
from diplograph.text import Document

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox
    import rdflib

    from diplograph.query.answer import Answer
    from diplograph.read.sources import Failure

    Found = Iterable[Document | Failure]

Extract = Callable[[Document], Extraction]
Resolve = Callable[[Sequence[Extraction]], tuple[Iterable[Entity], Iterable[Extraction]]]
PAGE = "html"


@dataclass(frozen=True)
class KnowledgeGraph(Dataset):
    """What a build found. `problems` are the documents and claims that were left out, and why.

    >>> len(KnowledgeGraph().claims)
    0
    """

    problems: tuple[DiplographError, ...] = ()

    def write(self, out: str | os.PathLike[str] = "exports", formats: Iterable[str] | None = None) -> list[Path]:
        """Write files, each whole or not at all, and give their paths. Raises `BuildError` where it cannot write."""
        wanted = [PAGE if name == PAGE else export.find(name).name for name in formats or (*export.DEFAULT, PAGE)]
        table = Table(self.lines)
        files = ((file, text) for name in wanted for file, text in sorted(self._files(name, table).items()))
        return [write(Path(out), file, text) for file, text in files]

    def _files(self, name: str, table: Table) -> dict[str, str]:
        if name != PAGE:
            return export.files(name, table)
        from diplograph.viewer import render

        return {"graph.html": render(self.to_networkx(), base=self.base)}

    def query(self, sparql: str, **bind: str) -> Answer:
        """Ask in SPARQL, over the union of all graphs; rows give their values by name. Raises `QueryError`.

        >>> bool(KnowledgeGraph().query("ASK { ?claim a dg:Claim }"))
        False
        """
        from diplograph.query import run

        return run(self._store, sparql, bind)

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

    @cached_property
    def _store(self) -> ox.Store:
        from diplograph import store

        return store.load(self.lines)


def build(
    *paths: str | os.PathLike[str],
    base: str = BASE,
    extract: Extract | None = None,
    resolve: Resolve | None = None,
    judgements: str | os.PathLike[str] | None = None,
    progress: Callable[[Found], Found] = iter,
) -> KnowledgeGraph:
    """Read documents (of `seeds`, if no paths are given) and what they claim.

    What cannot be read is left out and told in `problems`; the rest goes on. `base` is what the IRIs of things begin
    with. `judgements` is a file of what a person decided on who is who. `extract` and `resolve` stand in for the
    built-in ones. Raises `BuildError` for a base that is none, `PackError` for a judgement that is wrong.

    >>> [problem.message for problem in build("no-such-folder").problems]
    ['no-such-folder: no such file']
    """
    from diplograph.pipeline import extract as read_claims
    from diplograph.read.sources import read_documents

    _check_base(base)
    problems: list[DiplographError] = []
    found = progress(read_documents([os.fspath(p) for p in paths] or ["seeds"]))
    extractions = list(_extractions(found, extract or read_claims, problems))
    extractions.sort(key=lambda e: (e.document.identifier, e.document.sha256))
    entities, resolved = (resolve or _resolver(judgements))(mark(_distinct(extractions, problems)))
    known = rooted(entities)
    kept, misfits = admit(known, resolved)
    return KnowledgeGraph(known, tuple(kept), base=base, problems=(*problems, *misfits))


def _check_base(base: str) -> None:
    if not re.fullmatch(r"(https?://|urn:)[!#-;=?-\[\]_a-z~]+[/#:]", base):
        hint = "it begins with http:// or https://, ends with / or #, and is ASCII"
        raise BuildError(f"{base}: no base for IRIs", hint=hint)


def _resolver(judgements: str | os.PathLike[str] | None) -> Resolve:
    from diplograph.resolve import resolve

    return partial(resolve, judgements=Path(judgements) if judgements else None)


def _extractions(found: Found, extract: Extract, problems: list[DiplographError]) -> Iterator[Extraction]:
    for item in found:
        if not isinstance(item, Document):
            problems.append(SourceError(str(item), hint=item.hint))
            continue
        try:
            yield extract(item)
        except Exception as error:  # one document that breaks the reader must not cost the others
            reason = f"{item.identifier}: reading failed: {type(error).__name__}: {error}"
            problems.append(SourceError(reason, hint="leave the document out, and report this line as a bug"))


def _distinct(extractions: Iterable[Extraction], problems: list[DiplographError]) -> list[Extraction]:
    """One extraction an identifier: a document's IRI is made of it."""
    kept: dict[str, Extraction] = {}
    for extraction in extractions:
        identifier = extraction.document.identifier
        if kept.setdefault(identifier, extraction).document.sha256 != extraction.document.sha256:
            problems.append(SourceError(f"{identifier}: two documents have this name", hint="rename one of them"))
    return list(kept.values())


def write(out: Path, file: str, text: str) -> Path:
    """Write a file whole or not at all: beside its place first, then into it. Raises `BuildError`."""
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
