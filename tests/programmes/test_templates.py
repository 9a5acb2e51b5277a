"""Templates are copied and adapted, and programmes are made of them."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nuotio.foundation import tenancy, versions
from nuotio.programmes import blueprints, drafts
from nuotio.programmes.models import Event, ProgrammeTemplate
from nuotio.programmes.services import programmes as programme_services
from nuotio.programmes.services import templates as services
from tests.factories import MembershipFactory, OrganisationFactory, ProgrammeTemplateFactory

pytestmark = pytest.mark.django_db
NAMES = services.Names("Kevyt", "Lätt", "Light")


def every():
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(ProgrammeTemplate.objects.order_by("pk"))


def address(member, name="template", *more):
    return reverse(f"programmes:{name}", args=[member.organisation.slug, *more])


@pytest.fixture
def template(coordinator, inside, now):
    inside(coordinator)
    return services.copy_template(blueprints.shipped(), NAMES, by=coordinator, at=now)


def hidden(page, name):
    return page.content.decode().split(f'name="{name}" value="')[1].split('"')[0]


def event_form(told, page, **changes):
    """Return what the page of an event sends when nothing but the changes is touched."""
    agenda = drafts.agenda_of(told)
    return {
        "name_fi": told["title"]["fi"],
        "name_sv": told["title"]["sv"],
        "name_en": told["title"]["en"],
        "kind": told["type"],
        "phase": told["phase"],
        "week": told["week"],
        "duration": told["duration_min"],
        "mode": told["mode"],
        "roles": [role for role in told["roles"] if role in blueprints.SEATS],
        "objectives": "\n".join(aim["en"] for aim in told["objectives"]),
        "agenda-minutes": [line["minutes"] for line in agenda],
        "agenda-text": [line["words"]["en"] for line in agenda],
        "agenda-method": [line["method"] for line in agenda],
        "version": hidden(page, "version"),
        "was": hidden(page, "was"),
        "action": "save",
        **changes,
    }


def part(code, kind="events"):
    return drafts.part_of(every()[0].content, kind, code)


def test_a_copy_is_the_providers_own_and_the_shipped_one_stays(template, coordinator):
    shipped = blueprints.shipped()

    assert (template.name_fi, template.source) == ("Kevyt", "learning-mentor-programme")
    assert template.content["events"] == shipped["events"]
    assert template.content["name"] == {"fi": "Kevyt", "sv": "Lätt", "en": "Light"}
    assert shipped["name"]["en"] == "Learning mentor programme"


def test_a_form_of_copying_sent_twice_makes_one(coordinator, as_member):
    client, page_of = as_member(coordinator), address(coordinator, "template_copy")

    first = client.post(page_of, {"name_fi": "Kevyt"})
    again = client.post(page_of, {"name_fi": "Kevyt"})

    assert first.url == address(coordinator, "template", every()[0].pk)
    assert "You have a template with this name." in again.content.decode()
    assert [one.name_fi for one in every()] == ["Kevyt"]


def test_an_own_template_is_copied_from_as_it_was_adapted(template, coordinator, as_member):
    page_of = address(coordinator, "template_copy") + f"?source={template.pk}"

    as_member(coordinator).post(page_of, {"name_fi": "Toinen"})
    missing = as_member(coordinator).get(address(coordinator, "template_copy") + "?source=9999999")

    assert [one.name_fi for one in every()] == ["Kevyt", "Toinen"]
    assert every()[1].content["events"] == template.content["events"]
    assert missing.status_code == 404


def test_nothing_changes_where_nothing_is_touched(template, coordinator, as_member):
    client = as_member(coordinator)
    for told in template.content["events"]:
        page_of = address(coordinator, "template_event", template.pk, told["id"])
        client.post(page_of, event_form(told, client.get(page_of)))

    before = {told["id"]: told for told in template.content["events"]}
    after = {told["id"]: told for told in every()[0].content["events"]}
    assert {code: sorted(told["roles"]) for code, told in after.items()} == {
        code: sorted(told["roles"]) for code, told in before.items()
    }
    assert [{**told, "roles": []} for told in after.values()] == [
        {**told, "roles": []} for told in before.values()
    ]


def test_an_event_is_adapted_and_a_programme_made_of_it(template, coordinator, as_member, now):
    client = as_member(coordinator)
    page_of = address(coordinator, "template_event", template.pk, "coaching_1")
    told = part("coaching_1")
    changes = {
        "week": 6,
        "duration": 120,
        "agenda-minutes": [30, 90],
        "agenda-text": ["Lunch", "A walk together"],
        "agenda-method": ["", ""],
    }

    client.post(page_of, event_form(told, client.get(page_of), **changes))
    programme_services.make_programme(
        programme_services.Proposal(
            "Spring", date(2027, 1, 12), every()[0].content, [OrganisationFactory()]
        ),
        by=coordinator,
        at=now,
    )

    with tenancy.unrestricted(reason="Looking at what there is."):
        event = Event.objects.get(code="coaching_1")
    assert event.starts_at == datetime(2027, 2, 23, 11, 0, tzinfo=UTC)
    assert event.minutes == 120
    assert [(line["minutes"], line["words"]) for line in event.agenda] == [
        (30, {"fi": "Lounas", "sv": "Lunch", "en": "Lunch"}),
        (90, {"en": "A walk together"}),
    ]


def test_an_event_is_added_and_another_taken_out(template, coordinator, as_member):
    client = as_member(coordinator)
    page_of = address(coordinator, "template_event_add", template.pk)
    told = {**part("coaching_1"), "title": {"fi": "Lisä", "sv": "", "en": ""}}

    client.post(page_of, event_form(told, client.get(page_of)))
    client.post(
        address(coordinator, "template_event", template.pk, "coaching_1"), {"action": "remove"}
    )

    titles = [told["title"]["fi"] for told in every()[0].content["events"]]
    assert titles[-1] == "Lisä"
    assert part("coaching_1") is None
    assert part("assignment_1", "assignments")["after_event"] == ""


def test_an_assignment_is_adapted_and_loses_old_words_of_other_languages(
    template, coordinator, as_member
):
    client = as_member(coordinator)
    page_of = address(coordinator, "template_assignment", template.pk, "assignment_1")
    told, page = (
        part("assignment_1", "assignments"),
        client.get(address(coordinator, "template_assignment", template.pk, "assignment_1")),
    )

    client.post(
        page_of,
        {
            "name_fi": "Havainnoi",
            "after_event": "coaching_1",
            "due_week": 9,
            "effort_hours": 4,
            "instructions": "Look around.\r\n\r\nWrite it down.",
            "steps": "\n".join(step["en"] for step in told["steps"]),
            "deliverable": told["deliverable"]["en"],
            "version": 1,
            "was": hidden(page, "was"),
        },
    )

    after = part("assignment_1", "assignments")
    assert (after["due_week"], after["effort_hours"]) == (9, 4)
    assert after["title"] == {"fi": "Havainnoi"}
    assert after["instructions"] == {"en": "Look around.\n\nWrite it down."}
    assert (after["steps"], after["deliverable"]) == (told["steps"], told["deliverable"])
    assert after["fields"] == told["fields"]


def test_two_who_adapt_different_events_do_not_disturb_each_other(template, coordinator, as_member):
    client = as_member(coordinator)
    pages = {
        code: address(coordinator, "template_event", template.pk, code)
        for code in ("coaching_1", "coaching_2")
    }
    forms = {
        code: event_form(part(code), client.get(page_of), week=30)
        for code, page_of in pages.items()
    }

    for code, page_of in pages.items():
        client.post(page_of, forms[code])

    assert [part(code)["week"] for code in pages] == [30, 30]
    assert every()[0].version == 3


def test_two_who_adapt_one_event_see_both(template, coordinator, provider, as_member):
    other = MembershipFactory(organisation=provider, coordinator=True)
    page_of = address(coordinator, "template_event", template.pk, "coaching_1")
    told, opened = part("coaching_1"), as_member(coordinator).get(page_of)
    as_member(other).post(page_of, event_form(told, opened, week=8))

    page = as_member(coordinator).post(page_of, event_form(told, opened, week=9))

    assert f"{other.name} has just changed this." in page.content.decode()
    assert part("coaching_1")["week"] == 8


def test_a_template_is_renamed_and_an_older_form_is_told(template, coordinator, as_member):
    client, page_of = as_member(coordinator), address(coordinator, "template", template.pk)

    client.post(page_of, {"name_fi": "Uusi", "version": 1})
    late = client.post(page_of, {"name_fi": "Vanha", "version": 1})

    assert (every()[0].name_fi, every()[0].content["name"]) == ("Uusi", {"fi": "Uusi"})
    assert "Both texts are kept" in late.content.decode()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda event: event.update(week="soon"),
        lambda event: event.update(duration_min=0),
        lambda event: event.update(title={"sv": "Utan finska"}),
        lambda event: event.pop("roles"),
        lambda event: event.update(id="coaching_2"),
        lambda event: event["agenda"][0].update(min=-5),
    ],
)
def test_a_template_of_which_nothing_can_be_made_is_not_stored(spoil, template, coordinator, now):
    content = {**template.content, "events": [dict(one) for one in template.content["events"]]}
    spoil(next(one for one in content["events"] if one["id"] == "coaching_1"))

    with pytest.raises(drafts.Unsound):
        services.change_template(template, content, by=coordinator, version=1, at=now)

    assert every()[0].version == 1


def test_an_older_version_is_refused(template, coordinator, now):
    services.change_template(template, template.content, by=coordinator, version=1, at=now)

    with pytest.raises(versions.EditedMeanwhile):
        services.change_template(template, template.content, by=coordinator, version=1, at=now)

    assert every()[0].version == 2


def test_a_trainer_neither_sees_nor_changes_templates(template, provider, as_member, now):
    trainer = MembershipFactory(organisation=provider, trainer=True)

    for attempt in (
        lambda: services.copy_template(template.content, NAMES, by=trainer, at=now),
        lambda: services.rename_template(template, NAMES, by=trainer, version=1, at=now),
        lambda: services.change_template(template, {}, by=trainer, version=1, at=now),
    ):
        with pytest.raises(PermissionDenied):
            attempt()

    assert as_member(trainer).get(address(trainer, "templates")).status_code == 403
    assert [one.version for one in every()] == [1]


@pytest.mark.parametrize("count", [1, 3])
def test_own_templates_are_listed_and_those_of_others_are_not(
    count, coordinator, as_member, django_assert_num_queries
):
    for _number in range(count):
        ProgrammeTemplateFactory(organisation=coordinator.organisation)
    theirs = ProgrammeTemplateFactory(name_fi="Vieras")
    client = as_member(coordinator)

    with django_assert_num_queries(6):
        page = client.get(address(coordinator, "templates")).content.decode()

    assert page.count("Pohja") == count
    assert "Vieras" not in page
    assert client.get(address(coordinator, "template", theirs.pk)).status_code == 404


def test_a_template_tells_what_to_look_at(template, coordinator, as_member, now):
    content = drafts.with_part(template.content, "events", {**part("coaching_1"), "week": 12})
    content = drafts.with_part(content, "events", {**part("coaching_2"), "duration_min": 300})
    services.change_template(template, content, by=coordinator, version=1, at=now)

    page = as_member(coordinator).get(address(coordinator, "template", template.pk))

    assert "is due before the event where it is given out." in page.content.decode()
    assert "The agenda is 60 minutes longer than the event." in page.content.decode()
