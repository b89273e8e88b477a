"""Clauses to claims: frames fire on their triggers, roles are filled by case, and each claim keeps its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, product

from diplograph import lang
from diplograph.lang import Frame, Phrase
from diplograph.model import Modality
from diplograph.read import voice
from diplograph.read.clauses import Clause, split
from diplograph.read.find import Finder
from diplograph.read.items import Np
from diplograph.read.scene import Scene, Title
from diplograph.text import Span

SYMMETRIC = frozenset({"met", "phoned", "cooperatesWith"})
_BECAME = frozenset({"شد", "گردید"})
_STEMS_OF_PASSIVE = frozenset({"شد", "گردید", "رسید", "گرفت"})
_EVENT_PLACES = frozenset({"in"})


@dataclass(frozen=True, slots=True)
class Found:
    """A claim before its ids are final; `span` is its evidence."""

    subject: str
    predicate: str
    object: str
    span: Span
    modality: Modality
    negated: bool
    speaker: str | None
    rule: str
    future: bool
    place: str | None = None
    mode: str | None = None
    title: Title | None = None


@dataclass(frozen=True, slots=True)
class Triggers:
    """Frames by the tokens that trigger them; `bare` are those that a verb triggers without a noun."""

    frames: dict[Phrase, tuple[Frame, ...]]
    lengths: dict[str, tuple[int, ...]]
    bare: tuple[Frame, ...]

    def heard(self, keys: Sequence[str]) -> Iterator[tuple[int, Phrase, Frame]]:
        """Every trigger in a sentence, left to right, the longest first."""
        for t, k in enumerate(keys):
            for n in self.lengths.get(k, ()):
                phrase = tuple(keys[t : t + n])
                for frame in self.frames.get(phrase, ()):
                    yield t, phrase, frame


@cache
def triggers(code: str) -> Triggers:
    """The frames of a language and their passives, ready for lookup."""
    rows = lang.load(code).frames
    frames: dict[Phrase, list[Frame]] = {}
    lengths: dict[str, set[int]] = {}
    for frame in (*rows, *_passives(rows)):
        for phrase in frame.triggers:
            frames.setdefault(phrase, []).append(frame)
            lengths.setdefault(phrase[0], set()).add(len(phrase))
    return Triggers(
        {k: tuple(v) for k, v in frames.items()},
        {k: tuple(sorted(v, reverse=True)) for k, v in lengths.items()},
        tuple(f for f in rows if not f.triggers),
    )


def _passives(frames: Iterable[Frame]) -> Iterator[Frame]:
    """What a transitive frame becomes in the passive: «از سوی Y محکوم شد», «مورد حمایت Y قرار گرفت»."""
    for frame in frames:
        if frame.how == "verb" and "subj" in frame.subject and "کرد" in frame.verbs:
            taken = dict(subject=("by",), object=("patient",), id=frame.id + "-passive", how="passive")
            if "ra" in frame.object:
                yield replace(frame, verbs=_BECAME, **taken)  # type: ignore[arg-type]
            if {"ra", "from", "to"} & set(frame.object):
                under = tuple(("مورد", *p) for p in frame.triggers)
                yield replace(frame, id=frame.id + "-made", verbs=frozenset({"داد"}), object=("ra",), triggers=under)
                yield replace(
                    frame,
                    id=frame.id + "-met-with",
                    how="passive",
                    verbs=frozenset({"گرفت"}),
                    subject=("ez", "by"),
                    object=("patient",),
                    triggers=under,
                )


_PARTY = Frame("party", "partyTo", "noun", frozenset(), (), (), frozenset({"agreement"}), frozenset(), ())


Ends = list[tuple[Np, str]]


class Relater:
    """Reads one sentence's clauses into claims, with the scene as it stands."""

    def __init__(self, scene: Scene, finder: Finder, carried: str | None) -> None:
        self.scene, self.finder = scene, finder
        self.keys = finder.keys
        self.tables = voice.words(finder.lang.code)
        self.triggers = triggers(finder.lang.code)
        self.light = finder.lang.light
        self.heard = list(self.triggers.heard(self.keys))
        self.clauses: list[Clause] = []
        self.speaker = carried
        self.spoke: str | None = None
        self.announced: str | None = None

    def read(self) -> Iterator[Found]:
        """All claims of the sentence."""
        items = self.finder.items()
        self.clauses = split(items, self.finder.lang)
        self._towns()
        if self._sport():
            return
        self._offices = [(np, ref, title) for c in self.clauses for np in c.nps for ref, title in np.titles]
        for np, ref, title in self._offices:
            yield from self._represents(np, ref, title)
        self._voices()
        for clause in self.clauses:
            yield from self._becomes(clause)
        for clause in self.clauses:
            yield from self._clause(clause)
            yield from self._stated(clause)
        self._hero()

    def _hero(self) -> None:
        """Whom «وی» will mean: who spoke, else the first single official that a clause is about."""
        if self.spoke:
            self.scene.hero = self.spoke
            return
        for clause in self.clauses:
            np = clause.subject if clause.own_subject else None
            if np and len(np.refs) == 1 and np.refs[0].startswith("official/"):
                self.scene.hero = np.refs[0]
                return

    def _towns(self) -> None:
        """A capital in a place's case is the town; elsewhere it is the government."""
        for np in (np for clause in self.clauses for np in clause.nps if np.place):
            town = np.how == "place" or np.case in ("in", "to", "from", "when")
            for ref in (np.place,) if town else np.refs:
                if ref:
                    self.scene.mention(ref, self.finder.span(np.start, np.end), self.finder.text, "place" if town else "capital")

    def _sport(self) -> bool:
        """Whether the sentence is about a match: «دیدار» and «قرارداد» mean something else there."""
        return any(self.tables.cues.get((k,)) == "sport" for k in self.keys)

    # -- offices -----------------------------------------------------------------------------------------------------

    def _represents(self, np: Np, ref: str, title: Title) -> Iterator[Found]:
        if title.of:
            yield Found(
                ref, "represents", title.of, self.finder.span(np.start, np.end), Modality.ASSERTED, False, None, "office", False, title=title
            )

    def _becomes(self, clause: Clause) -> Iterator[Found]:
        """«X به عنوان سفیر Y منصوب شد», «X پیش از این وزیر Y بود»: an office said of a name."""
        who, verb = clause.subject, clause.verb
        if not (who and verb and len(who.refs) == 1 and who.how in ("name", "short", "he", "this")) or not who.refs[0].startswith("official/"):
            return
        copula = verb.kind == "copula" or (verb.stem == "شد" and not verb.passive) or verb.stem == "شد"
        for np in clause.nps:
            if np is who or not np.offices or len(np.offices) != 1 or np.head:
                continue
            if not (np.case == "as" or (copula and not np.case and np.end == verb.start)):
                continue
            title = np.offices[0]
            if title.of is None:
                continue
            if verb.kind == "copula" and verb.tense == "past":
                title = replace(title, qualifier="former")
            self.scene.give_office(self.scene.actors[who.refs[0]], title)
            modality = Modality.PLANNED if verb.tense == "future" else Modality.ASSERTED
            span = self._evidence(clause, who.start, np.end, [who, np])
            yield Found(who.refs[0], "represents", title.of, span, modality, verb.negative, None, "office-verb", False, title=title)

    # -- speakers and subjects ---------------------------------------------------------------------------------------

    def _voices(self) -> None:
        """Give each clause its speaker, and its subject where it leaves it out."""
        for np in voice.said_by(self.clauses):
            self.speaker = np.refs[0]
        before: Clause | None = None
        content, effect = self.speaker, ""
        for clause in self.clauses:
            if (who := self._announced(clause)) is not None:
                content, effect = who, ""
            if clause.opener == "why" and clause.outer:
                clause.speaker = self._subject_ahead(clause.outer) or content
            else:
                clause.speaker = content
            clause.effect = effect
            self._inherit(clause, before)
            said = voice.saying(clause, self.keys, self.tables)
            if said and clause.opener != "who":
                who = self._sayer(clause)
                if who:
                    clause.sayer = who
                    clause.speaker = None if clause.speaker == who else clause.speaker
                    content, effect, self.spoke = who, said, who
                    self.scene.speaker = who
            before = clause

    def _announced(self, clause: Clause) -> str | None:
        """«لاوروف: …»: a name and a colon, as in a headline."""
        if clause.verb is None and clause.items[-1].value == ":" and clause.nps:
            np = clause.nps[-1]
            if np.refs and np.how not in ("media", "deal", "place", "adjective") and clause.items[-1].start - np.end <= 1 and not np.head:
                self.spoke = self.scene.speaker = self.announced = np.refs[0]
                return np.refs[0]
        return None

    def _subject_ahead(self, clause: Clause) -> str | None:
        np = clause.subject
        return np.refs[0] if np and np.refs else None

    def _sayer(self, clause: Clause) -> str | None:
        np = clause.subject
        if np and np.refs and np.how not in ("place", "deal"):
            return np.refs[0]
        first = next((i for i in clause.items if i.kind != "mark" and i.value not in ("adverb", "and")), None)
        if first and (first.value in ("this", "all") or (first.kind == "plain" and first.value not in self.light)):
            return None  # «این روزنامه افزود»: somebody whom nobody here knows
        return self.scene.speaker

    def _inherit(self, clause: Clause, before: Clause | None) -> None:
        """A clause without a subject of its own has that of the clause before, of the noun it describes, or «ما»."""
        verb = clause.verb
        if clause.opener == "who" and clause.outer and not clause.own_subject:
            nps = [np for np in clause.outer.nps if np.end <= clause.start]
            clause.subject = nps[-1] if nps else None
            return
        if clause.own_subject or verb is None:
            if verb is None and before is not None and not clause.own_subject:
                clause.subject = before.subject
            return
        if verb.person in ("1p", "1s"):
            who = clause.speaker or self.scene.speaker
            if who:
                clause.subject = Np(clause.start, clause.start, (who,), "we" if verb.person == "1p" else "i")
            return
        if self._unknown_subject(clause):
            return
        outer = clause.outer if clause.opener in ("why", "if") and clause.outer and clause.outer.subject else before
        if outer is not None and outer.subject is not None and outer.subject.how != "we":
            clause.subject = outer.subject

    def _unknown_subject(self, clause: Clause) -> bool:
        """Whether a clause begins with a subject that nobody here knows («گروهی …»), so that it inherits none."""
        began = False
        for item in clause.items:
            if item.kind == "plain":
                if not began and item.value in self.light:
                    return False
                began = True
            elif item.kind == "word" and item.value == "ra":
                return False
            elif item.kind in ("np", "case"):
                return began
            elif item.kind == "verb":
                return False
        return False

    # -- claims ------------------------------------------------------------------------------------------------------

    def _clause(self, clause: Clause) -> Iterator[Found]:
        taken: set[str] = set()
        self._objects: set[tuple[str, int]] = set()
        if clause.opener == "why":
            yield from self._described(clause)
        for verbal in (True, False):
            yield from self._triggered(clause, taken, verbal=verbal)
        yield from self._duty(clause)
        yield from self._urged(clause)
        yield from self._blame(clause)
        if clause.verb:
            for frame in self.triggers.bare:
                if clause.verb.stem in frame.verbs and frame.predicate not in taken and not self._light(clause):
                    yield from self._fire(clause, frame, clause.verb.start, clause.verb.start)

    def _duty(self, clause: Clause) -> Iterator[Found]:
        """«آمریکا باید …», said by somebody: he asks it of them."""
        np, who = clause.subject, clause.speaker
        if not (np and who and clause.own_subject and clause.verb) or np.how in ("we", "i", "this", "he"):
            return
        if clause.verb.tense in ("past", "infinitive"):  # «باید خواست»: nobody in particular
            return
        if "duty" not in voice.cues(self.keys, np.end, min(np.end + 12, clause.end), self.tables) or clause.opener in ("who", "if"):
            return
        for ref in np.refs:
            ours = self.scene.country_of(who) == ref and np.how != "government"
            if ref != who and not ours and ref.partition("/")[0] in ("country", "official", "organization"):
                span = self._evidence(clause, clause.start, clause.end, [np])
                yield Found(who, "requests", ref, span, Modality.ASSERTED, False, None, "duty", False)

    def _blame(self, clause: Clause) -> Iterator[Found]:
        """A speaker's words of blame («اقدامات خصمانه آمریکا», «… را زیر پا گذاشت»): he accuses whom they are said of."""
        who = clause.sayer or clause.speaker
        if not who or who.startswith("country/") or clause.opener == "if" or clause.effect == "hoped":
            return
        ours = self.scene.country_of(who)
        for np in clause.nps:
            near = voice.cues(self.keys, max(clause.start, np.start - 3), np.start, self.tables) if np.head else set()
            resisted = any(i.kind == "case" and i.value in ("against", "except") for i in clause.items)
            said = np is clause.subject and clause.own_subject and not clause.sayer and not resisted
            said = said and "blame" in voice.cues(self.keys, np.end, clause.end, self.tables)
            if not ("blame" in near or said) or np.how in ("we", "i", "he", "this", "deal", "place", "media", "two-states", "two-sides"):
                continue
            if said and clause.verb and clause.verb.negative:
                continue
            for ref in np.refs:
                if ref not in (who, ours) and self.scene.country_of(ref) != ours and ref.partition("/")[0] in ("country", "official", "organization"):
                    span = self._evidence(clause, clause.start, clause.end, [np])
                    yield Found(who, "accuses", ref, span, Modality.ASSERTED, False, None, "blame", False)

    def _urged(self, clause: Clause) -> Iterator[Found]:
        """«سازمان ملل: ایران به برجام پایبند بماند»: a headline's subjunctive asks."""
        np, who, verb = clause.subject, clause.speaker, clause.verb
        if not (np and verb and clause.own_subject and who and who == self.announced) or clause.opener or verb.tense != "subjunctive":
            return
        for ref in np.refs:
            if ref != who and ref.partition("/")[0] in ("country", "official", "organization") and not verb.person.startswith("1"):
                span = self._evidence(clause, clause.start, clause.end, [np])
                yield Found(who, "requests", ref, span, Modality.ASSERTED, False, None, "urged", False)

    def _described(self, clause: Clause) -> Iterator[Found]:
        """«در دیداری که با X داشت»: the trigger stands before «که», what fills it behind."""
        outer = clause.outer
        last = [i for i in outer.items if i.end == clause.start and i.kind == "plain"] if outer else []
        if not last or not clause.verb or clause.verb.stem not in ("داشت", "کرد", "داد", "رفت", "شد"):
            return
        for frame in self.triggers.frames.get((self.keys[last[0].start],), ()):
            if frame.how == "noun" and "event" in frame.flags:
                claims = list(self._fire(clause, frame, last[0].start, clause.start))
                if claims:
                    yield from claims
                    return

    def _triggered(self, clause: Clause, taken: set[str], *, verbal: bool) -> Iterator[Found]:
        """The frames whose trigger stands in a clause: those that end in its verb first, then nominal ones."""
        busy = -1
        own = set(clause.own)
        for t, phrase, frame in self.heard:
            if t < busy or t not in own or (frame.how != "noun") != verbal or not self._fits(clause, frame, t, len(phrase)):
                continue
            claims = list(self._fire(clause, frame, t, t + len(phrase)))
            if claims and frame.predicate not in taken:
                if "event" not in frame.flags:
                    taken.add(frame.predicate)
                busy = t + len(phrase)
                yield from claims

    def _light(self, clause: Clause) -> bool:
        """Whether a word right before the verb makes another verb of it («بیرون رفت», «پیش رفت»)."""
        verb = clause.verb
        if verb is None or verb.start == clause.start:
            return False
        last = [i for i in clause.items if i.end <= verb.start][-1:]
        return bool(last) and last[0].kind == "plain" and verb.kind == "move" and last[0].value in _PREVERBS

    def _fits(self, clause: Clause, frame: Frame, t: int, n: int) -> bool:
        if frame.how == "noun":
            return True
        verb = clause.verb
        if verb is None or verb.stem not in frame.verbs:
            return False
        if (frame.how == "passive") != (verb.passive or verb.stem in _STEMS_OF_PASSIVE) and frame.how == "passive":
            return False
        return self._leads_to_verb(clause, frame, t, t + n)

    def _leads_to_verb(self, clause: Clause, frame: Frame, t: int, end: int) -> bool:
        """Whether a light-verb noun belongs to the verb: nothing but further such nouns between them."""
        verb = clause.verb
        assert verb is not None
        if t > clause.start and self._governed(clause, t) and not self.keys[t - 1] == "به":
            return False
        between = [i for i in clause.items if end <= i.start < verb.start]
        if verb.kind == "copula" or verb.stem in ("گرفت", "داد") and self.keys[t] == "مورد":
            return True
        if not between or (between[0].kind == "word" and between[0].value == "and"):
            return True
        if any(i.value in self.light for i in between if i.kind == "plain"):
            return False
        cases = [i for i in between if i.kind == "case"]
        rest = between[len(cases) :]
        phrase = cases == between[: len(cases)] and rest and rest[0].np and len(rest) <= 2 and all(i.kind == "plain" for i in rest[1:])
        if cases and cases[-1].value in frame.object and phrase:
            return True  # «کمک به X کرد»
        if len(between) <= 2 and all(i.kind == "plain" or i.value == "adverb" for i in between):
            return True
        return between[0].kind == "np" and len(between) <= 3

    def _governed(self, clause: Clause, t: int) -> bool:
        """Whether a preposition stands right before token t."""
        before = [i for i in clause.items if i.end == t]
        return bool(before) and before[0].kind == "case"

    def _fire(self, clause: Clause, frame: Frame, t: int, end: int) -> Iterator[Found]:
        subjects, objects = self._pairs(clause, frame, t, end)
        if not subjects or not objects:
            return
        used = {(frame.predicate, np.start) for np, _ in objects if np.end > np.start}
        if frame.how == "noun" and used & self._objects:
            return
        self._objects |= used
        modality, negated = self._colour(clause, frame, t)
        if modality is None or not self._told(clause, frame, t, subjects, objects):
            return
        nps = [np for np, _ in (*subjects, *objects)]
        span = self._evidence(clause, t, end, nps)
        predicate, mode = self._mode(clause, frame, t)
        place = self._where(clause, nps)
        speaker = self._aside(clause, frame, t) or clause.speaker
        subjects = self._we_signed(clause, predicate, subjects)
        seen = set()
        for (_, a), (_, b) in product(subjects, objects):
            a, b = self._ends(frame, clause, a, b)
            if a == b or not self._allowed(frame, a, b) or (a, b) in seen or (predicate in SYMMETRIC and (b, a) in seen):
                continue
            seen.add((a, b))
            yield Found(a, predicate, b, span, modality, negated, speaker, frame.id, self._future(clause), place, mode)

    def _we_signed(self, clause: Clause, predicate: str, subjects: list[tuple[Np, str]]) -> list[tuple[Np, str]]:
        """«امضا کردیم», said of a meeting: the speaker and whom he met."""
        if predicate == "signed" and clause.subject and clause.subject.how == "we":
            who = clause.subject.refs[0]
            other = next((b if a == who else a for a, b in reversed(self.scene.met) if who in (a, b)), None)
            return [*subjects, (subjects[0][0], other)] if other else subjects
        return subjects

    def _told(self, clause: Clause, frame: Frame, t: int, subjects: Ends, objects: Ends) -> bool:
        """What the flags of a frame ask for beyond its roles."""
        words = self.keys[clause.start : clause.end]
        a, b = subjects[0][0], objects[0][0]
        about = any(np.how == "deal" and np.case in ("about", "on") for np in clause.nps)
        if frame.predicate == "met" and about and self.keys[t].startswith("مذاکر"):
            return False
        if frame.predicate in ("met", "visited", "phoned") and frame.how == "noun" and self.keys[t - 1] in ("این", "ان", "همین") and t:
            return False
        if "if-negated" in frame.flags and not (clause.verb and clause.verb.negative):
            return False
        if "sanction" in frame.flags and not any(w.startswith("تحریم") for w in words):
            return False
        if "troops" in frame.flags and not any(w.startswith(_TROOPS) for w in words):
            return False
        governed = any(i.kind == "case" and 0 <= t - i.end <= 1 for i in clause.items)
        if "governed" in frame.flags and not governed:
            return False
        if "tight" in frame.flags and not 0 <= b.start - a.end <= 3:
            return False
        if "new" in frame.flags and b.refs[0].partition("/")[2] in self.scene.world.agreements:
            return False
        if "no-victim" in frame.flags and any(w in _VICTIM for w in self.keys[max(clause.start, b.start - 3) : b.start]):
            return False
        stative = clause.verb and clause.verb.tense in ("present", "subjunctive") and clause.verb.stem in ("داشت", "بود")
        return not (frame.how == "noun" and "event" in frame.flags and stative and t == self._first_word(clause))

    def _first_word(self, clause: Clause) -> int:
        return next((i.start for i in clause.items if i.kind == "plain"), -1)

    def _aside(self, clause: Clause, frame: Frame, t: int) -> str | None:
        """What a speaker mentions in passing («با اشاره به دیدار …، گفت») is in his words."""
        if clause.sayer is None or frame.how != "noun" or "stance" in frame.flags:
            return None
        before = self.keys[clause.start : t]
        return clause.sayer if any(a in ("با", "ضمن") and b in _SAID for a, b in zip(before, before[1:], strict=False)) else None

    def _ends(self, frame: Frame, clause: Clause, a: str, b: str) -> tuple[str, str]:
        if frame.predicate in ("visited", "assaults", "mobilizes"):
            b = self.scene.country_of(b) or b if b.startswith("place/") or frame.predicate == "visited" else b
        if "talks" in frame.flags and clause.subject and clause.subject.how == "we":
            a = self.scene.country_of(a) or a
        return a, b

    def _allowed(self, frame: Frame, a: str, b: str) -> bool:
        kind_a, kind_b = a.partition("/")[0], b.partition("/")[0]
        if kind_a not in ("official", "country", "organization"):
            return False
        if kind_b not in frame.kinds and not (frame.predicate == "visited" and kind_b == "country"):
            return False
        if frame.predicate == "visited":
            return kind_a == "official" and kind_b == "country" and self.scene.country_of(a) != b
        if frame.predicate == "memberOf":
            return kind_a == "country"
        if frame.predicate == "left":
            return kind_a == "country"
        if frame.predicate in SYMMETRIC:
            return not (kind_a == "official" and self.scene.country_of(a) == b) and not (
                kind_b == "official" and self.scene.country_of(b) == a
            )
        return True

    def _stated(self, clause: Clause) -> Iterator[Found]:
        """An agreement «میان A و B», «A و B»: its parties, by the noun phrase itself."""
        for np in clause.nps:
            parties = [v for k, v in self.scene.facts.get(np.refs[0], {}) if k == "party"] if np.how == "deal" else []
            if len(parties) < 2:
                continue
            modality, _ = self._colour(clause, _PARTY, np.start)
            for party in parties if modality else ():
                span = self._evidence(clause, np.start, np.end, [np])
                yield Found(party, "partyTo", np.refs[0], span, modality or Modality.ASSERTED, False, clause.speaker, "party", False)

    # -- roles -------------------------------------------------------------------------------------------------------

    def _pairs(self, clause: Clause, frame: Frame, t: int, end: int) -> tuple[list[tuple[Np, str]], list[tuple[Np, str]]]:
        """Who fills the two ends; for `pair` frames the members of one list fill both."""
        if "pair" in frame.object:
            for role in frame.subject:
                np = self._role(clause, frame, role, t, end)
                if np and len(np.refs) >= 2 and (role != "subj" or "joint" in frame.flags or self._mutual(clause, frame)):
                    both = list(combinations(np.refs, 2))
                    if len(both) == 1:
                        return [(np, both[0][0])], [(np, both[0][1])]
                    return [(np, r) for r in np.refs], [(np, r) for r in np.refs]
        objects = self._first(clause, frame, [r for r in frame.object if r != "pair"], t, end)
        if not objects:
            return [], []
        roles = [r for r in frame.subject if not r.endswith("pair")]
        subjects = self._first(clause, frame, [r for r in roles if r != "parties"], t, end, besides=objects[0][0])
        if not subjects and "parties" in roles:
            deal = objects[0][1]
            subjects = [(objects[0][0], v) for k, v in self.scene.facts.get(deal, {}) if k == "party"]
        if "several" in frame.flags and len(subjects) < 2 and not self._joint(objects[0][1]):
            return [], []
        return subjects, objects

    def _joint(self, deal: str) -> bool:
        return any(k == "agreementKind" and v.startswith("joint") for k, v in self.scene.facts.get(deal, {}))

    def _mutual(self, clause: Clause, frame: Frame) -> bool:
        """A plural subject does it to each other: said so, or nobody else is named as the other side."""
        return not any(np.case == "with" for np in clause.nps)

    def _first(self, clause: Clause, frame: Frame, roles: Sequence[str], t: int, end: int, besides: Np | None = None) -> list[tuple[Np, str]]:
        for role in roles:
            np = self._role(clause, frame, role, t, end)
            if np and np is not besides and np.refs:
                refs = np.refs
                if np.place and role in ("to", "in", "from", "enter", "ez") and frame.predicate == "visited":
                    refs = tuple(self.scene.country_of(np.place) or r for r in refs) if len(refs) == 1 else refs
                return [(np, r) for r in refs]
        return []

    def _role(self, clause: Clause, frame: Frame, role: str, t: int, end: int) -> Np | None:
        match role:
            case "subj":
                return self._ready(clause, t) or self._agent(clause, frame, t)
            case "subj-or-ez":
                return next((np for np in clause.nps if np.how == "deal" and np.end <= t), None) or self._ezafe(clause, end)
            case "speaker":
                mine = clause.verb is None or clause.verb.person in ("1s", "1p") or clause.sayer
                who = (clause.sayer or clause.speaker or self.scene.speaker) if mine else None
                return Np(clause.start, clause.start, (who,), "speaker") if who else None
            case "ra":
                return self._marked(clause, t)
            case "patient":
                return next((np for np in clause.nps if np.how in ("deal", "persons") and not np.case and not np.head), clause.subject)
            case "deal":
                return next((np for np in reversed(clause.nps) if np.how == "deal" and np.end <= t and not np.case), None)
            case "ez" | "ez-pair" | "enter":
                return self._ezafe(clause, end)
            case "ez2":
                first = self._ezafe(clause, end)
                return self._ezafe(clause, first.end) if first else None
            case "between-pair":
                return self._case(clause, "between", t, end, frame)
            case "presence" | "presence-pair":
                return next((np for np in clause.nps if np.case == "with" and np.head == "حضور"), None)
            case "we":
                return clause.subject
            case "claimant":
                return self._claimant(clause, t)
            case "doer":
                return next((np for np in reversed(clause.nps) if np.head in _ACTS and np.end <= t and t - np.end <= 2), None)
            case _:
                return self._case(clause, role, t, end, frame)

    def _ready(self, clause: Clause, t: int) -> Np | None:
        """«آمادگی کشورمان برای همکاری»: it is they who would do it."""
        return next((np for np in clause.nps if np.head in _READY and np.end <= t), None)

    def _claimant(self, clause: Clause, t: int) -> Np | None:
        """«این ادعا را رد کرد»: whoever made the claim, or asked, before."""
        before = self.keys[max(clause.start, t - 4) : t]
        if self.scene.claimant and "را" in before and {"این", "ان"} & set(before) and set(before) & _CLAIMS:
            return Np(clause.start, clause.start, (self.scene.claimant,), "claimant")
        return None

    def _agent(self, clause: Clause, frame: Frame, t: int) -> Np | None:
        """The clause's subject, unless the trigger is itself the subject («رایزنی‌ها … انجام شد»)."""
        if "by-doing" in frame.flags and not any(i.kind == "case" and i.value == "with" and i.end == t for i in clause.items):
            return None
        if frame.how == "noun" and t >= clause.start and not clause.own_subject and not any(i.kind == "case" and 0 <= t - i.end <= 2 for i in clause.items):
            return None
        return clause.subject

    def _marked(self, clause: Clause, t: int) -> Np | None:
        """What «را» marks: of «مواضع ایران علیه اسرائیل را» it is Iran."""
        marked = next((np for np in reversed(clause.nps) if (np.ra or self._before_ra(clause, np)) and np.start < t), None)
        if marked is None or not marked.case:
            return marked
        before = [np for np in clause.nps if np.end <= marked.start and np.head and not np.case]
        return before[-1] if before else None

    def _before_ra(self, clause: Clause, np: Np) -> bool:
        """«مواضع ایران درباره … را»: the object marker may stand a few words behind."""
        for item in clause.items:
            if item.start >= np.end:
                if item.kind == "word" and item.value == "ra":
                    return not np.case and item.start - np.end <= 6
                if item.kind in ("np", "case", "verb"):
                    return False
        return False

    def _ezafe(self, clause: Clause, end: int) -> Np | None:
        """The noun phrase that follows at once, or over adjectives and further nouns of the same trigger."""
        for item in clause.items:
            if item.start < end:
                continue
            if item.np:
                return item.np if not item.np.case or item.start == end or item.np.head else None
            if (item.kind == "plain" or item.value == "new") and item.start - end <= 3 or item.value in ("own", "and") and item.start - end <= 2:
                continue
            return None
        return None

    def _case(self, clause: Clause, case: str, t: int, end: int, frame: Frame) -> Np | None:
        fitting = [np for np in clause.nps if np.case == case and np.how not in ("media", "adjective") and self._near(frame, np)]
        if case == "with" and frame.predicate in ("met", "phoned"):
            fitting = [np for np in fitting if not set(self.keys[max(clause.start, np.start - 5) : np.start]) & _BONDS]
        after = [np for np in fitting if np.start >= end]
        before = [np for np in fitting if np.end <= t]
        order = [*after, *reversed(before)] if frame.how == "noun" else [*reversed(before), *after]
        if frame.how == "noun":
            order = [np for np in after if np.start - end <= 14]
        return order[0] if order else None

    def _near(self, frame: Frame, np: Np) -> bool:
        return "near" not in frame.flags or not np.head or np.head in _TRANSPARENT

    # -- colour ------------------------------------------------------------------------------------------------------

    def _colour(self, clause: Clause, frame: Frame, t: int) -> tuple[Modality | None, bool]:
        """The modality and polarity of what a clause says; None where it is told neither as fact nor as plan or hope."""
        verb = clause.verb
        own = frame.how != "noun"
        found = voice.cues(self.keys, clause.start, clause.end, self.tables) - {"sport"}
        near = voice.cues(self.keys, max(clause.start, t - 2), t, self.tables) if frame.how == "noun" else set()
        if frame.how == "noun" and t > clause.start:
            found = (found - {"hoped", "denied"}) | near
            if any(i.kind == "case" and i.value == "for" and i.end == t for i in clause.items):
                found.add("planned" if "event" in frame.flags else "hoped")
        negated = bool(own and verb and verb.negative) and "if-negated" not in frame.flags
        if "inverse" in frame.flags:
            negated = not negated
        if not own and "false" in found:
            negated = True
        if not own and verb and verb.negative and verb.stem == "داشت" and self.keys[verb.start - 1] == "وجود":
            negated = True
        if not own and any(i.kind == "case" and i.end == t and self.keys[i.start] in ("پیش", "قبل") for i in clause.items):
            found.add("planned")
        if not own and t and self.keys[t - 1] in ("عدم", "بدون", "نبود"):
            negated = True
        if self._prefaced(clause):
            found |= self._prefaced(clause)
        if own and "denied" in found - {"denied"}:
            negated = True
        if clause.opener == "if":
            found.add("conditional")
        outer = clause.outer
        if clause.opener == "that" and outer is not None and verb and verb.tense in ("subjunctive", "present", "future"):
            found |= voice.cues(self.keys, outer.start, outer.end, self.tables) & {"planned", "hoped", "conditional"}
        if clause.effect in ("hoped", "planned") and clause.opener != "who":
            found.add(clause.effect)
        if frame.predicate == "cooperatesWith" and frame.how == "noun" and "wish" in found:
            return None, negated
        if "duty" in found and (own or "stance" in frame.flags):
            return None, negated
        if clause.effect == "asked" and verb and verb.tense == "subjunctive" and clause.opener != "who":
            return None, negated  # what is asked for is told by the asking
        if not own and verb and verb.kind == "copula" and verb.negative and "معنای" in self.keys[max(clause.start, t - 2) : t]:
            negated = True
        if verb and verb.tense == "future" or "planned" in found:
            return Modality.PLANNED, negated
        if "conditional" in found:
            return Modality.CONDITIONAL, negated
        if "hoped" in found or "sought" in near:
            return Modality.HOPED, negated
        if verb and own and verb.tense == "subjunctive":
            return Modality.PLANNED if "event" in frame.flags else None, negated
        if verb and own and verb.tense == "present" and "event" in frame.flags and verb.kind != "copula":
            return Modality.PLANNED, negated
        return Modality.ASSERTED, negated

    def _prefaced(self, clause: Clause) -> set[str]:
        """The cues of a short clause right before: «ممکن است …», «قرار است …»."""
        at = next((n for n, c in enumerate(self.clauses) if c is clause), 0)
        before = self.clauses[at - 1] if at else None
        if before is None or not before.verb or len(before.own) > 4 or before.end != clause.start:
            return set()
        return voice.cues(self.keys, before.start, before.end, self.tables) & {"planned", "hoped", "conditional"}

    def _future(self, clause: Clause) -> bool:
        return bool(clause.verb and clause.verb.tense in ("future", "present", "subjunctive"))

    # -- circumstances -----------------------------------------------------------------------------------------------

    def _mode(self, clause: Clause, frame: Frame, t: int) -> tuple[str, str | None]:
        near = self.keys[max(clause.start, t - 3) : t + 5]
        video = any(k.startswith(("ویدیو", "ویدئو", "مجازی")) for k in self.keys[clause.start : clause.end])
        if frame.predicate == "met":
            if any(k in ("تلفنی", "تماس") for k in near) or any(self.keys[i] == "تلفنی" for i in clause.own):
                return "phoned", None
            return "met", "video" if video else "in person"
        if frame.predicate == "launches" and video:
            return "launches", "video"
        return frame.predicate, None

    def _where(self, clause: Clause, used: Iterable[Np]) -> str | None:
        used = list(used)
        for np in clause.nps:
            if np.case in _EVENT_PLACES and np.place and not np.head and np not in used:
                return np.place
        for np in clause.nps:
            if np.case in _EVENT_PLACES and not np.head and np not in used and np.how == "name" and np.refs[0].startswith("country/"):
                return np.refs[0]
        return None

    def _evidence(self, clause: Clause, t: int, end: int, nps: Iterable[Np]) -> Span:
        """The clause, widened to the noun phrases used; never to another sentence."""
        used = [np for np in nps if np.end > np.start]
        start = min([clause.start, t, *(np.start for np in used)])
        stop = max([clause.end, end, *(np.end for np in used)])
        while start < stop and self.keys[start] in "،,؛:که":
            start += 1
        return self.finder.span(start, stop)


_PREVERBS = frozenset("عمل دست وجود میان شمار بین پایان تصویب اجرا رو یاد بیرون پیش فرا بالا پایین سر کنار درجا بازی راه در وارد به نظر حساب کار".split())
_VICTIM = frozenset("عدم ترور قتل کشتار شهادت بازداشت بمباران انفجار بمبگذاری درگذشت به کشته".split())
_TROOPS = ("نیرو", "سرباز", "گردان", "ناو", "تانک", "لشکر", "تیپ", "یگان", "نظامی", "جنگنده")
_BONDS = frozenset("روابط رابطه مناسبات مخالفت تجارت همسو مقایسه ارتباط جنگ اختلاف اختلافات مبارزه".split())
_CLAIMS = frozenset("ادعا ادعاها ادعاهای اتهام اتهامات درخواست پیشنهاد خبر سخنان اظهارات".split())
_ACTS = frozenset({"بدعهدی", "اقدام", "اقدامات", "تصمیم", "تلاش"})
_READY = frozenset({"تاکید", "اصرار", "امادگی", "تمایل", "تلاش", "علاقه"})
_SAID = frozenset("اشاره تبریک تاکید یادآوری بیان تشریح ابراز اعلام".split())
_TRANSPARENT = frozenset(
    "سوی جمع مقامات مقام همتایان مسئولان سران رهبران هیات هییت هییتی هیاتی نماینده نمایندگان اعضای جمعی برخی تعدادی چند خبرنگار".split()
)
