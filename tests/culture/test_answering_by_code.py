"""Serves R31: who has neither mail nor JavaScript answers with a code from a bowl."""

import pytest
import time_machine
from django.test import Client

from nuotio.culture import instruments, responses, sealing
from nuotio.culture.models.ballots import Ballot, BallotCode
from nuotio.culture.services import codes, keys
from nuotio.culture.views import answering as views
from nuotio.foundation import tenancy
from tests.culture import ballot_world
from tests.culture.ballot_world import BEFORE, OPEN
from tests.culture.factories import CLOSES
from tests.culture.test_asking import YEARS
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db(databases=["default", "box"])
BACKGROUND = {"years": ["few", "many"]}


@pytest.fixture
def asked_round():
    made = ballot_world.running(background=[YEARS])
    with tenancy.inside(made.organisation_id):
        made.nodes[0].paper_codes = 3
        made.nodes[0].save()
        made.round.plan["variables"] = BACKGROUND
        made.round.save()
    return made


@pytest.fixture
def printed(asked_round) -> list[str]:
    hr = MembershipFactory(organisation=asked_round.round.organisation, hr=True)
    with tenancy.inside(asked_round.organisation_id), time_machine.travel(BEFORE, tick=False):
        return codes.print_codes(asked_round.round, asked_round.nodes[0], 3, by=hr)


def send(client, made, data, *, at=OPEN):
    with time_machine.travel(at, tick=False):
        return client.post(f"/en{made.url('code/')}", data)


def opened(made) -> list[responses.Response]:
    key = keys.tally_key(made.fresh(), passphrase=None)
    survey = instruments.survey_of(made.round.instrument)
    payloads = [
        sealing.opened(bytes(row.sealed), key, public_id=made.round.public_id, digest=row.digest)
        for row in Ballot.objects.all()
    ]
    return [
        responses.read(payload, node="", survey=survey, background=BACKGROUND)
        for payload in payloads
    ]


def test_answers_with_a_code_are_sealed_at_once_and_open_to_the_same(asked_round, printed):
    client = Client(enforce_csrf_checks=True)
    data = {
        "code": printed[0].lower(),
        "item-trust_1": "4",
        "item-reflection_1": "dk",
        "words-open_best": "Aamukahvi.",
        "background-years": "many",
    }

    response = send(client, asked_round, data)

    assert (response.status_code, response.url.endswith("/code/?sent")) == (302, True)
    [read] = opened(asked_round)
    assert (read.answers["trust_1"], read.answers["reflection_1"]) == (4, "dk")
    assert set(read.answers.values()) == {4, "dk", None}
    assert (read.background, read.words) == ({"years": "many"}, {"open_best": "Aamukahvi."})
    assert BallotCode.objects.count() == 2
    assert (response.cookies, response.wsgi_request.session.accessed) == ({}, False)


def test_the_page_after_sending_thanks_and_holds_no_form(client, asked_round):
    with time_machine.travel(OPEN, tick=False):
        content = client.get(f"/en{asked_round.url('code/')}?sent").content.decode()

    assert "Thank you. Your answers are in the box." in content
    assert "<form" not in content


def test_line_ends_count_as_one_letter_each(client, asked_round, printed):
    lines = "\r\n".join(["rivi"] * 200)  # 999 letters as the browser counts them

    send(client, asked_round, {"code": printed[0], "words-open_best": lines})

    [read] = opened(asked_round)
    assert read.words["open_best"] == "\n".join(["rivi"] * 200)


def test_background_that_is_rather_not_said_is_not_sent(client, asked_round, printed):
    send(client, asked_round, {"code": printed[0], "background-years": ""})

    [read] = opened(asked_round)
    assert read.background == {}


def test_a_used_code_gets_a_kind_answer_and_loses_no_answers(client, asked_round, printed):
    send(client, asked_round, {"code": printed[0], "item-trust_1": "2"})

    response = send(
        client,
        asked_round,
        {"code": printed[0], "item-trust_1": "5", "words-open_best": "Kiire.",
         "background-years": "few"},
    )  # fmt: skip

    content = response.content.decode()
    assert response.status_code == 200
    assert "This code is not there, or answers were sent with it already." in content
    assert 'name="item-trust_1" value="5" checked' in content
    assert 'name="background-years" value="few" checked' in content
    assert ">Kiire.</textarea>" in content
    assert [read.answers["trust_1"] for read in opened(asked_round)] == [2]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Write the code from your paper."),
        ({"code": "K" * 61}, "This is longer than a code."),
        ({"code": "AAAA", "item-trust_1": "6"}, "Choose one of the answers, or leave this out."),
        ({"code": "AAAA", "background-years": "x"}, "Choose one of the answers"),
        ({"code": "AAAA", "words-open_best": "å" * 1001}, "Shorten this to 1,000 characters."),
    ],
)
def test_what_is_wrong_is_said_next_to_the_field_and_nothing_is_sent(
    client, asked_round, data, words
):
    response = send(client, asked_round, data)

    assert response.status_code == 200
    assert words in response.content.decode()
    assert Ballot.objects.count() == 0


def test_words_that_do_not_fit_the_envelope_are_sent_back_to_be_shortened(
    client, asked_round, printed
):
    with tenancy.inside(asked_round.organisation_id):
        asked_round.round.instrument["questions"] += [
            {"code": f"more_{n}", "words": {"fi": "Lisää?"}, "on": True} for n in range(3)
        ]
        asked_round.round.save()
    long = {f"words-more_{n}": "€" * 1000 for n in range(3)}

    response = send(client, asked_round, {"code": printed[0], **long})

    assert "too long for the envelope" in response.content.decode()
    assert (Ballot.objects.count(), BallotCode.objects.count()) == (0, 3)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (BEFORE, "You can answer with your code from Mon 16 Nov at 8:00."),
        (CLOSES, "The survey has closed. Thank you."),
    ],
)
def test_outside_its_time_nothing_is_taken(client, asked_round, printed, at, words):
    response = send(client, asked_round, {"code": printed[0]}, at=at)

    assert words in response.content.decode()
    assert Ballot.objects.count() == 0


def test_a_round_that_closes_while_answers_are_on_their_way_says_so(
    client, asked_round, printed, monkeypatch
):
    def closed(*args, **kwargs):
        raise codes.NotNow

    monkeypatch.setattr(codes, "cast_by_code", closed)

    response = send(client, asked_round, {"code": printed[0]})

    assert "The survey has just closed" in response.content.decode()


def test_a_missing_key_file_is_said_without_losing_the_answers(
    client, asked_round, printed, key_folder
):
    for file in key_folder.iterdir():
        file.unlink()

    response = send(client, asked_round, {"code": printed[0], "item-trust_1": "3"})

    assert response.status_code == 503
    assert 'name="item-trust_1" value="3" checked' in response.content.decode()


def test_many_wrong_codes_from_one_network_have_to_wait(client, asked_round, printed, monkeypatch):
    monkeypatch.setattr(views, "AT_MOST", 2)
    wrong = [send(client, asked_round, {"code": "AAAA"}).status_code for _ in range(3)]

    response = send(client, asked_round, {"code": printed[0], "item-trust_1": "3"})

    assert (wrong, response.status_code) == ([200, 200, 429], 429)
    assert 'name="item-trust_1" value="3" checked' in response.content.decode()
    assert Ballot.objects.count() == 0


def test_a_right_code_is_not_counted(client, asked_round, printed, monkeypatch):
    monkeypatch.setattr(views, "AT_MOST", 1)

    answers = [send(client, asked_round, {"code": code}).status_code for code in printed]

    assert answers == [302, 302, 302]
