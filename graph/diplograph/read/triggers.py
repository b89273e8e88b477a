"""Frames by the words that trigger them, and the passives that a transitive frame brings along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from diplograph import lang
from diplograph.lang import Frame, Language, Phrase
from diplograph.read.clauses import Clause


@dataclass(frozen=True, slots=True)
class Triggers:
    """Frames by the tokens that trigger them; `bare` are those without a noun, by the stem of the verb.

    `lengths` are those of the triggers by their first token and their second ("" where it has but one), longest first.
    """

    frames: dict[Phrase, tuple[Frame, ...]]
    lengths: dict[str, dict[str, tuple[int, ...]]]
    bare: dict[str, tuple[Frame, ...]]

    def heard(self, keys: Sequence[str]) -> dict[int, list[tuple[int, Frame]]]:
        """The triggers in a sentence by their first token: the token after each, the longest first, and its frame."""
        lengths, frames = self.lengths, self.frames
        out: dict[int, list[tuple[int, Frame]]] = {}
        for t in [t for t, key in enumerate(keys) if key in lengths]:
            seconds = lengths[keys[t]]
            longer = seconds.get(keys[t + 1], ()) if t + 1 < len(keys) else ()
            for n in (*longer, *seconds.get("", ())):
                if told := frames.get(tuple(keys[t : t + n])):
                    out.setdefault(t, []).extend([(t + n, frame) for frame in told])
        return out


class Heard(NamedTuple):
    """A frame whose trigger stands at tokens `start` to `end`, told in a clause."""

    clause: Clause
    frame: Frame
    start: int
    end: int

    @property
    def nominal(self) -> bool:
        """Whether the frame is told by a noun, not by the clause's verb."""
        return self.frame.how == "noun"


@cache
def triggers(code: str) -> Triggers:
    """The frames of a language and their passives, ready for lookup."""
    language = lang.load(code)
    frames: dict[Phrase, list[Frame]] = {}
    lengths: dict[str, dict[str, set[int]]] = {}
    for frame in (*language.frames, *_passives(language.frames, language)):
        for phrase in frame.triggers:
            frames.setdefault(phrase, []).append(frame)
            lengths.setdefault(phrase[0], {}).setdefault("".join(phrase[1:2]), set()).add(len(phrase))
    return Triggers(
        {k: tuple(v) for k, v in frames.items()},
        {k: {s: tuple(sorted(n, reverse=True)) for s, n in v.items()} for k, v in lengths.items()},
        _by_verb(f for f in language.frames if not f.triggers),
    )


def _by_verb(frames: Iterable[Frame]) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, tuple[Frame, ...]] = {}
    for frame in frames:
        for stem in frame.verbs:
            found[stem] = (*found.get(stem, ()), frame)
    return found


def _passives(frames: Iterable[Frame], language: Language) -> Iterator[Frame]:
    """What a transitive frame becomes in the passive: «از سوی Y محکوم شد», «مورد حمایت Y قرار گرفت»."""
    does, becomes = language.among("verb:do"), language.among("verb:passivizes")
    gives, receives = language.among("verb:give"), language.among("verb:receive")
    is_ = language.among("verb:copula")
    for frame in frames:
        if frame.how != "verb" or "subj" not in frame.subject:
            continue
        if does.isdisjoint(frame.verbs):
            yield from _of_participle(frame)
            continue
        by = ("by", "means") if frame.predicate == "assaults" else ("by",)  # «با موشک X سرنگون شد»
        passive = replace(frame, how="passive", subject=by, object=("patient",))
        if "ra" in frame.object:
            told = ("patient", "claimant") if "claimant" in frame.object else ("patient",)  # «این ادعا تکذیب شد»
            yield replace(passive, id=frame.id + "-passive", verbs=becomes | (receives & frame.verbs), object=told)
        if {"ra", "from", "to"} & set(frame.object):
            heads = language.edges("undergoing")
            under = tuple((head, *phrase) for head in heads for phrase in frame.triggers)
            met = replace(
                passive,
                id=frame.id + "-met-with",
                verbs=receives | (is_ if "stance" in frame.flags else frozenset()),
                subject=("ez", "by"),
                triggers=under,
            )
            yield replace(frame, id=frame.id + "-made", verbs=gives, object=("ra",), triggers=under)
            yield met


def _of_participle(frame: Frame) -> Iterator[Frame]:
    """«X را به حضور پذیرفت» told in the passive: «از سوی Y به حضور پذیرفته شد»."""
    if "ra" in frame.object and frame.triggers:
        yield replace(frame, id=frame.id + "-passive", how="passive", subject=("by",), object=("patient",))
