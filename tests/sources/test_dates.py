"""Dates in running text, British style."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.library.item import FoundDate
from composer.sources.dates import find_dates

TODAY = date(2019, 6, 1)
MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def _found(text: str, published: date | None = None, year: int | None = None) -> tuple[FoundDate, ...]:
    return find_dates(text, published=published, today=TODAY, year=year)


def _short(text: str) -> list[str]:
    """Start/end time role, in one line for each date."""
    shown = []
    for found in _found(text):
        span = str(found.starts) if found.ends == found.starts else f"{found.starts}/{found.ends}"
        hours = f"{found.time}-{found.until}" if found.until else found.time
        shown.append(" ".join(part for part in (span, hours, "closes" if found.role == "closes" else "") if part))
    return shown


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Volunteers’ week: 12-16 June", ["2019-06-12/2019-06-16"]),
        ("Awareness Week 1-7th May.", ["2019-05-01/2019-05-07"]),
        ("from 28 June to 3 July 2019", ["2019-06-28/2019-07-03"]),
        ("28 December to 3 January 2020", ["2019-12-28/2020-01-03"]),
        ("Monday 10 June - Friday 14 June 2019", ["2019-06-10/2019-06-14"]),
        ("between 12 and 16 June", ["2019-06-12/2019-06-16"]),
        ("on 12 and 14 June", ["2019-06-12", "2019-06-14"]),
        ("on 3, 10 and 17 May 2019", ["2019-05-03", "2019-05-10", "2019-05-17"]),
        ("week commencing Monday 10 June", ["2019-06-10/2019-06-16"]),
        ("the 5th of July, at 5.30pm", ["2019-07-05 17:30"]),
        ("Thursday 5th July 2018, 10am-4pm", ["2018-07-05 10:00-16:00"]),
        ("8-9pm on 5 June 2019", ["2019-06-05 20:00-21:00"]),
        ("2 – 4 June 2019 (10.00-16.00)", ["2019-06-02/2019-06-04 10:00-16:00"]),
        ("July 5, 2019", ["2019-07-05"]),
        ("05/07/2019 and 2019-07-06", ["2019-07-05", "2019-07-06"]),
        ("Sat. 1st Sept. ’18", ["2018-09-01"]),
        ("after the birth in February 2014, I", ["2014-02-01/2014-02-28"]),
        ("the deadline for applications is 5 July 2019.", ["2019-07-05 closes"]),
        ("Please apply by noon on Friday 7 June.", ["2019-06-07 12:00 closes"]),
        ("Deadline:\n5 July 2019", ["2019-07-05 closes"]),
        ("midnight on 31 January 2020 is the closing date", ["2020-01-31 23:59 closes"]),
        ("Applications open on 1 June 2019 and close on 30 June 2019", ["2019-06-01", "2019-06-30 closes"]),
        ("between 10am and 4pm on Saturday 6 July", ["2019-07-06 10:00-16:00"]),
        ("Sat 6 Jul 2019 10.00-16.00", ["2019-07-06 10:00-16:00"]),
        ("Sat 6 Jul 2019, 1000-1600hrs", ["2019-07-06 10:00-16:00"]),
        ("Date: 6 July 2019\nTime: 7pm to 9pm", ["2019-07-06 19:00-21:00"]),
        ("We meet on 6 July in the town hall at 7pm.", ["2019-07-06 19:00"]),
        ("Doors open at 7pm for the concert on 6 July.", ["2019-07-06 19:00"]),
        ("6 July 2019 @ 7pm", ["2019-07-06 19:00"]),
        ("Friday 5 July 6pm to Sunday 7 July 2pm", ["2019-07-05/2019-07-07 18:00-14:00"]),
        ("Open from Monday 8th to Saturday 13th July, 10am to 4pm daily.", ["2019-07-08/2019-07-13 10:00-16:00"]),
        ("30 June/1 July 2019", ["2019-06-30", "2019-07-01"]),
        ("6/7 July 2019", ["2019-07-06", "2019-07-07"]),
        ("We meet on 7 July 26, at noon", ["2026-07-07 12:00"]),
        ("1 may 2020", ["2020-05-01"]),
        ("Please send your form back by the end of March 2020.", ["2020-03-31 closes"]),
        ("Return it by the end of February 2020", ["2020-02-29 closes"]),
        ("The closing date is 17:00 hours on Friday 28 June 2019.", ["2019-06-28 17:00 closes"]),
        ("The deadline is 23.59 on 30 June.", ["2019-06-30 23:59 closes"]),
        ("Expressions of interest should be emailed by 3 July", ["2019-07-03 closes"]),
        ("The survey is open until 3 July", ["2019-07-03 closes"]),
        ("Closing date: 12 noon, Friday 28 June 2019", ["2019-06-28 12:00 closes"]),
        ("Deadline: 12:00 noon, Friday 28 June 2019", ["2019-06-28 12:00 closes"]),
        ("The deadline is 5 July 2019; interviews take place on 12 July 2019.", ["2019-07-05 closes", "2019-07-12"]),
        ("Sat 6 Jul 7-9pm", ["2019-07-06 19:00-21:00"]),
        ("Sat 6 Jul, 7 to 9.30 pm", ["2019-07-06 19:00-21:30"]),
        ("6 July, 1900-2100", ["2019-07-06 19:00-21:00"]),
        ("Saturday 6 July 2019 - 2:00pm until 4:00pm", ["2019-07-06 14:00-16:00"]),
        ("July 5 @ 7:00 pm - July 6 @ 9:00 pm", ["2019-07-05/2019-07-06 19:00-21:00"]),
        ("Sat 6 & Sun 7 July 10am to 4pm", ["2019-07-06 10:00-16:00", "2019-07-07 10:00-16:00"]),
        ("Tuesday 2, 9 and 16 July at 10am", ["2019-07-02 10:00", "2019-07-09 10:00", "2019-07-16 10:00"]),
        ("midnight at the end of 31 July", ["2019-07-31 23:59"]),
        ("Apply by midnight at the end of 31 July.", ["2019-07-31 23:59 closes"]),
        ("from midnight at the start of 1 July", ["2019-07-01 00:00"]),
        ("Please reply by close of business on 5 July", ["2019-07-05 closes"]),
        ("Bids by end of play on Friday 5 July", ["2019-07-05 closes"]),
        ("Deadline 12:00 (noon) GMT, Friday 5 July 2019", ["2019-07-05 12:00 closes"]),
        ("Date: 05 July 2019 Time: 18:00 - 20:00", ["2019-07-05 18:00-20:00"]),
        ("7pm-late, Friday 5 July", ["2019-07-05 19:00"]),
        ("5-Jul-2019 and 06-Jul-19", ["2019-07-05", "2019-07-06"]),
        ("05/07/2019 - 07/07/2019", ["2019-07-05/2019-07-07"]),
        ("5.7.2019 to 7.7.2019", ["2019-07-05/2019-07-07"]),
        ("w/c 01/07/2019", ["2019-07-01/2019-07-07"]),
        ("Submissions close at 23:59pm on 5 July 2019", ["2019-07-05 23:59 closes"]),
        ("16. January 2020 and 17th, January 2020", ["2020-01-16", "2020-01-17"]),
        ("on July the 5th", ["2019-07-05"]),
        ("Fri 5 July / 10am", ["2019-07-05 10:00"]),
        ("at 1200 on 5 July", ["2019-07-05 12:00"]),
        ("Save the date – 05.07.19", ["2019-07-05"]),
        ("RSVP by 1/7", ["2019-07-01 closes"]),
        ("Sat 6/7, 2pm", ["2019-07-06 14:00"]),
        ("31 January 2020\u00a017:00", ["2020-01-31 17:00"]),
        ("Closing date: 31.01.2020 17:00", ["2020-01-31 17:00 closes"]),
        ("The show runs 1–31 March 2020", ["2020-03-01/2020-03-31"]),
        ("Open throughout May 2020", ["2020-05-01/2020-05-31"]),
        ("We collect coats during the month of February 2020.", ["2020-02-01/2020-02-29"]),
        ("March to May 2020", ["2020-03-01/2020-05-31"]),
        ("from November 2019 to February 2020", ["2019-11-01/2020-02-29"]),
        ("November–February 2020", ["2019-11-01/2020-02-29"]),
        ("between July and September", ["2019-07-01/2019-09-30"]),
        ("throughout July and August", ["2019-07-01/2019-08-31"]),
        ("July/August 2019", ["2019-07-01/2019-08-31"]),
        ("the last Friday in November", ["2019-11-29"]),
        ("RSVP by the last Friday of November 2020", ["2020-11-27 closes"]),
        ("the first and third Saturday of December, 10am-12 noon", ["2019-12-07 10:00-12:00", "2019-12-21 10:00-12:00"]),
        ("the twenty-first of June", ["2019-06-21"]),
        ("on Monday the first of July 2019 at two o’clock", ["2019-07-01 14:00"]),
        ("the week of 8 July", ["2019-07-08/2019-07-14"]),
        ("w/e Sunday 14 July 2019", ["2019-07-08/2019-07-14"]),
        ("half past two on Friday 5 July", ["2019-07-05 14:30"]),
        ("Friday 5 July, from half past nine to quarter to twelve", ["2019-07-05 09:30-11:45"]),
        ("Friday 5 July, from two to four o’clock", ["2019-07-05 14:00-16:00"]),
        ("5 July at 7.30 in the evening", ["2019-07-05 19:30"]),
        ("Friday 5 July 2019, 12-1.30pm", ["2019-07-05 12:00-13:30"]),
        ("5 July, 11-12pm", ["2019-07-05 11:00-12:00"]),
        ("5 July at 12 midday", ["2019-07-05 12:00"]),
        ("5 July @ 1830", ["2019-07-05 18:30"]),
        ("2019/07/05", ["2019-07-05"]),
        ("Wed 7th Jul 27 18:00-20:00", ["2027-07-07 18:00-20:00"]),
        ("5\u00a0July\u00a02019,\u202f10.30am\u201312\u00a0noon", ["2019-07-05 10:30-12:00"]),
    ],
)
def test_dates_as_people_write_them(text: str, dates: list[str]) -> None:
    assert _short(text) == dates


@pytest.mark.parametrize(
    "text",
    [
        *("in March 30 people came", "12 may come to the door", "31 June 2019", "call 020 7946 0123", "1/2/3", "open 24/7"),
        *("https://example.org/2019/06/12/post", "version 1.2.2019.4", "In May we met.", "£12 June", "12.5 May", "100 June bugs"),
        *(
            "second Saturday job",
            "the first Monday of the month",
            "every Tuesday at 10",
            "half of May’s costs",
            "Last Friday we met",
        ),
        *(
            "The March on Westminster drew 12,000",
            "April and June met",
            "by March to be sure",
            "during May Day",
            "May you be well",
        ),
        *("12 March Road, Leeds", "Channel 4 May show it", "Version 5 June update", "costs £12.30 in May", "020 7946 0012"),
        *("the first of May’s letters", "In the May election of 2 parties", "quarter to half of us", "pages 12-16 and 5/12"),
        *("5 Nov 1605", "on 18 June 1815,", "Sat 9.05", "tomorrow at 3pm", "by 5pm Monday"),
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert _found(text) == ()


def test_days_named_from_the_day_of_publication() -> None:
    (found,) = _found("Send it by 5pm on Monday.", published=date(2019, 5, 31))
    assert (found.starts, found.time, found.role) == (date(2019, 6, 3), "17:00", "closes")
    assert not found.wrong_weekday
    (found,) = _found("Bids by noon this Friday", published=date(2019, 5, 28))
    assert (found.starts, found.time) == (date(2019, 5, 31), "12:00")
    (found,) = _found("by noon on Monday 3 June", published=date(2019, 5, 28))
    assert found.starts == date(2019, 6, 3)


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("We meet next Tuesday at half past two.", date(2019, 6, 4), "14:30"),
        ("Come next Friday", date(2019, 6, 7), ""),
        ("Come this Friday at 7 o’clock", date(2019, 5, 31), "19:00"),
        ("A week on Friday, 2pm", date(2019, 6, 14), "14:00"),
        ("Tuesday fortnight.", date(2019, 6, 18), ""),
        ("tonight from 7pm", date(2019, 5, 31), "19:00"),
    ],
)
def test_days_named_on_a_friday(text: str, day: date, time: str) -> None:
    (found,) = _found(text, published=date(2019, 5, 31))
    assert (found.starts, found.time) == (day, time)


def test_a_weekday_fits_no_year_that_is_too_far_away() -> None:
    (found,) = _found("noon on Friday 7 July", published=date(2026, 11, 20))
    assert (found.starts, found.wrong_weekday) == (date(2027, 7, 7), "Friday")


def test_the_year_comes_from_the_day_of_publication() -> None:
    (found,) = _found("We meet on 12 January.", published=date(2017, 12, 20))
    assert (found.starts, found.year_guessed) == (date(2018, 1, 12), True)


def test_the_year_comes_from_other_dates_in_the_text() -> None:
    found = _found("The bid closes on 5 July 2017. We will meet all bidders on 12 July.")
    assert [each.starts for each in found] == [date(2017, 7, 5), date(2017, 7, 12)]
    assert [each.year_guessed for each in found] == [False, True]


def test_the_year_comes_from_the_page() -> None:
    (found,) = _found("Today, Wednesday 22 February, we publish", year=2017)
    assert (found.starts, found.wrong_weekday) == (date(2017, 2, 22), "")


def test_a_wrong_weekday_is_named() -> None:
    (found,) = _found("Join us on Tuesday 12 June 2019.")
    assert found.wrong_weekday == "Tuesday"
    (found,) = _found("Join us on Tuesday 12 June.", published=date(2019, 6, 1))
    assert (found.starts, found.wrong_weekday) == (date(2019, 6, 12), "Tuesday")


def test_a_weekday_far_from_publication_helps_to_find_the_year() -> None:
    (found,) = _found("We began on Wednesday 14 November.", published=date(2019, 6, 1))
    assert found.starts == date(2018, 11, 14)


def test_the_sentence_is_kept_whole() -> None:
    text = "It was late. Dr. Obi of St. Anne’s opens the fair on 5 July 2019 at noon! Come early."
    (found,) = _found(text)
    assert found.sentence == "Dr. Obi of St. Anne’s opens the fair on 5 July 2019 at noon!"
    assert (found.words, found.time) == ("5 July 2019", "12:00")


def test_the_end_of_a_month_without_a_year() -> None:
    (found,) = _found("Please reply by the end of February.", published=date(2020, 1, 10))
    assert (found.starts, found.role, found.words) == (date(2020, 2, 29), "closes", "the end of February")


def test_every_date_once() -> None:
    assert len(_found("5 July 2019. Again: 5 July 2019. And 5 July. And at noon on 5 July.")) == 2


@given(
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    weekday=st.booleans(),
    ordinal=st.booleans(),
    short=st.booleans(),
    of=st.booleans(),
)
def test_a_written_day_comes_back(day: date, weekday: bool, ordinal: bool, short: bool, of: bool) -> None:
    suffix = "th" if 11 <= day.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    month = MONTHS[day.month - 1][: 3 if short else 99]
    written = f"{day.day}{suffix if ordinal else ''} {'of ' if of else ''}{month} {day.year}"
    text = f"We will meet on {WEEKDAYS[day.weekday()] + ' ' if weekday else ''}{written}, in the hall."
    (found,) = _found(text)
    assert (found.starts, found.ends, found.year_guessed, found.wrong_weekday) == (day, day, False, "")
    assert found.sentence == text


@given(
    first=st.dates(date(2000, 1, 1), date(2099, 10, 31)),
    length=st.integers(1, 60),
    dash=st.sampled_from([" to ", "-", " – ", " until "]),
)
def test_a_written_span_comes_back(first: date, length: int, dash: str) -> None:
    last = first + timedelta(days=length)
    same = (first.year, first.month) == (last.year, last.month)
    begin = (
        f"{first.day}"
        if same
        else f"{first.day} {MONTHS[first.month - 1]}" + (f" {first.year}" if first.year != last.year else "")
    )
    (found,) = _found(f"It lasts from {begin}{dash}{last.day} {MONTHS[last.month - 1]} {last.year}.")
    assert (found.starts, found.ends) == (first, last)


@given(
    first=st.integers(1, 12),
    length=st.integers(1, 10),
    year=st.integers(2001, 2098),
    joint=st.sampled_from([" to ", "–", " until ", " - "]),
)
def test_a_span_of_months_comes_back(first: int, length: int, year: int, joint: str) -> None:
    last = (first + length - 1) % 12 + 1
    (found,) = _found(f"It runs from {MONTHS[first - 1]}{joint}{MONTHS[last - 1]} {year}.")
    assert found.starts == date(year - (first > last), first, 1)
    assert found.ends is not None
    assert (found.ends.year, found.ends.month, (found.ends + timedelta(days=1)).day) == (year, last, 1)


@given(
    day=st.dates(date(2001, 1, 1), date(2098, 12, 31)),
    nth=st.sampled_from([(1, "first"), (2, "second"), (3, "third"), (4, "fourth"), (-1, "last")]),
)
def test_a_weekday_of_a_month_comes_back(day: date, nth: tuple[int, str]) -> None:
    (found,) = _found(f"Come on the {nth[1]} {WEEKDAYS[day.weekday()]} in {MONTHS[day.month - 1]} {day.year}.")
    assert found.starts is not None
    assert (found.starts.weekday(), found.starts.month, found.wrong_weekday) == (day.weekday(), day.month, "")
    if nth[0] > 0:
        assert (found.starts.day - 1) // 7 == nth[0] - 1
    else:
        assert (found.starts + timedelta(days=7)).month != day.month


@given(day=st.dates(date(2018, 1, 1), date(2020, 12, 31)))
def test_a_missing_year_is_the_one_near_publication(day: date) -> None:
    published = day - timedelta(days=30)
    (found,) = find_dates(f"Come on {day.day} {MONTHS[day.month - 1]}.", published=published, today=TODAY)
    assert (found.starts, found.year_guessed) == (day, True)


@given(st.text(max_size=200), st.none() | st.dates())
def test_no_text_fails(text: str, published: date | None) -> None:
    for found in find_dates(text, published=published, today=TODAY):
        assert found.starts is not None
        assert found.ends is not None
        assert found.starts <= found.ends


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "text",
    [
        *("1 " * 50_000, "Monday, " * 30_000, "12 May 2019 " * 10_000, "1, " * 80_000, "5-" * 80_000, ". " * 80_000),
        *("by Monday 12 May " * 6_000, "Sat 5/12 12 May " * 6_000),
    ],
)
def test_bombs_end_soon(text: str) -> None:
    find_dates(text, published=None, today=TODAY)


CLOCKS: list[Callable[[int, int], str]] = [
    lambda hour, minute: f"{hour % 12 or 12}{f'.{minute:02d}' if minute else ''}{'am' if hour < 12 else 'pm'}",
    lambda hour, minute: f"{hour % 12 or 12}{f':{minute:02d}' if minute else ''} {'a.m.' if hour < 12 else 'p.m.'}",
    lambda hour, minute: f"{hour % 12 or 12}:{minute:02d} {'AM' if hour < 12 else 'PM'}",
    lambda hour, minute: f"{hour:02d}:{minute:02d}",
    lambda hour, minute: f"{hour:02d}{minute:02d}hrs",
]


@given(
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    hour=st.integers(1, 23),
    minute=st.sampled_from([0, 5, 15, 30, 59]),
    clock=st.sampled_from(CLOCKS),
    text=st.sampled_from(
        [
            "Tenders must reach us by {clock} on {day}.",
            "The closing date is {day} at {clock}.",
            "Deadline: {clock}, {day}",
            "Please apply no later than {clock} on {day}. Thank you.",
            "The deadline is {day}, {clock}.",
            "Closes {day} ({clock})",
        ]
    ),
    style=st.sampled_from(
        ["{d} {month} {y}", "{w} {d} {month} {y}", "{w}, {d} {mon} {y}", "{d:02d}/{m:02d}/{y}", "{y}-{m:02d}-{d:02d}"]
    ),
)
def test_a_deadline_comes_back_in_every_style(
    day: date, hour: int, minute: int, clock: Callable[[int, int], str], text: str, style: str
) -> None:
    month = MONTHS[day.month - 1]
    written = style.format(d=day.day, m=day.month, y=day.year, month=month, mon=month[:3], w=WEEKDAYS[day.weekday()])
    (found,) = _found(text.format(clock=clock(hour, minute), day=written))
    assert (found.starts, found.time, found.role, found.wrong_weekday) == (day, f"{hour:02d}:{minute:02d}", "closes", "")


@given(
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    first=st.integers(7, 14),
    hours=st.integers(1, 8),
    text=st.sampled_from(
        [
            "{day}, {first} to {last}",
            "{first}–{last}, {day}",
            "between {first} and {last} on {day}",
            "{day} from {first} - {last}",
        ]
    ),
)
def test_opening_hours_come_back(day: date, first: int, hours: int, text: str) -> None:
    clock = CLOCKS[0]
    written = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    (found,) = _found("Come along: " + text.format(day=written, first=clock(first, 0), last=clock(first + hours, 0)))
    assert (found.starts, found.time, found.until) == (day, f"{first:02d}:00", f"{first + hours:02d}:00")


@given(st.text("0123456789 .:-–/apmnohrst,()\nJulyMon", max_size=200))
def test_no_text_makes_it_stumble(text: str) -> None:
    for found in _found(text):
        assert found.starts is None or found.ends is None or found.starts <= found.ends
