"""HTML of the user's own: what mail programs show stays, nothing that acts, asks, follows or leaves its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.rendering.own_markup import own_markup

ACTIVE = re.compile(
    r"<(script|iframe|object|form|style|svg|math|link|meta|base)\b|\son\w+\s*=|javascript:|vbscript:|url\(|position:", re.I
)


def test_a_designers_table_stays() -> None:
    given_by_them = (
        '<table width="100%"><tbody><tr><td align="center" style="padding:12px;background-color:#eee">'
        '<a href="https://e.org/give" style="color:#123456">Give</a><img src="https://e.org/a.png" alt="Roof" width="200">'
        "</td></tr></tbody></table>"
    )
    kept = own_markup(given_by_them)
    for part in (
        'width="100%"',
        'align="center"',
        "padding:12px",
        "background-color:#EEEEEE",
        'href="https://e.org/give"',
        'width="200"',
    ):
        assert part in kept


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='jav&#x09;ascript:alert(1)'>x</a>",
        "<a href=' JAVASCRIPT:alert(1)'>x</a>",
        "<img src='data:text/html;base64,AAAA'>",
        "<form action=https://evil.example><input name=a></form>",
        "<div style='position:fixed;top:0'>x</div>",
        "<div style='background:url(https://evil.example/x.png)'>x</div>",
        "<div style='color:red;width:expression(alert(1))'>x</div>",
        "<div style='list-style:url(x)'>x</div>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<iframe src=https://evil.example></iframe>",
        "<meta http-equiv=refresh content='0;url=https://evil.example'>",
        "<base href=https://evil.example><link rel=stylesheet href=https://evil.example/a.css>",
        "<template><script>alert(1)</script></template>",
    ],
)
def test_nothing_active_survives(markup: str) -> None:
    assert not ACTIVE.search(own_markup(f"<p>before</p>{markup}<p>after</p>"))


def test_nothing_leaves_its_place() -> None:
    kept = own_markup("<div style='margin-top:-400px; margin-left: 4px; text-indent:-999px; color:red'>x</div>")
    assert "-400" not in kept
    assert "-999" not in kept
    assert "margin-left" in kept
    assert "color" in kept


@given(st.text(alphabet=st.sampled_from("<>/aimgsvtyleonr='\"b&;:!-(){} \n")) | st.text())
def test_cleaned_is_clean(markup: str) -> None:
    once = own_markup(markup)
    assert not re.search(r"<(script|iframe|style|svg|form)\b", once, re.I)
    assert own_markup(str(once)) == once
