"""What a team is asked some weeks after its support has ended, in three languages. Pure."""

from collections.abc import Sequence
from functools import cache

from nuotio.culture import instruments
from nuotio.culture.instruments import Item, Words


@cache
def items() -> Sequence[Item]:
    """Return the three statements, in the order of asking."""
    return instruments.survey_of(instruments.copy_of(instruments.FOLLOW_UP)).items


def codes() -> Sequence[str]:
    """Return the codes of the three statements."""
    return [item.code for item in items()]


def points() -> Sequence[tuple[int, Words]]:
    """Return the five points from disagreeing to agreeing, each with its words."""
    return instruments.points()
