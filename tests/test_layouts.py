"""What is read of a page is the article, and little else, in every family of layouts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from diplograph.read.sources import read_documents
from diplograph.text import Document
from layouts import ARTICLES, FAMILIES


def f1(found: str, wanted: str) -> float:
    a, b = Counter(found.split()), Counter(wanted.split())
    return 2 * sum((a & b).values()) / (a.total() + b.total())


@pytest.mark.parametrize("number", range(len(ARTICLES)))
@pytest.mark.parametrize("family", FAMILIES)
def test_an_article_is_found_among_its_clutter(family: str, number: int, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    title, lead, paragraphs = ARTICLES[number]
    (tmp_path / "a.html").write_text(FAMILIES[family](number, ARTICLES[number]), encoding="utf-8")
    [document] = read_documents([tmp_path / "a.html"])
    assert isinstance(document, Document)
    assert document.title == title and document.language == "fa"
    assert f1(document.text, "\n".join([title, lead, *paragraphs])) >= 0.95, document.text
