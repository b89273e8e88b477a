"""Verb forms from two stems, by the endings of a language. Keys are folded: «می‌کند» is `میکند`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

Ending = tuple[str, str]  # form, person


@dataclass(frozen=True, slots=True)
class Verb:
    """One form: its past stem, tense, person, polarity, and the kind of the verb ("light", "speech", "move" …).

    `tense` is past, imperfect, present, subjunctive, participle, perfect, pluperfect, future, infinitive.
    """

    stem: str
    tense: str
    person: str
    negative: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Endings:
    """The endings of a language by paradigm (`past`, `present`, `negative` …): the rows of `endings.tsv`."""

    paradigms: dict[str, tuple[Ending, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Iterable[str]]) -> Endings:
        """From rows of paradigm, person and form; `-` is the empty form."""
        found: dict[str, list[Ending]] = {}
        for paradigm, person, form in rows:
            found.setdefault(paradigm, []).append(("" if form == "-" else form, person))
        return cls({k: tuple(v) for k, v in found.items()})

    def __getitem__(self, paradigm: str) -> tuple[Ending, ...]:
        return self.paradigms.get(paradigm, ())

    def mark(self, paradigm: str) -> str:
        """The one form of a paradigm that does not change with the person."""
        return next((form for form, _ in self[paradigm]), "")

    def has(self, paradigm: str, form: str) -> bool:
        """Whether a form is one of a paradigm's."""
        return any(form == f for f, _ in self[paradigm])

    def joined(self, mark: str, form: str) -> str:
        """A mark before a form, with the glide that some first letters ask for."""
        plain = form.startswith(tuple(stem for stem, _ in self["glide-not-before"]))  # «بیاید», but «بایستد»
        glides = self.has("glide-before", form[:1]) and not plain
        return mark + (self.mark("glide") + form if glides else form)


_BARE = frozenset({"light", "have", "copula"})  # kinds whose bare subjunctive is heard in every person


def conjugate(past: str, present: str, kind: str, endings: Endings) -> Iterator[tuple[str, Verb]]:
    """All forms of a verb, with their readings.

    >>> rows = [("past", "3p", "ند"), ("present", "3s", "د"), ("imperfect", "*", "می"), ("negative", "*", "ن")]
    >>> forms = dict(conjugate("کرد", "کن", "light", Endings.of(rows)))
    >>> forms["نمیکند"].negative, forms["میکند"].tense, forms["کردند"].person
    (True, 'present', '3p')
    """
    if kind == "copula":
        for form, person in endings["copula-not"]:
            yield form, Verb(past, "present", person, True, kind)
    if preverb := _preverb(past, present, endings):
        yield from _prefixed(preverb, past, present, kind, endings)
        return
    subjunctive, negative = endings.mark("subjunctive") + present[:1], endings.mark("negative")
    for form, tense, person in _positive(past, present, kind, endings):
        yield form, Verb(past, tense, person, False, kind)
        denied = endings.joined(negative, form)
        if endings.has("noun", denied):  # «نیم»: half
            continue
        if (tense != "infinitive" and not form.startswith(subjunctive)) or form == past:
            yield denied, Verb(past, tense, person, True, kind)


def _preverb(past: str, present: str, endings: Endings) -> str:
    """«بر» of «برگشت», «برگرد»: what both stems begin with, before which no mark stands."""
    return next((p for p, _ in endings["preverb"] if past.startswith(p) and len(present.removeprefix(p)) > 1), "")


def _prefixed(preverb: str, past: str, present: str, kind: str, endings: Endings) -> Iterator[tuple[str, Verb]]:
    """The forms of a verb whose marks stand behind a preverb: «برمی‌گردد», «برنگشت», «برگردد»."""
    negative, subjunctive = endings.mark("negative"), endings.mark("subjunctive")
    inner_past, inner_present = past.removeprefix(preverb), present.removeprefix(preverb)
    for form, tense, person in _positive(inner_past, inner_present, kind, endings):
        bare = form.removeprefix(subjunctive) if tense == "subjunctive" else form
        yield preverb + bare, Verb(past, tense, person, False, kind)
        if tense != "infinitive":
            yield preverb + endings.joined(negative, bare), Verb(past, tense, person, True, kind)


def _positive(past: str, present: str, kind: str, endings: Endings) -> Iterator[tuple[str, str, str]]:
    """Forms without negation, as (form, tense, person)."""
    imperfect, participle = endings.mark("imperfect"), past + endings.mark("participle")
    for ending, person in endings["past"]:
        if not (ending and endings.has("noun", past + ending)):  # «شدید»: strong; but «گردید» is a past, too
            yield past + ending, "past", person
        yield imperfect + past + ending, "imperfect", person
    for ending, person in endings["present"]:
        form = _present(present, ending, endings)
        yield imperfect + form, "present", person
        yield endings.joined(endings.mark("subjunctive"), form), "subjunctive", person
        bare = kind in _BARE or present.startswith(endings.mark("subjunctive"))  # «بردارید»
        if not endings.has("noun", form) and (person[0] == "3" or person == "1p" or bare):
            yield form, "present" if kind == "have" else "subjunctive", person
    yield participle, "participle", ""
    for ending, person in endings["perfect"]:
        yield participle + ending, "perfect", person
    for ending, person in endings["past"]:
        yield past + endings.mark("pluperfect") + ending, "pluperfect", person
    for ending, person in endings["present"]:
        yield endings.mark("future") + ending + past, "future", person
    yield past + endings.mark("infinitive"), "infinitive", ""
    if kind == "copula":
        for form, person in endings["copula"]:
            yield form, "present", person


def _present(present: str, ending: str, endings: Endings) -> str:
    """The present stem with an ending: «گوی» + «د» is «گوید»."""
    glide = endings.mark("glide")
    glides = bool(glide) and present.endswith(glide) and endings.has("glide-ending", ending)
    return present[:-1] + glide + ending if glides else present + ending
