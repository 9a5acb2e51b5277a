"""Serves issue 5 (practices): the network reads copies that lead nowhere, as long as HR lets it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, ManyToManyField

from nuotio.foundation import tenancy
from nuotio.foundation.versions import EditedMeanwhile
from nuotio.plans import cards
from nuotio.plans.events import PracticePublished, ThreadMoved
from nuotio.plans.models import Practice, PublishedPractice
from nuotio.plans.queries import network as queries
from nuotio.plans.queries.practices import Wanted
from nuotio.plans.rules import practices as rules
from nuotio.plans.services import network as services
from tests.factories import LONG_AGO, MembershipFactory
from tests.plans import factories


def stored(practice) -> Practice:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Practice.objects.get(pk=practice.pk)


@pytest.fixture
def card(plan, sanna):
    """A card that the organisation reads."""
    plan.goal.theme = "trust"
    plan.goal.save()
    return factories.PracticeFactory(
        experiment__plan=plan,
        experiment__kept=True,
        written_by=sanna,
        released=True,
        name="Friday's lesson",
        how="Ask on Fridays.",
        contact="Sanna Koskinen",
    )


def test_a_copy_points_into_no_private_row():
    fields = PublishedPractice._meta.get_fields()

    pointing = [one for one in fields if isinstance(one, ForeignKey | ManyToManyField)]

    assert pointing == []
    assert [one.name for one in fields if one.is_relation] == []


def test_hr_gives_a_practice_to_the_network_as_a_copy(ours, card, kirsi, now, announced):
    ours.languages = ["en"]
    ours.save()

    services.publish_practice(card, by=kirsi, at=now, seen=1)

    copy, kept = PublishedPractice.objects.get(), stored(card)
    assert {name: getattr(copy, name) for name in cards.COPIED} == {
        name: getattr(card, name) for name in cards.COPIED
    }
    assert (copy.origin, copy.organisation_name, copy.theme) == (
        card.once,
        "Survey Agency",
        "trust",
    )
    assert (kept.state, kept.published_by, kept.published_at) == ("network", kirsi, now)
    assert announced == [PracticePublished(ours.pk, card.pk, kirsi.pk), ThreadMoved(ours.pk)]


def test_an_organisation_without_languages_is_called_by_its_finnish_name(ours, card, kirsi, now):
    ours.languages, ours.name_fi = [], "Kyselyvirasto"
    ours.save()

    services.publish_practice(card, by=kirsi, at=now)

    assert PublishedPractice.objects.get().organisation_name == "Kyselyvirasto"


def test_given_again_the_copy_takes_the_new_text(card, kirsi, now, announced):
    services.publish_practice(card, by=kirsi, at=now)
    Practice.objects.filter(pk=card.pk).update(how="Ask on Mondays.", version=2)
    before = queries.copy_of(stored(card))
    is_earlier = cards.differs(stored(card), before)

    services.publish_practice(card, by=kirsi, at=now, seen=2)

    assert (before.how, is_earlier) == ("Ask on Fridays.", True)
    assert PublishedPractice.objects.get().how == "Ask on Mondays."
    assert cards.differs(stored(card), queries.copy_of(card)) is False
    assert len(announced) == 2


def test_mentors_and_employees_give_nothing_to_the_network(card, sanna, aino, now):
    for other in (sanna, aino):
        with pytest.raises(PermissionDenied):
            services.publish_practice(card, by=other, at=now)

    assert (stored(card).state, PublishedPractice.objects.count()) == ("organisation", 0)


def test_what_the_organisation_does_not_read_the_network_does_not(plan, kirsi, now):
    reviewed = factories.PracticeFactory(experiment__plan=plan, reviewed=True)

    with pytest.raises(PermissionDenied):
        services.publish_practice(reviewed, by=kirsi, at=now)

    assert PublishedPractice.objects.count() == 0


def test_another_text_than_was_seen_is_not_given(card, kirsi, now):
    with pytest.raises(EditedMeanwhile):
        services.publish_practice(card, by=kirsi, at=now, seen=7)

    assert PublishedPractice.objects.count() == 0


def test_a_practice_withdrawn_is_gone_from_the_network_and_stays_at_home(
    ours, card, kirsi, now, announced
):
    services.publish_practice(card, by=kirsi, at=now)
    announced.clear()

    services.withdraw_practice(card, by=kirsi)
    services.withdraw_practice(card, by=kirsi)

    assert PublishedPractice.objects.count() == 0
    assert (stored(card).state, stored(card).published_at) == ("organisation", None)
    assert announced == [ThreadMoved(ours.pk)]


def test_mentors_do_not_withdraw_from_the_network(card, sanna, kirsi, now):
    services.publish_practice(card, by=kirsi, at=now)

    with pytest.raises(PermissionDenied):
        services.withdraw_practice(card, by=sanna)

    assert (stored(card).state, PublishedPractice.objects.count()) == ("network", 1)


def test_whoever_belongs_somewhere_reads_the_network_and_nobody_else(sanna):
    gone = MembershipFactory(left_at=LONG_AGO)

    assert rules.can_see_network([gone, sanna]) is True
    assert rules.can_see_network([gone]) is False
    assert rules.can_see_network([]) is False


def test_practices_of_the_network_are_found_by_word_theme_and_outcome(db):
    first = factories.PublishedPracticeFactory(name="Äänikirja", theme="trust")
    second = factories.PublishedPracticeFactory(need="Äkkiä apua", outcome="did_not")
    third = factories.PublishedPracticeFactory(how="Ask twice", theme="trust")

    def found(**wanted):
        return list(queries.published(Wanted(**wanted)))

    assert found() == [third, second, first]
    assert found(words="äänikirja") == [first]
    assert found(words="ÄKKIÄ apua") == [second]
    assert found(words="TWICE") == [third]
    assert found(theme="trust") == [third, first]
    assert found(outcome="did_not") == [second]
    assert found(words="nothing like it") == []
    assert queries.published_at(first.pk) == first
    assert queries.published_at(987_654) is None


def test_own_copies_are_known_to_who_belongs_there(card, kirsi, now):
    services.publish_practice(card, by=kirsi, at=now)
    copies = [*queries.published(), factories.PublishedPracticeFactory()]
    stranger = MembershipFactory()

    own = queries.own_cards(copies, memberships=[kirsi])

    assert own == {card.once: (card.organisation.slug, card.pk)}
    assert queries.own_cards(copies, memberships=[stranger]) == {}
    assert queries.own_cards([], memberships=[kirsi]) == {}
