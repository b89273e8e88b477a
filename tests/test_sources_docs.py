"""What docs/sources.md and docs/dates.md show is what happens."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize("name", ["sources.md", "dates.md"])
def test_every_example_holds(name: str) -> None:
    assert doctest.testfile(str(DOCS / name), module_relative=False, encoding="utf-8").failed == 0
