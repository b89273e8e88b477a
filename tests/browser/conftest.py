"""A headless Chromium, and pages opened in it that report everything they should not do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import viewer_samples as samples
from diplograph.viewer import render

if TYPE_CHECKING:
    import networkx as nx
    from playwright.sync_api import Browser, Page

_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def _missing(what: str) -> None:
    """Skip where a person works, fail where nobody looks."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI must not skip the page", pytrace=False)
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        _missing("Chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(_ARGS))
        yield running
        running.close()


@dataclass
class Opened:
    """A page, and what it did that it should not."""

    page: Page
    file: Path
    faults: list[str] = field(default_factory=list)

    def search(self, text: str, *, enter: bool = True) -> None:
        self.page.fill("#search", text)
        self.page.wait_for_timeout(60)
        if enter:
            self.page.press("#search", "Enter")

    @property
    def panel(self) -> str:
        return self.page.inner_text("#panel") if self.page.is_visible("#panel") else ""

    @property
    def title(self) -> str:
        return self.page.inner_text("#panel h2.title")

    def claims(self) -> list[str]:
        """The words of the claims in the panel."""
        return self.page.locator("#panel .words").all_inner_texts()

    def rows(self) -> int:
        """How many claims are shown, as the table counts them."""
        self.page.click("#tool-view")
        text = self.page.inner_text("#table caption")
        self.page.click("#tool-view")
        return int("".join(c for c in text if c.isdigit()))

    def until(self, condition: str) -> None:
        """Wait for a condition; Playwright's own way needs eval, which the page forbids."""
        for _ in range(100):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"never: {condition}")

    def open_filters(self) -> None:
        self.page.evaluate("for (const d of document.querySelectorAll('#side details')) d.open = true")

    def tool(self, name: str) -> None:
        self.page.click("#tool-keep")
        self.page.click(f"#dialog button:has-text('{name}')")


Open = Callable[..., Opened]


@pytest.fixture
def view(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a network as a page; in the end nothing may have gone wrong."""
    opened: list[Opened] = []

    def show(
        graph: nx.MultiDiGraph | None = None,
        *,
        file: Path | None = None,
        hash_: str = "",
        script: str = "",
        title: str = "Sample",
        ready: str = "all",
        **context: Any,
    ) -> Opened:
        if file is None:
            file = tmp_path / f"{len(opened)}.html"
            file.write_bytes(render(samples.sample() if graph is None else graph, title=title).encode())
        page = browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **context}
        ).new_page()
        page.set_default_timeout(15_000)
        found = Opened(page, file)
        page.on("console", lambda m: found.faults.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: found.faults.append(str(error)))
        page.on("dialog", lambda d: (found.faults.append(f"dialog {d.message}"), d.dismiss()))
        page.on(
            "request", lambda r: None if r.url.startswith(("file:", "blob:", "data:")) else found.faults.append(r.url)
        )
        page.add_init_script(
            "window.faults = []; addEventListener('securitypolicyviolation', e => faults.push(e.violatedDirective));"
            + script
        )
        page.goto(file.as_uri() + hash_)
        page.wait_for_selector(f"html[data-ready={ready}]")
        opened.append(found)
        return found

    yield show
    for found in opened:
        violations = found.page.evaluate("window.faults")
        found.page.context.close()
        assert found.faults == []
        assert violations == []
