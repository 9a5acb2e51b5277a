"""Serves R62: the fields of a plan speak the template's words, and hours are merged as text."""

from decimal import Decimal

import pytest
from django.utils import translation

from nuotio.plans import plan_texts
from nuotio.plans.models import Plan


def test_the_fields_are_called_as_in_the_programmes_template():
    told = {part.field: part for part in plan_texts.parts()}

    assert tuple(told) == plan_texts.FIELDS
    assert told["target"].label == "Target group"
    assert told["support"].help == "What do you need from HR, the supervisor or management?"
    assert (told["aim"].is_required, told["risks"].is_required) == (True, False)
    with translation.override("fi"):
        assert plan_texts.parts()[0].label == "Suunnitelman nimi"


@pytest.mark.parametrize(
    ("kind", "roles", "is_asked"),
    [("pair", "", True), ("individual", "", False), ("individual", "Jari asks", True)],
)
def test_one_mentor_divides_no_work_but_keeps_what_was_written_of_it(kind, roles, is_asked):
    plan = Plan(kind=kind, roles=roles)

    assert ("roles" in {part.field for part in plan_texts.parts_of(plan)}) is is_asked


@pytest.mark.parametrize(
    ("hours", "text"), [(None, ""), (Decimal("2.0"), "2"), (Decimal("2.5"), "2.5"), (10, "10")]
)
def test_hours_have_one_text_and_come_back_from_it(hours, text):
    plan = Plan(title="Friday", hours_a_week=hours)

    texts = plan_texts.texts_of(plan)
    plan_texts.put(plan, texts)

    assert texts["hours_a_week"] == text
    assert plan.hours_a_week == hours


def test_what_is_filled_and_what_is_empty_are_told_apart():
    plan = Plan(title="Friday", kind="pair", aim="We ask first.", risks="  ", hours_a_week=2)

    assert [(one.part.field, one.text) for one in plan_texts.filled(plan)] == [
        ("aim", "We ask first.")
    ]
    assert [part.field for part in plan_texts.missing(plan)] == [
        *("situation", "target", "signs", "roles", "support", "risks", "sharing")
    ]


def test_a_field_holds_what_its_column_holds():
    assert (plan_texts.longest("title"), plan_texts.longest("aim")) == (150, 3000)
    assert plan_texts.longest("hours_a_week") == 0
