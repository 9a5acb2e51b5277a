"""A respondent as a browser is one: blinds, unblinds, seals, and talks HTTP. In tests only.

The blinding follows RFC 9474, 4.2 and 4.4, written a second time so that two hands agree.
"""

import hashlib
import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from nuotio.culture import blind, sealing
from nuotio.culture.responses import Response, written

HASH = hashlib.sha384


@dataclass(frozen=True)
class Blinded:
    """A prepared serial, what the signer gets of it, and what takes the blinding away."""

    prepared: bytes
    message: bytes
    inverse: int


@dataclass(frozen=True)
class Ticket:
    node: str
    prepared: bytes
    signature: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.prepared).hexdigest()


def prepare() -> bytes:
    return secrets.token_bytes(32) + secrets.token_bytes(32)


def blinded(
    key: RSAPublicKey, prepared: bytes, *, salt: bytes | None = None, factor: int | None = None
) -> Blinded:
    """Blind a prepared serial; salt and factor are random unless a test vector gives them."""
    n, e = key.public_numbers().n, key.public_numbers().e
    encoded = _emsa_pss(
        prepared, n.bit_length() - 1, secrets.token_bytes(48) if salt is None else salt
    )
    factor = factor or secrets.randbelow(n - 2) + 2
    message = int.from_bytes(encoded) * pow(factor, e, n) % n
    return Blinded(prepared, message.to_bytes((n.bit_length() + 7) // 8), pow(factor, -1, n))


def unblinded(key: RSAPublicKey, made: Blinded, signature: bytes) -> bytes:
    """Take the blinding away; AssertionError where the signature is none."""
    final = raw(key, made, signature)
    assert blind.is_signed(key, made.prepared, final)
    return final


def raw(key: RSAPublicKey, made: Blinded, signature: bytes) -> bytes:
    n = key.public_numbers().n
    return (int.from_bytes(signature) * made.inverse % n).to_bytes((n.bit_length() + 7) // 8)


def ticket(client, sign_url: str, keys_url: str, *, token: str | None = None) -> Ticket:
    """Collect a ticket over HTTP."""
    told = {"token": token} if token else {}
    keys = client.get(keys_url).json()
    node = _post(client, sign_url, told).json()["node"]
    listed = next(one["key"] for one in keys["nodes"] if one["code"] == node)
    key = blind.public_key(b64decode(listed))
    made = blinded(key, prepare())
    answer = _post(client, sign_url, {**told, "blinded": b64encode(made.message).decode()})
    signature = unblinded(key, made, b64decode(answer.json()["signature"]))
    return Ticket(node, made.prepared, signature)


def ballot(of: Ticket, response: Response, public_id: UUID, tally: bytes) -> bytes:
    """Return the bytes of a ballot as they are sent."""
    key = X25519PublicKey.from_public_bytes(tally)
    sealed = sealing.seal(written(response), key, public_id=public_id, digest=of.digest)
    return UUID(of.node).bytes + of.prepared + of.signature + sealed


def cast(client, cast_url: str, content: bytes) -> int:
    """Send a ballot; return the status."""
    answer = client.post(cast_url, content, content_type="application/octet-stream")
    assert answer.content == b""
    return answer.status_code


def _post(client, url: str, told: dict[str, str]):
    return client.post(url, json.dumps(told), content_type="application/json")


def _emsa_pss(message: bytes, bits: int, salt: bytes) -> bytes:
    """EMSA-PSS-ENCODE of RFC 8017, 9.1.1, with SHA-384 and MGF1."""
    size = (bits + 7) // 8
    digest = HASH(bytes(8) + HASH(message).digest() + salt).digest()
    block = bytes(size - len(salt) - len(digest) - 2) + b"\x01" + salt
    masked = bytearray(a ^ b for a, b in zip(block, _mgf1(digest, len(block)), strict=True))
    masked[0] &= 0xFF >> (8 * size - bits)
    return bytes(masked) + digest + b"\xbc"


def _mgf1(seed: bytes, length: int) -> bytes:
    rounds = range(-(-length // HASH().digest_size))
    return b"".join(HASH(seed + number.to_bytes(4)).digest() for number in rounds)[:length]
