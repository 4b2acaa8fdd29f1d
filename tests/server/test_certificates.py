"""A server that only says that it is the one: nothing is sent to it."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crm_tui.operations.directory import ListUsers
from crm_tui.operations.errors import NotTrusted
from crm_tui.storage.remote import RemoteStore


def self_signed(folder: Path) -> ssl.SSLContext:
    """A certificate that nobody but its owner vouches for."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    certificate = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
    file = folder / "server.pem"
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *plain)
        + certificate.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


async def test_a_certificate_that_nobody_vouches_for_is_one_sentence(tmp_path: Path) -> None:
    got: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        got.append(await reader.read(1_000))
        writer.close()

    server = await asyncio.start_server(serve, "localhost", 0, ssl=self_signed(tmp_path))
    store = RemoteStore(f"https://localhost:{server.sockets[0].getsockname()[1]}", "crm_token")

    async with asyncio.timeout(3):
        with pytest.raises(NotTrusted, match="certificate"):
            await store.ask(ListUsers())

    await store.close()
    server.close()
    assert got == []
