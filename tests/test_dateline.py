"""What an article says of itself, and which of its lines are article."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.read.dateline import body, dateline
from diplograph.read.language import tell_language
from diplograph.text import Document, Span


def article(*lines: str) -> Document:
    return Document("a.txt", "\n".join(lines), "")


LEAD = "وزیر امور خارجه در دیدار با همتای خود گفت که این همکاری را ادامه می‌دهد."
REST = "وی افزود که گفت‌وگوهای دو طرف در هفته‌های آینده از سر گرفته می‌شود."
ARABIC = "قال وزير الخارجية إن هذا اللقاء كان في غاية الأهمية وأن التعاون بين البلدين مستمر"
ENGLISH = "The foreign minister said that the talks with his counterpart had been useful"
RUSSIAN = "Министр иностранных дел заявил, что переговоры с коллегой были полезными"

DATES = {
    "سه شنبه 14 آذر 1402 - 18:23": "2023-12-05",
    "۱۴۰۴/۰۶/۱۴ - ۱۳:۳۰:۲۴": "2025-09-05",
    "۱۱:۱۸ ۱۴۰۲-۶-۴": "2023-08-26",
    "۱۷:۴۷ &nbsp;-&nbsp; ۱۳۹۷/۹/۱۰": "2018-12-01",
    "تاریخ انتشار:  ۱۲:۰۱ - ۲۷ تير ۱۳۹۷ - 18 July 2018": "2018-07-18",
    "تاریخ انتشار: ۲۷ تیر ۱۳۹۷ - کد خبر: ۱۲۳۴۵۶": "2018-07-18",
    "2014-09-20": "2014-09-20",
    "2023-12-05T18:23:00+03:30": "2023-12-05",
    "چهارشنبه ۱۶ آذر ۱۴۰۱ ساعت ۱۰:۳۰": "2022-12-07",
    "25 آذر 95": "2016-12-15",
    "18:23 - 14 آذر 1402": "2023-12-05",
    "آذر ۱۴, ۱۴۰۲": "2023-12-05",
    "۱۴۰۲/۰۹/۱۴ | ۱۸:۲۳ | کد خبر: ۱۲۳": "2023-12-05",
    "سه‌شنبه / ۱۴ آذر ۱۴۰۲ / ۱۸:۲۳ / دسته‌بندی: سیاست خارجی / کد خبر: 1402091409": "2023-12-05",
    "تاریخ انتشار : سه شنبه ۱۴ آذر ۱۴۰۲ ساعت ۱۸:۲۳": "2023-12-05",
    "Dec 05, 2023, 18:23": "2023-12-05",
    "روز ۳ شهریور ۱۳۹۸ رئیس‌جمهور به وین رفت": None,
    "آذر ۱۴۰۲": None,
}


@pytest.mark.parametrize(("line", "issued"), DATES.items())
def test_a_dateline_tells_the_day(line: str, issued: str | None) -> None:
    assert dateline(article("تیتر خبر", line, LEAD)).issued == issued
    assert dateline(article("تیتر خبر", LEAD, *[REST] * 9, line)).issued == issued


FOREIGN = {
    "Tuesday, December 5, 2023 - 18:23": ENGLISH,
    "Published on 5 December 2023 at 18:23 GMT": ENGLISH,
    "5 декабря 2023 года, 18:23": RUSSIAN,
    "تاريخ النشر: الثلاثاء 5 ديسمبر/كانون الأول 2023": ARABIC,
    "5 كانون الأول/ديسمبر 2023": ARABIC,
}


@pytest.mark.parametrize(("line", "sentence"), FOREIGN.items())
def test_datelines_of_other_languages_tell_the_day(line: str, sentence: str) -> None:
    document = article(sentence[:30], line, sentence)
    assert dateline(document).issued == "2023-12-05"
    assert lines(document) == [sentence[:30], sentence]


def test_two_datelines_at_the_end_tell_nothing() -> None:
    assert dateline(article("برنامه", *[LEAD] * 9, "چهارشنبه 11 شهریور 94", "جمعه 13 شهریور 94")).issued is None


PUBLISHERS = {
    "به گزارش ایسنا، وزیر گفت": "ISNA",
    "به گزارش گروه سیاسی ایسنا به نقل از اسپوتنیک، وزیر گفت": "ISNA",
    "خبرگزاري فارس: وزیر گفت": "Fars News Agency",
    "به گزارش فارس به نقل از خبرگزاری فرانسه، وزیر گفت": "Fars News Agency",
    "به گزارش خبرنگار سياست خارجي خبرگزاري فارس، وزیر گفت": "Fars News Agency",
    "گروه بین‌الملل خبرگزاری مهر: وزیر گفت": "Mehr News Agency",
    "تهران- ایرنا- وزیر گفت": "IRNA",
    "ایسنا، گروه خاورمیانه: وزیر گفت": "ISNA",
    "ایسنا، وزیر گفت: این دیدار": None,
    "العالم - ایران": "Al-Alam",
    "وزیر در گفت‌وگو با ایسنا گفت": "ISNA",
    "کشتی‌ها در خلیج فارس ماندند": None,
    "به گزارش رویترز، وزیر گفت": None,
    "مهر و محبت": None,
}


@pytest.mark.parametrize(("line", "publisher"), PUBLISHERS.items())
def test_an_opening_tells_the_publisher(line: str, publisher: str | None) -> None:
    assert dateline(article("تیتر خبر", line, LEAD)).publisher == publisher


LANGUAGES = {
    "fa": LEAD,
    "ar": ARABIC,
    "en": ENGLISH,
    "ru": RUSSIAN,
    "uk": "Міністр закордонних справ заявив, що переговори з колегою були корисними і довгими",
    "fr": "Le ministre des affaires étrangères a déclaré que les entretiens avec son homologue",
    "tr": "Dışişleri bakanı ve mevkidaşı için bu görüşme daha önemli olarak görülüyor",
    "ur": "وزیر خارجہ نے کہا ہے کہ یہ ملاقات دونوں ملکوں کے لیے اہم ہے اور اس سے",
    "zh": "外交部长说会谈很有益",
    "he": "שר החוץ אמר כי השיחות היו מועילות",
    None: "12345 ---",
}


@pytest.mark.parametrize(("language", "text"), LANGUAGES.items())
def test_letters_and_small_words_tell_the_language(language: str | None, text: str) -> None:
    assert tell_language(text) == language


def test_the_title_is_the_first_line_that_is_title() -> None:
    assert dateline(article("", "العالم - ایران", "14 آذر 1402", "  **تیتر خبر**", LEAD)).title == "تیتر خبر"
    assert dateline(article(LEAD * 9)).title is None


def test_what_the_source_told_stays() -> None:
    told = replace(
        article("تیتر", "14 آذر 1402", "به گزارش ایسنا، وزیر"), title="a", issued="2020", publisher="b", language="en"
    )
    assert dateline(told) == told


FURNITURE = [
    "العالم - ایران",
    "سه شنبه 14 آذر 1402 - 18:23",
    "انتهای پیام",
    "انتهای‌پیام/ی",
    "انتهاي پيام/",
    "کد خبر: 1234",
    "برچسب‌ها: ایران، روسیه",
    "تاریخ انتشار: ۲۷ تیر ۱۳۹۷",
    "لینک کوتاه",
    "مرورگر شما از ویدئو پشتیبانی نمی‌کند.",
    "***",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_what_is_no_article_is_no_body(line: str) -> None:
    for document in (article("تیتر خبر", line, LEAD), article("تیتر خبر", LEAD, line)):
        assert lines(document) == ["تیتر خبر", LEAD]


@pytest.mark.parametrize("heading", ["پربیننده ترین خبرها", "مطالب مرتبط:", "اخبار مرتبط", "نظر شما"])
def test_what_follows_the_article_is_no_body(heading: str) -> None:
    assert lines(article("تیتر خبر", LEAD, heading, "ترامپ به چین می‌رود", "قیمت طلا")) == ["تیتر خبر", LEAD]


def test_a_title_counts_once() -> None:
    assert lines(article("تیتر خبر", "تیتر خبر", LEAD)) == ["تیتر خبر", LEAD]
    assert lines(article("تیتر خبر", "14 آذر 1402", "تيتر خبر", LEAD)) == ["تیتر خبر", LEAD]
    wrapped = article("تیتر خبر بلند", "این روز", "تیتر خبر بلند", "این روز", LEAD)
    assert lines(wrapped) == ["تیتر خبر بلند", "این روز", LEAD]
    assert lines(article("تیتر خبر بلند این روز", "تیتر خبر بلند", "این روز", LEAD)) == ["تیتر خبر بلند این روز", LEAD]


def test_the_end_mark_leaves_its_line() -> None:
    assert lines(article("تیتر", f"{LEAD} انتهای پیام")) == ["تیتر", LEAD]


def test_a_sentence_may_begin_as_furniture_does() -> None:
    kept = ["تیتر خبر", "در همین زمینه وزیر خارجه گفت که این دیدار مهم است.", "فیلم‌های تازه به جشنواره رفت."]
    assert lines(article(*kept)) == kept


def lines(document: Document) -> list[str]:
    return [span.of(document.text) for span in body(document)]


TEXTS = st.lists(
    st.one_of(st.sampled_from([*DATES, *PUBLISHERS, *FURNITURE, LEAD, REST, "", "مطالب مرتبط"]), st.text())
).map("\n".join)


@given(TEXTS)
def test_any_text_tells_what_it_can(text: str) -> None:
    told = dateline(Document("a.txt", text, ""))
    assert told.text == text
    assert dateline(told) == told


@given(TEXTS)
def test_the_body_lies_in_the_text_in_order(text: str) -> None:
    end = 0
    for span in body(Document("a.txt", text, "")):
        assert span.within(Span(end, len(text)))
        assert span.of(text).strip()
        end = span.end


@pytest.mark.parametrize("filler", [" ", ".", "\n", "- ", "ایسنا ", "به گزارش ", "انتهای پیام ", "1402/09/14\n", "<"])
def test_no_text_takes_long(filler: str) -> None:
    document = article("تیتر", filler * (200_000 // len(filler)), LEAD)
    started = process_time()
    dateline(document)
    body(document)
    assert process_time() - started < 3
