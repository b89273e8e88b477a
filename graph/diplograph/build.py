"""From files to a knowledge graph, and from a knowledge graph to files."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph import export
from diplograph.admit import admit, rooted
from diplograph.copies import mark
from diplograph.errors import BuildError, DiplographError, SourceError
from diplograph.export.table import Table
from diplograph.files import write
from diplograph.ids import BASE
from diplograph.model import Entity, Extraction
from diplograph.rdf import Dataset
from diplograph.text import Document

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox
    import rdflib

    from diplograph.query.answer import Answer
    from diplograph.read.sources import Account, Failure

    Found = Iterable[Document | Failure]

Extract = Callable[[Document], Extraction]
Resolve = Callable[[Sequence[Extraction]], tuple[Iterable[Entity], Iterable[Extraction]]]
PAGE = "html"
EVERYTHING = (*export.DEFAULT, PAGE)


@dataclass(frozen=True)
class KnowledgeGraph(Dataset):
    """What a build found. `problems` are the documents and claims that were left out, and why.

    >>> len(KnowledgeGraph().claims)
    0
    """

    problems: tuple[DiplographError, ...] = ()

    def write(self, out: str | os.PathLike[str] = "exports", formats: Iterable[str] | None = None) -> list[Path]:
        """Write files, each whole or not at all, and give their paths. Raises `BuildError` where it cannot write."""
        wanted = [find(name) for name in formats or EVERYTHING]
        table = Table(self.lines)
        made = ((file, text) for name in wanted for file, text in sorted(files(name, table).items()))
        return [write(Path(out) / file, text) for file, text in made]

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

    def view(self, path: str | os.PathLike[str] | None = None, *, open: bool = True) -> Path:
        """Write the page to a file (in a temporary folder, if none is named), open it in the browser and give its path.

        Raises `BuildError` where it cannot write.
        """
        from diplograph.viewer.show import browse

        target = Path(path) if path is not None else Path(tempfile.mkdtemp(prefix="diplograph-")) / "graph.html"
        written = write(target, self._page)
        if open:
            browse(written)
        return written

    def _repr_html_(self) -> str:
        """The page in a frame: how a notebook shows the graph."""
        from diplograph.viewer.show import frame

        return frame(self._page)

    def __repr__(self) -> str:
        numbers = f"{len(self.documents)} documents, {len(self.entities)} things, {len(self.claims)} claims"
        return f"<KnowledgeGraph: {numbers}>"

    @property
    def _page(self) -> str:
        (page,) = files(PAGE, Table(self.lines)).values()
        return page

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
    knowledge: Iterable[str | os.PathLike[str]] = (),
    progress: Callable[[Found], Found] = iter,
) -> KnowledgeGraph:
    """Read documents (of `seeds`, if no paths are given) and what they claim.

    What cannot be read is left out and told in `problems`; the rest goes on. `base` is what the IRIs of things begin
    with. `judgements` is a file of what a person decided on who is who, `knowledge` folders of packs of your own.
    `extract` and `resolve` stand in for the built-in ones. Raises `BuildError` for a base that is none, `PackError` for
    a judgement or a pack that is wrong.

    >>> [problem.message for problem in build("no-such-folder").problems]
    ['no-such-folder: no such file']
    """
    from diplograph.read.sources import read_documents

    check_base(base)
    problems: list[DiplographError] = []
    own = tuple(map(Path, knowledge))
    read, solve = extract or reader(own), resolve or _resolver(judgements, own)
    found = progress(read_documents([os.fspath(p) for p in paths] or ["seeds"], account=_every()))
    extractions = list(_extractions(found, read, problems))
    return _combined(extractions, solve, base, problems)


def _combined(
    extractions: Sequence[Extraction], resolve: Resolve, base: str, problems: list[DiplographError]
) -> KnowledgeGraph:
    """One graph of what documents gave, whatever their order: each text once, copies told, one thing one entity."""
    ordered = sorted(extractions, key=lambda e: (e.document.identifier, e.document.sha256))
    entities, resolved = resolve(mark(_distinct(ordered, problems)))
    known = rooted(entities)
    kept, misfits = admit(known, resolved)
    return KnowledgeGraph(known, tuple(kept), base=base, problems=(*problems, *misfits))


def reader(knowledge: Iterable[str | os.PathLike[str]] = ()) -> Extract:
    """What reads one document, with packs of one's own. Raises `PackError` where these have faults."""
    from diplograph.pipeline import extract

    if not (extra := tuple(map(Path, knowledge))):
        return extract
    from diplograph.knowledge.check import vet

    vet(extra)
    return partial(extract, extra=extra)


def check_base(base: str) -> None:
    """Raise `BuildError` for what IRIs cannot begin with."""
    if not re.fullmatch(r"(https?://|urn:)[!#-;=?-\[\]_a-z~]+[/#:]", base):
        hint = "it begins with http:// or https://, ends with / or #, and is ASCII"
        raise BuildError(f"{base}: no base for IRIs", hint=hint)


def _every() -> Account:
    """Takes every document that passes: which of those with one text stands for all must not hang on their order."""
    from diplograph.read.sources import Account

    class Every(Account):
        def of(self, found: Found) -> Iterator[Document | Failure]:
            yield from found

    return Every()


def _resolver(judgements: str | os.PathLike[str] | None, extra: tuple[Path, ...]) -> Resolve:
    from diplograph.resolve import resolve

    return partial(resolve, judgements=Path(judgements) if judgements else None, extra=extra)


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
    """One extraction an identifier, of which a document's IRI is made; and one a text, the first by identifier, which
    tells where else the text was met."""
    kept: dict[str, Extraction] = {}
    texts: dict[str, list[str]] = {}
    for extraction in extractions:
        identifier, sha256 = extraction.document.identifier, extraction.document.sha256
        if identifier in kept:
            if kept[identifier].document.sha256 != sha256:
                problems.append(SourceError(f"{identifier}: two documents have this name", hint="rename one of them"))
        elif sha256 not in texts:
            texts[sha256] = []
            kept[identifier] = extraction
        elif identifier not in texts[sha256]:
            texts[sha256].append(identifier)
    return [_located(extraction, texts[extraction.document.sha256]) for extraction in kept.values()]


def _located(extraction: Extraction, also_at: Sequence[str]) -> Extraction:
    return replace(extraction, document=replace(extraction.document, also_at=tuple(also_at)))


def find(name: str) -> str:
    """The name of a format, if it is one, or the page's. Raises `BuildError`."""
    return PAGE if name == PAGE else export.find(name).name


def files(name: str, table: Table) -> dict[str, str]:
    """The files of a format, or the page, and their texts, of the table of a graph's lines.

    >>> files("nq", Table(["<a:s> <a:p> <a:o> ."]))
    {'graph.nq': '<a:s> <a:p> <a:o> .\\n'}
    """
    if name != PAGE:
        return export.files(name, table)
    from diplograph.viewer import render
    from diplograph.viewer.reopen import network

    return {"graph.html": render(network(table.lines), base=table.base)}
