"""How well people are mixed into groups, beside groups drawn by chance and what is possible.

    python -m bench.grouping

Prints repeated meetings and pairs of one organisation with their proved lower bounds; the time is
processor time of this process.
"""

import statistics
import time
from dataclasses import dataclass

from nuotio.programmes.grouping import mixing

SESSIONS, SIZES, SEEDS = 3, (4, 5, 6), 20
CROWDS = {
    "60 people, 8 organisations": (12, 10, 9, 8, 7, 6, 5, 3),
    "100 people, 12 organisations": (16, 14, 12, 11, 10, 9, 8, 7, 5, 4, 3, 1),
}


@dataclass(frozen=True)
class Figures:
    """One crowd in groups of one size; the time in CPU seconds, chance as means over seeds."""

    found: mixing.Mixing
    cpu_seconds: float
    chance_repeats: float
    chance_alike: float


def main() -> int:
    """Measure and print the table; return 0."""
    print(f"\nmixed groups for {SESSIONS} sessions, beside the mean of {SEEDS} draws by chance\n")
    print(f"{'':<38}{'repeats':^24}{'same organisation':^24}")
    columns = "".join(f"{name:>8}" for name in ("mixed", "bound", "chance"))
    print(f"{'people':<32}{'size':>6}{columns}{columns}{'CPU s':>8}")
    for name, crowd in CROWDS.items():
        for size in SIZES:
            print(f"{name:<32}{size:>6}{line(measure(crowd, size))}")
    return 0


def measure(crowd: tuple[int, ...], size: int) -> Figures:
    """Mix a crowd, given as people of each organisation, and draw it by chance as well."""
    owners = [owner for owner, members in enumerate(crowd) for _ in range(members)]
    people = [mixing.Person(key, owner) for key, owner in enumerate(owners)]
    began = time.process_time()
    found = mixing.mix(people, sessions=SESSIONS, size=size)
    took = time.process_time() - began
    drawn = [
        mixing.random_mixing(people, sessions=SESSIONS, size=size, seed=seed)
        for seed in range(SEEDS)
    ]
    return Figures(
        found=found,
        cpu_seconds=took,
        chance_repeats=statistics.mean(each.repeats for each in drawn),
        chance_alike=statistics.mean(each.same_organisation for each in drawn),
    )


def line(figures: Figures) -> str:
    """Return the figures as columns."""
    found = figures.found
    return (
        f"{found.repeats:>8}{found.repeats_bound:>8}{figures.chance_repeats:>8.1f}"
        f"{found.same_organisation:>8}{found.same_organisation_bound:>8}"
        f"{figures.chance_alike:>8.1f}{figures.cpu_seconds:>8.2f}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
