"""“View in browser” on a real WordPress: a draft, published, changed, binned; pictures in its library; refusals in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import msgspec
import pytest
from debian_wordpress import DebianWordPress
from PIL import Image

from composer.blocks.article import Article
from composer.blocks.button import Button
from composer.blocks.footer import Footer
from composer.blocks.image import ImageBlock
from composer.blocks.text import TextBlock
from composer.credentials import Credentials
from composer.document.issue import Issue
from composer.document.web_edit import SetWebPlace
from composer.errors import SourceError
from composer.publishing.web_version import (
    connected_sites,
    look_at_status,
    out_of_bin,
    put_in_bin,
    put_on_site,
    put_picture_on_site,
)
from composer.sources.site_account import SiteAccount, vault_name
from composer.sources.site_writing import SiteWriter
from composer.workspace import Workspace, open_workspace

WORDS = 'Soup & “bread” -- 5" pipes, <b>no</b> shortcode [gallery], C:\\boats, Łódź 🚤'


@pytest.fixture
def signed_in(wordpress: DebianWordPress, tmp_path: Path, clock: Any) -> Iterator[Callable[[str], Workspace]]:
    """Opens the workspace, connected as somebody of the site."""
    opened: list[Workspace] = []

    def sign_in(name: str) -> Workspace:
        made = open_workspace(str(tmp_path / name), clock=clock, credentials=Credentials(backend={}))
        location = f"{wordpress.address}/wp-json/wp/v2/posts"
        row = made.source_list.add("wordpress", location, "Quayside")
        made.source_list.sign_in([row.id], name)
        made.credentials.set(vault_name(location), wordpress.facts[name])
        opened.append(made)
        return made

    yield sign_in
    for workspace in opened:
        workspace.close()


def _jpeg(colour: str, size: tuple[int, int] = (400, 300)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def _issue(workspace: Workspace, name: str, colour: str) -> Issue:
    picture = workspace.pictures.add(_jpeg(colour), origin="roof.jpg", alt=f"A {colour} roof “dry”")
    return Issue(
        id=name,
        name=name,
        subject="Lights & tides",
        preheader="And a roof",
        blocks=(
            TextBlock(text=f"Dear {{{{first_name|friend}}}},\n\n{WORDS}"),
            ImageBlock(picture=picture),
            Article(title_text="The roof", text="It is *dry*.\n\n- one\n- two", link="https://quay.example/roof", layout="none"),
            Button(label_text="Join us", link="https://quay.example/join?a=1&b=2"),
            Footer(),
        ),
    )


def _read(address: str) -> tuple[int, str]:
    try:
        with urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode(errors="replace")


def _in_all(wordpress: DebianWordPress, kind: str) -> list[int]:
    return [one["id"] for one in wordpress.ask("GET", f"wp/v2/{kind}?status=any&search={kind[:-1]}+one&per_page=100&_fields=id")]


@pytest.mark.parametrize(("name", "kind"), [("edith", "page"), ("arthur", "post")])
def test_a_draft_published_changed_binned_and_back(
    wordpress: DebianWordPress, signed_in: Callable[[str], Workspace], name: str, kind: Any
) -> None:
    workspace = signed_in(name)
    issue = _issue(workspace, f"{kind} one", "green" if kind == "page" else "navy")
    (source,) = connected_sites(workspace)
    there = len(_in_all(wordpress, f"{kind}s"))
    place = put_on_site(workspace, issue, source, kind)
    assert (place.kind, place.status) == (kind, "draft")
    assert _read(place.address)[0] == 404, "a draft is nobody's to read"
    issue = SetWebPlace(place).apply(issue)

    wordpress.ask("POST", f"wp/v2/{kind}s/{place.number}", {"status": "publish"})
    out = look_at_status(workspace, issue)
    assert out.status == "publish"
    assert "/newsletter-" in out.address
    assert "?" not in out.address, "once it is out, its own address is linked"
    status, shown = _read(out.address)
    assert status == 200
    _as_written(shown)
    assert _read(place.address)[1] == shown, "letters that name the draft's address find it too"

    issue = SetWebPlace(out).apply(msgspec.structs.replace(issue, blocks=issue.blocks[:1]))
    changed = put_on_site(workspace, issue, source, kind)
    assert (changed.number, changed.status, changed.address) == (place.number, "publish", out.address)
    assert "The roof" not in _read(out.address)[1]
    assert len(_in_all(wordpress, f"{kind}s")) == there + 1

    issue = SetWebPlace(changed).apply(issue)
    before = put_in_bin(workspace, issue)
    assert _read(out.address)[0] == 404
    assert look_at_status(workspace, issue).kind == ""
    assert out_of_bin(workspace, before) == before
    assert _read(out.address)[0] == 200
    wordpress.ask("DELETE", f"wp/v2/{kind}s/{place.number}?force=true")
    assert look_at_status(workspace, issue).kind == "", "gone for good"
    anew = put_on_site(workspace, issue, source, kind)
    assert anew.number != place.number
    wordpress.ask("DELETE", f"wp/v2/{kind}s/{anew.number}?force=true")


def _as_written(shown: str) -> None:
    """The page shows what the letter says, and the site made nothing else of it."""
    assert "Dear friend," in shown
    assert "C:\\boats" in shown, "no backslash is lost"
    assert "[gallery]" in unescape(shown), "no picture gallery is made of a word"
    assert "Łódź 🚤" in shown
    assert "<li>one</li>" in shown
    assert "<em>dry</em>" in shown
    assert 'href="https://quay.example/join?a=1&' in shown
    assert shown.count("<p></p>") == 0
    assert "NLTTOK" not in shown


def test_a_lost_answer_makes_no_second_page_and_no_second_picture(
    wordpress: DebianWordPress, signed_in: Callable[[str], Workspace]
) -> None:
    workspace = signed_in("edith")
    issue = _issue(workspace, "page two", "red")
    (source,) = connected_sites(workspace)
    first = put_on_site(workspace, issue, source, "page")
    media = wordpress.ask("GET", "wp/v2/media?per_page=100&_fields=id,slug,alt_text,media_details")
    (kept,) = (one for one in media if one["alt_text"] == "A red roof “dry”")
    assert kept["media_details"]["width"] == 400
    # Another computer's workspace knows of neither, like this one after a line that broke before the answer.
    other = signed_in("rosa") if "rosa" in wordpress.facts else workspace
    again = put_on_site(other, _issue(other, "page two", "red"), connected_sites(other)[0], "page")
    assert again.number == first.number
    assert len(wordpress.ask("GET", "wp/v2/media?per_page=100&_fields=id")) == len(media)
    wordpress.ask("POST", f"wp/v2/pages/{first.number}", {"status": "publish"})
    assert put_on_site(workspace, issue, source, "page").status == "publish", "what is out stays out"


def test_a_picture_is_linked_from_the_media_library_by_choice(
    wordpress: DebianWordPress, signed_in: Callable[[str], Workspace]
) -> None:
    workspace = signed_in("arthur")
    picture = put_picture_on_site(workspace, workspace.pictures.add(_jpeg("teal"), origin="tide.jpg", alt="The tide"))
    assert picture.url.startswith(f"{wordpress.address}/wp-content/uploads/")
    with urlopen(picture.url, timeout=30) as answer:
        assert answer.headers["content-type"] == "image/jpeg"
        with Image.open(BytesIO(answer.read())) as seen:
            assert seen.size == (400, 300)


def test_each_refusal_is_said_and_leaves_nothing_behind(
    wordpress: DebianWordPress, signed_in: Callable[[str], Workspace]
) -> None:
    before = wordpress.ask("GET", "wp/v2/media?per_page=100&_fields=id")
    author = signed_in("arthur")
    with pytest.raises(SourceError, match=r"does not let arthur put this there.* Pages need an editor"):
        put_on_site(author, _issue(author, "page three", "pink"), connected_sites(author)[0], "page")
    contributor = signed_in("connie")
    with pytest.raises(SourceError, match="does not let connie put this there"):
        put_on_site(contributor, _issue(contributor, "post three", "pink"), connected_sites(contributor)[0], "post")
    author.credentials.set(vault_name(wordpress.address), "abcd EFGH ijkl MNOP qrst UVWX")
    with pytest.raises(SourceError, match="does not accept the application password of arthur"):
        put_on_site(author, _issue(author, "post four", "pink"), connected_sites(author)[0], "post")
    assert wordpress.ask("GET", "wp/v2/media?per_page=100&_fields=id") == before
    writer = SiteWriter(wordpress.address, SiteAccount("edith", wordpress.facts["edith"]))
    with pytest.raises(SourceError, match="size or kind"):
        writer.upload("roof.php", "image/jpeg", b"<?php")
    limit = wordpress.folder / "content" / "mu-plugins" / "limit.php"
    limit.write_text("<?php add_filter('wp_handle_sideload_prefilter', fn($file) => ['error' => 'Too big.'] + $file);")
    try:
        with pytest.raises(SourceError, match="size or kind"):
            writer.upload("huge.jpg", "image/jpeg", _jpeg("black"))
    finally:
        limit.unlink()


def test_an_interface_that_is_off_is_named(wordpress: DebianWordPress, signed_in: Callable[[str], Workspace]) -> None:
    workspace = signed_in("edith")
    issue, (source,) = _issue(workspace, "page five", "gold"), connected_sites(workspace)
    switch = wordpress.folder / "content" / "mu-plugins" / "off.php"
    locked = "new WP_Error('rest_cannot_access', 'Members only.', ['status' => 401])"
    ways = {
        f"add_filter('rest_authentication_errors', fn() => {locked});": "does not accept the application password",
        "add_filter('rest_endpoints', fn() => []);": "switched off, or is not where it was",
        "add_filter('wp_is_application_passwords_available', '__return_false');": "application password",
        "if (str_contains($_SERVER['REQUEST_URI'], 'wp-json')) { http_response_code(403); exit('Blocked'); }": "firewall",
    }
    try:
        for way, words in ways.items():
            switch.write_text(f"<?php {way}")
            with pytest.raises(SourceError, match=words):
                put_on_site(workspace, issue, source, "page")
    finally:
        switch.unlink()
