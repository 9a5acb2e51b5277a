"""HR's own words on a result, and sharing it with everyone."""

from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.culture.events import ReportShared
from nuotio.culture.models import Report, SurveyRound
from nuotio.culture.rules import results as rules
from nuotio.foundation import events, versions
from nuotio.people.models import Membership


class NothingWritten(Exception):
    """A result is shared only with words on what else may explain it."""


class NoResult(Exception):
    """The round has not been counted: there is nothing to write about."""


def report_of(survey_round: SurveyRound) -> Report:
    """Return the round's report; an unsaved, empty one where nobody has begun."""
    report: Report | None = getattr(survey_round, "report", None)
    return report or Report(organisation_id=survey_round.organisation_id, round=survey_round)


@transaction.atomic
def write_report(
    survey_round: SurveyRound, explanations: str, *, by: Membership, version: int
) -> Report:
    """Keep what else may explain the result; EditedMeanwhile where somebody was faster.

    NothingWritten where everyone reads the result already: the words stay beside the figures.
    """
    report = _locked(survey_round, by=by)
    if report.shared_at is not None and not explanations.strip():
        raise NothingWritten
    return _written(report, explanations, by=by, version=version)


@transaction.atomic
def share_report(
    survey_round: SurveyRound, explanations: str, *, by: Membership, version: int, at: datetime
) -> Report:
    """Keep the words and show the result to everyone; shared twice it is shared once.

    NothingWritten where there are no other explanations: they must stand beside the figures.
    """
    report = _locked(survey_round, by=by)
    if not explanations.strip():
        raise NothingWritten
    report = _written(report, explanations, by=by, version=version)
    if report.shared_at is not None:
        return report
    report.shared_at, report.shared_by = at, by
    report.save(update_fields=["shared_at", "shared_by"])
    audit.record("culture.share_report", report, actor_id=by.user_id)
    events.announce(ReportShared(survey_round.organisation_id, survey_round.pk))
    return report


def _written(report: Report, explanations: str, *, by: Membership, version: int) -> Report:
    if report.explanations == explanations:
        return report
    versions.claim(report, seen=version)
    report.explanations = explanations
    report.save(update_fields=["explanations", "version"])
    audit.record("culture.write_report", report, actor_id=by.user_id)
    return report


def _locked(survey_round: SurveyRound, *, by: Membership) -> Report:
    """Lock the round's report, made where there is none yet; the rule comes before anything."""
    rules.can_share_report.require(by, survey_round)
    # The round is locked first, so that two who begin at once make one report.
    SurveyRound.objects.select_for_update(of=("self",)).only("pk").get(pk=survey_round.pk)
    if getattr(survey_round, "result", None) is None:
        raise NoResult
    report: Report
    report, _is_new = Report.objects.select_for_update(of=("self",)).get_or_create(
        round_id=survey_round.pk, defaults={"organisation_id": survey_round.organisation_id}
    )
    return report
