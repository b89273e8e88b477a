"""Fuzz the readers of sources, guided by coverage (Linux, macOS). Not a part of the tests; it runs till it is stopped.

    pip install 'diplograph[fuzz]'
    python benchmarks/fuzz.py corpus/ -max_total_time=600 -timeout=30 -rss_limit_mb=2000

The first byte of an input chooses the name that its bytes go by. What is looked for: an error that gets out, a failure
that is no single line, a hang, a crash. Parsers that otherwise run in a child process run in this one. With no corpus
given, small files of every kind are written into it first.
"""

from __future__ import annotations

import io
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["diplograph"]):
    from diplograph.read.sources import Failure, Limits, Options, read_item
    from diplograph.read.sources.items import Item
    from diplograph.text import Document

ENDINGS = (
    "txt",
    "html",
    "rss",
    "jsonl",
    "json",
    "csv",
    "tsv",
    "parquet",
    "pdf",
    "docx",
    "mhtml",
    "eml",
    "warc",
    "gz",
    "zip",
    "tar",
)
NAMES = [f"a.{ending}" for ending in ENDINGS]
IN_A_CHILD = ("docx", "feed", "mail", "mhtml", "page", "pdf", "markup")
OPTIONS = Options(limits=Limits(item_bytes=200_000, page_bytes=200_000, record_bytes=50_000, container_bytes=500_000))


def here(module: str, data: bytes, _limits: Limits, **told: Any) -> Any:
    """Parse in this process what the readers hand to a child."""
    return import_module(f"diplograph.read.sources.{module}").parse(data, **told)


def one(data: bytes) -> None:
    """Read one input."""
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    item = Item(name, name, lambda: io.BytesIO(data[1:]))
    for found in read_item(item, OPTIONS):
        assert isinstance(found, Document | Failure)
        assert found.identifier.splitlines() == [found.identifier]
        if isinstance(found, Failure):
            assert len(f"{found} {found.hint}".splitlines()) == 1


def plant(corpus: Path) -> None:
    """Write small files of every kind into an empty corpus."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from test_sources import CASES, made

    corpus.mkdir(parents=True, exist_ok=True)
    for name in CASES if not any(corpus.iterdir()) else ():
        kinds = [i for i, n in enumerate(NAMES) if n.rpartition(".")[2] in name.split(".")]
        if len(made(name)) < 20_000:
            (corpus / name).write_bytes(bytes(kinds[:1] or [0]) + made(name))


if __name__ == "__main__":
    for folder in [a for a in sys.argv[1:] if not a.startswith("-")][:1]:
        plant(Path(folder))
    for module in IN_A_CHILD:
        import_module(f"diplograph.read.sources.{module}").call = here  # type: ignore[attr-defined]
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
