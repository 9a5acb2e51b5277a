"""What the release rule costs, and how much of a survey it shows.

    python -m bench.release [--organisations 200]

Makes up organisations of 20 to 400 people, reads them as `nuotio release` does and decides. Prints
processor time of this process, and what share of units, classes, scales and items is shown or
hidden for which reason; scales and items are counted in the groups that are shown. The answers come
from a seed, so that only the time differs from machine to machine.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

from nuotio.culture import release

SEED, K = 4, 5
SCALES, ITEMS = 10, 4
MOST_MISSING = 0.1
VARIABLES = {"age": 4, "years": 5, "task": 6}


def main() -> int:
    """Measure and print the table; return 0."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--organisations", type=int, default=200)
    count = parser.parse_args().organisations
    chance = Random(SEED)  # noqa: S311 -- nothing is guarded by it
    text = json.dumps({"k": K, "organisations": [organisation(n, chance) for n in range(count)]})
    began = time.process_time()
    k, asked = release.read(text)
    read = time.process_time()
    found = [release.released(one, k) for one in asked]
    done = time.process_time()
    people = sum(len(one.people) for one in asked)
    print(f"\nrelease rule: {count} organisations, {people} people, {len(text) / 1e6:.0f} MB\n")
    print(f"{'reading':<24}{read - began:>8.2f} CPU s")
    print(f"{'deciding and figures':<24}{done - read:>8.2f} CPU s\n")
    for kind, tally in tallies(found).items():
        total = sum(tally.values())
        shares = ", ".join(f"{why} {part / total:.1%}" for why, part in tally.most_common())
        print(f"{kind:<24}{total:>8}  {shares}")
    return 0


def organisation(number: int, chance: Random) -> dict[str, Any]:
    """Return an organisation of a tree, three variables and ten scales of four items."""
    size = chance.randint(20, 400)
    units = [*tree(size, chance)]
    missing = chance.random() * MOST_MISSING
    return {
        "id": f"o{number}",
        "units": units,
        "variables": {name: [f"{name}{n}" for n in range(c)] for name, c in VARIABLES.items()},
        "items": {f"s{s}": [f"s{s}i{i}" for i in range(ITEMS)] for s in range(SCALES)},
        "respondents": [respondent(units, missing, chance) for _ in range(size)],
    }


def tree(size: int, chance: Random) -> Iterator[dict[str, Any]]:
    """Return departments of teams, about twelve people to a team."""
    for department in range(1 + size // 60):
        yield {"id": f"d{department}", "parent": None, "invited": 60}
        for team in range(chance.randint(2, 6)):
            yield {"id": f"d{department}t{team}", "parent": f"d{department}", "invited": 15}


def respondent(units: list[dict[str, Any]], missing: float, chance: Random) -> dict[str, Any]:
    """Return one person's place, background and answers, some of them missing."""
    mood = chance.gauss(3.5, 0.6)
    answers = {
        f"s{s}i{i}": None
        if chance.random() < missing
        else min(5, max(1, round(chance.gauss(mood, 0.9))))
        for s in range(SCALES)
        for i in range(ITEMS)
    }
    own = {
        name: None if chance.random() < missing else f"{name}{min(chance.randrange(c + 2), c - 1)}"
        for name, c in VARIABLES.items()
    }
    return {"unit": chance.choice(units)["id"], "variables": own, "answers": answers}


def tallies(found: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """Count what is shown and what is hidden for which reason, of groups and inside shown ones."""
    counted: dict[str, Counter[str]] = {
        name: Counter() for name in ("units", "classes", "scales", "items")
    }
    for one in found:
        for group in one["groups"]:
            counted["units" if group["kind"] == "unit" else "classes"]["shown"] += 1
            for name in ("scales", "items"):
                counted[name]["shown"] += len(group[name])
                counted[name].update(group["hidden"][name].values())
        for group in one["hidden"]:
            counted["units" if group["kind"] == "unit" else "classes"][group["reason"]] += 1
    return counted


if __name__ == "__main__":
    raise SystemExit(main())
