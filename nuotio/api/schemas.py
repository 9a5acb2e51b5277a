"""What the API answers, typed: made of what a room's queries let its reader see."""

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

from nuotio.culture.comparison import Change
from nuotio.culture.readings import Reading
from nuotio.plans import prompts
from nuotio.plans.models import Entry


class Problem(Schema):
    """Why there is no answer."""

    detail: str


class StatementOut(Schema):
    """A statement in the asked direction; figures from ten answers on, shares in per cent."""

    code: str
    words: str
    is_reversed: bool
    n: int | None
    mean: float | None
    distribution: list[int]
    agree: int | None
    disagree: int | None
    low: int | None = Field(description="Lower end of the interval of those who agree.")
    high: int | None
    cannot_say: int | None


class ScaleOut(Schema):
    """A dimension, an outcome or own statements, of the whole organisation."""

    code: str
    kind: str
    name: str
    finding: str
    certainty: str
    n: int | None
    mean: float | None
    low: float | None
    high: float | None
    band: str = Field(alias="band_code")
    band_words: str = Field(alias="band")
    agreement: str
    distribution: list[int]
    last_mean: float | None = Field(alias="was")
    pooled_mean: float | None = Field(alias="pooled")
    needs_attention: bool = Field(alias="is_weak")
    steps: list[str]
    methods: list[str]
    statements: list[StatementOut]


class ChangeOut(Schema):
    """What has changed since the last round; `low` to `high` encloses the difference."""

    scale: str
    before: float
    after: float
    low: float | None
    high: float | None
    verdict: Literal["improved", "unchanged", "declined", "unclear"]
    words: str

    @staticmethod
    def resolve_scale(change: Change) -> str:
        """Return the scale's code."""
        return change.scale.code

    @staticmethod
    def resolve_words(change: Change) -> str:
        """Return what the page says of it."""
        return f"{change.headline} {change.explanation}"


class CellOut(Schema):
    """A scale of a group; without a mean it is not shown."""

    mean: float | None
    band: str


class GroupOut(Schema):
    """A group beside others; `why_hidden` says in words why it has no figures."""

    name: str
    depth: int
    n: int | None
    invited: int | None
    cells: list[CellOut]
    agreement: str
    changes: list[ChangeOut]
    why_hidden: str = Field(alias="why")


class TableOut(Schema):
    """Groups side by side; `columns` names the cells of each."""

    code: str
    name: str
    sentence: str
    columns: list[str]
    groups: list[GroupOut] = Field(alias="rows")


class TrendPoint(Schema):
    """A round on the way."""

    name: str
    mean: float
    low: float | None
    high: float | None


class TrendOut(Schema):
    """A scale over three rounds or more."""

    scale: str
    sentence: str
    points: list[TrendPoint]

    @staticmethod
    def resolve_scale(trend: object) -> str:
        """Return the scale's code."""
        return str(getattr(trend, "scale").code)  # noqa: B009 -- a reading's Trend


class OpenAnswers(Schema):
    """What people wrote to one question, in no order."""

    question: str
    answers: list[str]


class Result(Schema):
    """A survey's result as its reader reads it on the page."""

    name: str
    heading: str
    summary: str = Field(alias="lede")
    answered: int
    invited: int
    smallest_group: int = Field(alias="k")
    refused: str
    scales: list[ScaleOut]
    compared_with: str
    changes: list[ChangeOut]
    trends: list[TrendOut]
    units: TableOut | None
    variables: list[TableOut]
    response: list[str]
    open_answers: list[OpenAnswers] = Field(alias="words")
    other_explanations: str = Field(alias="explanations")
    pooled_organisations: int

    @staticmethod
    def resolve_scales(reading: Reading) -> list[object]:
        """Return every scale, dimensions first."""
        return list(reading.lines)


class EntryOut(Schema):
    """A note of learning or a reflection that the caller may read; `audience` says who may."""

    id: int
    kind: Literal["learning", "reflection"]
    writer: str
    happened_on: date
    where: str = Field(description="Where learning happened, as a code; empty where not said.")
    where_words: str
    question: str
    words: str
    helped: str
    audience: str

    @staticmethod
    def resolve_writer(entry: Entry) -> str:
        """Return the name of who wrote it."""
        return entry.writer.name

    @staticmethod
    def resolve_where_words(entry: Entry) -> str:
        """Return where learning happened, in the language of the request."""
        return str(entry.get_where_display()) if entry.where else ""

    @staticmethod
    def resolve_question(entry: Entry) -> str:
        """Return the question that it answers, in the language of the request."""
        asked = prompts.find(entry.prompt)
        return asked.text if asked else ""


class Reflections(Schema):
    """Notes and reflections, the newest first, by pages of fifty."""

    count: int
    page: int
    pages: int
    entries: list[EntryOut]
