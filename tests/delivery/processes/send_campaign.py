"""Runs the sender over one campaign, in a process that a test may end at any moment. Says when it begins and when it ends.

send_campaign.py WORKSPACE CAMPAIGN
"""

from __future__ import annotations

import sys

from composer.clock import system_clock
from composer.database.engine import open_engine
from composer.delivery.campaign import CampaignStore
from composer.delivery.sender import Sender
from composer.errors import DeliveryError

if __name__ == "__main__":
    workspace, campaign = sys.argv[1:]
    engine = open_engine(workspace)
    if CampaignStore(engine, system_clock).get(campaign).state == "paused":
        CampaignStore(engine, system_clock).resume(campaign)
    print("begins", flush=True)
    try:
        counts = Sender(engine, system_clock, secret=lambda _account: "").run(campaign)
    except DeliveryError as refusal:
        print("refused", refusal, flush=True)
        sys.exit(3)
    print("ends", counts.sent, flush=True)
