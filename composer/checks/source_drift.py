"""What the letter says still holds at its source: not gone, not moved to another day, not called off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import ClassVar

from msgspec.structs import replace

from composer.checks.check import Check, CheckContext, Finding, Severity
from composer.document.edits import Edit
from composer.i18n import _, ngettext
from composer.picking.drift import GONE, Drift, drifts, take, take_out
from composer.picking.snapshots import FACETS
from composer.picking.three_way import LABELS, Difference, holders

_DATES = frozenset({"date", "deadline"})


class SourceDrift(Check):
    """Every item of the issue beside its source, as it was last looked up or read."""

    name: ClassVar[str] = "source_drift"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        unknown: dict[str, list[Drift]] = defaultdict(list)
        for drift in drifts(context.issue, context.at_source):
            if drift.trouble == "unknown":
                unknown[drift.reason].append(drift)
            elif drift.trouble:
                yield replace(self._trouble(context, drift), item=drift.item_id)
            if drift.trouble not in GONE:
                for finding in self._differences(context, drift):
                    yield replace(finding, item=drift.item_id)
        for reason, together in unknown.items():
            words = ngettext(
                "{count} item could not be looked up at its source: {reason}",
                "{count} items could not be looked up at their source: {reason}",
                len(together),
            )
            yield self.finding(
                "not_reached",
                "advice",
                words.format(count=len(together), reason=reason),
                _("Look at it yourself, or try again later."),
                block=together[0].block_id,
            )

    def _trouble(self, context: CheckContext, drift: Drift) -> Finding:
        severity: Severity = "error" if drift.trouble in ("gone", "unpublished", "cancelled", "file_gone") else "warning"
        words = {
            "gone": _("“{title}” is no longer there: {reason}"),
            "unpublished": _("“{title}” is not open to readers any more: {reason}"),
            "cancelled": _("“{title}” is cancelled: {reason}"),
            "file_gone": _("The document of “{title}” is no longer there: {reason}"),
            "front_page": _("The page of “{title}” is not where it was: {reason}"),
            "unlisted": _("“{title}” may have been taken back: {reason}"),
        }[drift.trouble]
        removes = drift.trouble in GONE
        return self.finding(
            drift.trouble,
            severity,
            words.format(title=drift.title[:80], reason=drift.reason),
            _("Take it out, or open it and keep it all the same.") if removes else _("Look at it, and correct the link."),
            block=drift.block_id,
            field=_field(context, drift, "link"),
            fix=take_out(context.issue, drift) if removes else None,
        )

    def _differences(self, context: CheckContext, drift: Drift) -> Iterator[Finding]:
        quiet: list[Difference] = []
        for found in drift.news:
            if found.facet in _DATES:
                yield self._date(context, drift, found)
            elif found.facet == "link" and found.change == "updated":
                yield self.finding(
                    "link_moved",
                    "warning",
                    _("“{title}” has another address now.").format(title=drift.title[:80]),
                    _("Take the new one: {address}").format(address=found.theirs[:120]),
                    block=drift.block_id,
                    field=_field(context, drift, found.facet),
                    fix=take(drift, found),
                )
            elif found.change != "unlike":
                quiet.append(found)
        if quiet:
            yield self._updated(context, drift, quiet)

    def _date(self, context: CheckContext, drift: Drift, found: Difference) -> Finding:
        if found.facet == "deadline":
            words = _("“{title}” closes at another time: {theirs}, not {ours}.")
        else:
            words = _("“{title}” has moved: {theirs}, not {ours}.")
        none = _("without a date")
        return self.finding(
            "deadline_moved" if found.facet == "deadline" else "date_moved",
            "error" if found.change == "updated" else "warning",
            words.format(title=drift.title[:80], theirs=found.theirs or none, ours=found.ours or none),
            _("Take over what your site says, or open it and keep yours."),
            block=drift.block_id,
            field=_field(context, drift, found.facet),
            fix=take(drift, found) if found.change != "both" else None,
        )

    def _updated(self, context: CheckContext, drift: Drift, found: list[Difference]) -> Finding:
        names = ", ".join(_(LABELS[one.facet]).lower() for one in found)
        both = any(one.change == "both" for one in found)
        words = (
            _("“{title}” changed here and on your site: {names}.") if both else _("“{title}” was updated on your site: {names}.")
        )
        fix: Edit | None = None
        if not both:
            fix = take(drift, *found) if all(not one.fetch for one in found) else None
        return self.finding(
            "both_changed" if both else "updated",
            "advice",
            words.format(title=drift.title[:80], names=names),
            _("Open it to see both texts.") if both else _("Take it over, or open it and keep yours."),
            block=drift.block_id,
            field=_field(context, drift, found[0].facet),
            fix=fix,
        )


def _field(context: CheckContext, drift: Drift, facet: str) -> str:
    """The field of the form that shows it."""
    if drift.entry_id:
        return "entries"
    for holder in holders(context.issue.block(drift.block_id)):
        return FACETS[type(holder)].get(facet, ("",))[0]
    return ""
