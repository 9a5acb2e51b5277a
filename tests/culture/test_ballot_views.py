"""Serves issue 4 (ballots): tickets over HTTP, keys that everyone sees, the certificate."""

import json
from base64 import b64decode, b64encode

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from nuotio.culture import blind, key_files
from nuotio.culture.models import Invitee
from nuotio.foundation import tenancy
from tests.culture import ballot_world, voter
from tests.culture.ballot_world import BEFORE
from tests.culture.factories import CLOSES, InviteeFactory, RoundResultFactory
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db(databases=["default", "box"])


@pytest.fixture(autouse=True)
def _before_opening():
    with time_machine.travel(BEFORE, tick=False):
        yield


@pytest.fixture
def member(running):
    with tenancy.inside(running.organisation_id):
        member = MembershipFactory(organisation=running.round.organisation)
        InviteeFactory(node=running.nodes[1], membership=member, email="")
    return member


def member_url(running) -> str:
    slug = running.round.organisation.slug
    return reverse("culture:sign_ticket", args=[slug, running.round.pk])


def ask(client, url, told, **more):
    return client.post(url, json.dumps(told), content_type="application/json", **more)


def blinded(running, node=0) -> str:
    key = blind.public_key(bytes(running.nodes[node].key))
    return b64encode(voter.blinded(key, voter.prepare()).message).decode()


def given() -> int:
    with tenancy.unrestricted(reason="Counting tickets in a test."):
        return Invitee.objects.exclude(given="").count()


def test_a_member_collects_her_ticket(running, member, as_member):
    ticket = voter.ticket(as_member(member), member_url(running), running.url("keys"))

    assert ticket.node == str(running.nodes[1].code)
    assert given() == 1


def test_a_member_collects_with_the_token_against_forgery_only(running, member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member.user)
    told = {"blinded": blinded(running, 1)}

    assert ask(client, member_url(running), told).status_code == 403
    assert given() == 0

    client.cookies["csrftoken"] = "a" * 32
    assert ask(client, member_url(running), told, HTTP_X_CSRFTOKEN="a" * 32).status_code == 200


def test_a_member_who_is_not_invited_finds_nothing(running, as_member):
    with tenancy.inside(running.organisation_id):
        other = MembershipFactory(organisation=running.round.organisation)

    answer = ask(as_member(other), member_url(running), {"blinded": blinded(running)})

    assert answer.status_code == 404
    assert given() == 0


def test_a_personal_link_collects_without_any_session(running):
    client = Client(enforce_csrf_checks=True)
    token = running.token(running.invitees[0])

    ticket = voter.ticket(client, running.url("sign"), running.url("keys"), token=token)

    assert ticket.node == str(running.nodes[0].code)
    assert client.cookies == {}


def test_asking_for_the_node_uses_nothing_up(running, client):
    answer = ask(client, running.url("sign"), {"token": running.token(running.invitees[0])})

    assert answer.json() == {"node": str(running.nodes[0].code)}
    assert answer["Cache-Control"] == "no-store"
    assert given() == 0


@pytest.mark.parametrize("told", [{}, {"token": "made up"}, {"token": ""}, {"token": None}, []])
def test_a_link_that_leads_nowhere_gets_no_ticket(running, client, told):
    answer = ask(client, running.url("sign"), told)

    assert (answer.status_code, answer.json()) == (404, {"error": "unknown-link"})
    assert given() == 0


def test_a_token_of_another_round_leads_nowhere(running, client):
    other = ballot_world.running()

    answer = ask(client, running.url("sign"), {"token": other.token(other.invitees[0])})

    assert answer.status_code == 404


def test_a_wiped_link_digest_is_nobodys(running, client):
    with tenancy.inside(running.organisation_id):
        Invitee.objects.filter(round=running.round).update(link_digest="")

    answer = ask(client, running.url("sign"), {"token": running.token(running.invitees[0])})

    assert answer.status_code == 404


def test_very_many_made_up_links_from_one_network_are_told_to_wait(running, client, monkeypatch):
    monkeypatch.setattr("nuotio.culture.views.ballots.AT_MOST", 2)

    statuses = [ask(client, running.url("sign"), {"token": f"{n}"}).status_code for n in range(4)]

    assert statuses == [404, 404, 429, 429]


def test_a_link_that_leads_somewhere_leaves_no_count(running, client, monkeypatch):
    def count_up(*_args, **_kwargs):
        raise AssertionError("counted")

    monkeypatch.setattr("nuotio.foundation.limits.count_up", count_up)
    token = running.token(running.invitees[0])

    voter.ticket(client, running.url("sign"), running.url("keys"), token=token)

    assert given() == 1


@pytest.mark.parametrize("sent", ["not base64!", "", b64encode(b"short").decode(), 7, None])
def test_what_cannot_be_signed_is_refused_and_uses_nothing_up(running, client, sent):
    told = {"token": running.token(running.invitees[0]), "blinded": sent}

    answer = ask(client, running.url("sign"), told)

    assert (answer.status_code, answer.json()) == (400, {"error": "unreadable"})
    assert given() == 0


@pytest.mark.parametrize("body", [b"{", b"\xff", b'{"token": "' + b"x" * 5000 + b'"}'])
def test_a_body_that_is_no_request_is_one_without_a_link(running, client, body):
    answer = client.post(running.url("sign"), body, content_type="application/json")

    assert answer.status_code == 404


def test_a_second_serial_is_refused(running, client):
    token = running.token(running.invitees[0])
    voter.ticket(client, running.url("sign"), running.url("keys"), token=token)

    answer = ask(client, running.url("sign"), {"token": token, "blinded": blinded(running)})

    assert (answer.status_code, answer.json()) == (409, {"error": "given"})
    assert given() == 1


def test_after_the_closing_no_ticket_is_given(running, client):
    told = {"token": running.token(running.invitees[0]), "blinded": blinded(running)}

    with time_machine.travel(CLOSES, tick=False):
        answer = ask(client, running.url("sign"), told)

    assert (answer.status_code, answer.json()) == (410, {"error": "not-now"})
    assert given() == 0


def test_without_the_key_file_the_answer_says_that_the_keys_are_missing(running, client):
    key_files.destroy(running.round.public_id)
    told = {"token": running.token(running.invitees[0]), "blinded": blinded(running)}

    answer = ask(client, running.url("sign"), told)

    assert (answer.status_code, answer.json()) == (503, {"error": "keys"})
    assert given() == 0


def test_collecting_a_ticket_writes_no_line_of_a_log(running, client, caplog):
    token = running.token(running.invitees[0])

    with caplog.at_level(0):
        voter.ticket(client, running.url("sign"), running.url("keys"), token=token)
        ask(client, running.url("sign"), {"token": token, "blinded": blinded(running)})

    assert [r for r in caplog.records if r.name.startswith("django.request")] == []


def test_the_keys_are_the_same_bytes_for_everyone(running, member):
    everyone = [Client(), Client(HTTP_ACCEPT_LANGUAGE="sv"), Client(HTTP_USER_AGENT="another")]
    everyone[1].force_login(member.user)

    answers = [one.get(running.url("keys")) for one in everyone]
    answers.append(Client().get(f"/sv{running.url('keys')}"))

    assert len({answer.content for answer in answers}) == 1
    told = answers[0].json()
    assert told["round"] == str(running.round.public_id)
    assert b64decode(told["tally"]) == bytes(running.round.tally_key)
    codes = [one["code"] for one in told["nodes"]]
    assert codes == sorted(str(node.code) for node in running.nodes)
    assert answers[0]["Cache-Control"] == "public, max-age=300"
    assert answers[0].cookies == {}


def test_a_round_that_nobody_announced_has_no_public_pages(running, client):
    with tenancy.inside(running.organisation_id):
        running.round.state = "draft"
        running.round.save()

    for what in ("keys", "certificate/"):
        assert client.get(running.url(what)).status_code == 404


CERTIFICATE = {
    "round": "r",
    "counted_at": "2026-11-30T18:00:00+00:00",
    "keys": "aaaa bbbb",
    "elsewhere": 0,
    "nodes": [
        {
            "code": "c",
            "name": {"fi": "Talous", "sv": "Ekonomi", "en": "Finance"},
            "invited": 20,
            "tickets": 14,
            "codes": 2,
            "accepted": 15,
            "refused": 3,
            "key": "cccc dddd",
        }
    ],
}


def certified(running, **other):
    with tenancy.inside(running.organisation_id):
        running.round.state = "closed"
        running.round.save()
        RoundResultFactory(round=running.round, certificate={**CERTIFICATE, **other})


def page(client, running, language="") -> str:
    answer = client.get(f"{language}{running.url('certificate/')}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_the_count_the_page_shows_the_fingerprint_of_the_keys(running, client):
    told = client.get(running.url("certificate/"), headers={"accept": "application/json"}).json()

    shown = page(client, running, "/en")

    assert list(told) == ["keys"]
    assert len(told["keys"].split()) == 8
    assert told["keys"] in shown
    assert "Compare the fingerprint with a colleague" in shown


def test_after_the_count_everyone_reads_how_the_ballots_were_counted(running, client):
    certified(running)

    shown = page(client, running, "/en")

    assert "Finance" in shown
    for number in (20, 14, 2, 15, 3):
        assert f">{number}</td>" in shown
    assert "The numbers fit together" in shown
    assert "are being destroyed" in shown
    assert "cccc dddd" in shown
    assert "Together" not in shown
    assert "Refused without a group" not in shown


def test_a_round_without_keys_of_its_groups_shows_no_fingerprints(running, client):
    certified(running, nodes=[{**CERTIFICATE["nodes"][0], "key": ""}])

    shown = page(client, running, "/en")

    assert "Finance" in shown
    assert "Fingerprints of" not in shown


def test_numbers_that_do_not_fit_are_said_to(running, client):
    one = CERTIFICATE["nodes"][0]
    certified(running, nodes=[one, {**one, "accepted": 17}], elsewhere=4)
    with tenancy.inside(running.organisation_id):
        running.round.destroyed_at = CLOSES
        running.round.save()

    shown = page(client, running, "/en")

    assert "The numbers do not fit together" in shown
    assert "were destroyed after the count" in shown
    assert "Together" in shown
    assert ">32</td>" in shown  # the sum of what was counted
    assert "Refused without a group: 4" in shown


@pytest.mark.parametrize(
    "ask_for", [{"query_params": {"format": "json"}}, {"headers": {"accept": "application/json"}}]
)
def test_machines_read_the_certificate_as_json(running, client, ask_for):
    certified(running)

    assert client.get(running.url("certificate/"), **ask_for).json() == CERTIFICATE


def test_a_swede_reads_the_groups_in_swedish(running, client):
    certified(running)

    assert "Ekonomi" in page(client, running, "/sv")
