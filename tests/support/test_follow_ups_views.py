"""Serves R84: three statements for a thumb, without signing in; results told with small n said."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from nuotio.support.models import SignedAnswer
from nuotio.support.services import follow_ups as services
from tests.support import factories
from tests.support.giving import at as address
from tests.support.giving import kept, read, support

pytestmark = pytest.mark.django_db
ANSWERS = {"followup_1": "5", "followup_2": "4", "followup_3": "1"}
ONE = [(5, 4, 4), (4, 5, 1), (2, 5, 5), (5, 3, 4), (4, 5, 5), (1, 1, 1)]
OTHER = [(1, 1, 2), (1, 5, 5), (3, 1, 2), (1, 1, 1), (1, 2, 1), (5, 5, 5)]
# What differs from one request to the next and tells nothing of answers.
NOISE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"| d="[^"]*"|/\d+/')


def asked(asker, mentor, *, people=11, opens=0, at=None):
    """A follow-up that opened so many days ago; the service's own counters with it."""
    at = at or timezone.now()
    engagement = support(asker, mentor, closed=True, request__people=people)
    opens_on = timezone.localdate(at) - timedelta(days=opens)
    return services.plan_follow_up(engagement, opens_on=opens_on, language="sv", at=at)


def public(follow_up, prefix="/en"):
    return f"{prefix}/f/{follow_up.code}/"


def answer(follow_up, *answers):
    for told in answers:
        codes = ("followup_1", "followup_2", "followup_3")
        services.answer(follow_up, dict(zip(codes, told, strict=True)), at=timezone.now())


def closed(follow_up):
    services.close_due(at=timezone.now() + timedelta(days=16))
    return kept(follow_up)


def test_anybody_with_the_link_answers_without_a_trace(aino, sanna, client):
    follow_up = asked(aino, sanna)

    page = client.get(public(follow_up))
    sent = client.post(public(follow_up), ANSWERS, follow=True)

    assert "We have put into practice at least one thing" in page.content.decode()
    assert "Strongly agree" in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0")
    assert not page.cookies
    assert not sent.cookies
    assert "Thank you. Your answer is counted." in sent.content.decode()
    assert sum(follow_up.counts.values_list("times", flat=True)) == 3


def test_the_statements_speak_the_language_of_the_address(aino, sanna, client):
    follow_up = asked(aino, sanna)

    assert "Olemme ottaneet käyttöön" in client.get(public(follow_up, "")).content.decode()
    assert "Vi har tagit i bruk" in client.get(public(follow_up, "/sv")).content.decode()


@pytest.mark.parametrize("lacking", [{}, {"followup_1": "6"}, {"followup_1": "x"}], ids=str)
def test_a_statement_left_out_is_asked_again_and_the_others_stay(aino, sanna, client, lacking):
    follow_up = asked(aino, sanna)
    told = {"followup_2": "4", "followup_3": "1", **lacking}

    page = client.post(public(follow_up), told).content.decode()

    assert "Choose one of the five answers." in page
    assert page.count(" checked") == 2
    assert sum(follow_up.counts.values_list("times", flat=True)) == 0


def test_before_and_after_its_days_it_takes_nothing(aino, sanna, client):
    early, late = asked(aino, sanna, opens=-3), asked(aino, sanna, opens=20)

    pages = [client.post(public(one), ANSWERS).content.decode() for one in (early, late)]

    assert "You can answer from" in pages[0]
    assert "This has closed." in pages[1]
    for one in (early, late):
        assert sum(one.counts.values_list("times", flat=True)) == 0


def test_one_that_closes_while_she_answers_is_told(aino, sanna, client, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise services.NotOpen

    monkeypatch.setattr(services, "answer", refuse)

    page = client.post(public(asked(aino, sanna)), ANSWERS).content.decode()

    assert "This has closed." in page


def test_there_is_no_public_page_of_a_signed_one_nor_of_a_made_up_code(aino, sanna, client):
    for code in (asked(aino, sanna, people=3).code, "nothere234"):
        assert client.get(f"/en/f/{code}/").status_code == 404
        assert client.post(f"/en/f/{code}/", ANSWERS).status_code == 404


def test_who_asked_and_hr_pass_the_link_on_and_the_mentors_do_not(aino, sanna, kirsi, as_member):
    follow_up = asked(aino, sanna)
    link = f"{settings.BASE_URL}/sv/f/{follow_up.code}/"
    args = (follow_up.engagement_id,)
    poster = ("follow_up_poster", aino, follow_up.pk)

    for member, may in ((aino, True), (kirsi, True), (sanna, False)):
        page = read(as_member(member), "engagement", member, *args)
        assert (link in page, "Fewer than five people have answered so far." in page) == (may, True)
        assert as_member(member).get(address(*poster)).status_code == (200 if may else 403)

    page = read(as_member(aino), "engagement", aino, *args)
    sheet = read(as_member(aino), *poster)
    assert "Pass the link on to your team" in page
    assert f"/sv/f/{follow_up.code}/" in sheet
    assert "Mitä tuesta seurasi" in sheet or "What came of the support?" in sheet


def test_results_are_told_when_closed_and_how_few_they_are(aino, sanna, kirsi, as_member):
    follow_up = asked(aino, sanna)
    answer(follow_up, *ONE)
    closed(follow_up)

    for member in (aino, sanna, kirsi):
        page = read(as_member(member), "engagement", member, follow_up.engagement_id)
        assert "6 people answered." in page
        assert "so only the mean is shown, rounded to halves" in page
        assert page.count("Mean 3.5 of 5") == 2
        assert "agree:" not in page


def test_from_ten_answers_on_it_is_said_how_many_agree(aino, sanna, as_member):
    follow_up = asked(aino, sanna)
    answer(follow_up, *ONE, *ONE)
    closed(follow_up)

    page = read(as_member(sanna), "engagement", sanna, follow_up.engagement_id)

    assert "12 people answered." in page
    assert "a hint for your talk, not yet a finding" in page
    assert "67% agree: 8 of 12" in page


def test_of_fewer_than_five_nothing_is_told(aino, sanna, as_member):
    follow_up = asked(aino, sanna)
    answer(follow_up, *ONE[:4])
    closed(follow_up)

    page = read(as_member(sanna), "engagement", sanna, follow_up.engagement_id)

    assert "Nothing is shown, and the answers are deleted." in page
    assert "Mean" not in page


@pytest.mark.parametrize("who", ["aino", "sanna", "kirsi"])
def test_an_open_one_tells_nothing_of_what_was_answered(who, aino, sanna, as_member, request):
    """Somebody looks at every page after every answer, in two worlds answered the other way."""
    viewer = request.getfixturevalue(who)

    first, second = (
        watched(viewer, ONE, aino, sanna, as_member),
        watched(viewer, OTHER, aino, sanna, as_member),
    )

    assert first == second
    # From one answer to the next nothing moves but once, when the fifth has come.
    assert [n for n, (a, b) in enumerate(pairwise(first), start=2) if a != b] == [5]


def watched(viewer, answers, asker, mentor, as_member):
    """Return what each page says after each of these answers, keys and codes left out."""
    follow_up, told = asked(asker, mentor), []
    for one in answers:
        answer(follow_up, one)
        client = as_member(viewer)
        pages = [
            client.get(address("engagement", viewer, follow_up.engagement_id)),
            client.get(public(follow_up)),
        ]
        shown = "".join(page.content.decode() for page in pages)
        told.append(NOISE.sub("", shown).replace(follow_up.code, ""))
    return told


def test_who_asked_answers_for_a_small_team_and_everybody_reads_whose_it_is(aino, sanna, as_member):
    follow_up = asked(aino, sanna, people=3)
    where = address("follow_up_sign", aino, follow_up.pk)
    client = as_member(aino)

    before = read(client, "engagement", aino, follow_up.engagement_id)
    form = client.get(where).content.decode()
    client.post(where, {**ANSWERS, "words": "Mornings are calmer."})
    after = read(as_member(sanna), "engagement", sanna, follow_up.engagement_id)

    assert "Answer three statements by" in before
    assert "Your team is small, so your name stands with the answer." in form
    assert "under the own name: Aino Salo." in after
    assert "Mornings are calmer." in after
    assert as_member(sanna).get(where).status_code == 403
    assert 'value="5" checked' in as_member(aino).get(where).content.decode()


@pytest.mark.parametrize(
    "told",
    [{"followup_1": "5"}, {**ANSWERS, "words": "🎉"}, {**ANSWERS, "words": "ä" * 501}],
    ids=str,
)
def test_a_signed_answer_that_lacks_something_is_told(aino, sanna, as_member, told):
    follow_up = asked(aino, sanna, people=3)

    page = as_member(aino).post(address("follow_up_sign", aino, follow_up.pk), told)

    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()
    assert not SignedAnswer.objects.exists()


def test_a_signed_one_that_is_not_open_says_so(aino, sanna, as_member):
    follow_up = asked(aino, sanna, people=3, opens=-3)
    where = address("follow_up_sign", aino, follow_up.pk)

    page = as_member(aino).get(where).content.decode()
    sent = as_member(aino).post(where, ANSWERS, follow=True).content.decode()

    assert "It takes no answers today." in page
    assert "It takes no answers today." in sent
    assert not SignedAnswer.objects.exists()


def test_the_support_tells_when_its_team_is_asked_and_that_nobody_answered(aino, sanna, as_member):
    early = asked(aino, sanna, opens=-3)
    silent = asked(aino, sanna, people=3, opens=30)

    assert "The team is asked on" in read(
        as_member(sanna), "engagement", sanna, early.engagement_id
    )
    assert "No answer was given." in read(
        as_member(sanna), "engagement", sanna, silent.engagement_id
    )


def test_a_follow_up_of_others_is_not_there(aino, sanna, jari, as_member):
    follow_up, theirs = asked(aino, sanna), factories.FollowUpFactory()

    for member, one in ((jari, follow_up), (aino, theirs)):
        for name in ("follow_up_sign", "follow_up_poster"):
            where = reverse(f"support:{name}", args=[member.organisation.slug, one.pk])
            assert as_member(member).get(where).status_code == 404
