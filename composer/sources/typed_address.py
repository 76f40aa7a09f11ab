"""Addresses as people paste them: without https, with a full stop behind, several at once, in the middle of a sentence."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit, urlunsplit

MOST_ADDRESSES = 20
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SCHEME = re.compile(r"(?i)^(https?|webcals?|feed):")
_SLIPS = ((re.compile(r"(?i)\b(https?|webcals?)\s*:\s*/{1,3}\s*"), r"\1://"), (re.compile(r"(?i)\b(https?)//"), r"\1://"))
_HOST = re.compile(r"^[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*\.?$")
_OPENING, _CLOSING = "<([{\"'“”„‘’«‹»›", ">)]}\"'“”‘’«‹»›.,;:!?|"


def typed_addresses(text: str) -> list[str]:
    """The web addresses in what somebody typed or pasted, each once; with a scheme only where one was written."""
    text = _INVISIBLE.sub("", text).replace("\u00a0", " ")
    for slip, mended in _SLIPS:
        text = slip.sub(mended, text)
    found = (_cleaned(word) for word in re.split(r"[\s,;]+(?=\S)|\s+", text))
    return list(dict.fromkeys(address for address in found if _is_address(address)))[:MOST_ADDRESSES]


def _cleaned(word: str) -> str:
    """A word without the quotes, brackets and full stops around it; a bracket that belongs to the address stays."""
    word = word.strip().lstrip(_OPENING)
    while word and word[-1] in _CLOSING:
        if word[-1] in ")]" and word.count(word[-1]) <= word.count({")": "(", "]": "["}[word[-1]]):
            break
        word = word[:-1]
    return word


def _is_address(word: str) -> bool:
    if _SCHEME.match(word):
        return len(word.partition(":")[2].strip("/")) > 0
    host = re.split(r"[/?#]", word, maxsplit=1)[0]
    name, colon, port = host.partition(":")
    if "@" in host or (colon and not port.isdecimal()):
        return False
    if is_ip(name) or name.lower() == "localhost":
        return True
    labels = name.rstrip(".").split(".")
    return len(labels) > 1 and _HOST.match(name) is not None and len(labels[-1]) > 1 and not labels[-1].isdecimal()


def is_ip(host: str) -> bool:
    """True for an IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def with_scheme(address: str, scheme: str) -> str:
    """The address over ``http`` or ``https``, whatever it was written with."""
    match = _SCHEME.match(address)
    rest = address[match.end() :] if match else address
    return f"{scheme}://{rest.lstrip('/')}"


def has_scheme(address: str) -> bool:
    """True where the web's own scheme was written, so that it is meant."""
    return re.match(r"(?i)https?:", address) is not None


def other_name(address: str) -> str:
    """The same address with ``www.`` or without it; empty where the host has no such twin."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if is_ip(host) or "." not in host or len(host) > 240:
        return ""
    port = f":{parts.port}" if parts.port else ""
    if host.startswith("www."):
        return urlunsplit(parts._replace(netloc=host.removeprefix("www.") + port)) if host.count(".") > 1 else ""
    return urlunsplit(parts._replace(netloc=f"www.{host}{port}")) if host.count(".") <= 2 else ""
