"""How well a mentor suits a request, in parts of 0 to 1 that the organisation weighs. Pure.

The score is the weighted mean of the parts, of 100: ``100 * sum(weight * part) / sum(weight)``.
Where an organisation has set every weight to nought, all weigh the same.
"""

from dataclasses import fields
from datetime import date

from nuotio.support.fitting.terms import Ask, Giver, Parts, Weights

NEAR = 0.5
OPEN = 0.5
MOST = 100
PARTS = tuple(one.name for one in fields(Parts))


def parts(ask: Ask, giver: Giver, month: date) -> Parts:
    """Return each part for a request whose time would be taken from that month."""
    return Parts(
        kind=kind(ask, giver),
        community=community(ask, giver),
        fairness=fairness(giver, month),
        continuity=float(times_before(ask, giver) > 0),
        wish=float(wishes(ask, giver)),
    )


def score(found: Parts, weights: Weights) -> float:
    """Return the weighted mean of the parts, 0 to 100."""
    weigh = {name: getattr(weights, name) for name in PARTS}
    if not any(weigh.values()):
        weigh = dict.fromkeys(PARTS, 1)
    total = sum(weigh[name] * getattr(found, name) for name in PARTS)
    return float(MOST * total / sum(weigh.values()))


def kind(ask: Ask, giver: Giver) -> float:
    """Return how well she knows what is asked for.

    Where a method is named: 1 if she has listed it or has run it, otherwise half of what the kinds
    give. The kinds give the mean over those asked for: 1 for one that she has listed or given,
    0.5 where she has listed none at all, otherwise 0. A team that names nothing suits everybody: 1.
    """
    if ask.method:
        return 1.0 if knows_method(ask, giver) else _kinds(ask, giver) / 2
    return _kinds(ask, giver)


def _kinds(ask: Ask, giver: Giver) -> float:
    if not ask.kinds:
        return 1.0
    known = known_kinds(ask, giver)
    unlisted = 0.0 if giver.kinds else OPEN
    return (len(known) + unlisted * (len(ask.kinds) - len(known))) / len(ask.kinds)


def knows_method(ask: Ask, giver: Giver) -> bool:
    """Say whether she has listed the method that is asked for, or has run it."""
    return ask.method in giver.methods or giver.experience.methods.get(ask.method, 0) > 0


def known_kinds(ask: Ask, giver: Giver) -> list[str]:
    """Return which of the kinds asked for she has listed or given, in order."""
    given = giver.experience.kinds
    return sorted(one for one in ask.kinds if one in giver.kinds or given.get(one, 0) > 0)


def community(ask: Ask, giver: Giver) -> float:
    """Return how near they work: 1 in the same unit; 0.5 where one unit lies directly under the
    other, or both directly under one; otherwise 0 (R89)."""
    ours, hers = ask.units, giver.units
    if not ours or not hers:
        return 0.0
    if ours[0] == hers[0]:
        return 1.0
    above_ours, above_hers = ours[1:2], hers[1:2]
    is_next_to = bool(above_ours) and above_ours == above_hers
    is_under = hers[:1] == above_ours or ours[:1] == above_hers
    return NEAR if is_next_to or is_under else 0.0


def fairness(giver: Giver, month: date) -> float:
    """Return the share of the month's agreed time that is left, what others ask for taken off.

    Who has much left goes first, so that the load is even.
    """
    agreed = next((one.agreed for one in giver.budget.ahead if one.first == month), 0)
    left = giver.free_with_asked.get(month, 0)
    return min(1.0, left / agreed) if agreed else 0.0


def times_before(ask: Ask, giver: Giver) -> int:
    """Return how often she has supported this unit, or who asks; the part is 1 from once on."""
    in_unit = giver.experience.units.get(ask.units[0], 0) if ask.units else 0
    for_asker = giver.experience.askers.get(ask.asker, 0) if ask.asker is not None else 0
    return max(in_unit, for_asker)


def wishes(ask: Ask, giver: Giver) -> bool:
    """Say whether she would like to learn what is asked for; the part is 1 if she does."""
    wishes_method = bool(ask.method) and ask.method in giver.wished_methods
    return wishes_method or not ask.kinds.isdisjoint(giver.wished_kinds)
