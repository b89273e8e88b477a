"""The page where it is wanted: in a browser, or in a cell of a notebook."""

from __future__ import annotations

import sys
import webbrowser
from html import escape
from pathlib import Path

_MAY = ("allow-scripts", "allow-downloads", "allow-modals", "allow-popups", "allow-popups-to-escape-sandbox")
_HEIGHT = 640


def frame(page: str, *, title: str = "diplograph", height: int = _HEIGHT) -> str:
    """The page as a frame that can stand in another page and can touch nothing of it.

    The frame is sandboxed without `allow-same-origin`: what is in it has an origin of its own, and neither the
    cookies nor the cells of a notebook are within its reach. The page's own policy goes with it.

    >>> frame("<p>", height=100).endswith('srcdoc="&lt;p&gt;"></iframe>')
    True
    """
    style = f"width:100%;height:{height}px;border:1px solid #8888;border-radius:8px"
    return (
        f'<iframe title="{escape(title)}" style="{style}" sandbox="{" ".join(_MAY)}" referrerpolicy="no-referrer" '
        f'allow="clipboard-write" srcdoc="{escape(page)}"></iframe>'
    )


def browse(file: Path) -> bool:
    """Open a file in the browser; where there is none, say which file to open."""
    opened = webbrowser.open(file.resolve().as_uri())
    if not opened:
        sys.stderr.write(f"no browser found here: open {file} in one\n")
    return opened
