"""An attacker with a full copy of everything: who said what?

The copy is rows as they lie, with what the database hides (ctid, xmin, rowid). The attacker tries
every order of people against every order of answers, both ways round, and every equal value or
hash. `links` tells for each try how many of the people it gave the right answer.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
HIDDEN = ("ctid", "xmin", "rowid")
AS_IT_LIES = "as it lies"


def links(
    people: Sequence[Row], answers: Sequence[Row], *, name: str, key: str, truth: Mapping[Any, Any]
) -> dict[str, int]:
    """Return the number of right links by try; `truth` maps a person's name to the answer's key."""
    found = {}
    for by, persons in _orders(people, name):
        for other, given in _orders(answers, key):
            for way, row in (("", given), (" backwards", given[::-1])):
                right = sum(
                    truth.get(person[name]) == answer[key]
                    for person, answer in zip(persons, row, strict=False)
                )
                found[f"{by} / {other}{way}"] = right
    found["equal"] = _by_equal_values(people, answers, name, key, truth)
    return found


def _orders(rows: Sequence[Row], key: str) -> Iterator[tuple[str, list[Row]]]:
    yield AS_IT_LIES, list(rows)
    for column in (*HIDDEN, key):
        if all(column in row for row in rows):
            yield column, sorted(rows, key=lambda row, column=column: row[column])


def _by_equal_values(
    people: Sequence[Row], answers: Sequence[Row], name: str, key: str, truth: Mapping[Any, Any]
) -> int:
    """Link a person to an answer where some value of hers, or its hash, is in that answer alone."""
    homes: dict[str, set[Any]] = defaultdict(set)
    for answer in answers:
        for form in _forms(answer):
            homes[form].add(answer[key])
    right = 0
    for person in people:
        alone = {next(iter(homes[form])) for form in _forms(person) if len(homes[form]) == 1}
        right += truth.get(person[name]) in alone
    return right


def _forms(row: Row) -> set[str]:
    """Return each telling value of a row, plain and hashed; the columns that say who is who too."""
    forms = set()
    for column, value in row.items():
        if column in ("ctid", "rowid") or value in (None, "", b"", 0, 1, True, False):
            continue
        raw = value if isinstance(value, bytes) else str(value).encode()
        forms |= {raw.hex(), hashlib.sha256(raw).hexdigest().encode().hex()}
    return forms
