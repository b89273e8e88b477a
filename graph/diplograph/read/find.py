"""Tokens to items: each step of a sentence by what stands there, as the scene stands when it is reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diplograph.read.bearers import led_at, name_at, named_at, quoted_at
from diplograph.read.deals import deal_at, project_at
from diplograph.read.duties import duty_at
from diplograph.read.groups import group_at, sided_at
from diplograph.read.holders import heads_at, titled_at
from diplograph.read.index import Hit, Sense
from diplograph.read.items import Item, Np
from diplograph.read.places import (
    bare_body_at,
    body_at,
    country_at,
    country_np,
    demanded,
    government_at,
    organization_at,
    people_at,
    place_at,
    states_at,
    told_in_full,
)
from diplograph.read.point import both_at, counterpart_at, the_two, this_at
from diplograph.read.refer import REFERRING, THREE, refers, states_of, with_
from diplograph.read.scene import Scene
from diplograph.read.sight import OPEN, Sight
from diplograph.read.tokens import Token
from diplograph.text import Span

# The words that a noun phrase may begin with, or be: their ids in `words.tsv`.
_BEGINNING = REFERRING | {
    "honorific",
    "of-persons",
    "of-people",
    "heads",
    "counterpart",
    "counterparts",
    "this",
    "these-states",
    "our",
    "toward",
    "both",
}


_SETTLED = frozenset({"mark", "verb", "plain", "case", "word"})  # kinds of what is no noun phrase
_CROWDS = frozenset({"of-people", "heads"})


class Finder:
    """Reads one sentence into items, resolving references against the scene as it goes."""

    def __init__(self, scene: Scene, text: str, tokens: Sequence[Token]) -> None:
        self.sight = Sight(scene, text, tokens)
        self._row: list[str] = []
        self._row_end = 0
        self._settled: dict[int, list[Item]] = {}
        surnames = self.sight.lang.edges("surname-ending")
        ends = [
            (at, (2, 3) if key == "،" else (1, 2))
            for at, key in enumerate(self.sight.keys)
            if key == "،" or key.endswith(surnames)
        ]
        self._ahead = {at - n for at, steps in ends for n in steps}  # where a name may begin that ends so

    def items(self) -> list[Item]:
        """The sentence, left to right, as the scene stands."""
        sight = self.sight
        sight.seen, sight.couple, self._row, self._row_end = [], None, [], 0
        out: list[Item] = []
        settled, size, i = self._settled, sight.size, 0
        while True:
            if i not in settled:
                settled[i] = self._settle(i)
            if run := settled[i]:
                out += run
                i = run[-1].end
            if i >= size:
                return out
            item = self._item(i)
            if item.np is not None:
                self._note(item.np)
                sight.seen.append(item.np)
            out.append(item)
            i = item.end

    def _settle(self, i: int) -> list[Item]:
        """What stands from token i on whatever the scene, up to where a noun phrase may begin."""
        words, hits, ahead = self.sight.words, self.sight.hits, self._ahead
        out: list[Item] = []
        while i < len(words):
            word, hit = words[i], hits[i]
            if hit is None or hit is word.hit or word.kind == "mark":
                n, kind, value = 1, word.kind, word.value
            else:
                n, ((kind, value, _), *_) = hit
            if kind not in _SETTLED or (kind == "plain" and i in ahead and value[0].isalpha()):
                break
            if (kind == "word" and value in _BEGINNING) or (kind == "mark" and value in OPEN):
                break
            out.append(Item(kind, i, i + n, value))
            i += n
        return out

    def _item(self, i: int) -> Item:
        """What stands at token i as the scene stands."""
        sight, key = self.sight, self.sight.keys[i]
        mark = key in OPEN
        np = quoted_at(sight, i) if mark else self._np(i, sight.hits[i])
        if np:
            return Item("np", np.start, np.end, np.how, np)
        return Item("mark", i, i + 1, key) if mark else self._word_or_verb(i, sight.hits[i])

    def _word_or_verb(self, i: int, hit: Hit | None) -> Item:
        key = self.sight.keys[i]
        n, kind, value = (hit[0], hit[1][0].kind, hit[1][0].id) if hit else (1, "", "")
        if kind in ("word", "case"):
            return Item(kind, i, i + n, value)
        if key in self.sight.lang.verbs:
            return Item("verb", i, i + 1, key)
        return Item("plain", i, i + (n if kind == "body" else 1), key)

    def _np(self, i: int, hit: Hit | None) -> Np | None:
        """The noun phrase that begins at token i, by the first sense of what stands there."""
        sight = self.sight
        if hit is None:
            return (led_at(sight, i) if sight.among(i, "led") else None) or named_at(sight, i)
        n, (sense, *_) = hit
        if n == 1 and sense.kind in ("country", "place"):
            if not demanded(sight, i):
                return None
            if sight.keys[i] in sight.index.surnames and (actor := sight.scene.on_stage((sight.keys[i],))):
                return Np(i, i + 1, (actor.id,), "short")  # «کامرون»: whoever is on stage, not the country
        match sense.kind:
            case "word":
                return self._word(i, hit)
            case "office":
                return titled_at(sight, i) or self._alone(i, n)
            case "person":
                return named_at(sight, i)
            case "agreement":
                return Np(i, i + n, (f"agreement/{sense.id}",), "deal")
            case "organization":
                another = sight.among(i + n, "another-agency")  # «آژانس فضایی کانادا» is not the agency in Vienna
                return organization_at(sight, i, n, sense) if told_in_full(sight, sense) and not another else None
            case "body":
                return body_at(sight, i, n, sense) or bare_body_at(sight, i, n, sense)
            case "country":
                return country_np(sight, i, n, sense)
            case "place":
                return place_at(sight, i, n, sense)
            case "deal" if sense.role == "duty":
                return duty_at(sight, i, n)
            case "deal":
                return deal_at(sight, i, n, sense) or named_at(sight, i)
            case "project":
                return project_at(sight, i, n, sense)
            case "group":
                return group_at(sight, i, n, sense)
        return None

    def _alone(self, i: int, n: int) -> Np | None:
        """«سران کشورهای عربی», where the words for an office name none: by the first of them."""
        hit = self.sight.index.at(self.sight.keys[i : i + 1], 0) if n > 1 else None
        return self._word(i, hit) if hit and hit[1][0].id in _CROWDS else None

    def _word(self, i: int, hit: Hit) -> Np | None:
        """The noun phrase that a word of the language begins, or is."""
        sight, n, id_ = self.sight, hit[0], hit[1][0].id
        match id_:
            case "honorific":
                return named_at(sight, i)
            case "of-persons":
                np = people_at(sight, i, n)
                return replace(np, how="persons") if np else None
            case "of-people":
                grouped = any(s.kind == "group" for s in hit[1])
                if grouped and (side := sided_at(sight, i, i + n)):
                    return side
                led = people_at(sight, i, n) or government_at(sight, i, n) or self._led_by(i, n)
                return led or self._group(i, hit)
            case "heads":
                return heads_at(sight, i, n) or people_at(sight, i, n) or self._group(i, hit)
            case "counterpart" | "counterparts":
                return counterpart_at(sight, i, n, several=id_ == "counterparts")
            case "this":
                return the_two(sight, i, i + n) or this_at(sight, i, n)
            case "both":
                return both_at(sight, i, i + n)
            case "toward":
                project = next((s for s in hit[1] if s.kind == "project"), None)
                return project_at(sight, i, n, project) if project and not sight.among(i - 1, "to") else None
            case "our" if sight.case_before(i):
                here = (r for np in sight.seen for r in np.refs if r.startswith("official/"))
                who = next(here, sight.scene.speaker)  # whoever speaks, as is known once all is found
                return Np(i, i + 1, (who,), "ours") if who else None  # «به ما»
            case "these-states" if np := states_at(sight, i + n):
                return replace(np, start=i)  # «سه کشور A، B و C»
            case "these-states":
                three = any(sight.among(k, "three") for k in range(i, i + n))
                states = (states_of(sight) if three else ()) or sight.scene.group
                told = len(states) == THREE if three else len(states) >= (THREE if sight.among(i, "this-same") else 2)
                return Np(i, i + n, states, "two-states") if told else None
            case "two-states" | "two-sides" if np := states_at(sight, i + n):
                return replace(np, start=i)  # «دو کشور رومانی و بلغارستان»
            case "two-states" | "two-sides" if country_at(sight, i + n) or sight.is_word(i - 1, "all"):
                return None  # «دو طرف یمنی», «یکی از طرفین»
        refs = refers(sight, id_, i)
        return Np(i, i + n, refs, id_) if refs else None

    def _led_by(self, i: int, n: int) -> Np | None:
        """«دولت X»: the state whose government he leads."""
        found = name_at(self.sight, i + n) if self.sight.among(i, "government") else None
        return Np(i, found[0], (found[1].country,), "people") if found and found[1].country else None

    def _group(self, i: int, hit: Hit) -> Np | None:
        """«کشورهای همسایه», «مقامات محلی», «هفت کشور اروپایی»: a group of no one country."""
        sight = self.sight
        if sight.among(i, "state") and i and (sight.keys[i - 1].isdigit() or sight.is_word(i - 1, "all")):
            return group_at(sight, i, hit[0], Sense("group", "many"))
        sense = next((s for s in hit[1] if s.kind == "group"), None)
        return group_at(sight, i, hit[0], sense) if sense else None

    # -- notes -------------------------------------------------------------------------------------------------------

    def _note(self, np: Np) -> None:
        """Mention what a noun phrase stands for, and remember states that are named in a row."""
        self._states(np)
        if np.how in ("capital", "place"):
            return  # whether the town or its government is meant is known once its clause is read
        sight, how = self.sight, "name" if np.how == "people" else np.how
        if how in ("title", "name") and len(np.refs) > 1:
            how = "titles"  # «رؤسای جمهور دو کشور», «دو ملت ایران و عمان» is the name of none of them
        for ref in np.refs:
            country = sight.scene.country_of(ref) if ref.startswith("organization/") else None
            if country:
                sight.scene.touch(country)
            whole = len(np.refs) > 1 or how != "name"
            sight.scene.mention(ref, sight.span(np.start, np.end) if whole else self._core(np), sight.text, how)

    def _states(self, np: Np) -> None:
        """Remember three or more states named in a row, for «این سه کشور»."""
        states = [r for r in np.refs if r.startswith("country/")]
        if not states:
            self._row = []
            return
        end = self._row_end
        row = self._row if np.start == end or (np.start == end + 1 and self._together(end)) else []
        self._row, self._row_end = [*row, *states], np.end
        states = list(dict.fromkeys(self._row))
        if len(self._row) >= 2:
            self.sight.scene.group = tuple(states)
        if len(states) == 2:
            self.sight.scene.couple = (states[0], states[1])
            if any(self.sight.conjoined(i) for i in (np.start - 1, np.end - 2)):
                self.sight.couple = self.sight.scene.couple

    def _together(self, i: int) -> bool:
        """Whether token i puts two states side by side: «و», «،», «با»; «علیه» does not."""
        return self.sight.joint(i) or with_(self.sight, i)

    def _core(self, np: Np) -> Span:
        """The name itself, without the office beside it."""
        sight = self.sight
        if np.core:
            return sight.span(*np.core)
        for i in range(np.start, np.end) if np.titles else ():
            found = name_at(sight, i)
            if found and found[1].id == np.refs[0] and found[0] <= np.end:
                return sight.span(i, found[0])
        return sight.span(np.start, np.end)
