"""The personal link of somebody invited by an address: made again for each letter, never stored.

The database keeps only its digest, so a copy of the database opens nobody's link.
"""

import hashlib
from base64 import urlsafe_b64encode
from uuid import UUID

from django.utils.crypto import salted_hmac

SALT = "nuotio.culture.tokens"


def token_of(public_id: UUID, email: str) -> str:
    """Return the token in the link of this address in this round."""
    mark = salted_hmac(SALT, f"{public_id}:{email}", algorithm="sha256").digest()
    return urlsafe_b64encode(mark).decode().rstrip("=")


def digest_of(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
