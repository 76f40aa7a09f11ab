"""What comes from Word, Google Docs and the web, as Markdown without their rubbish."""

from __future__ import annotations

from composer.gui.fields.pasted_html import LIMIT, markdown_from

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style></head>
<body lang=EN-GB><!--StartFragment--><p class=MsoNormal>We met on <b>Friday</b><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Soup<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>·&nbsp;&nbsp;</span><![endif]>Bread
</p><!--EndFragment--></body></html>"""

DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span
style="font-size:11pt;font-weight:400;">Plain and </span><span style="font-size:11pt;font-weight:700;">bold</span><span
style="font-style:italic;font-weight:400"> slanted</span></p></b>"""


def test_word_keeps_its_list_and_loses_its_bullets() -> None:
    assert markdown_from(WORD) == "We met on **Friday**\n\n- Soup\n- Bread"


def test_docs_says_bold_by_style_alone() -> None:
    assert markdown_from(DOCS) == "Plain and **bold** *slanted*"


def test_a_web_page_keeps_links_and_drops_what_is_dangerous() -> None:
    html = '<p>See <a href="https://a.example/x" onclick="steal()">here</a><script>steal()</script><img src=x onerror=y></p>'
    assert markdown_from(html) == "See [here](https://a.example/x)"
    assert "javascript" not in markdown_from('<a href="javascript:steal()">here</a>')


def test_too_much_and_nothing_are_left_to_plain_words() -> None:
    assert markdown_from("<p>" + "x" * LIMIT) == ""
    assert markdown_from("<p> </p>") == ""
