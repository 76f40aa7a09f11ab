"""Passwords of mail accounts: in the computer's keyring, and where there is none, in memory until the program ends.

Never in a file that could be read, never in a log, never shown. What is too long for a keyring (Windows takes 1,280 characters)
goes into a file, encrypted with a key that the keyring holds (:mod:`composer.sealed_file`). A keyring may ask the user to unlock
it, and waits for that; so it is asked in a thread of its own, and after a while the program goes on without it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from composer import sealed_file
from composer.errors import CredentialsError, InputError
from composer.i18n import N_, _
from composer.paths import APP_NAME

PASSWORD_VARIABLE = "NEWSLETTER_PASSWORD_"  # noqa: S105 -- the name of a variable, no password
"""Begins the name of the environment variable with an account's password, for use without a user: the account's name follows
in capitals, all but letters and digits as ``_``."""
SEALING_KEY = "key of sealed files"
"""What the key of the encrypted files is called in the keyring."""
PATIENCE = 30.0
"""Seconds to wait for a keyring; long enough to type its password."""

T = TypeVar("T")

_NO_KEYRING = N_("This computer has no keyring, so the password is remembered until you quit.")
_READABLE = N_("The only keyring here would keep the password readable for anyone, so it is remembered until you quit.")
_LOCKED = N_("The keyring is locked, so the password is remembered until you quit.")
_SILENT = N_("The keyring does not answer, so the password is remembered until you quit.")
_REFUSED = N_("The keyring did not take the password, so it is remembered until you quit.")
_KEPT = N_("The password is kept in this computer’s keyring.")


class Kept(NamedTuple):
    """Where a password went, and the sentence that tells the user."""

    place: Literal["keyring", "memory"]
    sentence: str


class _KeyringError(Exception):
    """The keyring cannot be used: ``sentence`` says what becomes of a new password, ``absent`` that there can be no old one."""

    def __init__(self, sentence: str, *, absent: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.absent = absent


class Credentials:
    """The passwords of one user.

    Args:
        backend: keeps passwords instead of the keyring, by account name (tests; a plain ``dict`` will do).
        patience: seconds to wait for the keyring.
        folder: where secrets lie that are too long for a keyring, encrypted; None: those are remembered until the program ends.
    """

    def __init__(
        self, backend: MutableMapping[str, str] | None = None, *, patience: float = PATIENCE, folder: Path | None = None
    ) -> None:
        self._backend = backend
        self._folder = folder
        self._patience = patience
        self._memory: dict[str, str] = {}
        self._asking: threading.Thread | None = None
        self._one_at_a_time = threading.Lock()

    def __repr__(self) -> str:
        return f"<Credentials, {len(self._memory)} in memory>"

    def get(self, account_name: str) -> str | None:
        """The password of an account; None where none is known.

        Raises:
            CredentialsError: the keyring is locked or does not answer, so it cannot be known.
        """
        if account_name in self._memory:
            return self._memory[account_name]
        given = os.environ.get(password_variable(account_name))
        if given:
            return given
        if self._backend is not None:
            return self._backend.get(account_name)
        try:
            return self._ask(lambda keyring: self._read(keyring, account_name))
        except _KeyringError as trouble:
            if trouble.absent:
                return None
            raise CredentialsError(
                _("The password of “{name}” could not be read from the keyring.").format(name=account_name),
                _("Unlock the keyring and try again, or type the password again in the account’s settings."),
            ) from None

    def set(self, account_name: str, secret: str) -> Kept:
        """Keep a password, in the keyring if there is a safe one that works, else in memory.

        Raises:
            InputError: the password is empty.
        """
        if not secret:
            raise InputError(_("The password is empty."), _("Type the password of the mail account."))
        if self._backend is not None:
            self._backend[account_name] = secret
            return Kept("keyring", _(_KEPT))

        def keep(keyring: Any) -> bool:
            if sealed_file.fits_keyring(secret):
                keyring.set_password(APP_NAME, account_name, secret)
                if self._folder is not None:
                    sealed_file.forget(self._folder, account_name)
            elif not self._seal(keyring, account_name, secret):
                return False
            return self._read(keyring, account_name) == secret

        try:
            if self._ask(keep):
                self._memory.pop(account_name, None)
                return Kept("keyring", _(_KEPT))
            sentence = _REFUSED
        except _KeyringError as trouble:
            sentence = trouble.sentence
        self._memory[account_name] = secret
        return Kept("memory", _(sentence))

    def forget(self, account_name: str) -> None:
        """Remove a password from everywhere it may be; none there is no error.

        Raises:
            CredentialsError: the keyring is locked or does not answer, so it may still be there.
        """
        self._memory.pop(account_name, None)
        if self._backend is not None:
            self._backend.pop(account_name, None)
            return

        def remove(keyring: Any) -> None:
            if self._folder is not None:
                sealed_file.forget(self._folder, account_name)
            if keyring.get_password(APP_NAME, account_name) is not None:
                keyring.delete_password(APP_NAME, account_name)

        try:
            self._ask(remove)
        except _KeyringError as trouble:
            if not trouble.absent:
                raise CredentialsError(
                    _("The password of “{name}” could not be removed from the keyring.").format(name=account_name),
                    _("Unlock the keyring and try again."),
                ) from None

    def _read(self, keyring: Any, name: str) -> str | None:
        """From the keyring, or from the encrypted file that the keyring's key opens."""
        if self._folder is not None and sealed_file.sealed_path(self._folder, name).exists():
            key = _as_text(keyring.get_password(APP_NAME, SEALING_KEY))
            secret = sealed_file.unseal(self._folder, name, key) if key else None
            if secret is not None:
                return secret
        return _as_text(keyring.get_password(APP_NAME, name))

    def _seal(self, keyring: Any, name: str, secret: str) -> bool:
        """Encrypt into a file; False where there is no folder for it, or the keyring does not keep the key."""
        if self._folder is None:
            return False
        key = _as_text(keyring.get_password(APP_NAME, SEALING_KEY))
        if not key:
            keyring.set_password(APP_NAME, SEALING_KEY, sealed_file.new_key())
            key = _as_text(keyring.get_password(APP_NAME, SEALING_KEY))
        if not key:
            return False
        sealed_file.seal(self._folder, name, secret, key)
        return True

    def available(self) -> Kept:
        """Where a password would be kept, and the sentence that says so; does not wake a locked keyring."""
        if self._backend is not None:
            return Kept("keyring", _(_KEPT))
        try:
            _usable_keyring()
        except _KeyringError as trouble:
            return Kept("memory", _(trouble.sentence))
        return Kept("keyring", _(_KEPT))

    def _ask(self, question: Callable[[Any], T]) -> T:
        """Ask the keyring in a thread of its own, and wait for it no longer than is reasonable.

        Raises:
            _KeyringError: there is no safe keyring, it is locked, refuses, or does not answer.
        """
        answer: list[T] = []
        trouble: list[_KeyringError] = []

        def ask() -> None:
            try:
                answer.append(question(_usable_keyring()))
            except _KeyringError as known:
                trouble.append(known)
            except Exception as error:  # noqa: BLE001 -- a keyring is somebody else's plugin and raises whatever it likes
                trouble.append(_as_keyring_error(error))

        with self._one_at_a_time:
            if self._asking is not None and self._asking.is_alive():
                raise _KeyringError(_SILENT)  # it still waits to be unlocked from the last time
            self._asking = threading.Thread(target=ask, name="keyring", daemon=True)
            self._asking.start()
            self._asking.join(self._patience)
            if self._asking.is_alive():
                raise _KeyringError(_SILENT)
            self._asking = None
        if trouble:
            raise trouble[0]
        return answer[0]


def password_variable(account_name: str) -> str:
    """The environment variable an account’s password may come in."""
    return PASSWORD_VARIABLE + "".join(
        character if character.isascii() and character.isalnum() else "_" for character in account_name.upper()
    )


def _as_text(secret: Any) -> str | None:
    return secret if isinstance(secret, str) else None


def _usable_keyring() -> Any:
    """The keyring to use.

    Raises:
        _KeyringError: there is none, or none that keeps a secret.
    """
    import keyring

    chosen = keyring.get_keyring()
    candidates: Iterable[Any] = getattr(chosen, "backends", None) or [chosen]
    readable = False
    for candidate in candidates:
        place = f"{type(candidate).__module__}.{type(candidate).__qualname__}".lower()
        if place.startswith("keyrings.alt") or "plaintext" in place:
            readable = True
        elif not place.startswith(("keyring.backends.fail", "keyring.backends.null", "keyring.backends.chainer")):
            return candidate
    raise _KeyringError(_READABLE if readable else _NO_KEYRING, absent=True)


def _as_keyring_error(error: Exception) -> _KeyringError:
    from keyring.errors import KeyringLocked, NoKeyringError

    if isinstance(error, KeyringLocked):
        return _KeyringError(_LOCKED)
    if isinstance(error, NoKeyringError):
        return _KeyringError(_NO_KEYRING, absent=True)
    # Neither the error nor its text goes anywhere: a plugin may have put the password into it.
    return _KeyringError(_REFUSED)
