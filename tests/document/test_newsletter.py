"""A newsletter travels through JSON unchanged."""

from __future__ import annotations

import msgspec

from composer.document.brand import Brand
from composer.document.newsletter import Newsletter


def test_json_and_back() -> None:
    newsletter = Newsletter(name="The Tide Table", sender_email="news@example.org", brand=Brand(organisation="Harbour Friends"))
    assert msgspec.json.decode(msgspec.json.encode(newsletter), type=Newsletter) == newsletter


def test_each_has_an_id_of_its_own() -> None:
    assert Newsletter().id != Newsletter().id
