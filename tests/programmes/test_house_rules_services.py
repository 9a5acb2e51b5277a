"""The huoneentaulu of a cohort is written together."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.foundation.versions import EditedMeanwhile
from nuotio.programmes.models import HouseRule
from nuotio.programmes.queries import house_rules as queries
from nuotio.programmes.services import house_rules as services
from tests.factories import HouseRuleFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def lines():
    with tenancy.unrestricted(reason="Looking at what there is."):
        return [one.text for one in HouseRule.objects.order_by("programme", "position", "pk")]


@pytest.fixture
def board(programme):
    """Three lines of the programme."""
    return [
        HouseRuleFactory(programme=programme, text=text, position=place)
        for place, text in enumerate(["We ask.", "We listen.", "We try."])
    ]


def test_a_mentor_adds_a_line_under_the_others(board, mentor, standing, now):
    here = standing(mentor)

    line = services.add_line(here, "We rest.", once=uuid4(), at=now)

    assert lines() == ["We ask.", "We listen.", "We try.", "We rest."]
    assert (line.written_by, line.private_to, line.changed_at) == (here.seat, None, now)
    assert list(AuditEntry.objects.values_list("action", "actor_id")) == [
        ("programmes.write_house_rules", mentor.user_id)
    ]


def test_a_form_sent_twice_makes_one_line(mentor, standing, now):
    here, once = standing(mentor), uuid4()

    first = services.add_line(here, "We rest.", once=once, at=now)
    second = services.add_line(here, "We rest.", once=once, at=now)

    assert first == second
    assert lines() == ["We rest."]


def test_the_mark_of_a_line_in_another_programme_does_no_harm(mentor, standing, now):
    other = HouseRuleFactory(text="They rest.")

    services.add_line(standing(mentor), "We rest.", once=other.once, at=now)

    assert sorted(lines()) == ["They rest.", "We rest."]


def test_words_that_are_on_the_board_are_not_added_again(board, mentor, standing, now):
    line = services.add_line(standing(mentor), "we LISTEN.", once=uuid4(), at=now)

    assert line == board[1]
    assert lines() == ["We ask.", "We listen.", "We try."]


def test_the_thirteenth_line_is_asked_about(programme, mentor, standing, now):
    twelve = [HouseRuleFactory(programme=programme, text=f"Line {n}.", position=n).text
              for n in range(12)]  # fmt: skip
    here = standing(mentor)

    with pytest.raises(services.BoardFull):
        services.add_line(here, "One more.", once=uuid4(), at=now)

    assert lines() == twelve


def test_a_line_is_corrected(board, trainer, standing, now):
    changed = services.change_line(
        board[0], "We ask first.", standing=standing(trainer), version=1, at=now
    )

    assert (changed.version, changed.changed_at) == (2, now)
    assert lines() == ["We ask first.", "We listen.", "We try."]


def test_of_two_editors_neither_loses_her_words(board, mentor, hr, standing, now):
    services.change_line(board[0], "We ask first.", standing=standing(hr), version=1, at=now)

    with pytest.raises(EditedMeanwhile) as late:
        services.change_line(board[0], "We wonder.", standing=standing(mentor), version=1, at=now)

    assert late.value.theirs.text == "We ask first."
    assert lines() == ["We ask first.", "We listen.", "We try."]


def test_a_line_is_removed_once_and_the_ledger_knows(board, mentor, standing):
    here = standing(mentor)

    services.remove_line(board[1], standing=here)
    services.remove_line(HouseRule(pk=board[1].pk), standing=here)

    assert lines() == ["We ask.", "We try."]
    assert list(AuditEntry.objects.values_list("action", "actor_id")) == [
        ("programmes.remove_house_rule", mentor.user_id)
    ]


def test_a_line_moves_up_and_down(board, mentor, standing):
    here = standing(mentor)

    services.move_line(board[2], standing=here, seen=2, up=True)
    services.move_line(board[0], standing=here, seen=0, up=False)

    assert lines() == ["We try.", "We ask.", "We listen."]


@pytest.mark.parametrize(("line", "seen", "up"), [(0, 0, True), (2, 2, False), (1, 0, True)])
def test_a_line_stays_at_the_edge_and_where_somebody_has_moved_it(
    line, seen, up, board, mentor, standing
):
    services.move_line(board[line], standing=standing(mentor), seen=seen, up=up)

    assert lines() == ["We ask.", "We listen.", "We try."]


def test_who_has_no_place_in_the_programme_writes_nothing(board, hr, standing, now):
    steering = MembershipFactory(organisation=hr.organisation, coordinator=True)
    here = standing(steering)

    with pytest.raises(PermissionDenied):
        services.add_line(here, "We steer.", once=uuid4(), at=now)
    with pytest.raises(PermissionDenied):
        services.change_line(board[0], "We steer.", standing=here, version=1, at=now)
    with pytest.raises(PermissionDenied):
        services.remove_line(board[0], standing=here)
    with pytest.raises(PermissionDenied):
        services.move_line(board[0], standing=here, seen=0, up=False)

    assert lines() == ["We ask.", "We listen.", "We try."]


def test_lines_of_another_programme_are_not_there(board, mentor, standing):
    other = HouseRuleFactory(text="Elsewhere.")
    here = standing(mentor)

    assert queries.line_at(other.pk, programme=here.programme) is None
    assert [one.text for one in queries.lines_of(here.programme)] == [
        "We ask.",
        "We listen.",
        "We try.",
    ]
