"""An envelope has one sender and one recipient, and neither can smuggle in another."""

from __future__ import annotations

import pytest

from composer.delivery.envelope import Envelope


@pytest.mark.parametrize(
    "address", ["a@b.example, c@d.example", "a@b.example>\r\nRCPT TO:<c@d.example", "a b@c.example", "ü@b.example"]
)
def test_one_address_is_one_address(address: str) -> None:
    with pytest.raises(ValueError):
        Envelope("news@harbour.example", address, b"")
    with pytest.raises(ValueError):
        Envelope(address, "anna@example.org", b"")
