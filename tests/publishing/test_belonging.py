"""Whoever unsubscribed did so from a newsletter: an issue from elsewhere must not slip past that under another one's name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from composer.credentials import Credentials
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.errors import InputError
from composer.publishing.belonging import as_one_of_ours
from composer.workspace import open_workspace

STRAY = Issue(name="December", newsletter="elsewhere", brand=Brand(organisation="Harbour Friends"))


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Any:
    opened = open_workspace(str(tmp_path / "work"), clock=clock, credentials=Credentials(backend={}))
    yield opened
    opened.close()


def keep(workspace: Any, name: str, organisation: str) -> str:
    newsletter = Newsletter(name=name, brand=Brand(organisation=organisation))
    workspace.documents.save_newsletter(newsletter)
    return newsletter.id


def test_the_first_issue_brings_its_newsletter_and_the_next_ones_belong_to_it(workspace: Any) -> None:
    first = as_one_of_ours(workspace, STRAY)
    assert [each.name for each in workspace.documents.newsletters()] == ["Harbour Friends"]
    assert as_one_of_ours(workspace, STRAY).newsletter == first.newsletter != "elsewhere"
    assert as_one_of_ours(workspace, first) is first


def test_among_several_it_is_told_by_its_organisation_or_by_name(workspace: Any) -> None:
    keep(workspace, "Sailing", "Sailing Club")
    harbour = keep(workspace, "News", "Harbour Friends")
    assert as_one_of_ours(workspace, STRAY).newsletter == harbour
    assert as_one_of_ours(workspace, STRAY, "news").newsletter == harbour
    with pytest.raises(InputError, match="no newsletter called “Nws”") as none:
        as_one_of_ours(workspace, STRAY, "Nws")
    assert "“Sailing”" in none.value.remedy


def test_where_nothing_tells_nothing_is_taken_for_granted(workspace: Any) -> None:
    keep(workspace, "News", "Harbour Friends")
    keep(workspace, "Appeals", "Harbour Friends")
    with pytest.raises(InputError, match="not kept here, and there are several") as unsure:
        as_one_of_ours(workspace, STRAY)
    assert "--newsletter: “" in unsure.value.remedy
