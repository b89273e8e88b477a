"""Which form an answer takes, by the client's Accept header or the `format` it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from diplograph.serve.refusal import Refusal

_RANGES = 100  # of an Accept header; the rest is not read
_RANGE = re.compile(r"\s*([\w.+*-]+)/([\w.+*-]+)\s*")
_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*(?:;|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an answer: its names for `format=`, its media types (the first is sent), and who writes it."""

    names: tuple[str, ...]
    types: tuple[str, ...]
    writer: ox.QueryResultsFormat | ox.RdfFormat | None

    @property
    def content_type(self) -> str:
        """What is sent as Content-Type."""
        return f"{self.types[0]}; charset=utf-8" if self.types[0].startswith("text/") else self.types[0]


_R, _G = ox.QueryResultsFormat, ox.RdfFormat
HTML = Form(("html",), ("text/html", "application/xhtml+xml"), None)
# Best first: what a client gets that takes anything.
RESULTS = (
    Form(("json", "srj"), ("application/sparql-results+json", "application/json"), _R.JSON),
    Form(("xml", "srx"), ("application/sparql-results+xml", "application/xml", "text/xml"), _R.XML),
    Form(("csv",), ("text/csv",), _R.CSV),
    Form(("tsv",), ("text/tab-separated-values",), _R.TSV),
)
GRAPHS = (
    Form(("ttl", "turtle"), ("text/turtle", "application/x-turtle"), _G.TURTLE),
    Form(("nt", "ntriples"), ("application/n-triples",), _G.N_TRIPLES),
    Form(("xml", "rdf", "rdfxml", "rdf+xml"), ("application/rdf+xml", "application/xml", "text/xml"), _G.RDF_XML),
    Form(("jsonld", "json-ld", "json"), ("application/ld+json", "application/json"), _G.JSON_LD),
    Form(("trig",), ("application/trig",), _G.TRIG),
    Form(("nq", "nquads"), ("application/n-quads",), _G.N_QUADS),
)


def choose(offers: Sequence[Form], accept: str, name: str = "") -> Form:
    """The form that fits best. Raises `Refusal` (406) where none fits.

    >>> choose(RESULTS, "text/csv;q=0.5, application/sparql-results+xml").names[0]
    'xml'
    >>> choose(GRAPHS, "", "nt").types[0]
    'application/n-triples'
    """
    if name:
        found = next((o for o in offers if name.lower() in o.names or name.lower() in o.types), None)
    else:
        found = _accepted(offers, list(_ranges(accept)) if accept.strip() else [("*/*", 1.0)])
    if found is None:
        hint = f"this answer comes as {', '.join(o.types[0] for o in offers)}, or with format={_names(offers)}"
        raise Refusal(406, "none of the formats asked for can hold this answer", hint=hint)
    return found


def _accepted(offers: Sequence[Form], ranges: Sequence[tuple[str, float]]) -> Form | None:
    """The offer of the best quality, the most exactly named, the first."""
    best = max(offers, key=lambda offer: _fit(offer.types, ranges))
    return best if _fit(best.types, ranges)[0] > 0 else None


def _fit(types: Sequence[str], ranges: Sequence[tuple[str, float]]) -> tuple[float, int]:
    """The quality that a client gives to a form, and how exactly it names it. By-names must be named exactly."""
    given, main = dict(reversed(ranges)), types[0]
    named = [(given[media], 0) for media in types if media in given]
    wide = [(given[r], -n) for n, r in enumerate((f"{main.partition('/')[0]}/*", "*/*"), 1) if r in given]
    return max(named) if named else wide[0] if wide else (0.0, -9)


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """The media ranges of an Accept header with their qualities.

    >>> list(_ranges("text/*;q=0.5, nonsense, */*"))
    [('text/*', 0.5), ('*/*', 1.0)]
    """
    for part in accept.split(",", _RANGES)[:_RANGES]:
        if found := _RANGE.match(part):
            quality = _QUALITY.search(part)
            yield f"{found[1]}/{found[2]}".lower(), float(quality[1]) if quality else 1.0


def _names(offers: Sequence[Form]) -> str:
    return "|".join(o.names[0] for o in offers)
