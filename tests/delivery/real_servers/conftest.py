"""The real servers, each started once for all tests of this folder; skipped with a word where they cannot be."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dovecot
import postfix


@pytest.fixture(scope="module")
def certificate_of_localhost(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    from certificates import self_signed

    return self_signed(tmp_path_factory.mktemp("certificate"), "localhost")


@pytest.fixture(scope="module")
def mail(certificate_of_localhost: tuple[Path, Path]) -> Iterator[postfix.Postfix]:
    """Postfix 3.7 of Debian 12, or whichever is here."""
    why = postfix.why_not()
    if why:
        pytest.skip(why)
    with postfix.Postfix(certificate_of_localhost) as started:
        yield started


@pytest.fixture(scope="module")
def imap(mail: postfix.Postfix, certificate_of_localhost: tuple[Path, Path]) -> Iterator[dovecot.Dovecot]:
    """Dovecot 2.3 of Debian 12, or whichever is here, on Postfix's mailboxes."""
    why = dovecot.why_not()
    if why:
        pytest.skip(why)
    with dovecot.Dovecot(mail.folder / "mail", certificate_of_localhost) as started:
        yield started
