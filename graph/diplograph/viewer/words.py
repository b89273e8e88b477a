"""The page's words as data: interface strings, sentences for claims, and how names are folded for search."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from diplograph.errors import PackError
from diplograph.text import key

LANGUAGES = ("en", "fa")


@cache
def strings() -> dict[str, dict[str, str]]:
    """The interface's words by language and key.

    >>> strings()["en"]["search"], strings()["fa"]["search"]
    ('Search names and quotes', 'جست‌وجوی نام‌ها و نقل‌قول‌ها')
    """
    found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for name, language, text in _rows("strings.tsv", 3):
        found[language][name] = text
    return found


@cache
def sentences() -> dict[str, dict[str, dict[str, str]]]:
    """How a claim is said in plain words: by language, predicate and form.

    The forms are `name` (of the relation), `fact`, `not` (it did not happen), `may` and `maynot` (for plans and hopes,
    put inside the frames of the pseudo-predicate `*`). `{s}` and `{o}` stand for subject and object.

    >>> sentences()["en"]["met"]["fact"]
    '{s} met {o}'
    """
    found: dict[str, dict[str, dict[str, str]]] = {language: {} for language in LANGUAGES}
    for predicate, form, language, text in _rows("predicates.tsv", 4):
        found[language].setdefault(predicate, {})[form] = text
    return found


@cache
def stages() -> dict[str, str]:
    """Which stage of an agreement's life a predicate tells of.

    >>> stages()["ratified"]
    'Ratified'
    """
    return {row[0]: row[1] for row in _rows("stages.tsv", 2)}


@cache
def folding() -> dict[str, str]:
    """What `diplograph.text.key` does to each character beyond lower case, so that the page folds as Python does.

    >>> folding()["ي"], folding()[chr(0x200C)]
    ('ی', '')
    """
    return {c: key(c) for c in map(chr, range(0xD800)) if key(c) != c.lower()} | {
        c: key(c) for c in map(chr, range(0xE000, 0x10000)) if key(c) != c.lower()
    }


def _rows(name: str, width: int) -> list[list[str]]:
    lines = files("diplograph.viewer").joinpath(name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:] if line]
    for number, row in enumerate(rows, 2):
        if len(row) != width:
            raise PackError(f"viewer/{name}:{number}: {len(row)} cells, not {width}", hint="separate with tabs")
    return rows
