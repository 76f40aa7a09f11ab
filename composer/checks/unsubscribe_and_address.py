"""What the law asks for in every letter: who writes, from where, why, and a way to stop it (PECR regulations 22 and 23)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from composer.checks.check import Check, CheckContext, Finding
from composer.i18n import _


class UnsubscribeAndAddress(Check):
    """The footer is complete."""

    name: ClassVar[str] = "unsubscribe_and_address"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        brand = context.issue.brand
        remedy = _("Fill it in under Brand; every issue then has it.")
        missing = (
            ("organisation", brand.organisation, _("The footer does not name your organisation.")),
            ("postal_address", brand.postal_address, _("The footer has no postal address.")),
            ("reason", brand.reason, _("The footer does not say why people get this letter.")),
        )
        for what, value, message in missing:
            if not value.strip():
                yield self.finding(what, "error", message, remedy, field="brand")
        rendered = context.rendered
        if rendered is None:
            return
        mark = next((token.mark for token in rendered.tokens if token.name == "unsubscribe_url"), "")
        if not mark or f'href="{mark}"' not in rendered.html or mark not in rendered.text:
            yield self.finding(
                "unsubscribe",
                "error",
                _("The letter has no link to unsubscribe."),
                _("Choose another template."),
                field="template",
            )
