"""Serves issue 2 and R26: the pages that say who sees what, what is kept, and one's own page."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from nuotio.audit import services as audit
from nuotio.foundation import rules
from nuotio.foundation.personal_data import register
from nuotio.privacy import queries
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


def shown(client, name: str) -> str:
    return unescape(client.get(reverse(f"privacy:{name}")).content.decode())


def lines() -> list[queries.Seen]:
    return [line for topic in queries.who_sees_what() for line in topic.lines]


def test_every_rule_that_lets_see_is_on_the_list():
    seeing = {name for name in rules.all_rules if ".see_" in name}
    told = {rule.name for rule in rules.all_rules.values() if rule.sees}

    assert seeing <= told
    assert len(lines()) == len(told)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_tells_every_line_in_the_readers_language(client, language):
    with translation.override(language):
        page = shown(client, "who_sees_what")

        for topic in queries.who_sees_what():
            assert str(topic.title) in page
        for seen in lines():
            assert str(seen.what) in page
            assert str(seen.who) in page


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_record_of_processing_lists_every_kind_that_is_kept(client, language):
    with translation.override(language):
        page = shown(client, "notice")

        assert len(queries.record_of_processing()) == len(register)
        for keeping in register.values():
            for words in (keeping.what, keeping.why, keeping.how_long):
                assert str(words) in page, keeping.kind


def test_nothing_is_left_in_english_on_the_finnish_page():
    with translation.override("fi"):
        finnish = [(str(s.what), str(s.who)) for s in lines()]
    with translation.override("en"):
        english = [(str(s.what), str(s.who)) for s in lines()]

    assert [pair for pair in finnish if pair in english] == []


@pytest.mark.parametrize("name", ["notice", "who_sees_what", "accessibility", "feedback"])
def test_the_public_pages_open_without_signing_in(client, name):
    assert client.get(reverse(f"privacy:{name}")).status_code == 200


def test_the_accessibility_statement_names_the_law_the_authority_and_the_way_to_tell(client):
    page = client.get(reverse("privacy:accessibility")).content.decode()

    assert "306/2019" in page
    assert "Traficom" in page
    assert reverse("privacy:feedback") in page


def test_ones_own_page_shows_ones_own_organisations_and_ledger(as_member):
    member = MembershipFactory(organisation__name_en="My Agency", mentor=True)
    other = MembershipFactory(organisation__name_en="CANARY Agency")
    audit.record("people.edit_member", member, actor_id=1, subject_id=member.user_id)
    audit.record("people.canary", other, actor_id=1, subject_id=other.user_id)

    page = as_member(member).get(reverse("privacy:me")).content.decode()

    assert "My Agency" in page
    assert "CANARY" not in page
    assert "people.canary" not in page
    assert reverse("people:own_time_share", args=[member.organisation.slug]) in page


def test_a_member_who_is_no_mentor_is_not_led_to_the_mentors_working_time(as_member):
    member = MembershipFactory()

    page = as_member(member).get(reverse("privacy:me")).content.decode()

    assert reverse("people:own_time_share", args=[member.organisation.slug]) not in page


@pytest.mark.parametrize(("count", "queries"), [(1, 8), (2, 7), (4, 7)], ids=["1", "2", "4"])
def test_the_own_page_costs_no_more_with_more_organisations(
    count, queries, as_member, django_assert_num_queries
):
    member = MembershipFactory(organisation__name_en="Agency Q")
    for _ in range(count - 1):
        MembershipFactory(user=member.user, organisation__name_en="Agency Q")
    client = as_member(member)

    with django_assert_num_queries(queries):
        page = client.get(reverse("privacy:me")).content.decode()

    assert page.count(">Agency Q</a>") == count
