"""Laws of reading: what holds for every text. hypothesis composes news of the usual shapes, and texts of no shape."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.case import HERE, cases
from diplograph.model import Claim, Extraction
from diplograph.pipeline import extract
from diplograph.read.index import index
from diplograph.read.tokens import tokenize
from diplograph.text import ZWNJ, Document

# No deadline: the first reading of a process loads the packs.
law = settings(deadline=None, max_examples=60)
wide = settings(deadline=None, max_examples=200)

WHO = (
    "سرگئی لاوروف وزیر امور خارجه روسیه",
    "وزیر خارجه ترکیه",
    "هاکان فیدان وزیر خارجه ترکیه",
    "رئیس‌جمهور عراق",
    "نخست‌وزیر پاکستان",
    "توماس رینگولد سفیر نروژ در عمان",
    "معاون وزیر خارجه چین",
    "صدراعظم آلمان",
    "دبیرکل سازمان ملل متحد",
    "سخنگوی وزارت خارجه مصر",
)
STATE = ("ایران", "آمریکا", "فرانسه", "قزاقستان", "ژاپن", "عربستان", "اتحادیه اروپا")
TOWN = ("تهران", "آنکارا", "وین", "ژنو", "نیویورک", "مسکو")
DEAL = ("برجام", "توافق‌نامه همکاری‌های گمرکی", "یادداشت تفاهم حمل و نقل", "معاهده استرداد مجرمان", "توافق پاریس")
SENTENCE = (
    "{who} با {who2} دیدار کرد.",
    "{who} در {town} با {who2} گفت‌وگو کرد.",
    "{who} در گفت‌وگوی تلفنی با {who2} بر ادامه رایزنی‌ها تأکید کرد.",
    "{who} به {state} سفر خواهد کرد.",
    "{who} گفت: «{state} {deal} را نقض کرده است».",
    "{state} از {deal} خارج شد.",
    "{state} و {state2} {deal} را امضا نکردند.",
    "{state} {state2} را تحریم می‌کند.",
    "{who} از {state} انتقاد کرد.",
    "قرار است {who} با همتای خود از {state} ملاقات کند.",
    "اگر {state} به {state2} حمله کند، {who} به {town} می‌رود.",
    "همکاری‌های {state} و {state2} را {who} ستود.",
    "{who} افزود: «نمی‌توانیم از {state} حمایت کنیم».",
    "وی روز ۱۴ آذر ۱۴۰۲ وارد {town} شد.",
)
QUIET = ("هوا سرد است و برف می‌بارد.", "بهای نان گران‌تر شده است.", "مردم به بازار رفته‌اند و میوه می‌خرند.")


@st.composite
def news(draw: st.DrawFn) -> str:
    """A few sentences of the usual shapes, in one or two paragraphs."""
    out = []
    for shape in draw(st.lists(st.sampled_from(SENTENCE), min_size=1, max_size=4)):
        who, who2 = draw(st.lists(st.sampled_from(WHO), min_size=2, max_size=2, unique=True))
        state, state2 = draw(st.lists(st.sampled_from(STATE), min_size=2, max_size=2, unique=True))
        town, deal = draw(st.sampled_from(TOWN)), draw(st.sampled_from(DEAL))
        out.append(shape.format(who=who, who2=who2, state=state, state2=state2, town=town, deal=deal))
    return draw(st.sampled_from((" ", "\n"))).join(out)


def read(text: str, *, name: str = "a.txt") -> Extraction:
    return extract(Document(name, text, "0" * 64, issued="2023-12-06"))


def said(claim: Claim) -> tuple[object, ...]:
    """What a claim says, whatever words it is put in."""
    return (claim.subject, claim.predicate, claim.object, str(claim.modality), claim.negated, claim.speaker)


def told(text: str) -> list[tuple[object, ...]]:
    return sorted(map(said, read(text).claims), key=repr)


REAL = sorted({case.text for path in sorted(HERE.glob("*.txt")) for case in cases(path)})

# -- evidence --------------------------------------------------------------------------------------------------------


@law
@given(news())
def test_every_quote_is_in_its_source(text: str) -> None:
    found = read(text)
    for evidence in (e for c in found.claims for e in c.evidence):
        assert evidence.exact
        assert evidence.exact == text[evidence.span.start : evidence.span.end]
    for mention in found.mentions:
        assert 0 <= mention.span.start < mention.span.end <= len(text)


@law
@given(news())
def test_no_quote_runs_over_a_paragraph(text: str) -> None:
    assert not [e.exact for c in read(text).claims for e in c.evidence if "\n" in e.exact]


def unsupported(text: str) -> list[tuple[str, str, str]]:
    """Claims with an end, or a speaker, that no word of the text stands for up to the end of their sentence."""
    found = read(text)
    out = []
    for claim in found.claims:
        stop = max(text.find(".", e.span.end - 1) for e in claim.evidence)
        near = {m.entity for m in found.mentions if stop < 0 or m.span.start <= stop}
        near |= {land for e in claim.evidence for land in lands(e.exact)}
        ends = {claim.subject, claim.object, *([claim.speaker] if claim.speaker else [])}
        out += [(claim.predicate, end, claim.evidence[0].exact) for end in sorted(ends - near)]
    return out


def lands(quote: str) -> set[str]:
    """The countries that words of a quote stand for: by name, by adjective, by a town in them."""
    dictionary = index("fa")
    keys = [t.key for t in tokenize(quote, dictionary.lang)]
    senses = [s for i in range(len(keys)) for s in (dictionary.at(keys, i) or (0, ()))[1]]
    towns = {dictionary.world.places[s.id].country for s in senses if s.kind == "place"}
    return {f"country/{c}" for c in towns | {s.id for s in senses if s.kind == "country"}}


@law
@given(news())
def test_the_ends_of_a_claim_have_been_mentioned(text: str) -> None:
    assert unsupported(text) == []


@pytest.mark.parametrize("text", REAL)
def test_the_ends_of_a_claim_have_been_mentioned_in_every_case(text: str) -> None:
    assert unsupported(text) == []


@law
@given(news())
def test_every_end_is_an_entity_of_the_extraction(text: str) -> None:
    found = read(text)
    known = {e.id for e in found.entities}
    for claim in found.claims:
        ends = {claim.subject, claim.object, claim.speaker, claim.place, claim.office} - {None}
        assert ends <= known
    assert {m.entity for m in found.mentions} <= known


@law
@given(news())
def test_claims_of_one_id_differ_in_their_speaker_at_most(text: str) -> None:
    claims = read(text).claims
    assert len({(c.id, c.speaker) for c in claims}) == len(claims)


def test_a_document_mentions_what_is_known_though_it_claims_nothing_of_it() -> None:
    found = read(
        "وزیر خارجه ایران به بغداد رفت.\nآژانس بین‌المللی انرژی اتمی و تنگه هرمز نیز موضوع خبرها بود. برجام مهم است."
    )
    mentioned = {m.entity for m in found.mentions}
    assert {"organization/international-atomic-energy-agency", "place/strait-of-hormuz", "agreement/jcpoa"} <= mentioned
    assert mentioned <= {e.id for e in found.entities}


def test_what_names_two_together_is_the_name_of_neither() -> None:
    found = read("«ایوان پترنکو» و «کریم ناصر»، وزرای خارجه اوکراین و اردن، دیدار کردند. دو ملت نپال و پرو جشن گرفتند.")
    names = {name.text for e in found.entities for name in (*e.labels, *e.names) if e.id.startswith(("off", "count"))}
    assert {"ایوان پترنکو", "کریم ناصر"} <= names
    assert not [name for name in names if " و " in name]


def test_the_same_words_of_two_speakers_are_two_claims() -> None:
    words = "گفت: «ایران برجام را نقض کرده است»."
    claims = read(f"وزیر خارجه روسیه {words} وزیر خارجه ترکیه {words}").claims
    said_so = [c for c in claims if c.predicate == "violates"]
    assert len(said_so) == 2
    assert len({c.id for c in said_so}) == 2


@law
@given(news())
def test_the_ends_of_a_symmetric_claim_come_in_order(text: str) -> None:
    claims = read(text).claims
    assert all(c.subject < c.object for c in claims if c.predicate in ("met", "phoned", "cooperatesWith"))


# -- spelling --------------------------------------------------------------------------------------------------------

ARABIC = str.maketrans("یک۰۱۲۳۴۵۶۷۸۹", "يك٠١٢٣٤٥٦٧٨٩")
ASCII_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


@law
@given(news())
def test_losing_the_non_joiner_changes_nothing(text: str) -> None:
    assert told(text.replace(ZWNJ, "")) == told(text)


@law
@given(news())
def test_a_space_for_the_non_joiner_changes_nothing(text: str) -> None:
    assert told(text.replace(ZWNJ, " ")) == told(text)


@law
@given(news())
def test_arabic_letters_and_digits_change_nothing(text: str) -> None:
    assert told(text.translate(ARABIC)) == told(text)


@law
@given(news())
def test_ascii_digits_change_nothing(text: str) -> None:
    assert told(text.translate(ASCII_DIGITS)) == told(text)


@law
@given(news())
def test_vowel_signs_and_kashida_change_nothing(text: str) -> None:
    assert told(text.replace("ر", "ر\u0650").replace("سی", "سـی")) == told(text)


@law
@given(news())
def test_no_break_spaces_and_double_spaces_change_nothing(text: str) -> None:
    assert told(text.replace(" ", "\u00a0 ")) == told(text)


SPELLINGS = {
    "joined": lambda text: text.replace(ZWNJ, ""),
    "arabic": lambda text: text.translate(ARABIC),
    "ascii": lambda text: text.translate(ASCII_DIGITS),
    "no-break": lambda text: text.replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_case_says_the_same_in_other_spellings(spelling: str) -> None:
    spell = SPELLINGS[spelling]
    assert [text for text in REAL if told(spell(text)) != told(text)] == []


BEARER = "بهرام {} سفیر ایران در فنلاند با وزیر خارجه فنلاند دیدار کرد."


def test_a_newcomer_is_the_same_with_his_non_joiner_lost() -> None:
    assert told(BEARER.format("کاوهنیا")) == told(BEARER.format("کاوه\u200cنیا"))


def test_a_newcomer_is_the_same_with_a_space_for_his_non_joiner() -> None:
    assert told(BEARER.format("کاوه نیا")) == told(BEARER.format("کاوه\u200cنیا"))


# -- context ---------------------------------------------------------------------------------------------------------


@law
@given(news(), st.sampled_from(QUIET))
def test_a_paragraph_without_actors_in_front_changes_nothing(text: str, quiet: str) -> None:
    assert told(f"{quiet}\n{text}") == told(text)


@law
@given(news(), st.sampled_from(QUIET))
def test_a_paragraph_without_actors_behind_changes_nothing(text: str, quiet: str) -> None:
    assert told(f"{text}\n{quiet}") == told(text)


# -- purity ----------------------------------------------------------------------------------------------------------


@law
@given(news())
def test_the_same_document_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


@law
@given(news())
def test_an_extraction_survives_pickling(text: str) -> None:
    found = read(text)
    assert pickle.loads(pickle.dumps(found)) == found


def test_claims_do_not_depend_on_document_order() -> None:
    texts = REAL[:60]
    forwards = [read(t, name=f"{n}.txt") for n, t in enumerate(texts)]
    backwards = [read(t, name=f"{n}.txt") for n, t in reversed(list(enumerate(texts)))]
    assert forwards == backwards[::-1]


def everything() -> str:
    """All that all cases give, as text: what two processes compare."""
    return "\n".join(repr(read(t, name=f"{n}.txt")) for n, t in enumerate(REAL))


def test_another_process_with_another_hash_seed_gives_the_same() -> None:
    tests = str(Path(__file__).parent)
    program = "from test_reader_laws import everything; import sys; sys.stdout.buffer.write(everything().encode())"
    for seed in ("1", "77"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([tests, *sys.path])}
        done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, check=True)
        assert done.stdout.decode() == everything()


# -- anything at all -------------------------------------------------------------------------------------------------

_MARKS = ("«", "»", '"', "(", ")", "،", "؛", ":", ".", "؟", "\n", "\u200c", "\u200f", "۱۴")
_SMALL = (
    "که",
    "را",
    "و",
    "از",
    "به",
    "با",
    "در",
    "گفت",
    "دیدار کرد",
    "نمی",
    "ها",
    "می",
    "همتای",
    "این",
    "خود",
    "دو کشور",
    "وی",
)
_PIECES = st.sampled_from((*WHO, *STATE, *DEAL, *TOWN, *_MARKS, *_SMALL))


@wide
@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    found = read(text)
    assert all(e.exact == text[e.span.start : e.span.end] for c in found.claims for e in c.evidence)


@wide
@given(st.lists(_PIECES, max_size=40))
def test_any_jumble_of_words_can_be_read(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = read(text)
    assert all(e.exact == text[e.span.start : e.span.end] for c in found.claims for e in c.evidence)
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in found.mentions)


# By number: such characters in a source file could hide what it says.
_NOISE = (
    (0,),
    (0xD800,),
    (0xDFFF, 0xD800),
    (0x202E,),
    (0xFEFF,),
    (0x200C,) * 2,
    (0x064B,),
    (0x0D,),
    (0x0B,),
    (0x2028,),
    (0x1D504,),
)


def _noise(codes: tuple[int, ...]) -> object:
    return pytest.param(codes, id=" ".join(f"{c:04X}" for c in codes))


@pytest.mark.parametrize("codes", [_noise(codes) for codes in _NOISE])
def test_odd_characters_anywhere_can_be_read(codes: tuple[int, ...]) -> None:
    noise = "".join(map(chr, codes))
    for text in (
        f"وزیر خارجه {noise}ترکیه با وزیر خارجه عراق دیدار کرد.",
        f"{noise}ایران و چین{noise} توافق کردند{noise}.",
    ):
        found = read(text)
        assert all(e.exact == text[e.span.start : e.span.end] for c in found.claims for e in c.evidence)
        assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize(
    "line",
    [
        "ا" * 20_000,
        "ایران و " * 2_500,
        "«" * 20_000,
        "که " * 5_000,
        "وزیر خارجه " * 2_000,
        "گفت " * 4_000,
        "معاهده " * 3_000,
        "می " * 5_000,
        "(" * 10_000 + "ایران" + ")" * 10_000,
        "سرگئی لاوروف، " * 1_500,
        "یادداشت تفاهم میان ایران، " * 800,
        "\n" * 20_000,
        "\u200c" * 20_000,
        "۱۴۰۲" * 5_000,
    ],
    ids=lambda line: repr(line[:12]),
)
def test_a_line_of_twenty_thousand_characters_takes_no_age(line: str) -> None:
    began = time.process_time()
    read(line)
    assert time.process_time() - began < 10
