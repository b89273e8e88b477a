"""Accessible to everybody, as far as a program can tell: axe-core over every state of the page, if it can be had."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

import viewer_samples as samples

if TYPE_CHECKING:
    from conftest import Opened

pytestmark = pytest.mark.browser
Open = Callable[..., "Opened"]
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of axe-core, from an installed package or through npm; never part of the project."""
    for package in ("axe_playwright_python", "axe_core_python"):
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or []) if spec else []:
            for file in Path(folder).rglob("axe.min.js"):
                return file.read_text(encoding="utf-8")
    return _from_npm(tmp_path_factory.mktemp("axe"))


def _from_npm(folder: Path) -> str:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("axe-core is missing, and npm too")
    try:
        subprocess.run([npm, "pack", "axe-core@4"], cwd=folder, check=True, capture_output=True, timeout=60)
    except (subprocess.SubprocessError, OSError):
        pytest.skip("axe-core is missing, and npm cannot get it")
    with tarfile.open(next(folder.glob("axe-core-*.tgz"))) as archive:
        member = archive.extractfile("package/axe.min.js")
        assert member
        return member.read().decode()


def _no_violations(found: Opened, axe: str) -> None:
    found.page.evaluate(axe + ";0")
    result = found.page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", _RULES)
    assert len(result["passes"]) > 10
    told = [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
    assert told == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-GB", "fa-IR"])
def test_every_state_of_the_page(view: Open, axe: str, locale: str, scheme: str) -> None:
    found = view(locale=locale, color_scheme=scheme)
    found.open_filters()
    _no_violations(found, axe)
    found.search("lav", enter=False)
    _no_violations(found, axe)
    for name in ("Lavrov", "پیمان راهبردی", "JCPOA"):
        found.search(name)
        found.page.evaluate("for (const d of document.querySelectorAll('#panel details')) d.open = true")
        _no_violations(found, axe)
    found.page.click("#act-path")
    found.search("China")
    _no_violations(found, axe)
    found.page.click("#tool-view")
    _no_violations(found, axe)
    for tool in ("help", "keep"):
        found.page.click(f"#tool-{tool}")
        _no_violations(found, axe)
        found.page.click("#dialog-close")


def test_a_phone_an_empty_and_a_large_network(view: Open, axe: str) -> None:
    phone = view(viewport={"width": 390, "height": 800}, is_mobile=True, has_touch=True)
    phone.search("Lavrov")
    _no_violations(phone, axe)
    _no_violations(view(nx.MultiDiGraph()), axe)
    large = view(samples.generated(2500, 5000))
    large.open_filters()
    _no_violations(large, axe)
