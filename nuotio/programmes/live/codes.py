"""The short code that opens a live room, and the key that a device keeps. Pure but for chance."""

import hashlib
import secrets

from django.utils.crypto import salted_hmac

# Consonants that nobody takes for another letter or a digit; without vowels no word comes about.
LETTERS = "BCDFGHJKMNPRSTWXZ"
LENGTH = 8
LONGEST_TYPED = 40


def new_code() -> str:
    """Draw a code of eight letters: seven thousand million are possible."""
    return "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))


def read(typed: str) -> str:
    """Return the code that somebody typed, with small letters, spaces or dashes; empty if none."""
    letters = "".join(one for one in typed[:LONGEST_TYPED].upper() if one not in " -–\u00a0")
    return letters if len(letters) == LENGTH and set(letters) <= set(LETTERS) else ""


def spoken(code: str) -> str:
    """Return the code in two groups, as it stands on the wall."""
    return f"{code[:4]} {code[4:]}"


def new_key() -> str:
    """Draw the key by which a device comes back as the same participant."""
    return secrets.token_urlsafe(24)


def key_of_member(room_id: int, membership_id: int) -> str:
    """Return the key of a member who is signed in: the same one on each of her devices."""
    return salted_hmac("nuotio.programmes.live", f"{room_id}:{membership_id}").hexdigest()


def digest_of(key: str) -> str:
    """Return what is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
