"""CPU a document that reading costs, beside two tokenizers that do far less, on the same texts in the same run.

    python benchmarks/reader.py FOLDER_OR_FILE …

The yardsticks are optional: `pip install hazm spacy` into the environment of this script; one that is missing is left
out. Start-up (packs, imports, first calls) is not counted; the rounds take turns, and the best of each counts.
The garbage collector is set as the command line sets it, for all of them.
"""

from __future__ import annotations

import gc
import importlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType

from diplograph.pipeline import extract
from diplograph.read.index import index
from diplograph.read.sources import read_documents
from diplograph.read.tokens import tokenize
from diplograph.text import Document

ROUNDS = 5

Task = Callable[[Document], object]


def ours() -> Iterator[tuple[str, Task]]:
    """Reading, and its first step alone."""
    words = index("fa").lang
    yield "diplograph, all claims", extract
    yield "diplograph, tokens", lambda d: tokenize(d.text, words)


def yardsticks() -> Iterator[tuple[str, Task]]:
    """The tokenizers that are installed."""
    if hazm := installed("hazm"):
        words, normal = hazm.WordTokenizer(), hazm.Normalizer()
        yield "hazm, tokens", lambda d: words.tokenize(d.text)
        yield "hazm, normal form and tokens", lambda d: words.tokenize(normal.normalize(d.text))
    if spacy := installed("spacy"):
        blank = spacy.blank("fa")
        yield "spacy blank, tokens", lambda d: blank.make_doc(d.text)


def installed(name: str) -> ModuleType | None:
    """A package, where there is one."""
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name} is not installed: left out", file=sys.stderr)
        return None


def seconds(tasks: Sequence[tuple[str, Task]], documents: Sequence[Document]) -> dict[str, float]:
    """The least CPU seconds that each task took for all documents, of several rounds in turn."""
    best = {name: float("inf") for name, _ in tasks}
    for _, task in tasks:
        task(documents[0])
    for _ in range(ROUNDS):
        for name, task in tasks:
            began = time.process_time()
            for document in documents:
                task(document)
            best[name] = min(best[name], time.process_time() - began)
    return best


def main(paths: Sequence[str]) -> None:
    """Measure on the documents of some paths, and print the figures."""
    documents = [found for found in read_documents(paths) if isinstance(found, Document)]
    if not documents:
        sys.exit("no documents: name a folder of texts, or a .jsonl with a text a line")
    gc.set_threshold(100_000, 20, 100)
    tasks = [*ours(), *yardsticks()]
    best = seconds(tasks, documents)
    own, characters = best[tasks[0][0]], sum(len(d.text) for d in documents)
    print(f"{len(documents)} documents, {characters:,} characters")
    for name, took in best.items():
        each, speed = took / len(documents) * 1e3, characters / took / 1e6
        print(f"{name:<30}{each:>9.3f} ms a document{speed:>8.2f} M characters a second{took / own:>8.2f} x")


if __name__ == "__main__":
    main(sys.argv[1:])
