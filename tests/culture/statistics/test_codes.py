"""Serves R31: own codes link answers of one person, and nobody else's."""

import hashlib
import math

import pytest

from nuotio.culture import statistics
from nuotio.culture.statistics import CodeMarks, LinkedCodes, LinkedPair

ONE, OTHER = ["A", "H", "07", "K", "1"], ["M", "T", "23", "R", "0"]


def _changed(code: list[str], *places: int) -> list[str]:
    return [f"{element}'" if at in places else element for at, element in enumerate(code)]


def test_equal_codes_and_codes_with_one_change_are_linked():
    before, after = {"a": ONE, "b": OTHER}, {"x": _changed(OTHER, 3), "y": tuple(ONE)}

    found = statistics.link_codes(before, after)

    pairs = LinkedPair("a", "y", "exact"), LinkedPair("b", "x", "one_off")
    assert found == LinkedCodes(pairs, (), ())
    assert found.places == (("a", "y"), ("b", "x"))


def test_lists_are_linked_by_place():
    found = statistics.link_codes([OTHER, ONE], [ONE])

    assert found == LinkedCodes((LinkedPair(1, 0, "exact"),), (0,), ())


@pytest.mark.parametrize("place", range(5))
def test_any_one_element_may_have_changed(place):
    found = statistics.link_codes([ONE], [_changed(ONE, place)])

    assert found.pairs == (LinkedPair(0, 0, "one_off"),)


def test_codes_with_two_changes_stay_alone():
    found = statistics.link_codes([ONE], [_changed(ONE, 1, 4)])

    assert found == LinkedCodes((), (0,), (0,))


@pytest.mark.parametrize(("before", "after"), [
    ([ONE, ONE], [ONE]),
    ([ONE], [ONE, ONE]),
    ([ONE, ONE], [ONE, ONE]),
    ([ONE, ONE], [_changed(ONE, 2)]),
])  # fmt: skip
def test_a_code_that_two_have_links_nobody(before, after):
    assert statistics.link_codes(before, after).pairs == ()


@pytest.mark.parametrize(("before", "after"), [
    ([_changed(ONE, 1), _changed(ONE, 2)], [ONE]),
    ([ONE], [_changed(ONE, 1), _changed(ONE, 2)]),
])  # fmt: skip
def test_a_code_that_is_close_to_two_links_nobody(before, after):
    assert statistics.link_codes(before, after).pairs == ()


def test_equal_codes_are_linked_first_and_leave_no_candidates():
    close = _changed(ONE, 4)

    both = statistics.link_codes({"a": ONE, "b": close}, {"x": close, "y": ONE})
    left = statistics.link_codes({"a": ONE}, {"x": ONE, "y": close})

    assert both.places == (("a", "y"), ("b", "x"))
    assert left == LinkedCodes((LinkedPair("a", "x", "exact"),), (), ("y",))


def test_the_answer_to_a_double_code_is_not_given_to_a_close_one():
    found = statistics.link_codes([ONE, ONE, _changed(ONE, 0)], [ONE])

    assert found == LinkedCodes((), (0, 1, 2), (0,))


@pytest.mark.parametrize("empty", [None, "", math.nan])
def test_a_code_with_an_empty_element_stays_alone(empty):
    code = [*ONE[:4], empty]

    assert statistics.link_codes([code], [code]) == LinkedCodes((), (0,), (0,))
    assert statistics.link_codes([ONE], [code]) == LinkedCodes((), (0,), (0,))


def test_nobody_is_linked_to_nobody():
    assert statistics.link_codes({}, {}) == LinkedCodes((), (), ())
    assert statistics.link_codes([], [ONE]) == LinkedCodes((), (), (0,))


def test_digests_link_like_the_elements_that_they_hide():
    def digests(code: list[str]) -> CodeMarks:
        marks = statistics.marks_of(code)
        return CodeMarks(
            hashlib.sha256(repr(marks.full).encode()).digest(),
            tuple(hashlib.sha256(repr(mark).encode()).digest() for mark in marks.without),
        )

    before = [ONE, OTHER, _changed(ONE, 0, 1)]
    after = [_changed(OTHER, 2), ONE, _changed(ONE, 3, 4)]

    found = statistics.link_marks(
        dict(enumerate(map(digests, before))), dict(enumerate(map(digests, after)))
    )

    assert found == statistics.link_codes(before, after)
    assert found.places == ((0, 1), (1, 0))


def test_the_marks_of_a_code_leave_out_each_element():
    assert statistics.marks_of("ABC") == CodeMarks(
        ("A", "B", "C"), (("B", "C"), ("A", "C"), ("A", "B"))
    )
