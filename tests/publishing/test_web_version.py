"""The web version: put where the user wants it, linked only then, the same one changed next time, and nobody's name in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "sources"))

from writing_site import PASSWORD, USER, WritingSite

from composer.blocks.footer import Footer
from composer.blocks.image import ImageBlock
from composer.blocks.text import TextBlock
from composer.credentials import Credentials
from composer.document.issue import Issue
from composer.document.web_edit import SetWebPlace
from composer.errors import InputError, NotFoundError, SourceError
from composer.publishing.web_version import connected_sites, look_at_status, out_of_bin, put_in_bin, put_in_folder, put_on_site
from composer.rendering.renderer import render
from composer.sources.site_account import vault_name
from composer.workspace import Workspace, open_workspace


@pytest.fixture
def site() -> Iterator[WritingSite]:
    served = WritingSite()
    yield served
    served.stop()


@pytest.fixture
def workspace(tmp_path: Path, clock: Any, site: WritingSite) -> Iterator[Workspace]:
    made = open_workspace(str(tmp_path / "w"), clock=clock, credentials=Credentials(backend={}))
    location = f"{site.address}wp-json/wp/v2/posts"
    row = made.source_list.add("wordpress", location, "Quayside")
    made.source_list.sign_in([row.id], USER)
    made.credentials.set(vault_name(location), PASSWORD)
    yield made
    made.close()


@pytest.fixture
def issue(workspace: Workspace) -> Issue:
    out = BytesIO()
    Image.new("RGB", (400, 300), "green").save(out, "JPEG")
    picture = workspace.pictures.add(out.getvalue(), origin="roof.jpg", alt="The new roof")
    return Issue(
        name="December",
        subject="Lights",
        preheader="And a roof",
        blocks=(TextBlock(text="Dear {{first_name|friend}},"), ImageBlock(picture=picture), Footer()),
    )


def test_no_link_before_there_is_a_place(workspace: Workspace, issue: Issue) -> None:
    assert "in your browser" not in render(issue, templates=workspace.templates).html


def test_a_draft_on_the_site_is_linked_and_changed_next_time(workspace: Workspace, site: WritingSite, issue: Issue) -> None:
    (source,) = connected_sites(workspace)
    place = put_on_site(workspace, issue, source, "page")
    (entry,) = site.entries.values()
    assert entry["status"] == "draft"
    assert entry["base"] == "pages"
    assert "Dear friend," in entry["content"]
    assert "NLTTOK" not in entry["content"]
    assert 'src="https://example.org/wp-content/uploads/newsletter-' in entry["content"]
    assert 'alt="The new roof"' in entry["content"]
    assert [kept["alt_text"] for kept in site.media.values()] == ["The new roof"]

    linked = SetWebPlace(place).apply(issue)
    letter = render(linked, templates=workspace.templates)
    assert f'href="{place.address}"' in letter.html
    assert f"Read this letter in your browser: {place.address}" in letter.text
    changed = SetWebPlace(put_on_site(workspace, msgspec.structs.replace(linked, name="Advent"), source, "page")).apply(linked)
    assert changed.web_page.number == place.number
    assert [found["title"] for found in site.entries.values()] == ["Advent"]
    assert len(site.media) == 1, "a picture is put there once"

    site.entries[place.number]["status"] = "publish"
    assert look_at_status(workspace, changed).status == "publish"
    del site.entries[place.number]
    assert look_at_status(workspace, changed).kind == ""


def test_a_lost_answer_makes_no_second_page_or_picture(workspace: Workspace, site: WritingSite, issue: Issue) -> None:
    (source,) = connected_sites(workspace)
    first = put_on_site(workspace, issue, source, "page")
    again = put_on_site(workspace, issue, source, "page")  # the issue knows of no page, as after a line that broke
    assert again.number == first.number
    assert len(site.entries) == 1
    assert put_on_site(workspace, msgspec.structs.replace(issue, id="next"), source, "page").number != first.number


def test_into_the_bin_of_the_site_and_back(workspace: Workspace, site: WritingSite, issue: Issue) -> None:
    (source,) = connected_sites(workspace)
    linked = SetWebPlace(put_on_site(workspace, issue, source, "page")).apply(issue)
    number = linked.web_page.number
    site.entries[number]["status"] = "publish"
    linked = SetWebPlace(look_at_status(workspace, linked)).apply(linked)
    before = put_in_bin(workspace, linked)
    assert site.entries[number]["status"] == "trash"
    assert look_at_status(workspace, linked).kind == "", "nobody is sent to what lies in the bin"
    assert out_of_bin(workspace, before) == before
    assert site.entries[number]["status"] == "publish"
    put_in_bin(workspace, linked)
    assert put_on_site(workspace, linked, source, "page").number != number, "what lies in the bin stays there"
    workspace.source_list.sign_in([source.id], "")
    with pytest.raises(NotFoundError, match="Nobody is signed in"):
        put_in_bin(workspace, linked)


def test_a_copy_of_an_issue_does_not_link_to_the_page_of_the_first(workspace: Workspace, issue: Issue) -> None:
    (source,) = connected_sites(workspace)
    linked = SetWebPlace(put_on_site(workspace, issue, source, "post")).apply(issue)
    copy = msgspec.structs.replace(linked, id="another")
    assert not copy.web_page.address
    assert "in your browser" not in render(copy, templates=workspace.templates).html
    assert copy.fingerprint() != linked.fingerprint()


def test_a_folder_to_upload(workspace: Workspace, issue: Issue, tmp_path: Path) -> None:
    place = put_in_folder(workspace, issue, tmp_path / "dec.2026", "harbour.example/news/december")
    assert place.address == "https://harbour.example/news/december/"
    html = (tmp_path / "dec.2026" / "index.html").read_text(encoding="utf-8")
    assert "Dear friend," in html
    assert len(list((tmp_path / "dec.2026" / "pictures").iterdir())) == 1
    assert look_at_status(workspace, SetWebPlace(place).apply(issue)).address == place.address
    with pytest.raises(InputError, match="not a web address"):
        put_in_folder(workspace, issue, tmp_path / "x", "my website")
    with pytest.raises(InputError, match="cannot be made"):
        put_in_folder(workspace, issue, tmp_path / "dec.2026" / "index.html" / "x", "https://harbour.example/")


def test_without_a_password_or_a_site_there_is_a_sentence(workspace: Workspace, site: WritingSite, issue: Issue) -> None:
    (source,) = connected_sites(workspace)
    site.answer = (403, b'{"code":"rest_cannot_create"}')
    with pytest.raises(SourceError, match="does not let rosa"):
        put_on_site(workspace, issue, source, "post")
    workspace.credentials.forget(vault_name(source.location))
    with pytest.raises(NotFoundError, match="Nobody is signed in"):
        put_on_site(workspace, issue, source, "post")
