"""Pictures under whatever attribute a theme hides them; what counts readers goes."""

from __future__ import annotations

import pytest

from composer.sources.picture_addresses import widest
from composer.sources.sanitizer import sanitize

BASE = "https://example.org/news/"


@pytest.mark.parametrize(
    "html",
    [
        '<img src="data:image/svg+xml;base64,x" data-src="/real.jpg">',
        '<img data-lazy-src="/real.jpg">',
        '<img src="/wp-content/plugins/x/images/blank.gif" data-original="/real.jpg">',
        '<img src="" data-srcset="/s.jpg 300w, /real.jpg 900w">',
        '<img src="/lazy-placeholder.png" srcset="/s.jpg 1x, /real.jpg 2x">',
        '<picture><source srcset="/real.jpg 800w" type="image/webp"><img src="data:image/gif;base64,R0"></picture>',
        '<img src="about:blank" data-cfsrc="/real.jpg">',
        '<img src="/v1/fill/w_49,h_33,blur_2/real.jpg" data-image="/real.jpg">',
        '<noscript><img src="/real.jpg"></noscript>',
        '<img src="data:image/gif;base64,R0"><noscript><img src="/real.jpg"></noscript>',
        '<amp-img src="/real.jpg" width="300" height="200"></amp-img>',
    ],
)
def test_the_real_picture_once(html: str) -> None:
    clean = sanitize(html, BASE).html
    assert clean.count("<img") == 1, clean
    assert 'src="https://example.org/real.jpg"' in clean


def test_a_twin_for_readers_without_script_is_not_a_second_picture() -> None:
    html = '<img src="/x.gif" data-src="/real.jpg"><noscript><img src="/real.jpg"></noscript>'
    assert sanitize(html, BASE).html.count("<img") == 1
    wrapped = '<picture><img data-src="/real.jpg"></picture><noscript><img src="/real.jpg"></noscript>'
    assert sanitize(wrapped, BASE).html.count("<img") == 1


def test_sizes_are_kept_in_figures() -> None:
    clean = sanitize('<img src="/a.jpg" width="300px" height="50%"><img src="/b.jpg" width="12.5" height="auto">', BASE).html
    assert clean == (
        '<img src="https://example.org/a.jpg" width="300" alt=""><img src="https://example.org/b.jpg" width="12" alt="">'
    )


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://www.facebook.com/tr?id=1&ev=PageView">',
        '<img src="//pixel.wp.com/b.gif?v=noscript">',
        '<img src="/p.png" width="1" height="1">',
        '<img src="https://x.list-manage.com/track/open.php?u=1">',
    ],
)
def test_what_counts_readers_goes(html: str) -> None:
    clean = sanitize(f"<p>x</p>{html}", BASE)
    assert clean.html == "<p>x</p>"
    assert clean.dropped == ("A tracking picture was left out.",)


def test_sets_of_sizes() -> None:
    assert widest("/a,b.jpg 100w, /c.jpg 2000w, /d.jpg 50w") == "/c.jpg"
    assert widest("/a.jpg, /b.jpg 2x") == "/b.jpg"
    assert widest("") == ""
    assert widest("/a.jpg 1..2w") == ""
