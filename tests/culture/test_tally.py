"""Serves issue 4 (ballots): a round is counted once and whole; its ballots are gone."""

import json

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.culture import key_files, tasks
from nuotio.culture.models import Invitee, ReportingNode, RoundResult
from nuotio.culture.models.ballots import Ballot, BallotBox, BallotCode
from nuotio.culture.results import Results
from nuotio.culture.services import box, codes, keys, tally
from nuotio.culture.services.certificates import Counts
from nuotio.foundation import tenancy
from tests.culture import ballot_world, voter
from tests.culture.ballot_world import OPEN, PASSPHRASE, answers
from tests.culture.factories import CLOSES
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db(databases=["default", "box"])
CANARY = "kanarialintu"


@pytest.fixture
def analysed(monkeypatch) -> list:
    """Stand in for the analysis: what it is given is watched, what it makes is simple."""
    seen = []

    def analyse(survey_round, responses):
        seen.append(list(responses))
        refused = "few" if len(responses) < 5 else None
        return Results("learning_culture", 5, 22, len(responses), refused=refused)

    monkeypatch.setattr(tally, "_analysed", analyse)
    return seen


@pytest.fixture
def close(django_capture_on_commit_callbacks):
    """Close a round and let the steps follow, as they do after a commit."""

    def run(running, *, by=None, at=CLOSES, **more) -> None:
        with (
            tenancy.inside(running.organisation_id),
            django_capture_on_commit_callbacks(execute=True),
        ):
            tally.close_round(running.round, by=by, at=at, **more)

    return run


def vote(running, number: int, *, node=0, spoil=lambda content: content) -> None:
    """Put ballots into the box as if they had come with valid tickets."""
    for one in range(number):
        ticket = voter.Ticket(str(running.nodes[node].code), voter.prepare(), bytes(384))
        sent = voter.ballot(
            ticket,
            answers(1 + one % 5, words=f"{CANARY} {one}"),
            running.round.public_id,
            bytes(running.round.tally_key),
        )
        box.accept(running.nodes[node].code, ticket.digest, spoil(sent[464:]))


def left(running) -> tuple[int, int, int, bool]:
    return (
        Ballot.objects.count(),
        BallotCode.objects.count(),
        BallotBox.objects.count(),
        key_files.is_there(running.round.public_id),
    )


def result_of(running) -> RoundResult | None:
    with tenancy.inside(running.organisation_id):
        return RoundResult.objects.filter(round=running.round).first()


def test_a_closed_round_has_a_result_and_nothing_else_is_left(running, analysed, close):
    vote(running, 7)
    vote(running, 3, node=1)

    close(running)

    closed = running.fresh()
    assert (closed.state, closed.closed_at, closed.destroyed_at) == ("closed", CLOSES, CLOSES)
    assert left(running) == (0, 0, 0, False)
    assert bytes(closed.tally_secret) == b""
    assert result_of(running).content["answered"] == 10
    assert result_of(running).released_at == CLOSES
    told = json.dumps([result_of(running).content, result_of(running).certificate])
    assert CANARY not in told


def test_every_answer_reaches_the_analysis_with_its_node_and_in_no_order(
    running, analysed, close, monkeypatch
):
    vote(running, 12)
    vote(running, 8, node=1)
    shuffled = []
    monkeypatch.setattr(
        tally.secrets.SystemRandom, "shuffle", lambda _self, rows: shuffled.append(rows)
    )

    close(running)

    (responses,) = analysed
    assert shuffled == [responses]
    by_node = [one.node for one in responses]
    assert {by_node.count(str(node.code)) for node in running.nodes} == {12, 8}
    words = sorted(word for one in responses for word in one.words.values())
    assert words == sorted(
        [f"{CANARY} {n}" for n in range(12)] + [f"{CANARY} {n}" for n in range(8)]
    )


def test_addresses_links_and_private_keys_are_wiped(running, analysed, close):
    with tenancy.inside(running.organisation_id):
        Invitee.objects.filter(round=running.round).update(blinded="b" * 64)

    close(running)

    with tenancy.inside(running.organisation_id):
        rows = Invitee.objects.filter(round=running.round).values_list(
            "email", "link_digest", "blinded"
        )
        assert set(rows) == {("", "", "")}
        nodes = ReportingNode.objects.filter(round=running.round)
        assert {bytes(node.secret) for node in nodes} == {b""}
        assert all(len(bytes(node.key)) == 422 for node in nodes)


def test_the_certificate_tells_each_node_in_numbers(running, analysed, close):
    hr = MembershipFactory(organisation=running.round.organisation, hr=True)
    with tenancy.inside(running.organisation_id):
        Invitee.objects.filter(pk__in=[i.pk for i in running.invitees[:9]]).update(given="ticket")
        running.nodes[1].paper_codes = 2
        running.nodes[1].save()
        code, _unused = codes.print_codes(running.round, running.nodes[1], 2, by=hr)
        codes.cast_by_code(running.round.public_id, code, answers(), at=OPEN)
    vote(running, 6)
    vote(running, 2, spoil=lambda sealed: bytes(len(sealed)))
    box.count_refused(running.nodes[0].code)
    box.count_refused(running.round.public_id)

    close(running)

    told = result_of(running).certificate
    assert told["round"] == str(running.round.public_id)
    assert told["counted_at"] == CLOSES.isoformat()
    assert told["elsewhere"] == 1
    assert len(told["keys"].split()) == 8
    figures = ("invited", "tickets", "codes", "accepted", "refused")
    assert [[node[name] for name in figures] for node in told["nodes"]] == [
        [12, 9, 0, 6, 3],
        [10, 0, 2, 1, 0],
    ]
    assert told["nodes"][0]["name"]["sv"] == running.nodes[0].name_fi
    assert len({node["key"] for node in told["nodes"]}) == 2


def test_a_node_without_people_is_not_certified(running, analysed, close):
    with tenancy.inside(running.organisation_id):
        ballot_world.ReportingNodeFactory(round=running.round, parent=running.nodes[0], invited=0)

    close(running)

    assert len(result_of(running).certificate["nodes"]) == 2


def test_a_ballot_copied_onto_another_ticket_does_not_count(running, analysed, close):
    vote(running, 5)
    copied = bytes(Ballot.objects.first().sealed)
    box.accept(running.nodes[0].code, "f" * 64, copied)

    close(running)

    assert [len(responses) for responses in analysed] == [5]
    node = result_of(running).certificate["nodes"][0]
    assert (node["accepted"], node["refused"]) == (5, 1)


@pytest.mark.parametrize(
    "payload",
    [
        b"[" * 8192,
        b'{"v":1,"answers":{},"background":{},"words":{"Q": "\\u0000"}}'.ljust(8192),
        b'{"v":1,"answers":{},"background":{},"words":{"Q": "\\ud800"}}'.ljust(8192),
        b'{"v":2,"answers":{},"background":{},"words":{}}'.ljust(8192),
        bytes(8192),
    ],
)
def test_nobody_can_stop_the_count_with_a_ballot(running, analysed, close, payload):
    vote(running, 5)
    question = next(iter(answers(words="x").words))
    told = payload.replace(b"Q", question.encode(), 1)[:8192].ljust(8192)
    key = keys.tally_key(running.round, passphrase=None).public_key()
    sealed = tally.sealing.seal(told, key, public_id=running.round.public_id, digest="e" * 64)
    box.accept(running.nodes[0].code, "e" * 64, sealed)

    close(running)

    assert running.fresh().state == "closed"
    assert result_of(running).certificate["nodes"][0]["refused"] == 1


def test_with_fewer_than_five_answers_the_round_closes_and_shows_nothing(running, analysed, close):
    vote(running, 4)

    close(running)

    assert running.fresh().state == "closed"
    assert result_of(running).content["refused"] == "few"
    assert left(running) == (0, 0, 0, False)


def test_closed_twice_it_is_closed_once(running, analysed, close):
    vote(running, 6)
    close(running)
    before = result_of(running).pk

    close(running)

    assert result_of(running).pk == before
    assert len(analysed) == 1
    assert AuditEntry.objects.filter(action="culture.close_round").count() == 1


def test_hr_may_close_early_and_the_ledger_tells(running, analysed, close):
    hr = MembershipFactory(organisation=running.round.organisation, hr=True)
    vote(running, 6)

    close(running, by=hr, at=OPEN)

    told = AuditEntry.objects.filter(target="culture.SurveyRound").order_by("pk")
    assert list(told.values_list("action", "actor_id")) == [
        ("culture.close_round", hr.user_id),
        ("culture.publish_result", None),
    ]
    assert running.fresh().closed_at == OPEN


def test_an_employee_closes_nothing(running, analysed, close):
    employee = MembershipFactory(organisation=running.round.organisation)
    vote(running, 6)

    with pytest.raises(PermissionDenied):
        close(running, by=employee)

    assert running.fresh().state == "announced"
    assert Ballot.objects.count() == 6


@pytest.mark.parametrize("state", ["draft", "discarded"])
def test_what_does_not_run_is_not_closed(running, analysed, close, state):
    with tenancy.inside(running.organisation_id):
        running.round.state = state
        running.round.save()

    with pytest.raises(tally.NotRunning):
        close(running)

    assert running.fresh().state == state


def test_without_its_key_file_a_round_stays_as_it_is(running, analysed, close):
    vote(running, 6)
    key_files.destroy(running.round.public_id)

    with pytest.raises(keys.KeysAreGone):
        close(running)

    assert (running.fresh().state, Ballot.objects.count()) == ("announced", 6)
    with tenancy.inside(running.organisation_id):
        assert not keys.are_present(running.round)


@pytest.mark.parametrize("wrong", [None, "", "seitsemän sinistä lokki"])
def test_a_trustees_round_closes_with_the_passphrase_alone(analysed, close, wrong):
    running = ballot_world.running(passphrase=PASSPHRASE)
    vote(running, 6)

    with pytest.raises(keys.WrongPassphrase):
        close(running, passphrase=wrong)

    assert (running.fresh().state, Ballot.objects.count()) == ("announced", 6)
    assert BallotBox.objects.filter(is_open=True).count() == 3
    close(running, passphrase=PASSPHRASE)
    assert running.fresh().state == "closed"


def test_what_comes_while_it_is_counted_is_not_taken(running, analysed, close, monkeypatch):
    vote(running, 6)
    read = box.ballots_in

    def read_and_try(which):
        found = read(which)
        with pytest.raises(box.Closed):
            vote(running, 1)
        return found

    monkeypatch.setattr(box, "ballots_in", read_and_try)

    close(running)

    assert [len(responses) for responses in analysed] == [6]


def test_publishing_serves_rounds_that_were_made_up_too(
    running, analysed, django_capture_on_commit_callbacks
):
    """The demo world has answers and no ballots; it goes through the same door."""
    code = str(running.nodes[0].code)
    made_up = [answers(node=code) for _ in range(8)]

    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            tally.publish(running.round, made_up, {code: Counts(8)}, at=CLOSES)

    assert running.fresh().state == "closed"
    assert result_of(running).content["answered"] == 8
    assert [node["accepted"] for node in result_of(running).certificate["nodes"]] == [8, 0]


def sweep(at, django_capture_on_commit_callbacks) -> int:
    with django_capture_on_commit_callbacks(execute=True):
        return tally.finish_rounds(at=at)


def test_the_clock_closes_what_is_due_and_nothing_else(
    analysed, django_capture_on_commit_callbacks
):
    due = ballot_world.running()
    later = ballot_world.running(closes_at=CLOSES + (CLOSES - OPEN))
    trustee = ballot_world.running(passphrase=PASSPHRASE)

    assert sweep(CLOSES, django_capture_on_commit_callbacks) == 1
    assert sweep(CLOSES, django_capture_on_commit_callbacks) == 0

    states = [running.fresh().state for running in (due, later, trustee)]
    assert states == ["closed", "announced", "announced"]


def test_the_clock_finishes_what_was_cut_off(running, analysed, django_capture_on_commit_callbacks):
    vote(running, 6)
    with tenancy.inside(running.organisation_id):
        tally.close_round(running.round, by=None, at=OPEN)  # and here the power goes
    assert (running.fresh().state, result_of(running)) == ("closing", None)

    with time_machine.travel(OPEN, tick=False), django_capture_on_commit_callbacks(execute=True):
        assert tasks.finish_rounds.func() == 1

    assert running.fresh().state == "closed"
    assert result_of(running).content["answered"] == 6
    assert left(running) == (0, 0, 0, False)


def test_the_clock_destroys_what_was_left(running, analysed, django_capture_on_commit_callbacks):
    vote(running, 6)
    with tenancy.inside(running.organisation_id), pytest.MonkeyPatch.context() as patch:
        patch.setattr(tally, "destroy", lambda *_args, **_kwargs: None)
        with django_capture_on_commit_callbacks(execute=True):
            tally.close_round(running.round, by=None, at=CLOSES)
    assert (running.fresh().state, left(running)) == ("closed", (6, 0, 3, True))

    assert sweep(CLOSES, django_capture_on_commit_callbacks) == 1

    assert left(running) == (0, 0, 0, False)
    assert running.fresh().destroyed_at == CLOSES


def test_a_discarded_round_loses_its_keys_too(
    running, analysed, django_capture_on_commit_callbacks
):
    with tenancy.inside(running.organisation_id):
        running.round.state = "discarded"
        running.round.save()

    assert sweep(OPEN, django_capture_on_commit_callbacks) == 1

    assert left(running) == (0, 0, 0, False)
    assert (running.fresh().state, bytes(running.fresh().tally_secret)) == ("discarded", b"")
    assert result_of(running) is None


def test_one_round_that_fails_does_not_keep_others_waiting(
    analysed, django_capture_on_commit_callbacks, caplog
):
    broken, sound = ballot_world.running(), ballot_world.running()
    key_files.destroy(broken.round.public_id)

    assert sweep(CLOSES, django_capture_on_commit_callbacks) == 1

    assert [running.fresh().state for running in (broken, sound)] == ["announced", "closed"]
    assert f"Round {broken.round.pk} cannot be finished; it is tried again." in caplog.text
