from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import translation

from nuotio.people.forms.time_shares import AnswerForm, HoursField, ProposalForm
from tests.factories import LONG_AGO, MembershipFactory, TimeShareFactory

TOO_LONG = "Ensure this value has at most 500 characters (it has 501)."


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("15,7", "15.7"),
        ("15.7", "15.7"),
        ("15.7 h", "15.7"),
        ("15,7 h.", "15.7"),
        (" 15,7\u00a0h ", "15.7"),
        ("15,7 t", "15.7"),
        ("10 tuntia", "10"),
        ("10 timmar", "10"),
        ("10 hours", "10"),
        ("10H", "10"),
        ("0,5", "0.5"),
        ("200", "200"),
        (10, "10"),
    ],
)
def test_hours_are_read_with_comma_point_and_unit_in_every_language(language, typed, hours):
    """Serves R85."""
    with translation.override(language):
        assert HoursField().clean(typed) == Decimal(hours)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("kymmenkunta", "Write a number, for example 10."),
        ("", "Write a number, for example 10."),
        (None, "Write a number, for example 10."),
        ("h", "Write a number, for example 10."),
        ("10 days", "Write a number, for example 10."),
        ("nan", "Write a number, for example 10."),
        ("inf", "Write a number, for example 10."),
        ("0", "Write a number over zero."),
        ("-5", "Write a number over zero."),
        ("200,1", "This is more than a month of work. Write a smaller number."),
        ("15,75", "One decimal is enough, for example 15.7."),
    ],
)
def test_what_is_no_number_of_hours_is_told_in_plain_words(typed, words):
    """Serves R85."""
    with pytest.raises(ValidationError) as refused:
        HoursField().clean(typed)

    assert refused.value.messages == [words]


def proposed(**changes):
    fields = {"hours_a_month": "15,7", "starts_on": "2026-12-01", "message": " Words. ", **changes}
    data = QueryDict(mutable=True)
    data.update(fields)
    return data


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2026-12-01", "1.12.2026"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_day_is_read_as_the_field_says(inside, language, day):
    mentor = MembershipFactory(mentor=True)
    inside(mentor)
    with translation.override(language):
        form = ProposalForm(proposed(starts_on=day), supervisor=mentor, by=mentor)

        assert form.is_valid(), form.errors
        assert form.proposal().starts_on.isoformat() == "2026-12-01"
        assert form.proposal().message == "Words."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"starts_on": ""}, "starts_on", "Choose the day."),
        ({"starts_on": "soon"}, "starts_on", "Write the day, for example 1.12.2026."),
        ({}, "supervisor", "Choose your supervisor."),
    ],
)
def test_what_is_missing_is_told_next_to_the_field(inside, changes, field, words):
    mentor = MembershipFactory(mentor=True)
    inside(mentor)

    form = ProposalForm(proposed(**changes), supervisor=None, by=mentor)

    assert form.errors[field] == [words]


@pytest.mark.django_db
def test_the_supervisor_is_the_known_one_or_chosen_from_colleagues(inside):
    """Serves R86."""
    mentor, stranger = MembershipFactory(mentor=True), MembershipFactory()
    boss = MembershipFactory(organisation=mentor.organisation)
    inside(mentor)

    known = ProposalForm(proposed(supervisor=mentor.pk), supervisor=boss, by=mentor)
    chosen = ProposalForm(proposed(supervisor=boss.pk), supervisor=None, by=mentor)
    refused = [
        ProposalForm(proposed(supervisor=who.pk), supervisor=None, by=mentor)
        for who in (mentor, stranger)
    ]

    assert [form.is_valid() for form in (known, chosen, *refused)] == [True, True, False, False]
    assert (known.asked(), chosen.asked()) == (boss, boss)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "answer", "errors"),
    [
        ("agree", "", {}),
        ("return", "Ten hours?", {}),
        ("return", "  ", {"answer": ["Write what you would like to talk over."]}),
        ("return", "x" * 501, {"answer": [TOO_LONG]}),
    ],
)
def test_words_are_needed_only_to_talk_it_over(action, answer, errors):
    share = TimeShareFactory()
    data = QueryDict(mutable=True)
    data.update({"action": action, "answer": answer})

    assert AnswerForm(data, share=share).errors == errors


@pytest.mark.django_db
def test_an_answer_tells_which_proposal_was_read():
    share = TimeShareFactory(proposed_at=LONG_AGO.replace(microsecond=123456))
    shown = AnswerForm(share=share)["proposed_at"].value()
    data = QueryDict(mutable=True)
    data.update({"action": "agree", "proposed_at": shown})

    form = AnswerForm(data, share=share)

    assert form.is_valid()
    assert form.cleaned_data["proposed_at"] == share.proposed_at
