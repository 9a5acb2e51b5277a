"""Serves issue 4 (ballots): signatures as in RFC 9474, and no fault leaves the house."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from nuotio.culture import blind
from tests.culture import voter

TOLD = json.loads(Path(__file__).with_name("rfc9474.json").read_text())


def numbers(told=TOLD, **other):
    p, q, e, d = (other.get(name, int(told[name], 16)) for name in ("p", "q", "e", "d"))
    public = rsa.RSAPublicNumbers(e, p * q)
    return rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), public)


@pytest.fixture(scope="module")
def rfc_key():
    return numbers().private_key()


@pytest.fixture(scope="module")
def key():
    return blind.make_key()


@pytest.fixture
def made(key):
    return voter.blinded(key.public_key(), voter.prepare())


@pytest.mark.parametrize("vector", TOLD["vectors"], ids=lambda told: told["name"])
def test_each_vector_of_the_rfc_is_blinded_signed_and_unblinded_as_told(vector, rfc_key):
    public = rfc_key.public_key()
    prepared = bytes.fromhex(vector["prefix"] + TOLD["message"])
    inverse = int(TOLD["inv"], 16)
    factor = pow(inverse, -1, public.public_numbers().n)

    made = voter.blinded(public, prepared, salt=bytes.fromhex(vector["salt"]), factor=factor)
    signature = blind.sign(rfc_key, made.message)

    assert made.message.hex() == vector["blinded_msg"]
    assert signature.hex() == vector["blind_sig"]
    assert voter.raw(public, made, signature).hex() == vector["sig"]


def test_the_signature_of_our_variant_verifies_and_that_of_another_does_not(rfc_key):
    ours, no_salt, *_rest = TOLD["vectors"]
    verdicts = [
        blind.is_signed(
            rfc_key.public_key(),
            bytes.fromhex(vector["prefix"] + TOLD["message"]),
            bytes.fromhex(vector["sig"]),
        )
        for vector in (ours, no_salt)
    ]

    assert verdicts == [True, False]


def test_a_key_has_3072_bits_and_survives_writing_and_reading(key):
    assert key.key_size == 3072
    assert blind.private_bytes(blind.private_key(blind.private_bytes(key))) == (
        blind.private_bytes(key)
    )
    public = blind.public_bytes(key.public_key())
    assert blind.public_bytes(blind.public_key(public)) == public


def test_a_key_of_another_kind_is_not_taken_for_one():
    other = ed25519.Ed25519PrivateKey.generate()
    der, spki = blind.serialization.Encoding.DER, blind.serialization.PublicFormat
    public = other.public_key().public_bytes(der, spki.SubjectPublicKeyInfo)
    private = other.private_bytes(
        der, blind.serialization.PrivateFormat.PKCS8, blind.serialization.NoEncryption()
    )

    with pytest.raises(TypeError):
        blind.public_key(public)
    with pytest.raises(TypeError):
        blind.private_key(private)


def test_the_same_blinded_message_is_signed_alike_and_the_signer_never_sees_the_result(key, made):
    first, second = blind.sign(key, made.message), blind.sign(key, made.message)

    signature = voter.unblinded(key.public_key(), made, first)
    assert first == second
    assert signature not in (first, made.message)
    assert (len(made.message), len(signature)) == (blind.SIZE, blind.SIZE)


def test_a_signature_holds_for_its_serial_and_its_key_alone(key, made):
    signature = voter.unblinded(key.public_key(), made, blind.sign(key, made.message))
    altered = bytes([signature[0] ^ 1]) + signature[1:]

    assert blind.is_signed(key.public_key(), made.prepared, signature)
    assert not blind.is_signed(key.public_key(), voter.prepare(), signature)
    assert not blind.is_signed(key.public_key(), made.prepared, altered)
    assert not blind.is_signed(numbers().private_key().public_key(), made.prepared, signature)


def test_what_is_no_number_below_the_modulus_is_not_signed(key):
    n = key.public_key().public_numbers().n
    too_large = n.to_bytes(blind.SIZE)

    for message in (b"", bytes(blind.SIZE - 1), bytes(blind.SIZE + 1), too_large):
        with pytest.raises(blind.CannotSign):
            blind.sign(key, message)


def test_a_fault_in_half_of_the_computation_gives_no_signature(made, key):
    """One wrong half would let anyone find a prime factor of the key with a division."""
    sound = key.private_numbers()

    class Faulty:
        def private_numbers(self):
            return rsa.RSAPrivateNumbers(
                sound.p,
                sound.q,
                sound.d,
                sound.dmp1 ^ 2,
                sound.dmq1,
                sound.iqmp,
                sound.public_numbers,
            )

    with pytest.raises(blind.CannotSign):
        blind.sign(Faulty(), made.message)


def test_the_digest_of_a_serial_is_sha_256():
    assert blind.digest_of(b"abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
