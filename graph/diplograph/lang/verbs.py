"""Persian verb forms from two stems. Keys are folded: «می‌کند» is `میکند`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_PAST = {"م": "1s", "": "3s", "یم": "1p", "ید": "2p", "ند": "3p"}
_PRESENT = {"م": "1s", "د": "3s", "یم": "1p", "ید": "2p", "ند": "3p"}
_PERFECT = {"ام": "1s", "است": "3s", "ایم": "1p", "اید": "2p", "اند": "3p"}

_COPULA = tuple((w, "present", p) for w, p in (("است", "3s"), ("هست", "3s"), ("هستم", "1s"), ("هستیم", "1p"), ("هستند", "3p")))
_COPULA_NOT = {"نیست": "3s", "نیستم": "1s", "نیستیم": "1p", "نیستند": "3p"}


_NOUNS = frozenset({"روند", "دهم", "بند", "کشند"})  # nouns far more often than bare subjunctives


@dataclass(frozen=True, slots=True)
class Verb:
    """One form: its past stem, tense, person and polarity.

    `tense` is past, imperfect, present, subjunctive, participle, perfect, pluperfect, future, infinitive.
    """

    stem: str
    tense: str
    person: str
    negative: bool = False
    kind: str = ""


def _bare(past: str, present: str, kind: str) -> Iterator[tuple[str, str, str]]:
    """Forms without negation, as (form, tense, person)."""
    for ending, person in _PAST.items():
        yield past + ending, "past", person
        yield "می" + past + ending, "imperfect", person
    for ending, person in _PRESENT.items():
        form = present[:-1] + "ی" + ending if present.endswith("ی") and ending in ("د", "م") else present + ending
        yield "می" + form, "present", person
        yield "ب" + ("ی" + form if form.startswith("ا") else form), "subjunctive", person
        if form not in _NOUNS and (person[0] == "3" or person == "1p" or kind == "light"):
            yield form, "subjunctive", person
    yield past + "ه", "participle", ""
    for ending, person in _PERFECT.items():
        yield past + "ه" + ending, "perfect", person
    for ending, person in _PAST.items():
        yield past + "هبود" + ending, "pluperfect", person
    for ending, person in _PRESENT.items():
        yield "خواه" + ending + past, "future", person
    yield past + "ن", "infinitive", ""
    if kind == "copula":
        yield from _COPULA


def conjugate(past: str, present: str, kind: str = "") -> Iterator[tuple[str, Verb]]:
    """All forms of a verb, with their readings.

    >>> forms = dict(conjugate("کرد", "کن"))
    >>> forms["نمیکنند"].negative, forms["میکند"].tense, forms["کردهاند"].person
    (True, 'present', '3p')
    """
    if kind == "copula":
        for form, person in _COPULA_NOT.items():
            yield form, Verb(past, "present", person, True, kind)
    for form, tense, person in _bare(past, present, kind):
        yield form, Verb(past, tense, person, False, kind)
        if tense != "infinitive" and not form.startswith("ب" + present[:1]) or form == past:
            joint = "نی" if form.startswith("ا") else "ن"
            yield joint + form, Verb(past, tense, person, True, kind)
