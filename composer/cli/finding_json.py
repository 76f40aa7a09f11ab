"""A finding of the checks as scripts get it: the same wherever a command tells of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from composer.checks.check import Finding


def finding_json(finding: Finding) -> dict[str, Any]:
    """``code``, ``severity`` (error, warning, advice), ``message``, ``block`` (its id), ``remedy``, ``accepted`` (why it was left
    as it is); None for what is empty."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "block": finding.block or None,
        "remedy": finding.remedy or None,
        "accepted": finding.accepted or None,
    }
