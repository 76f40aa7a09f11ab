"""The window while it sends at full speed: every time its event loop does not answer for more than 50 ms, and the rate.

The real window shows the page of the sending, and a campaign of letters of about 45 KB goes to this folder's own sink over eight
lines. The same campaign without a window is told beside it. The exit status is 1 where there was a gap.

bench_sending_window.py [letters]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from bench_gaps import Route, a_window
from gap_watch import GapWatch, told
from sending_ground import campaign_rate, filled_office, own_sink

from composer.gui.application import make_application
from composer.gui.sending.campaign_run import CampaignRun

LETTERS = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
LINES = 8


def main() -> int:
    make_application(theme="light")
    with tempfile.TemporaryDirectory() as folder, own_sink() as port:
        office = filled_office(folder, LETTERS)
        office.send_through(port, connections=LINES)
        alone = campaign_rate(office)
        campaign = office.campaign(again_reason="measuring")
        watch = GapWatch()
        with a_window(Path(folder), watch, place="issues") as window:
            route = Route(window, watch)
            route.quiet()
            run = window.findChild(CampaignRun)
            window.show_place("sending")
            route.quiet()
            watch.gaps.clear()
            watch.beats = 0
            watch.step = "sending"
            begun = time.perf_counter()
            run.begin(campaign.id, 0)
            route.until(lambda: run.counts.sent > 0)
            route.until(lambda: not run.active)
            seconds = time.perf_counter() - begun
            beats = watch.beats
            watch.step = "after it"
            route.quiet()
        sent = office.campaigns.counts(campaign.id).sent
        office.engine.dispose()
    if sent != LETTERS:
        raise SystemExit(f"not everything was sent: {sent}")
    print(told(watch.gaps))
    print(f"{LETTERS:,} letters over {LINES} lines: {sent / seconds:.0f} a second with the window, {alone:.0f} without")
    print(
        f"{len(watch.gaps)} gaps over 50 ms, the longest {watch.worst():.0f} ms; {beats / seconds:.0f} beats a second (aim: none)"
    )
    return int(bool(watch.gaps))


if __name__ == "__main__":
    sys.exit(main())
