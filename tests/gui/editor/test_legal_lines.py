"""What Brand learned while an issue was open stands in its foot."""

from __future__ import annotations

from typing import Any

import msgspec

from composer.gui.editor.legal_lines import take_missing_lines


def test_an_address_written_meanwhile_comes_into_the_open_issue(qtbot: Any, harbour: Any, page: Any) -> None:
    from composer.document.edits import SetHeader

    session, brand = page.session, harbour.newsletter.brand
    session.edit(SetHeader("brand", msgspec.structs.replace(session.issue.brand, postal_address="")))
    take_missing_lines(page.changing, harbour.workspace, page.jobs)
    qtbot.waitUntil(lambda: session.issue.brand.postal_address == brand.postal_address)
    page.changing.session = None
    take_missing_lines(page.changing, harbour.workspace, page.jobs)  # nothing is open: nothing happens
    page.changing.session = session
