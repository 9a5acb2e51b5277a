"""Rules that look right and are not: what is released without one part of the real rule."""

import json

import numpy as np

from nuotio.culture import release
from nuotio.culture.release import plans
from nuotio.culture.release.hiding import hide
from nuotio.culture.release.showing import Survey


def asked(organisation, k=5):
    """Read one organisation as the command does."""
    _k, [found] = release.read(json.dumps({"k": k, "organisations": [organisation]}))
    return found


def without_remainders(survey, answered, least):
    """Show every group with enough answers: rule (a) alone."""
    return [None if count >= least else "few" for count in survey.counts(answered)]


def without_audit(survey, answered, least):
    """Hide by rules (a) to (c) and stop there."""
    nothing = (None,) * len(survey.plan.groups)
    return hide(survey.plan, survey.counts(answered), nothing, least, survey.k)


def without_linking(survey, answered, least):
    """Decide each question by itself, scales and items apart."""
    return survey.show(answered, (None,) * len(survey.plan.groups), least)


def groups(organisation, variant, k=5):
    """Return groups as the released file has them, with the names of what is shown."""
    found = asked(organisation, k)
    survey = Survey(found.plan, found.people, k)
    everybody = np.ones(len(found.people), dtype=bool)
    scored = ~np.isnan(release.decide(found.plan, found.people, k).scores)
    items = [item for own in found.scales.values() for item in own]
    given = ~np.isnan(found.people.answers)
    whole = variant(survey, everybody, k)
    scales = {
        name: variant(survey, own, k) for name, own in zip(found.scales, scored.T, strict=True)
    }
    shown = {
        item: variant(survey, own, max(k, 10)) for item, own in zip(items, given.T, strict=True)
    }
    return [
        {
            **named(found, group),
            "scales": [name for name in scales if not scales[name][number]],
            "items": [item for item in items if not shown[item][number]],
        }
        for number, group in enumerate(found.plan.groups)
        if not whole[number]
    ]


def named(found, group):
    """Return kind and key, for a class variable and class as well."""
    if group.kind is plans.Kind.VARIABLE:
        variable = [*found.variables][group.variable]
        own = found.variables[variable][group.index]
        return {"kind": "variable", "key": "", "variable": variable, "class": own}
    key = found.units[group.index] if group.kind is plans.Kind.UNIT else found.id
    return {"kind": group.kind.value, "key": key}
