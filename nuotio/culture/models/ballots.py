from django.db import models


class Ballot(models.Model):
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


class BallotCode(models.Model):
    """The digest of a printed one-time code, drawn from a bowl: it knows its node and no person."""

    digest = models.CharField(max_length=64, primary_key=True)
    node = models.UUIDField(db_index=True)

    def __str__(self) -> str:
        return "a printed code"
