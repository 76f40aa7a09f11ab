"""The headers shown beforehand are those of the letter that then goes out."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

from composer.delivery.frozen import freeze
from composer.delivery.message import Addressee, LetterMaker
from composer.document.edits import SetHeader
from composer.errors import DeliveryError
from composer.publishing.letter_headers import MARK, in_words, letter_headers
from composer.rendering.renderer import render

ANNA = {"first_name": "Anna", "last_name": "Öberg", "email": "anna@example.org"}


def shown(harbour: Any, issue: Any, values: dict[str, str]) -> str:
    workspace = harbour.workspace
    (newsletter,) = workspace.documents.newsletters()
    return letter_headers(workspace, issue, render(issue, templates=workspace.templates), newsletter, values)


def test_they_are_the_letters_own(harbour: Any) -> None:
    workspace, issue = harbour.workspace, harbour.issue
    (newsletter,) = workspace.documents.newsletters()
    rendered = render(issue, templates=workspace.templates)
    pictures = {key: workspace.pictures.content(key) for key in rendered.pictures}
    frozen = freeze(
        issue=issue,
        rendered=rendered,
        pictures=pictures,
        newsletter=newsletter,
        account=workspace.accounts.get(newsletter.account),
    )
    letter = LetterMaker(frozen, MARK).make(Addressee(ANNA["email"], MARK, ANNA), workspace.clock()).content
    sent = letter.partition(b"\r\n\r\n")[0].decode().replace("\r\n", "\n")
    boundary = re.compile(r'boundary="[^"]+"')
    assert boundary.sub("", shown(harbour, issue, ANNA)) == boundary.sub("", sent)


def test_from_to_subject_and_the_way_out(harbour: Any) -> None:
    told = shown(harbour, harbour.issue, ANNA)
    assert "Anna Lind" in told
    assert "<news@harbourfriends.example>" in told
    assert "<anna@example.org>" in told
    assert "Subject: Lights on at the harbour" in told
    assert re.search(rf"^List-Unsubscribe: <mailto:[^>]*{MARK}", told, re.MULTILINE)
    assert "Öberg" in in_words(told)["To"]


def test_a_subject_in_another_script_is_also_told_in_words(harbour: Any) -> None:
    words = "Ljusen är tända 🎉 " * 6
    told = shown(harbour, SetHeader("subject", words).apply(harbour.issue), {})
    assert "=?utf-8?" in told
    assert in_words(told)["Subject"] == words.strip()
    assert "To: reader@example.org" in told.replace("<", "").replace(">", "")


def test_an_issue_of_no_newsletter_and_without_accounts(harbour: Any) -> None:
    workspace = harbour.workspace
    for account in workspace.accounts.all():
        workspace.accounts.remove(account.name)
    told = letter_headers(workspace, harbour.issue, render(harbour.issue, templates=workspace.templates), None, ANNA)
    assert "From: Harbour Friends" in told.replace('"', "")


def test_bodies_of_another_version_are_refused(harbour: Any) -> None:
    rendered = render(harbour.issue, templates=harbour.workspace.templates)
    other = msgspec.structs.replace(harbour.issue, subject="Something else")
    with pytest.raises(DeliveryError):
        letter_headers(harbour.workspace, other, rendered, None, ANNA)
