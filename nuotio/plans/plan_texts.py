"""The fields of a plan that its mentors write together: what they are called, how stored. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nuotio.foundation import content
from nuotio.plans.models import Plan
from nuotio.ui.filters import said

TITLE, HOURS = "title", "hours_a_week"
FIELDS = (TITLE, *Plan.TEXTS, HOURS)
SHORT = (TITLE, "target")  # written on one line
# What the template calls otherwise than the table.
TOLD_AS = {"target": "audience", HOURS: "hours"}


@dataclass(frozen=True)
class Part:
    """A field as people meet it: its name and help in the language that is active."""

    field: str
    label: str
    help: str = ""
    is_required: bool = False


@dataclass(frozen=True)
class Filled:
    """A field with what was written in it."""

    part: Part
    text: str


def parts() -> Sequence[Part]:
    """Return the fields in the order of the page, in the words of the programme's template."""
    template = content.load("programme_template")["plan_template"]["fields"]
    told = {field["id"]: field for field in template}
    return [_part(field, told[TOLD_AS.get(field, field)]) for field in FIELDS]


def _part(field: str, told: Mapping[str, Mapping[str, str]]) -> Part:
    return Part(field, said(told["label"]), said(told["help"]), bool(told["required"]))


def parts_of(plan: Plan) -> Sequence[Part]:
    """Return the fields that this plan is written in: one mentor divides no work."""
    is_alone = plan.kind == Plan.Kind.INDIVIDUAL and not plan.roles
    return [part for part in parts() if part.field != "roles" or not is_alone]


def longest(field: str) -> int:
    """Return how many characters a field of the plan holds."""
    told: int | None = getattr(Plan._meta.get_field(field), "max_length", None)
    return told or 0


def texts_of(plan: Plan) -> dict[str, str]:
    """Return what stands in each field, the hours as text too."""
    texts = {field: getattr(plan, field) for field in (TITLE, *Plan.TEXTS)}
    return {**texts, HOURS: hours_as_text(plan.hours_a_week)}


def put(plan: Plan, texts: Mapping[str, str]) -> None:
    """Put texts into the plan's fields; a plan always keeps a name."""
    for field in (TITLE, *Plan.TEXTS):
        setattr(plan, field, texts[field])
    plan.hours_a_week = Decimal(texts[HOURS]) if texts[HOURS] else None


def hours_as_text(hours: Decimal | None) -> str:
    """Return hours in the one way in which they are compared: 2, 2.5, 10."""
    return "" if hours is None else f"{Decimal(hours).normalize():f}"


def filled(plan: Plan) -> Sequence[Filled]:
    """Return the texts besides the name, as far as something stands in them."""
    told = [Filled(part, getattr(plan, part.field)) for part in parts() if part.field in plan.TEXTS]
    return [one for one in told if one.text.strip()]


def missing(plan: Plan) -> Sequence[Part]:
    """Return the fields that hold nothing yet."""
    texts = texts_of(plan)
    return [part for part in parts_of(plan) if not texts[part.field].strip()]
