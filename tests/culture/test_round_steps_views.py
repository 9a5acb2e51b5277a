"""HR prepares a round in short steps, leaves it, and comes back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from nuotio.culture import instruments
from nuotio.culture.models import SurveyRound
from nuotio.culture.preparing import Step, points
from nuotio.culture.queries import instruments as instrument_queries
from nuotio.culture.services import round_drafts
from nuotio.foundation import tenancy
from tests.culture.factories import InstrumentFactory, SurveyRoundFactory
from tests.culture.round_cases import (
    address,
    fresh,
    hidden,
    place,
    ready_draft,
    send,
    text,
)
from tests.factories import MembershipFactory, UnitFactory

pytestmark = pytest.mark.django_db(databases=["default", "box"])


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def here(inside):
    here = place()
    inside(here.hr)
    return here


@pytest.fixture
def desk(here, as_member):
    return as_member(here.hr)


def days_from_now(days):
    return timezone.localdate() + timedelta(days=days)


def times(opens=10, closes=24):
    return {
        "opens_day": days_from_now(opens).isoformat(),
        "opens_time": "08:00",
        "closes_day": days_from_now(closes).isoformat(),
        "closes_time": "18:00",
    }


def agreed():
    return {f"done-{one['id']}": "on" for one in points()}


def test_hr_prepares_a_round_step_by_step_and_announces_it(here, desk):
    """Serves R31, R32."""
    new = address(here, "round_new")

    first = send(desk, new, instrument="learning_culture", name_fi="Kevät", name_en="Spring")
    pk = int(first.url.split("/")[-3])
    second = send(desk, first.url, group="everyone")
    third = send(desk, second.url, **times())
    fourth = desk.post(third.url)
    fifth = desk.post(fourth.url)
    sixth = send(desk, fifth.url, **agreed())
    last = send(desk, sixth.url, follow=True, keeper="service")

    assert [one.url.split("/")[-2] for one in (first, second, third, fourth, fifth, sixth)] == [
        *("whom", "when", "background", "units", "checklist", "announce")
    ]
    assert "The survey is announced." in text(last)
    with tenancy.inside(here.organisation.pk):
        made = SurveyRound.objects.get(pk=pk)
    assert (made.state, made.name_fi, made.instrument_code) == (
        "announced",
        "Kevät",
        "learning_culture",
    )
    assert made.opens_at.astimezone(timezone.get_current_timezone()).hour == 8


def test_a_draft_is_left_and_goes_on_where_it_was(here, desk):
    draft = ready_draft(here, reached=2, whom={})

    left = send(desk, address(here, "round_whom", draft.pk), group="mentors", action="leave")
    back = desk.get(address(here, "round", draft.pk))

    assert left.url == address(here, "home")
    assert fresh(draft).whom["group"] == "mentors"
    assert back.url == address(here, "round_when", draft.pk)
    assert "Go on preparing" in text(desk.get(left.url))


def test_a_form_sent_twice_makes_one_round(here, desk):
    data = {"instrument": "learning_culture", "name_fi": "Kevät"}

    send(desk, address(here, "round_new"), **data)
    again = send(desk, address(here, "round_new"), **data)

    assert "You have a survey with this name." in text(again)
    with tenancy.inside(here.organisation.pk):
        assert SurveyRound.objects.count() == 1


def test_a_round_asks_an_own_survey_form_and_draws_its_mark(here, desk):
    own = InstrumentFactory(organisation=here.organisation, name_fi="Oma kysely")
    retired = InstrumentFactory(organisation=here.organisation, retired_at=timezone.now())
    draft = ready_draft(here)
    what = address(here, "round_what", draft.pk)

    refused = send(desk, what, instrument=str(retired.pk), name_fi="Kevät")
    send(desk, what, instrument=str(own.pk), name_fi="Kevät")

    assert "Select a valid choice." in text(refused)
    assert (fresh(draft).instrument["own_copy"], fresh(draft).name_fi) == (own.pk, "Kevät")
    assert f'value="{own.pk}" id="id_instrument_4" checked' in text(desk.get(what))


def test_another_name_that_is_taken_is_told_next_to_the_field(here, desk):
    draft, other = ready_draft(here), ready_draft(here)

    page = send(
        desk,
        address(here, "round_what", draft.pk),
        instrument="learning_culture",
        name_fi=other.name_fi,
    )

    assert "You have a survey with this name." in text(page)
    assert fresh(draft).name_fi != other.name_fi


def test_units_are_chosen_and_codes_counted(here, desk):
    draft = ready_draft(here)
    whom = address(here, "round_whom", draft.pk)

    none = send(desk, whom, group="units")
    wrong = send(desk, whom, group="units", units=here.services.pk, **{"paper-": "many"})
    send(
        desk,
        whom,
        group="units",
        units=here.services.pk,
        **{"paper-": "3", f"paper-{here.advice.pk}": "4"},
    )

    assert "Choose at least one unit." in text(none)
    assert "Write a number between 0 and 2,000." in text(wrong)
    assert fresh(draft).whom == {
        "group": "units",
        "units": [here.services.pk],
        "paper": {"": 3, str(here.advice.pk): 4},
    }


def test_a_unit_of_another_organisation_cannot_be_chosen(here, desk):
    draft, foreign = ready_draft(here), UnitFactory(name_fi="Vieras yksikkö")

    page = send(desk, address(here, "round_whom", draft.pk), group="units", units=foreign.pk)

    assert "Vieras yksikkö" not in text(page)
    assert fresh(draft).whom == {"group": "everyone"}


def test_times_that_cannot_be_are_told_next_to_the_day(here, desk):
    draft = ready_draft(here, opens_at=None, closes_at=None)
    when = address(here, "round_when", draft.pk)

    past = send(desk, when, **times(opens=-1))
    turned = send(desk, when, **times(opens=10, closes=9))
    missing = send(desk, when, opens_day="tomorrow")

    assert "This has passed." in text(past)
    assert "It closes before it opens." in text(turned)
    assert "Write the day, for example 1.12.2026." in text(missing)
    assert fresh(draft).opens_at is None


def test_less_than_a_week_before_the_opening_is_warned_of_kindly(here, desk):
    draft = ready_draft(here)
    when = address(here, "round_when", draft.pk)

    send(desk, when, **times(opens=3))
    short = text(desk.get(when))
    send(desk, when, **times(opens=10))

    assert "Less than a week is left before the opening" in short
    assert "Less than a week" not in text(desk.get(when))


def test_somebody_was_faster_and_both_texts_are_shown(here, desk):
    draft = ready_draft(here)
    when = address(here, "round_when", draft.pk)
    page = desk.get(when)
    marks = {name: hidden(page, name) for name in ("version", "was")}
    send(desk, when, **times(opens=10))

    both = desk.post(when, {**marks, **times(opens=12)})
    again = desk.post(when, {**marks, "version": hidden(both, "version"), **times(opens=12)})

    assert "Both texts are kept: choose or merge." in text(both)
    assert again.status_code == 302
    assert fresh(draft).opens_at.date() == days_from_now(12)


def test_somebody_who_changes_another_step_is_not_in_the_way(here, desk):
    draft = ready_draft(here)
    when = address(here, "round_when", draft.pk)
    page = desk.get(when)
    marks = {name: hidden(page, name) for name in ("version", "was")}
    send(desk, address(here, "round_whom", draft.pk), group="mentors")

    saved = desk.post(when, {**marks, **times(opens=12)})

    assert saved.status_code == 302
    assert fresh(draft).whom["group"] == "mentors"


def test_the_units_that_report_are_shown_with_the_reason_for_folding(here, desk):
    draft = ready_draft(
        here,
        background=[{"code": "years", "words": {"fi": "Vuodet?", "en": "Years?"}, "classes": []}],
    )

    page = text(desk.get(address(here, "round_units", draft.pk)))

    assert "with it: Neuvonta (fewer than ten are invited there)" in page
    assert "15 invited" in page
    assert "For the whole organisation also by: Years?" in page


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ("nobody", "Fewer than five are invited, so nothing could ever be shown."),
        ("mentors", "Fewer than ten are invited. Only the whole is shown"),
    ],
)
def test_a_round_of_few_people_says_what_that_means(here, desk, group, words):
    for _number in range(5):
        MembershipFactory(organisation=here.organisation, mentor=True)
    draft = ready_draft(here, whom={"group": group})

    assert words in text(desk.get(address(here, "round_units", draft.pk)))


def test_the_checklist_keeps_who_ticked_and_is_gone_through_in_peace(here, desk):
    draft = ready_draft(here, checklist={})
    page_of = address(here, "round_checklist", draft.pk)

    some = send(desk, page_of, **{"done-purpose": "on", "note-purpose": "Info 3.11."})
    page = text(desk.get(page_of))

    assert some.url == page_of
    kept = fresh(draft).checklist
    assert list(kept) == ["purpose"]
    assert (kept["purpose"]["note"], kept["purpose"]["by"]) == ("Info 3.11.", here.hr.pk)
    assert f"{here.hr.name}, " in page
    assert "Saved. Come back when the rest is agreed." in page


def test_who_ticked_a_point_first_stays_there(here, desk, as_member):
    draft = ready_draft(here)
    other = MembershipFactory(organisation=here.organisation, hr=True)

    send(as_member(other), address(here, "round_checklist", draft.pk), **agreed())

    assert {told["by"] for told in fresh(draft).checklist.values()} == {here.hr.pk}


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("round_whom", {"group": "mentors"}, {"group": "everyone", "paper-": "3"}),
        ("round_checklist", {}, {"done-purpose": "on"}),
        (
            "round_what",
            {"instrument": "learning_culture", "name_fi": "A"},
            {"instrument": "session_pulse", "name_fi": "B"},
        ),
    ],
)
def test_each_step_shows_both_texts_where_somebody_was_faster(here, desk, name, first, second):
    draft = ready_draft(here)
    page_of = address(here, name, draft.pk)
    page = desk.get(page_of)
    marks = {key: hidden(page, key) for key in ("version", "was")}
    desk.post(page_of, {**marks, **first})

    both = desk.post(page_of, {**marks, **second})

    assert "Both texts are kept: choose or merge." in text(both)


def test_going_back_in_the_steps_forgets_nothing(here):
    draft = ready_draft(here)

    round_drafts.reach(draft, Step.UNITS, by=here.hr)

    assert fresh(draft).reached == 7


def test_only_a_draft_is_prepared_and_only_by_those_who_may(here):
    announced = SurveyRoundFactory(organisation=here.organisation, announced=True)

    with pytest.raises(round_drafts.NoDraft):
        round_drafts.reach(announced, Step.UNITS, by=here.hr)
    with pytest.raises(PermissionDenied):
        round_drafts.reach(ready_draft(here), Step.UNITS, by=here.people[0])
    with pytest.raises(PermissionDenied):
        round_drafts.make_round(
            round_drafts.Asked(instruments.copy_of("session_pulse"), "Kevät"),
            by=here.people[0],
            at=timezone.now(),
        )


def test_a_key_of_another_organisation_asks_nothing(here):
    foreign = InstrumentFactory()

    for key in (str(foreign.pk), "astrology"):
        with pytest.raises(KeyError):
            instrument_queries.content_of(key, actor=here.hr)


def test_nothing_of_an_announced_round_can_be_prepared(here, desk):
    announced = SurveyRoundFactory(organisation=here.organisation, announced=True)

    for name in ("what", "whom", "people", "when", "background", "units", "checklist", "announce"):
        answer = desk.post(address(here, f"round_{name}", announced.pk))

        assert answer.url == address(here, "round", announced.pk)


def test_a_round_of_another_organisation_is_not_found(here, desk):
    foreign = SurveyRoundFactory()

    for name in ("round", "round_what", "round_announce", "round_poster"):
        assert desk.get(address(here, name, foreign.pk)).status_code == 404
