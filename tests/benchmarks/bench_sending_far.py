"""Letters per second over each line to a server whose every answer takes 50 ms, against one round trip a letter.

Where the server takes commands together (PIPELINING), the next letter's envelope travels with the end of the one before, and a
letter costs one answer's time; where it does not, four. smtplib, with the letter made beforehand, is told beside it.

bench_sending_far.py [letters for each line] [lines]
"""

from __future__ import annotations

import smtplib
import sys
import time

from sending_ground import campaign_rate, letter_bytes, office_of, own_sink

EACH = int(sys.argv[1]) if len(sys.argv) > 1 else 200
LINES = int(sys.argv[2]) if len(sys.argv) > 2 else 8
DELAY = 0.05
PLAIN = 20


def plain_rate(port: int, letter: bytes) -> float:
    """Letters a second of smtplib over one connection."""
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        smtp.ehlo()
        begun = time.perf_counter()
        for _number in range(PLAIN):
            smtp.sendmail("news@harbour.example", "person@example.org", letter)
        return PLAIN / (time.perf_counter() - begun)


def main() -> None:
    for lines in (1, LINES):
        with office_of(EACH * lines) as office:
            shown = []
            for words, options in (("together", ()), ("one by one", ("--alone",))):
                with own_sink("--delay", str(DELAY), *options) as port:
                    office.send_through(port, connections=lines)
                    each = campaign_rate(office) / lines
                    shown.append(f"{words} {each:.1f} letters/s a line, {each * DELAY:.2f} of one round trip a letter")
            with own_sink("--delay", str(DELAY)) as port:
                plain = plain_rate(port, letter_bytes(office))
        print(f"{lines} line{'s' * (lines > 1)}: {'; '.join(shown)} (aim 0.9 together); smtplib {plain:.1f} letters/s")


if __name__ == "__main__":
    main()
