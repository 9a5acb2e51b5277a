"""Serves R84, R87: fitting holds for whatever people say, not only for made cases."""

from dataclasses import asdict, replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from nuotio.support import fitting
from nuotio.support.fitting import Experience, Weights, parts
from nuotio.support.fitting.obstacles import months_with_time
from tests.support.fitting_cases import JAN, WEIGHTS, ask, budget, giver

KINDS = st.frozensets(st.sampled_from(["workshop", "lean", "values"]))
METHODS = st.sampled_from(["", "a3", "dialogue"])
PARTS = st.frozensets(st.sampled_from(["morning", "evening"]))
PATHS = st.sampled_from([(), (1, 3, 4), (2, 3, 4), (3, 4), (4,), (5,)])
KEYS = st.frozensets(st.integers(1, 5))
LANGUAGES = st.frozensets(st.sampled_from(["fi", "sv"]), min_size=1)
TIMES = st.dictionaries(st.sampled_from(["workshop", "lean", "a3"]), st.integers(1, 3))
UNITS = st.dictionaries(st.integers(1, 5), st.integers(1, 3))
WEIGHING = st.builds(Weights, *[st.integers(0, 10)] * 5)
ASKS = st.builds(
    ask,
    kinds=KINDS,
    method=METHODS,
    day_parts=PARTS,
    units=PATHS,
    asker=st.one_of(st.none(), st.integers(1, 5)),
    language=st.sampled_from(["fi", "sv"]),
    minutes=st.integers(30, 700),
    mode=st.sampled_from(["onsite", "remote", "either"]),
    line=KEYS,
    asked=KEYS,
)
BUDGETS = st.builds(budget, *[st.integers(0, 1000)] * 3, asked=st.integers(0, 300))
EXPERIENCES = st.builds(Experience, kinds=TIMES, methods=TIMES, units=UNITS, askers=UNITS)
GIVERS = st.builds(
    giver,
    st.integers(1, 9),
    budget=BUDGETS,
    languages=LANGUAGES,
    units=PATHS,
    kinds=KINDS,
    wished_kinds=KINDS,
    methods=st.frozensets(METHODS),
    weekdays=st.frozensets(st.integers(0, 4)),
    day_parts=PARTS,
    gives_onsite=st.booleans(),
    rests=st.booleans(),
    above=KEYS,
    conflict_units=KEYS,
    experience=EXPERIENCES,
)
FREE = st.builds(
    giver, st.integers(1, 9), budget=BUDGETS, units=PATHS, kinds=KINDS, experience=EXPERIENCES
)


@given(ASKS, GIVERS, WEIGHING)
def test_an_obstacle_never_gives_a_score_and_without_one_there_is_a_month(request, mentor, weights):
    found = fitting.fit(request, mentor, weights)

    if found.obstacles:
        assert (found.score, found.reasons, found.months) == (0.0, (), ())
    else:
        assert 0 <= found.score <= 100
        assert found.month in found.months
        assert found.free >= request.minutes
        assert set(found.months) == set(months_with_time(request, mentor))


@given(ASKS, FREE)
def test_every_part_lies_between_nought_and_one(request, mentor):
    found = asdict(parts.parts(request, mentor, JAN))

    assert all(0 <= share <= 1 for share in found.values())


@given(ASKS, st.lists(FREE, min_size=2, max_size=4), WEIGHING, st.sampled_from(WEIGHTS))
def test_more_weight_on_a_part_never_lowers_who_is_best_in_it(request, mentors, weights, name):
    shares = [parts.parts(request, one, JAN) for one in mentors]
    best = max(range(len(shares)), key=lambda number: getattr(shares[number], name))
    heavier = replace(weights, **{name: getattr(weights, name) + 1})

    def beaten(weigh):
        scores = [parts.score(one, weigh) for one in shares]
        return sum(score <= scores[best] + 1e-9 for score in scores)

    assert beaten(heavier) >= beaten(weights)


@given(ASKS, st.lists(GIVERS, max_size=4, unique_by=lambda one: one.pk), WEIGHING)
def test_the_order_in_which_mentors_come_does_not_matter(request, mentors, weights):
    fitted = [fitting.fit(request, one, weights) for one in mentors]

    orders = {
        tuple(one.mentor for one in fitting.best_first(order)) for order in permutations(fitted)
    }

    assert len(orders) == 1
    assert fitted == [fitting.fit(request, one, weights) for one in mentors]


@given(ASKS, GIVERS, WEIGHING, st.integers(1, 10))
def test_all_weights_times_the_same_number_change_nothing(request, mentor, weights, number):
    times = Weights(**{name: value * number for name, value in asdict(weights).items()})

    found = fitting.fit(request, mentor, weights).score

    assert abs(fitting.fit(request, mentor, times).score - found) < 1e-9
