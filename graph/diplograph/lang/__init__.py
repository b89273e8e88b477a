"""What a language's words mean to the reader, as data: one folder a language, read once.

The reader never asks which language it has; it asks the pack.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import product
from pathlib import Path

from diplograph.errors import PackError
from diplograph.lang.verbs import Endings, Verb, conjugate
from diplograph.text import ZWNJ, key

HERE = Path(__file__).parent
_WORD = re.compile(r"\d+(?:[./:]\d+)*|[^\W\d_]+|[^\w\s]|_")  # as the reader's tokenizer cuts

Phrase = tuple[str, ...]


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

    `proper` are the tokens of names that the knowledge packs hold; `light` the nouns that make a verb of «کردن»; `sets`
    the words of `sets.tsv` and, as `verb:light` …, the past stems of each class of `verbs.tsv`; `home` is the country
    that the press of the language calls its own.
    """

    code: str
    verbs: Mapping[str, Verb]
    words: Mapping[Phrase, tuple[tuple[str, str], ...]]
    ordinary: frozenset[str]
    frames: tuple[Frame, ...]
    glue: Glue
    proper: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    home: str | None = None

    def knows(self, word: str) -> bool:
        """Whether a token is a word of the language, or of a name that the packs know."""
        return word in self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        alone = (phrase[0] for phrase in self.words if len(phrase) == 1)
        return frozenset((*self.ordinary, *self.proper, *self.verbs, *alone))

    @cached_property
    def first_person(self) -> frozenset[str]:
        """The forms of verbs by which somebody speaks of himself."""
        return frozenset(form for form, verb in self.verbs.items() if verb.person in ("1p", "1s"))

    @cached_property
    def of_us(self) -> frozenset[str]:
        """The words by which somebody speaks of his own side: «ما»."""
        ids = {phrase: {id_ for _, id_ in senses} for phrase, senses in self.words.items() if len(phrase) == 1}
        return frozenset(phrase[0] for phrase, known in ids.items() if not known.isdisjoint(("we", "our")))

    def common(self, word: str) -> bool:
        """Whether a token is an everyday word, or a form of one, so that it names nobody by itself."""
        if word in self.ordinary or word.isascii():
            return True
        endings = self.among("common-ending")
        return any(word[-n:] in endings and word[:-n] in self.ordinary for n in range(1, 5))

    def among(self, name: str) -> frozenset[str]:
        """The words of one set of `sets.tsv`, or the stems of a class of verbs (`verb:light`).

        Raises PackError for a set that the pack does not have.
        """
        try:
            return self.sets[name]
        except KeyError:
            table = "verbs.tsv" if name.startswith("verb:") else "sets.tsv"
            raise PackError(
                f"{self.code}/{table}: no row of {name!r}", hint="add one: the reader asks for it"
            ) from None

    @cached_property
    def sets_of(self) -> dict[str, frozenset[str]]:
        """The sets that each word is of."""
        found: dict[str, set[str]] = {}
        for name, words in self.sets.items():
            for word in words:
                found.setdefault(word, set()).add(name)
        return {word: frozenset(names) for word, names in found.items()}

    def stems_of(self, word: str) -> frozenset[str]:
        """The sets of stems that have the beginning of a word."""
        return frozenset(name for name, stems in self._stems if word.startswith(stems))

    @cached_property
    def _stems(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple((name, stems) for name, stems in self._sorted.items() if name.endswith("-stem"))

    def either(self, *names: str) -> frozenset[str]:
        """The words of any of several sets."""
        if names not in self._unions:
            self._unions[names] = frozenset().union(*map(self.among, names))
        return self._unions[names]

    @cached_property
    def _unions(self) -> dict[tuple[str, ...], frozenset[str]]:
        return {}

    def edges(self, name: str) -> tuple[str, ...]:
        """The beginnings or endings of a set, as `str.startswith` takes them."""
        return self._sorted.get(name) or tuple(self.among(name))

    @cached_property
    def _sorted(self) -> dict[str, tuple[str, ...]]:
        return {name: tuple(sorted(words)) for name, words in self.sets.items()}


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
    if ZWNJ not in surface:
        if whole := tuple(glue(_WORD.findall(key(surface)))):
            yield whole
        return
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

    def __call__(self, keys: list[str]) -> list[str]:
        if self.suffixes.isdisjoint(keys) and self.prefixes.isdisjoint(keys):
            return keys
        out: list[str] = []
        for k in keys:
            if out and (k in self.suffixes or out[-1] in self.prefixes):
                out[-1] += k
            else:
                out.append(k)
        return out


@cache
def codes() -> tuple[str, ...]:
    """The languages that have a pack.

    >>> "fa" in codes()
    True
    """
    return tuple(sorted(path.parent.name for path in HERE.glob("*/settings.toml")))


def pack_of(tag: str | None) -> str | None:
    """The code of the pack that reads texts of a language; None where there is none.

    >>> pack_of("fa-IR"), pack_of("pt"), pack_of(None)
    ('fa', None, 'fa')
    """
    if tag is None:
        return next((code for code in codes() if _settings(code).get("default")), None)
    code = tag.partition("-")[0].lower()
    return code if code in codes() else None


@cache
def _settings(code: str) -> dict[str, object]:
    path = HERE / code / "settings.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@cache
def load(code: str) -> Language:
    """The pack of one language, by its BCP 47 code."""
    affixes = list(rows(code, "affixes", 2))
    glue = Glue(
        frozenset(key(a) for side, a in affixes if side == "suffix"),
        frozenset(key(a) for side, a in affixes if side == "prefix"),
    )
    sets = _sets(code)
    frames = tuple(_frame(cells, glue, sets.get("noun-ending", frozenset())) for cells in rows(code, "frames", 9))
    said = {p[-1] for _, _, word in rows(code, "speech", 3) if word for p in phrases(word, glue)}
    home = _settings(code).get("home")
    return Language(
        code=code,
        verbs=_verbs(code),
        words=_words(code, glue),
        ordinary=frozenset(key(w) for (w,) in rows(code, "ordinary", 1)),
        frames=frames,
        light=frozenset(
            said | {p[-1] for f in frames if f.how != "noun" and "deem" not in f.flags for p in f.triggers}
        ),
        glue=glue,
        sets=sets,
        home=str(home) if home else None,
    )


def _verbs(code: str) -> dict[str, Verb]:
    """Every form of every verb; of two readings the one whose verb comes first."""
    endings = Endings.of(rows(code, "endings", 3))
    verbs: dict[str, Verb] = {}
    for classes, present, past in rows(code, "verbs", 3):
        for form, verb in conjugate(key(past), key(present), classes.partition(" ")[0], endings):
            verbs.setdefault(form, verb)
    return verbs


def _words(code: str, glue: Glue) -> dict[Phrase, tuple[tuple[str, str], ...]]:
    words: dict[Phrase, list[tuple[str, str]]] = {}
    for group, value, word in rows(code, "words", 3):
        for phrase in phrases(word, glue):
            words.setdefault(phrase, []).append((group, value))
    return {k: tuple(v) for k, v in words.items()}


def _sets(code: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, word in rows(code, "sets", 2):
        found.setdefault(name, set()).add(key(word))
    for classes, _, past in rows(code, "verbs", 3):
        for name in classes.split():
            found.setdefault(f"verb:{name}", set()).add(key(past))
    return {name: frozenset(words) for name, words in found.items()}


def _frame(cells: list[str], glue: Glue, endings: frozenset[str]) -> Frame:
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
        triggers=tuple(dict.fromkeys(p for t in triggers.split("|") if t for p in _forms(t.strip(), glue, endings))),
    )


def _forms(trigger: str, glue: Glue, endings: frozenset[str]) -> Iterator[Phrase]:
    """A nominal trigger and its forms: «سفر», «سفری», «سفرهای», «سفرش»."""
    for phrase in phrases(trigger, glue):
        yield phrase
        if len(phrase[-1]) > 2 and not phrase[-1].endswith(tuple(endings)):
            yield from ((*phrase[:-1], phrase[-1] + ending) for ending in sorted(endings))
