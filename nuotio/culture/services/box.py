"""The ballot box: takes sealed answers, and forgets in which order they came.

Everything here happens in the database `box`. Whatever is put in, the whole bucket that it belongs
to is written anew in random order in one transaction, so that neither row numbers nor pages nor
PostgreSQL's hidden columns tell which of its ballots came last.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connections, transaction
from django.db.models import F

from nuotio.culture.models.ballots import Ballot, BallotBox, BallotCode
from nuotio.foundation.apart import ALIAS

BUCKET = 32  # about so many ballots are written anew together
_random = secrets.SystemRandom()


class Closed(Exception):
    """The box takes nothing: its round is being counted, was counted, or never began."""


class TicketUsed(Exception):
    """Another ballot was cast with this ticket: the first one counts."""


class TooManyCodes(Exception):
    """More codes than the node has people who answer on paper."""


class UnknownCode(Exception):
    """No such code was printed for this round, or it has been used."""


@dataclass(frozen=True)
class Sealed:
    """A ballot as the tally reads it."""

    node: UUID
    digest: str
    content: bytes


@transaction.atomic(using=ALIAS)
def open_boxes(codes: Iterable[UUID]) -> None:
    """Make an empty box for each node of a round, and one under the round's own public id."""
    boxes = [BallotBox(node=code) for code in codes]
    BallotBox.objects.bulk_create(boxes, ignore_conflicts=True)


@transaction.atomic(using=ALIAS)
def accept(node: UUID, digest: str, sealed: bytes) -> None:
    """Put a sealed ballot in; the same bytes again change nothing and are as welcome.

    The first ballot of a ticket counts. If a later one replaced it, whoever got hold of a ticket
    could undo what its owner said; and a ballot that came twice would be told from one that did
    not. TicketUsed for other bytes, Closed where nothing is taken.
    """
    _lock(node)
    there = Ballot.objects.filter(digest=digest).values_list("node", "sealed").first()
    if there is None:
        _put_in(node, digest, sealed)
    elif (there[0], bytes(there[1])) != (node, sealed):
        raise TicketUsed


def count_refused(code: UUID) -> None:
    """Count one more ballot that the box of a node, or the round, did not take."""
    BallotBox.objects.filter(node=code, is_open=True).update(refused=F("refused") + 1)


@transaction.atomic(using=ALIAS)
def replace_codes(node: UUID, digests: Sequence[str], *, at_most: int) -> None:
    """Keep the digests of printed codes, in random order; codes not used until now become void.

    TooManyCodes where the used ones and the new ones are more than `at_most` together.
    """
    box = _lock(node)
    unused = BallotCode.objects.filter(node=node)
    printed = box.printed - unused.count() + len(digests)
    if printed > at_most:
        raise TooManyCodes
    unused.delete()
    _write_codes(node, digests)
    BallotBox.objects.filter(node=node).update(printed=printed)


@transaction.atomic(using=ALIAS)
def accept_for_code(code: str, digest: str, sealed: bytes) -> None:
    """Put in a ballot and take its code out, both or neither; UnknownCode or Closed else."""
    node = _code(code).node
    _lock(node)
    if not BallotCode.objects.filter(digest=code).delete()[0]:
        raise UnknownCode
    left = BallotCode.objects.filter(node=node)
    digests = list(left.values_list("digest", flat=True))
    left.delete()
    _write_codes(node, digests)
    _put_in(node, digest, sealed)


@transaction.atomic(using=ALIAS)
def close_boxes(codes: Iterable[UUID]) -> None:
    """Take nothing more; waits for what is just being put in. Closed twice is closed."""
    for code in sorted(codes):
        BallotBox.objects.filter(node=code).update(is_open=False)


def ballots_in(codes: Iterable[UUID]) -> list[Sealed]:
    """Return every ballot of these nodes."""
    rows = Ballot.objects.filter(node__in=list(codes)).values_list("node", "digest", "sealed")
    return [Sealed(node, digest, bytes(content)) for node, digest, content in rows]


def counts_of(codes: Iterable[UUID]) -> Counter[UUID]:
    """Return how many ballots lie in the box of each node."""
    return Counter(Ballot.objects.filter(node__in=list(codes)).values_list("node", flat=True))


def counted_in(codes: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """Return how many ballots each box did not take, and how many codes were printed for it."""
    rows = BallotBox.objects.filter(node__in=list(codes))
    return {box.node: (box.refused, box.printed) for box in rows}


def empty_boxes(codes: Iterable[UUID]) -> None:
    """Destroy the ballots, the codes and the boxes of these nodes; emptied twice is empty."""
    which = list(codes)
    with transaction.atomic(using=ALIAS):
        gone = 0
        for model in (Ballot, BallotCode, BallotBox):
            gone += model.objects.filter(node__in=which).delete()[0]
        if gone:
            transaction.on_commit(_shrink, using=ALIAS)


def _lock(node: UUID) -> BallotBox:
    """Let no other ballot into this node's box until we are done; Closed unless it is open."""
    box = BallotBox.objects.select_for_update().filter(node=node).first()
    if box is None or not box.is_open:
        raise Closed
    return box


def _code(digest: str) -> BallotCode:
    found = BallotCode.objects.filter(digest=digest).first()
    if found is None:
        raise UnknownCode
    return found


def _put_in(node: UUID, digest: str, sealed: bytes) -> None:
    """Write a ballot among its bucket; all of the node when the number of buckets grows."""
    there = Ballot.objects.filter(node=node)
    before = there.count()
    number = _buckets(before + 1)
    fresh = Ballot(digest=digest, node=node, sealed=sealed, bucket=_bucket(digest, number))
    if number == _buckets(before):
        there = there.filter(bucket=fresh.bucket)
    rows = [fresh, *there]
    for ballot in rows:
        ballot.bucket = _bucket(ballot.digest, number)
    there.delete()
    _random.shuffle(rows)
    Ballot.objects.bulk_create(rows)


def _write_codes(node: UUID, digests: Sequence[str]) -> None:
    rows = [BallotCode(digest=digest, node=node) for digest in digests]
    _random.shuffle(rows)
    BallotCode.objects.bulk_create(rows)


def _buckets(ballots: int) -> int:
    """Return how many buckets a node with so many ballots has: a power of two, 32 to 63 in each.

    With fewer buckets than this in the beginning, the first ballots would lie alone in theirs.
    """
    return 1 << max(0, (ballots // BUCKET).bit_length() - 1)


def _bucket(digest: str, number: int) -> int:
    return int(digest[:8], 16) % number


def _shrink() -> None:
    """Let go of the pages in which ballots lay; PostgreSQL does so by itself, in time."""
    connection = connections[ALIAS]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
