"""Precision, recall and what else can be counted, over many documents at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from diplograph.score.align import align, unnamed
from diplograph.score.gold import Answer, Thing, Told

_SYMMETRIC = frozenset({"met", "phoned", "cooperates"})

# One relation, whoever tells it and in whatever modality; the ends of a symmetric one are in order.
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Rate:
    """What was right of what was found, and of what there was to find.

    >>> rate = Rate(right=1, found=2, gold=4)
    >>> rate.precision, rate.recall, round(rate.f1, 2)
    (0.5, 0.25, 0.33)
    """

    right: int = 0
    found: int = 0
    gold: int = 0
    recalled: int | None = None  # where one gold thing may be found twice

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return (self.right if self.recalled is None else self.recalled) / max(1, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def __add__(self, other: Rate) -> Rate:
        recalled = None if self.recalled is None else self.recalled + (other.recalled or 0)
        return Rate(self.right + other.right, self.found + other.found, self.gold + other.gold, recalled)


@dataclass(frozen=True)
class Judged:
    """One document: which relations were hit, missed, or found though the gold has none such."""

    hits: Mapping[Key, tuple[Told, Told]]
    misses: Mapping[Key, Told]
    extras: Mapping[Key, Told]
    things: Mapping[str, Thing]
    unaligned: tuple[Thing, ...]
    unfound: tuple[Thing, ...]
    kinds: Mapping[str, Rate]


@dataclass(frozen=True)
class Score:
    """The whole: by document first, everything else added up from there."""

    documents: Mapping[str, Judged]
    seen: Mapping[str, int] = field(default_factory=dict)

    @property
    def relations(self) -> Rate:
        """All relations, whatever their modality and speaker."""
        return sum(self.predicates.values(), Rate())

    @property
    def predicates(self) -> dict[str, Rate]:
        """Relations by predicate, the commonest in the gold first."""
        right, found, gold = Counter[str](), Counter[str](), Counter[str]()
        for judged in self.documents.values():
            right.update(k[0] for k in judged.hits)
            found.update(k[0] for k in [*judged.hits, *judged.extras])
            gold.update(k[0] for k in [*judged.hits, *judged.misses])
        names = sorted(found | gold, key=lambda p: (-gold[p], p))
        return {p: Rate(right[p], found[p], gold[p]) for p in names}

    @property
    def kinds(self) -> dict[str, Rate]:
        """Entities by type."""
        total: dict[str, Rate] = {}
        for judged in self.documents.values():
            for kind, rate in judged.kinds.items():
                total[kind] = total.get(kind, Rate(recalled=0)) + rate
        return dict(sorted(total.items()))

    @property
    def entities(self) -> Rate:
        """All entities."""
        return sum(self.kinds.values(), Rate(recalled=0))

    @property
    def modality(self) -> Rate:
        """Of the relations hit, those in the right modality."""
        pairs = [pair for judged in self.documents.values() for pair in judged.hits.values()]
        return Rate(sum(g.modality == f.modality for g, f in pairs), len(pairs), len(pairs))

    @property
    def speaker(self) -> Rate:
        """Of the relations hit, those with the right speaker, or rightly none."""
        pairs = [pair for judged in self.documents.values() for pair in judged.hits.values()]
        return Rate(sum(g.speaker == f.speaker for g, f in pairs), len(pairs), len(pairs))

    @property
    def silent(self) -> int:
        """How many relations were found where the gold has none at all."""
        return sum(len(d.extras) for d in self.documents.values() if not d.hits and not d.misses)

    def unseen(self, where: str) -> float | None:
        """The share of claims with an end that the "sentence", or the whole "document", does not speak of.

        None where that is not known: nobody looked, or the text was not there.
        """
        near = {"sentence": ("sentence",), "document": ("sentence", "document")}[where]
        total = sum(n for seen, n in self.seen.items() if seen)
        if not total or (where == "document" and self.seen.get("elsewhere")):
            return None
        return (total - sum(self.seen.get(s, 0) for s in near)) / total


def measure(gold: Mapping[str, Answer], found: Mapping[str, Answer]) -> Score:
    """Hold what was found against the gold, document by document (by name); a document not found has no relations.

    >>> a = Thing("a", "Country", ("A",), "AA")
    >>> b = Thing("b", "Country", ("B",), "BB")
    >>> one = {"doc": Answer({"a": a, "b": b}, (Told("a", "met", "b"),))}
    >>> other = {"doc": Answer({"a": a, "b": b}, (Told("b", "met", "a"),))}
    >>> measure(one, other).relations.f1
    1.0
    """
    documents = {name: judge(answer, found.get(name, Answer())) for name, answer in sorted(gold.items())}
    seen = Counter(told.seen for name in documents for told in found.get(name, Answer()).told)
    return Score(documents, dict(sorted(seen.items())))


def judge(gold: Answer, found: Answer) -> Judged:
    """One document."""
    aligned = align(gold.things, found.things)
    wanted, ours = _distinct(gold, {}), _distinct(found, aligned)
    things = {**found.things, **gold.things}
    _same_minister(wanted, ours, things)
    return Judged(
        hits={k: (wanted[k], ours[k]) for k in sorted(wanted.keys() & ours.keys())},
        misses={k: wanted[k] for k in sorted(wanted.keys() - ours.keys())},
        extras={k: ours[k] for k in sorted(ours.keys() - wanted.keys())},
        things=things,
        unaligned=tuple(t for id_, t in sorted(found.things.items()) if id_ not in aligned),
        unfound=tuple(t for id_, t in gold.things.items() if id_ not in set(aligned.values())),
        kinds=_by_kind(gold, found, aligned),
    )


def _by_kind(gold: Answer, found: Answer, aligned: Mapping[str, str]) -> dict[str, Rate]:
    hit = set(aligned.values())
    kinds = {thing.kind for thing in [*gold.things.values(), *found.things.values()]}
    return {
        kind: Rate(
            right=sum(t.kind == kind and id_ in aligned for id_, t in found.things.items()),
            found=sum(t.kind == kind for t in found.things.values()),
            gold=sum(t.kind == kind for t in gold.things.values()),
            recalled=sum(t.kind == kind and id_ in hit for id_, t in gold.things.items()),
        )
        for kind in kinds
    }


def _distinct(answer: Answer, aligned: Mapping[str, str]) -> dict[Key, Told]:
    """The relations under the gold's names, each once; the office of an official whom nobody names is left out."""
    told: dict[Key, Told] = {}
    for t in answer.told:
        if t.predicate == "holds_office" and unnamed(answer.things[t.subject]):
            continue
        a, b, speaker = (aligned.get(end or "", end) for end in (t.subject, t.object, t.speaker))
        ends = sorted((str(a), str(b))) if t.predicate in _SYMMETRIC else (str(a), str(b))
        one = Told(ends[0], t.predicate, ends[1], t.modality, speaker, t.quote, t.seen)
        told.setdefault((t.predicate, ends[0], ends[1]), one)
    return told


def _same_minister(wanted: Mapping[Key, Told], ours: dict[Key, Told], things: Mapping[str, Thing]) -> None:
    """A minister is of the ministry and of the country: either is right."""
    for extra in _offices(ours.keys() - wanted.keys()):
        for missed in _offices(wanted.keys() - ours.keys()):
            kinds = {things[end].kind for end in (missed[2], extra[2]) if end in things}
            if missed[1] == extra[1] and kinds == {"Country", "Organization"}:
                ours[missed] = ours.pop(extra)
                break


def _offices(keys: Iterable[Key]) -> list[Key]:
    return sorted(k for k in keys if k[0] == "holds_office")
