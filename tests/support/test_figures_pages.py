"""Serves R84 to R87 (figures for who decides): who reads them, from which rows, as which files."""

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation

from nuotio.foundation import tenancy
from nuotio.support import documents
from nuotio.support.figures import Row
from nuotio.support.queries import figures as queries
from tests.factories import (
    MembershipFactory,
    RoleHoldingFactory,
    TimeBookingFactory,
    TimeShareFactory,
    UnitFactory,
)
from tests.support import factories as support
from tests.ui.structure import structure

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
ASKED = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
PAGES = ("support:figures", "support:figures_pdf", "support:figures_xlsx", "api:support_figures")


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(AT)


@pytest.fixture
def hr():
    return MembershipFactory(hr=True, organisation__name_en="Survey Agency")


@pytest.fixture
def home_care(hr):
    return UnitFactory(organisation=hr.organisation, name_fi="Kotihoito", name_en="Home care")


def asked(hr, number=1, **more):
    told = {
        "organisation": hr.organisation,
        "asked_at": ASKED,
        "answer_by": date(2026, 11, 11),
        "minutes": 120,
        **more,
    }
    return support.SupportRequestFactory.create_batch(number, **told)


def figures_for(viewer):
    with tenancy.inside(viewer.organisation_id), translation.override("en"):
        return queries.figures_for(viewer, at=AT)


def named(rows) -> dict[str, tuple[int | None, int | None]]:
    return {row.name: (row.count, row.minutes) for row in rows if row.count != 0}


def test_requests_are_counted_by_state_kind_unit_and_month(hr, home_care):
    asked(hr, 6, unit=home_care, kinds=["workshop", "lean"])
    asked(hr, 5, matched=True, mentors_needed=2, kinds=["workshop"])
    asked(hr, 1, draft=True, unit=home_care)
    theirs = MembershipFactory(hr=True)
    asked(theirs, 7)

    told = figures_for(hr)

    assert told.total == Row("", 11, 6 * 120 + 5 * 240)
    assert named(told.states) == {"waits for a mentor": (6, 720), "has a mentor": (5, 1200)}
    assert named(told.kinds) == {"a workshop": (11, 1920), "a Lean tool": (6, 720)}
    assert named(told.units) == {"Home care": (6, 720), "no unit named": (5, 1200)}
    assert named(told.months) == {"November 2026": (11, 1920)}
    assert len(told.months) == 12


def test_what_is_older_than_twelve_months_is_left_out(hr):
    asked(hr, 6)
    asked(hr, 2, asked_at=datetime(2025, 11, 30, 12, 0, tzinfo=UTC))
    asked(hr, 5, asked_at=datetime(2025, 12, 1, 12, 0, tzinfo=UTC))

    told = figures_for(hr)

    assert told.since == date(2025, 12, 1)
    assert named(told.months) == {"December 2025": (5, 600), "November 2026": (6, 720)}


def test_small_groups_are_hidden(hr, home_care):
    asked(hr, 2, unit=home_care, kinds=["values"])
    asked(hr, 6, kinds=["workshop"])

    told = figures_for(hr)

    assert named(told.units) == {"Home care": (None, None), "no unit named": (None, None)}
    assert named(told.kinds) == {"a workshop": (6, 720), "values in daily work": (None, None)}
    assert told.hides


def test_why_requests_were_not_served_is_told_by_reason(hr):
    asked(hr, 5, declined=True, missing="language")
    asked(hr, 6, declined=True, missing="hours")
    asked(hr, 5)

    told = figures_for(hr)

    assert named(told.missing) == {
        "a mentor who speaks the language": (5, 600),
        "mentors' hours": (6, 720),
    }


def test_reasons_do_not_tell_a_count_that_is_hidden(hr):
    """One was taken back: whoever knew the six that were declined would know of the one."""
    asked(hr, 7)
    asked(hr, 6, declined=True, missing="hours")
    asked(hr, 1, state="withdrawn", closed_at=ASKED)

    told = figures_for(hr)

    assert named(told.states)["not now"] == (None, None)
    assert named(told.missing)["mentors' hours"] == (None, None)


def test_waiting_counts_working_days_to_the_first_answer(hr):
    same_day, later = ASKED, datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
    asked(hr, 3, first_answer_at=same_day)
    asked(hr, 2, first_answer_at=later)

    told = figures_for(hr)

    assert (told.waiting.answered, told.waiting.days, told.waiting.kept) == (5, 0, 3)


def test_used_hours_are_those_booked_for_the_requests(hr):
    requests = asked(hr, 5, under_way=True)
    engagement = support.EngagementFactory(request=requests[0])
    support.MeetingTimeFactory(engagement=engagement, minutes=90)
    support.MeetingTimeFactory(engagement=engagement, minutes=30)

    assert figures_for(hr).booked == 120


def test_the_months_ahead_tell_agreed_used_promised_and_free_time(hr):
    mentor = MembershipFactory(organisation=hr.organisation, mentor=True)
    TimeShareFactory(
        mentor=mentor, state="agreed", hours_a_month="10.0", starts_on=date(2026, 1, 1)
    )
    TimeBookingFactory(mentor=mentor, day=date(2026, 11, 5), minutes=60)
    [request] = asked(hr, matched=True)
    support.SupportInvitationFactory(
        request=request, mentor=mentor, accepted=True, month=date(2026, 12, 1)
    )
    asked(hr, 5)
    paused = MembershipFactory(organisation=hr.organisation)
    RoleHoldingFactory(membership=paused, state="paused")

    ahead = figures_for(hr).ahead

    assert (ahead.mentors, ahead.agreed, ahead.used, ahead.promised) == (1, 1800, 60, 120)
    assert (ahead.free, ahead.need, ahead.short) == (1620, None, None)


@pytest.mark.parametrize(
    ("waiting", "others", "need"), [(0, 6, 0), (1, 6, None), (4, 6, None), (5, 5, 600)]
)
def test_what_few_waiting_requests_ask_for_is_not_told(hr, waiting, others, need):
    asked(hr, waiting)
    asked(hr, others, matched=True)

    assert figures_for(hr).ahead.need == need


def test_what_teams_say_is_told_of_follow_ups_that_may_be_told(hr):
    answered(hr, "told", closed_at=AT, times=6)
    answered(hr, "few", closed_at=AT, times=4)
    answered(hr, "open", closed_at=None, times=9)

    item, *others = figures_for(hr).follow_up

    assert (item.code, item.release.n, str(item.release.mean)) == ("followup_1", 6, "4.0")
    assert [one.release.n for one in others] == [None, None]


def answered(hr, code, *, closed_at, times):
    request = support.SupportRequestFactory(organisation=hr.organisation, done=True)
    engagement = support.EngagementFactory(request=request, closed=True)
    follow_up = support.FollowUpFactory(engagement=engagement, code=code, closed_at=closed_at)
    support.FollowUpCountFactory(follow_up=follow_up, option=4, times=times)


def test_where_nothing_may_be_told_there_is_nothing_to_read(hr):
    assert figures_for(hr).follow_up == ()


@pytest.mark.parametrize("count", [5, 30])
def test_the_page_takes_as_many_queries_for_many_requests(
    hr, count, as_member, django_assert_max_num_queries
):
    asked(hr, count)
    for _number in range(count // 5):
        mentor = MembershipFactory(organisation=hr.organisation, mentor=True)
        TimeShareFactory(mentor=mentor, state="agreed")
    client, address = as_member(hr), reverse("support:figures", args=[hr.organisation.slug])

    with django_assert_max_num_queries(12):
        response = client.get(address)

    assert response.status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["hr", "coordinator", "management"])
def test_who_decides_reads_the_figures(page, role, as_member):
    member = MembershipFactory(**{role: True})

    assert as_member(member).get(address(page, member)).status_code == 200


def address(page, member) -> str:
    return reverse(page, args=[member.organisation.slug])


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["employee", "mentor"])
def test_others_do_not(page, role, as_member):
    member = MembershipFactory(**({} if role == "employee" else {role: True}))

    assert as_member(member).get(address(page, member)).status_code == 403


def test_no_page_names_a_team_or_a_mentor(hr, as_member):
    mentor = MembershipFactory(organisation=hr.organisation, mentor=True, user__name="CANARY One")
    [request, *_more] = asked(hr, 6, under_way=True, team="CANARY", wish="CANARY")
    support.EngagementFactory(request=request, by=[mentor])

    bodies = [as_member(hr).get(address(page, hr)).content for page in PAGES]

    assert all(b"CANARY" not in body for body in bodies)


def test_the_report_is_one_page_that_a_screen_reader_reads(hr, home_care):
    asked(hr, 9, unit=home_care, first_answer_at=ASKED)
    asked(hr, 5, declined=True)

    with translation.override("en"):
        found = structure(documents.report_of(figures_for(hr), at=AT))

    assert (found.language, found.standard) == ("en-FI", "1")
    assert found.is_tagged
    assert found.shows_title
    assert found.title == "Support for teams: Survey Agency"
    assert {"Title", "H1", "P", "Table", "TR", "TH", "TD"} <= set(found.kinds)
    assert found.headers_scoped


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_report_speaks_the_readers_language(hr, language):
    told = figures_for(hr)

    with translation.override(language):
        found = structure(documents.report_of(told, at=AT))

    assert (found.language, found.standard) == (f"{language}-FI", "1")


def test_the_tables_hold_numbers_and_say_what_is_hidden(hr, home_care):
    asked(hr, 2, kinds=["values"])
    asked(hr, 6, kinds=["workshop"])

    with translation.override("en"):
        book = openpyxl.load_workbook(
            BytesIO(documents.workbook_of(figures_for(hr), at=AT)), read_only=True
        )

    assert book.sheetnames[0] == "Summary"
    rows = list(book["What teams ask for"].iter_rows(values_only=True))
    assert rows == [
        ("Kind of support", "Requests", "Hours"),
        ("A workshop", 6, 12),
        ("Values in daily work", "hidden", "hidden"),
    ]


def test_the_api_tells_the_same_with_null_for_what_is_hidden(hr, home_care, as_member):
    asked(hr, 2, unit=home_care)
    asked(hr, 6)

    told = as_member(hr).get(address(PAGES[-1], hr), headers={"accept-language": "en"}).json()

    assert told["organisation"] == "Survey Agency"
    assert told["total"] == {"name": "", "count": 8, "minutes": 960}
    assert {"name": "Home care", "count": None, "minutes": None} in told["units"]
    assert told["ahead"]["need"] == 960
    assert told["waiting"] is None
