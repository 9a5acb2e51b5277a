"""Serves issue 4 (ballots): each ticket counts once, and no order of arrival is kept."""

import random
from uuid import uuid4

import pytest

from nuotio.culture.models.ballots import Ballot, BallotBox, BallotCode
from nuotio.culture.services import box

pytestmark = pytest.mark.django_db(databases=["default", "box"])


@pytest.fixture
def node():
    code = uuid4()
    box.open_boxes([code])
    return code


def digest(number: int) -> str:
    return f"{random.Random(number).getrandbits(256):064x}"


def fill(node, number: int) -> None:
    for one in range(number):
        box.accept(node, digest(one), b"sealed %d" % one)


def buckets(node) -> dict[int, int]:
    rows = list(Ballot.objects.filter(node=node).values_list("bucket", flat=True))
    return {bucket: rows.count(bucket) for bucket in set(rows)}


def test_a_box_is_opened_once_and_keeps_what_is_in_it(node):
    box.accept(node, digest(1), b"sealed")
    box.count_refused(node)

    box.open_boxes([node, uuid4()])

    assert BallotBox.objects.count() == 2
    assert BallotBox.objects.get(node=node).refused == 1


def test_the_same_bytes_again_are_taken_and_lie_there_once(node):
    for _ in range(3):
        box.accept(node, digest(1), b"sealed")

    assert list(Ballot.objects.values_list("digest", "node")) == [(digest(1), node)]


def test_the_first_ballot_of_a_ticket_counts(node):
    other = uuid4()
    box.open_boxes([other])
    box.accept(node, digest(1), b"the first")

    for where, sealed in ((node, b"another"), (other, b"the first")):
        with pytest.raises(box.TicketUsed):
            box.accept(where, digest(1), sealed)

    assert [bytes(sealed) for sealed in Ballot.objects.values_list("sealed", flat=True)] == (
        [b"the first"]
    )


def test_a_box_that_never_was_or_was_closed_takes_nothing(node):
    box.accept(node, digest(1), b"sealed")
    box.close_boxes([node])
    box.close_boxes([node])

    for where in (node, uuid4()):
        with pytest.raises(box.Closed):
            box.accept(where, digest(2), b"sealed")
    box.count_refused(node)

    assert Ballot.objects.count() == 1
    assert box.counted_in([node]) == {node: (0, 0)}


def test_ballots_lie_in_buckets_of_32_to_63_from_the_first_on(node):
    fill(node, 63)
    assert buckets(node) == {0: 63}

    box.accept(node, digest(63), b"sealed")
    assert sorted(buckets(node)) == [0, 1]
    assert sum(buckets(node).values()) == 64


def test_each_ballot_writes_its_whole_bucket_anew_and_no_other(node, monkeypatch):
    fill(node, 70)
    before = dict(Ballot.objects.filter(node=node).values_list("digest", "bucket"))
    mine, written, write = digest(1000), [], Ballot.objects.bulk_create
    monkeypatch.setattr(
        Ballot.objects, "bulk_create", lambda rows: write(written.append(rows) or rows)
    )

    box.accept(node, mine, b"sealed")

    (rows,) = written
    bucket = next(row.bucket for row in rows if row.digest == mine)
    others = {row.digest for row in rows} - {mine}
    assert others == {one for one, where in before.items() if where == bucket}
    assert 20 < len(rows) < 64


def test_the_order_in_which_a_bucket_is_written_has_nothing_to_do_with_arrival(node, monkeypatch):
    orders, write = [], Ballot.objects.bulk_create

    def watched(rows):
        orders.append([digest_order[row.digest] for row in rows])
        return write(rows)

    digest_order = {digest(number): number for number in range(40)}
    monkeypatch.setattr(Ballot.objects, "bulk_create", watched)

    fill(node, 40)

    places = [order.index(len(order) - 1) / (len(order) - 1) for order in orders[8:]]
    assert 0.25 < sum(places) / len(places) < 0.75  # the newest lies anywhere, not at an end
    assert orders[-1] not in (sorted(orders[-1]), sorted(orders[-1], reverse=True))


def test_codes_are_counted_and_each_is_used_once(node):
    box.replace_codes(node, [digest(1), digest(2), digest(3)], at_most=3)

    box.accept_for_code(digest(2), digest(20), b"sealed")

    assert set(BallotCode.objects.values_list("digest", flat=True)) == {digest(1), digest(3)}
    assert Ballot.objects.get().digest == digest(20)
    with pytest.raises(box.UnknownCode):
        box.accept_for_code(digest(2), digest(21), b"sealed")
    assert Ballot.objects.count() == 1


def test_codes_printed_anew_make_the_unused_ones_void(node):
    box.replace_codes(node, [digest(1), digest(2), digest(3)], at_most=3)
    box.accept_for_code(digest(2), digest(20), b"sealed")

    box.replace_codes(node, [digest(4), digest(5)], at_most=3)

    assert set(BallotCode.objects.values_list("digest", flat=True)) == {digest(4), digest(5)}
    assert box.counted_in([node]) == {node: (0, 3)}


def test_more_codes_than_people_are_not_kept(node):
    box.replace_codes(node, [digest(1), digest(2)], at_most=2)
    box.accept_for_code(digest(1), digest(20), b"sealed")

    with pytest.raises(box.TooManyCodes):
        box.replace_codes(node, [digest(4), digest(5)], at_most=2)

    assert list(BallotCode.objects.values_list("digest", flat=True)) == [digest(2)]
    assert box.counted_in([node]) == {node: (0, 2)}


def test_a_code_in_a_closed_box_stays_unused(node):
    box.replace_codes(node, [digest(1)], at_most=1)
    box.close_boxes([node])

    with pytest.raises(box.Closed):
        box.accept_for_code(digest(1), digest(20), b"sealed")

    assert (Ballot.objects.count(), BallotCode.objects.count()) == (0, 1)


def test_ballots_are_read_and_counted_by_node(node):
    other, strange = uuid4(), uuid4()
    box.open_boxes([other, strange])
    fill(node, 3)
    box.accept(other, digest(90), b"sealed")
    box.accept(strange, digest(91), b"sealed")

    read = box.ballots_in([node, other])

    assert sorted(one.digest for one in read) == sorted([*map(digest, range(3)), digest(90)])
    assert box.counts_of([node, other]) == {node: 3, other: 1}


def test_emptied_boxes_leave_nothing_and_others_keep_theirs(node):
    other = uuid4()
    box.open_boxes([other])
    fill(node, 3)
    box.replace_codes(node, [digest(50)], at_most=1)
    box.accept(other, digest(90), b"sealed")

    box.empty_boxes([node])
    box.empty_boxes([node])

    assert list(Ballot.objects.values_list("digest", flat=True)) == [digest(90)]
    assert list(BallotBox.objects.values_list("node", flat=True)) == [other]
    assert BallotCode.objects.count() == 0
