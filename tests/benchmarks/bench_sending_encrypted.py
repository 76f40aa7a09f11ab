"""Letters per second with STARTTLS against the same without, in turn; and what smtplib does as it is shipped.

smtplib leaves Nagle's algorithm on, and TLS cuts a letter into records: each letter of 45 KB then waits some 40 ms for an
acknowledgement. A line of ours turns it off (TCP_NODELAY).

bench_sending_encrypted.py [letters a round] [lines] [rounds]
"""

from __future__ import annotations

import os
import smtplib
import ssl
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sending_ground import campaign_rate, letter_bytes, office_of, own_sink

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "delivery"))

from certificates import self_signed

LETTERS = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
LINES = int(sys.argv[2]) if len(sys.argv) > 2 else 4
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 5
SHIPPED = 50


def shipped_rate(port: int, letter: bytes) -> float:
    """Letters a second of smtplib with STARTTLS, over one connection, the letter made beforehand."""
    with smtplib.SMTP("localhost", port) as smtp:
        smtp.starttls(context=ssl.create_default_context())
        begun = time.perf_counter()
        for _number in range(SHIPPED):
            smtp.sendmail("news@harbour.example", "person@example.org", letter)
        return SHIPPED / (time.perf_counter() - begun)


def main() -> None:
    rates = []
    with tempfile.TemporaryDirectory() as folder, office_of(LETTERS) as office:
        certificate, key = self_signed(Path(folder), "localhost")
        os.environ["SSL_CERT_FILE"] = str(certificate)
        with own_sink() as plain, own_sink("--tls", str(certificate), str(key)) as encrypted:
            shipped = shipped_rate(encrypted, letter_bytes(office))
            for _round in range(ROUNDS):
                office.send_through(plain, connections=LINES)
                without = campaign_rate(office)
                office.send_through(encrypted, smtp_host="localhost", security="starttls", connections=LINES)
                rates.append((without, campaign_rate(office)))
    without, with_it = (statistics.median(column) for column in zip(*rates, strict=True))
    ratios = [after / before for before, after in rates]
    print(f"{LETTERS:,} letters, {LINES} lines: plain {without:.0f} letters/s, STARTTLS {with_it:.0f}")
    print(f"ratio: {statistics.median(ratios):.2f} (rounds: {', '.join(f'{ratio:.2f}' for ratio in ratios)})")
    print(f"smtplib with STARTTLS as it is shipped: {shipped:.0f} letters/s over one line; ours {with_it / LINES:.0f}")


if __name__ == "__main__":
    main()
