"""Memory of the sender: the most it holds while it sends to 200,000 people, against 2,000. Each in a process of its own.

The people and the campaign are made in other processes; what is measured opens the workspace, sends, and ends. The letters go to
this folder's own sink. The big one takes some minutes.

bench_sending_memory.py [people of the small one, of the big one]
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile

from sending_ground import filled_office, own_sink

from composer.clock import system_clock
from composer.database.engine import open_engine
from composer.delivery.sender import Sender

FEW, MANY = (int(sys.argv[1]), int(sys.argv[2])) if sys.argv[2:] and sys.argv[1].isdigit() else (2_000, 200_000)
LINES = 8
AIM = 60


def make(folder: str, people: int, port: int) -> str:
    """The campaign's id."""
    office = filled_office(folder, people)
    office.send_through(port, connections=LINES)
    campaign = office.campaign()
    office.engine.dispose()
    return campaign.id


def send(folder: str, campaign_id: str) -> float:
    """MB this process held at most."""
    engine = open_engine(folder)
    counts = Sender(engine, system_clock, secret=lambda _account: "").run(campaign_id)
    engine.dispose()
    if counts.sent != counts.total:
        raise SystemExit(f"not everything was sent: {counts}")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1_000_000 if sys.platform == "darwin" else 1_000)


def in_another_process(*arguments: str) -> str:
    done = subprocess.run([sys.executable, __file__, *arguments], check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


def main() -> None:
    if sys.argv[1:2] == ["make"]:
        print(make(sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
    elif sys.argv[1:2] == ["send"]:
        print(send(sys.argv[2], sys.argv[3]))
    else:
        held = []
        for people in (FEW, MANY):
            with tempfile.TemporaryDirectory() as folder, own_sink() as port:
                campaign_id = in_another_process("make", folder, str(people), str(port))
                held.append(float(in_another_process("send", folder, campaign_id)))
                print(f"{people:,} people, {LINES} lines: {held[-1]:.0f} MB at most", flush=True)
        print(f"difference: {held[1] - held[0]:.0f} MB (aim {AIM} or less)")


if __name__ == "__main__":
    main()
