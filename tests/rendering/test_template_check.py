"""What a template's maker hears: nothing where it is fit, and one clear fault for each thing that is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from composer.errors import NotFoundError
from composer.paths import templates_folder
from composer.rendering.template_check import Fault, check_template
from composer.rendering.templates import Templates

Check = Callable[..., list[Fault]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Checks a copy of the letter in which some words of a file were changed."""

    def changed(file: str = "", words: str = "", by: str = "") -> list[Fault]:
        shutil.copytree(templates_folder(), tmp_path / "all")
        if file:
            path = tmp_path / "all" / file
            text = path.read_text(encoding="utf-8")
            assert words in text
            path.write_text(text.replace(words, by), encoding="utf-8")
        return check_template("letter", Templates((tmp_path / "all",)))

    return changed


@pytest.mark.parametrize("template", ["announcement", "briefing", "calendar", "digest", "letter"])
def test_ours_are_fit(template: str) -> None:
    assert check_template(template, Templates((templates_folder(),))) == []


_FOOTER = '{% with part = footer %}{% include "blocks/footer.html.j2" %}{% endwith %}'
_TITLE = '<h1 class="title">{{ title }}</h1>'


@pytest.mark.parametrize(
    ("file", "words", "by", "codes"),
    [
        ("_blocks/_page.html.j2", _FOOTER, "<tr><td>Bye</td></tr>", {"unsubscribe", "address", "blocks"}),
        ("_blocks/_page.html.j2", '<meta name="color-scheme" content="light dark">\n', "", {"dark"}),
        ("_blocks/_page.html.j2", 'colours("[data-ogsc] ", theme)', 'colours("", theme)', {"dark_outlook"}),
        ("_blocks/_page.html.j2", ' lang="{{ brand.language }}" dir="{{ direction }}" style', " style", {"language"}),
        ("letter/masthead.html.j2", _TITLE, "", {"headings"}),
        ("letter/masthead.html.j2", _TITLE, f"{_TITLE}{_TITLE}", {"headings"}),
        ("letter/masthead.html.j2", _TITLE, f"{_TITLE}<script>alert(1)</script>", {"active"}),
        ("letter/masthead.html.j2", _TITLE, f'{_TITLE}<img src="https://e.org/p.gif" width="1" alt="">', {"foreign_picture"}),
        ("letter/masthead.html.j2", _TITLE, f'{_TITLE}<table><tr><td>x</td></tr></table>', {"tables"}),
        ("letter/masthead.html.j2", _TITLE, f'{_TITLE}<a href="https://e.org"></a>', {"empty_link"}),
        ("letter/masthead.html.j2", _TITLE, f'{_TITLE}<a href="http://e.org">x</a>', {"link"}),
        ("letter/masthead.html.j2", _TITLE, f"{_TITLE}<h2></h2>", {"empty_heading"}),
        ("_blocks/_base.css", "letter-spacing: -0.5px", "letter-spacing: calc(1px - 2px)", {"modern"}),
        ("_blocks/_phone.css", "@media", "@supports (color: red) { @media (min-width: 1px) {} }\n@media", {"nested"}),
        ("letter/masthead.html.j2", _TITLE, f'{_TITLE}<img src="cid:{"1" * 64}" width="2000">', {"alt", "picture_size"}),
        ("letter/masthead.html.j2", _TITLE, f'{_TITLE}<p style="font-size:9px">x</p>', {"small"}),
        ("letter/masthead.html.j2", _TITLE, f'{_TITLE}<p style="color:#CCCCCC">x</p>', {"contrast"}),
        ("letter/masthead.html.j2", _TITLE, "{{ nothing.there }}", {"broken"}),
        ("letter/masthead.html.j2", _TITLE, f"{_TITLE}<i>{'x' * 104_000}</i>", {"size"}),
        ("_blocks/_phone.css", ".lead", f".{'x' * 17_000} {{}} .lead", {"size", "style_size"}),
    ],
)  # fmt: skip
def test_one_thing_wrong_is_one_fault(check: Check, file: str, words: str, by: str, codes: set[str]) -> None:
    faults = check(file, words, by)
    assert {fault.code for fault in faults} == codes
    assert all(fault.message and fault.remedy and fault.seen_with for fault in faults)
    assert len({(fault.code, fault.message) for fault in faults}) == len(faults)


def test_a_broken_template_names_the_line(check: Check) -> None:
    (fault,) = check("letter/masthead.html.j2", _TITLE, "{% if %}")
    assert fault.severity == "error"
    assert "line" in fault.message
    assert "masthead.html.j2" in fault.message


def test_one_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        check_template("nowhere", Templates((tmp_path,)))
