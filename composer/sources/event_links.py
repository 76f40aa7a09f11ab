"""Where an event is joined online and where it is booked, told by the addresses that stand in its place and its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import urlsplit

from composer.sources.link_cleaning import resolved

LONGEST_TEXT = 50_000
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]\\]{1,2000}", re.IGNORECASE)
_AFTER = ".,;:!?*_’”"
_MEETING_HOSTS = (
    *("zoom.us", "zoomgov.com", "zoom.com", "teams.microsoft.com", "teams.live.com", "teams.microsoft.us", "meet.google.com"),
    *(
        "webex.com",
        "gotomeeting.com",
        "gotowebinar.com",
        "meet.goto.com",
        "whereby.com",
        "meet.jit.si",
        "8x8.vc",
        "bluejeans.com",
    ),
    *("chime.aws", "livestorm.co", "crowdcast.io", "streamyard.com", "bigbluebutton.org", "meet.starleaf.com", "wherebymeet.com"),
    *("hopin.com", "demio.com", "airmeet.com", "vimeo.com/event", "youtube.com/live", "facebook.com/live", "discord.gg"),
    *("join.skype.com", "meet.lync.com", "clickmeeting.com", "remo.co", "gather.town", "bigmarker.com", "twitch.tv"),
)
_MEETING_PATH = re.compile(r"/(?:bigbluebutton|bbb|jitsi|meetup-join|webinar/register)(?:/|$)", re.IGNORECASE)
_NO_MEETING = re.compile(
    r"^(?:support|blog|explore|www|help|learn)\.(?:zoom\.us|zoom\.com|webex\.com)$|^(?:zoom\.us|zoom\.com)$", re.IGNORECASE
)
_MEETING_ROOM = re.compile(r"/(?:[jws]|my|meet|join|webinar|meeting|rec)/", re.IGNORECASE)
_BOOKING_HOSTS = (
    *(
        "eventbrite.com",
        "eventbrite.co.uk",
        "eventbrite.ie",
        "eventbrite.de",
        "eventbrite.fr",
        "eventbrite.com.au",
        "eventbrite.ca",
    ),
    *("eventbrite.co.nz", "eventbrite.es", "eventbrite.it", "eventbrite.nl", "eventbrite.at", "eventbrite.be", "eventbrite.ch"),
    *("tickettailor.com", "ticketsource.co.uk", "ticketsource.com", "ticketsource.eu", "trybooking.com", "humanitix.com"),
    *(
        "ticketmaster.co.uk",
        "ticketmaster.com",
        "ticketmaster.ie",
        "seetickets.com",
        "skiddle.com",
        "billetto.co.uk",
        "billetto.com",
    ),
    *("wegottickets.com", "ticketweb.uk", "ticketweb.co.uk", "universe.com", "ti.to", "tito.io", "lu.ma", "luma.com"),
    *(
        "meetup.com",
        "outsavvy.com",
        "dice.fm",
        "fatsoma.com",
        "fixr.co",
        "citizenticket.com",
        "citizenticket.co.uk",
        "ticketlab.co.uk",
    ),
    *("bookwhen.com", "bookeo.com", "pretix.eu", "pretix.com", "weezevent.com", "eventzilla.net", "brownpapertickets.com"),
    *(
        "eventcube.io",
        "cvent.com",
        "cvent.me",
        "spektrix.com",
        "tickets.com",
        "headfirstbristol.co.uk",
        "helloasso.com",
        "yurplan.com",
    ),
    *(
        "billetweb.fr",
        "eventix.io",
        "guts.events",
        "ticketleap.com",
        "eventleaf.com",
        "ra.co",
        "designmynight.com",
        "arrangr.com",
    ),
    *("forms.office.com", "forms.gle", "docs.google.com/forms", "signup.com", "signupgenius.com", "picktime.com", "calendly.com"),
    *(
        "ticketebo.com.au",
        "stickytickets.com.au",
        "eventfinda.co.nz",
        "xing-events.com",
        "eventfrog.ch",
        "eventfrog.de",
        "doo.net",
    ),
    *("shotgun.live", "hi.events", "app.konfetti.com", "ticketpass.org", "ticketspice.com", "eventsforce.net", "eventsair.com"),
)
_BOOKING_HOST_NAME = re.compile(
    r"^(?:book|booking|bookings|tickets?|ticketing|boxoffice|register|registration|rsvp|signup)\.", re.IGNORECASE
)
_BOOKING_PATH = re.compile(
    r"/(?:book|booking|bookings|book-now|book-online|tickets?|buy-tickets|register|registration|rsvp|sign-?up|enrol|enroll)(?:[/?#-]|$)",
    re.IGNORECASE,
)
_BOOKING_WORDS = re.compile(
    r"(?:\b(?:book|booking|tickets?|register|registration|rsvp|sign\s+up|reserve|enrol)\b[^\n]{0,80}?)$", re.IGNORECASE
)


def addresses_in(text: str) -> Iterator[str]:
    """The web addresses in plain text, without what the sentence puts behind them."""
    for match in _ADDRESS.finditer(text[:LONGEST_TEXT]):
        address = match.group().rstrip(_AFTER)
        if len(address) > 10:
            yield address


def addresses_behind(clean_html: str) -> list[str]:
    """The web addresses that the words of clean HTML lead to."""
    if "href" not in clean_html:
        return []
    return [unescape(address) for address in re.findall(r'href="(https?://[^"]{1,2000})"', clean_html)[:100]]


def online_link_in(texts: Iterable[str]) -> str:
    """The first address at which people meet online; empty where there is none."""
    return next(
        (found for text in texts for address in addresses_in(text) if is_meeting(address) and (found := resolved(address))), ""
    )


def booking_link_in(words: str) -> str:
    """The first address at which places are booked, by where it leads or by the words before it; empty where there is none."""
    text = words[:LONGEST_TEXT]
    by_words = ""
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(_AFTER)
        if is_meeting(address):
            continue
        if is_booking(address):
            return resolved(address)
        if not by_words and _BOOKING_WORDS.search(text[max(match.start() - 120, 0) : match.start()]):
            by_words = resolved(address)
    return by_words


def is_meeting(address: str) -> bool:
    """True for the address of an online meeting."""
    host, path = _parts(address)
    if _NO_MEETING.match(host):
        return bool(_MEETING_ROOM.search(path))
    return _at(host, path, _MEETING_HOSTS) or bool(_MEETING_PATH.search(path))


def is_booking(address: str) -> bool:
    """True for the address of a place at which tickets or places are had."""
    host, path = _parts(address)
    return _at(host, path, _BOOKING_HOSTS) or bool(_BOOKING_HOST_NAME.match(host) or _BOOKING_PATH.search(path))


def _parts(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").lower(), parts.path
    except ValueError:
        return "", ""


def _at(host: str, path: str, known: tuple[str, ...]) -> bool:
    """True where the host is a known one or belongs to it, and the path begins as it does there."""
    for name in known:
        site, slash, rest = name.partition("/")
        if (host == site or host.endswith("." + site)) and (not slash or path.lower().startswith("/" + rest)):
            return True
    return False
