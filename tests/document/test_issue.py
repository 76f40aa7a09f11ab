"""An issue is a value: equal to itself through JSON, and its fingerprint follows what readers get."""

from __future__ import annotations

from hashlib import sha256

import msgspec
import pytest
from any_issue import issues
from hypothesis import given

from composer.blocks.article import Article
from composer.blocks.events import EventEntry, Events
from composer.blocks.fields import Picture
from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.document.brand import Brand
from composer.document.issue import Issue, issue_from_data, issue_to_data
from composer.errors import FormatError

ISSUE = Issue(
    subject="Lights on at the harbour",
    blocks=(
        TextBlock(id="greeting", text="Dear {{first_name|friend}},"),
        Article(id="roof", title_text="The boathouse roof", item="item-1", picture=Picture(hash="a" * 64)),
        Events(id="dates", entries=(EventEntry(title="Swim", item="item-2"),)),
        Footer(id="footer"),
    ),
    brand=Brand(logo=Picture(hash="b" * 64)),
)


@given(issues)
def test_json_and_back(issue: Issue) -> None:
    data = msgspec.json.decode(msgspec.json.encode(issue_to_data(issue)))
    again = issue_from_data(data)
    assert again == issue
    assert again.fingerprint() == issue.fingerprint()


@given(issues)
def test_the_fingerprint_is_that_of_the_whole_written_at_once(issue: Issue) -> None:
    data = issue_to_data(issue)
    del data["accepted"]
    if data["link_tags"] is None:
        del data["link_tags"]
    data["web"] = issue.web_page.address
    for block in data["blocks"]:
        if not block["only_for"]:
            del block["only_for"]
        for holder in (block, *block.get("entries", ())):
            holder.pop("taken", None)
    assert issue.fingerprint() == sha256(msgspec.json.encode(data, order="sorted")).hexdigest()


def test_blocks_are_found_by_id() -> None:
    assert ISSUE.index_of("roof") == 1
    assert ISSUE.block("roof").title() == "The boathouse roof"
    with pytest.raises(KeyError):
        ISSUE.block("missing")


def test_it_knows_what_it_was_made_from_and_which_pictures_it_shows() -> None:
    assert ISSUE.items() == {"item-1", "item-2"}
    assert ISSUE.pictures() == {"a" * 64, "b" * 64}


def test_the_fingerprint_follows_every_change() -> None:
    seen = {ISSUE.fingerprint()}
    for changed in (
        msgspec.structs.replace(ISSUE, subject="Lights off"),
        msgspec.structs.replace(ISSUE, blocks=ISSUE.blocks[1:]),
        msgspec.structs.replace(ISSUE, blocks=(ISSUE.blocks[1], ISSUE.blocks[0], *ISSUE.blocks[2:])),
        msgspec.structs.replace(ISSUE, brand=Brand(organisation="Someone else")),
    ):
        assert changed.fingerprint() not in seen
        seen.add(changed.fingerprint())


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 9_999},
        {"schema": "1"},
        {"blocks": None},
        {"blocks": ["text"]},
        {"blocks": [{"kind": "from the future", "id": "1"}]},
        {"blocks": [{"kind": "text", "id": "1", "text": 7}]},
        {"blocks": [{"kind": "text", "id": "1"}, {"kind": "text", "id": "1"}]},
        {"number": "many"},
        {"brand": {"main_colour": "green"}},
    ],
)
def test_what_is_no_issue_is_said_so(change: dict[str, object]) -> None:
    with pytest.raises(FormatError) as caught:
        issue_from_data({**issue_to_data(ISSUE), **change})
    assert caught.value.remedy


@pytest.mark.parametrize("data", [None, 1, "text", [], {}])
def test_other_data_is_refused(data: object) -> None:
    with pytest.raises(FormatError, match="not an issue"):
        issue_from_data(data)
