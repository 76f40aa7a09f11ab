"""Players and embedded pages become what a reader can follow, and nobody is asked for it."""

from __future__ import annotations

import pytest

from composer.sources.embeds import picture_of_video
from composer.sources.sanitizer import plain, sanitize

BASE = "https://example.org/news/"
WATCH = "https://www.youtube.com/watch?v=abcdefghijk"


@pytest.mark.parametrize(
    "html",
    [
        '<iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0"></iframe>',
        '<iframe data-src="//www.youtube-nocookie.com/embed/abcdefghijk" src="about:blank"></iframe>',
        '<iframe data-cookieblock-src="https://www.youtube.com/embed/abcdefghijk"></iframe>',
        '<lite-youtube videoid="abcdefghijk"></lite-youtube>',
        '<amp-youtube data-videoid="abcdefghijk" layout="responsive"></amp-youtube>',
        '<object><param name="movie" value="https://www.youtube.com/v/abcdefghijk"><embed'
        ' src="https://www.youtube.com/v/abcdefghijk"></object>',
    ],
)
def test_a_video_shows_its_picture_and_leads_to_it(html: str) -> None:
    clean = sanitize(html, BASE)
    assert f'href="{WATCH}' in clean.html
    assert clean.html.count("https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg") == 1
    assert plain(clean.html) == "Watch the video"


def test_an_address_that_a_site_would_have_made_a_player_of() -> None:
    html = (
        '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://youtu.be/abcdefghijk\n</div>'
        "<figcaption>Our film</figcaption></figure>"
    )
    clean = sanitize(html, BASE)
    assert "https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg" in clean.html
    assert "Our film" in clean.html


@pytest.mark.parametrize(
    ("html", "address", "words"),
    [
        ('<iframe src="https://player.vimeo.com/video/123456?h=abc"></iframe>', "https://vimeo.com/123456", "Watch the video"),
        ('<video poster="/still.jpg" src="/film.mp4"></video>', "https://example.org/film.mp4", "Watch the video"),
        ('<iframe title="Talk to us"'
            ' src="https://open.spotify.com/embed/episode/4xy'
                '?utm_source=generator"></iframe>', "https://open.spotify.com/episode/4xy", "Talk to us"),
        ('<iframe src="https://www.google.com/maps/embed'
            '?pb=1"></iframe>', "https://www.google.com/maps/embed?pb=1", "Open the map"),
        ('<iframe src="https://docs.google.com/forms/d/e/x/viewform'
            '?embedded=true"></iframe>', "https://docs.google.com/forms/d/e/x/viewform?embedded=true", "Open the form"),
        ('<iframe src="https://www.facebook.com/plugins/post.php'
            '?href=https%3A%2F%2Fwww.facebook.com%2Fus%2Fposts%2F1'
                '&width=500"></iframe>', "https://www.facebook.com/us/posts/1", "Open the embedded page"),
        ('<iframe src="https://w.soundcloud.com/player/'
            '?url=https%3A//soundcloud.com/us/one"></iframe>', "https://soundcloud.com/us/one", "Listen to the recording"),
    ],
)  # fmt: skip
def test_others_become_links(html: str, address: str, words: str) -> None:
    clean = sanitize(html, BASE)
    assert f'href="{address}"' in clean.html.replace("&amp;", "&")
    assert plain(clean.html) == words


def test_a_poster_is_shown() -> None:
    assert 'src="https://example.org/still.jpg"' in sanitize('<video poster="/still.jpg" src="/film.mp4"></video>', BASE).html


def test_what_leads_nowhere_goes() -> None:
    assert sanitize('<iframe src="javascript:alert(1)"></iframe><iframe srcdoc="x"></iframe>', BASE).html == ""


def test_only_the_one_maker_s_pictures_follow_from_the_address() -> None:
    assert (
        picture_of_video("https://www.youtube.com/watch?list=a&v=abcdefghijk")
        == "https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg"
    )
    assert picture_of_video("https://www.youtube.com/embed/videoseries?list=PL1234567890") == ""
    assert picture_of_video("https://vimeo.com/123456") == ""


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<div class="wp-block-embed__wrapper">\nhttps://www.ted.com/talks/x\n</div>', "https://www.ted.com/talks/x"),
        ('<div class="wp-block-embed__wrapper">https://open.spotify.com/show/abc</div>', "https://open.spotify.com/show/abc"),
        ("<p>https://vimeo.com/123456</p>", "https://vimeo.com/123456"),
        (
            '<iframe src="https://player.vimeo.com/video/123456?h=0a1b2c3d4e&amp;dnt=1"></iframe>',
            "https://vimeo.com/123456/0a1b2c3d4e",
        ),
        (
            '<iframe src="https://www.google.com/maps/embed?pb=!1m18!1m12!1m3!1d2483.5!2d-0.12!3d51.5!2m3"></iframe>',
            "https://www.google.com/maps/search/?api=1&query=51.5,-0.12",
        ),
    ],
)
def test_what_editors_leave_bare_becomes_a_link(html: str, address: str) -> None:
    clean = sanitize(html).html
    assert f'href="{address.replace("&", "&amp;")}"' in clean


def test_an_address_in_a_text_stays_as_it_is() -> None:
    assert sanitize("<p>https://example.org/</p>").html == "<p>https://example.org/</p>"
    assert sanitize('<div class="wp-block-embed__wrapper">javascript:alert(1)</div>').html == "<div>javascript:alert(1)</div>"
