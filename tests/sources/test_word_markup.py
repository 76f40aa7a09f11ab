"""Pasted from Word, Outlook and Google Docs: real lists, real emphasis, nothing of the program that made it."""

from __future__ import annotations

from composer.sources.sanitizer import sanitize, to_markdown


def paragraph(level: int, mark: str, words: str, place: str = "Middle") -> str:
    return (
        f"<p class=MsoListParagraphCxSp{place} style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>"
        f"<![if !supportLists]><span lang=EN-GB style='font-family:Symbol'><span style='mso-list:Ignore'>{mark}"
        f"<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>{words}<o:p></o:p></p>"
    )


def test_list_paragraphs_become_lists_in_lists() -> None:
    html = (
        "<p class=MsoNormal>Bring:<o:p></o:p></p>"
        + paragraph(1, "·", "tea", "First")
        + paragraph(2, "o", "<b>green</b>")
        + paragraph(2, "o", "black")
        + paragraph(1, "·", "cake", "Last")
        + "<p class=MsoNormal>Then:</p>"
        + paragraph(1, "1.", "sit")
        + paragraph(1, "2.", "talk")
    )
    assert to_markdown(sanitize(html).html) == (
        "Bring:\n\n- tea\n    - **green**\n    - black\n- cake\n\nThen:\n\n1. sit\n2. talk"
    )


def test_lists_without_styles_are_known_by_their_marks() -> None:
    html = "".join(f"<p class=MsoListParagraph>{words}</p>" for words in ("·&nbsp;&nbsp; one", "· two", "only set in"))
    assert to_markdown(sanitize(html).html) == "- one\n- two\n\nonly set in"


def test_a_list_that_goes_on_keeps_its_number() -> None:
    html = paragraph(1, "4.", "four") + paragraph(1, "5.", "five")
    assert sanitize(html).html == '<ol start="4"><li>four</li><li>five</li></ol>'


def test_what_only_word_knows_goes() -> None:
    html = (
        "<html xmlns:o='urn:x'><head><xml><o:p>junk</o:p></xml><style>@page{size:1}</style></head><body>"
        "<!--[if gte mso 9]><xml><w:WordDocument>junk</w:WordDocument></xml><![endif]-->"
        "<xml><w:LsdException>junk</w:LsdException></xml>"
        "<?xml:namespace prefix = st1 /><p class=MsoNormal style='mso-margin-top-alt:auto;position:absolute'>"
        "<st1:place w:st='on'><st1:City w:st='on'>Leeds</st1:City></st1:place> is <span"
        " style='mso-hide:all'>junk</span>near.<o:p>&nbsp;</o:p></p>"
        "<p class=MsoNormal><o:p>&nbsp;</o:p></p></body></html>"
    )
    assert to_markdown(sanitize(html).html) == "Leeds is near."


def test_google_docs_says_bold_by_style_alone() -> None:
    html = (
        '<b style="font-weight:normal;" id="docs-internal-guid-1"><p><span style="font-weight:400">Plain, </span>'
        '<span style="font-weight:700">bold</span><span style="font-style:italic;font-weight:400"> and slanted</span>'
        '<span style="font-weight:700;font-style:italic"> both</span></p></b>'
    )
    assert to_markdown(sanitize(html).html) == "Plain, **bold** *and slanted* ***both***"


def test_headings_are_not_bold_twice() -> None:
    html = '<h2><span style="font-weight:700">Our year</span></h2>'
    assert sanitize(html).html == "<h2>Our year</h2>"
