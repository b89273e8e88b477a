"""HTML pages as saved from news sites → the article, its title, date, publisher, language and address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from diplograph.errors import SourceError
from diplograph.read.language import tell_language
from diplograph.read.sources.child import call
from diplograph.read.sources.encoding import decode
from diplograph.read.sources.extras import need
from diplograph.read.sources.items import Item, Options, Read, document
from diplograph.read.sources.layout import lead, paragraphed
from diplograph.read.sources.streams import contents
from diplograph.read.sources.told import told_date
from diplograph.text import ZWNJ

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_NON_JOINER = re.compile(r"\u200c|&(?:amp;)?(?:zwnj|#8204|#x0*200c);", re.IGNORECASE)
_STANDS_IN = (
    "\u203f\u2040\u2054"  # printable characters that no article has: what is "unprintable" the extractor deletes
)
_BROKEN = re.compile(r"<br\b[^>]*>\s*<br\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_FEW = 3  # paragraphs: a page with fewer may break its lines instead
_SHORTEST = 40  # letters; less is a menu or a caption
_ARTICLES = frozenset(
    ("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "WebPage", "AnalysisNewsArticle")
)


def read(item: Item, options: Options) -> Read:
    """The article of a page."""
    data = contents(item, options.limits, "page_bytes")
    found = call("page", data, options.limits, encoding=options.encoding or _charset(item.media_type))
    text, url = found.pop("text"), found.pop("url") or item.url
    found["language"] = tell_language(text) or found["language"]  # many a page says "en" of a Persian text
    yield document(item.identifier, text, options, url=url, **found)


def parse(data: bytes, *, encoding: str | None) -> dict[str, str | None]:
    """The text of a page and what it says of itself, by name."""
    html = _NON_JOINER.sub(ZWNJ, _unlabelled(_decoded(data, encoding)))
    tree = need("lxml.html", "web").document_fromstring(html)
    told = _Told(tree)
    title, text = told.title(), _article(html)
    if sum(map(str.isalpha, text)) < _SHORTEST:
        raise SourceError("no article found in the page", hint="save the page of one article, or its text")
    before = lead(tree, text, told.description())
    if title and text.lstrip().startswith(title):
        text = text.replace(title, f"{title}\n{before}", 1) if before else text
    else:
        text = "\n\n".join(part for part in (title, before, text) if part)
    issued, publisher = told.issued(), told.publisher()
    return {"text": text, "title": title, "issued": issued, "publisher": publisher, **told.rest()}


def _article(html: str) -> str:
    """The text that the extractor finds, with its joiners."""
    stand_in = next((c for c in _STANDS_IN if c not in html), "\ufffc")
    shown: Any = html.replace(ZWNJ, stand_in)
    if _BROKEN.search(shown) and len(_PARAGRAPH.findall(shown)) < _FEW:
        shown = paragraphed(need("lxml.html", "web").document_fromstring(shown))
    found = need("trafilatura", "web").extract(shown, include_comments=False, include_tables=False)
    return (found or "").replace(stand_in, ZWNJ)


def _decoded(data: bytes, encoding: str | None) -> str:
    declared = _CHARSET.search(data[:4096])
    for name in (encoding, declared and declared[1].decode("ascii", "replace")):
        try:
            return data.decode(name) if name else decode(data)
        except (LookupError, UnicodeDecodeError, SourceError):
            continue
    try:
        return decode(data)
    except SourceError:
        text = data.decode("utf-8", "replace")  # pages are sewn together: one bad advertisement is no reason to stop
        if text.count("\ufffd") > len(text) // 200:
            raise
        return text


def _unlabelled(html: str) -> str:
    """Without the XML declaration, which parsers refuse in text that is decoded already."""
    return re.sub(r"^[\s\ufeff]*<\?xml[^>]{0,200}\?>", "", html)


def _charset(media_type: str) -> str | None:
    found = re.search(r"charset\s*=\s*\"?([\w.:-]+)", media_type, re.IGNORECASE)
    return found[1] if found else None


class _Told:
    """What a page says of itself: JSON-LD first, then Open Graph and other meta elements, then its visible elements."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree
        self.meta: dict[str, str] = {}
        for element in tree.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop") or ""
            self.meta.setdefault(name.lower(), element.get("content") or "")
        blocks = tree.xpath("//script[@type='application/ld+json']/text()")
        self.linked = next((node for node in _nodes(blocks) if _ARTICLES & set(_list(node.get("@type")))), {})

    def title(self) -> str | None:
        """The headline."""
        heads = (h.text_content() for h in self.tree.iter("h1"))
        titles = (t.text_content() for t in self.tree.iter("title"))
        return _first(
            [self.linked.get("headline"), self._named("og:title", "twitter:title", "dc.title"), *heads, *titles]
        )

    def issued(self) -> str | None:
        """The day of publication."""
        names = ("article:published_time", "datepublished", "dc.date.issued", "dc.date", "dcterms.created", "pubdate")
        times = [e.get("datetime") or e.text_content() for e in self.tree.iter("time")]
        told = [self.linked.get("datePublished"), *(self.meta.get(n) for n in (*names, "publishdate", "date")), *times]
        shown = (e.text_content() for e in self.tree.xpath(_DATED))
        return next(
            (date for v in [*told, *shown] if v and len(str(v)) < 200 and (date := told_date(v)) and len(date) == 10),
            None,
        )

    def publisher(self) -> str | None:
        """The outlet."""
        publisher = self.linked.get("publisher")
        named = publisher.get("name") if isinstance(publisher, dict) else publisher
        return _first([named, self._named("og:site_name", "application-name", "dc.publisher", "publisher")])

    def description(self) -> str | None:
        """What the article says in short."""
        return _first([self._named("description", "og:description"), self.linked.get("description")])

    def rest(self) -> dict[str, str | None]:
        """Language and address."""
        canonical = self.tree.xpath("//link[@rel='canonical']/@href")
        named = self._named("content-language", "dc.language")
        url = _first([*canonical, self._named("og:url"), self.linked.get("url")])
        return {
            "language": _first([self.tree.get("lang"), self.linked.get("inLanguage"), named]),
            "url": url if url and re.match("https?://", url) else None,
        }

    def _named(self, *names: str) -> str | None:
        return _first(self.meta.get(name) for name in names)


_DATED = (
    "//*[self::span or self::div or self::p or self::li or self::b]"
    "[contains(translate(concat(@class, ' ', @id, ' ', @itemprop), 'D', 'd'), 'date') or contains(@class, 'time')"
    " or contains(@class, 'publish')][string-length() < 160]"
)


def _nodes(blocks: Iterable[str]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        try:
            waiting = [json.loads(block)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, dict):
                yield node
                waiting += _list(node.get("@graph"))
            elif isinstance(node, list):
                waiting += node


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(values: Iterable[object]) -> str | None:
    return next((" ".join(v.split()) for v in values if isinstance(v, str) and v.strip()), None)
