"""What delivery's tests share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from delivery_office import Office, ScriptedServer, new_office


@pytest.fixture
def mail_server() -> Iterator[Callable[..., ScriptedServer]]:
    """Starts mail servers; they stop with the test."""
    started: list[ScriptedServer] = []

    def start(**options: Any) -> ScriptedServer:
        started.append(ScriptedServer(**options).start())
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture
def office(engine: Any, clock: Any) -> Office:
    return new_office(engine, clock)


@pytest.fixture
def office_in(clock: Any) -> Iterator[Callable[[str], Office]]:
    """Opens offices in workspaces of their own, which other processes may open as well."""
    from composer.database.engine import migrate, open_engine

    engines = []

    def open_office(location: str) -> Office:
        engines.append(open_engine(location))
        migrate(engines[-1], location)
        return new_office(engines[-1], clock)

    yield open_office
    for engine in engines:
        engine.dispose()


@pytest.fixture
def certificate(tmp_path: Path) -> Callable[..., tuple[Path, Path]]:
    """Makes self-signed certificates: (certificate, key)."""
    from datetime import UTC, datetime, timedelta

    pytest.importorskip("cryptography")
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    def make(host: str) -> tuple[Path, Path]:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        now = datetime.now(UTC)
        built = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        certificate_file, key_file = tmp_path / f"{host}.pem", tmp_path / f"{host}.key"
        certificate_file.write_bytes(built.public_bytes(serialization.Encoding.PEM))
        key_file.write_bytes(
            key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
        return certificate_file, key_file

    return make
