"""A score for a person, and for a machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from diplograph.score.gold import Told
from diplograph.score.measure import Judged, Key, Rate, Score

if TYPE_CHECKING:
    from rich.table import Table


def as_json(score: Score) -> dict[str, Any]:
    """Every number of a score.

    >>> as_json(Score({}))["documents"]
    0
    """
    return {
        "documents": len(score.documents),
        "entities": _rate(score.entities),
        "relations": _rate(score.relations),
        "modality": _share(score.modality),
        "speaker": _share(score.speaker),
        "unseen": {where: share and round(share, 4) for where, share in _unseen(score)},
        "silent": score.silent,
        "kinds": {kind: _rate(rate) for kind, rate in score.kinds.items()},
        "predicates": {name: _rate(rate) for name, rate in score.predicates.items()},
    }


def _rate(rate: Rate) -> dict[str, float]:
    numbers = {"precision": rate.precision, "recall": rate.recall, "f1": rate.f1}
    counts = {"right": rate.right, "found": rate.found, "gold": rate.gold}
    return {name: round(n, 4) for name, n in numbers.items()} | counts


def _share(rate: Rate) -> dict[str, float]:
    return {"share": round(rate.precision, 4), "right": rate.right, "of": rate.found}


def tables(score: Score) -> Iterator[Table]:
    """The score as tables: by type of entity, by predicate."""
    yield _table("entities", score.kinds, score.entities)
    yield _table("relations", score.predicates, score.relations)


def _table(title: str, rates: dict[str, Rate], total: Rate) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title, box=box.SIMPLE_HEAD)
    for heading in ("precision", "recall", "F1", "right", "found", "gold"):
        table.add_column(heading, justify="right")
    for name, rate in rates.items():
        table.add_row(name, *_cells(rate))
    table.add_section()
    table.add_row("all", *_cells(total), style="bold")
    return table


def _cells(rate: Rate) -> list[str]:
    shares = [(rate.precision, rate.found), (rate.recall, rate.gold), (rate.f1, rate.found and rate.gold)]
    counts = [str(n) if n else "–" for n in (rate.right, rate.found, rate.gold)]
    return [f"{share:.2f}" if of else "–" for share, of in shares] + counts


def summary(score: Score) -> Iterator[str]:
    """What is no table, a line each."""
    yield f"modality {_of(score.modality)}, speaker {_of(score.speaker)}, of the relations that are right"
    for where, share in _unseen(score):
        told = "not known" if share is None else f"{share:.1%}"
        yield f"claims with an end that their {where} does not speak of: {told}"
    yield f"relations in documents that have none: {score.silent}"


def _unseen(score: Score) -> list[tuple[str, float | None]]:
    return [(where, score.unseen(where)) for where in ("sentence", "document")]


def _of(rate: Rate) -> str:
    return f"{rate.precision:.2f} ({rate.right}/{rate.found})"


def shown(name: str, judged: Judged) -> Iterator[str]:
    """One document: hits, misses and extras with the words behind them."""
    yield f"== {name}"
    for thing in judged.unaligned:
        yield f"  extra   {thing.id} {' / '.join(thing.names[:2])}"
    for thing in judged.unfound:
        yield f"  missing {thing.id} {' / '.join(thing.names[:2])}"
    for key, (gold, found) in judged.hits.items():
        yield from _line("hit ", key, judged, _differs(gold, found), found.quote or gold.quote)
    for key, told in judged.misses.items():
        yield from _line("miss", key, judged, told.modality, told.quote)
    for key, told in judged.extras.items():
        yield from _line("more", key, judged, told.modality, told.quote)


def _line(mark: str, key: Key, judged: Judged, note: str, quote: str) -> Iterator[str]:
    predicate, subject, object_ = key
    yield f"  {mark} {_called(subject, judged)} — {predicate} → {_called(object_, judged)} ({note})"
    if quote:
        yield f"         «{' '.join(quote.split())}»"


def _called(id_: str, judged: Judged) -> str:
    thing = judged.things.get(id_)
    return (thing.canon or thing.iso or next(iter(thing.names), id_)) if thing else id_


def _differs(gold: Told, found: Told) -> str:
    """How a hit is put; where the gold puts it otherwise, both."""
    notes = [f"{found.modality}, not {gold.modality}" if found.modality != gold.modality else gold.modality]
    if found.speaker != gold.speaker:
        notes.append(f"speaker {found.speaker or 'none'}, not {gold.speaker or 'none'}")
    return "; ".join(notes)
