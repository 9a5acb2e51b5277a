"""Keys of rows that an address or a form names in words."""

LONGEST = 19  # digits of the greatest key that a database gives


def key_in(words: str) -> int | None:
    """Return the key that the words name; None where they can be none, however long they are."""
    is_key = words.isascii() and words.isdecimal() and len(words) <= LONGEST
    return int(words) if is_key else None
