"""Identity comes from content: readable ASCII slugs, and digests where a name alone would not do."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from diplograph.text import key

NS = "https://w3id.org/diplograph/ns#"
BASE = "https://w3id.org/diplograph/id/"

# Persian letters to ASCII, consonant by consonant: for ids that a person can tell apart, not for display.
_LATIN = dict(
    zip(
        "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
        [
            "a",
            "b",
            "p",
            "t",
            "s",
            "j",
            "ch",
            "h",
            "kh",
            "d",
            "z",
            "r",
            "z",
            "zh",
            "s",
            "sh",
            "s",
            "z",
            "t",
            "z",
            "a",
            "gh",
            "f",
            "q",
            "k",
            "g",
            "l",
            "m",
            "n",
            "v",
            "h",
            "i",
        ],
        strict=True,
    )
)


def digest(*parts: str, size: int = 8) -> str:
    """A short hexadecimal digest of the parts; `size` is in hexadecimal digits.

    >>> digest("a", "b") == digest("a", "b") != digest("ab", "")
    True
    """
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:size]


@lru_cache(maxsize=4096)
def slug(text: str, *, longest: int = 60) -> str:
    """A readable ASCII form of a name, for an IRI.

    >>> slug("Sergey Lavrov"), slug("António Guterres"), slug("لاوروف")
    ('sergey-lavrov', 'antonio-guterres', 'lavrvf')
    """
    latin = "".join(_LATIN.get(c, c) for c in key(text))
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-")


def named(kind: str, name: str, *distinct: str) -> str:
    """The id of a thing known only by a name: readable part and digest.

    >>> named("official", "لاوروف", "RU").startswith("official/lavrvf-")
    True
    """
    letters = key(name).replace(" ", "")  # «علی رضا» and «علیرضا» are one name
    return f"{kind}/{slug(letters, longest=48) or 'x'}-{digest(letters, *distinct)}"


def claim_id(
    subject: str, predicate: str, object_: str, modality: str, negated: bool, document: str, quote: str, *also: str
) -> str:
    """A claim's id: a digest of what is claimed, how, where and in which words; `also` are its office and speaker."""
    return digest(subject, predicate, object_, modality, str(negated), document, quote, *filter(None, also), size=16)
