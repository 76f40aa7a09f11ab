"""check: what could be wrong, for scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from composer.document.issue_file import read_issue_file, write_issue_file
from composer.document.pictures import PictureStore
from composer.workspace import Workspace

Newsletter = Callable[..., Any]


def test_findings_say_what_where_and_how_to_mend_it(newsletter: Newsletter, issue_file: Path) -> None:
    answer = newsletter("check", issue_file, "--offline", "--json")
    findings = answer.json["findings"]
    assert findings, "a fresh issue has no subject"
    assert all(set(finding) == {"code", "severity", "message", "block", "remedy", "accepted"} for finding in findings)
    assert {finding["severity"] for finding in findings} <= {"error", "warning", "advice"}
    assert any("subject" in finding["code"] for finding in findings)
    assert answer.status == 1


def test_an_issue_in_order_is_0(newsletter: Newsletter, issue_file: Path, workspace: Workspace) -> None:
    issue = read_issue_file(issue_file, workspace.pictures)
    issue = msgspec.structs.replace(
        issue, subject="Night line opens in four more counties", preheader="And where the quilt will be"
    )
    write_issue_file(issue_file, issue, PictureStore(workspace.engine, workspace.clock))
    answer = newsletter("check", issue_file, "--offline", "--json")
    assert answer.status == 0, answer.out
    assert all(finding["severity"] != "error" for finding in answer.json["findings"])


def test_later_its_dates_are_past(newsletter: Newsletter, issue_file: Path) -> None:
    now = {finding["code"] for finding in newsletter("check", issue_file, "--offline", "--json").json["findings"]}
    answer = newsletter("check", issue_file, "--offline", "--at", "2027-06-01T09:00", "--json")
    assert {finding["code"] for finding in answer.json["findings"]} - now
    assert answer.status == 1


def test_a_missing_file_is_said(newsletter: Newsletter, tmp_path: Path) -> None:
    answer = newsletter("check", tmp_path / "none.newsletter", "--offline")
    assert answer.status == 2
    assert "none.newsletter" in answer.err
