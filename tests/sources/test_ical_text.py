"""iCalendar text is read whatever was done to it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer.sources.ical_text import read_components


def _event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])


def test_folded_lines_parameters_and_escapes() -> None:
    (event,) = read_components(
        _event(
            'ORGANIZER;CN="Lee: Asha; midwife":mailto:a@example.org',
            "SUMMARY:Tea\\, ca",
            " ke\\nand \\\\ more\\;",
            "dtstart;tzid=Europe/Paris:20190605T100000",
        )
    ).walk("VEVENT")
    assert event.words("SUMMARY") == "Tea, cake\nand \\ more;"
    organiser, start = event.first("ORGANIZER"), event.first("DTSTART")
    assert organiser is not None
    assert organiser.parameters == {"CN": "Lee: Asha; midwife"}
    assert start is not None
    assert (start.value, start.parameters) == ("20190605T100000", {"TZID": "Europe/Paris"})


def test_a_colon_in_the_name_of_a_zone_and_escaped_quotation_marks() -> None:
    (event,) = read_components(_event("DTSTART;TZID=UTC+02:00:20190605T100000", 'SUMMARY:\\"Tea\\" for two')).walk("VEVENT")
    start = event.first("DTSTART")
    assert start is not None
    assert (start.value, start.parameters) == ("20190605T100000", {"TZID": "UTC+02:00"})
    assert event.words("SUMMARY") == '"Tea" for two'


def test_line_breaks_somebody_wrote_into_a_description() -> None:
    (event,) = read_components(
        _event(
            "DESCRIPTION:", "Dear all,", "", "Meeting ID: 12", "Passcode: 34", "https://example.org/x?a=b", "SUMMARY:Tea", "X-A:b"
        )
    ).walk("VEVENT")
    assert event.words("DESCRIPTION") == "Dear all,\n\nMeeting ID: 12\nPasscode: 34\nhttps://example.org/x?a=b"
    assert event.words("SUMMARY") == "Tea"


def test_a_parameter_written_twice_and_names_in_any_case() -> None:
    (event,) = read_components(_event("dtEnd;TZID=TZID=Europe/Paris:20190605T100000")).walk("VEVENT")
    end = event.first("DTEND")
    assert end is not None
    assert end.parameters["TZID"] == "Europe/Paris"


def test_components_nobody_closed() -> None:
    root = read_components(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nACTION:x\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nEND:NOTHING\n"
    )
    assert [event.words("UID") for event in root.walk("VEVENT")] == ["1", "2"]


def test_depth_is_limited() -> None:
    root = read_components("BEGIN:VEVENT\n" * 100_000)
    assert 0 < len(list(root.walk("VEVENT"))) < 50


_LINES = st.sampled_from(
    [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "SUMMARY:x",
        " folded",
        "DESCRIPTION:x",
        "no line at all",
        "",
        ":",
        ";:",
        "A;B:C",
        'A;B="x:y":z',
    ]
)


@given(st.lists(st.one_of(_LINES, st.text(max_size=20)), max_size=40), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_text_fails(lines: list[str], ending: str) -> None:
    assert read_components(ending.join(lines)).name == ""
