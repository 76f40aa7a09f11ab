"""What an administrator asks is answered from this very workspace, and no password stands in it."""

from __future__ import annotations

from typing import Any

import msgspec

from composer.delivery.accounts import Account
from composer.publishing.it_notes import as_text, it_notes


def test_without_an_account_the_usual_ports_and_the_way_to_an_id_are_named(harbour: Any) -> None:
    text = as_text(it_notes(harbour.workspace))
    assert "TCP 465 (TLS) or 587 (STARTTLS)" in text
    assert "https://entra.microsoft.com/" in text
    assert "https://console.cloud.google.com/apis/credentials" in text
    assert str(harbour.workspace.folder) in text
    assert "HTTPS_PROXY" in text


def test_accounts_sites_and_the_page_for_unsubscribing_are_named_as_they_are(harbour: Any) -> None:
    workspace = harbour.workspace
    workspace.accounts.save(
        Account(
            name="Office",
            smtp_host="smtp.office365.com",
            smtp_port=587,
            security="starttls",
            username="news@harbour.example",
            from_email="news@harbour.example",
            imap_host="outlook.office365.com",
        )
    )
    workspace.credentials.set("Office", "correct horse")
    workspace.save_settings(
        msgspec.structs.replace(workspace.settings, microsoft_client="0f3c1a2b-aaaa", google_client="123-abc.apps")
    )
    workspace.source_list.add("feed", "https://harbour.example/feed/", "Harbour")
    endpoint = "https://harbour.example/out?m={token}"
    workspace.documents.save_newsletter(msgspec.structs.replace(harbour.newsletter, unsubscribe_endpoint=endpoint))
    text = as_text(it_notes(workspace))
    assert "smtp.office365.com, TCP 587, STARTTLS" in text
    assert "outlook.office365.com, TCP 993, TLS" in text
    assert "https://login.microsoftonline.com/harbour.example/adminconsent?client_id=0f3c1a2b-aaaa" in text
    assert "123-abc.apps" in text
    assert "TCP 443: harbour.example" in text
    assert endpoint in text
    assert "v=spf1 include:spf.protection.outlook.com ~all" in text
    assert "_dmarc.harbour.example" in text
    assert "correct horse" not in text
