"""What each person sees of the rounds, and how HR runs one to its end."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from nuotio.culture.models import DailyCount
from nuotio.culture.services import keys
from nuotio.culture.services import rounds as services
from nuotio.foundation import tenancy
from tests.culture.factories import (
    InviteeFactory,
    ReportFactory,
    ReportingNodeFactory,
    SurveyRoundFactory,
)
from tests.culture.round_cases import PASSPHRASE, fresh, invitees_of, nodes_of, place, ready_draft
from tests.factories import MembershipFactory

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


def address(here, name="round", *more):
    return reverse(f"culture:{name}", args=[here.organisation.slug, *more])


def text(page):
    return page.content.decode()


def times(opens, closes):
    now = timezone.now()
    return {"opens_at": now + timedelta(days=opens), "closes_at": now + timedelta(days=closes)}


def announced(here, *, opens=5, closes=20, **more):
    """Return a round that was announced with keys; `opens` may lie behind us."""
    whom = {"group": "everyone", "paper": {str(here.office.pk): 3}}
    draft = ready_draft(here, **{"whom": whom, **times(5, 20), **more})
    passphrase = PASSPHRASE if draft.has_trustee else None
    made = services.announce_round(
        draft, by=here.hr, at=timezone.now() - timedelta(days=9), passphrase=passphrase
    )
    for name, value in times(opens, closes).items():
        setattr(made, name, value)
    with tenancy.inside(here.organisation.pk):
        made.save(update_fields=["opens_at", "closes_at"])
    return made


def counted(survey_round, day, *answers):
    with tenancy.unrestricted(reason="Arranging a test."):
        for node, number in zip(nodes_of(survey_round), answers, strict=True):
            DailyCount.objects.create(
                organisation_id=node.organisation_id,
                round=survey_round,
                node=node,
                day=day,
                answers=number,
            )


def test_the_empty_home_invites_hr_to_begin(here, desk):
    page = text(desk.get(address(here, "home")))

    assert "Begin by asking" in page
    assert address(here, "round_new") in page


def test_hr_sees_all_rounds_and_one_next_step(here, desk):
    for state, name in (("draft", "Luonnos"), ("announced", "Auki"), ("closed", "Vanha")):
        SurveyRoundFactory(
            organisation=here.organisation, state=state, name_fi=name, closed_at=timezone.now()
        )
    SurveyRoundFactory(organisation=here.organisation, state="discarded", name_fi="Hylätty")
    SurveyRoundFactory(name_fi="Vieras")

    page = text(desk.get(address(here, "home")))

    assert all(name in page for name in ("Luonnos", "Auki", "Vanha"))
    assert "Hylätty" not in page
    assert "Vieras" not in page
    assert page.count('<a class="button" href') == 1


def test_management_sees_the_rounds_and_changes_nothing(here, as_member):
    boss = MembershipFactory(organisation=here.organisation, management=True)
    draft = ready_draft(here, name_fi="Luonnos")

    page = text(as_member(boss).get(address(here, "home")))

    assert "Luonnos" in page
    assert address(here, "round", draft.pk) not in page
    assert as_member(boss).get(address(here, "round", draft.pk)).status_code == 403


@pytest.mark.parametrize(
    ("opens", "words"),
    [
        (5, "Collect your ticket now with one tap"),
        (-5, "Answer on the device where your ticket is."),
    ],
)
def test_an_employee_sees_the_survey_that_she_is_invited_to(here, as_member, opens, words):
    made = SurveyRoundFactory(
        organisation=here.organisation, announced=True, name_fi="Minulle", **times(opens, 20)
    )
    InviteeFactory(node=ReportingNodeFactory(round=made), membership=here.people[0], email="")
    SurveyRoundFactory(organisation=here.organisation, announced=True, name_fi="Muille")

    page = text(as_member(here.people[0]).get(address(here, "home")))

    assert words in page
    assert reverse("culture:ticket", args=[here.organisation.slug, made.pk]) in page
    assert "Muille" not in page


def test_a_survey_whose_time_is_over_asks_nobody_any_more(here, as_member):
    made = SurveyRoundFactory(
        organisation=here.organisation, announced=True, has_trustee=True, **times(-9, -1)
    )
    InviteeFactory(node=ReportingNodeFactory(round=made), membership=here.people[0], email="")

    page = text(as_member(here.people[0]).get(address(here, "home")))

    assert "For you" not in page


def test_an_employee_sees_reports_that_hr_has_shared(here, as_member):
    ours = {"round__organisation": here.organisation, "round__closed": True}
    ReportFactory(**ours, round__name_fi="Jaettu", shared_at=timezone.now())
    ReportFactory(**ours, round__name_fi="Jakamatta")

    page = text(as_member(here.people[0]).get(address(here, "home")))

    assert "Jaettu" in page
    assert "Jakamatta" not in page


def test_nothing_for_me_is_said_kindly(here, as_member):
    page = text(as_member(here.people[0]).get(address(here, "home")))

    assert "No survey is going on for you now." in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_home_costs_the_same_for_one_and_three(here, desk, number, django_assert_num_queries):
    for _ in range(number):
        SurveyRoundFactory(organisation=here.organisation, closed=True)
        made = SurveyRoundFactory(organisation=here.organisation, announced=True, **times(-1, 9))
        InviteeFactory(node=ReportingNodeFactory(round=made), membership=here.hr, email="")

    with django_assert_num_queries(8):
        desk.get(address(here, "home"))


def test_taking_part_is_told_by_day_of_nodes_of_ten_and_never_live(here, desk):
    made = announced(here, opens=-3)
    counted(made, date(2026, 11, 16), 0, 2, 3)
    counted(made, date(2026, 11, 17), 0, 4, 6)
    with tenancy.inside(here.organisation.pk):
        for invited in invitees_of(made)[:4]:
            invited.given = "ticket"
            invited.save()

    page = text(desk.get(address(here, "round", made.pk)))

    assert "By the end of Tue 17 Nov, 10 of 29 had answered: 34%." in page
    assert page.count("<rect x=") == 2
    assert '<th scope="row" class="deeper">Hallinto</th><td class="num">14</td>' in page
    assert "Neuvonta" not in page
    assert "Answers at the end of each day; the same numbers are in the table below" in page


def test_before_the_first_night_nothing_is_counted(here, desk):
    made = announced(here)

    page = text(desk.get(address(here, "round", made.pk)))

    assert "Answers are counted once a night" in page
    assert "People collect their tickets now." in page


def test_a_round_of_few_people_counts_nothing_before_it_closes(here, desk):
    made = SurveyRoundFactory(organisation=here.organisation, announced=True, **times(-1, 9))
    ReportingNodeFactory(round=made, invited=7)
    counted(made, date(2026, 11, 16), 5)

    page = text(desk.get(address(here, "round", made.pk)))

    assert "so nothing is counted before the survey closes" in page
    assert "<rect" not in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "discarded"}, "This survey was discarded before it opened."),
        ({"state": "closed"}, "The survey is closed. Thank those who answered"),
        ({"state": "closing"}, "The answers are counted in a moment."),
        (
            {"state": "announced", "has_trustee": True, "trustee": "Tiina"},
            "Tiina types the passphrase, and the answers are counted at once.",
        ),
    ],
)
def test_a_round_that_is_over_says_where_it_is(here, desk, fields, words):
    made = SurveyRoundFactory(
        organisation=here.organisation, **{"closed_at": timezone.now(), **times(-9, -1), **fields}
    )

    assert words in text(desk.get(address(here, "round", made.pk)))


def test_missing_keys_are_told_before_the_end(here, desk, key_folder):
    made = announced(here)
    there = text(desk.get(address(here, "round", made.pk)))
    for file in key_folder.iterdir():
        file.unlink()

    page = text(desk.get(address(here, "round", made.pk)))

    assert "The keys of this survey are missing" not in there
    assert "The keys of this survey are missing" in page


def test_a_round_is_prolonged_and_never_shortened(here, desk):
    made = announced(here)
    prolong = address(here, "round_prolong", made.pk)

    def to(days):
        day = (timezone.localdate() + timedelta(days=days)).isoformat()
        return desk.post(prolong, {"closes_day": day, "closes_time": "18:00"})

    earlier, later = to(10), to(30)

    assert "Choose a later day than the present one." in text(earlier)
    assert later.url == address(here, "round", made.pk)
    assert fresh(made).closes_at > timezone.now() + timedelta(days=28)
    assert "Let it close later" in text(desk.get(prolong))


def test_a_closed_round_is_not_prolonged(here, desk):
    made = SurveyRoundFactory(organisation=here.organisation, closed=True)
    day = (timezone.localdate() + timedelta(days=30)).isoformat()

    page = desk.post(
        address(here, "round_prolong", made.pk),
        {"closes_day": day, "closes_time": "18:00"},
        follow=True,
    )

    assert "The survey does not go on, so its dates stay." in text(page)


def test_a_round_is_discarded_after_a_question_and_only_before_it_opens(here, desk):
    before, opened = announced(here, name_fi="A"), announced(here, name_fi="B", opens=-1)

    asked = text(desk.get(address(here, "round_discard", before.pk)))
    desk.post(address(here, "round_discard", before.pk))
    late = desk.post(address(here, "round_discard", opened.pk), follow=True)

    assert "Nobody can collect a ticket any more" in asked
    assert (fresh(before).state, fresh(opened).state) == ("discarded", "announced")
    assert "it can only be closed" in text(late)


def test_a_round_is_closed_early_with_a_confirmation(
    here, desk, django_capture_on_commit_callbacks
):
    made = announced(here, opens=-1)
    close = address(here, "round_close", made.pk)

    unsure = desk.post(close)
    with django_capture_on_commit_callbacks(execute=True):
        done = desk.post(close, {"sure": "on"})

    assert "Tick this if you are sure." in text(unsure)
    assert done.url == address(here, "round", made.pk)
    assert fresh(made).state == "closed"
    assert {one.email for one in invitees_of(made)} == {""}


def test_a_round_is_not_closed_before_it_opens(here, desk):
    made = announced(here)

    page = desk.post(address(here, "round_close", made.pk), {"sure": "on"}, follow=True)

    assert "A survey is closed once it has opened, and only once." in text(page)
    assert fresh(made).state == "announced"


def test_only_the_trustees_passphrase_counts_the_answers(
    here, desk, django_capture_on_commit_callbacks
):
    made = announced(here, opens=-9, closes=-1, has_trustee=True, trustee="Tiina")
    close = address(here, "round_close", made.pk)

    shown = text(desk.get(close))
    wrong = desk.post(close, {"sure": "on", "trustee_password": "something else"})
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(close, {"sure": "on", "trustee_password": PASSPHRASE})

    assert "Tiina types the passphrase here." in shown
    assert "This is not the passphrase." in text(wrong)
    assert fresh(made).state == "closed"


def test_without_its_keys_a_round_says_so_and_stays(here, desk, key_folder):
    made = announced(here, opens=-1)
    for file in key_folder.iterdir():
        file.unlink()

    page = desk.post(address(here, "round_close", made.pk), {"sure": "on"})

    assert "The keys are missing." in text(page)
    assert fresh(made).state == "announced"


def test_the_sheet_has_three_languages_and_a_code_without_anybodys_link(here, desk):
    made = announced(here, name_fi="Kevät", name_sv="Våren", name_en="Spring")

    page = text(desk.get(address(here, "round_poster", made.pk)))

    assert all(name in page for name in ("Kevät", "Våren", "Spring"))
    assert f"/survey/{made.public_id}/</p>" in page
    assert 'class="qr"' in page


def test_codes_are_shown_once_and_kept_nowhere(here, desk):
    made = announced(here)
    office = next(node for node in nodes_of(made) if node.paper_codes)
    codes = address(here, "round_codes", made.pk)

    nobody = desk.post(codes)
    sheet = desk.post(codes, {"node": office.pk})
    printed = [part.split("<")[0] for part in text(sheet).split('class="code">')[1:]]
    after = text(desk.get(codes))

    assert "Choose for whom you print." in text(nobody)
    assert len(set(printed)) == 3
    assert not any(code in after for code in printed)
    assert "no-store" in sheet.headers["Cache-Control"]
    assert f"/survey/{made.public_id}/code/" in text(sheet)


def test_more_codes_than_planned_are_refused_kindly(here, desk):
    made = announced(here)
    office = next(node for node in nodes_of(made) if node.paper_codes)

    page = desk.post(address(here, "round_codes", made.pk), {"node": office.pk, "number": "4"})

    assert "Print fewer." in text(page)


def test_without_keys_no_codes_are_made(here, desk, key_folder):
    made = announced(here)
    office = next(node for node in nodes_of(made) if node.paper_codes)
    for file in key_folder.iterdir():
        file.unlink()

    page = desk.post(address(here, "round_codes", made.pk), {"node": office.pk})

    assert "Codes cannot be made now." in text(page)


def test_a_closed_round_has_no_codes(here, desk):
    made = SurveyRoundFactory(organisation=here.organisation, closed=True)

    page = desk.get(address(here, "round_codes", made.pk), follow=True)

    assert "Codes are printed while the survey is announced or open." in text(page)


def test_a_colleague_who_took_a_code_is_found_and_noted(here, desk):
    made = announced(here, whom={"group": "everyone"})
    codes, colleague = address(here, "round_codes", made.pk), here.people[0]
    invited = next(one for one in invitees_of(made) if one.membership_id == colleague.pk)

    found = text(desk.get(codes, {"q": colleague.user.email}))
    done = desk.post(address(here, "round_hand_code", made.pk, invited.pk), follow=True)
    after = text(desk.get(codes, {"q": colleague.user.email}))
    nobody = text(desk.get(codes, {"q": "Nobody"}))

    assert "No printed codes were planned for this survey." in found
    assert address(here, "round_hand_code", made.pk, invited.pk) in found
    assert "Noted. Any code from the bowl will do." in text(done)
    assert "took a code" in after
    assert "Nobody of this name is invited." in nobody


def test_who_has_a_ticket_needs_no_code(here, desk):
    made = announced(here)
    invited = invitees_of(made)[0]
    with tenancy.inside(here.organisation.pk):
        invited.given = "ticket"
        invited.save()

    page = desk.post(address(here, "round_hand_code", made.pk, invited.pk), follow=True)
    missing = desk.post(address(here, "round_hand_code", made.pk, 9_999_999))

    assert "This colleague has a ticket already" in text(page)
    assert missing.status_code == 404


def test_a_background_question_is_taken_from_an_offer_adapted_and_taken_out(here, desk):
    draft = ready_draft(here)
    new = address(here, "round_variable_add", draft.pk)

    def marks(url):
        page = text(desk.get(url))
        return {n: page.split(f'name="{n}" value="')[1].split('"')[0] for n in ("version", "was")}

    offer = f"{new}?offer=years"
    shown = text(desk.get(offer))
    more = desk.post(
        offer,
        {
            **marks(offer),
            "fi": "Vuodet?", "en": "Years?", "action": "more",
            "class-0-fi": "alle 3", "class-0-en": "few", "class-0-people": "4",
            "class-1-fi": "yli 3", "class-1-people": "9",
        },
    )
    (variable,) = fresh(draft).background
    warned = text(desk.get(address(here, "round_background", draft.pk)))
    change = address(here, "round_variable", draft.pk, "years")
    desk.post(change, {**marks(change), "action": "remove"})

    assert "How long have you worked in this organisation?" in shown
    assert more.url == change
    assert (variable["code"], variable["words"]["en"]) == ("years", "Years?")
    assert [(one["code"], one["people"]) for one in variable["classes"]] == [
        ("under_3", 4),
        ("from_3_to_10", 9),
    ]
    assert "Smallest class: few, about 4 people." in warned
    assert "will not be shown" in warned
    assert fresh(draft).background == []
    assert desk.get(change).status_code == 404


def test_an_own_background_question_needs_words_and_two_classes(here, desk):
    draft = ready_draft(here)
    new = address(here, "round_variable_add", draft.pk)
    page = text(desk.get(new))
    marks = {n: page.split(f'name="{n}" value="')[1].split('"')[0] for n in ("version", "was")}

    empty = desk.post(new, {**marks, "class-0-en": "few"})
    one = desk.post(new, {**marks, "fi": "Vuodet?", "class-0-fi": "alle 3"})
    desk.post(new, {**marks, "fi": "Vuodet?", "class-0-fi": "alle 3", "class-1-fi": "yli 3"})
    unknown = text(desk.get(address(here, "round_background", draft.pk)))

    assert "Write the question in Finnish." in text(empty)
    assert "Write the class in Finnish." in text(empty)
    assert "Write at least two classes to choose from." in text(one)
    assert fresh(draft).background[0]["code"].startswith("own_")
    assert "Nobody has estimated yet" in unknown


def test_three_background_questions_are_enough(here, desk):
    variables = [
        {"code": f"v{one}", "words": {"fi": "?"}, "classes": [{"code": "a", "words": {"fi": "a"}}]}
        for one in range(3)
    ]
    draft = ready_draft(here, background=variables)

    page = desk.get(address(here, "round_variable_add", draft.pk), follow=True)

    assert "Three background questions are enough." in text(page)
    assert "A question of your own" not in text(page)


def test_one_of_several_background_questions_is_changed_in_its_place(here, desk):
    classes = [{"code": c, "words": {"fi": c}, "people": 50} for c in ("a", "b")]
    variables = [
        {"code": f"v{one}", "words": {"fi": f"{one}?"}, "classes": classes} for one in range(3)
    ]
    draft = ready_draft(here, background=variables)
    change = address(here, "round_variable", draft.pk, "v1")
    page = text(desk.get(change))
    marks = {n: page.split(f'name="{n}" value="')[1].split('"')[0] for n in ("version", "was")}
    words = {"class-0-fi": "a", "class-1-fi": "c", "fi": "Uusi?"}

    desk.post(change, {**marks, **words})
    both = desk.post(change, {**marks, **words, "fi": "Toinen?"})

    kept = fresh(draft).background
    assert [one["words"]["fi"] for one in kept] == ["0?", "Uusi?", "2?"]
    assert [one["code"] for one in kept[1]["classes"]] == ["a", "b"]
    assert "Both texts are kept: choose or merge." in text(both)


def test_a_draft_that_somebody_has_just_announced_leads_home(here, desk, monkeypatch):
    draft = ready_draft(here)

    def meanwhile(*_args, **_kwargs):
        from nuotio.culture.services.round_drafts import NoDraft

        raise NoDraft

    monkeypatch.setattr("nuotio.culture.services.round_drafts.reach", meanwhile)
    page = desk.post(address(here, "round_units", draft.pk), follow=True)

    assert "Somebody has just announced this survey, or discarded it." in text(page)
    assert keys.can_keep_keys()
