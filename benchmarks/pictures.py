"""Take the pictures of the page again: those of README.md, and the one beside the sample.

python benchmarks/pictures.py
"""

from __future__ import annotations

import base64
import struct
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any

import numpy as np
from numpy.typing import NDArray

import diplograph

Pixels = NDArray[np.uint8]
ROOT = Path(__file__).parents[1]
SIZE = {"width": 1400, "height": 880}
MOST = 300_000  # bytes of a picture
_ARGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")

_READ = """async text => {
  const image = await createImageBitmap(new Blob([Uint8Array.from(atob(text), c => c.charCodeAt(0))]));
  const canvas = new OffscreenCanvas(image.width, image.height), ctx = canvas.getContext('2d');
  ctx.drawImage(image, 0, 0);
  const bytes = ctx.getImageData(0, 0, image.width, image.height).data, parts = [];
  for (let i = 0; i < bytes.length; i += 30000) parts.push(String.fromCharCode(...bytes.subarray(i, i + 30000)));
  return btoa(parts.join(''));
}"""


def overview(page: Any) -> None:
    """As it opens."""


def evidence(page: Any) -> None:
    """A quote is searched for, and what rests on it is opened."""
    page.fill("#search", "به امضا رساندیم")
    page.wait_for_timeout(200)
    page.press("#search", "Enter")
    page.wait_for_timeout(800)
    page.evaluate("document.activeElement.blur()")


PICTURES: dict[str, tuple[str, Callable[[Any], None]]] = {
    "docs/images/viewer.png": ("en-GB", overview),
    "docs/images/evidence.png": ("en-GB", evidence),
    "exports/sample/graph.png": ("fa-IR", overview),
}


def main() -> None:
    """Build the seeds, open the page, take each picture."""
    from playwright.sync_api import sync_playwright

    chromium = which("chromium") or which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = diplograph.build(ROOT / "seeds").view(Path(folder) / "graph.html", open=False)
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_ARGS))
        for name, (locale, act) in PICTURES.items():
            data = packed(pixels(browser, taken(browser, page, locale, act)))
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / name).write_bytes(data)
            print(f"{name}: {len(data):,} bytes{' – too large' if len(data) > MOST else ''}")
        browser.close()


def taken(browser: Any, file: Path, locale: str, act: Callable[[Any], None]) -> bytes:
    page = browser.new_page(viewport=SIZE, locale=locale)
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready=all]")
    page.wait_for_timeout(500)
    act(page)
    picture: bytes = page.screenshot()
    page.close()
    return picture


def pixels(browser: Any, png: bytes) -> Pixels:
    """Rows of (red, green, blue), as the browser reads them."""
    page = browser.new_page()
    text = page.evaluate(_READ, base64.b64encode(png).decode())
    page.close()
    flat: Pixels = np.frombuffer(base64.b64decode(text), dtype=np.uint8).reshape(SIZE["height"], SIZE["width"], 4)
    return flat[..., :3]


def packed(rows: Pixels) -> bytes:
    """A PNG of 256 colours: the most frequent ones as they are, and of the others what they round to."""
    height, width, _ = rows.shape
    seen, where, count = np.unique(rows.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    exact = seen[np.argsort(-count, kind="stable")[:128]]
    rounded, group = np.unique(seen >> 5, axis=0, return_inverse=True)
    often = np.argsort(-np.bincount(group.ravel(), count), kind="stable")[:128]
    palette = np.concatenate([exact, (rounded[often] << 5) + 16]).astype(np.int64)
    nearest = ((seen[:, None].astype(np.int64) - palette[None]) ** 2).sum(axis=2).argmin(axis=1).astype(np.uint8)
    lines = np.pad(nearest[where.ravel()].reshape(height, width), ((0, 0), (1, 0)))  # 0: a row without a filter
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", head), (b"PLTE", palette.astype(np.uint8).tobytes())]
    parts += [(b"IDAT", zlib.compress(lines.tobytes(), 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


if __name__ == "__main__":
    main()
