"""The link to the web version leads somewhere, and to what the letter says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from composer.checks.check import Check, CheckContext, Finding
from composer.i18n import _
from composer.rendering.web_page import page_mark


class WebVersion(Check):
    """A page that is out, and not an older one."""

    name: ClassVar[str] = "web_version"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        place = context.issue.web_page
        if not place.kind or context.rendered is None:
            return
        if place.kind in ("page", "post") and place.status != "publish":
            yield self.finding(
                "draft",
                "warning",
                _("The web version is still a draft on your website; readers who follow its link would find nothing."),
                _("Publish it there before you send, then look at it again under Web version."),
                field="web",
            )
        if page_mark(context.issue) != place.mark:
            yield self.finding(
                "changed",
                "warning",
                _("The letter was changed after its web version was made."),
                _("Put it there once more under Web version."),
                field="web",
            )
