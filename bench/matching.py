"""What the matching engine reaches, beside known instances, a published package and a queue.

    python -m bench.matching [--skip-package]

Prints processor time of this process. Of the published instances the optimum or the best cost is
known; of those drawn from seeds by the published rules (see `instances`) what is known is the
engine's own proof or certified bound. The limits of time are the engine's own, by the clock on the
wall: beside a busy neighbour it gets less far.
"""

import argparse
import json
import statistics
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from random import Random

from bench import instances
from nuotio.support.matching import (
    Assignment,
    Fit,
    Mentor,
    Problem,
    Request,
    indexing,
    pairing,
    solve,
)
from nuotio.support.matching.standing import StandingAssignment

PACKAGE = Path(".venv/bench/bin/python")
PACKAGE_SIZE, ENTRIES = 400, 500


def main() -> int:
    """Measure and print the tables; return 0."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--skip-package", action="store_true")
    skip = parser.parse_args().skip_package
    print("\nmatching within hours\n")
    print(
        f"{'instance':<26}{'served':>8}{'bound':>8}{'score':>12}{'bound':>12}{'gap':>9}{'CPU s':>8}"
    )
    solve(instances.sparse(5, 3, 0, limit_s=1.0))  # what is imported is not what is measured
    for seed in range(3):
        row(f"60 x 30, seed {seed}", instances.sparse(60, 30, seed, limit_s=10.0))
    large = instances.sparse(1000, 300, 1, limit_s=5.0)
    standing = row("1,000 x 300, 5 s", large)
    row("type E, 900 x 60, 15 s", instances.yagiura("e", 60, 900, 15.0))
    row("type C, 1,600 x 80, 15 s", instances.yagiura("c", 80, 1600, 15.0))
    for each in instances.costly(15.0):
        row(f"{each.name}, known {each.optimum:,}", each.problem)
    sixty()
    queue(large, standing)
    entering(large, standing)
    if not skip:
        package()
    return 0


def row(name: str, problem: Problem) -> Assignment:
    """Solve one problem and print what was reached."""
    began = time.process_time()
    found = solve(problem)
    took = time.process_time() - began
    print(
        f"{name:<26}{found.served:>8}{found.served_bound:>8}{found.score:>12.1f}"
        f"{found.bound:>12.1f}{'proved' if found.proved else f'{found.gap:.2%}':>9}{took:>8.2f}",
        flush=True,
    )
    return found


def sixty() -> None:
    """Print how many of the sixty of OR-Library are proved and equal to the published optimum."""
    began = time.process_time()
    found = [(each.optimum, solve(each.problem)) for each in instances.published()]
    took = time.process_time() - began
    proved = sum(each.proved for _, each in found)
    equal = sum(not each.unserved and round(each.score, 6) == optimum for optimum, each in found)
    print(
        f"\nsixty of OR-Library: {proved} proved, {equal} equal to the published optimum,"
        f" {took:.1f} CPU s"
    )


def queue(problem: Problem, ours: Assignment) -> None:
    """Print how many first come, first served would have served of the same problem."""
    theirs = first_come_first_served(problem)
    share = ours.served / theirs - 1
    print(f"first come, first served: {theirs} of {len(problem.requests)}; matched {share:+.1%}")


def first_come_first_served(problem: Problem) -> int:
    """Return how many are served when each in turn takes the best mentors who are free."""
    free = {mentor.id: mentor.hours for mentor in problem.mentors}
    fits = by_request(problem.fits)
    served = 0
    for request in problem.requests:
        able = [fit.mentor for fit in fits[request.id] if free[fit.mentor] >= request.hours]
        if len(able) >= request.mentors_needed:
            served += 1
            for mentor in able[: request.mentors_needed]:
                free[mentor] -= request.hours
    return served


def by_request(fits: Iterable[Fit]) -> defaultdict[str, list[Fit]]:
    """Return the fits of each request, the best first."""
    found: defaultdict[str, list[Fit]] = defaultdict(list)
    for fit in sorted(fits, key=lambda fit: -fit.score):
        found[fit.request].append(fit)
    return found


def entering(problem: Problem, standing: Assignment) -> None:
    """Print what it takes to let one request more into what stands."""
    chance = Random(1)  # noqa: S311 -- nothing is guarded by it
    stood = StandingAssignment(problem, standing)
    times, entered = [], 0
    for number in range(ENTRIES):
        name = f"new{number}"
        mentors = chance.sample(problem.mentors, 40)
        fits = [Fit(name, mentor.id, chance.uniform(0, 100)) for mentor in mentors]
        request = Request(name, float(chance.randint(1, 2)))
        began = time.perf_counter()
        entered += stood.enter(request, fits) is not None
        times.append(1000 * (time.perf_counter() - began))
    tail = statistics.quantiles(times, n=20)[-1]
    print(
        f"one request more: {statistics.median(times):.3f} ms median, {tail:.3f} ms p95"
        f" ({entered} of {ENTRIES} found free hours, nobody was moved)"
    )


def _pairs(scores: list[list[int]]) -> Problem:
    """Return a problem in which everyone has one hour, for a square of scores, rows of mentors."""
    places = range(len(scores))
    return Problem(
        tuple(Request(f"r{n}", 1.0) for n in places),
        tuple(Mentor(f"m{n}", 1.0) for n in places),
        tuple(Fit(f"r{n}", f"m{m}", float(scores[m][n])) for m in places for n in places),
    )


def package() -> None:
    """Print one round of mentor-match beside ours, with the same scores."""
    if not PACKAGE.exists():
        print("mentor-match is not installed (make bench installs it where a registry answers)")
        return
    chance = Random(2)  # noqa: S311 -- nothing is guarded by it
    places = range(PACKAGE_SIZE)
    scores = [[chance.randint(0, 100) for _ in places] for _ in places]
    solve(_pairs([[1]]))  # what is imported is not what is measured
    problem = _pairs(scores)
    began = time.process_time()
    ours = solve(problem)
    took = time.process_time() - began
    core = indexing.standing(problem).core
    began = time.process_time()
    pairing.paired(core)
    alone = time.process_time() - began
    done = subprocess.run(
        [str(PACKAGE), "-P", "bench/mentor_match.py"],
        input=json.dumps(scores),
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = json.loads(done.stdout)
    print(f"\n{PACKAGE_SIZE} x {PACKAGE_SIZE}, one each{'CPU s':>15}{'score':>10}")
    print(f"{'mentor-match':<24}{theirs['cpu_seconds']:>12.2f}{theirs['score']:>10}")
    print(f"{'matching':<24}{took:>12.2f}{ours.score:>10.0f}")
    print(f"{'  arrays to choices':<24}{alone:>12.3f}")
    with_reading, without = (theirs["cpu_seconds"] / seconds for seconds in (took, alone))
    print(f"times as fast: {with_reading:.0f} reading all fits, {without:.0f} from arrays\n")


if __name__ == "__main__":
    raise SystemExit(main())
