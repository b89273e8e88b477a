"""Tokens to noun phrases: who and what a sentence names, with the boundaries that rules later lean on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from diplograph.ids import slug
from diplograph.read.deals import deal_at, group_at, project_at
from diplograph.read.index import Sense
from diplograph.read.items import Item, Np
from diplograph.read.scene import Actor, Scene, Title
from diplograph.read.tokens import Token
from diplograph.text import Span
from diplograph.text import key as key_of

_OPEN, _CLOSE = frozenset("«“\"'‘"), frozenset("»”\"'’")
_PARTICLES = frozenset("ال بن ابن ابو ابی ال دو دا دی فون ون لا لو بنت اوغلو خان".split())
_BARE = 2  # an office this long needs nobody's name beside it
_LATIN = re.compile("[a-z]")
_LONGEST_NAME = 5
_ALIKE = 0.78  # of two spellings of the holder of one office
_FAR = 8  # tokens between an office and whose it is
_SEATED = frozenset({"member-of-parliament", "representative", "member", "commission-member"})
_FACELESS = frozenset({"diplomat", "official", "senior-official", "negotiator", "expert"})  # nobody in particular
_SERVES = frozenset({"special-envoy", "special-representative", "envoy", "adviser", "aide", "spokesperson", "representative", "office-chief"})
_STATE = ("minister", "president", "king", "emir", "ambassador", "member-of-parliament", "speaker-of-parliament", "leader", "deputy")
_TOP = ("president", "king", "queen", "emir", "sultan", "prime-minister")
_BODIES = {"member-of-parliament": "پارلمان"}  # whose members in the plural stand for it


class Finder:
    """Reads one sentence into items, resolving references against the scene as it goes."""

    def __init__(self, scene: Scene, text: str, tokens: Sequence[Token]) -> None:
        self.scene, self.text, self.tokens = scene, text, tokens
        self.index = scene.index
        self.lang = scene.index.lang
        self.keys = [t.key for t in tokens]
        self._hits: dict[int, tuple[int, tuple[Sense, ...]] | None] = {}
        self.seen: list[Np] = []
        self.here = Span(0, 0)
        self.row: list[str] = []
        self.row_end = 0

    def at(self, i: int) -> tuple[int, tuple[Sense, ...]] | None:
        """The longest phrase of the dictionary that starts at token i; looked up once."""
        if i not in self._hits:
            self._hits[i] = self.index.at(self.keys, i)
        return self._hits[i]

    def items(self) -> list[Item]:
        """The sentence, left to right, as the scene stands."""
        self.seen, self.row, self.row_end = [], [], 0
        out: list[Item] = []
        i, end = 0, len(self.keys)
        while i < end:
            item = self._item(i)
            if item.np is not None:
                self._note(item.np)
                self.seen.append(item.np)
            out.append(item)
            i = item.end
        return out

    def span(self, start: int, end: int) -> Span:
        """The source stretch of tokens start to end."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def surface(self, start: int, end: int) -> str:
        """The source's own words, white space folded."""
        return " ".join(self.span(start, end).of(self.text).split())

    # -- one item ----------------------------------------------------------------------------------------------------

    def _item(self, i: int) -> Item:
        key = self.keys[i]
        if not (key[0].isalnum()):
            np = self._quoted(i) if key in _OPEN else None
            return self._as_item(np) if np else Item("mark", i, i + 1, key)
        hit = self.at(i)
        np = self._np(i, hit)
        if np:
            return self._as_item(np)
        if hit and hit[1][0].kind in ("word", "case"):
            sense = hit[1][0]
            return Item(sense.kind, i, i + hit[0], sense.id)
        if key in self.lang.verbs:
            return Item("verb", i, i + 1, key)
        return Item("plain", i, i + (hit[0] if hit and hit[1][0].kind == "body" else 1), key)

    @staticmethod
    def _as_item(np: Np) -> Item:
        return Item("np", np.start, np.end, np.how, np)

    def _np(self, i: int, hit: tuple[int, tuple[Sense, ...]] | None) -> Np | None:
        if hit is None:
            return self._named(i) if self._may_name(i) else None
        n, senses = hit
        sense = senses[0]
        if n == 1 and sense.kind in ("country", "place") and not self._demanded(i):
            return None
        match sense.kind:
            case "word":
                return self._word(i, n, sense, senses)
            case "office":
                return self._titled(i)
            case "person":
                return self._named(i)
            case "agreement":
                return Np(i, i + n, (f"agreement/{sense.id}",), "deal")
            case "organization":
                return self._organization(i, n, sense)
            case "body":
                return self._body(i, n, sense)
            case "country":
                if sense.role == "adjective" and self.keys[min(i + n, len(self.keys) - 1)] in self.lang.verbs:
                    return None  # «ترک کرد»
                return Np(i, i + n, (f"country/{sense.id}",), sense.role if sense.role in ("adjective", "people") else "name")
            case "place":
                return self._place(i, n, sense)
            case "deal":
                return deal_at(self, i, n, sense) or self._named(i)
            case "project":
                return project_at(self, i, n, sense)
            case "group":
                return group_at(self, i, n, sense)
        return None

    def _may_name(self, i: int) -> bool:
        """A quick look whether a name could begin here at all."""
        key = self.keys[i]
        if not self.tokens[i].word or key in self.lang.verbs:
            return False
        return key not in self.lang.ordinary or key in self.index.given or "،" in self.keys[i + 2 : i + 4]

    def _demanded(self, i: int) -> bool:
        """Whether a name that is an ordinary word too («مالی», «چک») stands where only a name can."""
        if self.scene.world.ambiguous.get((self.lang.code, self.keys[i])) != "governed" or i == 0:
            return True
        before = self.at(i - 1)
        return not self.tokens[i - 1].word or bool(before and before[1][0].kind in ("case", "word"))

    def _word(self, i: int, n: int, sense: Sense, senses: tuple[Sense, ...]) -> Np | None:
        match sense.id:
            case "honorific":
                return self._named(i)
            case "of-persons":
                np = self._people(i, n)
                return replace(np, how="persons") if np else None
            case "of-people":
                return self._people(i, n) or self._government(i, n) or self._group_too(i, n, senses)
            case "heads":
                return self._heads(i, n) or self._people(i, n) or self._group_too(i, n, senses)
            case "counterpart" | "counterparts":
                return self._counterpart(i, n, sense.id)
            case "this":
                return self._this(i, n)
            case "these-states":
                return Np(i, i + n, self.scene.group, "two-states") if self.scene.group else None
            case "home" | "state-this" | "state-own" | "two-states" | "two-sides" | "two-bodies" | "he" | "we" | "i":
                refs = self._refers(sense.id)
                return Np(i, i + n, refs, sense.id) if refs else None
        return None

    # -- reference ---------------------------------------------------------------------------------------------------

    def _refers(self, what: str) -> tuple[str, ...]:
        scene = self.scene
        match what:
            case "home":
                return (scene.home,) if scene.home else ()
            case "state-this":
                last = scene.last("country", besides=(scene.home,) if scene.home else ()) or scene.last("country")
                return (last,) if last else ()
            case "state-own":
                here = next((r for np in reversed(self.seen) for r in np.refs if r.startswith("official/")), None)
                country = scene.country_of(here or scene.hero or scene.last("official"))
                return (country,) if country else ()
            case "two-sides" if scene.met:
                return scene.met[-1]
            case "two-states" | "two-sides":
                return self._two()
            case "two-bodies":
                first = scene.last("organization")
                second = scene.last("organization", besides=(first,)) if first else None
                return (second, first) if first and second else ()
            case "he":
                last = scene.hero or scene.speaker or scene.last("official")
                return (last,) if last else ()
            case "we" | "i":
                return (scene.speaker,) if scene.speaker else ()
        return ()

    def _two(self) -> tuple[str, ...]:
        """The two states that are being spoken of: those who met, else the two named last."""
        scene = self.scene
        if scene.pair:
            return scene.pair
        first = scene.last("country")
        second = scene.last("country", besides=(first,)) if first else None
        return (second, first) if first and second else ()

    def _this(self, i: int, n: int) -> Np | None:
        """«این دیپلمات ایرانی», «این توافق», «این سازمان»."""
        j = i + n
        while j < len(self.keys) and self.keys[j].isdigit():
            j += 1
        if j >= len(self.keys):
            return None
        hit = self.at(j)
        if hit is None:
            return None
        ids = {(s.kind, s.id) for s in hit[1]}
        end = j + hit[0]
        if ("epithet", "this-person") in ids or any(kind == "office" for kind, _ in ids):
            titled = self._this_titled(i, j) if any(kind == "office" for kind, _ in ids) else None
            return titled or self._this_person(i, end)
        if ("epithet", "this-body") in ids:
            last = self.scene.last("organization")
            return Np(i, end, (last,), "this") if last else None
        if any(kind == "deal" for kind, _ in ids):
            kinds = {s.id for s in hit[1] if s.kind == "deal"}
            last = next((a for a in self.scene.recent if a.startswith("agreement/") and self._kind(a) in kinds), None)
            last = last or self.scene.last("agreement")
            return Np(i, end, (last,), "this") if last else None
        return None

    def _kind(self, agreement: str) -> str:
        row = self.scene.world.agreements.get(agreement.partition("/")[2])
        return row.kind if row else next((v for k, v in self.scene.facts.get(agreement, {}) if k == "agreementKind"), "")

    def _this_titled(self, i: int, j: int) -> Np | None:
        """«این عضو کمیسیون انرژی مجلس»: whoever speaks holds that office."""
        found = self.title_at(j)
        who = self.scene.speaker or self.scene.hero
        if found is None or who is None or who not in self.scene.actors:
            return None
        end, titles = found
        if titles[0].of is None or titles[0].plural or not self.scene.actors[who].named:
            return None
        return self._bind(i, end, self.scene.actors[who], titles, how="this")

    def _this_person(self, i: int, end: int) -> Np | None:
        while end < len(self.keys) and self.keys[end] in self.lang.ordinary and self._adjective(end):
            end += 1
        found = self.country_at(end)
        country = None
        if found:
            end, country = found
        for e in (self.scene.speaker, self.scene.hero, *self.scene.recent):
            actor = self.scene.actors.get(e) if e else None
            if actor and (country is None or actor.country in (None, country)):
                return Np(i, end, (actor.id,), "this")
        return None

    def _adjective(self, i: int) -> bool:
        hit = self.at(i)
        return bool(hit and any(s.id == "new" for s in hit[1]))

    def _destinations(self) -> list[str]:
        """The other countries that this sentence has named so far: whose «همتایان» they are."""
        return list(dict.fromkeys(r for np in self.seen for r in np.refs if r.startswith("country/") and r != self.scene.home))

    def _counterpart(self, i: int, n: int, sense_id: str) -> Np | None:
        """«همتای روس خود [سرگئی لاوروف]»: the same office of another country."""
        j = i + n
        found = self.country_at(j)
        countries: list[str] = []
        while found:
            j, country = found
            countries.append(country)
            k = j + 1 if j < len(self.keys) and self.keys[j] in ("و", "،") else None
            found = self.country_at(k) if k else None
        j = self._skip_word(j, "own")
        mine = next((e for e in self.scene.recent if e in self.scene.actors and self.scene.actors[e].offices), None)
        if not countries and sense_id == "counterparts":
            countries = self._destinations()
        if not countries:
            name = self.name_at(j)
            if name is None:
                return None
            end, actor = name
            self._inherit(actor, mine, actor.country)
            return Np(i, end, (actor.id,), "title", titles=[(actor.id, t) for t in actor.offices[-1:]] if mine else [])
        if mine is None:
            return Np(i, j, tuple(countries), "people")
        if len(countries) == 1:
            j = self._skip_mark(j, "،") if self._name_ahead(j) else j
            name = self.name_at(j, title_beside=True)
            if name:
                end, actor = name
                self._inherit(actor, mine, countries[0])
                return Np(i, end, (actor.id,), "title", titles=[(actor.id, t) for t in actor.offices[-1:]])
        title = self.scene.actors[mine].offices[0]
        refs = [self._holder(replace(title, of=c, qualifier="", post=None)) for c in countries]
        return Np(i, j, tuple(r for r in refs if r), "title")

    def _ordinary_name(self, i: int) -> int:
        """How many tokens of ordinary words are a name, because an office stands in apposition («شیرین آزادمنش، سفیر …»)."""
        opens = i == 0 or not self.tokens[i - 1].word or self._is_word(i - 1, "and") or self._case_before(i)
        n = 0
        while opens and n < 3 and i + n < len(self.keys) and self._could_be_name(i + n):
            n += 1
        if n < 2:
            return 0
        comma = i + n < len(self.keys) and self.keys[i + n] == "،"
        if not (comma or self.keys[i] in self.index.given):
            return 0
        found = self.title_at(self._skip_mark(i + n, "،"))
        return n if found and not found[1][0].plural and (found[1][0].of or len(found[1][0].surface.split()) >= _BARE) else 0

    def _could_be_name(self, i: int) -> bool:
        key = self.keys[i]
        hit = self.at(i)
        taken = hit and any(s.kind not in ("person", "place") for s in hit[1])
        return self.tokens[i].word and len(key) > 1 and key not in self.lang.verbs and not taken and key not in self.lang.light

    def _is_word(self, i: int, value: str) -> bool:
        hit = self.at(i)
        return bool(hit and any(s.id == value for s in hit[1]))

    def _case_before(self, i: int) -> bool:
        hit = self.at(i - 1)
        return bool(hit and hit[1][0].kind == "case")

    def _counterpart_after(self, end: int, actor: Actor) -> tuple[int, list[Title]] | None:
        """«خالد الراشدی، همتای عمانی خود»: the office of whoever stands before, of another country."""
        k = self._skip_mark(end, "،")
        hit = self.at(k) if k < len(self.keys) else None
        if hit is None or hit[1][0].id != "counterpart":
            return None
        found = self.country_at(k + hit[0])
        mine = next((a for e in self.scene.recent if (a := self.scene.actors.get(e)) and a is not actor and a.offices), None)
        if found is None or mine is None:
            return None
        j = self._skip_word(self._skip_word(found[0], "own"), "he")
        return j, [replace(mine.offices[0], of=found[1], post=None, surface=self.surface(k, found[0]))]

    def _inherit(self, actor: Actor, mine: str | None, country: str | None) -> None:
        if mine and country:
            title = self.scene.actors[mine].offices[0]
            self.scene.give_office(actor, replace(title, of=country, post=None))

    # -- countries, bodies, places -----------------------------------------------------------------------------------

    def country_at(self, i: int | None) -> tuple[int, str] | None:
        """A country, by whatever word, at token i: the token after it, and the country."""
        if i is None or i >= len(self.keys):
            return None
        hit = self.at(i)
        if hit is None:
            return None
        for sense in hit[1]:
            if sense.kind == "country":
                return i + hit[0], f"country/{sense.id}"
            if sense.kind == "place":
                place = self.scene.world.places[sense.id]
                return (i + hit[0], f"country/{place.country}") if place.kind in ("capital", "seat") else None
            if sense.kind == "word" and sense.id in ("home", "state-this", "state-own"):
                refs = self._refers(sense.id)
                return (i + hit[0], refs[0]) if refs else None
        return None

    def _people(self, i: int, n: int) -> Np | None:
        """«دولت روسیه», «مقامات ارشد عراقی»: the country whose they are."""
        j = i + n
        for _ in range(3):  # «مقامات عالی امنیت ملی ایران»
            plain = j < len(self.keys) and self.at(j) is None and self.keys[j] in self.lang.ordinary
            if j < len(self.keys) and (self._adjective(j) or (plain and self.keys[j] not in self.lang.light and self.keys[j] not in self.lang.verbs)):
                j += 1
        if j < len(self.keys) and self.at(j):
            hit = self.at(j)
            if hit and hit[1][0].kind == "organization":
                return self._organization(j, hit[0], hit[1][0])
            if hit and hit[1][0].id == "of-people":
                return self._people(j, hit[0])
            if hit and hit[1][0].id in ("two-states", "two-sides"):
                refs = self._refers(hit[1][0].id)
                return Np(i, j + hit[0], refs, "two-states") if refs else None
        found = self.country_at(j)
        return Np(i, found[0], (found[1],), "people") if found else None

    def _group_too(self, i: int, n: int, senses: tuple[Sense, ...]) -> Np | None:
        """«کشورهای همسایه», «مقامات محلی»: a group of no one country."""
        sense = next((s for s in senses if s.kind == "group"), None)
        return group_at(self, i, n, sense) if sense else None

    def _government(self, i: int, n: int) -> Np | None:
        """«دولت باید …»: the speaker's own government."""
        ahead = self.at(i + n) if i + n < len(self.keys) else None
        country = self.scene.country_of(self.scene.speaker)
        if self.keys[i] == "دولت" and country and self.keys[i + n : i + n + 1] in (["باید"], ["نباید"]) and ahead is None:
            return Np(i, i + n, (country,), "government")
        return None

    def _heads(self, i: int, n: int) -> Np | None:
        """«سران دو کشور», «سران ایران و روسیه»: their heads of state, where there are two or more."""
        j, states = self._targets(i + n, plural=True)
        if len(states) < 2:
            return None
        k, again = self._targets(j, plural=True)  # «سران دو کشور ایران و روسیه»
        if set(again) == set(states):
            j = k
        refs = [self._holder(Title(self._top_office(s), s, surface=self.surface(i, j), plural=True)) for s in states]
        return Np(i, j, tuple(r for r in refs if r), "title")

    def _top_office(self, country: str) -> str:
        iso = country.partition("/")[2]
        return next((o for o in _TOP if (o, iso) in self.scene.world.tenures), "president")

    def _organization(self, i: int, n: int, sense: Sense) -> Np | None:
        row = self.scene.world.organizations[sense.id]
        end = i + n
        if row.country:
            found = self.country_at(end)
            if found and found[1] == f"country/{row.country}":
                end = found[0]
        return Np(i, end, (f"organization/{sense.id}",), "media" if row.kind == "media" else "name")

    def _body(self, i: int, n: int, sense: Sense) -> Np | None:
        """«پارلمان عراق»: a generic body and its country."""
        found = self.country_at(i + n)
        if found is None:
            return None
        end, country = found
        self.here = self.span(i, end)
        body = self.body_of(sense, country, self.surface(i, end))
        return Np(i, end, (body,), "name")

    def body_of(self, sense: Sense, country: str, surface: str) -> str:
        """The organization that a generic body of a country is: one of the packs, or a new one."""
        if sense.id == "country":
            return country
        self.scene.mention(country, self.here, self.text, "of")
        kind, _, label = sense.role.partition("|")
        iso = country.partition("/")[2]
        same = [
            o for o in self.scene.world.organizations.values() if o.country == iso and o.kind == kind and sense.id in slug(o.label)
        ]
        if len(same) == 1:
            return f"organization/{same[0].id}"
        text = f"{label} of {self.scene.label(country)}"
        id_ = f"organization/{slug(text)}"
        self.scene.labels[id_] = text
        self.scene.fact(id_, "country", country)
        return id_

    def _place(self, i: int, n: int, sense: Sense) -> Np:
        place = self.scene.world.places[sense.id]
        after = self.country_at(i + n)
        if after and after[1] == f"country/{place.country}":  # «اوزاکای ژاپن»
            return Np(i, after[0], (after[1],), "capital", place=f"place/{sense.id}")
        if place.country and (place.acts == "government" or place.kind == "capital"):
            return Np(i, i + n, (f"country/{place.country}",), "capital", place=f"place/{sense.id}")
        return Np(i, i + n, (f"place/{sense.id}",), "place", place=f"place/{sense.id}")

    # -- offices -----------------------------------------------------------------------------------------------------

    def title_at(self, i: int, *, of: str | None = None) -> tuple[int, list[Title]] | None:
        """An office at token i with all that belongs to it: the token after it, and the titles (several for a plural)."""
        hit = self.at(i) if i < len(self.keys) else None
        sense = next((s for s in hit[1] if s.kind == "office"), None) if hit else None
        if hit is None or sense is None:
            return None
        j = i + hit[0]
        plural = sense.role == "plural"
        qualifier, j = self._qualifier(j)
        j, targets = self._targets(j, plural=plural)
        if not targets and self.keys[j - 1] == "جمهوری":  # «رئیس جمهوری خلق چین», «رئیس‌جمهوری اسلامی ایران»
            found = self.country_at(j - 1)
            if found:
                j, targets = found[0], [found[1]]
        if not qualifier:
            qualifier, j = self._qualifier(j)
        if not targets:
            j, targets = self._far_target(j, sense, plural=plural)
        post, j = self._post(j, sense)
        if not targets and of:
            targets = [of]
        if not targets and not sense.role:  # «امور خارجه روسیه», a word lost: an office only with its country
            return None
        for target in (*targets, *([post] if post else [])):
            self.scene.mention(target, self.span(i, j), self.text, "of")
        surface = self.surface(i, j)
        office = sense.id
        return j, [Title(office, t, post, qualifier, surface, plural) for t in targets] or [
            Title(office, None, post, qualifier, surface, plural)
        ]

    def _qualifier(self, j: int) -> tuple[str, int]:
        found = ""
        while j < len(self.keys):
            hit = self.at(j)
            value = next((s.id for s in hit[1] if s.id in ("former", "acting", "designate", "new")), "") if hit else ""
            if not hit or not value:
                break
            found = found or ("" if value == "new" else value)
            j += hit[0]
        return found, j

    def _targets(self, j: int, *, plural: bool) -> tuple[int, list[str]]:
        """Whose office it is: a country, an organization, a generic body of a country; lists for plurals."""
        out: list[str] = []
        while j < len(self.keys):
            hit = self.at(j)
            if plural and hit and hit[1][0].id in ("two-states", "two-sides"):
                return j + hit[0], list(self._refers(hit[1][0].id))
            found = self._target(j)
            if found is None:
                break
            j, target = found
            out.append(target)
            if not plural or j + 1 >= len(self.keys) or self.keys[j] not in ("و", "،"):
                break
            ahead = j + 1
            if self._target(ahead) is None and ahead + 1 < len(self.keys) and self.country_at(ahead + 1) and not self._common(ahead):
                ahead += 1  # a misspelt first word of a formal name
            if self._target(ahead) is None:
                break
            j = ahead
        return j, out

    def _far_target(self, j: int, sense: Sense, *, plural: bool) -> tuple[int, list[str]]:
        """«رئیس دوره‌ای شورای حکومتی عراق», «نماینده مردم تهران در مجلس»: plain words between an office and its owner."""
        k = j
        while k < min(j + _FAR, len(self.keys)):
            found = self._target(k) or self._region(k)
            if found and k > j:
                return found[0], [found[1]]
            hit = self.at(k)
            stop = hit and hit[1][0].kind in ("case", "person", "office", "word") and self.keys[k] != "و"
            if stop and not (self.keys[k] == "در" and sense.id in _SEATED):
                break
            if not self.tokens[k].word or self.keys[k] in self.lang.verbs or (found is None and self._known_ahead(k)):
                break
            k += hit[0] if hit else 1
        return j, []

    def _region(self, k: int) -> tuple[int, str] | None:
        """The country of a region, in a title that only names the region."""
        hit = self.at(k)
        place = self.scene.world.places.get(hit[1][0].id) if hit and hit[1][0].kind == "place" else None
        return (k + hit[0], f"country/{place.country}") if hit and place and place.country and place.kind == "region" else None

    def _target(self, j: int) -> tuple[int, str] | None:
        found = self.country_at(j)
        if found:
            return found
        hit = self.at(j) if j < len(self.keys) else None
        if hit is None:
            return None
        sense = hit[1][0]
        if sense.kind == "organization":
            np = self._organization(j, hit[0], sense)
            return (np.end, np.refs[0]) if np and np.how != "media" else None
        if sense.kind == "body":
            np = self._body(j, hit[0], sense)
            return (np.end, np.refs[0]) if np else None
        if sense.id in ("of-people",):
            np = self._people(j, hit[0])
            return (np.end, np.refs[0]) if np else None
        return None

    def _post(self, j: int, sense: Sense) -> tuple[str | None, int]:
        """Where an ambassador is posted: «سفیر ایران در مسکو»."""
        office = self.scene.world.offices.get(sense.id)
        if office and office.scope == "bilateral" and j + 1 < len(self.keys) and self.keys[j] in ("در", "نزد"):
            hit = self.at(j + 1)
            if hit:
                for s in hit[1]:
                    if s.kind == "country":
                        return f"country/{s.id}", j + 1 + hit[0]
                    if s.kind == "place" and self.scene.world.places[s.id].country:
                        return f"country/{self.scene.world.places[s.id].country}", j + 1 + hit[0]
                    if s.kind == "organization":
                        return f"organization/{s.id}", j + 1 + hit[0]
                    if s.id in ("home", "state-this"):
                        refs = self._refers(s.id)
                        return (refs[0], j + 1 + hit[0]) if refs else (None, j)
        return None, j

    def _titled(self, i: int) -> Np | None:
        """An office, and the name that may stand after it."""
        found = self.title_at(i)
        if found is None:
            return None
        j, titles = found
        if len(titles) == 1 and titles[0].of is None and j + 1 < len(self.keys) and self.keys[j] == "و":
            after = self.title_at(j + 1)  # «وزیر امور خارجه و رئیس‌جمهور آلمان»
            titles = [replace(titles[0], of=after[1][0].of)] if after and not after[1][0].plural else titles
        if len(titles) == 1 and not titles[0].plural:
            j, titles = self._more_titles(j, titles)
            k = self._skip_mark(j, "،") if self._known_ahead(j) else j
            name = self.name_at(k, title_beside=True)
            if name and titles[0].of is None and titles[0].office in _SERVES and name[1].known and k == j:
                return None  # «فرستاده ویژه کوفی عنان»: whom he sends, not who he is
            if name:
                return self._bind(i, name[0], name[1], titles)
        if titles[0].plural and len(titles) == 1:
            return self._collective(i, j, titles[0])
        if titles[0].office in _FACELESS and titles[0].of:
            return Np(i, j, (titles[0].of,), "people")
        refs = [self._holder(t) for t in titles if t.of or self._speaks_alone(t)]
        named = tuple(dict.fromkeys(r for r in refs if r))
        if not named:
            return None
        homely = [t if t.of or not self.scene.home else replace(t, of=self.scene.home) for t in titles]
        given = [(r, t) for r, t in zip(refs, homely, strict=False) if r and t.of and self.scene.actors[r].named]
        return Np(i, j, named, "title", titles=given, offices=homely)

    def _collective(self, i: int, j: int, title: Title) -> Np | None:
        """«نمایندگان مجلس ایران», «وزیران خارجه عرب»: many, whom nobody names: the body or state that they are of."""
        if title.of is None or not title.office.endswith(_STATE):
            return None
        body = next((s for s in self.index.senses.get(_BODIES.get(title.office, ""), ()) if s.kind == "body"), None)
        self.here = self.span(i, j)
        ref = self.body_of(body, title.of, self.surface(i, j)) if body and title.of.startswith("country/") else title.of
        return Np(i, j, (ref,), "people")

    def _more_titles(self, j: int, titles: list[Title]) -> tuple[int, list[Title]]:
        """«معاون رئیس‌جمهور و رئیس سازمان انرژی اتمی ایران»: one person, two offices."""
        while j + 1 < len(self.keys) and self.keys[j] == "و":
            more = self.title_at(j + 1)
            if more is None or more[1][0].plural or not self._name_after(more[0]):
                break
            if titles[-1].of is None and more[1][0].of:
                titles[-1] = replace(titles[-1], of=self.scene.country_of(more[1][0].of))
            j, titles = more[0], [*titles, *more[1]]
        return j, titles

    def _name_after(self, j: int) -> bool:
        return self._run(j) > 0 or self._known_ahead(j)

    def _speaks_alone(self, title: Title) -> bool:
        """Whether an office without a country means somebody: one on stage, or the agency's own."""
        return any(t.office == title.office for a in self.scene.actors.values() for t in a.offices) or (
            len(title.surface.split()) >= _BARE and self.scene.home is not None
        )

    def _holder(self, title: Title) -> str | None:
        """The id of whoever holds an office, named or not."""
        actor = self.scene.holder(title)
        if actor is None and title.of is None and self.scene.home:
            title = replace(title, of=self.scene.home)
            actor = self.scene.holder(title)
        return actor.id if actor else self.scene.unnamed(title)

    def _bind(self, i: int, end: int, actor: Actor, titles: list[Title], *, how: str = "name") -> Np:
        """A name and its offices are one person."""
        given = []
        for title in titles:
            of = title.of or actor.country
            title = replace(title, of=of)
            actor = self._recognise(actor, title)
            if of:
                self.scene.give_office(actor, title)
                given.append((actor.id, title))
        actor.named = True
        return Np(i, end, (actor.id,), how, titles=given)

    def _recognise(self, actor: Actor, title: Title) -> Actor:
        """A newcomer whose office and name both look like a known office-holder's is that person, otherwise spelt."""
        if actor.known or not title.of:
            return actor
        mine = "".join(actor.tokens)
        for row in self.scene.world.tenures.get((title.office, title.of.partition("/")[2]), ()):
            known = self.scene.world.labels.get(("people", row.person), ())
            if any(r.lang == self.lang.code and _alike(mine, key_of(r.name)) for r in known):
                if self.scene.actors.get(actor.id) is actor:
                    self.scene.become(actor, row.person)
                return self.scene.known(row.person)
        return actor

    # -- names -------------------------------------------------------------------------------------------------------

    def _named(self, i: int) -> Np | None:
        """A person's name, and the office that may stand after it."""
        found = self.name_at(i)
        if found is None:
            j = self._honorifics(i)
            n = max(self._run(j), self._ordinary_name(j))
            if n < 2 or not (self._title_after(j + n) or self._speaks_next(j + n)):
                return None
            tokens = tuple(self.keys[j : j + n])
            found = j + n, self._newcomer(j, j + n, tokens)
        end, actor = found
        actor.named = True
        title = self._title_after(end) or self._counterpart_after(end, actor)
        if title is None:
            return Np(i, end, (actor.id,), "name" if end - i > 1 else "short")
        j, titles = title
        j, titles = self._appended(j, titles)
        np = self._bind(i, j, actor, titles)
        np.core = (i, end)
        return np

    def _appended(self, j: int, titles: list[Title]) -> tuple[int, list[Title]]:
        while j + 1 < len(self.keys) and self.keys[j] == "و":
            more = self.title_at(j + 1)
            if more is None or more[1][0].plural or self._name_after(more[0]):
                break
            if titles[-1].of is None and more[1][0].of:
                titles[-1] = replace(titles[-1], of=self.scene.country_of(more[1][0].of))
            j, titles = more[0], [*titles, *more[1]]
        return j, titles

    def _title_after(self, j: int) -> tuple[int, list[Title]] | None:
        """The office in apposition to a name that ends before token j; no plural, no further name."""
        k = j
        while k < len(self.keys) and (self.keys[k] in ("،", ",", "-", "–") or self.keys[k] in _CLOSE):
            k += 1
        k = self._parenthesis(k)
        found = self.title_at(k)
        if found is None or found[1][0].plural:
            return None
        end, titles = found
        comma = any(m in ("،", ",") for m in self.keys[j:k])
        if titles[0].of is None and comma and len(titles[0].surface.split()) < _BARE:
            return None
        if self._name_after(end) and self.name_at(end, title_beside=True):
            return None  # the office is of the name behind it
        return end, titles

    def _parenthesis(self, k: int) -> int:
        if k < len(self.keys) and self.keys[k] == "(":
            for e in range(k + 1, min(k + 6, len(self.keys))):
                if self.keys[e] == ")":
                    return e + 1
        return k

    def _quoted(self, i: int) -> Np | None:
        """A name in quotation marks beside an office: «حسین امیرعبداللهیان»."""
        for e in range(i + 1, min(i + 2 + _LONGEST_NAME, len(self.keys))):
            if self.keys[e] in _CLOSE:
                break
            if not self.tokens[e].word or self.keys[e] in self.lang.verbs:
                return None
        else:
            return None
        if e == i + 1:
            return None
        found = self.name_at(i + 1)
        if found and found[0] == e:
            actor = found[1]
        elif self._title_after(e + 1) or (self._speaks_next(e + 1) and self._run(i + 1) == e - i - 1):
            actor = self._newcomer(i + 1, e, tuple(self.keys[i + 1 : e]))
        else:
            return None
        title = self._title_after(e + 1)
        return self._bind(i, title[0], actor, title[1]) if title else Np(i, e + 1, (actor.id,), "name")

    def name_at(self, i: int, *, title_beside: bool = False) -> tuple[int, Actor] | None:
        """The person whose name begins at token i, and the token after it.

        Known people by the packs; people on stage by any part of their name; beside a title also a newcomer.
        """
        j = i
        if j < len(self.keys) and self.keys[j] in _OPEN and title_beside:
            return self._newcomer_quoted(j)
        j = self._honorifics(j)
        if j >= len(self.keys):
            return None
        known = self._known_at(j)
        run = self._run(j)
        if known and known[0] == j + 1:  # a surname: whoever bears it here comes before whoever bears it in the packs
            staged = self.scene.on_stage((self.keys[j],))
            known = (j + 1, staged) if staged and not staged.known and run <= 1 else known
            if known and staged is None and not title_beside and self._word_too(j):
                return None
        if known and known[0] - j >= run:
            return known
        if run == 0:
            return known
        tokens = tuple(self.keys[j : j + run])
        on_stage = self._staged(j, run)
        if on_stage:
            return on_stage
        if known:
            return known
        if run > 1:
            similar = self._surname_known(j, run) or self._spelt_otherwise(j, run)
            if similar:
                return similar
        sure = run > 1 or tokens[0] in self.index.name_tokens
        if (title_beside and sure) or (j > i and self._honoured(i, j)):
            return j + run, self._newcomer(j, j + run, tokens)
        return None

    def _word_too(self, j: int) -> bool:
        """Whether a surname is an ordinary word too («ظریف»): it counts beside a title, or once its bearer was named."""
        return self.scene.world.ambiguous.get((self.lang.code, self.keys[j])) == "titled" and self._title_after(j + 1) is None

    def _honorifics(self, j: int) -> int:
        while j < len(self.keys):
            hit = self.at(j)
            if not (hit and any(s.id == "honorific" for s in hit[1])):
                break
            j += hit[0]
        return j

    def _honoured(self, i: int, j: int) -> bool:
        return self.keys[i] in ("اقای", "خانم", "پرزیدنت")

    def _staged(self, j: int, run: int) -> tuple[int, Actor] | None:
        for n in range(run, 0, -1):
            actor = self.scene.on_stage(tuple(self.keys[j : j + n]))
            if actor and (n == run or actor.tokens):
                return j + n, actor
        return None

    def _newcomer_quoted(self, i: int) -> tuple[int, Actor] | None:
        for e in range(i + 2, min(i + 2 + _LONGEST_NAME, len(self.keys))):
            if self.keys[e] in _CLOSE:
                if any(not t.word or t.key in self.lang.verbs for t in self.tokens[i + 1 : e]):
                    return None
                inner = self.name_at(i + 1)
                if inner and inner[0] == e:
                    return e + 1, inner[1]
                return e + 1, self._newcomer(i + 1, e, tuple(self.keys[i + 1 : e]))
        return None

    def _newcomer(self, start: int, end: int, tokens: tuple[str, ...]) -> Actor:
        return self.scene.person(tokens, self.surface(start, end))

    def _known_at(self, j: int) -> tuple[int, Actor] | None:
        hit = self.at(j)
        if hit is None:
            return None
        full = [s for s in hit[1] if s.kind == "person" and s.role != "short"]
        if len(full) == 1 or (full and hit[1][0].kind == "person"):
            return j + hit[0], self._pick(full) or self.scene.known(full[0].id)
        if hit[1][0].kind == "person":
            actor = self._pick([s for s in hit[1] if s.kind == "person"])
            return (j + hit[0], actor) if actor else None
        return None

    def _pick(self, senses: Sequence[Sense]) -> Actor | None:
        """Which of several known people a name means: one on stage, else the one in office, else the only one."""
        ids = list(dict.fromkeys(s.id for s in senses))
        staged = [p for p in ids if f"official/{p}" in self.scene.actors and f"official/{p}" in self.scene.names]
        if len(staged) == 1:
            return self.scene.known(staged[0])
        if len(ids) == 1:
            return self.scene.known(ids[0])
        on = self.scene.issued
        serving = [p for p in ids if on and any(r.covers(on) for r in self.scene.world.careers.get(p, ()))]
        return self.scene.known(serving[0]) if len(serving) == 1 else None

    def _spelt_otherwise(self, j: int, run: int) -> tuple[int, Actor] | None:
        """A full name that the packs spell a little differently: the same surname, and given names that look alike."""
        given = self.keys[j]
        for person, tokens in self.index.surnames.get(self.keys[j + run - 1], ()):
            if len(tokens) == run and SequenceMatcher(None, tokens[0], given).ratio() >= 0.8 and tokens[1:-1] == tuple(self.keys[j + 1 : j + run - 1]):
                return j + run, self.scene.known(person)
        return None

    def _surname_known(self, j: int, run: int) -> tuple[int, Actor] | None:
        """A misspelt given name before a surname that the packs know: the given names must look alike."""
        hit = self.at(j + run - 1)
        for sense in hit[1] if hit else ():
            if sense.kind == "person" and sense.role == "short":
                actor = self.scene.known(sense.id)
                for tokens in self.scene.tokens_of(actor):
                    if len(tokens) > 1 and SequenceMatcher(None, tokens[0], self.keys[j]).ratio() >= 0.7:
                        return j + run, actor
        return None

    def _run(self, i: int) -> int:
        """How many tokens from i on could be a name: no ordinary words, no verbs, nothing that is something else."""
        n = 0
        while n < _LONGEST_NAME and i + n < len(self.keys) and self._nameish(i + n, first=n == 0):
            n += 1
        while n and self.keys[i + n - 1] in _PARTICLES and self.keys[i + n - 1] != "خان":
            n -= 1
        return n

    def _nameish(self, i: int, *, first: bool) -> bool:
        token = self.tokens[i]
        key = token.key
        if not token.word or len(key) < 2 or key in self.lang.verbs or _LATIN.search(key):
            return False
        if key in _PARTICLES:
            return not first or key in ("ابو", "ابن", "ال")
        hit = self.at(i)
        if hit and any(s.kind not in ("person",) for s in hit[1]) and not (key in self.index.name_tokens and hit[1][0].kind in ("place", "deal", "project")):
            return False
        return not self._common(i) or (not first and key in self.index.name_tokens)

    def _common(self, i: int) -> bool:
        key = self.keys[i]
        ordinary = self.lang.ordinary
        return (
            key in ordinary
            or key.isascii()
            or any(key.endswith(s) and key[: -len(s)] in ordinary for s in ("ها", "های", "هایی", "ی", "ای", "ان", "ات", "اش", "شان", "تر", "ترین", "م", "ش"))
        )

    def _speaks_next(self, j: int) -> bool:
        """Whether a name that ends before token j says something: «گفت», «در گفت‌وگو با …»."""
        near = self.keys[j : j + 4]
        if near[:1] == ["در"] and any(k.startswith("گفتوگو") or k == "گفتگو" for k in near[1:3]) or near[:2] == ["در", "گفت"]:
            return True
        verb = next((self.lang.verbs[k] for k in near[:1] if k in self.lang.verbs), None)
        return bool(verb and verb.kind == "speech" and verb.tense in ("past", "perfect", "present"))

    # -- small looks ahead -------------------------------------------------------------------------------------------

    def _known_ahead(self, j: int) -> bool:
        k = self._skip_mark(j, "،")
        return k < len(self.keys) and self._known_at(k) is not None

    def _name_ahead(self, j: int) -> bool:
        return self._known_ahead(j)

    def _skip_mark(self, j: int, mark: str) -> int:
        return j + 1 if j < len(self.keys) and self.keys[j] == mark else j

    def _skip_word(self, j: int, value: str) -> int:
        hit = self.at(j) if j < len(self.keys) else None
        return j + hit[0] if hit and any(s.id == value for s in hit[1]) else j

    # -- notes -------------------------------------------------------------------------------------------------------

    def _note(self, np: Np) -> None:
        self._group(np)
        if np.how in ("capital", "place"):
            return  # whether the town or its government is meant is known once its clause is read
        how = "name" if np.how == "people" else np.how
        for ref in np.refs:
            self.scene.mention(ref, self.span(np.start, np.end) if len(np.refs) > 1 or how != "name" else self._core(np), self.text, how)

    def _group(self, np: Np) -> None:
        """Remember three or more states named in a row, for «این سه کشور»."""
        states = [r for r in np.refs if r.startswith("country/")]
        row = self.row if self.row and np.start - self.row_end <= 1 else []
        self.row, self.row_end = ([*row, *states] if states else []), np.end
        if len(self.row) >= 2:
            self.scene.group = tuple(dict.fromkeys(self.row))

    def _core(self, np: Np) -> Span:
        """The name itself, without the office beside it."""
        if np.core:
            return self.span(*np.core)
        if not np.titles:
            return self.span(np.start, np.end)
        for i in range(np.start, np.end):
            found = self.name_at(i)
            if found and found[1].id == np.refs[0] and found[0] <= np.end:
                return self.span(i, found[0])
        return self.span(np.start, np.end)


def _alike(a: str, b: str) -> bool:
    """Two spellings of a name, spaces aside."""
    return SequenceMatcher(None, a, b.replace(" ", "")).ratio() >= _ALIKE
