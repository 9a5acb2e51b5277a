"""Serves issue 4: the demo world's surveys are alive, consistent and repeatable."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from shutil import copytree

import pytest
from django.db.models import F
from django.test import override_settings
from django.utils import translation

from nuotio.culture import blind, comparison, sealing
from nuotio.culture.demo import world
from nuotio.culture.demo.answers import means_of
from nuotio.culture.instruments import CULTURE, MENTOR, survey_of
from nuotio.culture.models import (
    DailyCount,
    Invitee,
    PooledResult,
    Report,
    ReportingNode,
    RoundResult,
    SurveyRound,
)
from nuotio.culture.models.ballots import Ballot, BallotCode
from nuotio.culture.queries import ballots
from nuotio.culture.responses import read
from nuotio.culture.results import UNIT, from_json
from nuotio.culture.services import keys, tally
from nuotio.foundation import content, tenancy
from nuotio.people.demo import world as people
from tests.people import kinds

pytestmark = pytest.mark.django_db(databases=["default", "box"])

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
OPEN = "jarviseutu"
WAVES = {
    **dict.fromkeys(("mittaus", "kaari", "talous", "lounatuuli", "vaaka"), 3),
    **dict.fromkeys(("metsavesi", "sovittelu", "tyoolo"), 3),
    **dict.fromkeys(("perinto", "liikkuminen"), 2),
    **dict.fromkeys(("majakka", "arviointi"), 1),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The folder of key files of this module's world."""
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="module")
def _world(lasting, kept, ready_keys):
    """Build the world for all of these tests, in the language that they read it in."""
    kinds.make()
    scope = tenancy.unrestricted(reason="Building in a test.")
    with pytest.MonkeyPatch.context() as patch, scope, translation.override("en"):
        patch.setattr(blind, "make_key", _taken(ready_keys))
        with override_settings(BALLOT_KEYS=kept):
            people.build(seed=1, at=AT, password="!")
            world.build(seed=1, at=AT)


def _taken(ready_keys):
    """Keys that this run has made already are taken first: making one takes long."""
    make_key, left = blind.make_key, list(ready_keys)
    return lambda: left.pop() if left else make_key()


@pytest.fixture
def built(_world, kept, settings, tmp_path):
    """Leave everything of the world open; a key file that a test destroys is there for the next."""
    settings.BALLOT_KEYS = copytree(kept, tmp_path / "kept")
    with tenancy.unrestricted(reason="Looking at the demo world in a test."):
        yield


def told(slug: str) -> dict:
    return next(one for one in content.load("demo_world")["organisations"] if one["id"] == slug)


def closed(**of):
    rows = SurveyRound.objects.filter(state=SurveyRound.State.CLOSED, **of)
    return rows.select_related("organisation", "result").order_by("organisation_id", "closed_at")


def all_results(**of):
    return [from_json(one.result.content) for one in closed(**of)]


def test_every_organisation_with_a_response_rate_has_the_waves_whose_day_has_come(built):
    slugs = closed(instrument_code=CULTURE).values_list("organisation__slug", flat=True)

    assert Counter(slugs) == WAVES
    assert set(WAVES) == {
        one["id"] for one in content.load("demo_world")["organisations"] if "response_rate" in one
    }
    assert closed(instrument_code=MENTOR).count() == 22
    assert closed(closed_at__gt=AT).count() == 0
    assert closed(closed_at__lt=F("opens_at") + timedelta(days=14)).count() == 0


def test_waves_are_counted_as_real_ones_and_leave_nothing_behind(built):
    for one in closed():
        found, certificate = from_json(one.result.content), one.result.certificate
        accepted = sum(node["accepted"] for node in certificate["nodes"])
        assert accepted == found.answered
        assert ballots.certificate_of(one).adds_up
        assert bytes(one.tally_key) == bytes(one.tally_secret) == b""
    nodes = ReportingNode.objects.exclude(round__organisation__slug=OPEN)
    assert Ballot.objects.filter(node__in=list(nodes.values_list("code", flat=True))).count() == 0
    assert nodes.exclude(secret=b"").count() == 0


def test_as_many_answer_as_the_world_says_and_each_unit_is_of_its_size(built):
    for one in closed(instrument_code=CULTURE, name_fi__contains="ennen"):
        organisation, found = told(one.organisation.slug), from_json(one.result.content)
        share = found.answered / found.invited
        assert found.invited == organisation["staff"]
        assert abs(share - organisation["response_rate"]["baseline"]) < 0.12


def test_means_are_near_those_of_the_model(built):
    waves = {"ennen": "baseline", "valmennuksen jälkeen": "end", "vuoden": "followup"}
    off = [
        abs(figures.mean - means_of(told(one.organisation.slug), wave)[scale])
        for words, wave in waves.items()
        for one in closed(instrument_code=CULTURE, name_fi__contains=words)
        for scale, figures in from_json(one.result.content).organisation.scales.items()
    ]

    assert len(off) == 300
    assert sum(off) / len(off) < 0.15
    assert max(off) < 0.5


def test_small_units_are_hidden_and_never_told_of(built):
    found = all_results(instrument_code=CULTURE)

    hidden = Counter((one.kind, one.reason) for results in found for one in results.hidden)
    assert hidden[UNIT, "few"] > 3
    assert hidden[UNIT, "complement"] > 0
    for results in found:
        assert min(group.n for group in results.groups) >= 5
        assert {one.key for one in results.hidden}.isdisjoint(one.key for one in results.groups)


def test_changes_are_of_more_than_one_kind(built):
    verdicts = Counter()
    for slug in WAVES:
        waves = [
            comparison.Wave(survey_of(one.instrument), from_json(one.result.content), {})
            for one in closed(organisation__slug=slug, instrument_code=CULTURE)
        ]
        for before, after in pairwise(waves):
            verdicts.update(change.verdict for change in comparison.changes(before, after))

    assert {"improved", "unchanged", "unclear"} <= set(verdicts)
    assert verdicts["improved"] > 10


def test_all_but_the_newest_result_are_shared_and_say_what_else_may_explain_them(built):
    shared = Report.objects.exclude(shared_at=None).exclude(explanations="")

    assert Report.objects.count() == shared.count() == sum(WAVES.values()) - len(WAVES)
    newest = {closed(organisation__slug=slug, instrument_code=CULTURE).last().pk for slug in WAVES}
    assert shared.filter(round__in=newest).count() == 0
    assert shared.filter(shared_at__lte=F("round__closed_at")).count() == 0
    assert shared.filter(shared_at__gt=AT).count() == 0


def test_people_speak_in_their_own_words_and_each_once(built):
    for results in all_results(instrument_code=CULTURE):
        for said in results.words.values():
            assert len(set(said)) == len(said)
    assert any(results.words for results in all_results(instrument_code=CULTURE))


def test_the_network_has_a_pooled_result_of_every_organisation(built):
    pooled = PooledResult.objects.get(instrument_code=CULTURE)

    assert pooled.organisations == 12
    assert {one["organisations"] for one in pooled.content.values()} == {12}


def test_one_survey_is_open_with_answers_that_its_tally_key_opens(built):
    one = SurveyRound.objects.get(state=SurveyRound.State.ANNOUNCED)
    survey, key = survey_of(one.instrument), keys.tally_key(one, passphrase=None)
    nodes = ReportingNode.objects.filter(round=one, parent__isnull=False)

    assert (one.organisation.slug, one.takes_answers(AT)) == (OPEN, True)
    assert sum(node.invited for node in nodes) == 520
    assert keys.are_present(one)
    rows = list(Ballot.objects.all())
    assert len(rows) == 83
    assert BallotCode.objects.count() == sum(node.paper_codes for node in nodes) - len(rows)
    for row in rows[:5]:
        content_of = sealing.opened(
            bytes(row.sealed), key, public_id=one.public_id, digest=row.digest
        )
        said = read(content_of, node="", survey=survey, background=one.plan["variables"])
        assert len(said.answers) == 40
    last = DailyCount.objects.filter(node__in=nodes).latest("day").day
    counted = DailyCount.objects.filter(node__in=nodes, day=last)
    assert sum(counted.values_list("answers", flat=True)) == len(rows)
    assert last < AT.date()


def test_nobody_of_the_open_survey_has_a_ticket_or_code_in_the_roster_yet(built):
    invitees = Invitee.objects.filter(round__state=SurveyRound.State.ANNOUNCED)

    assert set(invitees.values_list("given", flat=True)) == {""}
    assert invitees.filter(membership=None).count() == 0


def test_the_open_survey_closes_like_any_other(built, django_capture_on_commit_callbacks):
    one = SurveyRound.objects.get(state=SurveyRound.State.ANNOUNCED)

    with django_capture_on_commit_callbacks(execute=True):
        tally.close_round(one, by=one.made_by, at=AT)

    found = from_json(RoundResult.objects.get(round=one).content)
    assert (found.answered, found.invited, found.refused) == (83, 520, None)
    assert Ballot.objects.count() == 0


def test_the_same_seed_tells_the_same_and_another_one_something_else(built):
    rounds = SurveyRound.objects.filter(organisation__slug="arviointi")
    told_first = _as_told(rounds)

    again = [_write_again(rounds, seed) for seed in (1, 2)]

    assert again[0] == told_first
    assert again[1] != told_first


def _as_told(rounds):
    return [(one.public_id, one.closed_at, one.result.content) for one in rounds.order_by("pk")]


def _write_again(rounds, seed: int):
    rounds.delete()
    number = list(content.load("demo_world")["organisations"]).index(told("arviointi"))
    week_0 = AT + timedelta(weeks=_weeks("arviointi"))
    world._Waves(told("arviointi"), seed * 1000 + number, week_0, AT).write()
    return _as_told(rounds)


def _weeks(slug: str) -> int:
    cohorts = content.load("demo_world")["cohorts"]
    return next(one["start_offset_weeks"] for one in cohorts if slug in one["organisations"])
