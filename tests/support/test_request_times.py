"""Serves R84, R85, R87: a team changes the time that it asks for; what is promised follows."""

from dataclasses import fields, replace
from datetime import date

import pytest

from nuotio.audit.models import AuditEntry
from nuotio.support.queries import hours
from nuotio.support.services import requests as services
from nuotio.support.services.requests import RequestDraft
from nuotio.support.words import refusals
from tests.support.asking import DEC, NOV, TODAY, invitation_of, mentor_of, request_of
from tests.support.giving import kept

IN_DECEMBER = [
    {"weeks": ("2026-12-07",)},
    {"first_day": date(2026, 12, 1)},
]


@pytest.fixture
def wish(aino):
    return request_of(aino, mentors_needed=2)


@pytest.fixture
def promise(wish, ours):
    """Jari has promised four hours of his November."""
    return invitation_of(wish, mentor_of(ours, "Jari Lehto"), accepted=True, minutes=240)


def change(request, /, *, by, at, **told):
    """Change a request as its form does: everything is sent, some of it is another."""
    stored = {one.name: getattr(request, one.name) for one in fields(RequestDraft)}
    same = {name: tuple(one) if isinstance(one, list) else one for name, one in stored.items()}
    draft = replace(RequestDraft(**same), **told)
    return services.change_request(request, draft, by=by, at=at, version=request.version)


@pytest.mark.parametrize("told", IN_DECEMBER)
def test_a_promise_moves_to_the_month_of_the_new_time(told, wish, promise, aino, now):
    change(wish, by=aino, at=now, **told)

    assert kept(promise).month == DEC
    budget = hours.budget_of(promise.mentor, day=TODAY)
    assert [(one.first, one.promised) for one in budget.ahead[:2]] == [(NOV, 0), (DEC, 240)]


def test_a_promise_stays_where_its_month_still_will_do(wish, promise, aino, now):
    change(wish, by=aino, at=now, weeks=("2026-11-23", "2026-12-07"))

    assert (kept(promise).month, kept(wish).weeks) == (NOV, ["2026-11-23", "2026-12-07"])


def test_other_words_move_nothing(wish, promise, aino, now):
    """The month may have passed since: only another time asks where the promise lies."""
    type(promise).objects.filter(pk=promise.pk).update(month=date(2026, 10, 1))

    change(wish, by=aino, at=now, wish="Our evenings, too.")

    assert (kept(promise).month, kept(wish).wish) == (date(2026, 10, 1), "Our evenings, too.")


def test_an_open_invitation_holds_no_change_up(wish, promise, ours, aino, now):
    asked = invitation_of(wish, mentor_of(ours, "Petri Niemi", hours=0.5))

    change(wish, by=aino, at=now, weeks=("2026-12-07",))

    assert (kept(promise).month, kept(asked).state) == (DEC, "invited")


def test_where_no_month_of_the_new_time_has_room_nothing_is_changed(
    wish, promise, aino, now, announced
):
    invitation_of(request_of(aino), promise.mentor, accepted=True, minutes=400, month=DEC)

    with pytest.raises(refusals.AlreadyFull) as refused:
        change(wish, by=aino, at=now, weeks=("2026-12-07",), minutes=60)

    assert refused.value.said.replace("\N{NO-BREAK SPACE}", " ") == (
        "This needs 4 h. Jari Lehto has 3.3 h left in December 2026."
        " There is enough from January 2027 on."
    )
    found = kept(wish)
    assert (found.weeks, found.minutes, found.version) == ([], wish.minutes, 1)
    assert kept(promise).month == NOV
    assert (announced, AuditEntry.objects.count()) == ([], 0)
