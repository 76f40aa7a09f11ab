"""Nothing active survives; what a reader wants does; what was dropped is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from harmless import faults_in
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.sanitizer import plain, sanitize, to_markdown

BASE = "https://example.org/news/one/"
VECTORS = (
    "<script>alert(1)</script>ok",
    "<ScRiPt/src=//x.example>",
    "<img src=x onerror=alert(1)>",
    "<img src=`javascript:alert(1)`>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='  \x01javascript:alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<form action=javascript:alert(1)><input type=image src=x formaction=javascript:alert(1)>",
    "<isindex action=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:/'><a href='alert(1)'>x</a>",
    "<link rel=stylesheet href=javascript:alert(1)>",
    "<style>@import 'javascript:alert(1)'; p { behavior: url(x); width: expression(alert(1)) }</style>",
    "<p style='color:expression(1)'>x",
    "<div style='background:url(javascript:alert(1))' id=x name=y onclick=z()>x</div>",
    "<p><!--[if gte IE 4]><script>alert(1)</script><![endif]-->x</p>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<table background=javascript:alert(1)><td background=javascript:alert(1)>x",
    "<video><source onerror=alert(1) src=x></video><audio src=x onloadstart=alert(1)>",
    "<body onload=alert(1)>x</body>",
    "<x onclick=alert(1)>x</x><details ontoggle=alert(1) open>",
    "<image src=javascript:alert(1)>",
    "<select><noembed></select><script x='a@b'>y</noembed></script>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<a href=https://example.org onmouseover=alert(1) target=_blank ping=https://x.example>x</a>",
)


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_active_survives(vector: str) -> None:
    clean = sanitize(vector, BASE)
    assert faults_in(clean.html) == []
    assert sanitize(clean.html, BASE).html == clean.html


_WORDS = st.text(st.sampled_from("ab <>=\"'/!-&;:()javscriptonerud\n\x00"), max_size=12)
_PIECES = st.sampled_from(
    [*VECTORS, "<", ">", '"', "'", "<!--", "-->", "<svg>", "<math>", "</p>", "<p>", "<b", "<style>", "</style>", "]]>"]
)


@given(st.lists(st.one_of(_PIECES, _WORDS), max_size=8))
def test_no_mixture_of_vectors_survives(pieces: list[str]) -> None:
    assert faults_in(sanitize("".join(pieces), BASE).html) == []


_MARKUP = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<a href='https://e.org'>",
            "</a>",
            "<b>",
            "</b>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
        ),
        *("<ul>", "<li>", "</ul>", "x", " ", "[b]", "[/b]", "[gallery]", "&#91;gallery]", "[/gallery]", "&nbsp;", "<br>", "<h1>"),
        *(
            "</h1>",
            "<pre>",
            "\n",
            "<dl>",
            "<dt>",
            "<img src=https://e.org/a.png>",
            "&lt;",
            "&amp;",
            "[",
            "]",
            "<span>",
            "</span>",
        ),
        *(
            "<blockquote>",
            "<details>",
            "<iframe src=https://e.org>",
            "<sup>",
            "<a href='#fn1'>",
            "1",
            "<caption>",
            "<form>",
            "<input>",
        ),
        *("<p style='mso-list:l0 level2 lfo1'>", "https://youtu.be/abcdefghijk", "<select>", "<noscript>", "<picture>"),
        *(
            "<source srcset='/a 1w'>",
            "<svg>",
            "<math>",
            "<template>",
            "<title>",
            "<xml>",
            "<o:p>",
            "<font style='font-weight:bold'>",
        ),
    ]
)


@given(st.lists(st.one_of(_MARKUP, _PIECES, _WORDS), max_size=9))
def test_sanitising_twice_changes_nothing(pieces: list[str]) -> None:
    clean = sanitize("".join(pieces), BASE).html
    assert sanitize(clean, BASE).html == clean


def test_others_vectors(shared_samples: Path) -> None:
    folder = shared_samples / "html"
    vectors = [
        line for name in ("xss-alert.txt", "xss-brutelogic.txt") for line in (folder / name).read_text("utf-8").splitlines()
    ]
    vectors += [entry["payload"] for entry in json.loads((folder / "xss-dompurify-payloads.json").read_text("utf-8"))]
    vectors += [path.read_text("utf-8").rpartition("\n--\n")[0] for path in sorted(folder.glob("*.test"))]
    assert len(vectors) > 900
    assert [(vector, faults) for vector in vectors if (faults := faults_in(sanitize(vector, BASE).html))] == []


def test_relative_addresses_are_made_whole_and_tracking_goes() -> None:
    clean = sanitize('<a href="../two?utm_source=x&id=1">two</a> <img src="/p.png" alt="A picture">', BASE)
    assert 'href="https://example.org/news/two?id=1"' in clean.html
    assert 'src="https://example.org/p.png"' in clean.html
    assert clean.dropped == ()


def test_lazily_loaded_pictures_become_pictures_once() -> None:
    clean = sanitize(
        '<img src="data:image/gif;base64,R0" data-src="/real.jpg" alt="Us"><noscript><img src="/real.jpg"></noscript>'
        '<img src="/blank.gif" data-srcset="/small.jpg 300w, /large.jpg 1200w">',
        BASE,
    )
    assert clean.html.count("<img") == 2
    assert "https://example.org/real.jpg" in clean.html
    assert "https://example.org/large.jpg" in clean.html


def test_players_become_links() -> None:
    clean = sanitize('<iframe src="https://www.youtube.com/embed/abcdef12345" title="Our year"></iframe><p>after</p>', BASE)
    assert clean.html == (
        '<p><a href="https://www.youtube.com/watch?v=abcdef12345"><img src="https://i.ytimg.com/vi/abcdef12345/hqdefault.jpg"'
        ' alt="Our year"></a><br><a href="https://www.youtube.com/watch?v=abcdef12345">Our year</a></p><p>after</p>'
    )
    assert clean.dropped == ("A video became its picture and a link.",)
    assert ">Watch the video</a>" in sanitize('<video><source src="/v.mp4"></video>', BASE).html
    assert ">Listen to the recording</a>" in sanitize('<audio src="/v.mp3"></audio>', BASE).html
    assert ">Open the embedded page</a>" in sanitize('<object data="/map.html"></object>', BASE).html


def test_a_lazy_class_says_that_the_address_is_not_the_real_one() -> None:
    html = '<img class="b-lazy" src="/grey-dots.gif" data-original="/a.jpg" alt="A"><img src="/b.jpg" data-x="/c.jpg">'
    clean = sanitize(html, BASE)
    assert 'src="https://example.org/a.jpg"' in clean.html
    assert 'src="https://example.org/b.jpg"' in clean.html


def test_a_picture_may_be_called_like_a_placeholder() -> None:
    html = '<img src="data:image/gif;base64,R0lG" data-src="/lazy-sunday.jpg" alt="A">'
    assert sanitize(html, BASE).html == '<img src="https://example.org/lazy-sunday.jpg" alt="A">'


def test_the_picture_behind_a_cover_is_shown() -> None:
    html = '<div class="wp-block-cover" style="min-height:9em; background-image:url(/hall.jpg)"><p>Our <b>hall</b></p></div>'
    assert sanitize(html, BASE).html == '<div><img src="https://example.org/hall.jpg" alt=""><p>Our <b>hall</b></p></div>'
    hostile = '<div class="wp-block-cover" style="background:url(javascript:alert(1))">x</div>'
    assert sanitize(hostile, BASE).html == "<div>x</div>"


def test_plugins_buttons_go_and_are_named() -> None:
    clean = sanitize('<p>Words.</p><div class="x sharedaddy y"><a href="/?share=1">Share</a></div>', BASE)
    assert (clean.html, clean.dropped) == ("<p>Words.</p>", ("A plugin’s buttons were left out.",))


def test_what_has_no_words_of_its_own_is_named() -> None:
    html = '<!-- wp:latest-posts {"postsToShow":5} /--><!-- wp:paragraph --><p>a</p><!-- /wp:paragraph --><!-- wp:spacer /-->'
    clean = sanitize(f"{html}<p>E = <math><mi>m</mi></math></p>")
    assert clean.html == "<p>a</p><p>E = </p>"
    assert clean.dropped == ("A block that the site itself fills was left out.", "A formula was left out.")


def test_what_counts_readers_goes_and_is_named() -> None:
    clean = sanitize(
        '<p>x</p><img src="https://stats.example.org/p.gif" width="1" height="1"><img src="https://x.example/~r/feed/~4/a">', BASE
    )
    assert clean.html == "<p>x</p>"
    assert clean.dropped == ("2 tracking pictures were left out.",)


def test_editors_leftovers_go_and_words_stay() -> None:
    clean = sanitize(
        '<!-- wp:paragraph --><p>One [gallery ids="1,2"] two [b]three[/b] [1] […]</p><!-- /wp:paragraph -->'
        '[caption id="x" width="300"]<img src="/p.png" alt="A"> Under it[/caption][vc_row][vc_column]Inside[/vc_column][/vc_row]'
        "<o:p>Word</o:p><p class=MsoNormal style='mso-margin:0'>paste</p>",
        BASE,
    )
    words = " ".join(plain(clean.html).split())
    assert words == "One two [b]three[/b] [1] […] Under it Inside Word paste"
    assert any("shortcodes" in sentence for sentence in clean.dropped)


def test_hidden_parts_forms_and_scripts_are_named() -> None:
    clean = sanitize('<p>x</p><div style="display: none">trap</div><form>Your name <input name=a></form><script>y</script>', BASE)
    assert clean.html == "<p>x</p>"
    assert clean.dropped == ("A script was left out.", "A form was left out.", "A hidden part was left out.")


def test_a_form_around_a_whole_page_is_no_form() -> None:
    words = "<p>" + "A sentence of the page. " * 20 + "</p>"
    clean = sanitize(f"<form><input type=hidden name=state>{words}<input name=search></form>", BASE)
    assert words.strip("</p>").strip() in clean.html
    assert clean.dropped == ("A form field was left out.",)


def test_a_script_at_the_very_beginning_is_named_too() -> None:
    assert sanitize("<script>x()</script><p>Words</p>").dropped == ("A script was left out.",)


def test_what_the_clipboard_marks_is_all_that_counts() -> None:
    copied = "<html><body>Version:0.9<!--StartFragment--><p>This</p><!--EndFragment-->not this</body></html>"
    assert sanitize(copied).html == "<p>This</p>"


def test_tables_stay_tables() -> None:
    table = '<table border=1 style="width:9999px"><tr><th colspan="2">When</th></tr><tr><td>1 May</td><td>Fair</td></tr></table>'
    assert "<td>1 May</td><td>Fair</td>" in sanitize(table).html
    assert '<th colspan="2">When</th>' in sanitize(table).html
    assert "style" not in sanitize(table).html


def test_an_emoji_picture_becomes_its_character() -> None:
    assert sanitize('<p>Hi <img class="emoji" alt="🙂" src="https://s.w.org/x.png"></p>', BASE).html == "<p>Hi 🙂</p>"


def test_pictures_without_an_address_are_named() -> None:
    clean = sanitize('<p>x</p><img src="data:image/png;base64,AAAA"><a href="page2.html">next</a>')
    assert clean.html == "<p>x</p>next"
    assert clean.dropped == ("A picture in the text was left out.", "A link without a usable address was left out.")


def test_words_survive_in_others_pages(shared_samples: Path) -> None:
    manifest = json.loads((shared_samples / "MANIFEST.json").read_text("utf-8"))
    for entry in manifest["files"]:
        for words in entry["expect"].get("text_that_must_survive", []):
            clean = sanitize((shared_samples / entry["path"]).read_text("utf-8"), BASE)
            assert " ".join(words.split()) in " ".join(plain(clean.html).split()), entry["path"]
            assert faults_in(clean.html) == []


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000,
        "<b>" * 50_000 + "x",
        "<a href='" + "x" * 500_000,
        "<" * 300_000,
        "<p " + "a=b " * 50_000,
        "[a " * 60_000,
        "[caption]" * 20_000,
        "&" * 300_000,
        "<!--" * 50_000,
        "<table>" * 3_000 + "<td>x",
        "<img srcset='" + "a 1w, " * 50_000 + "'>",
    ],
    ids=lambda html: html[:12],
)
def test_bombs_end_soon(html: str) -> None:
    clean = sanitize(html, BASE)
    assert faults_in(clean.html) == []


def test_markdown_of_clean_html() -> None:
    assert to_markdown(sanitize("<h2>A &amp; B</h2><p>Some <b>bold</b> text</p>", BASE).html) == "## A & B\n\nSome **bold** text"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One<br>two</p><p>three</p>", "One\ntwo\n\nthree"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("<div>a</div>b<div>c</div>", "a\n\nb\n\nc"),
        ("a <b>b</b>c &amp; d&nbsp;e", "a bc & d e"),
        ("<style>p{}</style><script>x</script>words", "words"),
        ("", ""),
    ],
)
def test_plain_words(html: str, words: str) -> None:
    assert plain(html) == words
