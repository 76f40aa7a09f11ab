"""What was found becomes an account with the provider's limits."""

from __future__ import annotations

from composer.delivery.set_up.finding import find_servers
from composer.delivery.set_up.found import account_from_found


def test_an_account_made_of_what_was_found() -> None:
    (found,) = find_servers("jo@gmail.com").found
    account = account_from_found(found, name="Office", from_name="Jo", address="jo@gmail.com")
    assert (account.username, account.sign_in, account.imap_host, account.per_day) == (
        "jo@gmail.com",
        "google",
        "imap.gmail.com",
        1500,
    )
    assert (account.from_name, account.from_email) == ("Jo", "jo@gmail.com")
