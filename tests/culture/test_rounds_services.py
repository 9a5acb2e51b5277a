"""A round is announced with a frozen plan; after that only its end can move."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from nuotio.audit.models import AuditEntry
from nuotio.culture import tokens
from nuotio.culture.models import SurveyRound
from nuotio.culture.services import keys
from nuotio.culture.services import roster as roster_services
from nuotio.culture.services import rounds as services
from nuotio.culture.services.round_drafts import NoDraft
from nuotio.foundation import tenancy
from tests.culture.factories import CLOSES, OPENS, InviteeFactory, SurveyRoundFactory
from tests.culture.round_cases import (
    BEFORE,
    PASSPHRASE,
    fresh,
    invitees_of,
    nodes_of,
    place,
    ready_draft,
)
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db(databases=["default", "box"])
WHO = [["1", "eeva@esimerkki.invalid", "Neuvonta", "sv", ""], ["2", "out@x.invalid", "", "", "out"]]


@pytest.fixture
def here(inside):
    here = place()
    inside(here.hr)
    return here


def announce(survey_round, here, **more):
    return services.announce_round(survey_round, by=here.hr, at=BEFORE, **more)


def variable(code="years"):
    classes = [{"code": one, "words": {"fi": one}, "people": 8} for one in ("few", "many")]
    return {"code": code, "words": {"fi": "Kuinka kauan?"}, "classes": classes}


def test_announcing_freezes_the_plan_and_writes_down_who_is_invited(here):
    """Serves R31."""
    draft = ready_draft(here, background=[variable()])

    announce(draft, here)

    now, (whole, office, unit) = fresh(draft), nodes_of(draft)
    assert (now.state, now.announced_at, now.version) == ("announced", BEFORE, 2)
    assert [(n.name_fi, n.invited, n.parent) for n in (whole, office, unit)] == [
        ("Virasto", 0, None),
        ("Hallinto", 11, whole),
        ("Palvelut", 15, whole),
    ]
    assert now.plan == {
        "k": 5,
        "units": [
            {"node": str(whole.code), "parent": None, "invited": 0},
            {"node": str(office.code), "parent": str(whole.code), "invited": 11},
            {"node": str(unit.code), "parent": str(whole.code), "invited": 15},
        ],
        "variables": {"years": ["few", "many"]},
    }
    assert len(invitees_of(draft)) == 26
    assert keys.are_present(now)
    assert [bool(node.key) for node in (whole, office, unit)] == [False, True, True]


def test_those_on_the_list_get_a_link_of_which_only_the_digest_is_kept(here):
    draft = ready_draft(here, whom={"group": "everyone", "list": WHO})

    announce(draft, here)

    invited = invitees_of(draft)[-1]
    token = tokens.token_of(draft.public_id, "eeva@esimerkki.invalid")
    assert (invited.email, invited.language, invited.membership_id) == (
        "eeva@esimerkki.invalid",
        "sv",
        None,
    )
    assert invited.node.name_fi == "Palvelut"
    assert invited.link_digest == tokens.digest_of(token)
    assert fresh(draft).whom["list"] == []
    assert len(invitees_of(draft)) == 27


def test_people_with_printed_codes_count_among_the_invited(here):
    paper = {str(here.advice.pk): 4, "": 12}
    draft = ready_draft(here, whom={"group": "everyone", "paper": paper})

    announce(draft, here)

    assert [(node.name_fi, node.invited, node.paper_codes) for node in nodes_of(draft)] == [
        ("Virasto", 12, 12),
        ("Hallinto", 11, 0),
        ("Palvelut", 19, 4),
    ]


def test_announced_twice_is_announced_once(here):
    draft = ready_draft(here)

    announce(draft, here)
    announce(draft, here)

    assert len(nodes_of(draft)) == 3
    assert AuditEntry.objects.filter(action="culture.announce_round").count() == 1


def test_what_is_missing_is_told_and_nothing_happens(here):
    draft = ready_draft(here, checklist={}, opens_at=BEFORE, whom={"group": "mentors"})

    with pytest.raises(services.NotReady) as refused:
        announce(draft, here)

    assert [lack.step.name for lack in refused.value.lacks] == ["WHOM", "WHEN", "CHECKLIST"]
    assert str(refused.value) == "WHOM, WHEN, CHECKLIST"
    assert fresh(draft).state == "draft"
    assert nodes_of(draft) == []


@pytest.mark.parametrize("times", [{"opens_at": None}, {"closes_at": None}, {"closes_at": OPENS}])
def test_a_round_without_sound_times_is_not_ready(here, times):
    draft = ready_draft(here, **times)

    with pytest.raises(services.NotReady, match="WHEN"):
        announce(draft, here)


def test_a_list_with_a_row_to_correct_is_not_ready(here):
    wrong = [["1", "no address", "", "", ""]]
    draft = ready_draft(here, whom={"group": "everyone", "list": wrong})

    with pytest.raises(services.NotReady, match="WHOM"):
        announce(draft, here)


def test_a_trustee_types_a_passphrase_that_is_stored_nowhere(here):
    draft = ready_draft(here, has_trustee=True, trustee="Tiina Luottamus")
    with pytest.raises(services.NeedsPassphrase):
        announce(draft, here)

    announce(draft, here, passphrase=PASSPHRASE)

    now = fresh(draft)
    assert keys.tally_key(now, passphrase=PASSPHRASE)
    with pytest.raises(keys.WrongPassphrase):
        keys.tally_key(now, passphrase="another one entirely")
    assert PASSPHRASE not in str(vars(now))


def test_a_passphrase_without_a_trustee_is_not_used(here):
    draft = ready_draft(here)

    announce(draft, here, passphrase=PASSPHRASE)

    assert keys.tally_key(fresh(draft), passphrase=None)


def test_where_keys_cannot_be_kept_nothing_is_announced(here, key_folder):
    key_folder.write_text("a file where the folder should be")
    draft = ready_draft(here)

    with pytest.raises(keys.KeysCannotBeKept):
        announce(draft, here)

    assert (fresh(draft).state, nodes_of(draft), invitees_of(draft)) == ("draft", [], [])


@pytest.mark.parametrize("state", ["closed", "discarded", "closing"])
def test_only_a_draft_is_announced(here, state):
    survey_round = ready_draft(here, state=state)

    with pytest.raises(NoDraft):
        announce(survey_round, here)


def test_only_hr_and_the_coordinators_of_the_organisation_announce(here):
    draft = ready_draft(here)

    for by in (here.people[0], MembershipFactory(hr=True)):
        with pytest.raises(PermissionDenied):
            services.announce_round(draft, by=by, at=BEFORE)

    assert fresh(draft).state == "draft"


def test_people_are_counted_on_the_day_of_announcing(here):
    draft = ready_draft(here)
    with tenancy.inside(here.organisation.pk):
        MembershipFactory(organisation=here.organisation, unit=here.office)
        here.people[0].left_at = BEFORE
        here.people[0].save()
        here.people[1].user.is_active = False
        here.people[1].user.save()

    announce(draft, here)

    assert [node.invited for node in nodes_of(draft)] == [0, 12, 13]


def test_a_draft_is_discarded_altogether(here):
    draft = ready_draft(here)

    services.discard_round(draft, by=here.hr, at=BEFORE)

    with tenancy.inside(here.organisation.pk):
        assert not SurveyRound.objects.filter(pk=draft.pk).exists()


def test_an_announced_round_is_discarded_before_it_opens_and_forgets_the_addresses(here):
    draft = ready_draft(here, whom={"group": "everyone", "list": WHO})
    announce(draft, here)

    services.discard_round(draft, by=here.hr, at=BEFORE)
    services.discard_round(draft, by=here.hr, at=BEFORE)

    assert fresh(draft).state == "discarded"
    assert {(one.email, one.link_digest) for one in invitees_of(draft)} == {("", "")}
    assert not fresh(draft).collects_tickets(BEFORE)


@pytest.mark.parametrize(
    "times",
    [
        {"announced": True, "opens_at": BEFORE},
        {"announced": True, "opens_at": None},
        {"closed": True},
    ],
)
def test_a_round_that_has_opened_is_not_discarded(here, times):
    survey_round = SurveyRoundFactory(organisation=here.organisation, **times)

    with pytest.raises(services.AlreadyOpen):
        services.discard_round(survey_round, by=here.hr, at=BEFORE)

    assert fresh(survey_round).state == survey_round.state


def test_a_round_is_prolonged_and_its_reminders_follow(here):
    told = ["announced", "opened", "half", "last"]
    survey_round = SurveyRoundFactory(organisation=here.organisation, announced=True, told=told)

    later = CLOSES + timedelta(days=7)
    services.prolong_round(survey_round, later, by=here.hr, at=OPENS)

    now = fresh(survey_round)
    assert (now.closes_at, now.told, now.version) == (later, ["announced", "opened"], 2)


@pytest.mark.parametrize("closes_at", [CLOSES, CLOSES - timedelta(days=1)])
def test_a_round_never_closes_earlier(here, closes_at):
    survey_round = SurveyRoundFactory(organisation=here.organisation, announced=True)

    with pytest.raises(services.NotLater):
        services.prolong_round(survey_round, closes_at, by=here.hr, at=OPENS)

    assert fresh(survey_round).closes_at == CLOSES


def test_a_round_that_is_over_is_not_prolonged(here):
    survey_round = SurveyRoundFactory(organisation=here.organisation, announced=True)

    with pytest.raises(services.NotGoingOn):
        services.prolong_round(survey_round, CLOSES + timedelta(days=9), by=here.hr, at=CLOSES)


def test_a_colleague_who_took_a_code_collects_no_ticket(here):
    draft = ready_draft(here)
    announce(draft, here)
    invited, other = invitees_of(draft)[:2]

    roster_services.hand_code(invited, by=here.hr)
    roster_services.hand_code(invited, by=here.hr)

    assert [one.given for one in invitees_of(draft)[:2]] == ["code", ""]
    assert AuditEntry.objects.filter(action="culture.hand_code").count() == 1
    with pytest.raises(PermissionDenied):
        roster_services.hand_code(other, by=here.people[0])


def test_who_has_a_ticket_takes_no_code(here):
    survey_round = SurveyRoundFactory(organisation=here.organisation, announced=True)
    invited = InviteeFactory(
        node__round=survey_round, node__organisation=here.organisation, given="ticket"
    )

    with pytest.raises(roster_services.AlreadyGiven):
        roster_services.hand_code(invited, by=here.hr)

    assert invitees_of(survey_round)[0].given == "ticket"


def test_nobody_is_invited_twice(here):
    draft = ready_draft(here)
    announce(draft, here)
    invited = invitees_of(draft)[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        InviteeFactory(node=invited.node, membership=invited.membership, email="")
