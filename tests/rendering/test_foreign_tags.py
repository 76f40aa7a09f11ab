"""A letter for another service: its tags where ours were, and nothing of ours left."""

from __future__ import annotations

import pytest

from composer.blocks.article import Article
from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.document.issue import Issue
from composer.rendering.foreign_tags import Service, for_service
from composer.rendering.rendered import Rendered
from composer.rendering.renderer import render
from composer.rendering.templates import Templates


@pytest.fixture
def rendered(templates: Templates) -> Rendered:
    issue = Issue(
        subject="News for {{first_name|you}}",
        blocks=(
            TextBlock(text="Dear {{first_name|friend *|UNSUB|* & all}} {{last_name}} ({{full_name|all}}, {{email}})"),
            Article(title_text="A form", link="https://example.org/form?mail={{email}}&n={{first_name|x}}"),
            Footer(),
        ),
    )
    return render(issue, templates=templates, web_view=True)


def test_mailchimp_fills_in_names_and_its_own_addresses(rendered: Rendered) -> None:
    made = for_service(rendered, "mailchimp")
    assert made.subject == "News for *|IF:FNAME|**|FNAME|**|ELSE:|*you*|END:IF|*"
    assert "*|IF:FNAME|**|FNAME|**|ELSE:|*friend UNSUB &amp; all*|END:IF|*" in made.html
    assert "*|LNAME|*" in made.html
    assert "*|IF:FNAME|**|FNAME|* *|LNAME|**|ELSE:|*all*|END:IF|*" in made.html
    assert 'href="*|UNSUB|*"' in made.html
    assert 'href="*|ARCHIVE|*"' in made.html
    assert "mail=*|EMAIL|*&amp;n=*|FNAME|*" in made.html
    assert "Unsubscribe: *|UNSUB|*" in made.text


def test_campaign_monitor_fills_in_names_and_its_own_addresses(rendered: Rendered) -> None:
    made = for_service(rendered, "campaign-monitor")
    assert made.subject == "News for [firstname,fallback=you]"
    assert "[firstname,fallback=friend UNSUB &amp; all]" in made.html
    assert "[lastname,fallback=]" in made.html
    assert "[fullname,fallback=all]" in made.html
    assert 'href="[unsubscribe]"' in made.html
    assert 'href="[webversion]"' in made.html
    assert "Unsubscribe: [unsubscribe]" in made.text


@pytest.mark.parametrize("service", ["mailchimp", "campaign-monitor"])
def test_nothing_of_ours_is_left(rendered: Rendered, service: Service) -> None:
    made = for_service(rendered, service)
    assert "NLTTOK" not in made.html + made.text + made.subject
