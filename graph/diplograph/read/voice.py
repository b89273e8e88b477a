"""Who speaks, and how: speech verbs, their content, and the cues of plan, hope, condition and denial."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from diplograph import lang
from diplograph.lang import Phrase, phrases
from diplograph.read.clauses import Clause
from diplograph.read.items import Np
from diplograph.read.verbs import Group
from diplograph.text import key

_LONGEST = 4  # tokens before a verb that make a wrong of it
_SPOKEN = frozenset({"past", "perfect", "pluperfect", "participle", "imperfect"})


@dataclass(frozen=True, slots=True)
class Speech:
    """A verb of saying: with these stems, this word in front makes one, and its content is coloured by `effect`."""

    effect: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The speech and cue tables of a language.

    `speech` is keyed by the tokens before the verb; `cues` by the first token of a cue and its second ("" where it has
    but one): what follows the first, and what it tells, the longest first. `stems` are those of all verbs of saying,
    `deems` stems that say something in the past only. `months` are the names of months, `lies` are words that
    tell what whoever says them does. `wrongs` are stems with which words before a verb tell of a wrong, `wrong_ends`
    the last of these words; `aims` is what it is wrong to strive for, `aiming` the words before that.
    """

    speech: dict[Phrase, tuple[Speech, ...]]
    cues: dict[str, dict[str, list[tuple[list[str], str]]]]
    stems: frozenset[str]
    deems: frozenset[str]
    months: frozenset[str]
    lies: frozenset[str]
    wrongs: dict[Phrase, frozenset[str]]
    wrong_ends: frozenset[str]
    aims: frozenset[Phrase]
    aiming: frozenset[Phrase]


class Cue(NamedTuple):
    """Words at tokens `start` to `end` that colour what is told, and how: "planned", "duty" …"""

    start: int
    end: int
    told: str


@cache
def words(code: str) -> Words:
    """The tables of one language."""
    pack = lang.load(code)
    speech: dict[Phrase, list[Speech]] = {}
    for effect, verbs, word in lang.rows(code, "speech", 3):
        row = Speech(effect, frozenset(key(v) for v in verbs.split()))
        for phrase in phrases(word, pack.glue) if word else [()]:
            speech.setdefault(phrase, []).append(row)
    blamed = _blamed(pack)
    cues = {p: modality for modality, cue in lang.rows(code, "cues", 2) for p in phrases(cue, pack.glue)}
    cues |= {p: kind for kind in ("harm", "blame", "breach", "manner") for p in blamed[kind]}
    heads: dict[str, dict[str, list[tuple[list[str], str]]]] = {}
    for first, *rest in sorted(cues, key=lambda p: (-len(p), p)):
        told = list(rest), cues[(first, *rest)]
        heads.setdefault(first, {}).setdefault(rest[0] if rest else "", []).append(told)
    return Words(
        {k: tuple(v) for k, v in speech.items()},
        heads,
        frozenset(stem for rows in speech.values() for row in rows for stem in row.stems),
        pack.among("verb:deem"),
        frozenset(key(name) for *_, name in lang.rows(code, "months", 5)),
        pack.among("lie"),
        blamed["hurt"],
        frozenset(phrase[-1] for phrase in blamed["hurt"]),
        frozenset(blamed["aim"]),
        frozenset(blamed["aiming"]),
    )


def _blamed(pack: lang.Language) -> dict[str, dict[Phrase, frozenset[str]]]:
    """The words of `blame.tsv` by kind, nouns in all forms, and the stems of the verbs that they need."""
    found: dict[str, dict[Phrase, frozenset[str]]] = {}
    endings = sorted(pack.either("noun-ending", "adjective-ending"))
    for kind, verbs, cell in lang.rows(pack.code, "blame", 3):
        kept, stems = found.setdefault(kind, {}), frozenset(key(v) for v in verbs.split())
        for phrase in (p for word in cell.split("|") for p in phrases(word, pack.glue)):
            kept[phrase] = kept.get(phrase, frozenset()) | stems
            last = phrase[-1]
            if not stems and kind not in ("manner", "aiming") and last not in pack.verbs:
                kept |= {(*phrase[:-1], last + ending): stems for ending in endings}
    return found


def saying(clause: Clause, keys: list[str], tables: Words) -> str | None:
    """The effect of a clause's verb of saying ("said", "hoped", "denied" …), or None where it does not say."""
    verb = clause.verb
    if verb is None or verb.stem not in tables.stems or (verb.tense == "present" and verb.stem in tables.deems):
        return None  # «می‌داند که …» knows, and says nothing
    if wrong(verb, keys, tables):
        return None  # «با زبان زور سخن می‌گوید»
    for size in (2, 1):
        before = tuple(keys[max(clause.start, verb.start - size) : verb.start])
        for row in tables.speech.get(before, ()) if len(before) == size else ():
            if verb.stem in row.stems and row.effect == "continued":
                return None if _goes_on(clause) else "said"
            if verb.stem in row.stems and row.effect == "replied":
                return "said" if verb.tense in _SPOKEN else None  # «به حمله X پاسخ خواهد داد»
            if verb.stem in row.stems and row.effect == "threatened" and _of_things(clause):
                return None  # «امنیت منطقه را تهدید می‌کند»
            if verb.stem in row.stems:
                return row.effect
    if verb.start and keys[verb.start - 1] in tables.lies:
        return None  # «به جهان دروغ می‌گوید»
    for row in tables.speech.get((), ()):
        if verb.stem in row.stems:
            return row.effect
    return None


def wrong(verb: Group, keys: list[str], tables: Words) -> bool:
    """«زیر پا گذاشت», «به خطر انداخت»: whether what stands right before a verb makes a wrong of it."""
    if verb.start == 0 or keys[verb.start - 1] not in tables.wrong_ends:
        return False
    before = (tuple(keys[max(verb.start - n, 0) : verb.start]) for n in range(1, _LONGEST + 1))
    return any(verb.stem in tables.wrongs.get(phrase, ()) for phrase in before)


def _of_things(clause: Clause) -> bool:
    """Whether what «را» marks is nobody."""
    return any(i.value == "ra" for i in clause.items) and not any(np.ra for np in clause.nps)


def _goes_on(clause: Clause) -> bool:
    """«X به حمایت از Y ادامه داد», but not «با اشاره به Y ادامه داد»: whether something goes on that is no speech."""
    if any(i.value == "ra" for i in clause.items):
        return True  # «حمله به X را ادامه داد»
    pairs = pairwise((None, *clause.items))
    to = (a for a, b in pairs if b and b.kind == "case" and b.value == "to" and b.end - b.start == 1)
    return any(before is None or before.kind in ("np", "word") for before in to)


def cues(keys: list[str], tables: Words) -> Iterator[Cue]:
    """The cues of a sentence, in order; of those that start at one token the longest first."""
    for i in [i for i, word in enumerate(keys) if word in tables.cues]:
        heads = tables.cues[keys[i]]
        longer = heads.get(keys[i + 1], ()) if i + 1 < len(keys) else ()
        for rest, modality in (*longer, *heads.get("", ())):
            after = i + 1 + len(rest)
            if keys[i + 1 : after] == rest:
                yield Cue(i, after, modality)


def said_by(clauses: list[Clause]) -> Iterator[Np]:
    """Whom a sentence follows: «به گفته X»."""
    for clause in clauses:
        for np in clause.nps:
            if (
                np.case == "said-by"
                and np.how not in ("media", "adjective", "place", "deal", "duty", "group", "everybody")
                and np.refs
            ):
                yield np
