"""The words of the experiment canvas, from the shipped template, and what it lacks. Pure."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nuotio.foundation import content
from nuotio.plans.models import Experiment
from nuotio.ui import filters

# What the template calls the parts of an experiment.
FIELDS = {
    "observation": "observation",
    "belief": "hypothesis",
    "action": "action",
    "who": "who",
    "success": "success",
    "stop_rule": "stop_rule",
    "learned": "learning",
}
# Without these nobody could say what is done, when it is over and whether it worked.
TO_START = ("action", "ends_on", "seen_by")


def label(field: str) -> str:
    """Return what the template calls a part, in the reader's language."""
    return filters.said(_of(field)["label"])


def hint(field: str) -> str:
    """Return what the template says to help fill a part."""
    return filters.said(_of(field)["help"])


def when_hint() -> str:
    """Return what the template says about how long an experiment takes."""
    return filters.said(_parts()["when"]["help"])


def measure_hint() -> str:
    """Return what the template says about how one sees whether it worked."""
    return filters.said(_parts()["measure"]["help"])


def lacking(experiment: Experiment) -> Sequence[str]:
    """Return the fields that an experiment needs before it can start."""
    return [field for field in TO_START if not getattr(experiment, field)]


def names_of(fields: Sequence[str]) -> Sequence[str]:
    """Return how a reader knows the fields that a start needs."""
    names = {
        "action": label("action"),
        "ends_on": _("Last day"),
        "seen_by": _("How we will see it"),
    }
    return [names[field] for field in fields]


def parts_of(experiment: Experiment) -> Sequence[tuple[str, str]]:
    """Return the filled parts of the canvas in their order, each under its name."""
    names = {
        "observation": label("observation"),
        "belief": label("belief"),
        "action": label("action"),
        "who": label("who"),
        "seen_by": _("How we will see it"),
        "success": _("Smallest sign of success"),
        "needs": _("What we need"),
        "stop_rule": label("stop_rule"),
    }
    told = [(name, getattr(experiment, field)) for field, name in names.items()]
    return [(name, words) for name, words in told if words]


def _of(field: str) -> dict[str, dict[str, str]]:
    return _parts()[FIELDS[field]]


def _parts() -> dict[str, dict[str, dict[str, str]]]:
    canvas = content.load("programme_template")["experiment_canvas"]
    return {part["id"]: part for part in canvas["fields"]}
