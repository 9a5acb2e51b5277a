"""Invented answers of an organisation by the demo world's survey model; wave after wave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.random import Generator

from nuotio.culture.instruments import Item, Survey
from nuotio.culture.responses import CANNOT_SAY, Answer, Response
from nuotio.foundation import content

Means = Mapping[str, float]
KEPT_AT_FOLLOW_UP = 0.7  # of what changed, as the model's `followup_rule` says
SPOKEN = 1 / 12  # of those who answer, to each question
WAVES = ("baseline", "end", "followup")


def model() -> dict[str, Any]:
    """Return the survey model: standard deviations and rates by name."""
    told: dict[str, Any] = content.load("demo_world")["survey_model"]
    return told


def means_of(told: Mapping[str, Any], wave: str) -> Means:
    """Return the organisation's mean of each scale in a wave: baseline, end or followup."""
    start = {**model()["default_baseline"], **told.get("baseline", {})}
    change = {**model()["default_change_end"], **told.get("change_end", {})}
    kept = {"baseline": 0.0, "end": 1.0, "followup": KEPT_AT_FOLLOW_UP}[wave]
    return {scale: mean + kept * change[scale] for scale, mean in start.items()}


@dataclass
class Crowd:
    """People of an organisation who answer: each unit keeps its own colour in every wave."""

    dice: Generator
    survey: Survey
    units: Sequence[str]
    shifts: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        spread = model()["sd"]["unit"]
        self.shifts = {unit: float(self.dice.normal(0, spread)) for unit in self.units}

    def answer(
        self,
        means: Means,
        counts: Mapping[str, int],
        *,
        background: Mapping[str, Sequence[str]],
        words: Mapping[str, Sequence[str]],
    ) -> list[Response]:
        """Let so many people of each unit answer; each of the `words` is said once, by somebody."""
        made: list[Response] = []
        left = {code: list(self.dice.permutation(list(said))) for code, said in words.items()}
        for unit, count in counts.items():
            rows = self._answers(means, self.shifts[unit], count)
            made += [
                Response(unit, answers, self._classes(background), self._words(left))
                for answers in rows
            ]
        return made

    def _answers(self, means: Means, shift: float, count: int) -> list[dict[str, Answer]]:
        """Latent = mean + unit + person + person in the dimension + noise, rounded to 1..5."""
        spread = model()["sd"]
        person = self.dice.normal(0, spread["person_general"], count)
        rows: list[dict[str, Answer]] = [{} for _ in range(count)]
        for scale in self.survey.scales:
            own = person + self.dice.normal(0, spread["person_dimension"], count)
            for item in scale.items:
                latent = means[scale.code] + shift + own
                latent = latent + self.dice.normal(0, spread["item"], count)
                self._write(rows, item, np.clip(np.rint(latent), 1, 5).astype(int))
        return rows

    def _write(self, rows: list[dict[str, Answer]], item: Item, points: Any) -> None:
        rates = model()
        chance = self.dice.random(len(rows))
        for row, point, luck in zip(rows, points.tolist(), chance.tolist(), strict=True):
            value: Answer = 6 - point if item.is_reversed else point
            if luck < rates["cannot_say_rate"]:
                value = CANNOT_SAY
            elif luck < rates["cannot_say_rate"] + rates["skip_rate"]:
                value = None
            row[item.code] = value

    def _classes(self, background: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """Most people tell; the first class is the smallest."""
        chosen = {}
        for code, classes in background.items():
            weights = np.arange(1, len(classes) + 1, dtype=float)
            if self.dice.random() < 0.95:
                chosen[code] = str(self.dice.choice(list(classes), p=weights / weights.sum()))
        return chosen

    def _words(self, left: Mapping[str, list[Any]]) -> dict[str, str]:
        """Say something to a question in one of twelve cases, as long as there is something."""
        return {
            code: str(said.pop())
            for code, said in left.items()
            if said and self.dice.random() < SPOKEN
        }
