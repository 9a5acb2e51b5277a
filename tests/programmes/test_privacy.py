"""Serves issue 3: one's own of programmes can be taken along and erased; others' work stays."""

from datetime import UTC, datetime, timedelta

import pytest

from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import register
from nuotio.programmes.models import (
    Answer,
    Application,
    Attendance,
    CalendarKey,
    Decision,
    Event,
    Feedback,
    HouseRule,
    Material,
    Seat,
    Submission,
)
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    AssignmentFactory,
    AttendanceFactory,
    DecisionFactory,
    EventFactory,
    FeedbackOnSubmissionFactory,
    HouseRuleFactory,
    MaterialFactory,
    MembershipFactory,
    OrganisationFactory,
    PairFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SeatFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db
KINDS = (
    *("calendar", "applications", "attendance", "programme_feedback", "answers"),
    *("programme_notes", "seats"),
)
AT = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def every(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model._default_manager.order_by("pk"))


def changed(row, **fields):
    with tenancy.unrestricted(reason="Arranging a test."):
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


@pytest.fixture
def agency():
    return OrganisationFactory()


@pytest.fixture
def seated(programme, agency):
    def seat(name, **more):
        membership = MembershipFactory(organisation=agency, user__name=name)
        return SeatFactory(
            **{"programme": programme, "membership": membership, "unit": f"{name} unit", **more}
        )

    return seat


@pytest.fixture
def everything(programme, agency):
    """Give a person a row of every kind, each with her name in it; returns her assignment."""

    def give(seat):
        word = seat.name
        event = EventFactory(programme=programme, leader=seat)
        AttendanceFactory(event=event, seat=seat, answer="coming")
        DecisionFactory(event=event, text=f"{word} decided", who=word, written_by=seat)
        MaterialFactory(event=event, title=f"{word} slides", added_by=seat)
        HouseRuleFactory(programme=programme, text=f"{word} rule", written_by=seat)
        ApplicationFactory(
            programme=programme, membership=seat.membership, motivation=f"{word} motive"
        )
        CalendarKey.objects.create(user=seat.membership.user, digest=word, made_at=AT)
        answer = AnswerFactory(
            assignment=AssignmentFactory(programme=programme),
            seat=seat,
            content={"observations": f"{word} draft"},
            changed_by=seat,
        )
        return SubmissionFactory(answer=answer, content={"observations": f"{word} given"})

    return give


def exported(seat) -> dict[str, str]:
    user_id = seat.membership.user_id
    return {kind: str(register[kind].export(user_id)) for kind in KINDS}


def erase(seat):
    user = seat.membership.user
    user.erased_at = AT
    user.save()
    for kind, keeping in register.items():
        if kind in KINDS:
            keeping.erase(user.pk)


def test_everything_of_hers_can_be_taken_along_and_nothing_of_others(seated, everything):
    sanna, other = seated("SANNA"), seated("CANARY")
    FeedbackOnSubmissionFactory(submission=everything(sanna), text="for SANNA")
    theirs = everything(other)
    FeedbackOnSubmissionFactory(submission=theirs, seat=sanna, text="by SANNA")
    FeedbackOnSubmissionFactory(submission=theirs, text="CANARY for the other")

    told = exported(sanna)

    assert "CANARY" not in str(told)
    assert "for SANNA" in told["programme_feedback"]
    assert "by SANNA" in told["programme_feedback"]
    assert "SANNA draft" in told["answers"]
    assert "SANNA given" in told["answers"]
    assert "SANNA motive" in told["applications"]
    assert "coming" in told["attendance"]
    assert all(word in told["programme_notes"] for word in ("decided", "rule", "slides"))
    assert "SANNA unit" in told["seats"]
    assert "made_at" in told["calendar"]


def test_what_is_hers_goes_and_her_name_with_it(seated, everything):
    sanna = seated("SANNA")
    FeedbackOnSubmissionFactory(submission=everything(sanna))

    erase(sanna)

    assert set(exported(sanna).values()) == {"[]"}
    for model in (Answer, Submission, Feedback, Application, Attendance, CalendarKey):
        assert (model.__name__, every(model)) == (model.__name__, [])
    [seat] = every(Seat)
    assert (seat.name, seat.unit, seat.left_at, seat.pair_id) == ("", "", AT, None)


def test_what_everybody_shares_stays_without_her_name(seated, everything):
    sanna = seated("SANNA")
    everything(sanna)

    erase(sanna)

    [decision], [line], [link] = every(Decision), every(HouseRule), every(Material)
    [event] = every(Event)
    assert (decision.text, decision.who, decision.written_by_id) == ("SANNA decided", "", None)
    assert (line.text, line.written_by_id) == ("SANNA rule", None)
    assert (link.title, link.added_by_id) == ("SANNA slides", None)
    assert event.leader_id is None


def test_others_keep_all_of_theirs(seated, everything):
    sanna, other = seated("SANNA"), seated("OTHER")
    everything(sanna)
    theirs = everything(other)
    FeedbackOnSubmissionFactory(submission=theirs, seat=sanna, text="Well done.")
    before = {kind: told for kind, told in exported(other).items() if kind != "programme_feedback"}

    erase(sanna)

    after = exported(other)
    assert {kind: after[kind] for kind in before} == before
    [feedback] = every(Feedback)
    assert (feedback.text, feedback.seat_id) == ("Well done.", None)


@pytest.fixture
def pair(programme, agency):
    return PairFactory(programme=programme, organisation=agency)


@pytest.fixture
def together(programme, agency, pair, seated):
    """Sanna and Jari, a pair, with an answer of theirs that was given in."""
    seats = [seated(name, pair=pair) for name in ("SANNA", "JARI")]
    answer = AnswerFactory(
        assignment=AssignmentFactory(programme=programme),
        seat=None,
        pair=pair,
        private_to=agency,
        content={"observations": "ours"},
        changed_by=seats[0],
    )
    SubmissionFactory(answer=answer, pair=pair)
    return seats


def test_what_a_pair_wrote_stays_for_the_other_half(together):
    sanna, jari = together

    erase(sanna)

    assert exported(sanna)["answers"] == "[]"
    assert exported(jari)["answers"].count("ours") == 2
    [answer] = every(Answer)
    assert answer.changed_by_id is None


def test_what_a_pair_wrote_goes_with_the_last_of_them(together):
    for seat in together:
        erase(seat)

    assert every(Answer) == []
    assert every(Submission) == []


def test_the_day_of_leaving_of_a_seat_that_was_left_is_not_changed(seated):
    left = seated("SANNA", left_at=AT - 9 * DAY)

    erase(left)

    assert [seat.left_at for seat in every(Seat)] == [AT - 9 * DAY]


def test_the_other_half_still_sees_its_programme(together, programme, as_member):
    sanna, jari = together
    ParticipationFactory(programme=programme, organisation=jari.organisation)
    erase(sanna)

    slug = jari.organisation.slug
    page = as_member(jari.membership).get(f"/en/o/{slug}/programmes/{programme.pk}/")

    assert page.status_code == 200
    assert "SANNA" not in page.content.decode()


@pytest.mark.parametrize(
    ("state", "days", "goes"),
    [
        ("declined", 365, True),
        ("declined", 364, False),
        ("withdrawn", 365, True),
        ("waiting", 900, False),
        ("accepted", 900, False),
    ],
)
def test_applications_without_a_place_go_after_a_year(state, days, goes, programme):
    answered = None if state in ("withdrawn", "waiting") else AT - days * DAY
    made = ApplicationFactory(
        programme=programme, state=state, answered_at=answered, applied_at=AT - days * DAY
    )

    assert register["applications"].forget(AT) == int(goes)

    assert every(Application) == ([] if goes else [made])


@pytest.mark.parametrize(("days", "goes"), [(730, True), (729, False)])
def test_what_is_of_a_programme_goes_two_years_after_its_end(
    days, goes, programme, seated, everything
):
    sanna = seated("SANNA")
    everything(sanna)
    changed(programme, ended_at=AT - days * DAY)

    forgotten = {
        kind: register[kind].forget(AT)
        for kind in ("applications", "answers", "programme_notes", "seats")
    }

    assert set(forgotten.values()) == {int(goes)}
    assert [seat.name for seat in every(Seat)] == ["" if goes else "SANNA"]
    assert [one.who for one in every(Decision)] == ["" if goes else "SANNA"]
    assert len(every(Submission)) == int(not goes)
    assert register["seats"].forget(AT) == 0


def test_a_programme_that_goes_on_forgets_nothing(seated, everything):
    everything(seated("SANNA"))

    for kind in ("answers", "programme_notes", "seats"):
        assert register[kind].forget(AT + 9999 * DAY) == 0


def test_attendance_goes_two_years_after_the_event(programme):
    for days in (730, 729):
        ends_at = AT - days * DAY
        AttendanceFactory(
            event=EventFactory(programme=programme, starts_at=ends_at, ends_at=ends_at)
        )

    assert register["attendance"].forget(AT) == 1

    assert len(every(Attendance)) == 1


def test_another_programme_is_not_touched(seated, everything):
    sanna = seated("SANNA")
    elsewhere = SeatFactory(programme=ProgrammeFactory(), name="SANNA")
    decision = DecisionFactory(event=EventFactory(programme=elsewhere.programme), who="SANNA")

    erase(sanna)

    assert [one.who for one in every(Decision) if one.pk == decision.pk] == ["SANNA"]
    assert elsewhere.name in [seat.name for seat in every(Seat)]
