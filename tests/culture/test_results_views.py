"""The pages of a result. Serves R31, R32, R34, R46."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from nuotio.culture.instruments import copy_of
from nuotio.culture.models import PooledResult, Report
from nuotio.foundation import tenancy
from tests.culture.factories import (
    ReportFactory,
    RoundResultFactory,
    SurveyRoundFactory,
    result_content,
)
from tests.culture.result_world import UNITS, Answers, closed_round
from tests.factories import LONG_AGO, MembershipFactory, RoleHoldingFactory

pytestmark = pytest.mark.django_db
MEANS = {"colearning": 3.9, "experimentation": 2.2}
WORDS = [f"Aika ja lupa {n}." for n in range(12)]


@pytest.fixture(autouse=True)
def _everything_is_open():
    with tenancy.unrestricted(reason="Makes the rows of the test."), translation.override("en"):
        yield


def member(survey_round, *roles: str, language: str = "en"):
    made = MembershipFactory(organisation=survey_round.organisation, user__language=language)
    for role in roles:
        RoleHoldingFactory(membership=made, role=role)
    return made


def page(client, survey_round, name: str = "results", query: str = "", *args) -> str:
    address = reverse(
        f"culture:{name}", args=[survey_round.organisation.slug, survey_round.pk, *args]
    )
    response = client.get(f"{address}{query}")
    assert response.status_code == 200
    return response.content.decode()


def earlier(survey_round, *means: float):
    rows = {node.name_fi: node.unit for node in survey_round.nodes.exclude(unit=None)}
    for number, mean in enumerate(means, 1):
        closed_round(
            Answers({**MEANS, "reflection": mean}, seed=number + 4),
            organisation=survey_round.organisation,
            rows=rows,
            closed_at=LONG_AGO - timedelta(days=400 * number),
            name_fi=f"Aiempi {number}",
        )


def test_the_page_is_headed_by_the_finding(as_member):
    survey_round = closed_round(Answers(MEANS, words=WORDS))

    shown = page(as_member(member(survey_round, "hr")), survey_round)

    assert "<h1>People here learn together. Trying new things needs permission.</h1>" in shown
    assert "134 of 205 people answered (65%)." in shown
    assert "Agree what may be tried without asking permission." in shown
    assert "Experiment workshop" in shown
    assert "Fewer than 5 people answered." in shown
    assert "Beside it is a group so small" in shown
    assert "Years of work" in shown
    assert "Aika ja lupa 3." in shown
    assert "Write and share" in shown


@pytest.mark.parametrize("word", ["alpha", "omega", "ICC", "Hedges", "p-value", "Cronbach"])
def test_hr_meets_no_statistics_but_on_the_page_for_the_curious(as_member, word):
    survey_round = closed_round(Answers(MEANS))
    client = as_member(member(survey_round, "hr"))

    shown = page(client, survey_round) + page(client, survey_round, "dimension", "", "trust")

    assert word not in shown


def test_how_we_know_opens_the_numbers(as_member):
    survey_round = closed_round(Answers(MEANS))
    earlier(survey_round, 3.0)

    shown = page(as_member(member(survey_round, "hr")), survey_round, "methods")

    for told in (
        "omega",
        "ICC(1)",
        "Hedges",
        "Feldt",
        f"/survey/{survey_round.public_id}/certificate",
    ):
        assert told in shown


def test_change_and_trend_are_told_against_earlier_rounds(as_member):
    survey_round = closed_round(Answers({**MEANS, "reflection": 3.6}))
    earlier(survey_round, 2.6, 2.5)
    client = as_member(member(survey_round, "hr"))

    shown = page(client, survey_round)
    dimension = page(client, survey_round, "dimension", "", "reflection")

    assert "Reflection has improved" in shown
    assert "Compared with the survey Aiempi 1." in shown
    assert "Improved over 3 surveys" in dimension
    assert "<polyline" in dimension


def test_changes_of_units_are_folded_and_said_to_be_partly_chance(as_member):
    survey_round = closed_round(Answers({**MEANS, "reflection": 3.6}))
    earlier(survey_round, 2.6)

    shown = page(as_member(member(survey_round, "hr")), survey_round)

    assert "Many comparisons are made at once, so some differ by chance alone." in shown
    folded = shown.index("<summary>Show the changes unit by unit</summary>")
    assert shown.index('<dl class="unit-changes"><dt>Toimitustuotanto</dt>') > folded


def test_what_nobody_knows_shares_one_notice(as_member):
    survey_round = closed_round(Answers(MEANS), units={"Toimitustuotanto": 12})
    earlier(survey_round, 3.2)

    shown = page(as_member(member(survey_round, "hr")), survey_round)

    assert "Nothing has changed for certain." in shown
    assert shown.count("The next survey will tell more.") == 1
    assert "dimensions we do not know.</strong>" in shown


@pytest.mark.parametrize(
    ("query", "opened"),
    [
        ("", []),
        ("?show=table", ["table"]),
        ("?background=years", ["background"]),
        ("?background=nothing", []),
    ],
)
def test_what_is_long_is_folded_until_it_is_asked_for(as_member, query, opened):
    survey_round = closed_round(Answers(MEANS, words=WORDS))

    shown = page(as_member(member(survey_round, "hr")), survey_round, query=query)

    assert [code for code in ("background", "table") if f'id="{code}" open>' in shown] == opened
    assert shown.count("<details") == 3
    assert shown.count("<details open") == 0  # the open answers are folded


def test_the_statements_have_their_figures_in_a_table(as_member):
    survey_round = closed_round(Answers(MEANS))

    shown = page(as_member(member(survey_round, "hr")), survey_round, "dimension", "", "trust")

    assert 'aria-label="Table: Statement by statement"' in shown
    assert 'data-label="Cannot say"' in shown


def test_everyone_reads_a_shared_result_without_the_open_answers(as_member):
    survey_round = closed_round(Answers(MEANS, words=WORDS))
    ReportFactory(round=survey_round, explanations="We moved.", shared_at=LONG_AGO)
    earlier(survey_round, 3.0)

    shown = page(as_member(member(survey_round)), survey_round)

    assert "We moved." in shown
    assert "Aika ja lupa" not in shown
    assert "Write and share" not in shown
    assert "Compared with the survey" not in shown  # the earlier one was not shared


def test_management_is_led_to_the_hr_day_once_it_is_shared(as_member):
    survey_round = closed_round(Answers(MEANS))
    ReportFactory(round=survey_round, explanations="We moved.", shared_at=LONG_AGO)

    shown = page(as_member(member(survey_round, "management")), survey_round)

    assert "Go through the result together" in shown
    assert "Take the report with you</a>" in shown


def test_an_unshared_result_is_refused_with_the_rules_words(as_member):
    survey_round = closed_round()
    address = reverse("culture:results", args=[survey_round.organisation.slug, survey_round.pk])

    response = as_member(member(survey_round)).get(address)

    assert response.status_code == 403
    assert "once HR has shared the report" in response.content.decode()


@pytest.mark.parametrize("kind", ["foreign", "missing", "open", "dimension"])
def test_what_is_not_there_is_not_found(as_member, kind):
    survey_round = closed_round()
    client = as_member(member(survey_round, "hr"))
    slug = survey_round.organisation.slug
    pk = {
        "foreign": lambda: RoundResultFactory().round_id,
        "missing": lambda: 987654,
        "open": lambda: (
            SurveyRoundFactory(organisation=survey_round.organisation, announced=True).pk
        ),
        "dimension": lambda: survey_round.pk,
    }[kind]()
    name, more = ("dimension", ["nothing"]) if kind == "dimension" else ("results", [])

    response = client.get(reverse(f"culture:{name}", args=[slug, pk, *more]))

    assert response.status_code == 404


def test_too_few_answers_are_told_kindly(as_member):
    survey_round = closed_round(units={"Ainoa": 3})
    client = as_member(member(survey_round, "hr"))

    shown = page(client, survey_round)

    assert "Too few people answered to show anything." in shown
    assert "<table" not in shown
    assert "How we know" in page(client, survey_round, "methods")


def test_a_background_is_looked_at_one_at_a_time(as_member):
    survey_round = closed_round()
    second = {**survey_round.background[0], "code": "task", "words": {"en": "Kind of task"}}
    survey_round.background = [*survey_round.background, second]
    survey_round.save()
    client = as_member(member(survey_round, "hr"))

    shown = page(client, survey_round, query="?background=task")

    assert "By background: Years of work" in shown  # nothing is known of the other


def test_a_small_instrument_has_a_page_of_its_own(as_member):
    content = result_content({"session_pulse": 4.0})
    told = RoundResultFactory(
        round=SurveyRoundFactory(
            closed=True, instrument=copy_of("session_pulse"), instrument_code="session_pulse"
        ),
        content={**content, "instrument": "session_pulse"},
    )

    shown = page(as_member(member(told.round, "hr")), told.round)

    assert "People took something useful with them." in shown
    assert "Eight dimensions" not in shown


def test_own_statements_stand_apart(as_member):
    told = copy_of("learning_culture")
    item = {"code": "own_1", "reverse": False, "words": {"fi": "Oma", "en": "Ours"}, "on": True}
    told["scales"].append(
        {
            "code": "own",
            "kind": "own",
            "name": {"fi": "Omat väitteet", "en": "Own statements"},
            "items": [item],
            "guide": {},
            "methods": [],
        }
    )
    survey_round = closed_round(instrument=told)
    client = as_member(member(survey_round, "hr"))

    assert "not compared with others" in page(client, survey_round)
    assert "Ours" in page(client, survey_round, "dimension", "", "own")


def test_the_networks_mean_stands_beside_ours(as_member):
    survey_round = closed_round(Answers(MEANS))
    PooledResult.objects.create(
        instrument_code="learning_culture",
        content={"trust": {"mean": 3.1, "organisations": 7}},
        organisations=7,
        rounds={"trust": [1, 2, 3, 4, 5, 6, 7]},
        made_at=LONG_AGO,
    )

    shown = page(as_member(member(survey_round, "hr")), survey_round)

    assert "The blue line is the mean of 7 organisations." in shown


def _save(client, survey_round, **told):
    address = reverse("culture:report", args=[survey_round.organisation.slug, survey_round.pk])
    return client.post(address, {"version": 1, **told})


def test_hr_writes_and_shares(as_member):
    survey_round = closed_round()
    client = as_member(member(survey_round, "hr"))

    saved = _save(client, survey_round, explanations="We moved.")
    shared = _save(client, survey_round, explanations="We moved.", action="share", version=2)

    assert (saved.status_code, shared.status_code) == (302, 302)
    assert Report.objects.get().shared_at is not None
    assert (
        "Everyone in the organisation can read the result now."
        in client.get(shared.headers["Location"]).content.decode()
    )
    assert "Shared with everyone" in page(client, survey_round, "report")


def test_sharing_without_words_says_what_is_missing_beside_the_field(as_member):
    survey_round = closed_round()

    response = _save(as_member(member(survey_round, "hr")), survey_round, action="share")

    assert "Write at least one other explanation" in response.content.decode()
    assert not Report.objects.filter(shared_at__isnull=False).exists()


def test_two_who_write_at_once_see_both_texts(as_member):
    survey_round = closed_round()
    ReportFactory(round=survey_round, explanations="Theirs.", version=2)

    response = _save(as_member(member(survey_round, "hr")), survey_round, explanations="Mine.")

    shown = response.content.decode()
    assert "Theirs." in shown
    assert "Mine." in shown
    assert Report.objects.get().explanations == "Theirs."


@pytest.mark.parametrize(("name", "kind"), [("pdf", "application/pdf"), ("xlsx", "spreadsheet")])
def test_what_is_seen_can_be_taken_along(as_member, name, kind):
    survey_round = closed_round(Answers(MEANS, words=WORDS), name_fi="Kevään kysely")
    address = reverse(
        f"culture:results_{name}", args=[survey_round.organisation.slug, survey_round.pk]
    )

    response = as_member(member(survey_round, "hr")).get(address)

    assert response.status_code == 200
    assert kind in response.headers["Content-Type"]
    assert f'filename="kevaan-kysely.{name}"' in response.headers["Content-Disposition"]


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_number_of_queries_does_not_grow(as_member, django_assert_num_queries, rounds):
    survey_round = closed_round(Answers(MEANS), units={**UNITS, "Neljäs": 12 * rounds})
    earlier(survey_round, *([3.0] * rounds))
    RoundResultFactory()
    client = as_member(member(survey_round, "hr"))
    address = reverse("culture:results", args=[survey_round.organisation.slug, survey_round.pk])
    client.get(address)

    with django_assert_num_queries(9):
        client.get(address)
