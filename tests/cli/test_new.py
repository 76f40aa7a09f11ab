"""new: an issue as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from composer.blocks.article import Article
from composer.blocks.events import Events
from composer.document.issue_file import read_issue_file
from composer.document.pictures import PictureStore
from composer.library.shelf import ShelfQuery
from composer.workspace import Workspace

Newsletter = Callable[..., Any]


def test_picked_items_stand_in_their_places(newsletter: Newsletter, workspace: Workspace, issue_file: Path) -> None:
    issue = read_issue_file(issue_file, PictureStore(workspace.engine, workspace.clock))
    assert issue.name == "December newsletter"
    assert issue.brand.organisation == "Small Hours Alliance"
    assert len(issue.items()) == 6
    articles = [block for block in issue.blocks if isinstance(block, Article)]
    assert articles[0].layout == "above"
    assert articles[0].picture.alt
    (events,) = [block for block in issue.blocks if isinstance(block, Events)]
    assert len(events.entries) == 2
    assert issue.blocks[-1].locked


def test_json_names_the_file(newsletter: Newsletter, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "empty.newsletter"
    answer = newsletter("new", "--newsletter", "Small Hours News", "--out", file, "--json")
    assert (answer.status, answer.json) == (0, {"issue": str(file)})
    assert file.is_file()


def test_from_the_last_issue(newsletter: Newsletter, workspace: Workspace, tmp_path: Path, issue_file: Path) -> None:
    issue = read_issue_file(issue_file, workspace.pictures)
    workspace.documents.create(issue)
    file = tmp_path / "next.newsletter"
    assert newsletter("new", "--from-last", "--out", file).status == 0
    following = read_issue_file(file, workspace.pictures)
    assert following.number == issue.number + 1
    assert following.items() == frozenset()


def test_an_item_may_be_named_only_once_it_is_on_the_shelf(newsletter: Newsletter, workspace: Workspace, tmp_path: Path) -> None:
    item = workspace.shelf.find(ShelfQuery(limit=1))[0].item
    assert newsletter("new", "--pick", item.id, "--out", tmp_path / "a.newsletter").status == 0
    answer = newsletter("new", "--pick", "nothing", "--out", tmp_path / "b.newsletter")
    assert answer.status == 2
    assert not (tmp_path / "b.newsletter").exists()


@pytest.mark.parametrize(
    "wrong", [["--newsletter", "Nobody’s Own"], ["--template", "nothing"], ["--out", "/proc/nowhere/x.newsletter"]]
)
def test_what_is_not_there_is_said(newsletter: Newsletter, sample: Path, tmp_path: Path, wrong: list[str]) -> None:
    answer = newsletter("new", "--out", tmp_path / "x.newsletter", *wrong, "--json")
    assert answer.status == 2
    assert answer.out == ""
    assert len(answer.err.strip().splitlines()) == 1
    assert "fault" not in answer.err


def test_an_issue_fit_to_send_comes_from_the_command_line_alone(newsletter: Newsletter, tmp_path: Path) -> None:
    file = tmp_path / "first.newsletter"
    words = (
        "--subject",
        "A lamp in every window",
        "--organisation",
        "Mill Lane Trust",
        "--address",
        "1 Mill Lane",
        "--reason",
        "You asked.",
    )
    assert newsletter("--workspace", tmp_path / "new", "new", *words, "--out", file).status == 0
    findings = newsletter("check", file, "--offline", "--json").json["findings"]
    assert [finding for finding in findings if finding["severity"] == "error"] == []
