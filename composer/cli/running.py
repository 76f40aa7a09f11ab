"""A campaign under way at the keyboard: progress on one line; Ctrl+C ends it between two letters, to be resumed."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import TYPE_CHECKING, Any

from composer.cli.console import Console
from composer.delivery.campaign import Counts
from composer.i18n import _

if TYPE_CHECKING:
    from composer.publishing.review import ReviewFacts
    from composer.workspace import Workspace


def run_with_progress(workspace: Workspace, campaign_id: str, console: Console) -> Counts:
    """Run it until it is done, paused, or stopped by Ctrl+C."""
    from composer.publishing.run import run_campaign

    stop = threading.Event()

    def on_interrupt(_signal: int, _frame: FrameType | None) -> None:
        console.say(_("Stopping after this letter; “newsletter campaigns resume {id}” goes on.").format(id=campaign_id))
        stop.set()

    def on_progress(counts: Counts) -> None:
        console.progress(_("{sent} of {total} sent").format(sent=counts.sent, total=counts.total))

    in_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, on_interrupt) if in_main else None
    try:
        return run_campaign(workspace, campaign_id, on_progress=on_progress, stop=stop)
    finally:
        if in_main:
            signal.signal(signal.SIGINT, before)
        console.end_progress()


def counts_json(
    workspace: Workspace, campaign_id: str, counts: Counts, seconds: float, facts: ReviewFacts | None = None
) -> dict[str, Any]:
    """What ``send`` and ``campaigns resume`` print. ``suppressed`` counts those left out from the start as well."""
    left_out = sum(facts.audience.left_out.values()) if facts is not None and facts.audience is not None else 0
    campaign = workspace.campaigns.get(campaign_id)
    return {
        "campaign": campaign_id,
        "state": campaign.state,
        "why": campaign.why or None,
        "total": counts.total,
        "sent": counts.sent,
        "failed": counts.failed,
        "deferred": counts.deferred,
        "uncertain": counts.uncertain,
        "suppressed": counts.suppressed + left_out,
        "queued": counts.queued,
        "seconds": round(seconds, 3),
    }
