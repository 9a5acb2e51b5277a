from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.people.models import Invitation, Membership, RosterImport, Unit
from nuotio.people.queries import roster as queries
from nuotio.people.rosters.reading import read
from nuotio.people.rosters.rows import Row
from nuotio.people.services import roster as services
from tests.factories import (
    LONG_AGO,
    InvitationFactory,
    MembershipFactory,
    RosterImportFactory,
    UnitFactory,
)
from tests.people.rosters.forty import BROKEN_EMAIL, UNKNOWN_ROLE, forty_people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def hr(inside):
    hr = MembershipFactory(hr=True)
    inside(hr)
    return hr


def taken_in(hr, *rows, at=LONG_AGO):
    return services.take_in("people.csv", rows, by=hr, at=at)


def imported(hr, roster, now, seen=None):
    return services.import_roster(roster, by=hr, seen=seen, at=now)


def row(number=2, email="aino@a.invalid", **words):
    return Row(number, email=email, **words)


def member(beside, **fields):
    return MembershipFactory(organisation=beside.organisation, **fields)


def test_a_list_becomes_unsent_invitations_with_everything_it_says(hr, now):
    """Serves R2."""
    unit = UnitFactory(organisation=hr.organisation, name_fi="Neuvonta")
    full = row(
        name="Aino Salo",
        unit="neuvonta",
        job_title="adviser",
        supervisor="later@a.invalid",
        role="oppimismentori",
        language="ruotsi",
    )

    done = imported(hr, taken_in(hr, full, row(3, "eero@a.invalid", unit="Uusi")), now)

    aino, eero = Invitation.objects.order_by("pk")
    assert (aino.email, aino.name, aino.unit, aino.job_title) == (
        "aino@a.invalid",
        "Aino Salo",
        unit,
        "adviser",
    )
    assert (aino.supervisor_email, aino.roles, aino.language) == (
        "later@a.invalid",
        ["mentor"],
        "sv",
    )
    assert (aino.sent_at, aino.invited_by, eero.unit.name_fi) == (None, hr, "Uusi")
    assert (done.state, done.imported_at) == (RosterImport.State.IMPORTED, now)
    assert done.outcome == {"add": 2, "change": 0, "leave": 0}
    assert set(AuditEntry.objects.values_list("action", flat=True)) == {
        "people.edit_units",
        "people.import_roster",
        "people.invite",
    }


def test_a_list_changes_members_and_unsent_invitations_and_removes_nobody(hr, now):
    """Serves R2."""
    boss = member(hr)
    unit = UnitFactory(organisation=hr.organisation, name_fi="Neuvonta")
    there = member(hr, unit=unit, user__name="Stays")
    not_in_list = member(hr)
    waiting = InvitationFactory(
        organisation=hr.organisation, name="Old", unit=unit, roles=["hr"], job_title="clerk"
    )
    sent = InvitationFactory(organisation=hr.organisation, sent_at=LONG_AGO, job_title="kept")

    imported(
        hr,
        taken_in(
            hr,
            row(2, there.user.email, name="Other", supervisor=boss.user.email, job_title="lead"),
            row(3, waiting.email, name="New"),
            row(4, sent.email, job_title="other"),
        ),
        now,
    )

    for one in (there, waiting, sent):
        one.refresh_from_db()
    assert (there.unit, there.supervisor, there.job_title) == (unit, boss, "lead")
    assert there.user.name == "Stays"
    assert (waiting.name, waiting.unit, waiting.roles) == ("New", unit, ["hr"])
    assert (waiting.job_title, sent.job_title) == ("clerk", "kept")
    assert Membership.objects.filter(pk=not_in_list.pk, left_at__isnull=True).exists()


def test_a_member_moves_to_a_unit_of_the_list(hr, now):
    there = member(hr, job_title="nurse")

    imported(hr, taken_in(hr, row(2, there.user.email, unit="Uusi")), now)

    there.refresh_from_db()
    assert (there.unit.name_fi, there.job_title, there.supervisor) == ("Uusi", "nurse", None)


def test_importing_twice_makes_one_import(hr, now):
    roster = taken_in(hr, row())
    imported(hr, roster, now)
    entries = AuditEntry.objects.count()

    again = imported(hr, roster, now + timedelta(minutes=1))

    assert again.imported_at == now
    assert (Invitation.objects.count(), AuditEntry.objects.count()) == (1, entries)


def test_nothing_is_imported_while_a_row_is_wrong(hr, now):
    roster = taken_in(hr, row(unit="Uusi"), row(3, "broken"))

    with pytest.raises(services.NotReady):
        imported(hr, roster, now)

    roster.refresh_from_db()
    assert roster.state == RosterImport.State.PREVIEW
    assert (Invitation.objects.count(), Unit.objects.count()) == (0, 0)


def test_a_failure_in_the_middle_leaves_no_half(hr, now, monkeypatch):
    """Serves R2: all or nothing."""
    real, calls = services.invitations.invite, []

    def fails_at_the_third(*args, **kwargs):
        calls.append(args)
        if len(calls) == 3:
            raise RuntimeError("the plug is pulled")
        return real(*args, **kwargs)

    monkeypatch.setattr(services.invitations, "invite", fails_at_the_third)
    roster = taken_in(hr, *(row(n, f"p{n}@a.invalid", unit="Uusi") for n in range(2, 6)))

    with pytest.raises(RuntimeError):
        imported(hr, roster, now)

    roster.refresh_from_db()
    assert roster.state == RosterImport.State.PREVIEW
    assert (Invitation.objects.count(), Unit.objects.count()) == (0, 0)


def test_it_is_decided_again_when_the_world_has_changed(hr, now):
    roster = taken_in(hr, row())
    seen = queries.decision_on(roster, hr.organisation).fingerprint
    member(hr, user__email="aino@a.invalid")

    with pytest.raises(services.ChangedMeanwhile):
        imported(hr, roster, now, seen=seen)

    assert Invitation.objects.count() == 0


def test_rows_are_corrected_until_the_list_is_imported(hr, now):
    roster = taken_in(hr, row(), row(3, "broken"))

    corrected = services.correct_rows(roster, {3: row(3, "eero@a.invalid")}, by=hr)
    imported(hr, corrected, now)

    assert [words[2] for words in corrected.rows] == ["aino@a.invalid", "eero@a.invalid"]
    with pytest.raises(services.AlreadyImported):
        services.correct_rows(roster, {3: row(3, "late@a.invalid")}, by=hr)
    roster.refresh_from_db()
    assert roster.rows == corrected.rows


def test_the_same_file_sent_twice_is_kept_once(hr):
    first = taken_in(hr, row())

    again = taken_in(hr, row(), at=LONG_AGO + timedelta(seconds=20))
    later = taken_in(hr, row(), at=LONG_AGO + timedelta(hours=1))
    other = taken_in(hr, row(job_title="lead"))

    assert again == first
    assert len({first.pk, later.pk, other.pk}) == 3


@pytest.mark.parametrize("who", ["mentor", "management", "employee", "hr elsewhere"])
def test_others_do_not_import(inside, now, who):
    roster = RosterImportFactory(rows=[row().as_words()])
    inside(roster)
    actor = (
        MembershipFactory(hr=True)
        if who == "hr elsewhere"
        else MembershipFactory(organisation=roster.organisation, **{who: True})
    )

    with pytest.raises(PermissionDenied, match="HR and the coordinators"):
        services.import_roster(roster, by=actor, seen=None, at=now)
    with pytest.raises(PermissionDenied, match="HR and the coordinators"):
        services.correct_rows(roster, {}, by=actor)

    roster.refresh_from_db()
    assert (roster.state, Invitation.objects.count()) == (RosterImport.State.PREVIEW, 0)


def test_forty_people_with_two_to_correct(hr, now, tmp_path):
    """Serves R2."""
    rows = read(forty_people(tmp_path / "forty.xlsx").read_bytes())
    roster = services.take_in("forty.xlsx", rows, by=hr, at=LONG_AGO)
    decision = queries.decision_on(roster, hr.organisation)
    by_number = {one.number: one for one in rows}
    out = Row(**{**vars(by_number[UNKNOWN_ROLE]), "is_left_out": True})
    right = Row(**{**vars(by_number[BROKEN_EMAIL]), "email": "right@a.invalid"})

    services.correct_rows(roster, {UNKNOWN_ROLE: out, BROKEN_EMAIL: right}, by=hr)
    done = imported(hr, roster, now)

    assert [d.row.number for d in decision.of("refuse")] == [BROKEN_EMAIL, UNKNOWN_ROLE]
    assert done.outcome == {"add": 39, "change": 0, "leave": 1}
    assert Invitation.objects.count() == 39
    assert Unit.objects.count() == 3


@pytest.mark.parametrize("count", [1, 3])
def test_what_a_list_would_do_costs_the_same(hr, count, django_assert_num_queries):
    parent = None
    for _ in range(count):
        parent = UnitFactory(organisation=hr.organisation, parent=parent)
        member(hr, mentor=True, unit=parent)
        InvitationFactory(organisation=hr.organisation, unit=parent)
    roster = taken_in(hr, *(row(n, f"p{n}@a.invalid") for n in range(2, 2 + count)))

    # titles, invitations, holdings, members, units
    with django_assert_num_queries(5):
        decision = queries.decision_on(roster, hr.organisation)

    assert decision.count("add") == count


def test_a_foreign_list_and_foreign_people_are_not_seen(hr):
    theirs = RosterImportFactory()
    with tenancy.unrestricted(reason="Arranging."):
        stranger = MembershipFactory(user__email="aino@a.invalid")

    decision = queries.decision_on(taken_in(hr, row()), hr.organisation)

    assert queries.roster_at(theirs.pk, viewer=hr) is None
    assert decision.count("add") == 1
    assert stranger.organisation_id != hr.organisation_id


def test_the_first_who_takes_care_of_people_stands_for_the_organisation(hr):
    member(hr, mentor=True, joined_at=LONG_AGO - timedelta(days=9))
    member(hr, hr=True, left_at=LONG_AGO, joined_at=LONG_AGO - timedelta(days=9))

    assert queries.first_steward(hr.organisation) == hr
