"""One round of the published package mentor-match over given scores, in a process of its own.

    .venv/bench/bin/python bench/mentor_match.py < scores.json

Reads a square of whole scores, rows of mentors; prints CPU seconds and the sum of scores reached.
It runs where that package is installed and nothing of ours is.
"""

import json
import sys
import time
from typing import Any

from matching import process  # type: ignore[import-not-found]
from matching.mentee import Mentee  # type: ignore[import-not-found]
from matching.mentor import Mentor  # type: ignore[import-not-found]
from matching.rules.rule import Rule  # type: ignore[import-not-found]


class Given(Rule):  # type: ignore[misc]
    """A rule that looks the score up; people bear their place in the square as their grade."""

    def __init__(self, scores: list[list[int]]) -> None:
        super().__init__()
        self.scores = scores

    def apply(self, match_object: Any) -> int:
        """Return the score of a pair."""
        score: int = self.scores[match_object.mentor.grade][match_object.mentee.grade]
        return score

    def evaluate(self, match_object: Any) -> bool:
        """Tell that every pair may be matched."""
        return True


def main() -> int:
    """Match, print seconds and total; return 0."""
    scores = json.load(sys.stdin)
    mentors = [Mentor(grade=n, email=f"mentor{n}") for n in range(len(scores))]
    mentees = [Mentee(grade=n, email=f"mentee{n}") for n in range(len(scores))]
    began = time.process_time()
    process.process_data(mentors, mentees, [[Given(scores)]])
    took = time.process_time() - began
    total = sum(scores[m.grade][mentee.grade] for m in mentors for mentee in m.mentees)
    print(json.dumps({"cpu_seconds": took, "score": total}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
