"""Rows of a written statement as objects, for what every page asks.

To put such a query together takes Django ten times as long as the database takes to answer it, and
nothing in it changes from page to page (ADR 8).
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.db import connection, models

Convert = Callable[[Any, Any, Any], Any]
Reading = tuple[list[str], list[tuple[int, Convert, Any]]]


def columns(model: type[models.Model], table: str) -> str:
    """Return all columns of a model; `table` is what the statement calls its table."""
    return ", ".join(f'{table}."{field.column}"' for field in model._meta.concrete_fields)


def fetched(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def read(
    statement: str, values: Sequence[Any], *kinds: type[models.Model]
) -> list[list[models.Model]]:
    """Return an object of each kind a row: the statement names their `columns` in this order."""
    readings = [(kind, *_reading(kind, connection.vendor)) for kind in kinds]
    found = []
    for row in fetched(statement, values):
        made, first = [], 0
        for kind, names, converters in readings:
            told = list(row[first : first + len(names)])
            for place, convert, column in converters:
                told[place] = convert(told[place], column, connection)
            made.append(kind.from_db(connection.alias, names, told))
            first += len(names)
        found.append(made)
    return found


@cache
def _reading(model: type[models.Model], _vendor: str) -> Reading:
    """Return the names of a model's fields, and by place what makes values of what came."""
    fields = model._meta.concrete_fields
    told = [field.get_col(model._meta.db_table) for field in fields]
    converters = [
        (place, convert, column)
        for place, column in enumerate(told)
        for by in (connection.ops.get_db_converters(column), column.get_db_converters(connection))
        for convert in by
    ]
    return [field.attname for field in fields], converters
