"""HR prepares a round in short steps, leaves it, comes back, and announces."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import Workbook

from nuotio.culture import instruments
from nuotio.culture.models import SurveyRound
from nuotio.culture.preparing import points
from nuotio.foundation import tenancy
from tests.culture.factories import InstrumentFactory, SurveyRoundFactory
from tests.culture.round_cases import fresh, place, ready_draft
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
def client(here, as_member):
    return as_member(here.hr)


def address(here, name, *more):
    return reverse(f"culture:{name}", args=[here.organisation.slug, *more])


def hidden(page, name):
    return page.content.decode().split(f'name="{name}" value="')[1].split('"')[0]


def send(client, url, follow=False, **data):
    """Send a form as its page has it: with the version and the mark that the person saw."""
    page = client.get(url)
    marks = {name: hidden(page, name) for name in ("version", "was")}
    return client.post(url, {**marks, **data}, follow=follow)


def text(page):
    return page.content.decode()


def days_from_now(days):
    return timezone.localdate() + timedelta(days=days)


def times(opens=10, closes=24):
    return {
        "opens_day": days_from_now(opens).isoformat(),
        "opens_time": "08:00",
        "closes_day": days_from_now(closes).isoformat(),
        "closes_time": "18:00",
    }


def ahead():
    now = timezone.now()
    return {"opens_at": now + timedelta(days=9), "closes_at": now + timedelta(days=20)}


def agreed():
    return {f"done-{one['id']}": "on" for one in points()}


def test_hr_prepares_a_round_step_by_step_and_announces_it(here, client):
    """Serves R31, R32."""
    new = address(here, "round_new")

    first = send(client, new, instrument="learning_culture", name_fi="Kevät", name_en="Spring")
    pk = int(first.url.split("/")[-3])
    second = send(client, first.url, group="everyone")
    third = send(client, second.url, **times())
    fourth = client.post(third.url)
    fifth = client.post(fourth.url)
    sixth = send(client, fifth.url, **agreed())
    last = send(client, sixth.url, follow=True, keeper="service")

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


def test_a_draft_is_left_and_goes_on_where_it_was(here, client):
    draft = ready_draft(here, reached=2, whom={})

    left = send(client, address(here, "round_whom", draft.pk), group="mentors", action="leave")
    back = client.get(address(here, "round", draft.pk))

    assert left.url == address(here, "home")
    assert fresh(draft).whom["group"] == "mentors"
    assert back.url == address(here, "round_when", draft.pk)
    assert "Go on preparing" in text(client.get(left.url))


def test_a_form_sent_twice_makes_one_round(here, client):
    data = {"instrument": "learning_culture", "name_fi": "Kevät"}

    send(client, address(here, "round_new"), **data)
    again = send(client, address(here, "round_new"), **data)

    assert "You have a survey with this name." in text(again)
    with tenancy.inside(here.organisation.pk):
        assert SurveyRound.objects.count() == 1


def test_a_round_asks_an_own_survey_form_and_draws_its_mark(here, client):
    own = InstrumentFactory(organisation=here.organisation, name_fi="Oma kysely")
    retired = InstrumentFactory(organisation=here.organisation, retired_at=timezone.now())
    draft = ready_draft(here)
    what = address(here, "round_what", draft.pk)

    refused = send(client, what, instrument=str(retired.pk), name_fi="Kevät")
    send(client, what, instrument=str(own.pk), name_fi="Kevät")

    assert "Select a valid choice." in text(refused)
    assert (fresh(draft).instrument["own_copy"], fresh(draft).name_fi) == (own.pk, "Kevät")
    assert f'value="{own.pk}" id="id_instrument_4" checked' in text(client.get(what))


def test_another_name_that_is_taken_is_told_next_to_the_field(here, client):
    draft, other = ready_draft(here), ready_draft(here)

    page = send(
        client,
        address(here, "round_what", draft.pk),
        instrument="learning_culture",
        name_fi=other.name_fi,
    )

    assert "You have a survey with this name." in text(page)
    assert fresh(draft).name_fi != other.name_fi


def test_units_are_chosen_and_codes_counted(here, client):
    draft = ready_draft(here)
    whom = address(here, "round_whom", draft.pk)

    none = send(client, whom, group="units")
    wrong = send(client, whom, group="units", units=here.services.pk, **{"paper-": "many"})
    send(
        client,
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


def test_a_unit_of_another_organisation_cannot_be_chosen(here, client):
    draft, foreign = ready_draft(here), UnitFactory(name_fi="Vieras yksikkö")

    page = send(client, address(here, "round_whom", draft.pk), group="units", units=foreign.pk)

    assert "Vieras yksikkö" not in text(page)
    assert fresh(draft).whom == {"group": "everyone"}


def test_a_pasted_list_is_read_corrected_and_kept(here, client):
    draft = ready_draft(here)
    people = address(here, "round_people", draft.pk)
    pasted = "Eeva <eeva@x.invalid>; neuvonta; sv\nno address; Palvelut\nb@x.invalid; Palvlut"

    def posted(**data):
        was = hidden(client.get(people), "was")
        return client.post(people, {"was": was, **data}, follow=True)

    page = posted(pasted=pasted, action="read")
    after = posted(
        **{"row-2": "1", "email-2": "a@x.invalid", "unit-2": "Palvelut"},
        **{"row-3": "1", "email-3": "b@x.invalid", "unit-3": "Palvlut", "out-3": "on"},
        action="correct",
    )

    assert "no address is not an e-mail address." in text(page)
    assert "We do not find the unit Palvlut." in text(page)
    assert "2 people" in text(after)
    assert fresh(draft).whom["list"] == [
        ["1", "eeva@x.invalid", "neuvonta", "sv", ""],
        ["2", "a@x.invalid", "Palvelut", "", ""],
        ["3", "b@x.invalid", "Palvlut", "", "out"],
    ]
    assert "The list has 0 rows." in text(posted(action="clear"))


def test_a_workbook_is_read_as_well_as_csv(here, client):
    draft = ready_draft(here)
    people, book, stored = address(here, "round_people", draft.pk), Workbook(), BytesIO()
    for line in (["Nimi", "Sähköposti", "Yksikkö"], ["Eeva", "eeva@x.invalid", "Neuvonta"]):
        book.active.append(line)
    book.save(stored)

    def bring(name, content):
        was = hidden(client.get(people), "was")
        file = SimpleUploadedFile(name, content)
        return client.post(people, {"was": was, "file": file}, follow=True)

    bring("list.xlsx", stored.getvalue())
    from_workbook = fresh(draft).whom["list"]
    bring("list.csv", b"eeva@x.invalid,Neuvonta\r\n")

    assert from_workbook == [["1", "eeva@x.invalid", "Neuvonta", "", ""]]
    assert fresh(draft).whom["list"] == from_workbook
    assert "This is an old Excel file" in text(
        bring("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    )


def test_an_empty_or_too_large_list_is_told(here, client):
    draft = ready_draft(here)
    people = address(here, "round_people", draft.pk)

    empty = client.post(people, {"pasted": " ", "action": "read"})
    large = client.post(people, {"file": SimpleUploadedFile("l.csv", b"x" * (5 * 1024 * 1024 + 1))})
    long = client.post(people, {"pasted": "x" * 400_001})

    assert "The file is empty." in text(empty)
    assert "larger than 5 MB" in text(large)
    assert "at most 400000 characters" in text(long)
    assert "list" not in fresh(draft).whom


def test_a_list_that_somebody_has_just_changed_is_not_overwritten(here, client):
    draft = ready_draft(here, whom={"list": [["1", "new@x.invalid", "", "", ""]]})
    people = address(here, "round_people", draft.pk)

    page = client.post(people, {"was": "old", "pasted": "a@x.invalid"}, follow=True)

    assert "Somebody has just changed the list." in text(page)
    assert fresh(draft).whom["list"] == [["1", "new@x.invalid", "", "", ""]]


def test_times_that_cannot_be_are_told_next_to_the_day(here, client):
    draft = ready_draft(here, opens_at=None, closes_at=None)
    when = address(here, "round_when", draft.pk)

    past = send(client, when, **times(opens=-1))
    turned = send(client, when, **times(opens=10, closes=9))
    missing = send(client, when, opens_day="tomorrow")

    assert "This has passed." in text(past)
    assert "It closes before it opens." in text(turned)
    assert "Write the day, for example 1.12.2026." in text(missing)
    assert fresh(draft).opens_at is None


def test_less_than_a_week_before_the_opening_is_warned_of_kindly(here, client):
    draft = ready_draft(here)
    when = address(here, "round_when", draft.pk)

    send(client, when, **times(opens=3))
    short = text(client.get(when))
    send(client, when, **times(opens=10))

    assert "Less than a week is left before the opening" in short
    assert "Less than a week" not in text(client.get(when))


def test_somebody_was_faster_and_both_texts_are_shown(here, client):
    draft = ready_draft(here)
    when = address(here, "round_when", draft.pk)
    page = client.get(when)
    marks = {name: hidden(page, name) for name in ("version", "was")}
    send(client, when, **times(opens=10))

    both = client.post(when, {**marks, **times(opens=12)})
    again = client.post(when, {**marks, "version": hidden(both, "version"), **times(opens=12)})

    assert "Both texts are kept: choose or merge." in text(both)
    assert again.status_code == 302
    assert fresh(draft).opens_at.date() == days_from_now(12)


def test_somebody_who_changes_another_step_is_not_in_the_way(here, client):
    draft = ready_draft(here)
    when = address(here, "round_when", draft.pk)
    page = client.get(when)
    marks = {name: hidden(page, name) for name in ("version", "was")}
    send(client, address(here, "round_whom", draft.pk), group="mentors")

    saved = client.post(when, {**marks, **times(opens=12)})

    assert saved.status_code == 302
    assert fresh(draft).whom["group"] == "mentors"


def test_the_units_that_report_are_shown_with_the_reason_for_folding(here, client):
    draft = ready_draft(
        here,
        background=[{"code": "years", "words": {"fi": "Vuodet?", "en": "Years?"}, "classes": []}],
    )

    page = text(client.get(address(here, "round_units", draft.pk)))

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
def test_a_round_of_few_people_says_what_that_means(here, client, group, words):
    for _number in range(5):
        MembershipFactory(organisation=here.organisation, mentor=True)
    draft = ready_draft(here, whom={"group": group})

    assert words in text(client.get(address(here, "round_units", draft.pk)))


def test_the_checklist_keeps_who_ticked_and_is_gone_through_in_peace(here, client):
    draft = ready_draft(here, checklist={})
    page_of = address(here, "round_checklist", draft.pk)

    some = send(client, page_of, **{"done-purpose": "on", "note-purpose": "Info 3.11."})
    page = text(client.get(page_of))

    assert some.url == page_of
    kept = fresh(draft).checklist
    assert list(kept) == ["purpose"]
    assert (kept["purpose"]["note"], kept["purpose"]["by"]) == ("Info 3.11.", here.hr.pk)
    assert f"{here.hr.name}, " in page
    assert "Saved. Come back when the rest is agreed." in page


def test_who_ticked_a_point_first_stays_there(here, client, as_member):
    draft = ready_draft(here)
    other = MembershipFactory(organisation=here.organisation, hr=True)

    send(as_member(other), address(here, "round_checklist", draft.pk), **agreed())

    assert {told["by"] for told in fresh(draft).checklist.values()} == {here.hr.pk}


def test_the_preview_speaks_the_chosen_language(here, client):
    draft = ready_draft(here)
    preview = address(here, "round_preview", draft.pk)

    swedish, own = client.get(preview + "?language=sv"), client.get(preview + "?language=xx")

    survey = instruments.survey_of(draft.instrument)
    assert '<html lang="sv">' in text(swedish)
    assert survey.items[0].words["sv"] in text(swedish)
    assert survey.items[0].words["en"] in text(own)
    assert "nothing is sent" in text(own)


def test_what_is_missing_leads_to_its_step(here, client):
    draft = ready_draft(here, checklist={})

    page = text(client.get(address(here, "round_announce", draft.pk)))

    assert address(here, "round_checklist", draft.pk) in page
    assert "Announce the survey" not in page


def test_where_keys_cannot_be_kept_the_wizard_says_so_before(here, client, key_folder):
    draft = ready_draft(here, **ahead())
    page_of = address(here, "round_announce", draft.pk)
    page = client.get(page_of)
    marks = {name: hidden(page, name) for name in ("version", "was")}
    key_folder.rmdir()
    key_folder.write_text("a file where the folder should be")

    shown = client.get(page_of)
    refused = client.post(page_of, {**marks, "keeper": "service"})

    assert "The service cannot keep the keys of a survey now" in text(shown)
    assert refused.status_code == 200
    assert fresh(draft).state == "draft"


def test_a_trustee_types_twice_at_least_twelve_characters(here, client):
    draft = ready_draft(here, **ahead())
    page_of = address(here, "round_announce", draft.pk)

    nobody = send(client, page_of, keeper="trustee", trustee_password="short")
    other = send(
        client,
        page_of,
        keeper="trustee",
        trustee="Tiina",
        trustee_password="seitsemän lokkia",
        trustee_password_again="kuusi lokkia siis",
    )
    done = send(
        client,
        page_of,
        keeper="trustee",
        trustee="Tiina",
        trustee_password="seitsemän lokkia",
        trustee_password_again="seitsemän lokkia",
    )

    assert "Write who the trustee is." in text(nobody)
    assert "Type at least 12 characters." in text(nobody)
    assert "The two are not the same." in text(other)
    assert "seitsemän lokkia" not in text(other)
    assert done.url == address(here, "round", draft.pk)
    assert (fresh(draft).state, fresh(draft).trustee) == ("announced", "Tiina")


def test_nothing_of_an_announced_round_can_be_prepared(here, client):
    announced = SurveyRoundFactory(organisation=here.organisation, announced=True)

    for name in ("what", "whom", "people", "when", "background", "units", "checklist", "announce"):
        answer = client.post(address(here, f"round_{name}", announced.pk))

        assert answer.url == address(here, "round", announced.pk)


def test_a_round_of_another_organisation_is_not_found(here, client):
    foreign = SurveyRoundFactory()

    for name in ("round", "round_what", "round_announce", "round_poster"):
        assert client.get(address(here, name, foreign.pk)).status_code == 404
