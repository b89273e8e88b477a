"""From one document to what it claims: pure, picklable, the whole contract with any engine."""

from __future__ import annotations

from pathlib import Path

from diplograph.model import Extraction
from diplograph.read.reader import read
from diplograph.text import Document


def extract(document: Document, *, extra: tuple[Path, ...] = ()) -> Extraction:
    """All entities, mentions and claims of one document; `extra` are folders of packs over the built-in ones.

    >>> d = Document("a.txt", "سرگئی لاوروف وزیر خارجه روسیه دیروز با هاکان فیدان وزیر خارجه ترکیه دیدار کرد.", "0")
    >>> [(c.subject, c.predicate, c.object) for c in extract(d).claims if c.predicate == "met"]
    [('official/hakan-fidan', 'met', 'official/sergey-lavrov')]
    """
    return read(document, extra=extra)
