"""From answers to what is released. Serves R31, R36."""

import numpy as np
import pytest

from nuotio.culture import analysis, statistics
from nuotio.culture.analysis.cases import Case
from nuotio.culture.analysis.figures import item_figures, scale_figures
from nuotio.culture.instruments import copy_of, survey_of
from nuotio.culture.responses import CANNOT_SAY, Response
from nuotio.culture.results import Hidden, from_json
from tests.culture.result_world import Answers

SURVEY = survey_of(copy_of("learning_culture"))
ITEMS = [item.code for item in SURVEY.items]


def plan(units: dict[str, int], variables=None, parents=None) -> dict:
    nodes = [{"node": "root", "parent": None, "invited": 0}]
    nodes += [
        {"node": unit, "parent": (parents or {}).get(unit, "root"), "invited": invited}
        for unit, invited in units.items()
    ]
    return {"k": 5, "units": nodes, "variables": variables or {}}


def alike(unit: str, point: int, count: int, **more) -> list[Response]:
    """People who all say the same: `point` in the direction of every scale."""
    reverse = {item.code for item in SURVEY.items if item.is_reversed}
    answers = {code: 6 - point if code in reverse else point for code in ITEMS}
    return [Response(unit, answers, **more) for _ in range(count)]


def analysed(responses, told, shuffle=lambda words: None):
    return analysis.analyse(responses, survey=SURVEY, plan=told, shuffle=shuffle)


def test_reversed_items_are_turned_before_anything_is_computed():
    found = analysed(alike("a", 4, 12), plan({"a": 20}))

    assert {code: one.mean for code, one in found.organisation.scales.items()} == {
        scale.code: 4.0 for scale in SURVEY.scales
    }
    assert found.organisation.items["trust_4"].mean == 2.0  # as it was asked


def test_the_root_is_the_whole_and_a_unit_counts_those_invited_below_it():
    told = plan({"a": 20, "a1": 15, "b": 10}, parents={"a1": "a"})

    layout = analysis.layout_of(told)

    assert layout.units == ["a", "a1", "b"]
    assert layout.parents == [-1, 0, -1]
    assert layout.invited == [35, 15, 10]
    assert layout.everyone == 45


def test_units_without_a_common_root_are_all_units():
    nodes = [{"node": name, "parent": None, "invited": 10} for name in ("a", "b")]

    layout = analysis.layout_of({"k": 5, "units": nodes, "variables": {}})

    assert (layout.units, layout.parents) == (["a", "b"], [-1, -1])


def test_who_answered_from_an_unknown_node_counts_in_the_whole():
    found = analysed([*alike("a", 4, 12), *alike("gone", 4, 6)], plan({"a": 30}))

    assert [(group.key, group.n) for group in found.groups] == [("organisation", 18), ("a", 12)]


def test_figures_are_those_of_the_statistics():
    units = {"a": 40, "b": 26, "c": 9}
    answers = Answers({"trust": 2.9}, seed=5, shifts={"b": 0.5}).of(SURVEY, units)
    told = plan({"a": 61, "b": 26, "c": 30}, {"years": ["few", "many"]})
    layout = analysis.layout_of(told)
    case = Case(analysis.sheet_of(answers, SURVEY, layout), SURVEY, layout)
    invited = [group.invited for group in case.groups]

    cells = scale_figures(case.decision, case.turned, case.columns, invited)

    compared = 0
    for group, scales in cells.items():
        inside = case.decision.whole.inside[group]
        for scale, one in scales.items():
            scores = case.decision.scores[inside, scale]
            wanted = statistics.mean_interval(scores, invited[group] or None)
            deviation = statistics.average_deviation(case.turned[inside][:, case.columns[scale]])
            assert one.exact == pytest.approx({"mean": wanted.mean, "sd": wanted.sd}, abs=1e-9)
            assert one.n == wanted.n
            assert one.mean == pytest.approx(wanted.mean, abs=0.0500001)
            assert one.low == pytest.approx(max(wanted.low, 1), abs=0.0500001)
            assert one.high == pytest.approx(min(wanted.high, 5), abs=0.0500001)
            assert one.agreement == deviation.label
            compared += 1
    assert compared == 60  # six groups, ten scales


def test_shares_of_an_item_are_those_of_the_statistics():
    answers = Answers(seed=7).of(SURVEY, {"a": 37})
    layout = analysis.layout_of(plan({"a": 60}))
    case = Case(analysis.sheet_of(answers, SURVEY, layout), SURVEY, layout)

    cells = item_figures(case.decision, case.sheet.answers)

    for item, one in cells[0].items():
        given = case.sheet.answers[:, item]
        points = given[(given >= 1) & (given <= 5)]
        wanted = statistics.wilson_interval(int((points >= 4).sum()), len(points))
        assert (one.n, one.mean) == (len(points), pytest.approx(points.mean(), abs=0.0500001))
        assert one.agree == pytest.approx(100 * wanted.share, abs=0.500001)
        assert (one.low, one.high) == pytest.approx(
            (100 * wanted.low, 100 * wanted.high), abs=0.500001
        )
        unsure = int((given == 9).sum())
        assert one.cannot_say == pytest.approx(100 * unsure / (unsure + len(points)), abs=0.500001)
    assert len(cells[0]) == 33  # the others would tell what the few with gaps answered


def test_cannot_say_and_a_gap_are_both_missing_and_counted_apart():
    people = alike("a", 4, 20)
    for number, answer in ((0, CANNOT_SAY), (1, CANNOT_SAY), (2, None)):
        people[number] = Response("a", {**people[number].answers, "trust_1": answer})

    found = analysed(people, plan({"a": 30}))

    item = found.organisation.items["trust_1"]
    assert (item.n, item.cannot_say, item.distribution) == (17, 11, [0, 0, 0, 100, 0])


def test_a_small_unit_that_answers_alike_is_told_by_halves():
    people = [*alike("a", 4, 12), *alike("b", 2, 5), *alike("b", 5, 1)]

    found = analysed(people, plan({"a": 20, "b": 12}))

    unit = found.of_kind("unit")[1]
    assert (unit.key, unit.n) == ("b", 6)
    trust = unit.scales["trust"]
    assert (trust.n, trust.mean) == (6, 2.5)
    assert (trust.low, trust.high, trust.agreement, trust.exact) == (None, None, None, None)
    assert unit.items == {}


def test_a_unit_of_fewer_than_five_hides_the_smallest_beside_it():
    people = [*alike("a", 4, 20), *alike("b", 3, 8), *alike("c", 2, 3)]

    found = analysed(people, plan({"a": 30, "b": 12, "c": 12}))

    assert [group.key for group in found.groups] == ["organisation", "a"]
    assert found.hidden == [Hidden("unit", "b", "complement"), Hidden("unit", "c", "few")]


def test_fewer_than_five_answers_show_nothing():
    found = analysed(alike("a", 4, 4), plan({"a": 6}))

    assert found.refused == "fewer than 5 answers"
    assert (found.answered, found.invited, found.groups, found.words) == (4, 6, (), {})
    assert found.organisation is None


def test_below_a_fifth_only_the_whole_organisation_is_shown():
    people = [*alike("a", 4, 10, background={"years": "few"}), *alike("b", 3, 9)]

    found = analysed(people, plan({"a": 50, "b": 50}, {"years": ["few", "many"]}))

    assert [(group.key, group.n) for group in found.groups] == [("organisation", 19)]
    assert {one.reason for one in found.hidden} == {"response"}
    assert [one.key for one in found.hidden] == ["a", "b", "years:few", "years:many"]


def test_a_round_without_invited_people_is_analysed_all_the_same():
    found = analysed(alike("a", 4, 12), plan({"a": 0}))

    assert (found.invited, found.organisation.n) == (0, 12)
    assert found.methods["response"]["band"] is None


def test_classes_of_a_variable_are_groups_of_the_whole():
    people = [
        *alike("a", 4, 12, background={"years": "few"}),
        *alike("a", 2, 11, background={"years": "many"}),
        *alike("a", 3, 6, background={"years": "odd"}),
    ]

    found = analysed(people, plan({"a": 40}, {"years": ["few", "many"]}))

    told = [(one.key, one.n, one.parent, one.invited) for one in found.of_kind("variable")]
    assert told == [
        ("years:few", 12, "organisation", None),
        ("years:many", 11, "organisation", None),
    ]


def test_open_answers_are_told_from_ten_on_and_in_an_order_of_chance():
    ten = alike("a", 4, 12)
    ten = [
        Response("a", one.answers, {}, {"open_best": f" said {n} "}) for n, one in enumerate(ten)
    ]
    nine = [Response("a", one.answers, {}, {"open_best": "Time."}) for one in ten[:9]]
    nine += [Response("a", one.answers, {}, {"open_best": "  "}) for one in ten[9:]]

    found = analysed(ten, plan({"a": 20}), shuffle=lambda words: words.reverse())
    fewer = analysed(nine, plan({"a": 20}))

    assert found.words == {"open_best": [f"said {n}" for n in reversed(range(12))]}
    assert fewer.words == {}


def test_chance_is_the_systems_and_not_a_seed():
    people = alike("a", 4, 40)
    people = [Response("a", one.answers, {}, {"open_best": str(n)}) for n, one in enumerate(people)]

    orders = {
        tuple(analysis.analyse(people, survey=SURVEY, plan=plan({"a": 60})).words["open_best"])
        for _ in range(3)
    }

    assert len(orders) == 3


def test_reliability_is_told_from_fifty_complete_answers_on():
    told = plan({"a": 80})

    fifty = analysed(Answers(seed=2).of(SURVEY, {"a": 60}), told).methods["scales"]
    few = analysed(alike("a", 4, 49), told).methods["scales"]
    same = analysed(alike("a", 4, 50), told).methods["scales"]

    assert fifty["trust"].keys() == {"n", "alpha", "low", "high", "omega", "band", "item_rest"}
    assert list(fifty["trust"]["item_rest"]) == ["trust_1", "trust_2", "trust_3", "trust_4"]
    assert few == {}
    assert (same["trust"]["alpha"], same["trust"]["omega"], same["trust"]["band"]) == (
        None,
        None,
        None,
    )


def test_units_are_compared_by_what_is_shown_of_them():
    people = [*alike("a", 4, 20), *alike("b", 2, 20), *alike("c", 5, 3), *alike("d", 5, 3)]
    people += Answers(seed=3).of(SURVEY, {"a": 10, "b": 10})

    found = analysed(people, plan({"a": 40, "b": 40, "c": 10, "d": 10}))

    trust = found.methods["units"]["trust"]
    assert (trust["n"], trust["units"], trust["differ"]) == (60, 2, True)
    assert analysed(alike("a", 4, 20), plan({"a": 40})).methods["units"] == {}


def test_the_weighted_mean_is_told_where_it_differs_by_a_tenth():
    uneven = [*alike("a", 4, 40), *alike("b", 2, 10)]
    even = [*alike("a", 4, 20), *alike("b", 2, 20)]
    told = plan({"a": 50, "b": 50})

    assert analysed(uneven, told).methods["weighted"]["trust"]["mean"] == 3.0
    assert analysed(uneven, told).methods["response"]["needs_weighting"] is True
    assert analysed(even, told).methods["weighted"] == {}


def test_more_answers_than_invited_people_break_nothing():
    found = analysed([*alike("a", 4, 12), *alike("b", 3, 12)], plan({"a": 10, "b": 10}))

    assert (found.invited, found.answered) == (20, 24)
    assert found.organisation.scales["trust"].low == 3.5


def test_what_is_kept_comes_back_as_it_was():
    people = Answers(words=["Time."] * 12).of(SURVEY, {"a": 40, "b": 20})

    found = analysed(people, plan({"a": 60, "b": 40}, {"years": ["few", "many"]}))

    assert from_json(found.as_json()).as_json() == found.as_json()
    assert np.isfinite([one.mean for one in found.organisation.scales.values()]).all()


def test_a_scale_that_too_few_answered_is_not_shown_in_its_group():
    silent = {f"trust_{n}": None for n in range(1, 5)}
    people = [Response("a", {**one.answers, **silent}) for one in alike("a", 4, 8)]

    found = analysed([*people, *alike("b", 4, 12)], plan({"a": 12, "b": 20}))

    shown = {group.key: "trust" in group.scales for group in found.groups}
    assert shown == {"organisation": True, "a": False, "b": True}
