"""A stranger's template cannot look around, cannot change anything, and cannot go on for ever."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from composer.blocks.text import TextBlock
from composer.errors import RenderingError
from composer.rendering import environment
from composer.rendering.environment import LARGEST_FILE, environment_for, fill_template
from composer.rendering.templates import TemplateInfo, Templates

Fill = Callable[..., str]


@pytest.fixture
def fill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fill:
    """Fills one template source with values."""
    monkeypatch.setattr(environment, "LONGEST_RUN", 0.3)

    def made(source: str, **values: Any) -> str:
        return fill_template(_info(tmp_path, source), "layout.html.j2", values)

    return made


def _info(root: Path, source: str) -> TemplateInfo:
    folder = root / "templates" / "plain"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "template.toml").write_text("api = 1\n", encoding="utf-8")
    (folder / "layout.html.j2").write_text(source, encoding="utf-8")
    environment_for.cache_clear()
    return Templates((root / "templates",)).get("plain")


def test_values_are_escaped_and_ours_are_not(fill: Fill) -> None:
    assert fill("{{ a }}", a="<b> & '\"") == "&lt;b&gt; &amp; &#39;&#34;"
    assert fill("{{ a|rich }}", a="**x**") == "<p><strong>x</strong></p>"
    assert fill("{{ _('Closes: %(when)s', when=a) }}", a="<soon>") == "Closes: &lt;soon&gt;"
    assert fill("{{ ngettext('%(num)s day', '%(num)s days', 2) }}") == "2 days"


def test_ordinary_templates_work(fill: Fill) -> None:
    assert (
        fill("{% for x in items %}{{ loop.index }}{{ x }}{% if not loop.last %},{% endif %}{% endfor %}", items="ab") == "1a,2b"
    )
    assert fill("{% macro m(a) %}[{{ a }}]{% endmacro %}{{ m(1) }}{{ m('<') }}") == "[1][&lt;]"
    assert fill("{{ 2 * 3 + 1 }} {{ [1, 2]|join('-') }} {{ block.title() }}", block=TextBlock(text="Hi")) == "7 1-2 Hi"


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__ }}",
        "{% include '/etc/passwd' %}",
        "{{ block.__init__.__globals__ }}",
        "{{ _.__globals__ }}",
        "{{ block.__struct_fields__ }}",
        "{{ (1).real }}",
        "{{ 'x'.ljust(99999999999) }}",
        "{{ '{:>999999999}'.format(1) }}",
        "{{ 'a' * 99999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 99999999999 + 1 }}",
        "{{ '%999999999d' % 3 }}",
        "{{ 'a' ~ 'b' }}",
        "{% for x in range(999999999) %}{% endfor %}",
        "{% for x in range(999999999) %}y{% endfor %}",
        "{% set a = 'x' %}" + "{% set a %}{{ a }}{{ a }}{{ a }}{{ a }}{% endset %}" * 30,
        "{% set a = [1] %}" + "{% set a = a + a %}" * 40,
    ],
)
def test_what_a_template_may_not_do(fill: Fill, source: str) -> None:
    with pytest.raises(RenderingError, match="may not do") as caught:
        fill(source, block=TextBlock(text="x"))
    assert caught.value.remedy


@pytest.mark.parametrize(
    "source",
    [
        "{{ nothing }}",
        "{{ block.nothing }}",
        "{{ cycler('a') }}",
        "{{ self.x }}",
        "{% include '../../../etc/passwd' %}",
        "{% include 'missing.html.j2' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ 1 / 0 }}",
        "{{ block.id + 1 }}",
        "{{ block|attr('id') }}",
        "{{ [3, 1]|sort }}",
    ],
)
def test_what_goes_wrong_is_said_in_one_sentence(fill: Fill, source: str) -> None:
    with pytest.raises(RenderingError, match="“plain” has an error") as caught:
        fill(source, block=TextBlock(text="x"))
    assert caught.value.details


def test_an_error_in_writing_names_its_line(fill: Fill) -> None:
    with pytest.raises(RenderingError, match=r"line 3 of layout\.html\.j2"):
        fill("a\nb\n{% if %}\n")


def test_values_cannot_be_changed(fill: Fill) -> None:
    items = [1]
    with pytest.raises(RenderingError):
        fill("{{ items.append(2) }}", items=items)
    with pytest.raises(RenderingError):
        fill("{{ mapping.update({'a': 2}) }}", mapping={"a": 1})
    assert items == [1]


def test_files_outside_are_not_read_even_by_a_link(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    info = _info(tmp_path, "{% include 'link.txt' %}")
    (info.folder / "link.txt").symlink_to(secret)
    with pytest.raises(RenderingError):
        fill_template(info, "layout.html.j2", {})


def test_huge_files_are_not_read(tmp_path: Path) -> None:
    info = _info(tmp_path, "x" * (LARGEST_FILE + 1))
    with pytest.raises(RenderingError):
        fill_template(info, "layout.html.j2", {})


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    info = _info(tmp_path, "one")
    assert fill_template(info, "layout.html.j2", {}) == "one"
    (info.folder / "layout.html.j2").write_text("another", encoding="utf-8")
    assert fill_template(info, "layout.html.j2", {}) == "another"


def test_own_look_replaces_the_shared_one(tmp_path: Path) -> None:
    info = _info(tmp_path, "{% include 'blocks/text.html.j2' %}{% include 'blocks/quote.html.j2' %}")
    for folder, name, text in (("_blocks", "text", "shared"), ("_blocks", "quote", "shared"), ("plain/blocks", "text", "own")):
        path = tmp_path / "templates" / folder / f"{name}.html.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    environment_for.cache_clear()
    assert fill_template(Templates((tmp_path / "templates",)).get(info.id), "layout.html.j2", {}) == "ownshared"
