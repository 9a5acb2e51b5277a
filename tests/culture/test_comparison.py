"""What has changed between rounds. Serves R32, R34."""

from dataclasses import replace

import pytest
from django.utils import translation

from nuotio.culture import comparison
from nuotio.culture.comparison import Change, Wave
from nuotio.culture.instruments import copy_of, survey_of
from nuotio.culture.results import Group, Hidden, Results, ScaleFigures

SURVEY = survey_of(copy_of("learning_culture"))
TRUST = SURVEY.scale("trust")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def figures(mean: float, *, n: int = 200, sd: float = 0.7, exact: bool = True) -> ScaleFigures:
    kept = {"mean": mean, "sd": sd} if exact else None
    return ScaleFigures(n, round(mean, 1), round(mean - 0.1, 1), round(mean + 0.1, 1), exact=kept)


def wave(means: dict[str, float], *, units=None, survey=SURVEY, hidden=(), **more) -> Wave:
    scales = {code: figures(mean, **more) for code, mean in means.items()}
    groups = [Group("organisation", "organisation", 200, 300, None, scales)]
    groups += [Group("unit", f"{unit}-now", 60, 80, "organisation", scales) for unit in units or ()]
    told = Results("learning_culture", 5, 300, 200, groups, hidden)
    keys = {f"{unit}-now": unit for unit in (*(units or ()), *(one.key for one in hidden))}
    return Wave(survey, told, keys)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [(2.9, 3.2, "improved"), (3.2, 2.9, "declined"), (3.0, 3.02, "unchanged")],
)
def test_the_verdict_follows_the_interval_of_the_difference(before, after, verdict):
    (found,) = comparison.changes(wave({"trust": before}), wave({"trust": after}))

    assert (found.scale.code, found.verdict) == ("trust", verdict)


def test_few_answers_make_a_change_unclear():
    (found,) = comparison.changes(wave({"trust": 2.9}, n=12), wave({"trust": 3.2}, n=12))

    assert found.verdict == "unclear"
    assert found.headline == "Trust: we do not know."
    assert found.explanation == (
        "The mean rose a little (2.9 → 3.2), but it may be chance. The next survey will tell more."
    )


@pytest.mark.parametrize(
    ("change", "headline", "explanation"),
    [
        (
            Change(TRUST, 2.9, 3.2, 0.1, 0.5, "improved"),
            "Trust has improved: 2.9 → 3.2.",
            "The change is probably between 0.1 and 0.5.",
        ),
        (
            Change(TRUST, 3.2, 2.9, -0.5, -0.1, "declined"),
            "Trust has declined: 3.2 → 2.9.",
            "The decline is probably between 0.1 and 0.5.",
        ),
        (
            Change(TRUST, 3.3, 3.1, -0.3, 0.0, "declined"),
            "Trust has declined: 3.3 → 3.1.",
            "The change is probably at most 0.3.",
        ),
        (
            Change(TRUST, 3.0, 3.0, -0.1, 0.1, "unchanged"),
            "Trust is unchanged: 3.0 → 3.0.",
            "If there is a change, it is too small to matter.",
        ),
        (
            Change(TRUST, 3.0, 2.8, -0.6, 0.2, "unclear"),
            "Trust: we do not know.",
            (
                "The mean fell a little (3.0 → 2.8), but it may be chance. "
                "The next survey will tell more."
            ),
        ),
        (
            Change(TRUST, 3.0, 3.0, None, None, "unclear"),
            "Trust: we do not know.",
            "The mean is the same (3.0), but too few answered to be sure.",
        ),
    ],
)
def test_a_change_is_told_in_words_without_causes(change, headline, explanation):
    assert (change.headline, change.explanation) == (headline, explanation)


def test_in_finnish_a_change_has_commas():
    with translation.override("fi"):
        assert "2,9 → 3,2" in Change(TRUST, 2.9, 3.2, 0.1, 0.5, "improved").headline


def test_a_scale_with_an_item_switched_off_is_not_compared():
    told = copy_of("learning_culture")
    told["scales"][0]["items"][0]["on"] = False
    partial = survey_of(told)

    after = wave({"trust": 3.5, "reflection": 3.5}, survey=partial)
    before = wave({"trust": 3.0, "reflection": 3.0})

    assert [one.scale.code for one in comparison.changes(before, after)] == ["reflection"]
    assert [one.scale.code for one in comparison.changes(after, before)] == ["reflection"]


def test_what_is_hidden_or_coarse_in_either_round_has_no_change():
    full, coarse = wave({"trust": 3.0}), wave({"trust": 3.5}, exact=False)
    refused = Wave(SURVEY, Results("learning_culture", 5, 9, 3, refused="few"), {})

    assert comparison.changes(full, wave({"reflection": 3.0})) == []
    assert comparison.changes(full, coarse) == []
    assert comparison.changes(refused, full) == []
    assert comparison.changes(full, refused) == []


def test_a_unit_is_compared_where_both_rounds_had_the_same_units():
    before, after = wave({"trust": 3.0}, units=[1, 2]), wave({"trust": 3.5}, units=[1, 2])

    found = comparison.changes(before, after, "1-now")

    assert [(one.scale.code, one.verdict) for one in found] == [("trust", "improved")]


def test_other_units_leave_only_the_organisation_to_compare():
    before, after = wave({"trust": 3.0}, units=[1, 2]), wave({"trust": 3.5}, units=[1, 3])

    assert comparison.changes(before, after, "1-now") == []
    assert len(comparison.changes(before, after)) == 1
    assert comparison.changes(before, after, "nobody") == []


def test_a_unit_hidden_in_either_round_has_no_change():
    both = wave({"trust": 3.0}, units=[1, 2])
    kept = [group for group in both.results.groups if group.key != "1-now"]
    hidden = replace(
        both, results=replace(both.results, groups=kept, hidden=[Hidden("unit", "1-now", "few")])
    )

    assert comparison.changes(hidden, both, "1-now") == []
    assert comparison.changes(both, hidden, "1-now") == []
    assert len(comparison.changes(hidden, both, "2-now")) == 1


def waves(*means: float, **more):
    return [(f"Round {n}", wave({"trust": mean}, **more)) for n, mean in enumerate(means)]


@pytest.mark.parametrize(
    ("means", "said"),
    [
        ((2.8, 3.0, 3.3), "Improved over 3 surveys: 2.8 → 3.3."),
        ((3.3, 3.0, 2.8), "Declined over 3 surveys: 3.3 → 2.8."),
        ((3.0, 3.1, 3.0), "Unchanged over 3 surveys: 3.0 → 3.0."),
    ],
)
def test_a_trend_is_told_from_the_first_round_to_the_last(means, said):
    found = comparison.trend(waves(*means), "trust")

    assert found.sentence == said
    assert [point.mean for point in found.points] == list(means)


def test_a_trend_of_few_answers_has_no_direction():
    found = comparison.trend(waves(2.9, 3.0, 3.2, n=8), "trust")

    assert found.sentence == "Over 3 surveys we do not know the direction yet."


def test_two_rounds_are_no_trend():
    assert comparison.trend(waves(2.8, 3.3), "trust") is None
    assert comparison.trend([*waves(2.8, 3.3), *waves(3.0, exact=False)], "trust") is None


def test_effects_are_for_the_curious():
    (found,) = comparison.effects(wave({"trust": 3.0}), wave({"trust": 3.35}))

    assert found.scale.code == "trust"
    assert round(found.g, 2) == 0.5
    refused = Wave(SURVEY, Results("learning_culture", 5, 9, 3, refused="few"), {})
    assert comparison.effects(refused, wave({"trust": 3.0})) == []
