"""One dictionary over everything that has a name: world packs and language words, by folded tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from diplograph import knowledge, lang
from diplograph.knowledge import World
from diplograph.lang import Language, Phrase, phrases
from diplograph.text import ZWNJ, key

# Which reading of the same tokens wins when packs overlap; the longest match always wins first.
RANK = (
    "word",
    "case",
    "office",
    "agreement",
    "organization",
    "country",
    "person",
    "place",
    "body",
    "deal",
    "project",
    "group",
    "epithet",
)
_RANKS = {kind: n for n, kind in enumerate(RANK)}
_LOOSE = 3  # an office of so few words is found with its spaces lost, too: «صدراعظم», «امورخارجه»
_NONE = frozenset[str]()
_MOST = 50_000  # words that are remembered
_SHORT = 5  # letters of a name with its ezafe that may be an everyday word: «غنای»
_PACKS = {
    "countries": "country",
    "places": "place",
    "organizations": "organization",
    "offices": "office",
    "people": "person",
    "agreements": "agreement",
}


class Sense(NamedTuple):
    """What a phrase may mean: `kind` of thing, its `id`, and the `role` of the name ("adjective", "short" …)."""

    kind: str
    id: str
    role: str = ""


Hit = tuple[int, tuple[Sense, ...]]  # a phrase's number of tokens, and its senses


@dataclass(frozen=True, slots=True)
class Word:
    """What a token is by itself: the phrase that it is, the second tokens of longer ones, its kind.

    `kind` is "mark", "verb", "plain", "name" (it may begin one), or that of the phrase whose id is `value`. `common`
    tells that it is an everyday word, or a form of one. `sets` are the sets of the language that it is of, `stems`
    those of which one is its beginning.
    """

    hit: Hit | None
    longer: dict[str, list[int]] | None
    kind: str
    value: str
    common: bool
    sets: frozenset[str]
    stems: frozenset[str]


@dataclass(frozen=True)
class Index:
    """Longest-match lookup of phrases of tokens; `lengths` are those of several tokens, by their first two."""

    lang: Language
    world: World
    senses: dict[str, tuple[Sense, ...]]
    lengths: dict[str, dict[str, list[int]]]

    def hits(self, keys: Sequence[str], words: Sequence[Word]) -> list[Hit | None]:
        """The longest phrase that starts at each token: its number of tokens and its senses."""
        at = self.at
        return [
            at(keys, i) if word.longer and after in word.longer else word.hit
            for i, (word, after) in enumerate(zip(words, [*keys[1:], ""], strict=True))
        ]

    def at(self, keys: Sequence[str], i: int) -> Hit | None:
        """The longest phrase that starts at token i: its number of tokens and its senses."""
        seconds = self.lengths.get(keys[i])
        if seconds and i + 1 < len(keys):
            for n in seconds.get(keys[i + 1], ()):
                if i + n <= len(keys) and (senses := self.senses.get(" ".join(keys[i : i + n]))):
                    return n, senses
        return self.alone.get(keys[i])

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words that were met so far."""
        return Lexicon(self)

    @cached_property
    def alone(self) -> dict[str, Hit]:
        """The phrases of one token."""
        return {phrase: (1, senses) for phrase, senses in self.senses.items() if " " not in phrase}

    @cached_property
    def parties(self) -> dict[str, frozenset[str]]:
        """The parties of the packs' agreements, by agreement."""
        found: dict[str, set[str]] = {}
        for row in self.world.parties:
            found.setdefault(row.agreement, set()).add(row.party)
        return {k: frozenset(v) for k, v in found.items()}

    @cached_property
    def sole(self) -> dict[str, str]:
        """The offices that one international body alone has, and that body."""
        found: dict[str, set[str]] = {}
        for office, of in self.world.tenures:
            found.setdefault(office, set()).add(of)
        return {office: of for office, (of, *more) in found.items() if not more and of in self.world.organizations}

    @cached_property
    def surnames(self) -> dict[str, tuple[tuple[str, Phrase], ...]]:
        """Full names of people, as (person, tokens), by their last token."""
        found: dict[str, dict[tuple[str, Phrase], None]] = {}
        for row in self.world.names["people"]:
            if row.lang == self.lang.code and row.role != "short":
                tokens = tuple(key(row.name).split())
                if len(tokens) > 1:
                    found.setdefault(tokens[-1], {})[(row.id, tokens)] = None
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def person_tokens(self) -> dict[str, tuple[Phrase, ...]]:
        """The names of each person of the packs, as tokens."""
        found: dict[str, list[Phrase]] = {}
        for row in self.world.names["people"]:
            if row.lang == self.lang.code:
                found.setdefault(row.id, []).append(tuple(key(row.name).split()))
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def given(self) -> frozenset[str]:
        """Given names, as the packs' people bear them."""
        return frozenset(tokens[0] for names in self.surnames.values() for _, tokens in names)

    @cached_property
    def everyday(self) -> frozenset[str]:
        """The ordinary words of the language that nobody bears as a given name."""
        return self.lang.ordinary - self.given

    @cached_property
    def name_tokens(self) -> frozenset[str]:
        """Every token of a person's name in the packs: never just an ordinary word."""
        rows = self.world.names["people"]
        ours = (r.name for r in rows if r.lang == self.lang.code)
        return frozenset(t for name in ours for p in phrases(name, self.lang.glue) for t in p if len(t) > 2)


class Lexicon(dict[str, Word]):
    """The words met so far, by their keys; a word that is asked for and missing is looked up."""

    def __init__(self, index: Index) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, key: str) -> Word:
        if len(self) >= _MOST:
            self.clear()
        index, lang = self._index, self._index.lang
        hit, common = index.alone.get(key), lang.common(key)
        kind, value = self._kind(key, hit, common=common)
        sets, stems = lang.sets_of.get(key, _NONE), lang.stems_of(key) or _NONE
        word = self[key] = Word(hit, index.lengths.get(key), kind, value, common, sets, stems)
        return word

    def _kind(self, key: str, hit: Hit | None, *, common: bool) -> tuple[str, str]:
        """The kind of a word, and its value as an item."""
        index, lang = self._index, self._index.lang
        if not key[0].isalnum():
            return "mark", key
        if hit is not None:
            return hit[1][0][:2]
        if key in lang.verbs:
            return "verb", key
        may_name = key not in index.everyday and (key in index.given or not common)
        return "name" if key in lang.among("led") or (key[0].isalpha() and may_name) else "plain", key


def _surfaces(language: Language, world: World) -> Iterator[tuple[str, Sense]]:
    for pack, kind in _PACKS.items():
        for row in world.names[pack]:
            if row.lang == language.code:
                loose = kind == "office" and row.name.count(" ") + row.name.count(ZWNJ) <= _LOOSE
                name = row.name.replace(" ", ZWNJ) if loose else row.name
                sense = Sense(kind, row.id, row.role)
                yield name, sense
                if row.role == "adjective":  # «همتای ایرانی‌اش»
                    yield from ((f"{name}{ZWNJ}{own}", sense) for own in sorted(language.among("own-adjective")))
    for group, value, word in lang.rows(language.code, "words", 3):
        yield word, Sense(group, value)
    for id_, kind, label, word in lang.rows(language.code, "bodies", 4):
        yield word, Sense("body", id_, f"{kind}|{label}")
    for kind, flag, word in lang.rows(language.code, "agreements", 3):
        yield word, Sense("deal", kind, flag)
    for extent, word in lang.rows(language.code, "groups", 2):
        yield word, Sense("group", extent)
    for kind, word in lang.rows(language.code, "projects", 2):
        yield word, Sense("project", kind)


def _variants(language: Language) -> Callable[[Phrase], Iterator[Phrase]]:
    """What gives a phrase, and it with the ezafe that a final alef or vav may carry («آمریکای», «سخنگوی»)."""
    bearing, ezafes, ordinary = language.edges("ezafe-bearing-ending"), language.edges("ezafe"), language.ordinary

    def variants(phrase: Phrase) -> Iterator[Phrase]:
        yield phrase
        if len(phrase[-1]) > 2 and phrase[-1].endswith(bearing):
            told = len(phrase) > 1  # «نیروی» alone is an everyday word, «وزیر نیروی» is none
            carried = (phrase[-1] + ezafe for ezafe in ezafes)
            yield from ((*phrase[:-1], last) for last in carried if told or len(last) > _SHORT or last not in ordinary)

    return variants


@cache
def index(code: str, folder: Path = knowledge.packs.HERE, extra: tuple[Path, ...] = ()) -> Index:
    """The dictionary for one language, built once a process."""
    language, world = lang.load(code), knowledge.load(folder, extra)
    variants, found = _variants(language), dict[Phrase, dict[Sense, None]]()
    for surface, sense in _surfaces(language, world):
        for phrase in phrases(surface, language.glue):
            for variant in variants(phrase):
                found.setdefault(variant, {})[sense] = None
    lengths: dict[str, dict[str, list[int]]] = {}
    for phrase in sorted((p for p in found if len(p) > 1), key=len, reverse=True):
        longer = lengths.setdefault(phrase[0], {}).setdefault(phrase[1], [])
        if len(phrase) not in longer:
            longer.append(len(phrase))
    tokens = {token for phrase in found for token in phrase}
    return Index(
        lang=replace(language, proper=frozenset(token for token in tokens if len(token) > 2)),
        world=world,
        senses={" ".join(phrase): _ranked(senses) for phrase, senses in found.items()},
        lengths=lengths,
    )


def _ranked(senses: Iterable[Sense]) -> tuple[Sense, ...]:
    """Senses in order: that which wins comes first."""
    found = tuple(senses)
    return found if len(found) == 1 else tuple(sorted(found, key=lambda s: (_RANKS[s.kind], s.id, s.role)))
