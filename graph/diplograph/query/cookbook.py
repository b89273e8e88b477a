"""The named queries: `queries/*.rq`, each with what it asks in English and in Persian as its first two lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Named:
    """A query of the cookbook: what it asks, in two languages, and what may be bound."""

    name: str
    english: str
    persian: str
    sparql: str

    @property
    def parameters(self) -> list[str]:
        """The variables that have one value, an example to be replaced, in the order of the query."""
        return list(dict.fromkeys(re.findall(r"VALUES \?(\w+) \{ \S+ \}", self.sparql)))


@cache
def cookbook() -> dict[str, Named]:
    """The named queries, by name."""
    folder = files("diplograph").joinpath("queries")
    found = sorted(f.name for f in folder.iterdir() if f.name.endswith(".rq"))
    return {n.removesuffix(".rq"): _named(n.removesuffix(".rq"), folder.joinpath(n).read_text("utf-8")) for n in found}


def _named(name: str, sparql: str) -> Named:
    english, persian = (line.removeprefix("#").strip() for line in sparql.splitlines()[:2])
    return Named(name, english, persian, sparql)
