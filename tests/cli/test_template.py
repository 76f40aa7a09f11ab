"""template: listed, checked, taken in, taken away."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from composer.paths import templates_folder

Newsletter = Callable[..., Any]


def test_every_template_is_listed_with_its_options(newsletter: Newsletter) -> None:
    listed = newsletter("template", "list", "--json").json["templates"]
    assert [row["id"] for row in listed] == ["announcement", "briefing", "calendar", "digest", "letter"]
    digest = next(row for row in listed if row["id"] == "digest")
    assert not digest["own"]
    assert [option["name"] for option in digest["options"]] == ["contents", "top"]


def test_ours_are_fit(newsletter: Newsletter) -> None:
    answer = newsletter("template", "check", "letter", "--json")
    assert (answer.status, answer.json["findings"]) == (0, [])
    answer = newsletter("template", "check", templates_folder() / "digest")
    assert answer.status == 0
    assert "Nothing is wrong" in answer.out


def test_one_of_the_users_own_comes_and_goes(newsletter: Newsletter, tmp_path: Path) -> None:
    own = tmp_path / "Garden letter"
    shutil.copytree(templates_folder() / "letter", own)
    assert newsletter("template", "add", own, "--json").json == {"template": "garden-letter", "findings": 0}
    assert newsletter("template", "check", "garden-letter").status == 0
    assert [row["id"] for row in newsletter("template", "list", "--json").json["templates"] if row["own"]] == ["garden-letter"]
    again = newsletter("template", "add", own)
    assert again.status == 2
    assert "already" in again.err
    assert newsletter("template", "remove", "garden-letter").status == 0
    assert newsletter("template", "remove", "garden-letter").status == 2


def test_one_that_is_not_fit_is_not_taken_in(newsletter: Newsletter, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(templates_folder() / "letter", own)
    (own / "masthead.html.j2").write_text("<tr><td><script>alert(1)</script></td></tr>", encoding="utf-8")
    answer = newsletter("template", "add", own)
    assert answer.status == 1
    assert "script" in answer.err
    assert "not taken in" in answer.err
    answer = newsletter("template", "check", own, "--json")
    assert answer.status == 1
    assert {finding["code"] for finding in answer.json["findings"]} >= {"active", "headings"}
