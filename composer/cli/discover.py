"""discover: the sources a site offers."""

from __future__ import annotations

import argparse

from composer.cli.console import ATTENTION, DONE, Console
from composer.clock import clock_from_environment
from composer.i18n import _

NAME = "discover"
HELP = _("find the feeds, posts and calendars a site offers")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help=_("address of the site"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.sources.discovery import discover
    from composer.sources.download import Downloader
    from composer.sources.source import FetchContext

    url = arguments.url if "://" in arguments.url else f"https://{arguments.url}"
    offers = discover(url, FetchContext(clock=clock_from_environment(), downloader=Downloader()))
    data = [{"type": offer.type, "location": offer.location, "title": offer.title} for offer in offers]
    console.result({"sources": data}, [f"{offer.type:<10}  {offer.location}  {offer.title}" for offer in offers])
    if not offers:
        console.say(_("No feed, no posts and no calendar were found there. Give the address of the news page itself, or a file."))
    return DONE if offers else ATTENTION
