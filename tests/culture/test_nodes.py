"""Units are folded into nodes that hide their people."""

import random

import pytest

from nuotio.culture import nodes
from nuotio.culture.nodes import Fold, Node, Place, plan_of


def test_units_with_ten_report_on_their_own_beside_the_whole():
    plan = plan_of([Place(1, None, 12), Place(2, None, 10)], at_the_top=11)

    assert plan.nodes == [Node(None, None, 11), Node(1, None, 12, 1), Node(2, None, 10, 1)]
    assert plan.folds == []
    assert plan.invited == 33


def test_a_small_unit_is_folded_upwards():
    plan = plan_of([Place(1, None, 20), Place(2, 1, 9), Place(3, None, 30)])

    assert plan.nodes == [Node(None, None, 0), Node(1, None, 29, 1), Node(3, None, 30, 1)]
    assert plan.folds == [Fold(2, 1, "small")]
    assert plan.homes() == {None: None, 1: 1, 3: 3, 2: 1}


def test_what_would_be_left_alone_takes_in_the_smallest_beside_it():
    plan = plan_of([Place(1, None, 40), Place(2, None, 15), Place(3, None, 3)])

    assert plan.nodes == [Node(None, None, 18), Node(1, None, 40, 1)]
    assert plan.folds == [Fold(3, None, "small"), Fold(2, None, "shelter")]


def test_the_children_of_what_is_taken_in_move_up():
    tree = [Place(1, None, 0), Place(2, 1, 10), Place(3, 1, 11), Place(4, None, 50)]

    plan = plan_of(tree, at_the_top=2)

    assert plan.nodes == [Node(None, None, 12), Node(3, None, 11, 1), Node(4, None, 50, 1)]
    assert plan.folds == [Fold(1, None, "shelter"), Fold(2, None, "shelter")]


def test_a_unit_with_the_same_people_as_the_one_above_is_not_shown_twice():
    plan = plan_of([Place(1, None, 0), Place(2, 1, 25), Place(3, None, 30)])

    assert plan.nodes == [Node(None, None, 0), Node(1, None, 25, 1), Node(3, None, 30, 1)]
    assert plan.folds == [Fold(2, 1, "same")]


def test_units_without_invited_people_are_no_nodes():
    plan = plan_of([Place(1, None, 0), Place(2, 1, 0)], at_the_top=10)

    assert plan.nodes == [Node(None, None, 10)]
    assert plan.is_whole_only


@pytest.mark.parametrize("invited", [5, 9])
def test_fewer_than_ten_are_shown_as_the_whole_only(invited):
    plan = plan_of([Place(1, None, invited)])

    assert plan.nodes == [Node(None, None, invited)]
    assert plan.homes()[1] is None


def test_fewer_than_five_cannot_be_asked():
    with pytest.raises(nodes.TooFew):
        plan_of([Place(1, None, 4)])


def test_a_unit_whose_parent_is_unknown_stands_at_the_top():
    plan = plan_of([Place(2, 99, 10), Place(3, None, 10)])

    assert [node.parent for node in plan.nodes] == [None, None, None]


def test_the_people_below_a_node_are_counted_with_its_own():
    tree = [Place(1, None, 10), Place(2, 1, 12), Place(3, 1, 13), Place(4, None, 20)]

    plan = plan_of(tree)

    assert (plan.below(1), plan.below(None)) == (35, 55)


def test_whatever_the_tree_no_node_has_one_to_nine_of_its_own():
    chance = random.Random(4)
    for _round in range(300):
        size = chance.randint(1, 25)
        places = [
            Place(key, chance.choice([None, *range(1, key)]), chance.choice([0, 1, 4, 9, 10, 30]))
            for key in range(1, size)
        ]
        top = chance.choice([0, 3, 5, 12])
        total = top + sum(place.invited for place in places)
        if total < 5:
            continue

        plan = plan_of(places, at_the_top=top)

        assert plan.invited == total == plan.below(None)
        assert all(n.invited in (0, total) or n.invited >= 10 for n in plan.nodes)
        assert {node.key for node in plan.nodes}.isdisjoint(fold.key for fold in plan.folds)
        homes = plan.homes()
        assert all(homes[place.key] in homes.values() for place in places)
