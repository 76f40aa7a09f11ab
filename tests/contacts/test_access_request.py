"""What is handed to a person who asks: readable, whole, and nothing in it runs."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from composer.contacts.access_request import access_request_page, write_access_request
from composer.contacts.contact import Contact
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.errors import InputError

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_all_of_it_in_words(engine: Any, clock: Any, tmp_path: Path) -> None:
    store = ContactStore(engine, clock)
    store.save(Contact(email="anna@example.org", first_name="Anna <b>", extra={"Town": "</script>"}, basis="consent"))
    Suppressions(engine, clock).add("anna@example.org", "complained")
    found = store.everything_about("anna@example.org")
    page = access_request_page(found, NOW)
    for words in ("Everything held about anna@example.org", "They agreed to get this", "reported a letter as unwanted", "Town"):
        assert words in page
    assert "Anna &lt;b&gt;" in page
    assert page.count("</script>") == 1
    inside = re.search(r'<script type="application/json" id="data">(.*)</script>', page, re.DOTALL)
    assert inside is not None
    assert json.loads(inside[1]) == found
    write_access_request(tmp_path / "a.json", found, NOW)
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == found
    with pytest.raises(InputError, match="could not be written"):
        write_access_request(tmp_path / "none" / "a.html", found, NOW)


def test_nothing_held(engine: Any, clock: Any) -> None:
    assert "Nothing." in access_request_page(ContactStore(engine, clock).everything_about("stranger@example.org"), NOW)
