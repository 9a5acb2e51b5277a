"""Random organisations of the kinds that leak easily, as the file has them."""

from random import Random

SCALES = {"trust": ["t1", "t2", "t3", "t4"], "time": ["m1", "m2"]}


def organisation(seed, *, smallest=5, largest=40, scales=SCALES):
    """Make a tree of depth 1 to 4, up to three variables and answers with up to 30 % missing.

    Some variables are a unit and a few people, which is what a tree and a variable leak by.
    """
    chance = Random(seed)
    units = _tree(chance)
    size = chance.randint(smallest, largest)
    missing = chance.choice([0, 0.02, 0.1, 0.3])
    places = [chance.choice([unit["id"] for unit in units]) for _ in range(size)]
    names = ["age", "task", "years"][: chance.randint(0, 3)]
    backgrounds = {name: _variable(chance, places, missing) for name in names}
    return {
        "id": f"world {seed}",
        "units": units,
        "variables": {name: ["a", "b", "c"] for name in names},
        "items": scales,
        "respondents": [
            {
                "unit": place,
                "variables": {name: backgrounds[name][person] for name in names},
                "answers": {
                    item: None if chance.random() < missing else chance.randint(1, 5)
                    for items in scales.values()
                    for item in items
                },
            }
            for person, place in enumerate(places)
        ],
    }


def _tree(chance):
    units = [{"id": "u0", "parent": None, "invited": 9}]
    depths = {"u0": 1}
    most = chance.randint(1, 4)
    for number in range(1, chance.randint(1, 7)):
        above = chance.choice([None, *(name for name, depth in depths.items() if depth < most)])
        units.append({"id": f"u{number}", "parent": above, "invited": 9})
        depths[f"u{number}"] = depths.get(above, 0) + 1
    return units


def _variable(chance, places, missing):
    """Return a class for each person: drawn, or a unit's people with a few swapped."""
    if chance.random() < 0.5:
        return [None if chance.random() < missing else chance.choice("abc") for _ in places]
    inside = chance.choice(places)
    classes = ["a" if place == inside else chance.choice("bc") for place in places]
    for _ in range(chance.randint(0, 4)):
        classes[chance.randrange(len(places))] = chance.choice("abc")
    return classes
