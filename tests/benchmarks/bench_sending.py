"""Letters per second, against what people write themselves and against the limit: in turn, round by round, to one smtp-sink.

- smtplib in a loop, one EmailMessage built for each recipient, one connection: what people write.
- smtp-source, Postfix's own, over as many sessions as ours has lines: it sends one and the same letter again and again, builds
  nothing and remembers nothing, so it is the limit.

Ours sends a whole campaign of letters with a name in each, everything on: each row claimed on disk before its letter, each answer
on disk before the next letter of that line, marks asked for each person. Prints the median rates and the ratio of each round.

bench_sending.py [letters a round] [lines] [rounds]
"""

from __future__ import annotations

import smtplib
import statistics
import subprocess
import sys
import time
from email.message import EmailMessage

from sending_ground import HTML, TEXT, campaign_rate, letter_bytes, office_of, postfix_tool, smtp_sink

LETTERS = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
LINES = int(sys.argv[2]) if len(sys.argv) > 2 else 16
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 5
PLAIN = 400
"""Letters of the plain loop: its rate does not change with their number."""


def plain_rate(port: int) -> float:
    """Letters a second of the plain loop."""
    begun = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for number in range(PLAIN):
            name, link = f"Anna Lind {number:03}", f"https://harbour.example/u/{number}"
            message = EmailMessage()
            message["From"] = "Harbour Friends <news@harbour.example>"
            message["To"] = f"{name} <person{number}@example.org>"
            message["Subject"] = f"News for {name}"
            message["Message-ID"] = f"<{number}@harbour.example>"
            message["List-Unsubscribe"] = f"<{link}>"
            message.set_content(TEXT.replace("{name}", name).replace("{link}", link), cte="quoted-printable")
            message.add_alternative(HTML.replace("{name}", name).replace("{link}", link), subtype="html", cte="quoted-printable")
            smtp.send_message(message)
    return PLAIN / (time.perf_counter() - begun)


def source_rate(port: int, size: int) -> float:
    """Letters a second of smtp-source."""
    tool = postfix_tool("smtp-source")
    sender, person = "news@harbour.example", "person@example.org"
    command = [tool, "-s", str(LINES), "-m", str(LETTERS), "-l", str(size), "-f", sender, "-t", person, f"127.0.0.1:{port}"]
    begun = time.perf_counter()
    subprocess.run(command, check=True)
    return LETTERS / (time.perf_counter() - begun)


def main() -> None:
    with office_of(LETTERS) as office, smtp_sink() as port:
        office.send_through(port, connections=LINES)
        size = len(letter_bytes(office))
        rates = []
        for _round in range(ROUNDS):
            rates.append((plain_rate(port), source_rate(port, size), campaign_rate(office)))
    plain, limit, ours = (statistics.median(column) for column in zip(*rates, strict=True))
    print(f"{LETTERS:,} letters of {size:,} octets, {LINES} lines, {ROUNDS} rounds")
    print(f"smtplib and EmailMessage: {plain:.0f} letters/s; smtp-source: {limit:.0f}; ours, all on disk: {ours:.0f}")
    for name, column, aim in (("smtplib", 0, 15), ("smtp-source", 1, 0.8)):
        ratios = [row[2] / row[column] for row in rates]
        shown = ", ".join(f"{ratio:.2f}" for ratio in ratios)
        print(f"against {name}: {statistics.median(ratios):.2f} (aim {aim}; rounds: {shown})")


if __name__ == "__main__":
    main()
