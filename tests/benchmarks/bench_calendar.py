"""A calendar of 2,000 events, 200 of them recurring, for one month: ours through to finished items, against icalendar's parsing
with recurring_ical_events' expansion alone.

Both read the same made-up file in turn in one run and must find the same occurrences. Prints medians and the ratio; then, each in
a process of its own, what a calendar of 700,000 events costs in time and memory where few and where all lie in the month.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from composer.clock import fixed_clock
from composer.sources.calendar_file import CalendarFile
from composer.sources.download import Download, Downloader
from composer.sources.source import FetchContext, Fetched

ROUNDS = 7
EVENTS, RECURRING = 2_000, 200
HUGE = 700_000
SINCE, UNTIL = date(2027, 6, 1), date(2027, 7, 1)
LONDON = ZoneInfo("Europe/London")
_WORDS = ("tea", "choir", "hall", "garden", "story", "walk", "market", "library", "evening", "family", "music", "coast", "boats")
_RULES = ("WEEKLY", "WEEKLY;BYDAY=MO,WE", "MONTHLY;BYDAY=2TU", "WEEKLY;INTERVAL=2", "DAILY;COUNT=300", "MONTHLY;BYMONTHDAY=-1")


def calendar() -> bytes:
    """The file, the same at every call."""
    dice = random.Random(7)

    def words(count: int) -> str:
        return " ".join(dice.choice(_WORDS) for _number in range(count)).capitalize()

    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Fernhill//Diary//EN", "X-WR-CALNAME:Diary"]
    for number in range(EVENTS):
        when = datetime(2026, 1, 1) + timedelta(days=dice.randrange(730), hours=dice.randrange(8, 20))
        lines += ["BEGIN:VEVENT", f"UID:{number}@example.org", "DTSTAMP:20260101T000000Z"]
        lines += [
            f"{name};TZID=Europe/London:{moment:%Y%m%dT%H%M%S}"
            for name, moment in (("DTSTART", when), ("DTEND", when + timedelta(hours=1)))
        ]
        lines += [f"SUMMARY:{words(4)}", f"LOCATION:{words(3)}", f"DESCRIPTION:{words(12)}.", f"URL:https://example.org/{number}"]
        if number % (EVENTS // RECURRING) == 0:
            lines.append(f"RRULE:FREQ={dice.choice(_RULES)}")
        lines.append("END:VEVENT")
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def ours(content: bytes) -> Fetched:
    """Read as the program does."""
    context = FetchContext(fixed_clock(datetime(2027, 6, 1, tzinfo=UTC)), Downloader(), since=SINCE, until=UNTIL)
    return CalendarFile().read(Download("https://example.org/x.ics", content=content), context)


def theirs(content: bytes) -> list[tuple[str, str]]:
    """Titles and starts."""
    import recurring_ical_events
    from icalendar import Calendar

    begin, end = (datetime(day.year, day.month, day.day, tzinfo=LONDON) for day in (SINCE, UNTIL))
    found = recurring_ical_events.of(Calendar.from_ical(content)).between(begin, end)
    return [(str(each["SUMMARY"]), each["DTSTART"].dt.isoformat()) for each in found]


def huge(kind: str) -> None:
    """Read a calendar of 700,000 events and say how long it took and how far memory grew."""
    years = [2027] if kind == "all" else range(1980, 2080)
    event = b"BEGIN:VEVENT\r\nUID:%d\r\nDTSTART:%d0601\r\nEND:VEVENT\r\n"
    block = b"".join(event % (number, years[number % len(years)]) for number in range(1000))
    content = b"".join([b"BEGIN:VCALENDAR\r\n", block * (HUGE // 1000), b"END:VCALENDAR\r\n"])
    ours(calendar())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    problems = [problem.message for problem in ours(content).problems]
    taken = time.perf_counter() - begun
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{HUGE} events, {kind} in the month, {len(content) / 1e6:.0f} MB: {taken:.1f} s, {grown:.0f} MB more; {problems}")


def main() -> int:
    """Measure and print."""
    if sys.argv[1:]:
        huge(sys.argv[1])
        return 0
    content = calendar()
    mine, other = ours(content), theirs(content)
    same = sorted(other) == sorted((item.title, item.starts.isoformat() if item.starts else "") for item in mine.items)
    if not same:
        raise SystemExit("not the same occurrences")
    rows: dict[str, list[float]] = {"ours": [], "theirs": []}
    for _round in range(ROUNDS):
        for name, read in (("ours", ours), ("theirs", theirs)):
            begun = time.perf_counter()
            read(content)
            rows[name].append(1000 * (time.perf_counter() - begun))
    ratio = statistics.median(mine / other for mine, other in zip(rows["ours"], rows["theirs"], strict=True))
    median = {name: statistics.median(row) for name, row in rows.items()}
    times = f"ours {median['ours']:.0f} ms, theirs {median['theirs']:.0f} ms"
    print(f"{len(content) // 1000} KB, {len(mine.items)} occurrences: {times}")
    print(f"ratio: {ratio:.2f}")
    for kind in ("few", "all"):
        subprocess.run([sys.executable, __file__, kind], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
