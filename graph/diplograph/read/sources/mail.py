"""Mail (EML): subject and text; the plain part where there is one. Attachments are not read."""

from __future__ import annotations

from email import policy
from email.message import MIMEPart
from email.parser import BytesParser

from diplograph.errors import SourceError
from diplograph.read.sources.child import call
from diplograph.read.sources.encoding import decode
from diplograph.read.sources.items import Item, Options, Read, document
from diplograph.read.sources.markup import plain
from diplograph.read.sources.streams import contents
from diplograph.read.sources.told import told_date


def read(item: Item, options: Options) -> Read:
    """The one document of a message."""
    found = call("mail", contents(item, options.limits), options.limits)
    yield document(item.identifier, found.pop("text"), options, **found)


def parse(data: bytes) -> dict[str, str | None]:
    """The text of a message, its subject and its date."""
    message = BytesParser(policy=policy.default).parsebytes(data)
    part = message.get_body(("plain", "html"))
    if part is None:
        raise SourceError("a mail without text", hint="save its attachments by themselves")
    text = text_of(part).replace("\r\n", "\n")
    body = plain(text) if part.get_content_type() == "text/html" else text
    title = " ".join(str(message.get("subject") or "").split())
    if title and body.strip() and not body.lstrip().startswith(title):
        body = f"{title}\n\n{body}"
    return {"text": body, "title": title, "issued": told_date(message.get("date"))}


def text_of(part: MIMEPart) -> str:
    """The text of a part, whatever it says of its encoding."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(data)
