"""Sharing a result with everyone. Serves R34, R46."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.culture.models import Report
from nuotio.culture.rules import results as rules
from nuotio.culture.services import report_notices, reports
from nuotio.foundation import tenancy, versions
from nuotio.foundation.models import Announcement
from nuotio.notifications.models import Notification
from tests.culture.factories import ReportFactory, RoundResultFactory, SurveyRoundFactory
from tests.factories import LONG_AGO, MembershipFactory, RoleHoldingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _everything_is_open():
    with tenancy.unrestricted(reason="Makes the rows of the test."):
        yield


@pytest.fixture
def survey_round():
    return RoundResultFactory().round


def member(survey_round, *roles: str):
    made = MembershipFactory(organisation=survey_round.organisation)
    for role in roles:
        RoleHoldingFactory(membership=made, role=role)
    return made


@pytest.fixture
def hr(survey_round):
    return member(survey_round, "hr")


def test_words_are_kept_and_seen_by_nobody_new(survey_round, hr):
    report = reports.write_report(survey_round, "We moved.", by=hr, version=1)

    assert (report.explanations, report.version, report.shared_at) == ("We moved.", 2, None)
    actions = list(AuditEntry.objects.values_list("action", "actor_id"))
    assert actions == [("culture.write_report", hr.user_id)]


def test_the_same_words_change_nothing(survey_round, hr):
    reports.write_report(survey_round, "We moved.", by=hr, version=1)

    report = reports.write_report(survey_round, "We moved.", by=hr, version=1)

    assert report.version == 2
    assert AuditEntry.objects.count() == 1


def test_sharing_shows_the_result_to_everyone_and_announces_it(survey_round, hr, now):
    employee = member(survey_round)
    assert not rules.can_see_results(employee, survey_round)

    report = reports.share_report(survey_round, "We moved.", by=hr, version=1, at=now)

    shared = type(survey_round).objects.get(pk=survey_round.pk)
    assert (report.shared_at, report.shared_by) == (now, hr)
    assert rules.can_see_results(employee, shared)
    assert not rules.can_read_words(employee, shared)
    assert AuditEntry.objects.filter(action="culture.share_report").count() == 1
    assert Announcement.objects.filter(kind__endswith="ReportShared").count() == 1


def test_shared_twice_it_is_shared_once(survey_round, hr, now):
    reports.share_report(survey_round, "We moved.", by=hr, version=1, at=now)

    later = now + timedelta(hours=1)
    report = reports.share_report(survey_round, "We moved.", by=hr, version=2, at=later)

    assert report.shared_at == now
    assert Announcement.objects.filter(kind__endswith="ReportShared").count() == 1


def test_without_other_explanations_nothing_is_shared(survey_round, hr, now):
    with pytest.raises(reports.NothingWritten):
        reports.share_report(survey_round, "  ", by=hr, version=1, at=now)

    assert not Report.objects.exclude(shared_at=None).exists()


def test_what_everyone_reads_keeps_its_explanations(survey_round, hr, now):
    reports.share_report(survey_round, "We moved.", by=hr, version=1, at=now)

    with pytest.raises(reports.NothingWritten):
        reports.write_report(survey_round, "", by=hr, version=2)

    assert Report.objects.get().explanations == "We moved."


def test_a_second_editor_loses_nothing(survey_round, hr):
    reports.write_report(survey_round, "Theirs.", by=hr, version=1)

    with pytest.raises(versions.EditedMeanwhile) as late:
        reports.write_report(survey_round, "Mine.", by=hr, version=1)

    assert late.value.theirs.explanations == "Theirs."
    assert Report.objects.get().explanations == "Theirs."


@pytest.mark.parametrize("role", ["management", "mentor"])
def test_others_do_not_share(survey_round, role, now):
    actor = member(survey_round, role)

    with pytest.raises(PermissionDenied):
        reports.share_report(survey_round, "We moved.", by=actor, version=1, at=now)

    assert Report.objects.count() == 0


def test_hr_of_another_organisation_does_not_share(survey_round, now):
    stranger = member(RoundResultFactory().round, "hr")

    with pytest.raises(PermissionDenied):
        reports.write_report(survey_round, "We moved.", by=stranger, version=1)

    assert Report.objects.count() == 0


def test_a_round_that_was_not_counted_has_nothing_to_explain(now):
    survey_round = SurveyRoundFactory(closed=True)

    with pytest.raises(reports.NoResult):
        reports.write_report(survey_round, "x", by=member(survey_round, "hr"), version=1)


def test_a_round_without_a_report_has_an_empty_one(survey_round):
    assert reports.report_of(survey_round).explanations == ""

    kept = ReportFactory(round=survey_round)
    assert reports.report_of(type(survey_round).objects.get(pk=survey_round.pk)) == kept


def shared(survey_round, hr, now, *, ago=timedelta(hours=1)) -> Report:
    return ReportFactory(round=survey_round, shared_at=now - ago, shared_by=hr)


def test_every_member_hears_once_but_for_the_one_who_shared(survey_round, hr, now):
    told = [member(survey_round) for _ in range(3)]
    MembershipFactory(organisation=survey_round.organisation, left_at=LONG_AGO)
    gone = member(survey_round)
    gone.user.is_active = False
    gone.user.save()
    MembershipFactory()
    shared(survey_round, hr, now)

    first, again = report_notices.tell_all(at=now), report_notices.tell_all(at=now)

    assert (first, again) == (3, 0)
    heard = Notification.objects.order_by("recipient_id")
    assert [one.recipient_id for one in heard] == [one.pk for one in told]
    assert {one.path for one in heard} == {
        f"/o/{survey_round.organisation.slug}/culture/rounds/{survey_round.pk}/results/"
    }


def test_old_and_unshared_reports_are_told_to_nobody(survey_round, hr, now):
    member(survey_round)
    shared(survey_round, hr, now, ago=timedelta(days=3))
    other = SurveyRoundFactory(organisation=survey_round.organisation, closed=True)
    ReportFactory(round=RoundResultFactory(round=other).round)

    assert report_notices.tell_all(at=now) == 0
    assert Notification.objects.count() == 0
