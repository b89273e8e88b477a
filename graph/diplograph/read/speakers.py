"""Who speaks in each clause, and whom a clause without a subject is about."""

from __future__ import annotations

from itertools import pairwise, repeat

from diplograph.read import deeds, joint, voice
from diplograph.read.clauses import Clause
from diplograph.read.items import Item, Np
from diplograph.read.scene import Scene
from diplograph.read.telling import Telling

_AMOUNT = 4  # tokens of «۵۰۰ میلیون دلار»
_NO_SPEAKER = frozenset({"media", "deal", "duty", "place", "adjective"})
_PLURAL = frozenset({"name", "capital", "people", "group", "adjective", "two-states"})
_FIRST = frozenset({"we", "i", "ours"})
_LIGHT = frozenset({"and", "adverb", "that", "why", "comma"})
_NO_TOPIC = _NO_SPEAKER | {"everybody", "we", "i"}
_MARKS = frozenset(".:،")
_GOES_ON = frozenset({"", "that", "who"})  # how «(که) متن سخنان او به شرح زیر است: …» begins
_PARTING = "/"  # between the parts of a headline
_WRIT = 4  # tokens from a statement to whose it is
_UNMARKED = 80  # tokens of a sentence that must have lost its marks
_MEMORY = 6  # noun phrases back that «آنها» may mean
_SEVERAL = frozenset({"people", "group", "two-states", "everybody"})
_BOUND = frozenset({"of", "to", "between"})  # «در این سفر به X», «در این دیدار میان A و B»
_MEETING = frozenset(
    {"with", "in", "to", "when", "from", "about", "on", "against", "per"}
)  # cases of the occasion on which somebody speaks
_DONE = frozenset({"past", "perfect", "pluperfect"})
_CROWDS = frozenset({"people", "group", "everybody"})
_SPEAKING = frozenset({"1p", "1s"})  # persons of verbs
_SINGLE = ("official/", "country/")  # who alone takes no plural verb
_NO_SAYER = frozenset({"place", "deal", "duty", "everybody"})


class Speakers:
    """Gives the clauses of a sentence their speakers and subjects.

    `speaker` is whose words the article goes on with, `spoke` who spoke in this sentence; both outlast it.
    """

    def __init__(self, telling: Telling, carried: str | None) -> None:
        self.telling, self.scene = telling, telling.scene
        self.speaker = carried
        self.spoke: str | None = None
        self.writs = _writs(telling) if telling.words.begins("writ-stem") else []
        self.unmarked = len(telling.keys) > _UNMARKED and _MARKS.isdisjoint(telling.keys)

    def read(self) -> None:
        """Go over the clauses: what is said stands before or behind the verb of saying."""
        telling, size = self.telling, len(self.telling.keys)
        self.scene.count += 1
        for np in voice.said_by(telling.clauses):
            self.speaker = np.refs[0]
        self.speaker = (self._written() if self.writs else None) or self.speaker
        around = [(size, self.speaker, "")]  # whose words these are, up to which token, and how said
        colon = telling.tells(":")
        for clause in telling.clauses:
            before, who = around[-1][1], self._announced(clause) if colon else None
            if who is not None:
                around.append((size, who, ""))
            while around[-1][0] <= clause.start or (around[-1][2] == "asked" and _happened(clause)):
                around.pop()
            if self.unmarked and self._turns(clause, around[-1][1]):
                around.append((size, None, ""))
            _, content, effect = around[-1]
            clause.speaker, clause.effect = self._whose(clause, content if who is None else before), effect
            said = self._subject_and_effect(clause)
            if said and clause.verb and clause.verb.stem not in telling.lang.among("verb:deem"):
                around.append((self._reach(clause), clause.sayer, said))

    def _subject_and_effect(self, clause: Clause) -> str | None:
        """Give a clause whose speaker is known its subject; the effect of what it says, if it says anything."""
        telling = self.telling
        for np in clause.nps if clause.speaker else ():
            if np.how in _FIRST:  # of whoever speaks here, not of who spoke before
                np.refs = (clause.speaker or "",)
        if telling.tells("they"):
            self._they(clause)
        if not clause.own_subject or _of_another(clause):
            self._inherit(clause)
        if telling.tells("they"):
            self._them(clause)
        if telling.tells("this"):
            deeds.point(telling, clause)
        self.scene.others += [np.refs for np in clause.nps if np.how in _PLURAL and _of_several(np)]
        if self.writs:
            self._issues(clause)
        said = (self._reads_out(clause) if self.writs else None) or self._saying(clause)
        deeds.remember(telling, clause)
        return said

    def _turns(self, clause: Clause, content: str | None) -> bool:
        """Whether a text without marks turns to another office-holder, whose doings nobody tells of."""
        np = clause.subject
        if not content or clause.opener or np is None or not clause.own_subject or np.how != "title":
            return False
        before = self.telling.before(clause)
        return content not in np.refs and before is not None and before.sayer is None

    def _issues(self, clause: Clause) -> None:
        """Keep in mind whose a statement is that a clause speaks of: «بیانیه X», «X در نامه‌ای …»."""
        sight = self.telling.sight
        writs = [t for t in self.writs if clause.owns(t) and not sight.among(t - 1, "this-same")]
        if writs:
            self.scene.issuer = self._owner(clause, writs) or self.scene.issuer

    def _owner(self, clause: Clause, writs: list[int]) -> str | None:
        """Whose a statement is: whom the words behind it name, else the subject of its clause."""
        for np in clause.nps:
            start = np.start
            for item in reversed([i for i in clause.items if i.end <= np.start]):
                if item.kind != "plain" or item.end != start or np.start - item.start > _WRIT:
                    break
                start = item.start
            if any(start <= t < np.start for t in writs) and np.how not in _NO_SPEAKER and len(np.refs) == 1:
                return np.refs[0]
        for np in clause.nps:  # «قطعنامه شورای امنیت»
            if np.how == "deal" and len(bodies := joint.council(self.telling, np)) == 1:
                return bodies[0]
        resolved = self.telling.begins(writs[-1], writs[-1] + 1, "resolution-stem")
        if resolved and not self.telling.any(clause.start, clause.end, "adopting"):
            return None
        np_ = clause.subject
        return np_.refs[0] if np_ and np_.refs and np_.how not in _NO_SPEAKER and len(np_.refs) == 1 else None

    def _written(self) -> str | None:
        """«در این نامه … محکوم شده است»: whose words a sentence tells that says what a statement says."""
        first, sight = self.telling.clauses[0], self.telling.sight
        start = next((i.start for i in first.items if i.kind == "case"), -1) if self.scene.issuer else -1
        if start != first.start or not (sight.among(start + 1, "this-same") and start + 2 in self.writs):
            return None
        verb = first.verb
        return self.scene.issuer if verb and verb.passive and verb.tense in ("past", "perfect") else None

    def _reads_out(self, clause: Clause) -> str | None:
        """«در این بیانیه آمده است: …», «متن نامه X به شرح زیر است: …»: what stands written is the issuer's."""
        verb, keys = clause.verb, self.telling.keys
        if verb is None or verb.end >= len(keys) or keys[verb.end] != ":" or not self.scene.issuer:
            return None
        begins, any_ = self.telling.begins, self.telling.any
        written = verb.kind == "copula" and any_(verb.start - 3, verb.start, "as-follows")
        stands = verb.kind == "move" and verb.tense == "perfect" and not any_(verb.start - 1, verb.start, "preverb")
        told = (written and clause.opener in _GOES_ON) or (stands and not clause.opener)
        if not (told and begins(clause.start, clause.end, "writ-stem")):
            return None
        clause.sayer = self.spoke = self.scene.speaker = self.scene.issuer
        self.scene.reading = verb.end + 1 == len(keys)
        return "said"

    def _reach(self, clause: Clause) -> int:
        """The token up to which what a clause says may go on: the part of a headline, or the clause that it is in."""
        outer, keys = clause.outer, self.telling.keys
        inside = outer is not None and outer.start <= clause.start < outer.end and outer.sayer
        end = outer.end if outer is not None and inside else len(keys)
        return next((t for t in range(clause.end, end) if keys[t] == _PARTING), end)

    def _before(self, clause: Clause) -> Clause | None:
        """The clause that a clause goes on from: the one around it, else the one that ended last."""
        if clause.leader or (clause.outer and clause.outer.end > clause.start):
            return clause.leader or clause.outer
        return max((c for c in self.telling.clauses if c.end <= clause.start), key=lambda c: c.end, default=None)

    def _announced(self, clause: Clause) -> str | None:
        """«لاوروف: …»: a name and a colon, as in a headline."""
        last = clause.items[-1]
        if clause.verb is not None or last.value != ":" or not clause.nps:
            return None
        np = clause.nps[-1]
        if np.case in _MEETING and clause.subject is not None and clause.own_subject:
            np = clause.subject  # «لاوروف در دیدار با X: …»
        elif last.start - np.end > 1:
            return None
        words = np.head in self.telling.lang.among("utterance") and not np.case  # «ادعای X: …»
        if not np.refs or np.how in _NO_SPEAKER or (np.head and not words):
            return None
        self.spoke = self.scene.speaker = self.telling.announced = np.refs[0]
        return np.refs[0]

    def _whose(self, clause: Clause, content: str | None) -> str | None:
        """Whose words a clause is: inside «با بیان اینکه …، گفت» they are of the subject that stood before.

        What stands inside «X پس از آنکه …، گفت» or «X که …، گفت» is not what X said.
        """
        outer = clause.outer
        if outer and clause.opener in ("who", "when") and outer.end > clause.start and outer.sayer:
            return outer.speaker
        if clause.opener != "why":
            return content
        before = self.telling.before(clause)
        said = before is not None and before.end == clause.start and before.sayer is not None and before is not outer
        told = not said and self.telling.any(clause.start - 4, clause.start, "remark")
        ahead = outer.subject if told and outer else None
        if outer and outer.sayer and not (said or told) and outer.end > clause.start and self._occasion(clause):
            return outer.speaker  # «در دیداری که …، X گفت»
        return ahead.refs[0] if ahead and ahead.refs else content

    def _occasion(self, clause: Clause) -> bool:
        """«در دیداری که …»: whether a clause tells what happened on an occasion."""
        return any(self.telling.begins(clause.start - 2, clause.start, name) for name in ("talk-stem", "occasion-stem"))

    def _saying(self, clause: Clause) -> str | None:
        """The effect of a clause that says something, once its sayer is known."""
        said = voice.saying(clause, self.telling.keys, self.telling.tables)
        if not said or clause.opener in ("who", "if"):
            return None
        who = self._sayer(clause)
        if who is None:
            return said if _by_paper(clause) else None
        clause.sayer = who
        if self._reach(clause) == len(self.telling.keys) and not self._quotes(clause, who):
            self.spoke = self.scene.speaker = who
        if said == "claimed":
            self.scene.claimant = who
        clause.speaker = None if clause.speaker == who else clause.speaker
        return "planned" if said == "asked" and self._wants(clause) else said

    def _quotes(self, clause: Clause, who: str) -> bool:
        """«X گفت: Y اعلام کرده است که …»: whether somebody who spoke in this sentence only tells what another said."""
        keys, verb = self.telling.keys, clause.verb
        inside = self.spoke is not None and clause.speaker == self.spoke != who
        return inside and verb is not None and (verb.end >= len(keys) or keys[verb.end] != ":")

    def _wants(self, clause: Clause) -> bool:
        """«می‌خواهند … کنند», of nobody asked: they would do it themselves."""
        verb = clause.verb
        wants = verb is not None and verb.kind == "future" and verb.tense == "present"
        return wants and all(np.case != "from" for np in clause.nps)

    def _sayer(self, clause: Clause) -> str | None:
        np = clause.subject
        if np and np.refs and np.how not in _NO_SAYER:
            return self.scene.issuer if np.refs[0].startswith("agreement/") else np.refs[0]  # «این قطعنامه»
        first = next((i for i in clause.items if i.kind != "mark" and i.value not in ("adverb", "and")), None)
        return None if first and self._stranger(first) else self.scene.speaker

    def _stranger(self, first: Item) -> bool:
        """«این روزنامه افزود», «خبرگزاری X نوشت»: whether a clause begins with a paper, or whom nobody here knows."""
        if first.np and first.np.how == "media":
            return True
        return first.value in ("this", "all") or (first.kind == "plain" and first.value not in self.telling.lang.light)

    def _object_ahead(self, clause: Clause, item: Item) -> bool:
        """«مواضع X در … را هدف قرار داد»: whether what a clause begins with is done to, not the doer."""
        first = next((i for i in clause.items if i.kind == "plain"), None)
        if item.np is None or first is None or not self.telling.begins(first.start, first.end, "arms-stem"):
            return False
        after = clause.items[clause.items.index(item) :]
        stop = next((i for i in after if i.kind not in ("np", "case", "plain")), None)
        return stop is not None and stop.value == "ra"

    # -- subjects ----------------------------------------------------------------------------------------------------

    def _inherit(self, clause: Clause) -> None:
        """A clause without a subject of its own has that of the clause before, of the noun it describes, or «ما»."""
        verb, outer = clause.verb, clause.outer
        if clause.opener == "who" and outer and not clause.leader:
            clause.subject = self._antecedent(clause, [np for np in reversed(outer.nps) if np.end <= clause.start])
        elif verb is None:
            before = self._before(clause)
            clause.subject = before.subject if before else clause.subject
        elif verb.person in _SPEAKING:
            who = clause.speaker or self.scene.speaker
            if who:
                clause.subject = Np(clause.start, clause.start, (who,), "we" if verb.person == "1p" else "i")
        elif verb.person == "2p":
            clause.subject = self._addressed(clause)
        elif not self._unknown_subject(clause) and not self._of_some(clause):
            before = self._before(clause)
            inside = clause.opener in ("why", "when", "if") and outer and outer.subject and not clause.leader
            around = outer if inside else before
            if accused := self._accused(clause, before):
                clause.subject = accused
                clause.speaker = clause.speaker or (before.subject.refs[0] if before and before.subject else None)
            elif before is None and self._drops(clause):
                clause.subject = Np(clause.start, clause.start, self.scene.topic, "topic")
            elif around is not None and around.subject is not None and around.subject.how != "we":
                clause.subject = self._agrees(clause, around.subject)
                self._alone(clause)

    def _antecedent(self, clause: Clause, nps: list[Np]) -> Np | None:
        """Whom a clause describes: the noun phrase before it; «A و B، اعضای X، که … کردند»: the several before."""
        if not nps or clause.verb is None or clause.verb.person != "3p":
            return nps[0] if nps else None
        single = len(nps[0].refs) == 1 and nps[0].how == "name"
        return next((np for np in nps if len(np.refs) > 1), nps[0]) if single else nps[0]

    def _agrees(self, clause: Clause, np: Np) -> Np | None:
        """The subject of the clause before, where its number is that of the verb; else the several before."""
        single = len(np.refs) == 1 and np.refs[0].startswith(_SINGLE) and np.how not in _CROWDS
        if clause.verb is None or clause.verb.person != "3p" or not single:
            return np
        return self._several(clause) or (None if np.refs[0].startswith("official/") else np)

    def _of_some(self, clause: Clause) -> bool:
        """«کشورهایی که …», «کسانی را … که … کردند»: whether those whom a clause describes, nobody known, do it."""
        outer = clause.outer
        if outer is None or clause.leader or clause.opener not in ("why", "that") or not self.telling.words.has("some"):
            return False
        some = self.telling.lang.among("some")
        before = [i for i in outer.items if i.end <= clause.start and i.kind != "mark" and i.value != "ra"]
        if clause.opener == "why":
            return bool(before) and before[-1].kind == "plain" and before[-1].value in some
        plural = clause.verb is not None and clause.verb.person == "3p" and outer.end == clause.start
        return plural and any(i.kind == "plain" and i.value in some for i in before)

    def _drops(self, clause: Clause) -> bool:
        """«همچنین … را محکوم کرد»: whether the first clause of a sentence goes on with whom that before was about."""
        verb = clause.verb
        if len(self.scene.topic) != 1 or clause.opener or verb is None or verb.person != "3s":
            return False
        if verb.passive and not self.telling.any(clause.start, verb.start, "becoming"):
            return False
        first = clause.items[0]
        goes_on = first.value == "adverb" and self.telling.any(first.start, first.end, "goes-on")
        return goes_on or self._there(clause)

    def _there(self, clause: Clause) -> bool:
        """«در این سفر با X دیدار کرد»: whether a clause begins with the occasion that was told before."""
        items = [i for i in clause.items[:5] if i.value != "،"]
        occasion = len(items) > 3 and items[0].kind == "case" and items[1].value == "this"
        told = (
            any(items[2].value in self.telling.lang.among(name) for name in ("trip", "meeting")) if occasion else False
        )
        return told and items[3].kind == "case" and items[3].value not in _BOUND

    def _accused(self, clause: Clause, before: Clause | None) -> Np | None:
        """«X را متهم کرد که …»: whose deed an accusation tells."""
        goes_on = clause.items[0].value == "and"  # «… متهم کرد و گفت»
        bare = before is not None and not clause.opener and before.end == clause.start and not goes_on
        if before is None or before.verb is None or not (bare or clause.opener in ("that", "why")):
            return None
        accusing = self.telling.any(before.verb.start - 1, before.verb.start, "accusing")
        return next((np for np in reversed(before.nps) if np.ra), None) if accusing else None

    def _they(self, clause: Clause) -> None:
        """«آنها باید …», said by somebody: the states or groups, other than his own, that were spoken of last."""
        verb = clause.verb
        if clause.own_subject or verb is None or verb.person != "3p":
            return
        first = next((i for i in clause.items if not (i.kind == "mark" or i.value in _LIGHT)), None)
        if first is None or first.value != "they" or voice.saying(clause, self.telling.keys, self.telling.tables):
            return
        if not clause.speaker:
            if clause is self.telling.clauses[0] and (named := self._named_last()):
                self._add_subject(clause, Np(first.start, first.end, named, "they"))
            return
        ours = self.scene.country_of(clause.speaker)
        theirs = (refs for refs in reversed(self.scene.others[-_MEMORY:]) if ours and not _own(self.scene, refs, ours))
        if refs := next(theirs, None):
            self._add_subject(clause, Np(first.start, first.end, refs, "they"))

    def _named_last(self) -> tuple[str, ...]:
        """Whom «آنها» means that opens a sentence in nobody's words: those it was about, or the body that spoke."""
        topic, who = self.scene.topic, self.scene.speaker or ""
        return topic if len(topic) > 1 or _is_body(topic) else (who,) if _is_body((who,)) else ()

    def _them(self, clause: Clause) -> None:
        """«X آنها را متهم کرد»: the states or groups of another side that the sentence, or those before, spoke of."""
        at = next((i for i, j in pairwise(clause.items) if i.value == "they" and j.value == "ra"), None)
        np = clause.subject
        if at is None or np is None or not np.refs or clause.opener in ("who", "why"):
            return
        ours = self.scene.country_of(np.refs[0]) or np.refs[0]
        here = [n for c in self.telling.clauses for n in c.nps if n.end <= at.start and n is not np]
        named = [n.refs for n in here if len(n.refs) > 1 or n.how in _SEVERAL or _is_body(n.refs)]
        others = [refs for refs in self.scene.others[-_MEMORY:] if len(refs) > 1 or _is_body(refs)]
        theirs = (refs for refs in (*reversed(named), *reversed(others)))
        refs = next((refs for refs in theirs if not _own(self.scene, refs, ours)), None)
        if refs:
            clause.nps.append(Np(at.start, at.end, refs, "they", ra=True))
            clause.nps.sort(key=lambda np: np.start)

    @staticmethod
    def _add_subject(clause: Clause, np: Np) -> None:
        clause.subject, clause.own_subject = np, True
        clause.nps.append(np)
        clause.nps.sort(key=lambda np: np.start)

    def _addressed(self, clause: Clause) -> Np | None:
        """«خطاب به X گفت: … کنید»: whom a speaker addresses."""
        sayers = (c for c in reversed(self.telling.clauses) if c.end <= clause.start and c.sayer == clause.speaker)
        said = next(sayers, None) if clause.speaker else None
        if said is None and clause.speaker and clause.speaker == self.telling.announced:
            said = next((c for c in self.telling.clauses if c.items[-1].value == ":" and c.end <= clause.start), None)
        named = (np for np in said.nps if np.case == "to" and not np.head and np.refs) if said else ()
        return next((Np(np.start, np.end, np.refs, "you") for np in named), None)

    def _several(self, clause: Clause) -> Np | None:
        """Whom a plural verb is said of: the several, or the people, that were the last subject before."""
        before = (c for c in reversed(self.telling.clauses) if c.end <= clause.start and c.subject is not None)
        subjects = (c.subject for c in before if c.subject)
        return next((np for np in subjects if len(np.refs) > 1 or np.how in _CROWDS), None)

    def _alone(self, clause: Clause) -> None:
        """«X گفت که معترضان … نیستند و از Y خواست»: a verb for one goes on with the speaker, not with the many."""
        subject, verb = clause.subject, clause.verb
        if clause.speaker is None or verb is None or verb.person != "3s" or subject is None or subject.how != "group":
            return
        many = self.telling.keys[subject.start].endswith(self.telling.lang.edges("many-ending"))
        if many and clause.items[0].value == "and":
            said = (c.subject for c in reversed(self.telling.clauses) if c.sayer == clause.speaker)
            named = next((np for np in said if np and clause.speaker in np.refs), None)
            clause.subject = named or Np(clause.start, clause.start, (clause.speaker,), "speaker")
            clause.speaker = None

    def _unknown_subject(self, clause: Clause) -> bool:
        """Whether a clause begins with a subject that nobody here knows («گروهی …»), so that it inherits none."""
        began = False
        if clause.items[0].value.isdigit() and self.telling.any(clause.start, clause.start + _AMOUNT, "money"):
            return False  # «۵۰۰ میلیون دلار به X …»
        if self._gives(clause):
            return False
        for item in clause.items:
            if item.kind == "plain" and item.value.isdigit():
                continue  # «۱۴ تروریست را …»
            if item.kind == "plain":
                if not began and self.telling.sight.among(item.start, "undergoing"):
                    return False  # «… و مورد استقبال X قرار گرفت»
                if not began and self._dates(item):
                    continue  # «… و دوم ژوئیه با X دیدار کند»
                if not began and item.value in self.telling.lang.light and not self._owned(clause, item):
                    return False
                began = True
            elif item.kind in ("np", "case"):
                object_ = _marked_ahead(clause, item) or self._object_ahead(clause, item) or _done_to(clause, item)
                return began and not object_
            elif item.kind == "verb" or (item.kind == "word" and item.value == "ra"):
                return False
        return False

    def _gives(self, clause: Clause) -> bool:
        """«۲۰ آمبولانس به X اهدا می‌کند», «تجهیزات در اختیار X قرار داد»: whether a clause begins with what is given."""
        verb, among = clause.verb, self.telling.lang.among
        if (
            verb is None
            or verb.passive
            or verb.person != "3s"
            or verb.stem not in among("verb:do") | among("verb:give")
        ):
            return False
        giving = any(item.kind == "plain" and item.value in among("giving") for item in clause.items)
        return giving and self.telling.begins(clause.start, verb.start, "goods-stem")

    def _dates(self, item: Item) -> bool:
        """Whether an item is a month, or the day before one."""
        months, keys = self.telling.tables.months, self.telling.keys
        return item.value in months or (item.end < len(keys) and keys[item.end] in months)

    def _owned(self, clause: Clause, item: Item) -> bool:
        """«تحریم‌های X … را …», but not «تصمیم X …», which goes on with what X does."""
        acts = item.value in self.telling.lang.among("act")
        return not acts and any(np.start == item.end for np in clause.nps)

    def hero(self) -> None:
        """Whom «وی» will mean: who spoke, else the first single official that a clause is about."""
        main = [c for c in self.telling.clauses if c.verb and not c.opener]
        about = main[-1].subject if main else None
        told = about is not None and about.how not in _NO_TOPIC
        self.scene.topic = about.refs if about is not None and told else ()
        if self.spoke and self.spoke.startswith("official/"):
            self.scene.hero = self.scene.teller = self.spoke
            return
        for clause in self.telling.clauses:
            np = clause.subject if clause.own_subject and not clause.speaker else None
            if np and len(np.refs) == 1 and np.refs[0].startswith("official/"):
                self.scene.hero = np.refs[0]
                return


def _of_another(clause: Clause) -> bool:
    """«… به ویژه X همکاری می‌کنیم»: whether the verb is the speaker's, whoever else stands free in its clause."""
    verb, np = clause.verb, clause.subject
    return verb is not None and verb.person in _SPEAKING and np is not None and np.how not in _FIRST


def _happened(clause: Clause) -> bool:
    """«X از Y خواست … کند، اما Y … کرد»: whether a clause tells what was done, not what was asked."""
    return clause.opener in ("", "that") and clause.verb is not None and clause.verb.tense in _DONE


def _by_paper(clause: Clause) -> bool:
    """«خبرگزاری X نوشت»: whether a clause begins with a paper or an agency, which is no speaker."""
    first = clause.items[0].np
    return first is not None and first.how == "media" and not first.case


def _writs(telling: Telling) -> list[int]:
    """The tokens that speak of a statement."""
    stems = telling.lang.edges("writ-stem")
    return [t for t, writ in enumerate(map(str.startswith, telling.keys, repeat(stems))) if writ]


def _of_several(np: Np) -> bool:
    """Whether a noun phrase is of states or bodies, whom «آنها» may mean."""
    return bool(np.refs) and all(ref.startswith(("country/", "organization/")) for ref in np.refs)


def _is_body(refs: tuple[str, ...]) -> bool:
    return refs[:1] != () and refs[0].startswith("organization/")


def _own(scene: Scene, refs: tuple[str, ...], ours: str) -> bool:
    return any(scene.country_of(ref) == ours for ref in refs)


def _marked_ahead(clause: Clause, item: Item) -> bool:
    """Whether «را» ends the phrase that goes on with an item: «محدودیت‌ها علیه هواوی را»."""
    i = clause.items.index(item)
    after = clause.items[i : i + 3]
    return [i.kind for i in after] == ["case", "np", "word"] and after[-1].value == "ra"


def _done_to(clause: Clause, item: Item) -> bool:
    """«… و ادعای X درباره … را رد کرد»: whether «را» ends the phrase of one who does it alone."""
    at = clause.items.index(item)
    stop = next((i for i in clause.items[at + 1 :] if i.kind not in ("np", "case", "plain")), None)
    whole = all(i.kind != "mark" for i in clause.items[1:at])
    alone = clause.verb is not None and clause.verb.person == "3s"
    whole = whole and clause.items[0].value in ("and", "،", "adverb")
    return alone and whole and item.np is not None and bool(item.np.head) and stop is not None and stop.value == "ra"
