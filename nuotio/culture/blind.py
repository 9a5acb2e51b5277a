"""Blind signatures: RSABSSA-SHA384-PSS-Randomized of RFC 9474, with keys of 3,072 bits.

The signer never sees what it signs. A browser prepares a random serial, blinds it and has it signed
once; what it unblinds is a valid signature that the signer cannot recognise.
"""

import hashlib
import secrets

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

BITS = 3072
SIZE = BITS // 8  # bytes of a blinded message, a blind signature and a signature
PREFIX = 32  # random bytes before the serial: the "Randomized" of the name
SERIAL = 32
PREPARED = PREFIX + SERIAL  # bytes of what is signed
SALT = 48
_PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=SALT)


class CannotSign(Exception):
    """The blinded message is no number below the modulus, or the computation went wrong."""


def make_key() -> rsa.RSAPrivateKey:
    """Make a signing key; takes a tenth of a second or some."""
    return rsa.generate_private_key(public_exponent=65537, key_size=BITS)


def sign(key: rsa.RSAPrivateKey, blinded: bytes) -> bytes:
    """Return the blind signature (RFC 9474, 4.3); the same blinded message gives the same one.

    The message is multiplied by a random mask meanwhile, so that how long it takes tells nothing of
    the key. The last check matters: a fault in one half of the computation would give it away.
    """
    numbers = key.private_numbers()
    n, e = numbers.public_numbers.n, numbers.public_numbers.e
    size = (n.bit_length() + 7) // 8
    message = int.from_bytes(blinded)
    if len(blinded) != size or message >= n:
        raise CannotSign
    mask = 2 + secrets.randbelow(n - 2)
    masked = message * pow(mask, e, n) % n
    half_p = pow(masked % numbers.p, numbers.dmp1, numbers.p)
    half_q = pow(masked % numbers.q, numbers.dmq1, numbers.q)
    signature = half_q + numbers.q * ((half_p - half_q) * numbers.iqmp % numbers.p)
    signature = signature * pow(mask, -1, n) % n
    if pow(signature, e, n) != message:
        raise CannotSign
    return signature.to_bytes(size)


def is_signed(key: rsa.RSAPublicKey, prepared: bytes, signature: bytes) -> bool:
    """Say whether the signature on a prepared serial was made with this key."""
    try:
        key.verify(signature, prepared, _PSS, hashes.SHA384())
    except InvalidSignature:
        return False
    return True


def digest_of(prepared: bytes) -> str:
    """Return the key under which the ballot of this serial lies: SHA-256 as hexadecimal."""
    return hashlib.sha256(prepared).hexdigest()


def public_bytes(key: rsa.RSAPublicKey) -> bytes:
    """Write a public key (DER)."""
    return key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def public_key(written: bytes) -> rsa.RSAPublicKey:
    """Read a public key that `public_bytes` wrote."""
    key = serialization.load_der_public_key(written)
    if not isinstance(key, rsa.RSAPublicKey):
        raise TypeError("Not a key for blind signatures.")
    return key


def private_bytes(key: rsa.RSAPrivateKey) -> bytes:
    """Write a private key (DER); it is sealed before it is kept (`culture.key_files`)."""
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def private_key(written: bytes) -> rsa.RSAPrivateKey:
    """Read a private key that `private_bytes` wrote.

    Its primes are not proved anew, which would take five times as long as signing: the seal of the
    key file says that these are our own bytes, and `sign` looks at each signature.
    """
    key = serialization.load_der_private_key(
        written, password=None, unsafe_skip_rsa_key_validation=True
    )
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("Not a key for blind signatures.")
    return key
