"""A letter that came back or came in, taken apart with care: strangers wrote it, and often wrongly.

Size, number of parts and depth are limited; unknown character sets, broken MIME and mbox lines are put up with.
"""

from __future__ import annotations

import email
import email.policy
import html
import re
from collections.abc import Iterator
from email.message import Message
from email.utils import getaddresses

LARGEST = 2_000_000  # octets that are looked at: reports stand at the beginning
MOST_PARTS = 100
LONGEST_TEXT = 200_000  # characters of a notice
_ADDRESS = re.compile(r"[^\s<>\"'(){}\[\]:;,|`\\/]{1,64}@[A-Za-z0-9\u0080-\uffff._-]{1,250}[A-Za-z0-9]")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/h\d|/li)\b[^<>]{0,200}>", re.IGNORECASE)
_OUR_MARK = re.compile(r"^(?:X-Recipient-Id:\s*|Message-ID:\s*<)([a-z2-7]{42})\b", re.IGNORECASE | re.MULTILINE)
_ORIGINAL = re.compile(
    r"^\W{0,40}(?:original message|(?:below|this|following|attached)\b.{0,40}\b(?:copy|headers?) of (?:the|your)|"
    r"(?:the )?(?:message )?headers? (?:of the original|follow)|message headers?\b|returned message|unsent message|"
    r"your (?:original )?message (?:follows|reads)|here is a copy|copy of (?:the|your) (?:original )?message|"
    r"-{2,} ?forwarded message)",
    re.IGNORECASE | re.MULTILINE,
)


def parse(raw: bytes) -> Message:
    """The message in ``raw``; whatever it is, something that can be asked for headers and parts."""
    raw = raw[:LARGEST].lstrip(b"\r\n")
    if raw.startswith(b"From ") and b"\n" in raw:  # left over from a mailbox file
        raw = raw.partition(b"\n")[2]
    try:
        return email.message_from_bytes(raw, policy=email.policy.compat32)
    except (RecursionError, ValueError, LookupError):
        head = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        return email.message_from_bytes(head, policy=email.policy.compat32)


def header(message: Message, name: str) -> str:
    """The first header of this name as text, decoded, on one line; empty where there is none."""
    from email.header import decode_header, make_header

    value = next((value for key, value in message.raw_items() if key.lower() == name.lower()), None)
    if value is None:
        return ""
    plain = " ".join(_unescaped(str(value)).split())
    try:
        return str(make_header(decode_header(plain)))
    except (LookupError, ValueError):
        return plain


def _unescaped(value: str) -> str:
    """A header that holds letters as they are, which RFC 6532 allows in UTF-8 and older servers write in their own way."""
    try:
        raw = value.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        return value
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def addresses_in(message: Message, *names: str) -> list[str]:
    """The addresses in these headers."""
    values = [" ".join(str(value).split()) for name in names for value in message.get_all(name, [])]
    return [address.strip().strip("<>") for _name, address in getaddresses(values) if "@" in address]


def parts(message: Message) -> Iterator[Message]:
    """The parts of the report itself, in order; what is inside a returned letter is not walked into."""
    waiting = [message]
    for _part in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        yield part
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting[:0] = [found for found in payload if isinstance(found, Message)]


def returned(message: Message) -> Message | None:
    """The returned letter, or its headers, where it is a part of its own."""
    for part in parts(message):
        kind = part.get_content_type()
        payload = part.get_payload()
        if kind in ("message/rfc822", "message/global") and isinstance(payload, list) and payload:
            inner = payload[0]
            return inner if isinstance(inner, Message) else None
        if kind.startswith(("text/rfc822-header", "message/rfc822-header")):
            return parse(text_of(part).encode("utf-8", "replace"))
    return None


def text_of(part: Message) -> str:
    """The words of a part, decoded as well as can be; tags of HTML are taken out."""
    try:
        raw = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        raw = None
    if not isinstance(raw, bytes):
        payload = part.get_payload()
        return payload[:LONGEST_TEXT] if isinstance(payload, str) else ""
    try:
        text = raw.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, ValueError):
        text = raw.decode("utf-8", "replace")
    text = text[:LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n")
    if part.get_content_type() == "text/html":
        text = html.unescape(_TAG.sub(" ", _BREAK.sub("\n", text)))
    return text


def notice(message: Message) -> str:
    """What the mail system says in its own words, up to the copy of the returned letter."""
    for part in parts(message):
        unbounded = part.get_content_maintype() == "multipart" and not part.is_multipart()  # its boundary is missing
        if (unbounded or part.get_content_type() in ("text/plain", "text/html")) and (text := text_of(part)).strip():
            cut = _ORIGINAL.search(text)
            return text[: cut.start()] if cut and cut.start() > 0 else text
    return ""


def addresses_of_text(text: str) -> list[str]:
    """Everything in ``text`` that looks like an address, once each, in order."""
    return list(dict.fromkeys(found.group(0).strip(".") for found in _ADDRESS.finditer(text)))


def is_address(text: str) -> bool:
    """True for what looks like one address and nothing else; masked ones (``jo...@example.org``) count."""
    return bool(_ADDRESS.fullmatch(text))


def our_token(raw: bytes) -> str:
    """The mark of one of our own letters inside a report, or empty: it tells whose letter came back better than any address."""
    found = _OUR_MARK.search(raw[:LARGEST].decode("latin-1"))
    return found.group(1).lower() if found else ""
