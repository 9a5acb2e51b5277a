"""Small surveys written by hand."""

import numpy as np

from nuotio.culture.release import Plan, Respondents

GAP = np.nan


def survey(*groups, parents=(), variables=(), scales=()):
    """Make a plan and people from tuples of how many, unit, classes and answers (both optional)."""
    items = sum(len(scale) for scale in scales)
    units, classes, answers = [], [], []
    for count, unit, *rest in groups:
        own, given = [*rest, (), ()][:2]
        units += [unit] * count
        classes += [own or (-1,) * len(variables)] * count
        answers += [given or (3,) * items] * count
    people = Respondents(
        units=np.array(units, dtype=np.int64),
        classes=np.array(classes, dtype=np.int64).reshape(len(units), len(variables)),
        answers=np.array(answers, dtype=np.float64).reshape(len(units), items),
    )
    return Plan(tuple(parents), tuple(variables), tuple(scales)), people
