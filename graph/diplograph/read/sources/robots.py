"""What a site asks of robots (RFC 9309): the longest rule that fits decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

_LONGEST = 500_000


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for one robot: patterns of paths, and whether they may be fetched."""

    rules: tuple[tuple[str, bool], ...] = ()

    def allow(self, target: str) -> bool:
        """Whether a path with its query may be fetched; of two rules of one length, the one that allows decides."""
        fits = [(len(pattern), yes) for pattern, yes in self.rules if _fits(pattern, unquote(target))]
        return max(fits)[1] if fits else True


def read(data: bytes, agent: str) -> Rules:
    """The rules of a robots.txt for an agent: of the groups that name it, else of those for all.

    >>> rules = read(b"User-agent: *\\nDisallow: /a\\nAllow: /a/b$\\n\\nUser-agent: other\\nDisallow: /", "diplograph")
    >>> [rules.allow(target) for target in ("/", "/a/c", "/a/b", "/a/b/c")]
    [True, False, True, False]
    """
    groups: dict[str, list[tuple[str, bool]]] = {}
    agents: list[str] = []
    heading = False
    for line in data[:_LONGEST].decode("utf-8", "replace").lstrip("\ufeff").splitlines():
        name, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        if name.lower() == "user-agent":
            agents = [*(agents if heading else ()), value.lower()]
            heading = True
            groups.setdefault(value.lower(), [])
        elif name.lower() in ("allow", "disallow"):
            heading = False
            for one in agents if value else ():
                groups[one].append((unquote(value), name.lower() == "allow"))
    named = [group for group in groups if group != "*" and agent.lower().startswith(group)]
    return Rules(tuple(rule for group in named or ["*"] for rule in groups.get(group, ())))


def _fits(pattern: str, target: str) -> bool:
    """Whether a pattern, in which * is anything and $ the end, fits the beginning of a target.

    >>> _fits("/*.pdf$", "/a/b.pdf"), _fits("/*.pdf$", "/a/b.pdf?x"), _fits("/a", "/ab")
    (True, False, True)
    """
    ends = pattern.endswith("$")
    first, *rest = re.sub(r"\*+", "*", pattern.removesuffix("$")).split("*")
    if not target.startswith(first):
        return False
    at = len(first)
    for n, piece in enumerate(rest):  # by hand: a pattern of many stars costs a regular expression ages
        if ends and n == len(rest) - 1:
            return len(target) - len(piece) >= at and target.endswith(piece)
        found = target.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not ends or at == len(target)
