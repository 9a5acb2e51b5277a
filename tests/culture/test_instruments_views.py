"""HR and coordinators copy a survey form, adapt it and take it out of use."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from nuotio.culture import drafts, instruments
from nuotio.culture.models import Instrument
from nuotio.culture.services import instruments as services
from nuotio.foundation import tenancy
from tests.culture.factories import InstrumentFactory, SurveyRoundFactory
from tests.culture.round_cases import fresh
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
NAMES = services.Names("Oma kysely", "", "Our survey")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def hr(inside):
    hr = MembershipFactory(hr=True)
    inside(hr)
    return hr


@pytest.fixture
def desk(hr, as_member):
    return as_member(hr)


@pytest.fixture
def own(hr):
    return InstrumentFactory(organisation=hr.organisation, name_fi="Oma kysely")


def every():
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(Instrument.objects.order_by("pk"))


def address(member, name="instrument", *more):
    return reverse(f"culture:{name}", args=[member.organisation.slug, *more])


def hidden(page, name):
    return page.content.decode().split(f'name="{name}" value="')[1].split('"')[0]


def text(page):
    return page.content.decode()


def switches(page, instrument, *, off=(), **changes):
    """Return what the page sends when only these codes are switched off."""
    content = instrument.content
    ticks = {
        f"scale-{scale['code']}": [i["code"] for i in scale["items"] if i["code"] not in off]
        for scale in content["scales"]
    }
    return {
        "name_fi": instrument.name_fi,
        "version": hidden(page, "version"),
        "was": hidden(page, "was"),
        **ticks,
        "questions": [q["code"] for q in content["questions"] if q["code"] not in off],
        **changes,
    }


def test_the_four_shipped_ones_are_shown_with_what_they_ask(hr, desk):
    """Serves R33, R34."""
    page = text(desk.get(address(hr, "instruments")))
    shown = text(desk.get(address(hr, "instrument_shipped", "learning_culture")))

    for content in instruments.shipped().values():
        assert content["name"]["en"] in page
    assert "Half-finished ideas are met with curiosity here." in shown
    assert "turned round" in shown
    assert desk.get(address(hr, "instrument_shipped", "horoscope")).status_code == 404


def test_a_copy_is_made_once_and_keeps_the_code_to_compare_by(hr, desk):
    copy = address(hr, "instrument_copy") + "?source=session_pulse"

    first = desk.post(copy, {"name_fi": "Oma", "name_en": "Ours"})
    again = desk.post(copy, {"name_fi": "Oma"})

    assert first.url == address(hr, "instrument", every()[0].pk)
    assert "You have a survey form with this name." in text(again)
    assert [(one.source, one.content["name"]["sv"]) for one in every()] == [
        ("session_pulse", "Oma")
    ]


def test_an_own_one_is_copied_from_as_it_was_adapted(hr, desk, own):
    foreign = InstrumentFactory()
    services.change_instrument(
        own, drafts.switched(own.content, {"trust_1"}), by=hr, version=1, at=own.changed_at
    )

    desk.post(address(hr, "instrument_copy") + f"?source={own.pk}", {"name_fi": "Toinen"})
    missing = desk.get(address(hr, "instrument_copy") + f"?source={foreign.pk}")
    nonsense = desk.get(address(hr, "instrument_copy") + "?source=nothing")
    absurd = desk.get(address(hr, "instrument_copy") + "?source=" + "9" * 5000)

    copied = next(one for one in every() if one.name_fi == "Toinen")
    survey = instruments.survey_of(copied.content)
    assert [item.code for item in survey.items] == ["trust_1"]
    assert [one.status_code for one in (missing, nonsense, absurd)] == [404, 404, 404]


def test_items_are_switched_off_and_drafts_follow_while_announced_rounds_stay(hr, desk, own):
    asked = own.as_asked()
    draft = SurveyRoundFactory(organisation=hr.organisation, instrument=asked)
    announced = SurveyRoundFactory(organisation=hr.organisation, instrument=asked, announced=True)
    page_of = address(hr, "instrument", own.pk)

    saved = desk.post(page_of, switches(desk.get(page_of), own, off=("trust_1", "open_best")))

    survey = instruments.survey_of(every()[0].content)
    assert saved.url == page_of
    assert not survey.scale("trust").is_whole
    assert [question.code for question in survey.questions] == ["open_obstacle"]
    off = {item["code"]: item["on"] for item in drafts.items_of(fresh(draft).instrument)}
    assert (off["trust_1"], fresh(draft).instrument["own_copy"]) == (False, own.pk)
    assert fresh(announced).instrument == asked


def test_a_survey_that_asks_nothing_is_refused_kindly(hr, desk, own):
    page_of = address(hr, "instrument", own.pk)
    marks = {name: hidden(desk.get(page_of), name) for name in ("version", "was")}

    page = desk.post(page_of, {**marks, "name_fi": "Oma kysely", "questions": ["open_best"]})

    assert "Leave at least one statement switched on." in text(page)
    assert every()[0].version == 1


def test_a_name_that_is_taken_is_told_next_to_the_field(hr, desk, own):
    other = InstrumentFactory(organisation=hr.organisation)
    page_of = address(hr, "instrument", own.pk)

    page = desk.post(page_of, switches(desk.get(page_of), own, name_fi=other.name_fi))

    assert "You have a survey form with this name." in text(page)
    assert every()[0].name_fi == "Oma kysely"


def test_somebody_was_faster_and_both_are_shown(hr, desk, own):
    page_of = address(hr, "instrument", own.pk)
    page = desk.get(page_of)
    desk.post(page_of, switches(page, own, off=("trust_1",)))

    both = desk.post(page_of, switches(page, own, off=("trust_2",)))
    desk.post(page_of, switches(both, own, off=("trust_2",)))

    assert "Both texts are kept: choose or merge." in text(both)
    trust = instruments.survey_of(every()[0].content).scale("trust")
    assert [item.code for item in trust.items] == ["trust_1", "trust_3", "trust_4"]


@pytest.mark.parametrize(("kind", "part"), [("item", "items"), ("question", "questions")])
def test_an_own_part_is_added_changed_and_taken_out(hr, desk, own, kind, part):
    add = address(hr, f"instrument_{kind}_add", own.pk)
    page = desk.get(add)
    marks = {"version": hidden(page, "version"), "was": hidden(page, "was")}

    empty = desk.post(add, {**marks, "fi": " "})
    desk.post(add, {**marks, "fi": "Opimme  asiakkailta."})
    shown = text(desk.get(address(hr, "instrument", own.pk)))
    of_kind = {"items": drafts.own_items, "questions": drafts.own_questions}[part]
    (made,) = of_kind(every()[0].content)
    change = address(hr, f"instrument_{kind}", own.pk, made["code"])
    page = desk.get(change)
    marks = {"version": hidden(page, "version"), "was": hidden(page, "was")}
    desk.post(change, {**marks, "fi": "Opimme.", "sv": "Vi lär oss."})
    changed = of_kind(every()[0].content)
    marks["version"] = hidden(desk.get(change), "version")
    marks["was"] = hidden(desk.get(change), "was")
    desk.post(change, {**marks, "fi": "Opimme.", "action": "remove"})

    assert "Write it in one language at least." in text(empty)
    assert made["words"] == {"fi": "Opimme asiakkailta.", "sv": "", "en": ""}
    assert "Not in Swedish yet: shown in another language." in shown
    assert changed == [{**made, "words": {"fi": "Opimme.", "sv": "Vi lär oss.", "en": ""}}]
    assert of_kind(every()[0].content) == []
    assert desk.get(change).status_code == 404


def test_two_people_who_change_one_statement_see_both(hr, desk, own):
    content = drafts.with_part(own.content, "items", "own_1", {"fi": "Alku."})
    services.change_instrument(own, content, by=hr, version=1, at=own.changed_at)
    change = address(hr, "instrument_item", own.pk, "own_1")
    page = desk.get(change)
    marks = {"version": hidden(page, "version"), "was": hidden(page, "was")}
    desk.post(change, {**marks, "fi": "Ensin."})

    both = desk.post(change, {**marks, "fi": "Sitten."})

    assert "Ensin." in text(both)
    assert "Sitten." in text(both)
    assert drafts.own_items(every()[0].content)[0]["words"]["fi"] == "Ensin."


def test_there_is_room_for_three_own_questions(hr, desk, own):
    content = own.content
    for number in range(3):
        content = drafts.with_part(content, "questions", f"own_open_{number}", {"fi": "Miksi?"})
    services.change_instrument(own, content, by=hr, version=1, at=own.changed_at)
    add = address(hr, "instrument_question_add", own.pk)
    page = desk.get(add)
    marks = {"version": hidden(page, "version"), "was": hidden(page, "was")}

    full = desk.post(add, {**marks, "fi": "Neljäs?"})

    assert "There is no room for more of your own." in text(full)


def test_the_last_statement_is_not_taken_out(hr, desk, own):
    content = drafts.with_part(own.content, "items", "own_1", {"fi": "Ainoa."})
    content = drafts.switched(content, {"own_1"})
    services.change_instrument(own, content, by=hr, version=1, at=own.changed_at)
    change = address(hr, "instrument_item", own.pk, "own_1")
    page = desk.get(change)
    marks = {"version": hidden(page, "version"), "was": hidden(page, "was")}

    kept = desk.post(change, {**marks, "fi": "Ainoa.", "action": "remove"})

    assert "Leave at least one statement switched on." in text(kept)


def test_an_instrument_is_retired_once_and_comes_back(hr, desk, own):
    retire = address(hr, "instrument_retire", own.pk)

    desk.post(retire)
    first = every()[0].retired_at
    desk.post(retire)
    listed = text(desk.get(address(hr, "instruments")))
    page = text(desk.get(address(hr, "instrument", own.pk)))
    again = every()[0].retired_at
    desk.post(retire, {"action": "restore"})
    desk.post(retire, {"action": "restore"})

    assert first is not None
    assert again == first
    assert "Out of use" in listed
    assert "This survey form is out of use." in page
    assert every()[0].retired_at is None


def test_employees_do_not_adapt_what_is_asked(hr, own):
    employee = MembershipFactory(organisation=hr.organisation)

    for act in (
        lambda: services.copy_instrument(own.content, NAMES, by=employee, at=own.changed_at),
        lambda: services.change_instrument(
            own, own.content, by=employee, version=1, at=own.changed_at
        ),
        lambda: services.retire_instrument(own, by=employee, at=own.changed_at),
        lambda: services.restore_instrument(own, by=employee),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert [(one.version, one.retired_at) for one in every()] == [(1, None)]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(hr, desk, number, django_assert_num_queries):
    for _ in range(number):
        InstrumentFactory(organisation=hr.organisation)
    InstrumentFactory(name_fi="Vieras kysely")

    with django_assert_num_queries(6):
        page = desk.get(address(hr, "instruments"))

    assert text(page).count("Oma kysely") == number
    assert "Vieras kysely" not in text(page)
