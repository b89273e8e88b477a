"""Extractions as bytes, so that a document need not be read again: compact JSON, packed; the same for one value."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from diplograph.model import Claim, Entity, Evidence, Extraction, Kind, Mention, Modality, Name
from diplograph.rdf import CONTEXT, context
from diplograph.text import Document, Span

_BLANK = "\n"  # where a text is left out; it ends a sentence, so what is kept reads the same

_DOCUMENT = tuple(field.name for field in fields(Document))
_CLAIM = tuple(field.name for field in fields(Claim))
_VALUES = {
    kind: attrgetter(*(field.name for field in fields(kind)))
    for kind in (Document, Name, Entity, Evidence, Claim, Extraction)
}


def freeze(source: Document, extraction: Extraction) -> bytes:
    """A document as its source gave it, and what it gave; the text is held once.

    >>> document = Document("a.txt", "x", "0")
    >>> thaw(freeze(document, Extraction(document))) == (document, Extraction(document))
    True
    """
    return zlib.compress(solid(source, extraction).encode("utf-8", "surrogatepass"), 1)


def thaw(data: bytes) -> tuple[Document, Extraction]:
    """The document and the extraction again."""
    return melt(zlib.decompress(data).decode("utf-8", "surrogatepass"))


def solid(source: Document, extraction: Extraction) -> str:
    """The same as text, not packed."""
    return json.dumps(_plain((replace(source, text=""), extraction)), ensure_ascii=False, separators=(",", ":"))


def melt(text: str) -> tuple[Document, Extraction]:
    """The document and the extraction again."""
    told, (document, entities, mentions, claims) = json.loads(text)
    read = _document(document)
    extraction = Extraction(
        read, tuple(map(_entity, entities)), tuple(map(_mention, mentions)), tuple(map(_claim, claims))
    )
    return replace(_document(told), text=read.text), extraction


def fingerprint(document: Document) -> str:
    """A digest of all that a source gave: its text and what it told.

    >>> fingerprint(Document("a", "x", "0")) == fingerprint(Document("a", "x", "0", title="t"))
    False
    """
    told = json.dumps(_plain(replace(document, text="")), ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()


def discard(extraction: Extraction) -> Extraction:
    """An extraction whose text is blank but for the sentences of its quotes; every character still in its place.

    >>> text = "One. Iran met Oman. Two."
    >>> evidence = Evidence("a", Span(5, 18), "Iran met Oman")
    >>> claim = Claim("c", "country/IR", "met", "country/OM", (evidence,))
    >>> discard(Extraction(Document("a", text, "0"), (), (), (claim,))).document.text.strip()
    'Iran met Oman.'
    """
    text = extraction.document.text
    kept = [_BLANK] * len(text)
    for span in (e.span for claim in extraction.claims for e in claim.evidence):
        before, after = context(text, span)
        start = span.start - len(before)
        end = min(span.end + len(after), span.end + CONTEXT)
        kept[start:end] = text[start:end]
    return replace(extraction, document=replace(extraction.document, text="".join(kept)))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return [_plain(v) for v in told(value)] if (told := _VALUES.get(type(value))) else value


def _names(rows: Iterable[Any]) -> tuple[Name, ...]:
    return tuple(Name(*row) for row in rows)


def _pairs(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(map(tuple, rows))


def _document(row: Any) -> Document:
    told = dict(zip(_DOCUMENT, row, strict=True))
    return Document(**told | {"also_at": tuple(told["also_at"])})


def _entity(row: Any) -> Entity:
    id_, kind, labels, names, wikidata, facts, why = row
    return Entity(id_, Kind(kind), _names(labels), _names(names), wikidata, _pairs(facts), why)


def _mention(row: Any) -> Mention:
    span, entity, how = row
    return Mention(Span(*span), entity, how)


def _claim(row: Any) -> Claim:
    told = dict(zip(_CLAIM, row, strict=True))
    told["evidence"] = tuple(Evidence(document, Span(*span), exact) for document, span, exact in told["evidence"])
    return Claim(**told | {"modality": Modality(told["modality"]), "resolved": _pairs(told["resolved"])})
