"""What the XML formats share: text that XML can hold, and elements on one line each."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SPECIAL = re.compile('[&<>"]|[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
_WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}


def text(value: str) -> str:
    r"""Text for an element or an attribute; what XML cannot hold becomes U+FFFD.

    >>> text('<"a">\x00') == "&lt;&quot;a&quot;&gt;\ufffd"
    True
    """
    return _SPECIAL.sub(lambda found: _WRITTEN.get(found[0], "\ufffd"), value)


def element(name: str, content: str = "", attributes: Mapping[str, str] | None = None) -> str:
    """An element; `content` is XML already, attributes are text.

    >>> element("node", attributes={"id": "a&b"})
    '<node id="a&amp;b"/>'
    """
    told = "".join(f' {key}="{text(value)}"' for key, value in (attributes or {}).items())
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"
