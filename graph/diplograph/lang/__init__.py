"""What a language's words mean to the reader, as data: one folder a language, read once.

The reader never asks which language it has; it asks the pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from diplograph.errors import PackError
from diplograph.lang.verbs import Verb, conjugate
from diplograph.text import ZWNJ, key

HERE = Path(__file__).parent
_WORD = re.compile(r"\d+(?:[./:]\d+)*|[^\W\d_]+|[^\w\s]|_")  # as the reader's tokenizer cuts

Phrase = tuple[str, ...]
_ENDINGS = ("ی", "ها", "های", "هایی", "هایش", "هایشان", "ش", "اش", "شان")


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of saying one predicate: a row of `frames.tsv`.

    `how` is `verb` (a light-verb or full-verb clause), `passive`, or `noun` (a nominalisation). `verbs` are the past
    stems that complete the trigger ("" for none). `subject` and `object` list roles in order of preference (`subj`,
    `ra`, `ez`, a case of `words.tsv` such as `with` …). `kinds` are the kinds that the object may have; `near` says
    that the object must itself be the complement, not stand inside a longer noun phrase. `flags` are free words that
    the reader knows: `planned`, `negated`, `event`, `pair`, `swap` …
    """

    id: str
    predicate: str
    how: str
    verbs: frozenset[str]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    kinds: frozenset[str]
    flags: frozenset[str]
    triggers: tuple[Phrase, ...]


@dataclass(frozen=True)
class Language:
    """A language pack, ready for lookup. All keys are folded tokens.

    `proper` are the tokens of names that the knowledge packs hold; `light` the nouns that make a verb of «کردن».
    """

    code: str
    verbs: Mapping[str, Verb]
    stems: frozenset[str]
    words: Mapping[Phrase, tuple[tuple[str, str], ...]]
    ordinary: frozenset[str]
    frames: tuple[Frame, ...]
    suffixes: frozenset[str]
    prefixes: frozenset[str]
    proper: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()

    def knows(self, word: str) -> bool:
        """Whether a token is a word of the language, or of a name that the packs know."""
        return word in self.ordinary or word in self.proper or word in self.verbs or (word,) in self.words


def rows(code: str, pack: str, width: int) -> Iterator[list[str]]:
    """The rows of one table of a language pack.

    Raises PackError for a row with another number of cells.
    """
    path = HERE / code / f"{pack}.tsv"
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if number == 1 or not line or line.startswith("# "):
            continue
        cells = line.split("\t")
        if len(cells) != width:
            raise PackError(f"{code}/{path.name}:{number}: {len(cells)} cells, not {width}", hint="separate with tabs")
        yield cells


def phrases(surface: str, glue: Glue) -> Iterator[Phrase]:
    """The token sequences that a surface may come as: each non-joiner kept, lost, or spaced.

    >>> sorted(phrases("رئیس\u200cجمهور", Glue(frozenset(), frozenset())))
    [('رییس', 'جمهور'), ('رییسجمهور',)]
    """
    parts = surface.split(ZWNJ)
    if len(parts) > 4:
        parts = ["".join(parts[:-3]), *parts[-3:]]
    seen: set[Phrase] = set()
    for joints in product(("", " "), repeat=len(parts) - 1):
        text = "".join(p + j for p, j in zip(parts, (*joints, ""), strict=True))
        phrase = tuple(glue(_WORD.findall(key(text))))
        if phrase and phrase not in seen:
            seen.add(phrase)
            yield phrase


@dataclass(frozen=True, slots=True)
class Glue:
    """Joins the affixes that lost their word to a space: «همکاری ها» is one token, as «همکاری‌ها» is."""

    suffixes: frozenset[str]
    prefixes: frozenset[str]

    def __call__(self, keys: Iterable[str]) -> list[str]:
        out: list[str] = []
        for k in keys:
            if out and (k in self.suffixes or out[-1] in self.prefixes):
                out[-1] += k
            else:
                out.append(k)
        return out


@cache
def load(code: str) -> Language:
    """The pack of one language, by its BCP 47 code."""
    affixes = list(rows(code, "affixes", 2))
    glue = Glue(
        frozenset(key(a) for side, a in affixes if side == "suffix"),
        frozenset(key(a) for side, a in affixes if side == "prefix"),
    )
    verbs: dict[str, Verb] = {}
    stems = set()
    for kind, present, past in rows(code, "verbs", 3):
        stems.add(key(past))
        for form, verb in conjugate(key(past), key(present), kind):
            verbs.setdefault(form, verb)
    words: dict[Phrase, list[tuple[str, str]]] = {}
    for group, value, word in rows(code, "words", 3):
        for phrase in phrases(word, glue):
            words.setdefault(phrase, []).append((group, value))
    frames = tuple(_frame(cells, glue) for cells in rows(code, "frames", 9))
    said = {p[-1] for _, _, word in rows(code, "speech", 3) if word for p in phrases(word, glue)}
    return Language(
        code=code,
        verbs=verbs,
        stems=frozenset(stems),
        words={k: tuple(v) for k, v in words.items()},
        ordinary=frozenset(key(w) for (w,) in rows(code, "ordinary", 1)),
        frames=frames,
        light=frozenset(said | {p[-1] for f in frames if f.how != "noun" for p in f.triggers}),
        suffixes=glue.suffixes,
        prefixes=glue.prefixes,
    )


def _frame(cells: list[str], glue: Glue) -> Frame:
    id_, predicate, how, subject, object_, kinds, flags, verbs, triggers = cells
    return Frame(
        id=id_,
        predicate=predicate,
        how=how,
        verbs=frozenset(key(v) for v in verbs.split()),
        subject=tuple(subject.split()),
        object=tuple(object_.split()),
        kinds=frozenset(kinds.split()),
        flags=frozenset(flags.split()),
        triggers=tuple(dict.fromkeys(v for t in triggers.split("|") if t for p in phrases(t.strip(), glue) for v in _inflected(p))),
    )


def _inflected(phrase: Phrase) -> Iterator[Phrase]:
    """A nominal trigger and its forms: «سفر», «سفری», «سفرهای», «سفرش»."""
    yield phrase
    if len(phrase[-1]) > 2 and not phrase[-1].endswith(_ENDINGS):
        yield from ((*phrase[:-1], phrase[-1] + ending) for ending in _ENDINGS)
