"""Agreements and projects as noun phrases: where they end, what they are about, whose they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from diplograph.ids import digest, slug
from diplograph.read.index import Hit, Sense
from diplograph.read.items import Np
from diplograph.read.places import body_at, both_at, party_at
from diplograph.read.point import this_at
from diplograph.read.rows import row_at
from diplograph.read.sight import CLOSE, OPEN, Sight

_AWAY = 4  # tokens from «خروج X از» to the agreement
_LONGEST = 16  # tokens that say which agreement it is
_ABOUT = frozenset({"for", "about", "between"})
_PEACE = ("ceasefire", "peace plan", "peace agreement", "peace treaty")
_WHERE = {**dict.fromkeys(_PEACE, frozenset({"in"})), "resolution": frozenset({"against"})}
_INNER = frozenset({"with", "to", "from"})  # cases inside a topic
_OTHER = frozenset({"word", "office", "person", "organization"})  # kinds that begin another phrase
_LOOSE = frozenset({"weak", "plural"})  # flags of nouns that alone tell of no one agreement
_STATES = frozenset({"new", "acting", "former"})  # adjectives that do not say which: «آتش‌بس موقت»
_WEAK = "weak"
_SIGNED = 4  # tokens from «توافقی» to «امضا کردند»
_CONCLUDED = 9  # tokens from «قراردادی که» to «بسته است»
_PLAIN = frozenset({"agreement", "treaty", "memorandum of understanding", "contract", "convention", "document"})
_TRADE = frozenset({"to", "from"})
_QUOTED = 7  # tokens of a name in quotation marks
_MILITARY = "military"
_FACED = 8  # tokens from «با» to «روبرو شد»
_BARE = "bare"  # the flag of nouns that need nothing to tell which
_DASHES = frozenset("-–/")


def deal_at(sight: Sight, i: int, n: int, sense: Sense) -> Np | None:
    """The agreement whose head noun stands at token i, if the phrase says which: by its parties, or by its topic."""
    if named := _named(sight, i, n, sense):
        return named
    extent = _Extent(sight, i + n, sense.id, sure=sense.role not in _LOOSE, first=i)
    extent.read()
    extent.parties = _foreign(sight, extent.parties)
    end, parties, topic = extent.end, list(dict.fromkeys(extent.parties)), extent.topic[:4]
    if i and any(sight.among(i - 1, name) for name in ("fellow", "lack", "undergoing")):
        # «هم پیمان»: an ally; «بدون توافق»; «مورد توافق X»
        return None
    if sense.role == _WEAK and any(np.end == i and np.how == "deal" for np in sight.seen[-1:]):
        return None  # «برجام سند معتبری است»
    if sense.role == _WEAK and not (parties or topic) and (last := _held(sight, i, end)):
        return Np(i, end, (last,), "deal")
    told = sense.role not in _LOOSE or topic or n > 1 or _indefinite(sight, i)
    beside = _beside(sight, end) if told and not parties else None
    described = sense.role == _WEAK and _described(sight, i, end)
    partner = _partner(sight, i, n, end) if not (parties or topic or beside) else None
    topic += [partner] if partner else []
    if (
        sense.role in _LOOSE
        and not (topic or beside or described)
        and all(sight.among(j, "two") for j in range(i + n, end))
    ):
        return None
    acted = (
        sense.role in ("one", _BARE)
        or (i > 0 and sight.among(i - 1, "broken"))
        or _acted_on(sight, end)
        or sight.verb(end)
    )
    if not (parties or topic or beside or described) and (sense.role in _LOOSE or not acted):
        return None
    parties = parties or [*filter(None, [beside])]
    id_ = _identity(sight, i, end, sense.id, parties, topic, another=partner is not None and _another(sight, i, end))
    sight.scene.fact(id_, "agreementKind", sense.id)
    for party in parties:
        sight.scene.fact(id_, "party", party)
    for signer in dict.fromkeys(extent.signers):
        sight.scene.fact(id_, "signer", signer)
    return Np(i, end, (id_,), "deal")


def _named(sight: Sight, i: int, n: int, sense: Sense) -> Np | None:
    """«تفاهم‌نامه برجام», «پیمان نفتا»: an agreement of the packs behind the noun that says what it is."""
    if sense.id not in _PLAIN or sense.role not in ("", _WEAK):
        return None
    end, senses = _in_quotes(sight, i, i + n) or ((i + n + hit[0], hit[1]) if (hit := sight.at(i + n)) else (0, ()))
    return Np(i, end, (f"agreement/{senses[0].id}",), "deal") if senses and senses[0].kind == "agreement" else None


def _in_quotes(sight: Sight, i: int, at: int) -> tuple[int, tuple[Sense, ...]] | None:
    """«پیمان «نفتا»»: what a name in quotation marks that open at a token means, with the noun at token i or alone."""
    if at >= sight.size or sight.keys[at] not in OPEN:
        return None
    end = next((k for k in range(at + 2, min(at + _QUOTED, sight.size)) if sight.keys[k] in CLOSE), 0)
    inner, senses = sight.keys[at + 1 : end], sight.index.senses
    found = senses.get(" ".join((*sight.keys[i:at], *inner))) or senses.get(" ".join(inner))
    return (end + 1, found) if end and found else None


def _beside(sight: Sight, j: int) -> str | None:
    """«توافق آتش‌بس با X را», «به توافقی با X دست یافت»: with whom it is, where no verb may take «با»."""
    hit = sight.at(j)
    party = _member_at(sight, j + hit[0]) if hit and hit[1][0].id == "with" and hit[1][0].kind == "case" else None
    if party is None:
        return None
    end = party[0]
    concluded = any(sight.among(k, "attained") for k in range(end, min(end + _SIGNED, sight.size)))
    return party[1] if concluded or sight.is_word(end, "ra") else None


def _described(sight: Sight, i: int, end: int) -> bool:
    """«قراردادی که X با Y بسته است», «توافقی را امضا کردند»: whether it is told that it was concluded."""
    if end > i + 2 or not _indefinite(sight, i) or sight.among(i - 1, "none"):
        return False
    if sight.is_word(end, "that"):
        return any(sight.among(k, "concluding") for k in range(end + 1, min(end + 1 + _CONCLUDED, sight.size)))
    return any(sight.among(k, "signed-behind") for k in range(end, min(end + _SIGNED, sight.size)))


def _held(sight: Sight, i: int, end: int) -> str | None:
    """«حفظ توافق», «خروج از توافق»: the one that was spoken of last."""
    nouns = range(max(i - _AWAY, 0), i) if sight.case_before(i) else range(max(i - 1, 0), i)
    if end != i + 1 or _indefinite(sight, i) or not any(sight.among(k, "deal-holding") for k in nouns):
        return None
    resolution = ("agreementKind", "resolution")
    deals = (e for e in sight.scene.recent if e.startswith("agreement/"))
    return next((e for e in deals if resolution not in sight.scene.facts.get(e, {})), None)


def _indefinite(sight: Sight, i: int) -> bool:
    return sight.keys[i].endswith(sight.lang.edges("indefinite-ending"))


def _another(sight: Sight, i: int, end: int) -> bool:
    """«توافقی», «توافق تازه»: whether a phrase speaks of none that was spoken of before."""
    return _indefinite(sight, i) or any(sight.is_word(j, "new") for j in range(i, end))


def _partner(sight: Sight, i: int, n: int, end: int) -> str | None:
    """«قراردادی با X», «توافق تجاری با X», «امضای قرارداد با X»: with whom it is, which tells which it is."""
    if not (_indefinite(sight, i) or n > 1 or (i and sight.among(i - 1, "signing"))):
        return None
    hit = sight.at(end)
    if hit is None or hit[1][0].kind != "case" or hit[1][0].id != "with":
        return None
    found = party_at(sight, end + hit[0])
    return found[1] if found else None


def _foreign(sight: Sight, parties: list[str]) -> list[str]:
    """Nobody where bodies of one state agree with each other, which is no news of states."""
    states = {sight.scene.country_of(p) for p in parties}
    home = len(set(parties)) > 1 and len(states) == 1 and all(p.startswith("organization/") for p in parties)
    return [] if home and None not in states else parties


def _acted_on(sight: Sight, j: int) -> bool:
    """Whether «را» or a verb with its noun follows: «یادداشت تفاهم امضا کردند»."""
    return j + 1 < sight.size and (sight.among(j, "object-marker") or sight.verb(j + 1))


def _identity(sight: Sight, i: int, end: int, kind: str, parties: list[str], topic: list[str], *, another: bool) -> str:
    """An id from kind, parties and topic: the same agreement named twice is one."""
    scene = sight.scene
    for other in scene.recent if not another else ():
        if other.startswith("agreement/") and _same(scene.facts.get(other, {}), kind, parties):
            return other
    readable = "-".join([slug(kind), *(p.partition("/")[2].lower() for p in sorted(parties))])
    id_ = f"agreement/{readable[:50]}-{digest(kind, *sorted(parties), *topic)}"
    scene.labels.setdefault(id_, sight.surface(i, end))
    return id_


def _same(facts: dict[tuple[str, str], None], kind: str, parties: list[str]) -> bool:
    theirs = {v for k, v in facts if k == "party"}
    kinds = {v for k, v in facts if k == "agreementKind"}
    return kind in kinds and (not parties or (bool(theirs) and set(parties) <= theirs))


@dataclass(slots=True)
class _Extent:
    """How far the phrase of an agreement reaches behind its head, and what it says on the way.

    `at` is the cursor, `end` the token after what belongs to the phrase for sure; `about` tells that its topic began;
    `first` is the head's token, `sure` that the head alone tells of an agreement («بیانیه مشترکی درباره …»),
    `alone` that nothing hangs on it («در بیانیه‌ای مشترک حملات X را محکوم کردند»).
    """

    sight: Sight
    at: int
    kind: str
    sure: bool = False
    first: int = 0
    end: int = 0
    parties: list[str] = field(default_factory=list)
    signers: list[str] = field(default_factory=list)
    topic: list[str] = field(default_factory=list)
    about: bool = False
    alone: bool = False

    def read(self) -> None:
        """Go on while a step finds more of the phrase."""
        self.end = self.at
        self.alone = self.kind.startswith("joint") and any(
            _indefinite(self.sight, k) for k in range(self.first, self.at)
        )
        limit = min(self.at + _LONGEST, self.sight.size)
        while self.at < limit and self._step():
            pass

    def _step(self) -> bool:
        sight = self.sight
        if not self.topic and self._amount():
            return True
        hit = sight.at(self.at)
        if hit and hit[1][0].kind == "case":
            return self._case(hit)
        both = both_at(sight, self.at) if hit and hit[1][0].kind == "word" else None
        if both:
            self.at, them = both
            self.parties += [] if self.about or self.kind == "resolution" else them
            self.end = self.at
            return True
        return not (self.alone and not self.about) and (self._party() or self._plain(hit))

    def _case(self, hit: Hit) -> bool:
        """«میان ایران و چین» tells the parties, «درباره …» begins the topic; another case ends the phrase."""
        after, case = self.at + hit[0], hit[1][0].id
        if case == "between":
            self.at, more = _parties_at(self.sight, after)
            self.parties += more
            self._people(after)
            self.end = self.at if more else self.end
            return True
        if case in _WHERE.get(self.kind, ()) and self.sure and not self.parties:
            return self._where(after)
        if case in _TRADE and not self.about and self.sure and (other := self._other_side(after)):
            self.at = self.end = other
            return True
        if case == "to" and self._called(after):
            return True
        met = any(self.sight.among(k, "facing") for k in range(after, min(after + _FACED, self.sight.size)))
        inner = self.about and case in _INNER and _goes_on(self.sight, after) and not met
        told = self.sure or self.parties or self.topic or self.sight.case_before(self.first)
        told = told or _indefinite(self.sight, self.first)
        if not inner and (case not in _ABOUT or not told):
            return False
        self.about, self.at = True, after
        return True

    def _called(self, at: int) -> bool:
        """«معاهده موسوم به «X»»: go over the name in quotation marks at a token."""
        named = at < self.sight.size and self.sight.keys[at] in OPEN and self.sight.among(at - 2, "so-called")
        marks = (k for k in range(at + 2, min(at + _LONGEST, self.sight.size)) if self.sight.keys[k] in CLOSE)
        end = next(marks, 0) if named else 0
        if end:
            self.topic += self.sight.keys[at + 1 : end]
            self.at = self.end = end + 1
        return end > 0

    def _other_side(self, at: int) -> int:
        """«قرارداد صادرات گاز X به Y»: the token after the other side of what is traded; 0 where nothing is."""
        traded = any(self.sight.among(k, "trading") for k in range(self.first + 1, self.at))
        side = party_at(self.sight, at) if traded else None
        if side is None:
            return 0
        self.parties.append(side[1])
        self.sight.scene.mention(side[1], self.sight.span(at, side[0]), self.sight.text, "people")
        return side[0]

    def _amount(self) -> bool:
        """«توافقی ۴۰۰ میلیارد دلاری», «قراردادی به ارزش ۲ میلیارد دلار»: what it is worth tells which it is."""
        sight = self.sight
        start = self.at + 2 if sight.among(self.at + 1, "worth") else self.at
        end = start
        while end < sight.size and (sight.keys[end].isdigit() or sight.among(end, "amount")):
            end += 1
        if end == start or not sight.keys[start].isdigit():
            return False
        self.topic.append(sight.keys[end - 1])
        self.at = self.end = end
        return True

    def _where(self, at: int) -> bool:
        """«آتش‌بس در ادلب», «قطعنامه علیه ایران»: where, or against whom, it is."""
        sight = self.sight
        hit = sight.at(at)
        if hit is None or hit[1][0].kind not in ("country", "place"):
            return False
        self.topic += sight.keys[at : at + hit[0]]
        self.at = self.end = at + hit[0]
        return True

    def _party(self) -> bool:
        sight, first = self.sight, self.at
        if pointed := self._pointed():
            self.parties.append(pointed[1])
            self.at = self.end = pointed[0]
            return True
        if _member_at(sight, first) is None:
            return False
        self.at, more = _parties_at(sight, first)
        self.parties += [] if self.about or sight.among(first - 1, "proposed") else more
        self._people(first)
        if self.kind == "resolution":
            self.parties = [p for p in self.parties if p.startswith("organization/")]
        for party in more:
            sight.scene.mention(party, sight.span(first, self.at), sight.text, "people")
        self.end = self.at
        return True

    def _pointed(self) -> tuple[int, str] | None:
        """«پیمان این گروه»: the body that is pointed at."""
        hit = (
            self.sight.at(self.at) if not (self.about or self.parties) and self.sight.is_word(self.at, "this") else None
        )
        np = this_at(self.sight, self.at, hit[0]) if hit else None
        body = np is not None and np.refs[0].startswith("organization/")
        return (np.end, np.refs[0]) if np and body else None

    def _people(self, first: int) -> None:
        """Remember the officials among the parties named from a token on: it is they who sign."""
        hits = (self.sight.at(j) for j in range(first, self.at))
        people = [hit[1][0].id for hit in hits if hit and hit[1][0].kind == "person"]
        self.signers += [self.sight.scene.known(p).id for p in people] if not self.about and len(people) > 1 else []

    def _numbered(self, at: int) -> bool:
        """Go over the number that a topic ends in: «خرید سامانه اس - ۴۰۰»."""
        digits = self.sight.skip_mark(at, *_DASHES)
        listed = self.sight.conjoined(digits + 1)
        if listed or digits >= self.sight.size or not self.sight.keys[digits].isdigit():
            return False
        self.at = self.end = digits + 1
        return True

    def _noun(self, at: int) -> bool:
        """Whether a form of a verb is a noun here: «قرارداد خرید سوخت»."""
        verb = self.sight.lang.verbs[self.sight.keys[at]]
        return verb.kind == "nominal" and verb.tense == "past" and not self.sight.verb(at + 1)

    def _reached(self, at: int) -> bool:
        """«به توافقی سیاسی رسیدند»: whether the verb is of the agreement, not of its topic."""
        reached = self.sight.lang.verbs[self.sight.keys[at]].stem in self.sight.lang.among("verb:passive")
        return reached and self.sight.among(self.first - 1, "to")

    def _plain(self, hit: Hit | None) -> bool:
        """A word of the topic, or the «و» between two; nothing that begins another phrase."""
        sight, at = self.sight, self.at
        conjunction = hit is not None and hit[1][0].id == "and"
        if hit and hit[1][0].kind in _OTHER and not conjunction:
            if hit[1][0].id not in _STATES:
                return False
            self.at = self.end = at + hit[0]
            return True
        if self.topic and self._numbered(at):
            after = sight.at(self.at)
            return bool(after and after[1][0].kind == "case")
        if (
            not sight.tokens[at].word
            or (sight.verb(at) and not self._noun(at))
            or sight.among(at, "clause-word")
            or sight.among(at, "spurned")  # «طرح X مردود است»
            or sight.light(at)
        ):
            return False
        if not (self.sure or self.topic or self.parties) and sight.verb(at + 1) and not self._reached(at + 1):
            return False  # «در توافق حق دارد»
        self.at += 1
        if conjunction:
            return bool(self.topic or self.about) and _goes_on(sight, self.at)
        if not sight.among(at, "vague"):
            self.topic.append(sight.keys[at])
        self.end = self.at
        return True


def _goes_on(sight: Sight, j: int) -> bool:
    """Whether after «و» the same noun phrase goes on: a plain word that is no verb follows, and no case marker."""
    if j >= sight.size or not sight.tokens[j].word or sight.verb(j):
        return False
    return sight.at(j) is None and not sight.verb(j + 1)


def _parties_at(sight: Sight, i: int) -> tuple[int, list[str]]:
    """«ایران و روسیه», «ایران، چین و روسیه», «دو کشور»."""
    return both_at(sight, i) or row_at(sight, i, _member_at, joined=_joined)


def _member_at(sight: Sight, i: int) -> tuple[int, str] | None:
    """A state or a body, or the state of a known official: «توافق ترامپ با پوتین»."""
    found = party_at(sight, i)
    hit = None if found else sight.at(i)
    army = hit is not None and hit[1][0].kind == "body" and hit[1][0].role.startswith(_MILITARY)
    if army and hit and (body := body_at(sight, i, hit[0], hit[1][0])):
        return body.end, body.refs[0]  # «آتش‌بس میان ارتش X و …»
    if hit is None or hit[1][0].kind != "person":
        return found
    row = sight.scene.world.people.get(hit[1][0].id)
    return (i + hit[0], f"country/{row.country}") if row and row.country else None


def _joined(sight: Sight, i: int) -> bool:
    return i + 1 < sight.size and (sight.keys[i] in "،-" or sight.among(i, "party-joint"))


# -- projects ----------------------------------------------------------------------------------------------------------


def project_at(sight: Sight, i: int, n: int, sense: Sense) -> Np | None:
    """A railway, corridor or plant with a name of its own."""
    end = _named_until(sight, i + n)
    if end is None:
        return None
    surface = sight.surface(i, end)
    id_ = f"project/{slug(surface)}-{digest(sense.id, *sight.keys[i + n : end])}"
    sight.scene.labels.setdefault(id_, surface)
    return Np(i, end, (id_,), "deal")


def _named_until(sight: Sight, i: int) -> int | None:
    """The token after the last proper word from i on, over up to two plain words: «نیروگاه بادی ژاناتاس»."""
    j, plain, end = i, 0, None
    while j < min(i + 6, sight.size):
        dash = end is not None and sight.keys[j] in _DASHES
        hit = sight.at(j)
        kind = hit[1][0].kind if hit else ""
        place = kind in ("place", "country")
        if not (dash or sight.tokens[j].word) or sight.verb(j) or kind in ("case", "word", "office", "person"):
            break
        compass = sight.among(j, "compass")
        if sight.verb(j + 1) and not (place or compass):
            break
        proper = place or compass or not (dash or sight.common(j))
        if not (dash or proper):
            plain += 1
            if end is not None or plain > 2:
                break
        j += hit[0] if hit else 1
        end = j if proper else end
    return end
