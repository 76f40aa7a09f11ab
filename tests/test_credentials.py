"""Passwords: in a safe keyring or in memory, never anywhere else, and never in the way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.errors import KeyringError, KeyringLocked, NoKeyringError, PasswordDeleteError

from composer.credentials import Credentials
from composer.errors import CredentialsError, InputError


class SafeKeyring:
    """A keyring like the desktop's own, which can be locked, broken or silent (no KeyringBackend: those register themselves)."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.fault: Exception | None = None
        self.unlocked = threading.Event()
        self.unlocked.set()

    def _wait(self) -> None:
        self.unlocked.wait(30)
        if self.fault is not None:
            raise self.fault

    def get_password(self, service: str, username: str) -> str | None:
        self._wait()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._wait()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._wait()
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


class PlaintextKeyring(SafeKeyring):
    """What keyrings.alt brings: a file anybody can read."""


def use(monkeypatch: pytest.MonkeyPatch, backend: Any) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)


@pytest.fixture
def safe(monkeypatch: pytest.MonkeyPatch) -> Iterator[SafeKeyring]:
    backend = SafeKeyring()
    use(monkeypatch, backend)
    yield backend
    backend.unlocked.set()


def test_kept_in_the_keyring_under_our_name(safe: SafeKeyring) -> None:
    kept = Credentials().set("Office", "s3cret")
    assert kept.place == "keyring"
    assert "keyring" in kept.sentence
    assert safe.kept == {("newsletter-composer", "Office"): "s3cret"}
    credentials = Credentials()
    assert credentials.get("Office") == "s3cret"
    assert credentials.get("Other") is None
    credentials.forget("Office")
    credentials.forget("Office")
    assert credentials.get("Office") is None
    assert safe.kept == {}


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (KeyringLocked("no"), "locked"),
        (KeyringError("s3cret"), "did not take"),
        (OSError("bus"), "did not take"),
        (NoKeyringError(), "no keyring"),
    ],
)
def test_a_keyring_that_does_not_work_means_until_you_quit(safe: SafeKeyring, fault: Exception, word: str) -> None:
    safe.fault = fault
    credentials = Credentials()
    kept = credentials.set("Office", "s3cret")
    assert kept.place == "memory"
    assert word in kept.sentence
    assert "until you quit" in kept.sentence
    assert "s3cret" not in kept.sentence
    assert credentials.get("Office") == "s3cret"
    assert safe.kept == {}


def test_a_locked_keyring_is_no_missing_password(safe: SafeKeyring) -> None:
    Credentials().set("Office", "s3cret")
    safe.fault = KeyringLocked("no")
    with pytest.raises(CredentialsError, match="could not be read") as told:
        Credentials().get("Office")
    assert "Unlock" in told.value.remedy
    with pytest.raises(CredentialsError, match="could not be removed"):
        Credentials().forget("Office")
    safe.fault = NoKeyringError()
    assert Credentials().get("Office") is None
    Credentials().forget("Office")


def test_a_keyring_that_waits_for_the_user_does_not_stop_the_program(safe: SafeKeyring) -> None:
    safe.unlocked.clear()
    credentials = Credentials(patience=0.05)
    kept = credentials.set("Office", "s3cret")
    assert kept.place == "memory"
    assert "does not answer" in kept.sentence
    with pytest.raises(CredentialsError):
        credentials.get("Other")
    waiting = [thread for thread in threading.enumerate() if thread.name == "keyring"]
    assert len(waiting) == 1  # asked once, however often we come back
    safe.unlocked.set()
    waiting[0].join(10)
    assert credentials.get("Other") is None


def test_a_keyring_that_forgets_is_found_out(safe: SafeKeyring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe, "set_password", lambda *_words: None)
    credentials = Credentials()
    assert credentials.set("Office", "s3cret").place == "memory"
    assert credentials.get("Office") == "s3cret"


def test_a_password_is_never_left_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = PlaintextKeyring()
    use(monkeypatch, plain)
    kept = Credentials().set("Office", "s3cret")
    assert kept.place == "memory"
    assert "readable" in kept.sentence
    assert plain.kept == {}
    assert Credentials().available() == kept


def test_of_several_keyrings_the_safe_one_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    class Chainer:
        backends = (PlaintextKeyring(), SafeKeyring())

    use(monkeypatch, Chainer())
    assert Credentials().set("Office", "s3cret").place == "keyring"
    assert Chainer.backends[0].kept == {}
    assert len(Chainer.backends[1].kept) == 1


def test_keyrings_that_keep_nothing_count_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.backends import fail, null

    for backend in (fail.Keyring(), null.Keyring()):
        use(monkeypatch, backend)
        credentials = Credentials()
        assert "no keyring" in credentials.available().sentence
        assert credentials.set("Office", "s3cret").place == "memory"
        assert credentials.get("Office") == "s3cret"
        credentials.forget("Office")
        assert credentials.get("Office") is None


def test_without_a_user_the_environment_may_hold_it(monkeypatch: pytest.MonkeyPatch, safe: SafeKeyring) -> None:
    monkeypatch.setenv("NEWSLETTER_PASSWORD_OFFICE__MAIN_", "s3cret")
    assert Credentials().get("Office (main)") == "s3cret"


def test_a_plain_dict_stands_in_for_the_keyring() -> None:
    backend: dict[str, str] = {}
    credentials = Credentials(backend)
    assert credentials.set("Office", "s3cret").place == "keyring"
    assert backend == {"Office": "s3cret"}
    assert credentials.get("Office") == "s3cret"
    assert credentials.available().place == "keyring"
    credentials.forget("Office")
    assert credentials.get("Office") is None


def test_nothing_tells_a_password(safe: SafeKeyring, caplog: pytest.LogCaptureFixture) -> None:
    safe.fault = KeyringError("set_password('s3cret') failed")
    credentials = Credentials()
    kept = credentials.set("Office", "s3cret")
    assert "s3cret" not in f"{credentials!r} {credentials} {kept} {caplog.text}"
    with pytest.raises(CredentialsError) as told:
        credentials.get("Other")
    assert "s3cret" not in f"{told.value} {told.value.details} {told.value.__cause__}"


def test_an_empty_password_is_none() -> None:
    with pytest.raises(InputError, match="empty"):
        Credentials({}).set("Office", "")


TOKEN = "0.AXoA" + "x" * 1_700


def test_what_is_too_long_for_windows_is_encrypted_with_a_key_the_keyring_holds(safe: SafeKeyring, tmp_path: Path) -> None:
    kept = Credentials(folder=tmp_path).set("sign-in: Office", TOKEN)
    assert kept.place == "keyring"
    assert all(len(secret.encode("utf-16-le")) <= 2_560 for secret in safe.kept.values())
    (file,) = tmp_path.iterdir()
    assert b"AXoA" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    assert Credentials(folder=tmp_path).get("sign-in: Office") == TOKEN
    Credentials(folder=tmp_path).forget("sign-in: Office")
    assert list(tmp_path.iterdir()) == []
    assert Credentials(folder=tmp_path).get("sign-in: Office") is None


def test_a_short_secret_takes_the_place_of_a_long_one(safe: SafeKeyring, tmp_path: Path) -> None:
    credentials = Credentials(folder=tmp_path)
    credentials.set("Office", TOKEN)
    credentials.set("Office", "short")
    assert Credentials(folder=tmp_path).get("Office") == "short"


def test_a_sealed_file_without_its_key_is_no_secret(safe: SafeKeyring, tmp_path: Path) -> None:
    Credentials(folder=tmp_path).set("Office", TOKEN)
    safe.kept.clear()
    assert Credentials(folder=tmp_path).get("Office") is None


def test_without_a_keyring_a_long_secret_is_remembered_and_no_file_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, PlaintextKeyring())
    PlaintextKeyring.__module__ = "keyrings.alt.file"
    credentials = Credentials(folder=tmp_path)
    assert credentials.set("Office", TOKEN).place == "memory"
    assert credentials.get("Office") == TOKEN
    assert list(tmp_path.iterdir()) == []
