"""What results say in words. Serves R31, R34."""

import pytest
from django.utils import translation

from nuotio.culture import sentences
from nuotio.culture.instruments import Scale, copy_of, survey_of
from nuotio.culture.results import Group, Results, ScaleFigures
from nuotio.foundation import content

SURVEY = survey_of(copy_of("learning_culture"))
PULSE = survey_of(copy_of("session_pulse"))
OWN = Scale("own", "own", {"fi": "Omat", "sv": "Egna", "en": "Your own"}, [], {}, [])
KNOWN = content.load("culture_findings")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def figures(mean: float, *, reach: float | None = 0.1, n: int = 60, agreement="mixed"):
    ends = {} if reach is None else {"low": round(mean - reach, 1), "high": round(mean + reach, 1)}
    return ScaleFigures(n, mean, agreement=agreement, **ends)


def whole(means: dict[str, float], **more) -> Group:
    scales = {code: figures(mean, **more) for code, mean in means.items()}
    return Group("organisation", "organisation", 60, 100, None, scales)


def results(*units: Group, methods=None, answered=60, invited=100) -> Results:
    groups = [whole({"trust": 3.0}), *units]
    return Results("learning_culture", 5, invited, answered, groups, methods=methods or {})


def unit(key: str, *agreements: str | None) -> Group:
    scales = {
        scale.code: figures(3.0, agreement=told)
        for scale, told in zip(SURVEY.scales, agreements, strict=False)
    }
    return Group("unit", key, 10, 20, "organisation", scales)


@pytest.mark.parametrize(
    ("means", "said"),
    [
        (
            {"colearning": 3.6, "experimentation": 2.5, "trust": 3.0},
            "People here learn together. Trying new things needs permission.",
        ),
        (
            {"colearning": 3.2, "experimentation": 2.5},
            (
                "Furthest along is learning together and peer support. "
                "Trying new things needs permission."
            ),
        ),
        (
            {"colearning": 4.3, "trust": 3.6},
            "People here learn together. No dimension is weak.",
        ),
        ({"colearning": 3.6, "trust": 3.5}, "All dimensions stand on a good footing."),
        ({"colearning": 3.1, "trust": 3.0}, "All dimensions are about even and still developing."),
        ({"colearning": 2.1, "trust": 2.0}, "All dimensions are about even and need attention."),
        ({"learning_efficacy": 3.0}, "We do not know this yet."),
        ({"trust": 2.0}, "Talking about mistakes needs more safety."),
    ],
)
def test_the_heading_is_the_finding(means, said):
    assert sentences.heading(SURVEY, whole(means)) == said


def test_wide_intervals_make_no_ranking():
    unsure = whole({"colearning": 3.6, "experimentation": 2.5}, reach=0.6)
    coarse = whole({"colearning": 4.0, "experimentation": 2.5}, reach=None)

    assert sentences.heading(SURVEY, unsure) == "All dimensions stand on a good footing."
    assert sentences.heading(SURVEY, coarse) == "All dimensions stand on a good footing."


def test_an_instrument_of_one_scale_is_headed_by_its_finding():
    group = whole({"session_pulse": 4.0})

    assert sentences.heading(PULSE, group) == "People took something useful with them."


def test_each_scale_that_comes_with_the_product_has_its_sentences_and_steps():
    for code, told in KNOWN.items():
        for words in [told["high"], told["middle"], told["low"], *told["steps"]]:
            assert words.keys() == {"fi", "sv", "en"}
            assert all(text.endswith((".", "?")) for text in words.values()), code
    assert {scale.code for scale in SURVEY.scales} <= KNOWN.keys()
    assert all(len(KNOWN[scale.code]["steps"]) == 2 for scale in SURVEY.scales)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (figures(3.5, agreement="shared"), "People here dare to talk about what is unfinished."),
        (figures(3.0, agreement=None), "People talk to some extent about what is unfinished"),
        (figures(2.0, agreement="split"), "Talking about mistakes needs more safety. Views are"),
        (figures(3.0, reach=0.6), "There are few answers, so the true value may well be another."),
        (
            figures(3.0, reach=None),
            "Nearly all answered alike, so the mean is told only by halves.",
        ),
        (None, "We do not know this yet."),
    ],
)
def test_a_sentence_carries_no_more_than_the_answers(told, said):
    assert said in sentences.sentence(SURVEY.scale("trust"), told)


def test_own_statements_are_called_by_their_name():
    assert sentences.sentence(OWN, figures(3.0)) == "Your own. Views vary."
    assert sentences.steps(OWN) == []
    assert sentences.methods(OWN) == []


def test_a_weak_scale_comes_with_two_steps_and_three_methods():
    scale = SURVEY.scale("experimentation")

    assert sentences.steps(scale) == [
        "Agree what may be tried without asking permission.",
        "Limit the first experiment to one team and a few weeks.",
    ]
    assert sentences.methods(scale) == [
        "Experiment workshop",
        "Impact–effort matrix",
        "Premortem",
    ]


def test_a_scale_of_an_own_instrument_takes_its_steps_from_its_guide():
    guide = {"low": {"en": "Begin small. Go on. Then stop."}}
    scale = Scale("odd", "scale", {"en": "Odd"}, [], guide, [])

    assert sentences.steps(scale) == ["Begin small.", "Go on."]


@pytest.mark.parametrize(
    ("means", "weak"),
    [
        ({"trust": 2.4, "reflection": 2.5, "colearning": 3.5}, {"trust", "reflection"}),
        ({"trust": 2.8, "colearning": 3.5}, {"trust"}),
        ({"trust": 3.3, "colearning": 3.4}, set()),
        ({"trust": 3.5, "colearning": 4.0}, set()),
        ({"learning_efficacy": 3.0}, set()),
    ],
)
def test_what_asks_for_attention_is_the_lowest_band_or_what_the_heading_names(means, weak):
    assert sentences.weak(SURVEY, whole(means)) == weak


@pytest.mark.parametrize(
    ("band", "said"),
    [
        ("comprehensive", "The response is comprehensive."),
        ("indicative", "The response is indicative."),
        ("cautious", "Read the result with caution: fewer than two in five answered."),
        ("organisation_only", "Fewer than one in five answered, so only the whole"),
        (None, ""),
    ],
)
def test_the_lede_says_how_far_the_response_carries(band, said):
    told = sentences.lede(results(methods={"response": {"band": band}}))

    assert told.startswith("60 of 100 people answered (60%).")
    assert said in told


def test_without_invited_people_answers_are_counted():
    assert sentences.answered(results(invited=0)) == "60 answers."
    assert sentences.rate_of(3, 0) == 0.0


@pytest.mark.parametrize(
    ("units", "said"),
    [
        ([unit("a", "shared", "shared", "mixed"), unit("b", "shared")], "In most units people see"),
        ([unit("a", "split", "split"), unit("b", "split")], "In most units views are clearly"),
        ([unit("a", "mixed"), unit("b", "shared")], "Views vary within units."),
        ([unit("a", None)], ""),
        ([], ""),
    ],
)
def test_the_lede_says_whether_units_agree(units, said):
    told = sentences.units_agree(results(*units))

    assert told.startswith(said)
    assert bool(told) is bool(said)


def test_uneven_response_is_told_with_what_it_means():
    uneven = {"response": {"spread": 0.5, "needs_weighting": True}}
    even = {"response": {"spread": 0.1, "needs_weighting": False}}

    assert sentences.evenness(results(unit("a"), methods=uneven)).startswith("Units answered uneq")
    assert sentences.evenness(results(unit("a"), methods=even)).startswith("Units answered about")
    assert sentences.evenness(results(methods=even)) == ""
    assert sentences.evenness(results(unit("a"))) == ""


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("few", "Fewer than 5 people answered."),
        ("complement", "Beside it is a group so small"),
        ("parent", "The larger unit around it is not shown either."),
        ("response", "Too few answered in the whole organisation"),
        ("span", "Together with other numbers on this page it would tell of fewer than 5 people."),
    ],
)
def test_each_hidden_group_says_why(reason, said):
    assert sentences.why_hidden(reason, 5).startswith(said)


def test_the_larger_side_of_a_statement_comes_first():
    assert sentences.item_sentence(29, 49) == "49% disagree, 29% agree."
    assert sentences.item_sentence(49, 29) == "49% agree, 29% disagree."
