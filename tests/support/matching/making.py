"""Random problems of many kinds, made from a seed."""

from random import Random

from nuotio.support.matching import Fit, Limit, Mentor, Problem, Request

MONTHS = ("2027-01", "2027-02", "2027-03")
FEW = 3
STEPS = (1.0, 0.5, 0.25, 0.1)


def problem(seed: int, *, requests: int = 5, mentors: int = 4, limit_s: float = 30.0) -> Problem:
    """Return a problem of at most so many; the kind of it depends on the seed."""
    chance = Random(seed)
    step = chance.choice(STEPS)
    fair = chance.random() if chance.random() < 0.3 else 0.0
    by_month = chance.random() < 0.3
    asked = [
        Request(f"r{n}", hours(chance, step, 6), 2 if chance.random() < 0.3 else 1)
        for n in range(chance.randint(0, requests))
    ]
    givers = [
        Mentor(f"m{n}", hours(chance, step, 10), limits(chance, step) if by_month else ())
        for n in range(chance.randint(0, mentors))
    ]
    months = MONTHS[:2] if by_month else ("",)
    density = chance.choice((0.3, 0.6, 0.9))
    fits = [
        Fit(
            request.id,
            mentor.id,
            score(chance),
            hours(chance, step, 6) if chance.random() < 0.2 else None,
            month,
        )
        for request in asked
        for mentor in givers
        for month in months
        if chance.random() < density
    ]
    chance.shuffle(fits)
    fixed = pairs(chance, asked, givers, fits) if chance.random() < 0.3 else ()
    return Problem(tuple(asked), tuple(givers), tuple(fits), round(fair, 2), fixed, limit_s)


def hours(chance, step, most):
    return round(chance.randint(0, round(most / step)) * step, 2)


def score(chance):
    return chance.choice((chance.randint(-3, 9), round(chance.uniform(-2, 10), 2), 0.0))


def limits(chance, step):
    return tuple(
        Limit(frozenset(chance.sample(MONTHS, chance.randint(1, 2))), hours(chance, step, 6))
        for _ in range(chance.randint(0, 2))
    )


def pairs(chance, asked, givers, fits):
    """Return a few fixed pairs, each with one fit or none."""
    found = []
    for request in asked:
        for mentor in chance.sample(givers, min(len(givers), chance.randint(0, 1))):
            own = [fit for fit in fits if (fit.request, fit.mentor) == (request.id, mentor.id)]
            if len(own) < 2 and chance.random() < 0.4:
                found.append((request.id, mentor.id))
    return tuple(found)


def busy(seed, *, requests=40, mentors=12, demand=1.13, limit_s=30.0):
    """Return a problem whose requests want `demand` times the hours that there are."""
    chance = Random(seed)
    asked = [
        Request(f"r{n}", float(chance.randint(1, 6)), 2 if chance.random() < 0.1 else 1)
        for n in range(requests)
    ]
    wanted = sum(request.hours * request.mentors_needed for request in asked)
    parts = [chance.uniform(0.5, 1.5) for _ in range(mentors)]
    givers = [
        Mentor(f"m{n}", round(wanted / demand * part / sum(parts) * 2) / 2)
        for n, part in enumerate(parts)
    ]
    fits = [
        Fit(request.id, mentor.id, round(chance.uniform(0, 100), 1))
        for request in asked
        for mentor in chance.sample(givers, min(mentors, FEW))
    ]
    return Problem(tuple(asked), tuple(givers), tuple(fits), limit_s=limit_s)
