"""Clauses to claims: frames fire on their triggers, roles are filled by case, and each claim keeps its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

from diplograph import lang
from diplograph.lang import Frame
from diplograph.model import Modality
from diplograph.read import circumstances, doers, joint, journeys, offices, voice
from diplograph.read.clauses import Clause, split
from diplograph.read.colour import colour
from diplograph.read.ends import Ends, Shape, ends, may_end, owners, shape
from diplograph.read.find import Finder
from diplograph.read.fit import allowed, fits, has_preverb, told, verb_may_fit
from diplograph.read.found import ACTORS, SYMMETRIC, Found, kind_of
from diplograph.read.govern import Closing, govern
from diplograph.read.index import Sense
from diplograph.read.items import Item, Np
from diplograph.read.scene import Scene
from diplograph.read.speakers import Speakers
from diplograph.read.speech_acts import acts
from diplograph.read.telling import Telling
from diplograph.read.triggers import Heard, triggers

_PARTY = Frame("party", "partyTo", "noun", frozenset(), (), (), frozenset({"agreement"}), frozenset(), ())
_DASHES = frozenset("-–—_ـ")
_TOWN_CASES = frozenset({"in", "to", "from", "when"})
_INSIDE = frozenset({"talks", "inside"})  # whoever talks of an agreement meets, too; what is lifted was imposed
_OF_SOME = frozenset({"people", "adjective", "persons"})  # of whom some are named
_STOPS = frozenset({"name", "capital"})  # noun phrases of places where one goes
_BOTH = 2  # states that a statement binds, as an agreement of theirs
_SUCH = 3  # tokens from many officials to those who are named of them
_ONE_ACT = frozenset({"protests"})  # «در اعتراض به … کاردار X را فراخواند»
_BREAKS = frozenset({"left", "violates"})  # what only a party may do
_MAKES = frozenset({"signed", "negotiates"})  # what makes its doers parties
# What «ما» does in the mouth of an official is done by his state.
_STATES_DO = frozenset(
    {"supports", "negotiates", "cooperatesWith", "violates", "sanctions", "launches", "concedes", "coerces", "aids"}
    | {"partyTo", "left", "assaults", "mobilizes", "memberOf"}
)
# Done in a country, whichever town is named.
_ON_SOIL = frozenset({"visited", "aids", "assaults", "mobilizes", "coerces"})
_OURS = frozenset({"ours"})  # «به ما»: to our state
_SIDES = frozenset({"country", "organization"})  # what may be party to an agreement
_NAMING = frozenset({"title", "name"})  # how a noun phrase names whom it means, by words of its own


@cache
def _closing(code: str) -> Closing:
    """The words of a language behind which a phrase is whole."""
    pack = lang.load(code)
    return Closing(
        wishes=pack.either("wish-opener", "whole", "must", "ago", "era"),
        meetings=pack.either("meeting", "trip", "told-in"),
        partitives=pack.among("partitive"),
        qualities=pack.among("quality"),
        attributes=pack.among("attribute"),
        press=pack.among("press"),
        months=voice.words(code).months,
        kin=pack.among("kin"),
        deeds=pack.among("attack"),
        plurals=pack.edges("unbound-ending"),
    )


class Relater:
    """Reads one sentence's clauses into claims, with the scene as it stands; `spoke` is who spoke in it."""

    def __init__(self, scene: Scene, finder: Finder, carried: str | None) -> None:
        self.scene, self.finder, self.sight = scene, finder, finder.sight
        self.triggers = triggers(self.sight.lang.code)
        self.tables = voice.words(self.sight.lang.code)
        self.closing = _closing(self.sight.lang.code)
        self.carried = scene.quoted = carried
        self.spoke: str | None = None

    def read(self) -> Iterator[Found]:
        """All claims of the sentence."""
        clauses = split(self.finder.items(), self.sight.lang)
        for clause in clauses:
            govern(clause, self.closing)
            if any(np.case == "as" for np in clause.nps):
                self._such(clause)
        self._towns(clauses)
        if self._of_sport():
            return  # «دیدار» and «قرارداد» mean something else in a match
        self.telling = Telling(self.sight, self.tables, clauses)
        if self.telling.any(0, self.sight.size, "session"):
            held = (body for clause in clauses if (body := doers.sits(self.telling, clause)))
            other = self.telling.any(0, self.sight.size, "press")  # «در کنفرانس خبری»
            self.scene.sitting = next(held, None if other else self.scene.sitting)
        yield from offices.represents(self.telling)
        speakers = Speakers(self.telling, self.carried)
        speakers.read()
        self.spoke = speakers.spoke
        for clause in clauses:
            if any(np.offices for np in clause.nps):
                yield from offices.becomes(self.telling, clause)
        heard, brackets = self.triggers.heard(self.sight.keys), joint.brackets(self.telling)
        others = self.telling.any(0, self.sight.size, "others")
        for clause in clauses:
            yield from self._clause(clause, heard)
            yield from self._stated(clause)
            if brackets:
                yield from joint.bracketed(self.telling, clause)
            if others:
                yield from joint.fellows(self.telling, clause)
        speakers.hero()

    def _of_sport(self) -> bool:
        """Whether a sentence is of matches: a word of them alone, or two that mean something else, too."""
        words, keys, among = self.scene.words, self.sight.keys, self.sight.lang.among
        alone = words.has("sport") and not among("sport").isdisjoint(keys)
        return alone or (words.has("sport-too") and len(among("sport-too").intersection(keys)) > 1)

    def _such(self, clause: Clause) -> None:
        """«به کشورهای منطقه از جمله A و B سفر کرد»: of many whom nobody names those that are stand in their case."""
        items = clause.items
        for n, item in enumerate(items):
            np = item.np
            if np is None or np.case != "as" or np.head or not n or not self._exemplifies(items[n - 1]):
                continue
            at = next((k for k in range(n - 2, -1, -1) if items[k].kind not in ("plain", "word")), -1)
            many = items[at + 1 : n - 1]
            if at >= 0 and items[at].kind == "case" and any(i.value == "of-people" for i in many):
                np.case = items[at].value
                np.head = many[0].value if many[0].kind == "plain" else ""

    def _exemplifies(self, item: Item) -> bool:
        return item.kind == "case" and not self.sight.lang.among("such-as").isdisjoint(
            self.sight.keys[item.start : item.end]
        )

    def _towns(self, clauses: list[Clause]) -> None:
        """A capital in a place's case is the town; elsewhere it is the government."""
        for np in (np for clause in clauses for np in clause.nps if np.place):
            town = np.how == "place" or np.case in _TOWN_CASES or self._seat_of_talks(np) or self._dateline(np)
            for ref in (np.place,) if town else np.refs:
                if ref:
                    span = self.sight.span(np.start, np.end)
                    self.scene.mention(ref, span, self.sight.text, "place" if town else "capital")

    def _seat_of_talks(self, np: Np) -> bool:
        """«نشست بروکسل»: where a session is held."""
        return np.head in self.sight.lang.among("session") and np.head not in self.sight.lang.among("transparent")

    def _dateline(self, np: Np) -> bool:
        """«بروکسل - ایرنا: …»: where a report was sent from."""
        sight, after = self.sight, np.end + 1
        hit = sight.at(after) if np.start == 0 and after < sight.size and sight.keys[np.end] in _DASHES else None
        body = hit[1][0] if hit and hit[1][0].kind == "organization" else None
        return body is not None and sight.scene.world.organizations[body.id].kind == "media"

    # -- one clause --------------------------------------------------------------------------------------------------

    def _clause(self, clause: Clause, heard: dict[int, list[tuple[int, Frame]]]) -> Iterator[Found]:
        taken: set[str] = set()
        self._objects: set[tuple[str, int]] = set()
        self._doers: set[tuple[str, str]] = set()
        start, end = clause.start, clause.end
        here = {t: frames for t, frames in heard.items() if start <= t < end and clause.owns(t)}
        bare = self.triggers.bare.get(clause.verb.stem, ()) if clause.verb else ()
        seen = shape(self.telling, clause) if here or bare else None
        verbal, nominal = self._heard(clause, here, seen) if here and seen else ([], [])
        if clause.opener == "why":
            yield from self._described(clause)
        done = list(self._triggered(verbal, taken))
        if any(found.predicate == "requests" for found in done):  # «لغو تحریم‌های X را خواستار شد»
            nominal = [heard for heard in nominal if "unasked" not in heard.frame.flags]
        once = [frame for frame in bare if frame.predicate in _ONE_ACT]
        acted = [found for frame in once for found in self._bare(clause, frame, taken, seen)] if seen else []
        taken |= {found.predicate for found in acted}
        claims = [*done, *self._triggered(nominal, taken)]
        yield from claims
        if any(found.predicate == "requests" for found in claims):
            self._asked(clause)
        by_verb = frozenset((f.predicate, f.subject) for f in done)
        rest = [frame for frame in bare if frame not in once]
        alone = acted + [found for frame in rest for found in self._bare(clause, frame, taken, seen)] if seen else []
        if any(found.predicate == "requests" for found in alone):
            self._asked(clause)
        yield from acts(self.telling, clause, told=bool(claims or alone), done=by_verb)
        yield from alone

    def _asked(self, clause: Clause) -> None:
        """«X را تحت فشار گذاشت تا … کند»: what somebody is brought to do is asked, and told by the asking."""
        after = next((c for c in self.telling.clauses if c.start >= clause.end), None)
        if after is None or after.start - clause.end > 1:
            return  # «X که به دعوت Y آمده، قرار است با Z دیدار کند»: nobody asks for that
        if after.verb and after.verb.tense == "subjunctive" and not (after.own_subject or after.effect):
            after.effect = "asked"

    def _heard(
        self, clause: Clause, here: dict[int, list[tuple[int, Frame]]], seen: Shape
    ) -> tuple[list[Heard], list[Heard]]:
        """The frames whose trigger stands in a clause that may tell them: those of its verb, and those of a noun."""
        verbal: list[Heard] = []
        nominal: list[Heard] = []
        named = [np for np in clause.nps if np.how in _NAMING]  # «سازمان همکاری اسلامی» tells of no cooperation
        for t, frames in here.items():
            for end, frame in frames if not any(np.start < t < np.end for np in named) else ():
                noun = frame.how == "noun"
                if may_end(frame, seen, end) and (noun or verb_may_fit(self.telling, clause, frame, end)):
                    (nominal if noun else verbal).append(Heard(clause, frame, t, end))
        return verbal, nominal

    def _described(self, clause: Clause) -> Iterator[Found]:
        """«در دیداری که با X داشت»: the trigger stands before «که», what fills it behind."""
        outer, verb = clause.outer, clause.verb
        last = next((i for i in outer.items if i.end == clause.start and i.kind == "plain"), None) if outer else None
        if last is None or not verb or verb.stem not in self.sight.lang.among("verb:event"):
            return
        for frame in self.triggers.frames.get((self.sight.keys[last.start],), ()):
            if frame.how == "noun" and "event" in frame.flags:
                claims = list(self._fire(Heard(clause, frame, last.start, clause.start)))
                if claims:
                    yield from claims
                    return

    def _triggered(self, here: list[Heard], taken: set[str]) -> Iterator[Found]:
        """The frames whose trigger stands in a clause; one claim of each predicate that is no event."""
        busy = -1
        for heard in here:
            held = heard.start < busy and heard.frame.flags.isdisjoint(_INSIDE)
            if held or not fits(self.telling, heard):
                continue
            claims = list(self._fire(heard))
            again = heard.frame.predicate in taken and "backing" not in heard.frame.flags
            if claims and (not again or self._of_another(heard, claims)):
                self._doers |= {(found.predicate, found.subject) for found in claims}
                if "event" not in heard.frame.flags:
                    taken.add(heard.frame.predicate)
                busy = busy if "inside" in heard.frame.flags else heard.end
                yield from claims

    def _of_another(self, heard: Heard, claims: list[Found]) -> bool:
        """«از حمایت X از Y قدردانی کرد»: whether a noun tells the same of others than the verb does."""
        own = heard.nominal and heard.frame.subject[:1] == ("ez",)
        return own and all((found.predicate, found.subject) not in self._doers for found in claims)

    def _bare(self, clause: Clause, frame: Frame, taken: set[str], seen: Shape) -> Iterator[Found]:
        """A frame that the verb alone triggers."""
        verb = clause.verb
        voiced = verb is not None and (verb.passive or frame.how != "passive")
        told = frame.predicate in taken and "joining" not in frame.flags
        if verb is None or not voiced or told or not may_end(frame, seen, verb.start):
            return
        if not has_preverb(self.telling, clause):
            yield from self._fire(Heard(clause, frame, verb.start, verb.start))

    def _fire(self, heard: Heard) -> Iterator[Found]:
        """The claims of a frame in a clause, once its ends are filled and nothing speaks against it."""
        telling, clause, frame = self.telling, heard.clause, heard.frame
        subjects, objects = ends(telling, heard)
        if not subjects or not objects:
            return
        if any(np.case == "as" for np in clause.nps):
            subjects, objects = self._with_examples(clause, subjects), self._with_examples(clause, objects)
        doers = {ref for _, ref in subjects}
        objects = list(self._besides(heard, doers, objects))
        objects += self._stops(heard) if objects else []
        if not objects or self._done(heard, objects):
            return
        holds = "holds" in frame.flags  # so whether it is wished or not
        modality, negated = (Modality.ASSERTED, False) if holds else colour(telling, heard)
        if modality is None or not told(telling, heard, subjects, objects):
            return
        nps = [np for np, _ in (*subjects, *objects)]
        span = telling.evidence(clause, heard.start, heard.end, nps)
        predicate, mode = circumstances.manner(telling, heard)
        place = circumstances.place(clause, nps)
        speaker = circumstances.aside(telling, heard) or clause.speaker
        future = circumstances.ahead(clause)
        subjects = self._signers(clause, predicate, subjects)
        if predicate == "signed" and self._domestic(subjects) and not self._peace(objects):
            return
        pairs = list(self._both(heard, subjects, objects))
        self._objects |= self._used(heard, objects) if pairs else set()
        for a, b in pairs:
            mine = circumstances.own(heard, speaker, a, b) or (
                "stance" in frame.flags and (speaker == a or (len(doers) > 1 and speaker in doers))
            )
            who = None if mine else speaker
            yield Found(a, predicate, b, span, frame.id, modality, negated, who, future, place, mode)
        if heard.nominal and mode == "in person" and not negated and "with" in frame.object:
            town = circumstances.spot(clause, nps)
            for guest, soil in journeys.guests(self.scene, pairs, town.place if town else None):
                yield Found(guest, "visited", soil, span, "visited-to-meet", modality, speaker=speaker, future=future)
        doubtful = predicate == "violates" and not heard.nominal and modality is Modality.CONDITIONAL
        if doubtful or (negated and predicate in _BREAKS):
            yield from self._bound_by(pairs, Found("", "partyTo", "", span, frame.id, speaker=speaker))
        if predicate in _MAKES and not negated and "issued" not in frame.flags:
            yield from self._makers(
                subjects, objects, Found("", "partyTo", "", span, frame.id, modality, speaker=speaker)
            )

    def _bound_by(self, pairs: list[tuple[str, str]], like: Found) -> Iterator[Found]:
        """«به برجام پایبند است», «از برجام خارج نشد»: a state that keeps an agreement is its party."""
        for state, deal in (pair for pair in pairs if pair[1].startswith("agreement/")):
            if _is_state(state) and not joint.is_resolution(self.telling, Np(0, 0, (deal,), "deal")):
                yield replace(like, subject=state, object=deal)

    def _besides(self, heard: Heard, doers: set[str], objects: Ends) -> Iterator[tuple[Np, str]]:
        """«تجاوز X به این کشور»: «این کشور» is none of the doers, but the state that the clause named before."""
        states = {self.scene.country_of(ref) for ref in doers}
        for np, ref in objects:
            if ref not in states or not self._this_state(np):
                yield np, ref
            elif ref not in doers or heard.frame.predicate in _ON_SOIL:
                before = [n for c in reversed(self.telling.clauses) for n in reversed(c.nps) if n.end <= np.start]
                named = (self.scene.country_of(r) for n in before for r in n.refs)
                other = next((state for state in named if state and state not in states), None)
                if other:
                    yield np, other

    def _this_state(self, np: Np) -> bool:
        """«این کشور», «مرزبانان این کشور»: whether a noun phrase says «این» of a state."""
        return np.how == "state-this" or (np.end - np.start > 2 and self.sight.is_word(np.end - 2, "state-this"))

    def _stops(self, heard: Heard) -> Ends:
        """«پس از مصر به اردن رفت»: where a journey went before."""
        verbal = heard.frame.predicate == "visited" and not heard.nominal
        before = [np for np in heard.clause.nps if np.case == "when" and not np.head] if verbal else []
        goes = [np for np in before if self.telling.any(np.start - 2, np.start, "after") and np.how in _STOPS]
        return [(np, ref) for np in goes for ref in np.refs if ref.startswith("country/")]

    def _with_examples(self, clause: Clause, side: Ends) -> Ends:
        """«مقامات عراقی از جمله A و B»: officials who are named of many stand in place of their country."""
        out: Ends = []
        for np, ref in side:
            after = (n for n in clause.nps if n.case == "as" and 0 < n.start - np.end <= _SUCH)
            such = next((n for n in after if self.telling.any(np.end, n.start, "such-as")), None)
            named = [(such, r) for r in such.refs if kind_of(r) == "official"] if such and np.how in _OF_SOME else []
            out += named or [(np, ref)]
        return out

    def _makers(self, subjects: Ends, objects: Ends, like: Found) -> Iterator[Found]:
        """Two states that sign or negotiate an agreement are its parties."""
        states = list(dict.fromkeys(c for _, s in subjects if (c := self.scene.country_of(s))))
        for deal in dict.fromkeys(b for _, b in objects if b.startswith("agreement/")):
            own = any(k == "party" for k, _ in self.scene.facts.get(deal, {}))
            known = deal.partition("/")[2] in self.scene.world.agreements
            spoken = ("agreementKind", joint.STATEMENT) in self.scene.facts.get(deal, {})  # of two it binds both
            if len(states) > 1 and not own and not known and not (spoken and len(states) > _BOTH):
                hoped = like.modality is Modality.HOPED
                for state in states:
                    modality = Modality.HOPED if hoped else Modality.ASSERTED
                    yield replace(like, subject=state, object=deal, modality=modality)

    def _domestic(self, signers: Ends) -> bool:
        """Whether bodies or ministers of one state sign with each other, which no other state is party to."""
        bodies = {a for _, a in signers}
        states = {self.scene.country_of(a) for a in bodies}
        return len(bodies) > 1 and len(states) == 1 and None not in states and not any(map(_is_state, bodies))

    def _peace(self, deals: Ends) -> bool:
        """Whether an agreement ends a war, which those of one state may sign with each other."""
        return any(joint.is_peace(self.telling, deal) for _, deal in deals)

    def _done(self, heard: Heard, objects: Ends) -> bool:
        """Whether a noun would tell again what was told of the same noun phrase."""
        return heard.nominal and not self._objects.isdisjoint(self._used(heard, objects))

    @staticmethod
    def _used(heard: Heard, objects: Ends) -> set[tuple[str, int]]:
        return {(heard.frame.predicate, np.start) for np, _ in objects if np.end > np.start}

    def _signers(self, clause: Clause, predicate: str, subjects: Ends) -> Ends:
        """Who signs or negotiates: whoever does, and «با X»; of «امضا کردیم» the speaker and whom he met."""
        if predicate not in _MAKES or not (clause.subject or predicate == "negotiates"):
            return subjects
        if predicate == "signed" and clause.subject and clause.subject.how == "we":
            who = clause.subject.refs[0]
            other = next((b if a == who else a for a, b in reversed(self.scene.met) if who in (a, b)), None)
            return [*subjects, (subjects[0][0], other)] if other else subjects
        beside = [np for np in clause.nps if np.case == "with" and not np.head and np.how not in ("media", "place")]
        return [*subjects, *((np, r) for np in beside for r in np.refs if kind_of(r) in ACTORS)]

    def _both(self, heard: Heard, subjects: Ends, objects: Ends) -> Iterator[tuple[str, str]]:
        """Each subject with each object that it may go with, once."""
        symmetric = heard.frame.predicate in SYMMETRIC
        sides = {self.scene.country_of(ref) for _, ref in subjects} if subjects == objects else set()
        seen: set[tuple[str, str]] = set()
        for (np, a), (whom, b) in product(subjects, objects):
            a, b = self._states(heard, np, whom, a, b)
            if whom.how in _OURS or (heard.frame.predicate == "cooperatesWith" and np.how == "two-sides"):
                a, b = (self.scene.state_of(e) or e for e in (a, b))  # «به ما», «دو طرف توافق کردند»
            if a == b or (a, b) in seen or (symmetric and (b, a) in seen) or not allowed(self.scene, heard, a, b):
                continue
            if len(sides) > 1 and self.scene.country_of(a) == self.scene.country_of(b):
                continue  # of «وزیران خارجه و دفاع روسیه و ترکیه» those of one state did not meet each other
            seen.add((a, b))
            yield a, b

    def _states(self, heard: Heard, np: Np, whom: Np, a: str, b: str) -> tuple[str, str]:
        """The states behind a town that is visited or attacked, and behind «ما» at the negotiating table."""
        subject = heard.clause.subject
        if heard.frame.predicate in _ON_SOIL and (b.startswith("place/") or heard.frame.predicate == "visited"):
            soil = self.scene.country_of(b)
            if soil and b.startswith("official/") and whom.end > whom.start:  # «X را به حضور پذیرفت»: at home
                self.scene.mention(soil, self.sight.span(whom.start, whom.end), self.sight.text, "of")
            b = soil or b
        ours = "talks" in heard.frame.flags or heard.frame.predicate in _STATES_DO
        if ours and subject and subject.how == "we" and a in subject.refs:
            a = self.scene.state_of(a) or a
        deal = not heard.nominal or b.startswith("agreement/")
        if heard.frame.predicate == "left" and deal and a.startswith("official/"):
            state = self.scene.country_of(a)  # «ترامپ از برجام خارج شد»
            if state and np.end > np.start:
                self.scene.mention(state, self.sight.span(np.start, np.end), self.sight.text, "of")
                a = state
        return a, b

    def _stated(self, clause: Clause) -> Iterator[Found]:
        """Parties that a noun phrase itself tells: of «توافق میان A و B», of «تعهدات A در توافق», of «طرف‌های برجام»."""
        for np in (np for np in clause.nps if np.refs):
            if np.how == "duty":
                yield from self._duty(clause, np)
            elif np.how == "group":
                yield from self._sides(clause, np)
            if np.how != "duty" and (
                np.case != "as"
                and self.sight.among(np.start, "parties-head")
                and not any(i.value == "all" and i.end == np.start for i in clause.items)
                and not self.sight.among(np.start - 1, "others")
            ):
                named = (s.id for i in range(np.start, np.end) for s in self._senses(i) if s.kind == "agreement")
                signed = self.telling.any(np.start, np.end, "signatory")
                for deal in list(named)[:1]:
                    found = self._party(clause, np, np.refs[0], f"agreement/{deal}", "parties")
                    yield replace(found, predicate="signed") if signed else found
            if np.how not in ("deal", "duty") or (np.how == "duty" and not self._resolution(np)):
                continue
            if self.sight.among(np.start - 1, "none"):
                continue
            deal = np.refs[0]
            known = deal.partition("/")[2] in self.scene.world.agreements
            for party in self._sharers(clause, np):
                yield self._party(clause, np, party, deal, "party-told")
            modality = (
                Modality.ASSERTED if known else colour(self.telling, Heard(clause, _PARTY, np.start, np.start))[0]
            )
            if modality is not None:
                for party in self._parties(np):
                    yield replace(self._party(clause, np, party, deal, "party"), modality=modality)

    def _sides(self, clause: Clause, np: Np) -> Iterator[Found]:
        """«گروه‌های مورد حمایت X», «نیروهای طرفدار X»: the support that the words for a group tell of."""
        span = self.telling.evidence(clause, np.start, np.end, [np])
        for name, other in self.scene.facts.get(np.whose[0], {}) if np.whose else ():
            if name == "backer":
                for ref in np.refs:
                    yield Found(other, "supports", ref, span, "backed", speaker=clause.speaker)
            elif name == "backs":
                yield Found(np.refs[0], "supports", other, span, "backs", speaker=clause.speaker)

    def _duty(self, clause: Clause, np: Np) -> Iterator[Found]:
        """Whoever has commitments under an agreement is its party; it is so, whoever says it of himself."""
        for party in owners(self.telling, clause, np):
            if self._bound(party, np.refs[0]):
                found = self._party(clause, np, party, np.refs[0], "duty")
                own = self.scene.country_of(clause.speaker) == party
                yield replace(found, speaker=None) if own else found

    def _party(self, clause: Clause, np: Np, party: str, deal: str, rule: str) -> Found:
        """That somebody is party to an agreement, as a noun phrase tells, which is then about both."""
        for entity in (party, deal):
            if entity not in self.scene.names:
                self.scene.mention(entity, self.sight.span(np.start, np.end), self.sight.text, "of")
        span = self.telling.evidence(clause, np.start, np.end, [np])
        return Found(party, "partyTo", deal, span, rule, speaker=clause.speaker)

    def _resolution(self, np: Np) -> bool:
        return getattr(self.scene.row(np.refs[0]), "kind", "") == "resolution"

    def _bound(self, party: str, deal: str) -> bool:
        """Whether somebody with commitments is a party himself: a state, a body that the packs know as one."""
        kind, _, id_ = party.partition("/")
        known = self.scene.index.parties.get(deal.partition("/")[2], frozenset())
        return kind == "country" or not known or id_ in known

    def _parties(self, np: Np) -> list[str]:
        """Who is named in the noun phrase of an agreement as its party: two at least, or one that the packs confirm."""
        deal = np.refs[0]
        facts = self.scene.facts.get(deal, {})
        parties = [v for k, v in facts if k == "party"]
        if len(parties) > 1 or (parties and ("agreementKind", "resolution") in facts):
            return parties
        known = self.scene.index.parties.get(deal.partition("/")[2], frozenset())
        if self._resolution(np):
            return [f"organization/{body}" for body in sorted(known) if body in self.scene.world.organizations]
        named = (s for i in range(np.start, np.end + 1) for s in self._senses(i))
        return list(dict.fromkeys(f"{s.kind}/{s.id}" for s in named if known and s.id in known))

    def _sharers(self, clause: Clause, np: Np) -> list[str]:
        """«توافق کاهش تولید خود», «برجام میان A و B»: whose an agreement is, as the words behind it tell."""
        if np.how != "deal" or not np.refs[0].startswith("agreement/") or self._resolution(np):
            return []
        if self.sight.keys[np.start].endswith(self.sight.lang.edges("plural-ending")):
            return []
        if self.sight.is_word(np.end, "own") and clause.subject and clause.verb and clause.subject.end <= np.start:
            return [ref for ref in clause.subject.refs if not ref.startswith("official/")]
        if other := self._partner(clause, np):
            return other
        behind = next((n for n in clause.nps if n.case == "between" and n.refs and n.start - np.end == 1), None)
        return [ref for ref in behind.refs if kind_of(ref) in _SIDES] if behind and not behind.head else []

    def _partner(self, clause: Clause, np: Np) -> list[str]:
        """«X توافق تجاری با Y را تصویب کرد»: the two whose it is, the state of the clause's subject being one."""
        parties = [v for k, v in self.scene.facts.get(np.refs[0], {}) if k == "party"]
        beside = next((n for n in clause.nps if n.start - np.end == 1 and n.case == "with" and not n.head), None)
        marked = beside is not None and beside.ra and list(beside.refs) == parties
        marked = marked and np.head not in self.sight.lang.among("joining")
        own = clause.subject.refs[0] if clause.subject and clause.subject.end <= np.start else None
        state = self.scene.country_of(own) if own and marked else None
        return [state, *parties] if state and state not in map(self.scene.country_of, parties) else []

    def _senses(self, i: int) -> tuple[Sense, ...]:
        hit = self.sight.at(i)
        return hit[1][:1] if hit else ()


def _is_state(entity: str) -> bool:
    return entity.startswith("country/")
