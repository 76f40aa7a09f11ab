"""DKIM (RFC 6376) for those who send through a server of their own: the key, what is published of it, and the signature.

Signing is dkimpy's. The headers are named here, for its own list leaves List-Unsubscribe-Post out, and RFC 8058 section 4
wants it signed. A relay that rewrites letters signs by itself; signed twice does no harm.
"""

from __future__ import annotations

import base64
import re
import secrets

import msgspec

from composer.errors import AccountError, InputError
from composer.i18n import _

KEY_BITS = 2048
SIGNED_HEADERS = (
    b"from", b"to", b"reply-to", b"subject", b"date", b"message-id", b"mime-version", b"content-type",
    b"list-id", b"list-unsubscribe", b"list-unsubscribe-post", b"auto-submitted", b"precedence",
)  # fmt: skip
_SELECTOR = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


class SigningKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key and where its other half is published.

    Attributes:
        pem: the private half, secret.
        record: what stands in the DNS, at :attr:`name`.
    """

    domain: str
    selector: str
    pem: str
    record: str

    def __repr__(self) -> str:
        return f"<SigningKey {self.name}>"

    @property
    def name(self) -> str:
        """Where the record stands."""
        return f"{self.selector}._domainkey.{self.domain}"


def vault_name(account_name: str) -> str:
    """What an account's key is called in the keyring."""
    return f"signature: {account_name}"


def check_selector(selector: str) -> str:
    """A name a key can have.

    Raises:
        InputError: it cannot.
    """
    selector = selector.strip().lower()
    if not _SELECTOR.fullmatch(selector):
        raise InputError(_("“{name}” cannot be the name of a key.").format(name=selector), _("Use letters, digits and hyphens."))
    return selector


def new_selector() -> str:
    """A name nobody's key has yet."""
    return f"news{secrets.token_hex(3)}"


def make_key(domain: str, selector: str) -> SigningKey:
    """A new RSA key: every receiver knows these, which is not so of Ed25519."""
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    key = rsa.generate_private_key(65537, KEY_BITS)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    record = f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"
    return SigningKey(domain=domain, selector=check_selector(selector), pem=pem, record=record)


def packed(key: SigningKey) -> str:
    """For the keyring."""
    return msgspec.json.encode(key).decode()


def unpacked(kept: str) -> SigningKey:
    """What :func:`packed` packed.

    Raises:
        AccountError: it is damaged.
    """
    try:
        return msgspec.json.decode(kept, type=SigningKey)
    except msgspec.DecodeError as error:
        raise AccountError(_("The key for signatures is damaged."), _("Make a new one in the account’s settings.")) from error


def sign(content: bytes, key: SigningKey) -> bytes:
    """The letter with its signature on top. Nothing may be changed in it afterwards.

    Args:
        content: the whole letter, CRLF line ends.
    """
    import dkim

    present = {line.partition(b":")[0].lower() for line in content.partition(b"\r\n\r\n")[0].split(b"\r\n")}
    signature = dkim.sign(
        content,
        key.selector.encode("ascii"),
        key.domain.encode("ascii"),
        key.pem.encode("ascii"),
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=[name for name in SIGNED_HEADERS if name in present],
    )
    return bytes(signature) + content
