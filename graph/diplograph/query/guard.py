"""What a query may be: a question, of a size that the parser survives, that fetches nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from diplograph.errors import QueryError

# Strings, IRIs and comments: what they hold is no SPARQL.
_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\s]*>'
    r"|\#[^\n]*",
    re.DOTALL,
)
_UPDATE = re.compile(r"\b(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD)\b", re.IGNORECASE)
_QUESTION = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
# A variable or the local part of a prefixed name may be called so; the parser takes `1SERVICE:x` for the keyword.
_NAMES = re.compile(r"[?$]\w+|:[\w%.-]+")
_BRANCH = re.compile(r"\|\||&&|[!|/^*+-]|\bUNION\b", re.IGNORECASE)
_BRACKET = re.compile(r"[{}()[\]]")
_DEPTH, _LENGTH, _GROUPS, _BRANCHES = 64, 100_000, 500, 1_000  # beyond these the parser can bring the process down
REMEMBERED = 64  # questions that are not looked through again when they are asked again


@lru_cache(REMEMBERED)
def guard(sparql: str) -> None:
    """Refuse what is not a question, would fetch something, or would bring the parser down. Raises `QueryError`.

    >>> guard("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    diplograph.errors.QueryError: query: SERVICE is not allowed: nothing is fetched
    hint: load the other data into the same build, or ask its endpoint directly
    """
    code = bare(sparql)
    if "SERVICE" in _NAMES.sub(" ", code).upper():
        hint = "load the other data into the same build, or ask its endpoint directly"
        raise QueryError("query: SERVICE is not allowed: nothing is fetched", hint=hint)
    if not _QUESTION.search(code):
        if update := _UPDATE.search(code):
            what = f"query: {update[1].upper()} is an update; only questions are answered"
            raise QueryError(what, hint="change the documents and build again")
        line = (sparql.lstrip().splitlines() or [""])[0]
        hint = "a question starts with SELECT, ASK, CONSTRUCT or DESCRIBE"
        raise QueryError(f"query:1:1: not SPARQL\n  {line}\n  ^", hint=hint)
    if len(sparql) > _LENGTH or _nesting(code) > _DEPTH or _groups(code) > _GROUPS or _branches(code) > _BRANCHES:
        hint = f"at most {_LENGTH} characters, {_DEPTH} brackets deep, {_GROUPS} brackets, {_BRANCHES} operators"
        raise QueryError("query: too large or too deeply nested", hint=hint)


def variables(sparql: str) -> list[str]:
    """The variables of a query, sorted.

    >>> variables("SELECT ?b { ?a ?p ?b }")
    ['?a', '?b', '?p']
    """
    return sorted({f"?{name}" for name in re.findall(r"[?$](\w+)", bare(sparql))})


@lru_cache(REMEMBERED)
def bare(sparql: str) -> str:
    """A query with its strings, IRIs and comments blanked, every character still in its place."""
    return _OPAQUE.sub(lambda m: " " * len(m[0]), sparql)


def _nesting(code: str) -> int:
    steps = (1 if bracket in "{([" else -1 for bracket in _BRACKET.findall(code))
    return max(accumulate(steps), default=0)


def _groups(code: str) -> int:
    return sum(code.count(bracket) for bracket in "{([")


def _branches(code: str) -> int:
    return len(_BRANCH.findall(code))
