"""Two documents and what they claim, made by hand, and hostile ones from hypothesis."""

from __future__ import annotations

import hashlib

from hypothesis import strategies as st

from diplograph import ontology
from diplograph.build import KnowledgeGraph
from diplograph.ids import claim_id
from diplograph.model import Claim, Entity, Evidence, Extraction, Kind, Mention, Modality, Name
from diplograph.text import Document, Span

VISIT = """دیدار وزیران خارجه ایران و روسیه در مسکو

سرگئی لاوروف وزیر خارجه روسیه در مسکو با حسین امیرعبداللهیان دیدار کرد. او گفت «ما با این پیمان مخالف نیستیم».
قرار است ایران و روسیه توافق‌نامه همکاری گمرکی را امضا کنند. ایران عضو سازمان همکاری شانگهای است.
آمریکا هنوز با ایران گفت‌وگو نکرده است؛ اگر تحریم‌ها لغو شود ایران به تعهدات برمی‌گردد.
"""
PHONE = """گفت‌وگوی تلفنی وزیران خارجه

حسین امیرعبداللهیان شامگاه سه‌شنبه با سرگئی لاوروف تلفنی گفت‌وگو کرد. راه‌آهن رشت–آستارا افتتاح شد.
"""

IRAN = Entity(
    "country/IR", Kind.COUNTRY, (Name("en", "Iran"), Name("fa", "ایران")), (), "Q794", (("iso2", "IR"), ("iso3", "IRN"))
)
RUSSIA = Entity(
    "country/RU",
    Kind.COUNTRY,
    (Name("en", "Russia"), Name("fa", "روسیه")),
    (Name("fa", "مسکو"),),
    "Q159",
    (("iso2", "RU"), ("iso3", "RUS")),
)
AMERICA = Entity(
    "country/US", Kind.COUNTRY, (Name("en", "United States"), Name("fa", "آمریکا")), (), "Q30", (("iso2", "US"),)
)
LAVROV = Entity(
    "official/sergey-lavrov",
    Kind.OFFICIAL,
    (Name("en", "Sergey Lavrov"), Name("fa", "سرگئی لاوروف")),
    (Name("fa", "لاوروف"),),
    "Q58217",
)
AMIR = Entity(
    "official/hossein-amir-abdollahian", Kind.OFFICIAL, (Name("fa", "حسین امیرعبداللهیان"),), why="named in full"
)
SCO = Entity(
    "organization/sco",
    Kind.ORGANIZATION,
    (Name("en", "Shanghai Cooperation Organisation"), Name("fa", "سازمان همکاری شانگهای")),
)
CUSTOMS = Entity(
    "agreement/customs-1a2b3c4d",
    Kind.AGREEMENT,
    (Name("fa", "توافق‌نامه همکاری گمرکی"),),
    (),
    "",
    (("agreementKind", "agreement"), ("status", "negotiated"), ("signedOn", "2023")),
)
RAILWAY = Entity("project/rasht-astara", Kind.PROJECT, (Name("fa", "راه‌آهن رشت–آستارا"),))
MOSCOW = Entity(
    "place/moscow", Kind.PLACE, (Name("en", "Moscow"), Name("fa", "مسکو")), (), "", (("country", "country/RU"),)
)
MINISTER = Entity(
    "office/minister-of-foreign-affairs-of-russia",
    Kind.OFFICE,
    (Name("en", "Minister of Foreign Affairs of Russia"),),
    (),
    "",
    (("officeOf", "country/RU"),),
)
ENTITIES = (IRAN, RUSSIA, AMERICA, LAVROV, AMIR, SCO, CUSTOMS, RAILWAY, MOSCOW, MINISTER)


def document(identifier: str, text: str, **told: str) -> Document:
    """A document of a text."""
    return Document(identifier, text, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), **told)


def claim(doc: Document, subject: Entity, predicate: str, object_: Entity, quote: str, **told: object) -> Claim:
    """A claim that rests on a quote of its document."""
    start = doc.text.index(quote)
    modality, negated = str(told.get("modality", "Asserted")), bool(told.get("negated"))
    id_ = claim_id(subject.id, predicate, object_.id, modality, negated, doc.identifier, quote)
    ends = [subject.id, object_.id]
    if ontology.predicate(predicate).symmetric:
        ends.sort()
    evidence = (Evidence(doc.identifier, Span(start, start + len(quote)), quote),)
    return Claim(id_, ends[0], predicate, ends[1], evidence, rule=f"{predicate}-verb", **told)  # type: ignore[arg-type]


def mention(doc: Document, entity: Entity, surface: str) -> Mention:
    """A mention by a surface form."""
    start = doc.text.index(surface)
    return Mention(Span(start, start + len(surface)), entity.id, "name")


def extractions() -> list[Extraction]:
    """What the two documents gave."""
    visit = document(
        "2023/visit.txt",
        VISIT,
        title="دیدار وزیران خارجه ایران و روسیه در مسکو",
        issued="2023-12-05",
        publisher="نمونه",
        language="fa",
        url="https://example.org/a?b=1&c=2",
    )
    phone = document("phone.txt", PHONE, language="fa", issued="2023-12")
    met = "سرگئی لاوروف وزیر خارجه روسیه در مسکو با حسین امیرعبداللهیان دیدار کرد"
    return [
        Extraction(
            visit,
            ENTITIES,
            (
                mention(visit, LAVROV, "سرگئی لاوروف"),
                mention(visit, RUSSIA, "روسیه"),
                mention(visit, AMERICA, "آمریکا"),
            ),
            (
                claim(visit, LAVROV, "met", AMIR, met, date="2023-12-05", place=MOSCOW.id, mode="in person"),
                claim(
                    visit,
                    LAVROV,
                    "represents",
                    RUSSIA,
                    "سرگئی لاوروف وزیر خارجه روسیه",
                    office=MINISTER.id,
                    since="2004-03",
                ),
                claim(
                    visit,
                    RUSSIA,
                    "rejects",
                    CUSTOMS,
                    "ما با این پیمان مخالف نیستیم",
                    negated=True,
                    speaker=LAVROV.id,
                    resolved=(("subject", "the speaker's country"),),
                ),
                claim(
                    visit,
                    IRAN,
                    "signed",
                    CUSTOMS,
                    "قرار است ایران و روسیه توافق‌نامه همکاری گمرکی را امضا کنند",
                    modality=Modality.PLANNED,
                ),
                claim(
                    visit,
                    RUSSIA,
                    "signed",
                    CUSTOMS,
                    "قرار است ایران و روسیه توافق‌نامه همکاری گمرکی را امضا کنند",
                    modality=Modality.PLANNED,
                ),
                claim(visit, IRAN, "partyTo", CUSTOMS, "ایران و روسیه توافق‌نامه همکاری گمرکی"),
                claim(visit, RUSSIA, "partyTo", CUSTOMS, "ایران و روسیه توافق‌نامه همکاری گمرکی"),
                claim(visit, IRAN, "memberOf", SCO, "ایران عضو سازمان همکاری شانگهای است", date="2023"),
                claim(visit, AMERICA, "met", IRAN, "آمریکا هنوز با ایران گفت‌وگو نکرده است", negated=True),
                claim(visit, AMERICA, "concedes", IRAN, "اگر تحریم‌ها لغو شود", modality=Modality.CONDITIONAL),
            ),
        ),
        Extraction(
            phone,
            (LAVROV, AMIR, RAILWAY, IRAN),
            (mention(phone, RAILWAY, "راه‌آهن رشت–آستارا"),),
            (
                claim(phone, AMIR, "phoned", LAVROV, "شامگاه سه‌شنبه با سرگئی لاوروف تلفنی گفت‌وگو کرد", date="2023-12"),
                claim(phone, IRAN, "launches", RAILWAY, "راه‌آهن رشت–آستارا افتتاح شد"),
            ),
        ),
    ]


def graph(found: list[Extraction] | None = None, *, base: str = "") -> KnowledgeGraph:
    """A graph of extractions, by way of the gate."""
    known = extractions() if found is None else found
    entities = tuple({e.id: e for x in known for e in x.entities}.values())
    return KnowledgeGraph(entities, tuple(known), **({"base": base} if base else {}))


# A quote with all that breaks formats, in a document whose path breaks IRIs.
NASTY = 'او گفت «"نه"\n\\u0041 \\n \x07\x7f0041 😀 \u200f\u202e\u2067»'


def nasty(base: str = "") -> tuple[str, ...]:
    """The lines of a graph whose texts break formats."""
    doc = document('a b/«1»?#<x>"{}|\\^`%20\u202e.txt', f"خبر: {NASTY} پایان", language="fa", title=NASTY)
    claims = (claim(doc, IRAN, "signed", CUSTOMS, NASTY, mode=NASTY),)
    return graph([Extraction(doc, ENTITIES, (), claims)], base=base).lines


# -- hostile ones ------------------------------------------------------------------------------------------------------

_NASTY = [
    '"',
    "\\",
    "\n",
    "\r",
    "\t",
    "\x00",
    "\x08",
    "\x1f",
    "\x7f",
    "\x85",
    "\u2028",
    "\ufffe",
    "\uffff",
    "\ud800",
    "\udfff",
    "<b>",
    "]]>",
    "&amp;",
    "=1+1",
    "@x",
    "\u202e",
    "\u200c",
    "ی",
    "ي",
    "😀",
    "'''",
    '"""',
    "{",
    "}",
    "\\u0041",
    "%41",
    "^^<a>",
    "@fa .",
]
names = st.lists(st.one_of(st.sampled_from(_NASTY), st.text(st.characters(), max_size=5)), min_size=1, max_size=6).map(
    "".join
)
languages = st.sampled_from(["fa", "en", "FA-IR", "", "x y", "zh-Hant", "12", '"'])


@st.composite
def hostile(draw: st.DrawFn) -> list[Extraction]:
    """Extractions whose every text is hostile; their ids and quotes are right."""
    found = []
    for number in range(draw(st.integers(1, 2))):
        text = draw(names) + draw(names) + draw(names) or "؟"
        doc = document(
            f"{number}-{draw(names)}",
            text,
            title=draw(names),
            publisher=draw(names),
            language=draw(languages),
            url=draw(names),
            issued=draw(st.sampled_from(["2023", "2023-02-30", "1402-01", "soon", "2024-02-29T10:00"])),
        )
        things = tuple(
            Entity(
                f"official/{i}-{draw(names)}",
                Kind.OFFICIAL,
                tuple(draw(st.lists(st.builds(Name, languages, names), max_size=2))),
                tuple(draw(st.lists(st.builds(Name, languages, names), max_size=2))),
                draw(st.sampled_from(["", "Q1", "Q1> <x"])),
                (("title", draw(names)),),
                draw(names),
            )
            for i in range(2)
        )
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        evidence = Evidence(doc.identifier, Span(start, end), text[start:end])
        ends = sorted(t.id for t in things)
        made = Claim(
            f"{number:016x}",
            ends[0],
            "met",
            ends[1],
            (evidence,),
            draw(st.sampled_from(list(Modality))),
            draw(st.booleans()),
            mode=draw(names),
            rule=draw(names),
            date=draw(st.sampled_from([None, "2023-13", "2023-12"])),
        )
        found.append(Extraction(doc, things, (), (made,)))
    return found
