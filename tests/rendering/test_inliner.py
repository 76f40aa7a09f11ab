"""Every fault of premailer that is known, and that the letter does not suffer from it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from composer.errors import RenderingError
from composer.rendering.inliner import inline, style_bytes


def _document(body: str, styles: str = "", head: str = "") -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">{head}<style>{styles}</style></head>'
        f"<body>{body}</body></html>"
    )


def test_rules_are_written_into_elements() -> None:
    html = inline(_document('<p class="a">x</p>', ".a {color: #112233}"))
    assert '<p class="a" style="color:#112233">x</p>' in html
    assert "<style" not in html


def test_important_in_media_and_hover_rules_is_kept() -> None:
    kept = "@media (max-width: 599px) {.a {color: #445566 !important}} .a:hover {color: #000000 !important}"
    html = inline(_document('<p class="a">x</p>', ".a {color: #112233}", f'<style data-premailer="ignore">{kept}</style>'))
    assert f"<style>{kept}</style>" in html


@pytest.mark.parametrize(
    "rule",
    [
        "[data-ogsc] .a {color: #445566}",
        "[data-ogsb] .a {background-color: #445566}",
        "u + .body .a {color: #445566}",
        "#MessageViewBody a {color: #445566}",
        "@font-face {font-family: X; src: url(https://e.org/x.woff2)}",
        "@supports (display: grid) {.a {display: grid}}",
        "@keyframes k {from {opacity: 0}}",
        "@media (width <= 600px) {.a {color: #445566}}",
        ".a:not(.b, .c) {color: #445566}",
        ".a {color: #445566; &:hover {color: #000000}}",
        "* {line-height: 1}",
    ],
)
def test_rules_that_match_nothing_yet_are_kept(rule: str) -> None:
    assert rule in inline(
        _document('<p class="a">x</p>', ".a {color: #112233}", f'<style data-premailer="ignore">{rule}</style>')
    )


def test_nothing_inline_is_important() -> None:
    html = inline(_document('<p class="a">x</p>', ".a {color: #112233 !important}"))
    assert "important" not in html


@pytest.mark.parametrize(
    "styles",
    [
        "@import url(https://e.org/x.css);",
        "@IMPORT 'https://e.org/x.css';",
        r"@\69mport url(https://e.org/x.css);",
        "@import url(file:///etc/passwd);",
    ],
)
def test_imports_are_refused_and_nothing_is_opened(styles: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(urllib.request, "urlopen", lambda *args, **kwargs: opened.append(args))
    with pytest.raises(RenderingError, match="outside the letter"):
        inline(_document("<p>x</p>", styles))
    assert opened == []


def test_cssutils_itself_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second wall: were an import to get past the first, its fetcher refuses too."""
    opened: list[object] = []
    monkeypatch.setattr(urllib.request, "urlopen", lambda *args, **kwargs: opened.append(args))
    inline(_document("<p>x</p>"))
    import cssutils

    with pytest.raises(RenderingError, match="outside the letter"):
        cssutils.parseString("@import url(file:///etc/passwd);")
    assert opened == []


@pytest.mark.parametrize(
    "head",
    ['<link rel="stylesheet" href="https://e.org/x.css">', '<LINK REL=stylesheet HREF="x.css">', '<base href="x"><link href=x>'],
)
def test_links_to_styles_are_refused(head: str) -> None:
    with pytest.raises(RenderingError, match="link"):
        inline(_document("<p>x</p>", head=head))


def test_pictures_inside_the_page_are_refused() -> None:
    with pytest.raises(RenderingError, match="data:"):
        inline(_document('<img src="data:image/png;base64,AAAA" alt="">'))


def test_lower_case_doctype_is_refused_for_it_would_be_lost() -> None:
    with pytest.raises(RenderingError, match="DOCTYPE"):
        inline(_document("<p>x</p>").replace("<!DOCTYPE", "<!doctype"))
    assert inline(_document("<p>x</p>")).startswith("<!DOCTYPE html>")


def test_a_fragment_is_refused() -> None:
    for html in ("<p>x</p>", "", "<!DOCTYPE html>", "<!DOCTYPE html><p>x</p>"):
        with pytest.raises(RenderingError):
            inline(html)


def test_attributes_are_not_overwritten_from_styles() -> None:
    styles = "img {width: 100%; height: auto} table {text-align: right; width: 50%} "
    styles += "td {background-color: #112233; vertical-align: top}"
    html = inline(
        _document('<table width="600"><tr><td bgcolor="#FFFFFF"><img src="cid:a" width="300" alt=""></td></tr></table>', styles)
    )
    assert '<table width="600"' in html
    assert 'width="300"' in html
    assert 'bgcolor="#FFFFFF"' in html
    for made_up in ('width="100%"', 'height="auto"', "align=", 'valign="'):
        assert made_up not in html


def test_floats_make_no_align_attribute() -> None:
    assert 'align="' not in inline(_document('<img src="cid:a" alt="" class="f">', ".f {float: right}"))


def test_four_value_shorthands_win_in_the_right_order() -> None:
    html = inline(
        _document(
            '<p class="a" id="i">x</p>', "p {margin: 0px 0px 0px 0px} .a {margin: 0px 0px 0px 5px} #i {margin: 9px 9px 9px 9px}"
        )
    )
    assert "margin:9px 9px 9px 9px" in html
    assert html.count("margin") == 1


def test_an_element_no_rule_touches_keeps_both_of_its_sizes() -> None:
    wrapper = '<div style="font-size:medium; font-size:max(16px, 1rem)">x</div>'
    assert wrapper in inline(_document(wrapper, "p {color: #112233}"))


def test_conditional_comments_are_left_as_they_are() -> None:
    for comment in ('<!--[if mso]><table width="600"><tr><td><![endif]-->', "<!--[if !mso]><!--><i>x</i><!--<![endif]-->"):
        assert comment in inline(_document(f"{comment}<p>y</p>", "td {color: #112233} i {color: #112233}")).replace(
            '<i style="color:#112233">', "<i>"
        )


@pytest.mark.parametrize("comment", ["<![if !mso]>x<![endif]>", "a<![endif]>"])
def test_conditional_comments_that_do_not_survive_are_refused(comment: str) -> None:
    with pytest.raises(RenderingError, match="does not survive"):
        inline(_document(comment))


def test_addresses_are_left_as_they_are() -> None:
    html = inline(
        _document('<a href="https://e.org/?a=1&amp;copy=2&amp;b=%7Bx">x</a><a href="#top">y</a><img src="cid:ab" alt="">')
    )
    assert 'href="https://e.org/?a=1&amp;copy=2&amp;b=%7Bx"' in html
    assert 'href="#top"' in html
    assert 'src="cid:ab"' in html


def test_tokens_pass_through_text_and_attributes() -> None:
    html = inline(_document('<a class="a" href="NLTTOKABN1X" title="NLTTOKABN0X">NLTTOKABN0X</a>', ".a {color: #112233}"))
    assert '<a class="a" href="NLTTOKABN1X" title="NLTTOKABN0X" style="color:#112233">NLTTOKABN0X</a>' in html


def test_colours_keep_six_digits() -> None:
    html = inline(_document('<p class="a">x</p>', ".a {color: #ffffff; background-color: #112233; border: 1px solid #AABBCC}"))
    assert "#fff;" not in html.replace("#ffffff", "")
    assert "color:#ffffff" in html
    assert "#112233" in html
    assert "#AABBCC" in html


def test_signs_nobody_sees_are_written_out() -> None:
    html = inline(_document("<p>&#8199;&#65279;&#847; &nbsp;&zwnj; é</p>"))
    assert "&#8199;&#65279;&#847; &#160;&#8204; é" in html


def test_outlook_properties_pass_and_nothing_is_logged(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        html = inline(_document('<p class="a">x</p>', ".a {mso-line-height-rule: exactly; display: flex; width: calc(1px + 1%)}"))
    assert "mso-line-height-rule:exactly" in html
    assert caplog.records == []
    assert capsys.readouterr() == ("", "")


def test_classes_stay_for_the_kept_rules() -> None:
    assert 'class="a"' in inline(_document('<p class="a">x</p>', ".a {color: #112233}"))


def test_what_premailer_cannot_do_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: object, **settings: object) -> None:
        raise ValueError("no such selector")

    monkeypatch.setattr("composer.rendering.inliner._premailer", lambda: fails)
    with pytest.raises(RenderingError, match="styles could not be written") as caught:
        inline(_document("<p>x</p>"))
    assert "no such selector" in caught.value.details


@pytest.mark.parametrize(
    "rule",
    [
        "li:nth-child(2) {color: #112233}",
        'a[href^="tel:"] {color: #112233}',
        "a..b {color: #112233}",
        "a > > b {color: #112233}",
        "p {color: rgb(0 0 0 / 50%)}",
        "p {background-color: #11223344}",
        "}}}",
    ],
)
def test_rules_it_does_not_understand_do_no_harm(rule: str) -> None:
    html = inline(_document("<p>x</p><ul><li>y</li></ul>", rule + " .a {color: #112233}"))
    assert "<p" in html
    assert "style=" not in html.replace('style="color:rgb(0 0 0/50%)"', "").replace('style="background-color:#11223344"', "")


def test_the_same_document_gives_the_same_bytes() -> None:
    document = _document('<p class="a b">x</p>', ".b {color: #112233; margin: 0px 0px 0px 0px} .a {font-size: 16px}")
    assert inline(document) == inline(document)


def test_style_bytes_count_what_stands_inside_style() -> None:
    assert style_bytes("<style>abc</style><p>x</p><style type='x'>é</style>") == 5


def test_premailer_is_loaded_on_first_use_with_room_to_remember(tmp_path: Path) -> None:
    script = (
        "import sys\nimport composer.rendering.inliner as i\nimport composer.rendering.renderer\n"
        "assert 'premailer' not in sys.modules and 'cssutils' not in sys.modules\n"
        "i.inline('<!DOCTYPE html><html><body><p>x</p></body></html>')\n"
        "import premailer.cache\nprint(premailer.cache.cache.maxsize)"
    )
    environment = {**os.environ, "PREMAILER_CACHE_MAXSIZE": "128"}
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment, cwd=tmp_path
    )
    assert answer.stdout.strip() == "10000"


def test_remembered_rules_stay_with_their_own_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("composer.rendering.inliner.MOST_SHEETS", 3)
    for number in (1, 2, 1, 3, 4, 5, 1):
        colour = f"#00000{number}"
        assert f'style="color:{colour}"' in inline(_document('<p class="a">x</p>', f".a {{color: {colour}}}"))


def test_classes_are_found_however_they_are_written() -> None:
    styles = (
        ".a {color: #112233} .b p {color: #112233} .c.d {color: #112233} .gone {color: #112233} a[href$='.pdf'] {color: #112233}"
    )
    html = inline(_document("<a href='x.pdf'>w</a><i class=a>x</i><div class='x b'><p>y</p></div><i CLASS=\"c d\">z</i>", styles))
    assert html.count("color:#112233") == 4


def test_words_about_data_addresses_are_only_words() -> None:
    page = "<!DOCTYPE html><html><body><p title=\"an img src='data:x'\">&lt;img src='data:image/gif'&gt;</p></body></html>"
    assert "data:image/gif" in inline(page)
    for shown in ("<img src='data:image/gif,x'>", '<td background=" data:x">', "<img src=data:x>"):
        with pytest.raises(RenderingError, match="data:"):
            inline(f"<!DOCTYPE html><html><body>{shown}</body></html>")
