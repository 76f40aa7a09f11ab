"""Letters per second, against what people write themselves: smtplib in a loop, one EmailMessage built for each recipient.

Both send the same letter of about 45 KB over one connection to the same sink, a process of its own, in turn in each round. Ours
runs with everything on: the outbox on disk before and after every letter, marks asked for each person, headers and all. Prints
the median rates and the ratio of each round.
"""

from __future__ import annotations

import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from email.message import EmailMessage
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "delivery"))

from delivery_office import Office, new_office

from composer.clock import system_clock
from composer.database.engine import migrate, open_engine
from composer.delivery.sender import Sender

ROUNDS = 5
OURS = 1000
THEIRS = 300
LINES = int(sys.argv[1]) if len(sys.argv) > 1 else 8
PARAGRAPH = (
    '<p style="margin:0 0 16px 0;font-family:Arial,sans-serif;font-size:16px;line-height:24px;color:#1f2933">'
    "The harbour café opens again on Monday, and everyone who helped to paint it is invited to tea.</p>\n"
)
LINE = "The harbour café opens again on Monday, and everyone who helped to paint it is invited to tea.\n\n"
HTML = "<!DOCTYPE html>\n<html><body><p>Dear {name},</p>\n" + PARAGRAPH * 165
HTML += '<a href="{link}">Unsubscribe, {name}</a></body></html>\n'
TEXT = "Dear {name},\n\n" + LINE * 85 + "Unsubscribe: {link}\n"


def theirs(port: int, addresses: list[str]) -> float:
    """Letters a second of the plain loop."""
    begun = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for number, address in enumerate(addresses):
            name, link = f"Anna Lind {number:03}", f"https://harbour.example/u/{number}"
            message = EmailMessage()
            message["From"] = "Harbour Friends <news@harbour.example>"
            message["To"] = f"{name} <{address}>"
            message["Subject"] = f"News for {name}"
            message["Message-ID"] = f"<{number}@harbour.example>"
            message["List-Unsubscribe"] = f"<{link}>"
            message.set_content(TEXT.replace("{name}", name).replace("{link}", link), cte="quoted-printable")
            message.add_alternative(HTML.replace("{name}", name).replace("{link}", link), subtype="html", cte="quoted-printable")
            smtp.send_message(message)
    return len(addresses) / (time.perf_counter() - begun)


def ours(office: Office) -> float:
    """Letters a second of a whole campaign, outbox and all."""
    campaign = office.campaign(again_reason="measuring")
    begun = time.perf_counter()
    counts = Sender(office.engine, office.clock, secret=lambda _account: "").run(campaign.id)
    seconds = time.perf_counter() - begun
    if counts.sent != counts.total:
        raise SystemExit(f"not everything was sent: {counts}")
    return counts.sent / seconds


def main() -> None:
    sink = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("mail_sink.py"))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert sink.stdin is not None
    assert sink.stdout is not None
    port = int(sink.stdout.readline())
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(folder)
        migrate(engine, folder)
        office = new_office(engine, system_clock)
        office.send_through(port, connections=LINES)
        first, link = "NLTTOKTESTN0X", "NLTTOKTESTN1X"
        office.write_letter(
            html=HTML.replace("{name}", first).replace("{link}", link), text=TEXT.replace("{name}", first).replace("{link}", link)
        )
        addresses = office.people(OURS)
        rates = [(theirs(port, addresses[:THEIRS]), ours(office)) for _round in range(ROUNDS)]
        engine.dispose()
    sink.stdin.close()
    sink.wait(10)
    ratios = [mine / plain for plain, mine in rates]
    print(f"smtplib and EmailMessage: {statistics.median(plain for plain, _mine in rates):.0f} letters/s")
    print(f"our sender, all on disk:  {statistics.median(mine for _plain, mine in rates):.0f} letters/s")
    print(f"ratio: {statistics.median(ratios):.2f} (rounds: {', '.join(f'{ratio:.2f}' for ratio in ratios)})")


if __name__ == "__main__":
    main()
