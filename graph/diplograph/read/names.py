"""Who a run of tokens could name: people of the packs, people on stage, newcomers; nothing here looks at offices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from diplograph.read.actors import Actor
from diplograph.read.index import Sense
from diplograph.read.sight import Sight
from diplograph.text import key as key_of

LONGEST = 5  # tokens of a name
_LATIN = re.compile("[a-z]")
_GIVEN, _GIVEN_BY_SURNAME = 0.8, 0.7  # how alike two spellings of a given name are
_ALIKE = 0.78  # of two spellings of the holder of one office

Named = tuple[int, Actor]  # the token after a name, and whose it is


# -- people who are known ----------------------------------------------------------------------------------------------


def known_at(sight: Sight, i: int) -> Named | None:
    """The person of the packs whose name, or surname, stands at token i."""
    hit = sight.at(i)
    people = [s for s in hit[1] if s.kind == "person"] if hit else []
    if hit is None or not people:
        return None
    full = [s for s in people if s.role != "short"]
    first = hit[1][0].kind == "person"
    if len(full) == 1 or (full and first):
        return i + hit[0], pick(sight, full) or sight.scene.known(full[0].id)
    actor = pick(sight, people) if first else None
    return (i + hit[0], actor) if actor else None


def pick(sight: Sight, senses: Sequence[Sense]) -> Actor | None:
    """Which of several known people a name means: one on stage, else the one in office, else the only one."""
    scene = sight.scene
    ids = list(dict.fromkeys(s.id for s in senses))
    staged = [p for p in ids if f"official/{p}" in scene.actors and f"official/{p}" in scene.names]
    if len(staged) == 1:
        return scene.known(staged[0])
    if len(ids) == 1:
        return scene.known(ids[0])
    on = scene.issued
    serving = [p for p in ids if on and any(r.covers(on) for r in scene.world.careers.get(p, ()))]
    return scene.known(serving[0]) if len(serving) == 1 else None


def known_ahead(sight: Sight, i: int) -> bool:
    """Whether a person of the packs is named at token i, or behind its comma, «ژنرال» before him or not."""
    return known_at(sight, after_honorifics(sight, sight.skip_mark(i, "،"))) is not None


def similar_at(sight: Sight, i: int, run: int) -> Named | None:
    """The person of the packs whose name is spelt a little otherwise in the `run` tokens from i on."""
    if sight.keys[i] in sight.index.given:  # another name, not another spelling
        return None
    return _by_surname(sight, i, run) or _by_given_name(sight, i, run)


def _by_surname(sight: Sight, i: int, run: int) -> Named | None:
    """A misspelt given name before a surname that the packs know: the given names must look alike."""
    hit = sight.at(i + run - 1)
    for sense in hit[1] if hit else ():
        if sense.kind == "person" and sense.role == "short":
            actor = sight.scene.known(sense.id)
            for tokens in sight.scene.tokens_of(actor):
                if len(tokens) > 1 and _like(tokens[0], sight.keys[i], _GIVEN_BY_SURNAME):
                    return i + run, actor
    return None


def _by_given_name(sight: Sight, i: int, run: int) -> Named | None:
    """A full name that the packs spell a little differently: all but the given name is the same."""
    given, *rest = sight.keys[i : i + run]
    for person, tokens in sight.index.surnames.get(rest[-1], ()):
        if tokens[1:] == tuple(rest) and _like(tokens[0], given, _GIVEN):
            return i + run, sight.scene.known(person)
    return None


def alike(actor: Actor, name: str) -> bool:
    """Whether a name looks like another spelling of an actor's, spaces aside."""
    return _like("".join(actor.tokens), key_of(name).replace(" ", ""), _ALIKE)


def _like(a: str, b: str, least: float) -> bool:
    matcher = SequenceMatcher(None, a, b)
    return matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least


# -- people on stage, and newcomers ------------------------------------------------------------------------------------


def staged_at(sight: Sight, i: int, run: int) -> Named | None:
    """Somebody on stage who bears the tokens from i on, as many of them as possible."""
    for n in range(run, 0, -1):
        actor = sight.scene.on_stage(tuple(sight.keys[i : i + n]))
        if actor and (n == run or actor.tokens):
            return i + n, actor
    return None


def newcomer(sight: Sight, start: int, end: int) -> Actor:
    """Whoever bears a name that no pack knows."""
    return sight.scene.person(tuple(sight.keys[start:end]), sight.surface(start, end))


# -- what looks like a name --------------------------------------------------------------------------------------------


def after_honorifics(sight: Sight, i: int) -> int:
    """The token after «آقای دکتر», else i."""
    after = sight.skip_word(i, "honorific")
    return i if after == i else after_honorifics(sight, after)


def name_after(sight: Sight, i: int) -> bool:
    """Whether a name seems to stand at token i, or behind its comma."""
    return run_at(sight, i) > 0 or known_ahead(sight, i)


def run_at(sight: Sight, i: int) -> int:
    """How many tokens from i on could be a name: no ordinary words, no verbs, nothing that is something else."""
    if i not in sight.runs:
        sight.runs[i] = _run(sight, i)
    return sight.runs[i]


def _run(sight: Sight, i: int) -> int:
    n = 0
    while n < LONGEST and i + n < sight.size and _nameish(sight, i + n, first=n == 0):
        n += 1
    while n and sight.among(i + n - 1, "particle") and not sight.among(i + n - 1, "particle-last"):
        n -= 1
    return n


def _nameish(sight: Sight, i: int, *, first: bool) -> bool:
    key, lang = sight.keys[i], sight.lang
    if not sight.tokens[i].word or len(key) < 2 or key in lang.verbs or _LATIN.search(key):
        return False
    if key in lang.among("particle"):
        return not first or key in lang.among("particle-first")
    if key.endswith(lang.edges("manner-ending")):
        return False  # «افراط‌گرایانه»
    hit = sight.at(i)
    ours = key in sight.index.name_tokens
    if (
        hit
        and any(s.kind != "person" for s in hit[1])
        and not (ours and hit[1][0].kind in ("place", "deal", "project"))
    ):
        return False
    given = key in sight.index.given and key not in lang.ordinary  # «پیتر» is no comparative
    return not sight.common(i) or (ours and (given or not first))


def could_be_name(sight: Sight, i: int) -> bool:
    """Whether token i could be an ordinary word as a name: nothing that the dictionary needs for something else."""
    key, lang = sight.keys[i], sight.lang
    if not sight.tokens[i].word or len(key) < 2 or key in lang.verbs or key in lang.light:
        return False
    hit = sight.at(i)
    return not (hit and any(s.kind not in ("person", "place") for s in hit[1]))


def headlined_at(sight: Sight, i: int) -> int:
    """The token after a full name that ends in the surname of the headline («بختیار: …»), else 0."""
    surname = sight.scene.headliner
    if not surname or i >= sight.size or not (sight.keys[i] in sight.index.given or not sight.common(i)):
        return 0
    for end in range(i + 1 + len(surname), min(i + LONGEST, sight.size) + 1):
        if tuple(sight.keys[end - len(surname) : end]) == surname:
            return end if all(could_be_name(sight, k) for k in range(i, end)) else 0
    return 0


def speaks_next(sight: Sight, i: int) -> bool:
    """Whether a name that ends before token i says something: «گفت», «در گفت‌وگو با …»."""
    if i >= sight.size:
        return False
    lang = sight.lang
    if sight.among(i, "passing") and sight.among(i + 1, "remark"):  # «با اشاره به …»
        return True
    if sight.among(i, "in"):
        near = sight.keys[i + 1 : i + 3]
        talks = any(k in lang.among("talk") or k.startswith(lang.edges("talk-stem")) for k in near)
        return talks or sight.among(i + 1, "split-talk") or sight.among(i + 1, "occasion")
    verb = lang.verbs.get(sight.keys[i])
    return bool(verb and verb.kind == "speech" and verb.tense in ("past", "perfect", "present"))
