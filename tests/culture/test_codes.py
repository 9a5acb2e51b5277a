"""Serves issue 4 (ballots): answering with a printed code, which nobody is known by."""

import re
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.culture import key_files, sealing
from nuotio.culture.models.ballots import Ballot, BallotCode
from nuotio.culture.responses import Unreadable
from nuotio.culture.services import box, codes, keys
from nuotio.foundation import tenancy
from tests.culture.ballot_world import BEFORE, OPEN, answers
from tests.culture.factories import CLOSES
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db(databases=["default", "box"])


@pytest.fixture
def hr(inside, running):
    inside(running.round)
    node = running.nodes[0]
    node.paper_codes = 3
    node.save()
    return MembershipFactory(organisation=running.round.organisation, hr=True)


@pytest.fixture
def printed(running, hr) -> list[str]:
    return codes.print_codes(running.round, running.nodes[0], 3, by=hr)


def cast(running, code, *, at=OPEN, response=None) -> None:
    codes.cast_by_code(running.round.public_id, code, response or answers(), at=at)


def test_printed_codes_are_told_once_and_kept_as_digests(printed):
    kept = BallotCode.objects.values_list("digest", flat=True)

    assert len(set(printed)) == 3
    for code in printed:
        assert re.fullmatch(r"[34679ACDEFGHJKLMNPRTWXY]{4}(-[34679ACDEFGHJKLMNPRTWXY]{4}){2}", code)
        assert codes.is_code(code)
    assert sorted(map(len, kept)) == [64, 64, 64]
    assert not any(code in digest for code in printed for digest in kept)


@pytest.mark.parametrize(
    "write", [str, str.lower, lambda c: c.replace("-", " "), lambda c: f" {c.replace('-', '–')} "]
)
def test_a_code_is_good_for_one_answer_however_it_is_written(running, printed, write):
    cast(running, write(printed[1]))

    ballot = Ballot.objects.get()
    assert ballot.node == running.nodes[0].code
    key = keys.tally_key(running.round, passphrase=None)
    opened = sealing.opened(
        bytes(ballot.sealed), key, public_id=running.round.public_id, digest=ballot.digest
    )
    assert opened.startswith(b'{"v":1,"answers":{')
    assert BallotCode.objects.count() == 2
    with pytest.raises(codes.UnknownCode):
        cast(running, printed[1])
    assert Ballot.objects.count() == 1


def test_a_slip_of_the_pen_or_two_letters_swapped_are_noticed(printed):
    plain = printed[0].replace("-", "")
    others = {"3": "4"}

    for place, letter in enumerate(plain):
        assert not codes.is_code(plain[:place] + others.get(letter, "3") + plain[place + 1 :])
        following = plain[place + 1 : place + 2]
        if following not in ("", letter):
            assert not codes.is_code(plain[:place] + following + letter + plain[place + 2 :])


@pytest.mark.parametrize("text", ["", "3", "OOOO-OOOO-OOOO", "3333-3333-33333", "ääää-ääää-ääää"])
def test_what_cannot_be_a_code_is_none(running, printed, text):
    assert not codes.is_code(text)
    with pytest.raises(codes.UnknownCode):
        cast(running, text)


def test_a_code_that_was_never_printed_is_refused(running, printed):
    with pytest.raises(codes.UnknownCode):
        cast(running, codes._make_code())

    assert (Ballot.objects.count(), BallotCode.objects.count()) == (0, 3)


@pytest.mark.parametrize("at", [BEFORE, CLOSES])
def test_outside_the_time_of_the_round_a_code_stays_unused(running, printed, at):
    with pytest.raises(codes.NotNow):
        cast(running, printed[0], at=at)

    assert (Ballot.objects.count(), BallotCode.objects.count()) == (0, 3)


def test_in_a_round_that_is_being_counted_a_code_stays_unused(running, printed):
    box.close_boxes([running.nodes[0].code])

    with pytest.raises(codes.NotNow):
        cast(running, printed[0])

    assert (Ballot.objects.count(), BallotCode.objects.count()) == (0, 3)


def test_a_round_that_does_not_exist_takes_no_code(running, printed):
    with pytest.raises(codes.NotNow):
        codes.cast_by_code(running.nodes[0].code, printed[0], answers(), at=OPEN)


def test_answers_that_the_count_could_not_read_are_not_sealed(running, printed):
    with pytest.raises(Unreadable):
        cast(running, printed[0], response=replace(answers(), answers={"no such item": 3}))

    assert (Ballot.objects.count(), BallotCode.objects.count()) == (0, 3)


def test_codes_printed_anew_replace_the_unused_ones(running, hr, printed):
    cast(running, printed[0])

    fresh = codes.print_codes(running.round, running.nodes[0], 2, by=hr)

    with pytest.raises(codes.UnknownCode):
        cast(running, printed[1])
    cast(running, fresh[0])
    assert (Ballot.objects.count(), BallotCode.objects.count()) == (2, 1)


def test_no_more_codes_are_printed_than_people_answer_on_paper(running, hr):
    with pytest.raises(codes.TooManyCodes):
        codes.print_codes(running.round, running.nodes[0], 4, by=hr)
    with pytest.raises(codes.TooManyCodes):
        codes.print_codes(running.round, running.nodes[1], 1, by=hr)

    assert BallotCode.objects.count() == 0


def test_for_a_round_that_was_counted_no_codes_are_printed(running, hr):
    box.close_boxes([running.nodes[0].code])

    with pytest.raises(codes.NotNow):
        codes.print_codes(running.round, running.nodes[0], 1, by=hr)


def test_only_who_runs_the_survey_prints_codes(running, hr):
    employee = MembershipFactory(organisation=running.round.organisation)

    with pytest.raises(PermissionDenied):
        codes.print_codes(running.round, running.nodes[0], 1, by=employee)

    assert BallotCode.objects.count() == 0


def test_without_the_key_file_codes_are_neither_printed_nor_used(running, hr, printed):
    key_files.destroy(running.round.public_id)

    with pytest.raises(keys.KeysAreGone):
        codes.print_codes(running.round, running.nodes[0], 1, by=hr)
    with tenancy.inside(), pytest.raises(keys.KeysAreGone):
        cast(running, printed[0])

    assert (Ballot.objects.count(), BallotCode.objects.count()) == (0, 3)


def test_of_two_who_use_one_code_at_once_the_second_finds_it_gone(running, printed, monkeypatch):
    row = box._code(codes._digest(printed[0], running.round))
    cast(running, printed[0])
    monkeypatch.setattr(box, "_code", lambda _digest: row)  # it was still there when she looked

    with pytest.raises(codes.UnknownCode):
        cast(running, printed[0])

    assert (Ballot.objects.count(), BallotCode.objects.count()) == (1, 2)
