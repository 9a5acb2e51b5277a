"""Sealing answers to the key of a round: HPKE (RFC 9180), one size for every ballot.

DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. A seal names the round and the digest of the
ticket, so that nobody can copy another person's sealed answers onto a ticket of their own.
"""

from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from nuotio.culture import responses

SIZE = 32 + responses.SIZE + 16  # the one-time key, the answers, the tag
LABEL = "nuotio ballot 1"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Broken(Exception):
    """The seal was not made for this round, this ticket and this key, or was altered."""


def make_key() -> X25519PrivateKey:
    """Make the tally key of a round."""
    return X25519PrivateKey.generate()


def seal(payload: bytes, key: X25519PublicKey, *, public_id: UUID, digest: str) -> bytes:
    """Seal answers (`responses.SIZE` bytes); ValueError for another size."""
    if len(payload) != responses.SIZE:
        raise ValueError("Every ballot has one size.")
    return _SUITE.encrypt(payload, key, info=_info(public_id, digest))


def opened(sealed: bytes, key: X25519PrivateKey, *, public_id: UUID, digest: str) -> bytes:
    """Return the answers in a sealed ballot; Broken where they are not for here."""
    try:
        return _SUITE.decrypt(sealed, key, info=_info(public_id, digest))
    except InvalidTag as error:
        raise Broken from error


def _info(public_id: UUID, digest: str) -> bytes:
    return f"{LABEL}|{public_id}|{digest}".encode()
