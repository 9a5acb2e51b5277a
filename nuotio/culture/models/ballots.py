from django.db import models

from nuotio.foundation.apart import KeptApart


class BallotBox(KeptApart):
    """The box of one reporting node, or (under the round's public id) of what named no node.

    Open until its round is counted; `refused` is how many ballots were not taken, `printed` how
    many codes were printed and not made void. It keeps no moment and no order. While a ballot is
    put in, this row is locked.
    """

    node = models.UUIDField(primary_key=True)
    is_open = models.BooleanField(default=True)
    refused = models.PositiveIntegerField(default=0)
    printed = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return "the box of a node"


class Ballot(KeptApart):
    """One sealed answer in the box: no person, no moment, no sequence, one size for all.

    The key is the digest of the ticket's serial, so that one ticket counts once. Rows of one
    `bucket` are written anew together in random order each time that one of them arrives. Lives in
    a database of its own (alias `box`): a file on SQLite, a role on PostgreSQL.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    node = models.UUIDField(db_index=True)
    bucket = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "a sealed answer"


class BallotCode(KeptApart):
    """The digest of a printed one-time code, drawn from a bowl: it knows its node and no person."""

    digest = models.CharField(max_length=64, primary_key=True)
    node = models.UUIDField(db_index=True)

    def __str__(self) -> str:
        return "a printed code"
