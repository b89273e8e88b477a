"""Across documents, one thing is one entity: each merge with its reason, namesakes kept apart.

    extractions → profiles (what every document shows of a thing) → pairs (with reasons) → clusters → one id each

Nothing depends on the order of the documents, and to resolve again changes nothing. See docs/resolution.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from diplograph.model import Entity, Extraction
from diplograph.resolve.clusters import Clusters
from diplograph.resolve.judgements import Judgement, read_judgements
from diplograph.resolve.profile import Node, Profile, nodes, profiles, together
from diplograph.resolve.rewrite import rewritten, united
from diplograph.resolve.rules import apart, pairs

__all__ = ["Judgement", "read_judgements", "resolve"]


def resolve(
    extractions: Iterable[Extraction], *, judgements: Path | None = None, extra: tuple[Path, ...] = ()
) -> tuple[tuple[Entity, ...], tuple[Extraction, ...]]:
    """All entities of the documents, each once, and the documents' extractions in terms of them.

    `judgements` is a file of what a person decided: a negative judgement forbids a merge, a positive one makes it.
    `extra` are folders of packs over the built-in ones. Raises `PackError` for a row of it that is wrong.

    >>> resolve([])
    ((), ())
    """
    documents = sorted(extractions, key=lambda e: (e.document.identifier, e.document.sha256))
    known = nodes(documents, extra)
    clusters = _clusters(documents, known, read_judgements(judgements) if judgements else (), extra)
    ids = clusters.ids()
    names = [{raw: ids.get(node, node.id) for raw, node in shown.items()} for shown in known]
    reasons = clusters.reasons()
    renamed = tuple(rewritten(document, name, reasons) for document, name in zip(documents, names, strict=True))
    return united(renamed), renamed


def _clusters(
    documents: list[Extraction], known: list[dict[str, Node]], judged: Iterable[Judgement], extra: tuple[Path, ...]
) -> Clusters:
    """Merge until there is nothing left to merge: what is united may be recognised by more."""
    shown = profiles(documents, known, extra)
    clusters = Clusters(shown)
    clusters.judge(judged)
    clusters.keep_apart(apart(documents, known, shown))
    while clusters.merge(pairs(_merged(shown, clusters), extra)):
        pass
    return clusters


def _merged(shown: dict[Node, Profile], clusters: Clusters) -> dict[Node, Profile]:
    found: dict[Node, list[Profile]] = {}
    for node, profile in shown.items():
        found.setdefault(clusters.root(node), []).append(profile)
    return {root: together(some) for root, some in sorted(found.items())}
