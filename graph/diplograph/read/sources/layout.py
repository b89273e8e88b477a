"""What extractors miss in the layouts of news sites: paragraphs that are line breaks, a lead outside the body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_LEADS = re.compile(
    r"(?:^|[\s_-])(?:lead|leed|lid|lide|intro(?:text)?|summary|standfirst|sub-?title)(?:$|[\s_-])", re.I
)
_SHORT, _LONG = 30, 1500  # letters of a lead


def lead(tree: Any, text: str, description: str | None) -> str | None:
    """The lead of an article, where it stands between the headline and the text and is not in the text.

    It is called so in the page, or is what the page gives as its description.
    """
    lines = [line for line in map(_plain, text.splitlines()) if line]
    heads = {_plain(h.text_content()) for h in tree.iter("h1")}
    first = next((line for line in lines if line not in heads), "")
    body, found, headed = " ".join(lines), None, not heads
    for element in tree.iter("h1", "h2", "h3", "p", "div", "span"):
        if element.tag == "h1":
            headed, found = True, None
            continue
        if element.find("div") is not None or element.find("p") is not None:
            continue  # a frame around others
        shown = _plain(element.text_content())
        if first and shown.startswith(first[:80]):
            return found
        if headed and found is None and _SHORT <= len(shown) <= _LONG and shown not in body:
            around = [element, element.getparent()]
            named = _LEADS.search(" ".join(e.get(name) or "" for e in around for name in ("class", "id")))
            if (named or (description and shown == _plain(description))) and not element.xpath(_ELSEWHERE):
                found = shown
    return None


def paragraphed(tree: Any) -> Any:
    """A page in which lines that stand apart by two breaks are paragraphs."""
    for parent in {br.getparent() for br in tree.iter("br") if _is_break(br.getnext()) and not (br.tail or "").strip()}:
        _split(parent)
    return tree


_ELSEWHERE = ".//a | ancestor::nav | ancestor::aside | ancestor::footer | ancestor::li"


def _is_break(element: Any) -> bool:
    return element is not None and element.tag == "br"


def _split(parent: Any) -> None:
    pieces = list(_pieces(parent))
    for child in list(parent):
        parent.remove(child)
    parent.text = None
    parent.tag = "div" if parent.tag in ("p", "font", "span", "center") else parent.tag
    for text, children in pieces:
        paragraph = parent.makeelement("p")
        paragraph.text = text
        paragraph.extend(children)
        parent.append(paragraph)


def _pieces(parent: Any) -> Iterator[tuple[str, list[Any]]]:
    """The stretches between breaks: text, and the elements after it with their tails."""
    text, children = parent.text or "", list[Any]()
    for child in parent:
        if child.tag != "br":
            children.append(child)
            continue
        if text.strip() or children:
            yield text, children
        text, children = child.tail or "", []
    if text.strip() or children:
        yield text, children


def _plain(text: str) -> str:
    return " ".join(text.split())
