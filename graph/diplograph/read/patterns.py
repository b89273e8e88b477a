"""Patterns made of the phrases of a language pack."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from diplograph.text import ZWNJ, key

# where the non-joiner stood: kept (and folded away), lost to a space, or left as an entity
_JOINER = r"(?:\s|&zwnj;|&nbsp;)?"
NEVER = "(?!)"
_SPACE = r"(?:\s|&nbsp;){1,9}"


def phrase(text: str) -> list[str]:
    """The pieces of a pattern that finds a phrase in folded text, its non-joiners kept, lost or spaced.

    >>> bool(re.fullmatch("".join(phrase("سه\\u200cشنبه")), "سه شنبه"))
    True
    """
    return [piece for c in text if (piece := _piece(c))]


@lru_cache(maxsize=1024)
def _piece(character: str) -> str:
    return {" ": _SPACE, ZWNJ: _JOINER}.get(character) or re.escape(key(character))


def trie(phrases: Iterable[str]) -> str:
    """A pattern of all the phrases, the longest first, that shares their beginnings: much faster than `a|b|c`.

    Of no phrases at all it makes one that never matches.

    >>> trie(["ab", "ac", "a"])
    'a(?:b|c)?'
    """
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for text in phrases:
        node = root
        for piece in phrase(text):
            node = node.setdefault(piece, {})
        node[""] = {}
    return _pattern(root) or NEVER


def _pattern(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    branches = [piece + _pattern(below) for piece, below in sorted(node.items()) if piece]
    if not branches:
        return ""
    if "" in node:
        return f"(?:{'|'.join(branches)})?"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
