"""What the people of the demo world write: answers in the fields of the assignments, feedback."""

import re
from collections.abc import Sequence
from typing import Any

from nuotio.foundation import content
from nuotio.people.models import Unit
from nuotio.programmes.demo.cast import experiments_of, named
from nuotio.programmes.demo.cohorts import Cohort, House
from nuotio.programmes.models import Seat

CONCLUSIONS = {
    "supported": "Hypoteesi sai tukea.",
    "partly": "Osittain tuki hypoteesia.",
    "not_supported": "Ei saanut tukea.",
}
BEGUN = ("observation", "hypothesis", "action", "measure", "baseline", "success", "log")
UNFINISHED = ("result", "learning", "team")
NEXT_NOTE = re.compile(r"(?<=[.!?”]) (?=(?:Vko|V\.|Käynnit|\d+\.) )")  # in a log
NEXT_SENTENCE = re.compile(r"(?<=\.) ")
CUT_SHORT = {"team", "learning", "pitfalls", "continuation"}
Content = dict[str, str]


class Pen:
    """Writes for one pair of mentors, in the language of the pair."""

    def __init__(self, cohort: Cohort, house: House, seats: Sequence[Seat]) -> None:
        self._dice, self._house, self._cohort = cohort.dice, house, cohort
        self._words = content.load("demo_programmes")
        self._unit: Unit | None = seats[0].membership.unit if seats[0].membership else None
        self._told = self._experiment_of(seats)
        self.language = "fi" if self._told else _language(seats)

    def _experiment_of(self, seats: Sequence[Seat]) -> dict[str, Any] | None:
        """Return the pair's experiment in the demo world, where it has one."""
        ids = named()
        mine = {ids[seat.name] for seat in seats if seat.name in ids}
        for experiment in experiments_of(self._house.slug):
            if mine and mine.issuperset(experiment["mentors"]):
                return experiment
        return None

    def observed(self) -> Content:
        """Return an answer to the first assignment."""
        words, language = self._words, self.language
        own = words["observations"][self._house.slug] if language == "fi" else []
        seen = self._draw_some(f"own-{self._house.slug}", own, 2)
        seen += self._draw_some("observations", words["observations"][language], 5 - len(seen))
        heard = self._draw_some("conversations", words["conversations"][language], 3)
        audience = self._draw("audiences", words["audiences"][language])
        return {
            "observations": "\n".join(f"{number}. {one}" for number, one in enumerate(seen, 1)),
            "conversations": "\n".join(heard),
            "focus": self._focus(),
            "audience": audience.format(unit=self._unit_name()),
            "plan": self._plan(),
        }

    def _focus(self) -> str:
        goals = self._house.company.told["goals"]
        focus: str = self._draw(f"focus-{self._house.slug}", [goal["focus"] for goal in goals])
        return focus

    def _unit_name(self) -> str:
        if self._unit is None:
            return ""
        return self._unit.name_sv if self.language == "sv" else self._unit.name_fi

    def _plan(self) -> str:
        words = self._words["plans"]
        own = [words[self._house.slug]] if self.language == "fi" else []
        plan: str = self._draw(f"plans-{self._house.slug}", own + words[self.language])
        return plan

    def tried(self, *, is_short: bool = False, is_done: bool = True) -> Content:
        """Return an answer to the second assignment; without what comes last, where it goes on."""
        told = self._experiment(is_short=is_short)
        answer = {name: told[name] for name in (*BEGUN, *UNFINISHED)}
        if not is_done:
            answer |= dict.fromkeys(UNFINISHED, "")
            answer["log"] = " ".join(NEXT_NOTE.split(told["log"])[:2])
        return answer

    def _experiment(self, *, is_short: bool = False) -> dict[str, Any]:
        """Return the pair's own, else another that nobody else in the programme has made."""
        if self._told is None:
            told = [
                one
                for one in self._words["experiments"][self.language]
                if one.get("is_short", False) == is_short or not self._cohort.is_halfway
            ]
            self._told = self._draw(f"experiments-{is_short}", told)
        elif "log" not in self._told:
            self._told = {**self._told, **self._words["noted"][self._told["id"]]}
            self._told |= {"result": _result(self._told), "learning": self._told["learning"] or ""}
        return self._told

    def shared(self) -> Content:
        """Return an answer to the third assignment: the practice card and how they go on."""
        told = self._experiment()
        cards = {one["from"]: one for one in content.load("demo_world")["practices"]}
        card = cards.get(told.get("id", ""), {})
        needs = "needs_sv" if self.language == "sv" else "needs"
        return {
            "name": card.get("title", told["title"]),
            "problem": card.get("problem", told["observation"]),
            "how": card.get("how", told["action"]),
            "needs": card.get("needs") or self._draw(needs, self._words[needs]),
            "evidence": f"{told['measure']}: {told['baseline']} → {told['result']}",
            "pitfalls": card.get("pitfalls", told["learning"]),
            "continuation": self._draw(
                "continuations", self._words["continuations"][self.language]
            ),
        }

    def _draw(self, name: str, cards: Sequence[Any]) -> Any:
        return self._dice.draw(f"{name}-{self.language}", cards)

    def _draw_some(self, name: str, cards: Sequence[Any], count: int) -> list[Any]:
        return self._dice.draw_some(f"{name}-{self.language}", cards, count)


def _language(seats: Sequence[Seat]) -> str:
    """Return Swedish where one of them speaks it."""
    spoken = {seat.membership.user.language for seat in seats if seat.membership}
    return "sv" if "sv" in spoken else "fi"


def _result(told: dict[str, Any]) -> str:
    if told["result"] is None:
        return ""
    return f"{told['result']} (tavoite {told['success']}). {CONCLUSIONS[told['conclusion']]}"


def told_by_management(cohort: Cohort, house: House, seat: Seat) -> Content:
    """Return an HR contact's answer: what the survey shows and what management said of it."""
    words, dice, language = content.load("demo_programmes"), cohort.dice, _language([seat])
    is_first = seat == house.seated(Seat.Role.HR)[0]
    if language == "sv":
        keys = ("strengths_sv", "areas_sv", "management_sv")
        strength, areas, said = (dice.draw(key, words[key]) for key in keys)
        return {"strength": strength, "areas": areas, "management": said}
    levels = house.company.told.get("baseline") or _about_default(cohort)
    order = sorted(levels, key=lambda dimension: (-levels[dimension], dimension))
    best, worst = (order[0], order[-2:]) if is_first else (order[1], order[-4:-2])
    second = words["management"]["second"]
    said = words["management"][house.slug] if is_first else dice.draw("second", second)
    return {
        "strength": words["strengths"][best],
        "areas": "\n".join(words["areas"][dimension] for dimension in reversed(worst)),
        "management": said,
    }


def _about_default(cohort: Cohort) -> dict[str, float]:
    usual = content.load("demo_world")["survey_model"]["default_baseline"]
    return {key: level + cohort.dice.uniform(-0.35, 0.35) for key, level in sorted(usual.items())}


def first_try(told: Content) -> Content:
    """Return a first copy of an answer, which leaves something to be gone on with."""
    return {name: _begun(name, text) for name, text in told.items()}


def _begun(name: str, text: str) -> str:
    """Return the first sentence of what was cut short, of others the first lines."""
    if name in CUT_SHORT:
        return NEXT_SENTENCE.split(text, maxsplit=1)[0]
    return "\n".join(text.split("\n")[:2])


def trainers_words(cohort: Cohort, code: str, language: str) -> str:
    """Return a trainer's feedback on an assignment."""
    cards = content.load("demo_programmes")["feedback"]["trainer"][code][language]
    said: str = cohort.dice.draw(f"trainer-{code}-{language}", cards)
    return said


def words_of_hr(cohort: Cohort, language: str) -> str:
    """Return feedback of HR."""
    said: str = cohort.dice.draw(
        f"hr-{language}", content.load("demo_programmes")["feedback"]["hr"][language]
    )
    return said


def words_to_go_on(cohort: Cohort, code: str, language: str) -> str:
    """Return what is asked when an answer is given back."""
    cards = content.load("demo_programmes")["feedback"]["returned"][code][language]
    said: str = cohort.dice.draw(f"returned-{code}-{language}", cards)
    return said
