"""Serves R84 (order support): asking on a phone, the page of a request, and its turns."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from nuotio.foundation import tenancy
from nuotio.support.models import SupportRequest
from tests.factories import LONG_AGO, UnitFactory
from tests.goals.factories import GoalFactory
from tests.support.factories import (
    EngagementFactory,
    MeetingFactory,
    SupportInvitationFactory,
    SupportRequestFactory,
)

ONCE = "00000000-0000-4000-8000-0000000000b1"
SENT = {
    "once": ONCE,
    "version": "1",
    "wish": "Our mornings are only lists. We wish for a talk.",
    "kinds": ["workshop", "lean"],
    "who": "team",
    "people": "11",
    "language": "fi",
    "mode": "onsite",
    "hours": "2",
    "mentors_needed": "1",
    "readers": "mentors",
    "do": "send",
}
# `matched` has mentors and meetings, `open` may have suggestions.
STATES = {"open": {}, "matched": {"matched": True}}


def at(name, member, *args):
    return reverse(f"support:{name}", args=[member.organisation.slug, *args])


def read(client, name, member, *args, query=""):
    return client.get(at(name, member, *args) + query).content.decode()


def only() -> SupportRequest:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return SupportRequest.objects.get()


def fresh(row):
    row.refresh_from_db()
    return row


@pytest.fixture
def asked(ours, aino):
    later = timezone.localdate() + timedelta(days=9)
    return SupportRequestFactory(
        organisation=ours, asked_by=aino, team="Ward 7", answer_by=later, asked_at=timezone.now()
    )


def test_a_request_is_asked_for_and_shown_with_its_promise(aino, as_member):
    client = as_member(aino)

    form = read(client, "request_add", aino)
    page = client.post(at("request_add", aino), SENT, follow=True).content.decode()

    assert "You will have an answer within 2 working days" in form
    made = only()
    said = (made.state, made.people, made.minutes, made.kinds)
    assert said == ("open", 11, 120, ["workshop", "lean"])
    assert "Your request is on its way. You will have an answer by" in page
    assert "<h1>Our mornings are only lists</h1>" in page
    assert "A workshop and a Lean tool" in page


def test_the_same_form_sent_twice_is_one_request(aino, as_member):
    client = as_member(aino)

    for _ in range(2):
        client.post(at("request_add", aino), SENT)

    assert only().state == "open"


def test_a_draft_is_kept_sent_later_and_seen_by_nobody_else(ours, aino, kirsi, as_member):
    client = as_member(aino)
    kept = client.post(at("request_add", aino), SENT | {"do": "keep"}, follow=True)
    draft = only()
    hidden = as_member(kirsi).get(at("request", kirsi, draft.pk))
    client = as_member(aino)

    page = read(client, "request", aino, draft.pk)
    sent = client.post(at("request_edit", aino, draft.pk), SENT, follow=True)

    assert "The draft is kept. Only you see it." in kept.content.decode()
    assert hidden.status_code == 404
    assert "Send it when it is ready" in page
    assert "Your request is on its way." in sent.content.decode()
    assert fresh(draft).state == "open"


def test_the_form_knows_the_own_unit_and_language_and_offers_decided_goals(ours, aino, as_member):
    aino.unit = UnitFactory(organisation=ours, name_en="Ward 7")
    aino.save()
    GoalFactory(organisation=ours, state="decided", title="Calmer mornings")
    GoalFactory(organisation=ours, state="ended", title="An old goal")
    GoalFactory(state="decided", title="CANARY")

    page = read(as_member(aino), "request_add", aino)

    assert 'value="Ward 7"' in page
    assert f'<option value="{aino.unit_id}" selected>Ward 7</option>' in page
    assert "Calmer mornings" in page
    assert ("An old goal" in page, "CANARY" in page) == (False, False)


@pytest.mark.parametrize("field", ["unit", "goal"])
def test_what_has_just_gone_is_asked_for_again(field, ours, aino, as_member, monkeypatch):
    from nuotio.support.services import requests as services

    def gone(*_args, **_kwargs):
        raise services.NotThere(field)

    monkeypatch.setattr(services, "_look", gone)
    client = as_member(aino)

    page = client.post(at("request_add", aino), SENT).content.decode()

    assert "This is not there any more. Choose again." in page
    assert "Our mornings are only lists." in page
    assert SupportRequest.objects.count() == 0


def test_a_change_is_saved_and_two_windows_lose_nothing(asked, aino, as_member):
    client, address = as_member(aino), at("request_edit", aino, asked.pk)
    told = {name: one for name, one in SENT.items() if name not in ("do", "once")}
    client.post(address, told | {"wish": "First window says this."})

    page = client.post(address, told | {"wish": "Second window says that."}).content.decode()
    first = fresh(asked).wish
    client.post(address, told | {"wish": "Both together.", "version": "2"})

    assert first == "First window says this."
    for words in ("First window says this.", "Second window says that.", "Saved text"):
        assert words in page
    assert (fresh(asked).wish, asked.version, asked.state) == ("Both together.", 3, "open")


def test_the_number_of_mentors_is_explained_where_one_has_promised(asked, aino, as_member):
    asked.mentors_needed = 2
    asked.save()
    SupportInvitationFactory(request=asked, accepted=True)
    client = as_member(aino)

    page = client.post(at("request_edit", aino, asked.pk), SENT).content.decode()

    assert "A mentor has promised already, so this number stays." in page


def test_a_time_for_which_a_mentor_has_no_room_is_explained_and_the_words_stay(
    asked, aino, as_member
):
    asked.mentors_needed = 2
    asked.save()
    promise = SupportInvitationFactory(request=asked, accepted=True, month=LONG_AGO.date())
    client, sent = as_member(aino), SENT | {"mentors_needed": "2"}

    page = client.post(at("request_edit", aino, asked.pk), sent).content.decode()

    assert f"{promise.mentor.name} has 0\N{NO-BREAK SPACE}h left in" in page
    assert SENT["wish"] in page
    assert (fresh(asked).version, fresh(promise).month) == (1, LONG_AGO.date())


def test_a_request_that_ended_meanwhile_says_so(ours, aino, as_member):
    over = SupportRequestFactory(organisation=ours, asked_by=aino, declined=True)
    client = as_member(aino)

    for name in ("request_edit", "request_withdraw"):
        page = client.get(at(name, aino, over.pk), follow=True).content.decode()
        assert "Something has happened to the request meanwhile." in page
        assert "No hours left." in page


def test_words_for_a_request_that_has_its_mentor_already_are_not_lost(ours, aino, as_member):
    matched = SupportRequestFactory(organisation=ours, asked_by=aino, matched=True)
    client, before = as_member(aino), matched.wish

    page = client.post(at("request_edit", aino, matched.pk), SENT).content.decode()

    assert "Your words still stand here" in page
    assert SENT["wish"] in page
    assert fresh(matched).wish == before


@pytest.mark.parametrize("told", ["9" * 5000, "١", "²", "-1", ""])
def test_asking_again_for_what_is_no_request_begins_an_empty_one(told, aino, as_member):
    page = read(as_member(aino), "request_add", aino, query=f"?again={quote(told)}")

    assert 'name="wish"' in page


def test_asking_again_fills_in_the_own_words_and_nobody_elses(ours, aino, sanna, as_member):
    old = SupportRequestFactory(organisation=ours, asked_by=aino, declined=True, people=11)
    client = as_member(aino)

    page = read(client, "request", aino, old.pk)
    again = read(client, "request_add", aino, query=f"?again={old.pk}")
    others = read(as_member(sanna), "request_add", sanna, query=f"?again={old.pk}")
    absurd = read(as_member(sanna), "request_add", sanna, query="?again=" + "9" * 40)

    assert f"/support/new/?again={old.pk}" in page
    assert (old.wish in again, 'value="11"' in again) == (True, True)
    assert (old.wish in others, old.wish in absurd) == (False, False)
    as_member(aino).post(at("request_add", aino) + f"?again={old.pk}", SENT)
    assert sorted(SupportRequest.objects.values_list("state", flat=True)) == ["declined", "open"]


def test_a_request_is_taken_back_with_a_word(asked, aino, as_member):
    client = as_member(aino)

    form = read(client, "request_withdraw", aino, asked.pk)
    page = client.post(
        at("request_withdraw", aino, asked.pk), {"words": "We managed."}, follow=True
    )

    assert "You need not give a reason." in form
    assert "The request is taken back." in page.content.decode()
    assert "We managed." in page.content.decode()
    assert fresh(asked).state == "withdrawn"


def test_a_draft_is_deleted(ours, aino, as_member):
    draft = SupportRequestFactory(organisation=ours, asked_by=aino, draft=True)
    client = as_member(aino)

    form = read(client, "request_withdraw", aino, draft.pk)
    page = client.post(at("request_withdraw", aino, draft.pk), follow=True).content.decode()

    assert "The draft is deleted for good." in form
    assert "The draft is deleted." in page
    assert SupportRequest.objects.count() == 0


def test_hr_declines_kindly_and_who_asked_alone_reads_why(asked, aino, kirsi, sanna, as_member):
    client, address = as_member(kirsi), at("request_decline", kirsi, asked.pk)

    silent = client.post(address, {"missing": "hours", "words": "🙂"}).content.decode()
    unsure = client.post(address, {"words": "All hours are promised."}).content.decode()
    client.post(address, {"missing": "hours", "words": "All hours are promised. Ask in May."})
    page = read(as_member(aino), "request", aino, asked.pk)
    others = read(as_member(sanna), "request", sanna, asked.pk)

    assert "Not now" in others
    assert "Ask in May." not in others
    assert "Say in a sentence why." in silent
    assert "Choose what was nearest." in unsure
    assert (fresh(asked).state, asked.missing) == ("declined", "hours")
    assert "All hours are promised. Ask in May." in page
    assert "Ask again" in page


def test_a_request_is_handed_on_and_who_asked_sees_to_whom(
    asked, aino, kirsi, tiina, sanna, as_member
):
    client, address = as_member(kirsi), at("request_hand_on", kirsi, asked.pk)

    form = client.get(address).content.decode()
    wrong = client.post(address, {"person": sanna.pk}).content.decode()
    page = client.post(address, {"person": tiina.pk, "words": "You know them."}, follow=True)
    seen = read(as_member(aino), "request", aino, asked.pk)

    assert ("Tiina Ahonen" in form, "Sanna Koskinen" in form) == (True, False)
    assert "This is not there any more. Choose again." in wrong
    assert "You know them." in page.content.decode()
    assert "In the care of: Tiina Ahonen." in seen
    assert "You know them." not in seen


def test_a_person_who_has_just_left_is_not_handed_anything(
    asked, kirsi, tiina, as_member, monkeypatch
):
    from nuotio.support.services import requests as services

    def nobody(*_args, **_kwargs):
        raise services.NoSuchPerson

    monkeypatch.setattr(services, "hand_on", nobody)
    page = as_member(kirsi).post(at("request_hand_on", kirsi, asked.pk), {"person": tiina.pk})

    assert "This is not there any more." in page.content.decode()


@pytest.mark.parametrize("name", ["request_decline", "request_hand_on"])
def test_a_request_with_its_mentors_is_left_to_them(name, ours, kirsi, tiina, as_member):
    matched = SupportRequestFactory(organisation=ours, matched=True)
    client = as_member(kirsi)

    page = client.get(at(name, kirsi, matched.pk), follow=True).content.decode()

    assert "Something has happened to the request meanwhile." in page


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("withdraw_request", {"words": ""}),
        ("decline_request", {"missing": "hours", "words": "No hours."}),
        ("hand_on", {"words": ""}),
    ],
)
def test_who_comes_second_is_told_kindly(
    name, told, asked, aino, kirsi, tiina, as_member, monkeypatch
):
    from nuotio.support.services import requests as services

    def late(*_args, **_kwargs):
        raise services.NotWaiting(asked)

    monkeypatch.setattr(services, name, late)
    actor = aino if name == "withdraw_request" else kirsi
    view = {"hand_on": "request_hand_on", "decline_request": "request_decline"}
    address = at(view.get(name, "request_withdraw"), actor, asked.pk)

    page = as_member(actor).post(address, told | {"person": tiina.pk}, follow=True)

    assert "Something has happened to the request meanwhile." in page.content.decode()
    assert fresh(asked).state == "open"


@pytest.mark.parametrize("state", ["open", "matched"])
def test_the_page_costs_the_same_for_any_number_of_mentors_and_meetings(
    state, ours, aino, as_member, django_assert_max_num_queries
):
    client, taken = as_member(aino), []
    for count in (1, 3):
        asked = SupportRequestFactory(organisation=ours, asked_by=aino, **STATES[state])
        for _ in range(count):
            SupportInvitationFactory(request=asked, declined=True)
        if state == "matched":
            engagement = EngagementFactory(request=asked)
            MeetingFactory.create_batch(count, engagement=engagement)
        with django_assert_max_num_queries(12) as queries:
            page = read(client, "request", aino, asked.pk)
        taken.append(len(queries))
        assert page.count("cannot help this time") == count
        assert page.count("Meeting: First talk") == (count if state == "matched" else 0)
        assert "My own team needs me" not in page

    assert taken[0] == taken[1]  # how many depends on the parts that others show on the page


def test_the_facts_leave_out_what_was_left_open(ours, aino, as_member):
    asked = SupportRequestFactory(
        organisation=ours,
        asked_by=aino,
        weeks=["2026-11-23", "2026-12-07"],
        day_parts=["morning", "evening"],
        mentors_needed=2,
        place="Room 2",
        made_at=LONG_AGO,
    )

    page = read(as_member(aino), "request", aino, asked.pk)

    for words in (
        "Weeks 48 and 50, mornings and evenings and nights",
        "On site, Room 2",
        "of each of two mentors",
        "11 people",
    ):
        assert words in page
    assert ("<dt>Goal</dt>" in page, "<dt>Method</dt>" in page) == (False, False)
