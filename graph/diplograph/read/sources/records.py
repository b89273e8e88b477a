"""Records of tables and lists → documents: which of their fields is the text, and which the date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from diplograph.errors import SourceError
from diplograph.read.sources.items import Failure, Item, Options, Read, document, one_line, tidy
from diplograph.read.sources.markup import looks_like_markup, text_of
from diplograph.read.sources.told import told_date

# The plain names that fields go by, likeliest first.
NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text",
        "body",
        "content",
        "article",
        "fulltext",
        "articlebody",
        "contenttext",
        "contenthtml",
        "متن",
        "متنخبر",
        "description",
    ),
    "title": ("title", "headline", "عنوان", "تیتر"),
    "date": (
        "date",
        "published",
        "datepublished",
        "publishedat",
        "publishdate",
        "pubdate",
        "issued",
        "datetime",
        "timestamp",
        "createdat",
        "تاریخ",
    ),
    "url": ("url", "link", "canonicalurl", "permalink", "لینک"),
    "publisher": ("publisher", "agency", "outlet", "site", "sitename", "source", "خبرگزاری", "منبع"),
    "language": ("language", "lang"),
    "id": ("id", "uid", "guid", "articleid", "newsid"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """A record with its number, or the reason why it cannot be read."""

    number: int
    fields: Mapping[str, Any]
    broken: str = ""


def read_records(item: Item, options: Options, records: Iterable[Record]) -> Read:
    """A document or a Failure for each record."""
    seen: set[str] = set()
    for record in records:
        identifier = f"{item.identifier}#{record.number}"
        try:
            if record.broken:
                raise SourceError(record.broken, hint="correct the line, or leave it out")
            columns = columns_of(record.fields, options.mapping)
            if (named := _value(record.fields, columns.get("id"))) and f"{item.identifier}#{named}" not in seen:
                identifier = f"{item.identifier}#{tidy(named) or record.number}"
                seen.add(identifier)
            yield _document(identifier, record.fields, columns, options)
        except SourceError as error:
            yield Failure(identifier, one_line(error.message), one_line(error.hint))


def columns_of(fields: Mapping[str, Any], mapping: Mapping[str, str]) -> dict[str, str]:
    """The field that each role of a document is taken from; SourceError when none can be its text.

    >>> columns_of({"Title": "a", "Body": "b", "Published_At": "2023"}, {})
    {'text': 'Body', 'title': 'Title', 'date': 'Published_At'}
    """
    plain_names = {"".join(c for c in str(name).lower() if c.isalnum()): str(name) for name in fields}
    guessed = {role: next((plain_names[n] for n in names if n in plain_names), "") for role, names in NAMES.items()}
    columns = {role: name for role, name in {**guessed, **mapping}.items() if name}
    if "text" not in columns:
        names = ", ".join(one_line(name, longest=30) for name in list(fields)[:8]) or "none"
        raise SourceError(f"no field that is plainly the text, of: {names}", hint="name it with --map text=FIELD")
    return columns


def _document(identifier: str, fields: Mapping[str, Any], columns: Mapping[str, str], options: Options) -> Any:
    text = _value(fields, columns["text"])
    if text is None:
        raise SourceError(
            f"no text in {one_line(columns['text'], longest=60)}", hint="name another with --map text=FIELD"
        )
    told = {role: _value(fields, columns.get(role)) for role in ("title", "url", "publisher", "language")}
    if told["title"] and looks_like_markup(told["title"]):
        told["title"] = text_of(told["title"], options.limits)
    issued = told_date(_value(fields, columns.get("date")))
    return document(
        identifier, text_of(text, options.limits) if looks_like_markup(text) else text, options, issued=issued, **told
    )


def _value(fields: Mapping[str, Any], names: str | None) -> str | None:
    """What stands in a field, or in several ("title+body"), as text; a dot leads into a field of a field."""
    parts = [part for name in (names or "").split("+") if name and (part := _one(fields, name))]
    return "\n\n".join(parts) or None


def _one(fields: Mapping[str, Any], name: str) -> str:
    value: Any = fields.get(name)
    if value is None and "." in name:
        value = fields
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("value") or ""
    if isinstance(value, list):
        value = "\n".join(v for v in value if isinstance(v, str))
    return "" if value is None else str(value)
