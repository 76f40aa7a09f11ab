"""The places of the window. One that is not there yet (its module is missing) is not in the rail either."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from composer.gui.pages.page import Page
from composer.i18n import N_


@dataclass(frozen=True)
class Place:
    """Where a page's class is found, and how the rail shows it.

    Attributes:
        rail: "top", "bottom" (the gear), or "" for a page one only gets to from another.
        belongs_to: the rail's place that stays lit while this page shows.
    """

    id: str
    module: str
    class_name: str
    label: str
    icon: str
    rail: str = "top"
    belongs_to: str = ""

    def exists(self) -> bool:
        """Whether this release has the page."""
        return find_spec(f"composer.gui.pages.{self.module}") is not None

    def page_class(self) -> type[Page]:
        """The page's class; its module is imported only now."""
        found = getattr(import_module(f"composer.gui.pages.{self.module}"), self.class_name)
        assert isinstance(found, type)
        assert issubclass(found, Page)
        return found


PLACES: tuple[Place, ...] = (
    Place("issues", "home", "HomePage", N_("Issues"), "newspaper"),
    Place("people", "people", "PeoplePage", N_("People"), "users"),
    Place("brand", "organisation", "OrganisationPage", N_("Brand"), "palette"),
    Place("sources", "sources", "SourcesPage", N_("Sources"), "rss"),
    Place("sent", "sent", "SentPage", N_("Sent"), "history"),
    Place("settings", "settings", "SettingsPage", N_("Settings"), "settings", rail="bottom"),
    Place("compose", "compose", "ComposePage", N_("Composer"), "square-pen", rail="", belongs_to="issues"),
    Place("review", "review", "ReviewPage", N_("Review and send"), "send", rail="", belongs_to="issues"),
    Place("sending", "sending", "SendingPage", N_("Sending"), "send", rail="", belongs_to="sent"),
    Place("guide", "guide", "GuidePage", N_("Guide"), "book-open", rail=""),
    Place("replies", "replies", "RepliesPage", N_("Replies"), "inbox", rail="", belongs_to="sent"),
    Place("first_run", "first_run", "FirstRunPage", N_("Welcome"), "sailboat", rail=""),
)


def places() -> dict[str, Place]:
    """The places that exist, by id, in the order of the rail."""
    return {place.id: place for place in PLACES if place.exists()}
