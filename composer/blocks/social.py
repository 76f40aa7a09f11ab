"""Where else the organisation can be followed."""

from __future__ import annotations

from typing import Annotated, ClassVar
from urllib.parse import urlsplit

import msgspec

from composer.blocks.block import Block, new_id
from composer.blocks.fields import Entries, Text, Url
from composer.i18n import N_, _

NETWORKS = {
    "bsky.app": "Bluesky",
    "facebook.com": "Facebook",
    "fb.com": "Facebook",
    "flickr.com": "Flickr",
    "instagram.com": "Instagram",
    "linkedin.com": "LinkedIn",
    "lnkd.in": "LinkedIn",
    "pinterest.com": "Pinterest",
    "pinterest.co.uk": "Pinterest",
    "soundcloud.com": "SoundCloud",
    "spotify.com": "Spotify",
    "threads.com": "Threads",
    "threads.net": "Threads",
    "tiktok.com": "TikTok",
    "twitter.com": "X",
    "vimeo.com": "Vimeo",
    "wa.me": "WhatsApp",
    "whatsapp.com": "WhatsApp",
    "x.com": "X",
    "youtu.be": "YouTube",
    "youtube.com": "YouTube",
}
"""Names of the networks by their domains."""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """One address; what the network is called is seen from it."""

    id: str = msgspec.field(default_factory=new_id)
    link: Annotated[str, Url(N_("Address of your page"), essential=True)] = ""
    words: Annotated[str, Text(N_("Words"), N_("Left empty: the name of the network."), max_length=60)] = ""

    def name(self) -> str:
        """What the link is called: its own words, the network's name, else the site's."""
        return self.words.strip() or network_of(self.link)


class Social(Block, frozen=True, kw_only=True, tag="social"):
    """Links by name, not by picture: they are there with pictures off, in the dark and for ears."""

    title_text: Annotated[str, Text(N_("Heading"), max_length=120)] = N_("Follow us")
    entries: Annotated[tuple[Profile, ...], Entries(N_("Pages"), entry=Profile, entry_name=N_("page"), essential=True)] = ()

    label: ClassVar[str] = N_("Social media")
    group: ClassVar[str] = "action"
    icon: ClassVar[str] = "share-2"

    def title(self) -> str:
        return self.title_text.strip() or super().title()

    def plain_text(self) -> str:
        lines = [f"- {profile.name()}: {profile.link}" for profile in self.entries if profile.link]
        return "\n".join(part for part in (self.title_text.strip(), *lines) if part) if lines else ""


def network_of(address: str) -> str:
    """“Instagram” for an address there; the site's name for one that is not known, “Email” for a mail address."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # a half-typed IPv6 address
        return ""
    if parts.scheme == "mailto":
        return _("Email")
    labels = host.split(".")
    return next((NETWORKS[name] for at in range(len(labels)) if (name := ".".join(labels[at:])) in NETWORKS), host)
