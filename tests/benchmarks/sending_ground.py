"""What the measurements of sending stand on: people in a workspace, a letter of about 45 KB, and servers that take it.

Servers are processes of their own. ``smtp-sink`` and ``smtp-source`` are Postfix's (Debian: postfix); where they are missing the
measurement that needs them says so and ends.
"""

from __future__ import annotations

import contextlib
import csv
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "delivery"))

from delivery_office import Office, new_office

from composer.clock import system_clock
from composer.contacts.import_contacts import apply_import, guess_mapping, plan_import
from composer.contacts.store import ContactStore
from composer.contacts.table_file import read_table
from composer.database.engine import migrate, open_engine
from composer.delivery.frozen import freeze
from composer.delivery.message import Addressee, LetterMaker
from composer.delivery.sender import Sender

PARAGRAPH = (
    '<p style="margin:0 0 16px 0;font-family:Arial,sans-serif;font-size:16px;line-height:24px;color:#1f2933">'
    "The harbour café opens again on Monday, and everyone who helped to paint it is invited to tea.</p>\n"
)
LINE = "The harbour café opens again on Monday, and everyone who helped to paint it is invited to tea.\n\n"
HTML = "<!DOCTYPE html>\n<html><body><p>Dear {name},</p>\n" + PARAGRAPH * 160
HTML += '<a href="{link}">Unsubscribe, {name}</a></body></html>\n'
TEXT = "Dear {name},\n\n" + LINE * 85 + "Unsubscribe: {link}\n"
NAME_TOKEN, LINK_TOKEN = "NLTTOKTESTN0X", "NLTTOKTESTN1X"
POSTFIX_TOOLS = "/usr/sbin:/usr/lib/postfix/sbin:/usr/bin"


def filled_office(folder: str, people: int) -> Office:
    """A workspace in ``folder`` with so many people on the list Friends, and the letter."""
    engine = open_engine(folder)
    migrate(engine, folder)
    office = new_office(engine, system_clock)
    sheet = Path(folder) / "people.csv"
    with sheet.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["First name", "Last name", "E-mail"])
        writer.writerows([f"Anna{number}", "Lind", f"person{number}@example{number % 50}.org"] for number in range(people))
    table = read_table(sheet)
    store = ContactStore(engine, system_clock)
    apply_import(plan_import(table, guess_mapping(table), store=store, list_name="Friends", basis="consent"))
    office.write_letter(
        html=HTML.replace("{name}", NAME_TOKEN).replace("{link}", LINK_TOKEN),
        text=TEXT.replace("{name}", NAME_TOKEN).replace("{link}", LINK_TOKEN),
    )
    return office


@contextlib.contextmanager
def office_of(people: int) -> Iterator[Office]:
    """:func:`filled_office` in a folder that goes when it is done with."""
    with tempfile.TemporaryDirectory() as folder:
        office = filled_office(folder, people)
        yield office
        office.engine.dispose()


def campaign_rate(office: Office) -> float:
    """Letters a second of a whole campaign to everybody: outbox, marks and headers all as always."""
    campaign = office.campaign(again_reason="measuring")
    begun = time.perf_counter()
    counts = Sender(office.engine, office.clock, secret=lambda _account: "").run(campaign.id)
    seconds = time.perf_counter() - begun
    if counts.sent != counts.total:
        raise SystemExit(f"not everything was sent: {counts}, {office.campaigns.get(campaign.id).why}")
    return counts.sent / seconds


def letter_bytes(office: Office) -> bytes:
    """One person's letter."""
    frozen = freeze(
        issue=office.issue, rendered=office.rendered, pictures={}, newsletter=office.newsletter, account=office.account
    )
    anna = Addressee("person1@example1.org", "t" * 42, {"first_name": "Anna1", "last_name": "Lind"})
    return LetterMaker(frozen, "c" * 24).make(anna, office.clock()).content


def postfix_tool(name: str) -> str:
    """Where one of Postfix's test programs is; ends the measurement where it is missing."""
    found = shutil.which(name, path=POSTFIX_TOOLS)
    if found is None:
        print(f"{name} is missing (Debian: apt-get install postfix); this was not measured")
        raise SystemExit(0)
    return found


@contextlib.contextmanager
def smtp_sink() -> Iterator[int]:
    """Postfix's sink; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    as_nobody = ["-u", "nobody"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    sink = subprocess.Popen([postfix_tool("smtp-sink"), *as_nobody, f"127.0.0.1:{port}", "128"])
    try:
        _wait_for(port)
        yield port
    finally:
        sink.terminate()
        sink.wait(10)


def _wait_for(port: int) -> None:
    latest = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > latest:
                raise
            time.sleep(0.02)
        else:
            return


@contextlib.contextmanager
def own_sink(*options: str) -> Iterator[int]:
    """The sink of mail_sink.py; gives its port."""
    sink = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("mail_sink.py")), *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert sink.stdin is not None
    assert sink.stdout is not None
    try:
        yield int(sink.stdout.readline())
    finally:
        sink.stdin.close()
        sink.wait(10)
