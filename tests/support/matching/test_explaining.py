"""Serves R87: for each request left over it is told what is missing."""

from nuotio.support.matching import (
    Fit,
    Limit,
    Mentor,
    Problem,
    Request,
    Unserved,
    Why,
    solve,
    telling,
)


def left_over(requests, mentors, fits, fixed=()):
    """Return why requests are left over."""
    return solve(Problem(tuple(requests), tuple(mentors), tuple(fits), fixed=fixed)).unserved


def test_nobody_may_serve_it():
    [left] = left_over([Request("r", 2)], [Mentor("m", 8)], [])

    assert left == Unserved("r", Why.NO_FIT)
    assert telling.sentence(left) == "No mentor fits this request."


def test_two_are_needed_and_only_one_may():
    [left] = left_over([Request("r", 2, 2)], [Mentor("m", 8)], [Fit("r", "m", 1)])

    assert left == Unserved("r", Why.TOO_FEW)
    assert telling.sentence(left) == "The request needs two mentors, and only one fits it."


def test_one_of_two_is_fixed_and_no_other_may():
    [left] = left_over([Request("r", 2, 2)], [Mentor("m", 8)], [], (("r", "m"),))

    assert left == Unserved("r", Why.TOO_FEW)


def test_the_same_mentor_in_two_months_is_one_mentor():
    fits = [Fit("r", "m", 1, month="2027-01"), Fit("r", "m", 1, month="2027-02")]

    [left] = left_over([Request("r", 2, 2)], [Mentor("m", 8)], fits)

    assert left == Unserved("r", Why.TOO_FEW)


def test_everyone_has_too_few_hours_even_alone_and_the_nearest_three_are_told():
    mentors = [Mentor("a", 1), Mentor("b", 3.5), Mentor("c", 2), Mentor("d", 3)]

    [left] = left_over([Request("r", 4)], mentors, [Fit("r", each.id, 1) for each in mentors])

    assert left == Unserved("r", Why.NO_HOURS, (("b", 0.5), ("d", 1.0), ("c", 2.0)))
    assert telling.sentence(left) == (
        "Too few of those who fit have enough hours, even alone."
        " b lacks 0.5 h, d lacks 1 h, c lacks 2 h."
    )


def test_hours_that_fixed_pairs_take_are_not_free_even_alone():
    requests = [Request("kept", 6), Request("r", 4)]

    [left] = left_over(requests, [Mentor("m", 8)], [Fit("r", "m", 1)], (("kept", "m"),))

    assert left == Unserved("r", Why.NO_HOURS, (("m", 2.0),))


def test_a_limit_of_the_month_is_what_is_missing_and_the_better_month_is_told():
    mentor = Mentor("m", 20, (Limit(frozenset({"2027-01"}), 3), Limit(frozenset({"2027-02"}), 1)))
    fits = [Fit("r", "m", 1, month="2027-01"), Fit("r", "m", 1, month="2027-02")]

    [left] = left_over([Request("r", 4)], [mentor], fits)

    assert left == Unserved("r", Why.NO_HOURS, (("m", 1.0),))


def test_others_use_the_hours_in_the_best_assignment():
    requests = [Request("r", 4), Request("s", 3), Request("t", 3)]
    fits = [Fit("r", "m", 9), Fit("s", "m", 1), Fit("t", "m", 1), Fit("r", "n", 9)]

    [left] = left_over(requests, [Mentor("m", 6), Mentor("n", 3)], fits)

    assert left == Unserved("r", Why.CROWDED_OUT, (("n", 1.0), ("m", 4.0)))
    assert telling.sentence(left) == (
        "Those who fit give their hours to other requests. n lacks 1 h, m lacks 4 h."
    )


def test_of_two_only_the_one_who_lacks_hours_is_told():
    requests = [Request("r", 4, 2), Request("s", 3), Request("t", 3)]
    fits = [Fit("r", "m", 9), Fit("r", "n", 9), Fit("s", "m", 1), Fit("t", "m", 1)]

    [left] = left_over(requests, [Mentor("m", 6), Mentor("n", 9)], fits)

    assert left == Unserved("r", Why.CROWDED_OUT, (("m", 4.0),))
