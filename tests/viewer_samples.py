"""Networks to look at: one made by hand with every kind and modality, one hostile, and large generated ones."""

from __future__ import annotations

import random
from collections.abc import Iterable

import networkx as nx

from diplograph.ids import claim_id
from diplograph.model import Claim, Entity, Evidence, Extraction, Kind, Modality, Name
from diplograph.network import to_networkx
from diplograph.rdf import Dataset
from diplograph.text import Document, Span


def _entity(id_: str, kind: Kind, en: str = "", fa: str = "", *names: str, **facts: str) -> Entity:
    labels = tuple(Name(language, text) for language, text in (("en", en), ("fa", fa)) if text)
    return Entity(id_, kind, labels, tuple(Name("fa", n) for n in names), facts=tuple(sorted(facts.items())))


IR, RU, CN, OM, US = "country/IR", "country/RU", "country/CN", "country/OM", "country/US"
LAVROV, AMIR, MINISTER = (
    "official/sergey-lavrov",
    "official/hossein-amir-abdollahian",
    "official/prime-minister-of-oman",
)
TREATY, DEAL, RAIL = "agreement/strategic-treaty-0a1b2c3d", "agreement/jcpoa", "project/rasht-astara-railway"

ENTITIES = (
    _entity(IR, Kind.COUNTRY, "Iran", "ایران", "جمهوری اسلامی ایران", iso2="IR"),
    _entity(RU, Kind.COUNTRY, "Russia", "روسیه", iso2="RU"),
    _entity(CN, Kind.COUNTRY, "China", "چین", iso2="CN"),
    _entity(OM, Kind.COUNTRY, "Oman", "عمان", iso2="OM"),
    _entity(US, Kind.COUNTRY, "United States", "آمریکا", iso2="US"),
    _entity(LAVROV, Kind.OFFICIAL, "Sergey Lavrov", "سرگئی لاوروف", "لاوروف"),
    _entity(AMIR, Kind.OFFICIAL, "Hossein Amir-Abdollahian", "حسین امیرعبداللهیان", "امیر عبداللهیان"),
    _entity(MINISTER, Kind.OFFICIAL, "Prime Minister of Oman"),
    _entity(
        "organization/sco", Kind.ORGANIZATION, "Shanghai Cooperation Organisation", "سازمان همکاری‌های شانگهای", "SCO"
    ),
    _entity("organization/iaea", Kind.ORGANIZATION, "International Atomic Energy Agency", "آژانس بین‌المللی انرژی اتمی"),
    _entity(
        TREATY, Kind.AGREEMENT, "", "«پیمان راهبردی» ایران و روسیه (۲۰ ساله)", agreementKind="treaty", status="Signed"
    ),
    _entity(DEAL, Kind.AGREEMENT, "JCPOA", "برجام", agreementKind="agreement", status="Withdrawn"),
    _entity(RAIL, Kind.PROJECT, "Rasht–Astara railway", "راه‌آهن رشت–آستارا"),
    _entity("place/moscow", Kind.PLACE, "Moscow", "مسکو"),
    _entity("place/geneva", Kind.PLACE, "Geneva", "ژنو"),
    _entity(
        "office/minister-of-foreign-affairs-of-russia",
        Kind.OFFICE,
        "Minister of Foreign Affairs of Russia",
        "وزیر امور خارجهٔ روسیه",
        officeOf=RU,
    ),
)


def _document(
    identifier: str, text: str, title: str, issued: str | None, publisher: str | None, url: str | None
) -> Document:
    return Document(identifier, text, "0" * 64, title, issued, publisher, "fa", url)


DOCUMENTS = (
    _document(
        "a/01.txt",
        "گزارش. لاوروف روز سه‌شنبه در مسکو با امیرعبداللهیان دیدار کرد. او گفت: «ایران و روسیه پیمان راهبردی را "
        "به‌زودی امضا می‌کنند». لاوروف وزیر خارجهٔ روسیه است.",
        "دیدار وزیران خارجهٔ ایران و روسیه در مسکو",
        "2023-12-05",
        "خبرگزاری نمونه",
        "https://example.org/fa/1?x=<b>",
    ),
    _document(
        "a/02.txt",
        "سرگئی لاوروف در مسکو میزبان حسین امیرعبداللهیان بود و دو طرف دیدار کردند. مجلس ایران پیمان راهبردی ایران و "
        "روسیه را تصویب نکرده است.",
        "میزبانی لاوروف از امیرعبداللهیان",
        "2023-12-06",
        "روزنامهٔ آزمون",
        "javascript:alert(1)",
    ),
    _document(
        "b/03.txt",
        "ایران و روسیه پیمان راهبردی را در دی ۱۴۰۳ امضا کردند. چین از این پیمان حمایت کرد. آمریکا در سال ۲۰۱۸ از برجام "
        "خارج شد. آمریکا ایران را تحریم کرد. عمان امیدوار است ایران و آمریکا در ژنو دیدار کنند.",
        "امضای پیمان",
        "2025-01-17",
        "خبرگزاری نمونه",
        "https://example.org/fa/3",
    ),
    _document(
        "c/04.txt",
        "Iran became a member of the SCO in 2023. If sanctions are lifted, Iran will cooperate with the IAEA. "
        "Russia and Iran launched the 🚆 railway; Iran did not sanction Oman.",
        "Members",
        None,
        None,
        None,
    ),
)
_TEXTS = {document.identifier: document.text for document in DOCUMENTS}


def _claim(
    doc: str,
    quote: str,
    subject: str,
    predicate: str,
    object_: str,
    modality: str = "Asserted",
    negated: bool = False,
    **told: str,
) -> Claim:
    start = _TEXTS[doc].index(quote)
    return Claim(
        claim_id(subject, predicate, object_, modality, negated, doc, quote),
        subject,
        predicate,
        object_,
        (Evidence(doc, Span(start, start + len(quote)), quote),),
        Modality(modality),
        negated,
        rule="sample",
        **told,  # type: ignore[arg-type]
    )


_SOON, _DONE = (
    "ایران و روسیه پیمان راهبردی را به‌زودی امضا می‌کنند",
    "ایران و روسیه پیمان راهبردی را در دی ۱۴۰۳ امضا کردند",
)
_RAIL = "Russia and Iran launched the 🚆 railway"
CLAIMS = (
    _claim(
        "a/01.txt",
        "لاوروف روز سه‌شنبه در مسکو با امیرعبداللهیان دیدار کرد",
        AMIR,
        "met",
        LAVROV,
        date="2023-12-05",
        place="place/moscow",
        mode="in person",
    ),
    _claim(
        "a/02.txt",
        "سرگئی لاوروف در مسکو میزبان حسین امیرعبداللهیان بود و دو طرف دیدار کردند",
        AMIR,
        "met",
        LAVROV,
        date="2023-12-05",
    ),
    _claim("a/01.txt", _SOON, IR, "signed", TREATY, "Planned", speaker=LAVROV),
    _claim("a/01.txt", _SOON, RU, "signed", TREATY, "Planned", speaker=LAVROV),
    _claim(
        "a/01.txt",
        "لاوروف وزیر خارجهٔ روسیه است",
        LAVROV,
        "represents",
        RU,
        office="office/minister-of-foreign-affairs-of-russia",
        since="2004-03",
    ),
    _claim("a/01.txt", "امیرعبداللهیان دیدار کرد", AMIR, "represents", IR),
    _claim(
        "a/02.txt", "مجلس ایران پیمان راهبردی ایران و روسیه را تصویب نکرده است", IR, "ratified", TREATY, negated=True
    ),
    _claim("b/03.txt", _DONE, IR, "signed", TREATY, date="2025-01"),
    _claim("b/03.txt", _DONE, RU, "signed", TREATY, date="2025-01"),
    _claim("b/03.txt", "چین از این پیمان حمایت کرد", CN, "supports", TREATY),
    _claim("b/03.txt", "آمریکا در سال ۲۰۱۸ از برجام خارج شد", US, "left", DEAL, date="2018"),
    _claim("b/03.txt", "آمریکا ایران را تحریم کرد", US, "sanctions", IR),
    _claim(
        "b/03.txt",
        "عمان امیدوار است ایران و آمریکا در ژنو دیدار کنند",
        IR,
        "met",
        US,
        "Hoped",
        speaker=MINISTER,
        place="place/geneva",
    ),
    _claim("c/04.txt", "Iran became a member of the SCO in 2023", IR, "memberOf", "organization/sco", date="2023"),
    _claim(
        "c/04.txt",
        "If sanctions are lifted, Iran will cooperate with the IAEA",
        IR,
        "cooperatesWith",
        "organization/iaea",
        "Conditional",
    ),
    _claim("c/04.txt", _RAIL, RU, "launches", RAIL),
    _claim("c/04.txt", _RAIL, IR, "launches", RAIL),
    _claim("c/04.txt", "Iran did not sanction Oman", IR, "sanctions", OM, negated=True),
    _claim("a/01.txt", "دیدار کرد", IR, "cooperatesWith", RU),
    _claim("b/03.txt", "عمان امیدوار است", MINISTER, "represents", OM),
)


def sample() -> nx.MultiDiGraph:
    """Sixteen things, twenty claims, every modality."""
    return to_networkx(ENTITIES, DOCUMENTS, CLAIMS)


def sample_lines(base: str | None = None) -> tuple[str, ...]:
    """The same as the build would write it."""
    found = [
        Extraction(document, ENTITIES, (), tuple(c for c in CLAIMS if c.evidence[0].document == document.identifier))
        for document in DOCUMENTS
    ]
    return Dataset(ENTITIES, tuple(found), **({"base": base} if base else {})).lines


HOSTILE = (
    "<script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "<svg onload=window.hit=1>",
    '"><img src=https://example.invalid/x.png>',
    "' onmouseover='window.hit=1",
    "javascript:window.hit=1",
    "data:text/html,<script>window.hit=1</script>",
    "vbscript:msgbox(1)",
    " \tjavascript:window.hit=1",
    "java\nscript:window.hit=1",
    "<!--",
    "--><script>window.hit=1</script>",
    "<![CDATA[",
    "]]>",
    "</style><script>window.hit=1</script>",
    "</title><script>window.hit=1</script>",
    "</textarea><script>window.hit=1</script>",
    "{{ 7*7 }}",
    "{% raw %}",
    "${window.hit=1}",
    "`;window.hit=1;`",
    "\\u003cscript\\u003e",
    "&lt;script&gt;",
    "&#x3c;img src=x&#x3e;",
    "href",
    '<a href="https://example.invalid">x</a>',
    "<base href=https://example.invalid>",
    "<meta http-equiv=refresh content=0;url=https://example.invalid>",
    "<iframe src=https://example.invalid>",
    "<link rel=stylesheet href=https://example.invalid>",
    '=HYPERLINK("https://example.invalid","x")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "\u202egnp.exe\u202c",
    "\u2067\u2067\u2067unclosed",
    "\u2069\u2069 closed too often",
    "\u0000 nul",
    "\u2028 line \u2029 end",
    "\ud800 half",
    "\U0001f9e8 astral \U0001f3f4\u200d\u2620\ufe0f",
    "Z̴̢a̸l̵g̶o̷" * 8,
    "ﷺ" * 40,
    "x" * 3000,
    "__proto__",
    "constructor",
    "toString",
    "",
    " ",
    "../../etc/passwd",
    "C:\\Users\\x\\y.txt",
    "a\"b'c<d>e&f|g\\h",
)


def hostile() -> nx.MultiDiGraph:
    """Every hostile string in every field that a source can fill."""
    entities, documents, claims = [], [], []
    kinds = list(Kind)
    for i, text in enumerate(HOSTILE):
        kind = kinds[i % len(kinds)]
        facts = (("agreementKind", text), ("iso2", text), (text, text), ("status", text))
        names = (Name("fa", text), Name("en", text + " "), Name(text, text))
        entities.append(
            Entity(f"{kind.lower()}/{i}{text}", kind, (Name("fa", text), Name(text, text)), names, text, facts, text)
        )
        documents.append(Document(f"{text}{i}", f"{text} {text} {text}", text, text, text, text, text, text))
    for i, text in enumerate(HOSTILE):
        subject, object_ = entities[i].id, entities[(i * 7 + 1) % len(entities)].id
        quote = Evidence(f"{text}{i}", Span(len(text) + 1, 2 * len(text) + 1), text)
        modality = list(Modality)[i % 4]
        told = {"date": text, "place": entities[i - 1].id, "mode": text, "since": text, "until": text, "rule": text}
        claims.append(
            Claim(
                f"{i}{text}",
                subject,
                text or "met",
                object_,
                (quote,),
                modality,
                i % 9 == 0,
                entities[i - 2].id,
                **told,
                resolved=((text, text),),
            )
        )
    return to_networkx(entities, documents, claims)


def _words(text: str) -> list[str]:
    return text.split()


_WORDS = _words(
    "نشست گفت‌وگو همکاری توافق مرز انرژی گاز سفیر هیئت تجارت امنیت دریا بندر راه‌آهن بودجه پارلمان مجلس بیانیه تحریم "
    "پناهجو کمک بازسازی سرمایه‌گذاری دانشگاه فرهنگ ویزا نفت برق آب محیط‌زیست رزمایش آتش‌بس میانجی پیشنهاد هشدار"
)
_FIRST = _words("علی رضا مریم سارا حسین ناصر لیلا پرویز نگار کامران بهزاد شیرین داود سمیرا آرش")
_LAST = _words("احمدی رضایی محمدی کاظمی نوری یوسف‌زاده عباسی حیدری رستمی صادقی طاهری فرهادی جلالی بهرامی شریفی")
_KINDS = [
    *["Official"] * 50,
    *["Organization"] * 20,
    *["Agreement"] * 14,
    *["Country"] * 6,
    *["Project"] * 5,
    *["Place"] * 5,
]
_PREDICATES = _words("met signed supports accuses visited cooperatesWith sanctions requests phoned represents")


def generated(nodes: int, edges: int, *, seed: int = 5) -> nx.MultiDiGraph:
    """A scale-free network of varied names and sentences."""
    chance = random.Random(seed)
    things = [_made_up(i, chance) for i in range(nodes)]
    pairs = list(nx.barabasi_albert_graph(nodes, max(1, edges // nodes), seed=seed).edges())
    pairs += [chance.choice(pairs) for _ in range(edges - len(pairs))]
    documents, claims = [], []
    for first in range(0, len(pairs), 8):
        text, found = _report([(things[a], things[b]) for a, b in pairs[first : first + 8]], chance)
        issued = f"{chance.randint(2003, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        name, title = f"{first}.txt", " ".join(chance.sample(_WORDS, 6))
        documents.append(
            Document(name, text, "", title, issued, f"منبع {first % 37}", "fa", f"https://example.org/{first}")
        )
        claims += [_told(first + i, name, text, *item, chance) for i, item in enumerate(found)]
    return to_networkx(things, documents, claims)


def _made_up(i: int, chance: random.Random) -> Entity:
    kind = Kind(chance.choice(_KINDS))
    fa = (
        f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {i}"
        if kind is Kind.OFFICIAL
        else " ".join(chance.sample(_WORDS, 2)) + f" {i}"
    )
    facts = (("status", chance.choice(["Signed", "Ratified", "Proposed"])),) if kind is Kind.AGREEMENT else ()
    return Entity(f"{kind.lower()}/n{i}", kind, (Name("en", f"{kind} {i}"), Name("fa", fa)), facts=facts)


def _report(
    pairs: Iterable[tuple[Entity, Entity]], chance: random.Random
) -> tuple[str, list[tuple[Span, Entity, Entity]]]:
    text, found = "", []
    for a, b in pairs:
        middle, end = " ".join(chance.sample(_WORDS, chance.randint(4, 12))), " ".join(chance.sample(_WORDS, 5))
        sentence = f"{a.labels[1].text} {middle} {b.labels[1].text} {end}"
        found.append((Span(len(text), len(text) + len(sentence)), a, b))
        text += sentence + ". "
    return text, found


def _told(number: int, doc: str, text: str, span: Span, a: Entity, b: Entity, chance: random.Random) -> Claim:
    modality = chance.choices(list(Modality), [8, 2, 1, 1])[0]
    evidence = (Evidence(doc, span, span.of(text)),)
    return Claim(f"{number:016x}", a.id, chance.choice(_PREDICATES), b.id, evidence, modality, chance.random() < 0.05)
