"""The letter for another service: our tags become those that service fills in, and its own unsubscribe and web addresses.

Mailchimp (mailchimp.com/help, "Merge tags cheat sheet" and "Conditional merge tags"): ``*|FNAME|*``, with a fallback
``*|IF:FNAME|**|FNAME|**|ELSE:|*friend*|END:IF|*``; ``*|UNSUB|*`` must stand in every letter, ``*|ARCHIVE|*`` is its web page.

Campaign Monitor (help.campaignmonitor.com, "Personalization tags"): ``[firstname,fallback=friend]``; ``[unsubscribe]`` and
``[webversion]`` as the addresses of links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Literal

from composer.rendering.merge_tags import Body, Personal, Slot, clean_value, cut_html, cut_text

Service = Literal["mailchimp", "campaign-monitor"]

_MAILCHIMP: Mapping[str, str] = {"first_name": "FNAME", "last_name": "LNAME", "email": "EMAIL"}
_CAMPAIGN_MONITOR: Mapping[str, str] = {
    "first_name": "firstname",
    "last_name": "lastname",
    "full_name": "fullname",
    "email": "email",
}
_ADDRESSES: Mapping[Service, Mapping[str, str]] = {
    "mailchimp": {"unsubscribe_url": "*|UNSUB|*", "view_url": "*|ARCHIVE|*"},
    "campaign-monitor": {"unsubscribe_url": "[unsubscribe]", "view_url": "[webversion]"},
}
_SIGNS_OF_TAGS = re.compile(r"\*\||\|\*|[\[\]]")
"""What would end a service's tag, or begin one, in the middle of somebody's words."""


def for_service(body: Body, service: Service) -> Personal:
    """Subject and bodies with the service's tags; nobody's values stand in them, and none of our own tokens is left."""
    write = _writer(service)
    return Personal(
        subject=" ".join(_filled(cut_text(body.subject, body.tokens), write).split()),
        html=_filled(cut_html(body.html, body.tokens), write),
        text=_filled(cut_text(body.text, body.tokens), write),
    )


def _filled(pieces: tuple[str | Slot, ...], write: Callable[[Slot], str]) -> str:
    return "".join(piece if isinstance(piece, str) else write(piece) for piece in pieces)


def _writer(service: Service) -> Callable[[Slot], str]:
    one = _mailchimp if service == "mailchimp" else _campaign_monitor
    addresses = _ADDRESSES[service]

    def write(slot: Slot) -> str:
        if slot.place == "nothing":
            return ""
        if slot.token.name in addresses:
            return addresses[slot.token.name]
        fallback = _SIGNS_OF_TAGS.sub("", clean_value(slot.token.fallback))
        if slot.place == "html":
            fallback = escape(fallback)
        # A condition inside an address would break it: there stands the bare value.
        return one(slot.token.name, "" if slot.place in ("address", "part_of_address") else fallback)

    return write


def _mailchimp(name: str, fallback: str) -> str:
    if name == "full_name":
        tag, asked = "*|FNAME|* *|LNAME|*", "FNAME"
    else:
        asked = _MAILCHIMP[name]
        tag = f"*|{asked}|*"
    return f"*|IF:{asked}|*{tag}*|ELSE:|*{fallback}*|END:IF|*" if fallback else tag


def _campaign_monitor(name: str, fallback: str) -> str:
    tag = _CAMPAIGN_MONITOR[name]
    return f"[{tag}]" if name == "email" else f"[{tag},fallback={fallback}]"
