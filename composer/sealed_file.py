"""Secrets too long for a keyring, in files that only a key from the keyring opens (AES-256-GCM, NIST SP 800-38D).

Windows' keyring holds 2,560 bytes, which is 1,280 characters; what Microsoft gives after a browser sign-in is often longer.
A file without its key says nothing but how long the secret is.
"""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from composer.whole_file import whole_file

LONGEST_IN_KEYRING = 1_200
"""UTF-16 units; below the limit of Windows, the same everywhere."""
LONGEST = 100_000
"""Characters of a secret."""
_MARK = b"newsletter-sealed-1\n"
_NONCE_BYTES = 12
_KEY_BYTES = 32


def fits_keyring(secret: str) -> bool:
    """True where every keyring we know takes it whole."""
    return len(secret.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_IN_KEYRING


def new_key() -> str:
    """A key, as text a keyring can hold."""
    return secrets.token_hex(_KEY_BYTES)


def sealed_path(folder: Path, name: str) -> Path:
    """Where the secret of this name lies; the name itself does not show."""
    return folder / f"{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.sealed"


def seal(folder: Path, name: str, secret: str, key: str) -> None:
    """Write a secret, whole or not at all, for nobody else's eyes.

    Raises:
        OSError: it cannot be written.
        ValueError: it is longer than any secret is, or the key is none.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(secret) > LONGEST:
        raise ValueError("too long for a secret")
    nonce = secrets.token_bytes(_NONCE_BYTES)
    content = _MARK + nonce + AESGCM(bytes.fromhex(key)).encrypt(nonce, secret.encode(), name.encode())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = sealed_path(folder, name)
    with whole_file(path, mode=0o600) as out:
        out.write(content)


def unseal(folder: Path, name: str, key: str) -> str | None:
    """The secret of this name; None where there is none, or where the key does not open it (it was sealed on another computer).

    Raises:
        OSError: it cannot be read.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        with sealed_path(folder, name).open("rb") as stream:
            content = stream.read(5 * LONGEST)
    except FileNotFoundError:
        return None
    start = len(_MARK)
    if not content.startswith(_MARK):
        return None
    nonce, closed = content[start : start + _NONCE_BYTES], content[start + _NONCE_BYTES :]
    try:
        return AESGCM(bytes.fromhex(key)).decrypt(nonce, closed, name.encode()).decode()
    except (InvalidTag, ValueError):
        return None


def forget(folder: Path, name: str) -> None:
    """Remove a secret; none there is no error.

    Raises:
        OSError: it cannot be removed.
    """
    sealed_path(folder, name).unlink(missing_ok=True)
