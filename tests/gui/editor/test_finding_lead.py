"""From the page before sending to the very block a finding is about, with Fix under the fingers."""

from __future__ import annotations

from typing import Any

from composer.checks.check import Finding
from composer.document.edits import RemoveBlock
from composer.gui.editor.finding_lead import FindingLead

HERE = Finding(code="source_drift.gone", severity="error", message="Gone.", block="roof", fix=RemoveBlock("roof"))
ELSEWHERE = Finding(code="links.dead", severity="error", message="Dead.", block="more0")


def test_once_the_checks_are_through_the_finding_is_shown(qtbot: Any, page: Any) -> None:
    page.check_bar.show_findings([ELSEWHERE, HERE], 5)
    lead = FindingLead(page.check_bar, page.outline)
    lead.lead([ELSEWHERE, HERE])
    assert page.outline.open_block == "", "nobody asked for it"
    lead.want("roof", HERE.code)
    lead.lead([ELSEWHERE, HERE])
    assert page.outline.open_block == "roof"
    assert page.check_bar.current == HERE
    page.outline.close_open()
    lead.lead([HERE])
    assert page.outline.open_block == "", "once is enough"


def test_a_finding_that_was_mended_meanwhile_leads_to_its_block(page: Any) -> None:
    lead = FindingLead(page.check_bar, page.outline)
    lead.want("roof", "source_drift.gone")
    lead.lead([])
    assert page.outline.open_block == "roof"
