"""Dates of the press: a table of expressions, and laws that hold for any text."""

from __future__ import annotations

from datetime import date, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.read.when import find_dates
from diplograph.read.when.calendars import days, hijri, jalali, to_jalali, year_of
from diplograph.text import ZWNJ, fold

# expression | day of publication | what it means | what it means with a verb of the future ("=": the same)
CASES = """
۱۴ آذر ۱۴۰۲ | | 2023-12-05 | =
14 آذر 1402 - 18:23 | | 2023-12-05 | =
سه شنبه 14 آذر 1402 - 18:23 | | 2023-12-05 | =
چهارشنبه 14 آذر 1402 | 2023-12-09 | 2023-12-05 | =
۱۴۰۴/۰۶/۱۴ - ۱۳:۳۰:۲۴ | | 2025-09-05 | =
۱۱:۱۸ ۱۴۰۲-۶-۴ | | 2023-08-26 | =
14/9/1402 | | 2023-12-05 | =
99/04/13 | | 2020-07-03 | =
۲۷ تير ۱۳۹۷ - 18 July 2018 | | 2018-07-18 | =
18th July 2018 | | 2018-07-18 | =
July 18, 2018 | | 2018-07-18 | =
2018-07-18T10:00:00 | | 2018-07-18 | =
25/12/2023 | | 2023-12-25 | =
5/12/2023 | | 2023 | =
۲۷ ژوئن ۲۰۱۹ | | 2019-06-27 | =
۲۷ خردادماه ۱۳۹۸ | | 2019-06-17 | =
25 آذر 95، | | 2016-12-15 | =
۲۶ سنبله ۱۴۰۰ | | 2021-09-17 | =
15 رمضان 1445 | | 2024-03 | =
آذر ۱۴۰۲ | | 2023 | =
دی ۱۴۰۲ | | | =
ژوئن ۲۰۱۹ | | 2019-06 | =
سال ۲۰۱۵ | | 2015 | =
سال ۱۳۹۴ | | | =
14 تا 16 آذر 1402 | | 2023-12 | =
27 و 28 ژوئن | 2019-07-01 | 2019-06 |
۲۷ ژوئن | 2019-07-01 | 2019-06-27 |
بیست و هفتم ژوئن | 2019-07-01 | 2019-06-27 |
هفتم تیرماه (۲۸ ژوئن) | 2019-07-01 | 2019-06-28 |
اول مهر | 2023-12-05 | 2023-09-23 |
چهارم نوامبر | 2018-07-18 | | 2018-11-04
حملات 11 سپتامبر | 2023-12-05 | | =
۲۲ بهمن | 2020-02-15 | | =
سه‌شنبه ۲۲ بهمن | 2020-02-15 | 2020-02-11 | =
یکشنبه (هشتم تیرماه) | 2020-06-24 | 2020-06-28 | =
دوشنبه 14 مهرماه سال جاری | 2014-10-08 | 2014-10-06 | =
امروز | 2023-12-05 | 2023-12-05 | =
دیروز | 2023-12-05 | 2023-12-04 | =
روز گذشته | 2023-12-05 | 2023-12-04 | =
شب گذشته | 2023-12-05 | 2023-12-04 | =
پریروز | 2023-12-05 | 2023-12-03 | =
فردا | 2023-12-05 | 2023-12-06 | =
پس فردا | 2023-12-05 | 2023-12-07 | =
سه‌شنبه | 2023-12-07 | 2023-12-05 | 2023-12-12
سه شنبه | 2023-12-07 | 2023-12-05 | 2023-12-12
سهشنبه | 2023-12-07 | 2023-12-05 | 2023-12-12
سه&zwnj;شنبه | 2023-12-07 | 2023-12-05 | 2023-12-12
شنبه | 2023-12-05 | 2023-12-02 | 2023-12-09
پنج شنبه | 2023-12-07 | 2023-12-07 | =
دوشنبه هفته گذشته | 2023-12-05 | 2023-11-27 | =
پنجشنبه گذشته | 2019-07-01 | 2019-06-27 | =
پنجشنبه آینده | 2019-07-01 | 2019-07-04 | =
فردا چهارشنبه | 2023-12-05 | 2023-12-06 | =
امروز دوشنبه | 2023-12-05 | 2023-12-04 |
هفته گذشته | 2023-12-25 | 2023-12 | =
هفته گذشته | 2023-12-05 | 2023 | =
ساعت ۱۴ امروز | 2023-12-05 | 2023-12-05 | =
هفته‌ی گذشته | 2023-12-25 | 2023-12 | =
سه‌شنبه‌ی گذشته | 2023-12-07 | 2023-12-05 | =
جمعه‌شب | 2023-12-05 | 2023-12-01 | 2023-12-08
جمعه شب گذشته | 2023-12-05 | 2023-12-01 | =
۱۲ بهمن ۵۷ | | 1979-02-01 | =
هفته جاری | 2023-12-05 | 2023-12 | =
هفته آینده | 2020-07-07 | 2020-07 | =
ماه گذشته | 2023-12-05 | 2023 | =
ماه جاری (دسامبر) | 2023-12-05 | 2023-12 | =
ماه میلادی جاری | 2018-07-18 | 2018-07 | =
دسامبر سال گذشته | 2023-12-05 | 2022-12 | =
نوامبر گذشته | 2023-12-05 | 2023-11 | =
در ماه مه | 2019-07-01 | 2019-05 |
سال جاری | 2023-12-05 | 2023 |
سال جاری (میلادی) | 2018-07-18 | 2018 | =
سال گذشته میلادی | 2023-12-05 | 2022 | =
سال گذشته | 2023-12-05 | | =
چندی پیش | 2023-12-05 | | =
دو روز پیش | 2023-12-05 | 2023-12-03 | =
سه ماه پیش | 2023-12-05 | 2023 | =
10 روز دیگر | 2023-12-05 | 2023-12 | =
18 ماه گذشته | 2023-12-05 | | =
نیمه دوم دسامبر | 2018-12-30 | 2018-12 | =
امروز | 2023-12 | 2023-12 | =
امروز | | | =
سه شنبه | | | =
"""

# language | expression | what it means, published on Wednesday 6 December 2023 | with a verb of the future
FOREIGN = """
en | December 5 | 2023-12-05 |
en | Dec. 5, 2023 | 2023-12-05 | =
en | Tuesday, December 5 | 2023-12-05 | =
en | yesterday | 2023-12-05 | =
en | the 5th of December | 2023-12-05 |
en | last Friday | 2023-12-01 | =
en | in 2015 | 2015 | =
en | two weeks ago | 2023-11 | =
en | in November | 2023-11 |
en | this year | 2023 | =
en | last year | 2022 | =
ar | الشهر الماضي | 2023-11 | =
ar | 5 ديسمبر/كانون الأول 2003 | 2003-12-05 | =
ar | أمس الثلاثاء | 2023-12-05 | =
ar | الاثنين الماضي | 2023-12-04 | =
ar | أول من أمس | 2023-12-04 | =
ar | 18 من نوفمبر الماضي | 2023-11-18 | =
ar | عام 2015 | 2015 | =
ar | الأسبوع المقبل | 2023-12 | =
ru | 5 декабря 2003 года | 2003-12-05 | =
ru | вчера | 2023-12-05 | =
ru | в прошлую пятницу | 2023-12-01 | =
ru | в 2015 году | 2015 | =
ru | два дня назад | 2023-12-04 | =
"""

SILENT_FOREIGN = """
en | they may say
en | march to the sea
en | Good Friday
ar | في ذلك اليوم
ar | صلاة الجمعة
ru | в 2000 домах
"""

SILENT = """
نماز جمعه
امام جمعه تهران
در جهان امروز
چهارشنبه سوری
یک سال پیش از این دیدار
دو سال بعد
در مه آلود
3 می رود
تیر خورد
دهه 1980
سال 20300
1402/13/45
ایران و گروه 1+5
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_an_expression_means_its_date(case: str) -> None:
    text, issued, past, future = (cell.strip() for cell in case.split("|"))
    found = find_dates(fold(text).text, issued=issued or None)
    assert len(found) == 1
    assert found[0].iso == (past or None)
    assert found[0].when(future=True) == (found[0].iso if future == "=" else future or None)


@pytest.mark.parametrize("case", FOREIGN.strip().splitlines())
def test_the_same_holds_in_other_languages(case: str) -> None:
    language, text, past, future = (cell.strip() for cell in case.split("|"))
    (found,) = find_dates(fold(text).text, issued="2023-12-06", language=language)
    assert found.iso == past
    assert found.when(future=True) == (past if future == "=" else future or None)


@pytest.mark.parametrize("case", SILENT_FOREIGN.strip().splitlines())
def test_what_only_looks_like_a_date_is_none_in_other_languages(case: str) -> None:
    language, text = (cell.strip() for cell in case.split("|"))
    assert find_dates(fold(text).text, issued="2023-12-06", language=language) == []


@pytest.mark.parametrize("text", SILENT.strip().splitlines())
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(fold(text).text, issued="2023-12-05") == []


def test_a_list_of_days_is_no_single_day() -> None:
    found = find_dates("شنبه، یکشنبه و دیروز، هفته گذشته", issued="2023-12-06")
    assert [d.iso for d in found] == ["2023-12-02", "2023-12-03", "2023-12-05", "2023"]


def test_a_date_tells_whether_it_was_counted_from_publication() -> None:
    whole, counted = find_dates("14 اذر 1402 بود. دیروز", issued="2023-12-06")
    assert (whole.relative, whole.precision, counted.relative) == (False, "day", True)


def test_our_iranian_calendar_agrees_with_jdatetime() -> None:
    jdatetime = pytest.importorskip("jdatetime")
    day = date(1850, 1, 1)
    while day < date(2150, 1, 1):
        theirs = jdatetime.date.fromgregorian(date=day)
        assert to_jalali(day) == (theirs.year, theirs.month, theirs.day)
        day += timedelta(17)


DAYS = st.dates(date(1830, 1, 1), date(2150, 1, 1))


@given(DAYS)
def test_there_and_back_is_the_same_day(day: date) -> None:
    assert jalali(*to_jalali(day)) == day


@given(DAYS)
def test_a_day_lies_in_its_year_and_month(day: date) -> None:
    year, month, _ = to_jalali(day)
    for there in (days("jalali", year), days("jalali", year, month)):
        assert there.first <= day <= there.last
    assert hijri(year_of("hijri", day), 1, 1) <= day < hijri(year_of("hijri", day) + 1, 1, 1)


LOOSE = "گفت که و (در) روز ، ساعت 18:23 ماه سال 31 1402 99 - / . آذر ژوئن می دوم میلادی آینده گذشته شنبه"
WORDS = [
    *(line.split("|")[0].strip() for line in [*CASES.strip().splitlines(), *SILENT.strip().splitlines()]),
    *LOOSE.split(),
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
ODD = st.sampled_from(["2023-12", "1403", "", "nonsense", "2023-02-30"])
ISSUED = st.one_of(st.none(), DAYS.map(date.isoformat), ODD)


@given(TEXTS, ISSUED)
def test_a_date_is_true_of_every_day_that_it_may_mean(text: str, issued: str | None) -> None:
    for dated in find_dates(fold(text).text, issued=issued):
        if dated.first and dated.last:
            assert dated.first <= dated.last
            assert dated.iso is None or (dated.first.startswith(dated.iso) and dated.last.startswith(dated.iso))
        else:
            assert dated.iso is None


@given(TEXTS, ISSUED)
def test_dates_stand_in_order_and_apart(text: str, issued: str | None) -> None:
    folded = fold(text).text
    end = 0
    for dated in find_dates(folded, issued=issued):
        assert end <= dated.start < dated.end <= len(folded)
        end = dated.end


@given(TEXTS, ISSUED)
def test_spelling_and_lost_joiners_change_no_date(text: str, issued: str | None) -> None:
    other = text.replace(ZWNJ, "").translate({**str.maketrans("یک", "يك"), **{48 + n: 0x06F0 + n for n in range(10)}})
    told = [(d.iso, d.future_iso) for d in find_dates(fold(text).text, issued=issued)]
    assert told == [(d.iso, d.future_iso) for d in find_dates(fold(other).text, issued=issued)]


@given(st.text(), ISSUED)
def test_any_text_is_read(text: str, issued: str | None) -> None:
    find_dates(fold(text).text, issued=issued)


@pytest.mark.parametrize("filler", [" ", "-", "(", "&nbsp;", "دسامبر", "سال ", "1402/", "دو "])
def test_no_text_takes_long(filler: str) -> None:
    started = process_time()
    for word in ("دسامبر", "سال", "سال گذشته", "14 آذر", "هفته"):
        find_dates(fold(f"{word}{filler * (50_000 // len(filler))}x").text, issued="2023-12-05")
    assert process_time() - started < 3
