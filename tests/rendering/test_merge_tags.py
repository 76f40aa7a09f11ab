"""One person's values land in a letter whole, escaped, and without a trace of the marks."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.blocks.button import Button
from composer.blocks.fields import Picture
from composer.blocks.footer import Footer
from composer.blocks.image import ImageBlock
from composer.blocks.text import TextBlock
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.rendering.merge_tags import Token, cut_html, cut_text, find_tags, mark, personalise, tag_names


class _Body(msgspec.Struct):
    subject: str
    html: str
    text: str
    tokens: tuple[Token, ...]


FIRST = Token("NLTTOKAAN0X", "first_name", "friend")
STOP = Token("NLTTOKAAN1X", "unsubscribe_url", "")
MAIL = Token("NLTTOKAAN2X", "email", "")


def _body(html: str = "", text: str = "", subject: str = "") -> _Body:
    return _Body(subject, html, text, (FIRST, STOP, MAIL))


@pytest.mark.parametrize(
    ("text", "name", "fallback"),
    [
        ("{{first_name|friend}}", "first_name", "friend"),
        ("{{ first_name }}", "first_name", ""),
        ("{{First name | dear friend}}", "first_name", "dear friend"),
        (r"{{first\_name|friend}}", "first_name", "friend"),
        ("{{nickname|you}}", "nickname", "you"),
        ("{{first_name|}}", "first_name", ""),
    ],
)
def test_tags_are_found_as_people_write_them(text: str, name: str, fallback: str) -> None:
    (tag,) = find_tags(f"Dear {text}, hello")
    assert (tag.name, tag.fallback) == (name, fallback)
    assert f"Dear {text}, hello"[tag.start : tag.end] == text


@pytest.mark.parametrize("text", ["{{", "{{ }}", "{first_name}", "{{1st}}", "{{a\nb}}", "{{{{}}}}"])
def test_other_braces_are_no_tags(text: str) -> None:
    assert find_tags(text) == []


def test_every_tag_has_a_label() -> None:
    assert set(tag_names()) == {"first_name", "last_name", "full_name", "email"}
    assert all(tag_names().values())


def test_value_is_escaped_where_it_lands() -> None:
    body = _body(
        html=f'<p title="{FIRST.mark}">Dear {FIRST.mark},</p><a href="https://e.org/?q={FIRST.mark}&amp;m={MAIL.mark}">x</a>'
        f'<a href="{STOP.mark}">stop</a>',
        text=f"Dear {FIRST.mark}, see https://e.org/?q={FIRST.mark} or {STOP.mark}",
        subject=f"For {FIRST.mark}",
    )
    nasty = '"><script>alert(1)</script> & Ünal'
    made = personalise(body, {"first_name": nasty, "email": "a+b@e.org", "unsubscribe_url": "https://e.org/u?a=1&b=2"})
    quoted = "%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%20%26%20%C3%9Cnal"
    assert "<script>" not in made.html
    assert "Dear &quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; Ünal," in made.html
    assert 'title="&quot;&gt;' in made.html
    assert f"?q={quoted}&amp;m=a%2Bb@e.org" in made.html
    assert '<a href="https://e.org/u?a=1&amp;b=2">stop</a>' in made.html
    assert made.text == f"Dear {nasty}, see https://e.org/?q={quoted} or https://e.org/u?a=1&b=2"
    assert made.subject == f"For {nasty}"


def test_empty_value_gives_the_fallback_and_names_are_joined() -> None:
    full = Token("NLTTOKAAN9X", "full_name", "neighbour")
    body = _Body("", "", f"{full.mark}", (full,))
    assert personalise(_body(text=FIRST.mark), {"first_name": "  "}).text == "friend"
    assert personalise(_body(text=FIRST.mark), {}).text == "friend"
    assert personalise(body, {"first_name": "Anna", "last_name": "Lind"}).text == "Anna Lind"
    assert personalise(body, {}).text == "neighbour"


def test_a_name_cannot_start_a_line_or_turn_the_sentence_round() -> None:
    made = personalise(_body(subject=f"Hi {FIRST.mark}!", text=FIRST.mark), {"first_name": "A\r\nBcc: x@e.org\u202e\u2066"})
    assert made.subject == "Hi A Bcc: x@e.org!"
    assert made.text == "A Bcc: x@e.org"


def test_an_address_that_is_none_leads_nowhere() -> None:
    made = personalise(_body(html=f'<a href="{STOP.mark}">stop</a>'), {"unsubscribe_url": "javascript:alert(1)"})
    assert made.html == '<a href="#">stop</a>'
    assert personalise(_body(html=f'<a href="{STOP.mark}">s</a>'), {"unsubscribe_url": "mailto:u@e.org"}).html == (
        '<a href="mailto:u@e.org">s</a>'
    )


def test_marks_in_odd_places_are_blanked() -> None:
    body = _body(html=f"<style>.{FIRST.mark}{{}}</style><!--{FIRST.mark}--><p {FIRST.mark}>x</p>")
    assert personalise(body, {"first_name": "Anna"}).html == "<style>.{}</style><!----><p >x</p>"


def test_cutting_and_joining_changes_nothing_else() -> None:
    html = f"<p a='>'>{FIRST.mark}</p><p>no mark</p>"
    pieces = cut_html(html, (FIRST,))
    assert "".join(piece if isinstance(piece, str) else piece.token.mark for piece in pieces) == html
    assert cut_html("plain", ()) == ("plain",)
    assert cut_text("plain", ()) == ("plain",)


def test_every_text_of_an_issue_is_marked() -> None:
    tag = "{{first_name|friend}}"
    issue = Issue(
        id="i",
        name=f"n {tag}",
        subject=f"s {tag}",
        preheader=f"p {tag}",
        brand=Brand(organisation=f"o {tag}", reason=f"r {tag}", postal_address=f"a {tag}"),
        blocks=(
            TextBlock(id="t", text=f"t {tag}"),
            Button(id="b", label_text=f"b {tag}", link="https://e.org/{{email}}"),
            ImageBlock(id="i", picture=Picture(hash="ab", alt=f"alt {tag}")),
            Footer(id="f", text=f"f {tag}"),
        ),
    )
    marked = mark(issue)
    assert "{{" not in str(msgspec.to_builtins(marked.issue))
    names = {token.name for token in marked.tokens}
    assert names == {"first_name", "email", "unsubscribe_url", "view_url"}
    assert len(marked.tokens) == 4, "the same tag is the same token"
    assert all(re.fullmatch(r"NLTTOK[0-9A-F]{10}N\d+X", token.mark) for token in marked.tokens)
    assert mark(issue) == marked, "the same issue gets the same tokens"


def test_unknown_tag_becomes_its_fallback() -> None:
    issue = Issue(blocks=(TextBlock(id="t", text="Dear {{nickname|you}}{{shoe_size}}!"),))
    assert mark(issue).issue.blocks[0].plain_text() == "Dear you!"


def test_a_text_that_holds_a_mark_gets_another() -> None:
    issue = Issue(id="x", subject="s", blocks=(TextBlock(id="t", text="{{first_name}}"),))
    stem = mark(issue).tokens[0].mark[:16]
    # The mark depends on the text, so one that holds its own mark cannot be written; one of the same shape can.
    other = msgspec.structs.replace(issue, subject=stem)
    assert stem not in {token.mark[:16] for token in mark(other).tokens}


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_value_breaks_out(value: str, fallback: str) -> None:
    token = Token("NLTTOKAAN0X", "first_name", fallback)
    body = _Body(
        f"a{token.mark}b",
        f'<p title="{token.mark}">{token.mark}</p><a href="https://e.org/{token.mark}">y</a>',
        token.mark,
        (token,),
    )
    made = personalise(body, {"first_name": value})
    assert made.html.count("<") == 4
    assert made.html.count('"') == 4
    assert "\n" not in made.subject
    assert "\r" not in made.subject
    assert not any(ord(sign) < 32 for sign in made.text)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="{}| \\_abfirstname\n", max_size=80))
def test_reading_tags_never_fails_and_places_are_right(text: str) -> None:
    for tag in find_tags(text):
        assert text[tag.start : tag.end].startswith("{{")
        assert text[tag.start : tag.end].endswith("}}")
