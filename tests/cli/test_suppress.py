"""suppress: never again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from composer.workspace import Workspace

Newsletter = Callable[..., Any]


def test_addresses_and_whole_domains(newsletter: Newsletter, workspace: Workspace) -> None:
    answer = newsletter("suppress", "Anna.Whitlock@example.org", "@example.net", "--note", "asked by phone", "--json")
    assert answer.json == {"suppressed": ["Anna.Whitlock@example.org", "@example.net"]}
    assert workspace.suppressions.blocked("anna.whitlock@EXAMPLE.org")
    assert workspace.suppressions.blocked("anybody@example.net")
    assert not workspace.suppressions.blocked("edith.crane@example.com")


def test_a_wrong_address_marks_nobody(newsletter: Newsletter, sample: Path, workspace: Workspace) -> None:
    answer = newsletter("suppress", "edith.crane@example.com", "not an address")
    assert answer.status == 2
    assert "not an address" in answer.err
    assert not workspace.suppressions.blocked("edith.crane@example.com")


def test_a_wrong_domain_marks_nobody_and_is_named_as_it_was_written(
    newsletter: Newsletter, sample: Path, workspace: Workspace
) -> None:
    answer = newsletter("suppress", "edith.crane@example.com", "@bad domain")
    assert answer.status == 2
    assert "“@bad domain”" in answer.err
    assert not workspace.suppressions.blocked("edith.crane@example.com")
