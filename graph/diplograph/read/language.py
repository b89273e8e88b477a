"""Which language a text is in, by its letters and commonest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from diplograph.lang import rows
from diplograph.text import ZWNJ

_SAMPLE = 800  # characters that tell a language
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "GREEK": "el",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "ARMENIAN": "hy",
}
_SCRIPTS |= {"GEORGIAN": "ka", "DEVANAGARI": "hi", "THAI": "th", "ARABIC": "", "LATIN": "", "CYRILLIC": ""}


def tell_language(text: str) -> str | None:
    """The language of a text as a BCP 47 tag, by its letters and commonest words; None when they do not tell.

    >>> tell_language("وزیر خارجه ایران گفت که این دیدار مهم است"), tell_language("قال الوزير إن هذا في غاية الأهمية")
    ('fa', 'ar')
    """
    sample = text[:_SAMPLE].replace(ZWNJ, " ").lower()
    letters = {letter: sample.count(letter) for letter in set(sample)}
    scripts = dict[str, int]()
    for letter in sorted(filter(str.isalpha, letters)):
        script = _script(letter)
        scripts[script] = scripts.get(script, 0) + letters[letter]
    script = max(scripts, key=lambda name: scripts[name], default="")
    if script == "CJK" and not scripts.keys().isdisjoint(("HIRAGANA", "KATAKANA")):
        return "ja"
    if _SCRIPTS.get(script) != "":
        return _SCRIPTS.get(script)
    signs, scores = _telltale(), dict[str, int]()
    said = Counter(filter(signs.__contains__, _WORD.findall(sample)))
    for sign, number in (*said.items(), *((f"*{letter}", n) for letter, n in letters.items())):
        for language in signs.get(sign, ()):
            scores[language] = scores.get(language, 0) + number
    best = sorted(scores, key=lambda language: (-scores[language], language))[:2]
    return best[0] if len(best) == 1 or (best and scores[best[0]] > scores[best[1]]) else None


@lru_cache(maxsize=1024)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]


@cache
def common_words() -> frozenset[str]:
    """The commonest words of the languages that we can tell; a single Latin or Arabic letter tells too little."""
    return frozenset(w for w in _telltale() if not w.startswith("*") and (len(w) > 1 or "Ѐ" <= w < "԰"))


@cache
def _telltale() -> dict[str, tuple[str, ...]]:
    signs: dict[str, tuple[str, ...]] = {}
    for language, kind, _, name in rows(".", "telltale", 4):
        sign = f"*{name}" if kind == "letter" else name
        signs[sign] = (*signs.get(sign, ()), language)
    return signs
