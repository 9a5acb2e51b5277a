"""Key files: one for each round, in a folder outside the database and outside its backups.

What the database keeps of private keys is sealed with the round's file. A backup of the database
alone therefore opens nothing, and once the file is destroyed, nothing ever does.
"""

import hmac
import os
import secrets
import unicodedata
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings

SIZE = 32
NONCE, SALT = 12, 16
SCRYPT_COST = 2**16  # 64 MB and a fifth of a second for each guess of a passphrase


class Missing(Exception):
    """The round's key file is not there, or cannot be read."""


class WrongKey(Exception):
    """What was sealed does not open with this key: another file, another passphrase, altered."""


def can_keep() -> bool:
    """Say whether a file can be written to the folder of keys, by doing it."""
    trial = _folder() / f".trial-{secrets.token_hex(8)}"
    try:
        _write(trial, b"a trial")
        trial.unlink()
    except OSError:
        return False
    return True


def make(public_id: UUID) -> None:
    """Write the round's file with a fresh key; OSError where that cannot be done."""
    _write(_path(public_id), secrets.token_bytes(SIZE))


def is_there(public_id: UUID) -> bool:
    """Say whether the round's file is there and can be read."""
    try:
        _key(public_id)
    except Missing:
        return False
    return True


def destroy(public_id: UUID) -> None:
    """Write over the round's file and remove it; a file that is gone already stays so."""
    path = _path(public_id)
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(SIZE))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _settle(path.parent)


def seal(secret: bytes, *, public_id: UUID, purpose: str) -> bytes:
    """Seal a secret with the round's file, bound to the round and to what it is for."""
    return _sealed(secret, _key(public_id), _bound(public_id, purpose))


def opened(sealed: bytes, *, public_id: UUID, purpose: str) -> bytes:
    """Return a secret that `seal` sealed; Missing or WrongKey where it stays shut."""
    return _opened(sealed, _key(public_id), _bound(public_id, purpose))


def seal_with(passphrase: str, secret: bytes) -> bytes:
    """Seal a secret with a passphrase that somebody remembers or keeps on paper."""
    salt = secrets.token_bytes(SALT)
    return salt + _sealed(secret, _stretched(passphrase, salt), salt)


def opened_with(passphrase: str, sealed: bytes) -> bytes:
    """Return a secret that `seal_with` sealed; WrongKey where the passphrase is another."""
    salt = sealed[:SALT]
    return _opened(sealed[SALT:], _stretched(passphrase, salt), salt)


def digest(text: str, *, public_id: UUID, purpose: str) -> str:
    """Return a digest that nobody can search without the round's file (HMAC-SHA-256)."""
    told = _bound(public_id, purpose) + b"|" + text.encode()
    return hmac.digest(_key(public_id), told, "sha256").hex()


def _folder() -> Path:
    return Path(settings.BALLOT_KEYS)


def _path(public_id: UUID) -> Path:
    return _folder() / f"{public_id}.key"


def _bound(public_id: UUID, purpose: str) -> bytes:
    return f"nuotio|{public_id}|{purpose}".encode()


def _key(public_id: UUID) -> bytes:
    try:
        key = _path(public_id).read_bytes()
    except OSError as error:
        raise Missing from error
    if len(key) != SIZE:
        raise Missing
    return key


def _write(path: Path, content: bytes) -> None:
    """Write a whole file or none, readable by the service alone, and make it last."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _stretched(passphrase: str, salt: bytes) -> bytes:
    scrypt = Scrypt(salt=salt, length=SIZE, n=SCRYPT_COST, r=8, p=1)
    return scrypt.derive(unicodedata.normalize("NFKC", passphrase).strip().encode())


def _sealed(secret: bytes, key: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, secret, bound)


def _opened(sealed: bytes, key: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound)
    except (InvalidTag, ValueError) as error:
        raise WrongKey from error
