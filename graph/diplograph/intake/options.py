"""Options of the commands that read: columns, an encoding, and every limit. Light: nothing is imported to show help."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from diplograph.read.sources import Options

    _Kind = click.ParamType[Any]
else:  # it takes no argument before click 8.2
    _Kind = click.ParamType

ROLES = ("text", "title", "date", "url", "publisher", "language", "id")
# The limits of `diplograph.read.sources`, by name: their default, as a person reads it, and what they hold.
LIMITS: Mapping[str, tuple[str, str]] = {
    "item_bytes": ("64MB", "a file or member that is held whole"),
    "page_bytes": ("8MB", "an HTML page"),
    "record_bytes": ("16MB", "a line, a record"),
    "container_bytes": ("20GB", "all that a packed file unpacks to"),
    "members": ("1000000", "members of an archive"),
    "depth": ("3", "archives in archives"),
    "seconds": ("30", "parsing one page, feed, PDF, DOCX or mail"),
    "memory_bytes": ("2GB", "memory to parse one of these"),
    "characters": ("2000000", "a text"),
}
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}
_Command = TypeVar("_Command", bound=Callable[..., Any])


class Size(_Kind):
    """A number, which may have a unit: 500, 64MB, 2g."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number.

        >>> Size().convert("1.5 MB", None, None)
        1500000
        """
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmg]?)b?", str(value).strip().lower())
        if not found:
            self.fail(f"{value}: no size; write 5000000, 64MB or 2GB", param, ctx)
        return int(float(found[1]) * _UNITS[found[2]])


class Column(_Kind):
    """A role of a document and the field that it is taken from: text=body."""

    name = "role=field"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The role and the field.

        >>> Column().convert("text=title+body", None, None)
        ('text', 'title+body')
        """
        if isinstance(value, tuple):
            return value
        role, _, name = str(value).partition("=")
        if role not in ROLES or not name:
            self.fail(f"{value}: write one of {', '.join(ROLES)}, =, and a field: text=body", param, ctx)
        return role, name


def reading(command: _Command) -> _Command:
    """Give a command the options of reading; it is called with `reading`, which is None when none was given."""

    @wraps(command)
    def called(**given: Any) -> Any:
        limits = {name: given.pop(f"max_{name}") for name in LIMITS}
        mapping, encoding = dict(given.pop("mapping")), given.pop("encoding")
        return command(reading=chosen(mapping, encoding, {n: v for n, v in limits.items() if v is not None}), **given)

    options = [
        click.option("--map", "mapping", multiple=True, type=Column(), metavar="ROLE=FIELD", help=_MAP),
        click.option("--encoding", metavar="NAME", help="The encoding of all that is read.  [default: it is told]"),
        *(_limit(name, *told) for name, told in LIMITS.items()),
    ]
    for option in reversed(options):
        called = option(called)
    return called  # type: ignore[return-value]


def chosen(mapping: Mapping[str, str], encoding: str | None, limits: Mapping[str, Any]) -> Options | None:
    """The options of reading; None where nothing is chosen.

    >>> chosen({}, None, {}) is None, chosen({}, None, {"depth": 5}).limits.depth
    (True, 5)
    """
    if not (mapping or encoding or limits):
        return None
    from diplograph.read.sources import Limits, Options

    return Options(encoding, dict(mapping), Limits(**limits))


_MAP = f"Take {', '.join(ROLES[:-1])} or {ROLES[-1]} of a record from a field; may be repeated."


def _limit(name: str, default: str, what: str) -> Callable[[Any], Any]:
    kind: _Kind = Size() if name.endswith(("bytes", "characters", "members")) else click.IntRange(min=0)
    if name == "seconds":
        kind = click.FloatRange(min=0, min_open=True)
    flag = f"--max-{name.replace('_', '-')}"
    return click.option(flag, type=kind, metavar="N", help=f"Limit: {what}.  [default: {default}]")
