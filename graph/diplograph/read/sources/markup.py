"""HTML fragments → text, with nothing but the standard library: for feeds, mails and columns of tables."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from diplograph.read.sources.child import call
from diplograph.read.sources.items import Limits

_SHORT = 20_000

_BLOCKS = re.compile(
    "address|article|aside|blockquote|br|caption|d[dlt]|div|fig(caption|ure)|footer|form|h[1-6r]|header|li|main|nav|[ou]l|"
    "p|pre|section|t(able|body|d|foot|h|head|itle|r)"
)
_SILENT = frozenset(("script", "style", "template", "noscript", "svg", "head", "iframe"))
_LOOKS = re.compile(r"<(?:p|br|div|span|a|h[1-6]|ul|li|table|strong|b|i|em|img|html|body)\b[^<>]*>", re.IGNORECASE)


def looks_like_markup(text: str) -> bool:
    """Whether a text has HTML tags in it.

    >>> looks_like_markup("<p>a</p>"), looks_like_markup("a < b")
    (True, False)
    """
    return bool(_LOOKS.search(text))


def text_of(html: str, limits: Limits) -> str:
    """The text of an HTML fragment; a long one, which may be hostile, is parsed in the child."""
    if len(html) < _SHORT:
        return plain(html)
    text: str = call("markup", html.encode("utf-8", "surrogatepass"), limits)
    return text


def parse(data: bytes) -> str:
    """The text of an HTML fragment."""
    return plain(data.decode("utf-8", "surrogatepass"))


def plain(html: str) -> str:
    """The text of an HTML fragment, one line a block.

    >>> plain("<p>a&zwnj;b<script>x</script></p><p>c  d</p>")
    'a\\u200cb\\nc d'
    """
    parser = _Text()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split(None)) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.silent += tag in _SILENT
        if _BLOCKS.fullmatch(tag):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in _SILENT))
        if _BLOCKS.fullmatch(tag):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data.replace("\n", " "))
