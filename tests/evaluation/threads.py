"""Threads made up in memory: whole, broken, under way, not taken up."""

from datetime import date

from nuotio.evaluation.thread import Gap, Item, Knot, Line, Thread

UNDECIDED = Gap(
    "undecided",
    "The experiment ended three weeks ago, and nothing is decided.",
    "Annika and Petri",
    "help the pair decide",
    since=date(2026, 10, 28),
)
UNTAKEN = Gap("untaken", "No mentor works on the goal", "", "ask who would like to")
UNUSED = Gap("no_goal", "No goal rests on the finding on trust.", "HR", "")
WHOLE = Line(
    "We learn together at a distance",
    "whole",
    [
        Knot("ground", "Finding", [Item("Reflection 2.9", "survey, spring 2025")]),
        Knot("goal", "Goal", [Item("The team stops once a month")]),
        Knot("plan", "Plan", [Item("Sanna and Jari", "agreed 9 Sep")], more=2),
        Knot("experiment", "Experiment", [Item("Friday's five minutes"), Item("A quiet hour")]),
        Knot("change", "Change", [Item("Reflection 3.2")]),
        Knot("practice", "Practice", [Item("Five minutes")]),
    ],
)
BROKEN = Line(
    "Standing uncertainty",
    "gaps",
    [
        Knot("goal", "Goal", [Item("=1+1")]),
        Knot("experiment", "Experiment", [Item("Try first")], gaps=[UNDECIDED]),
        Knot("change", "Change", waits="The next survey is in spring."),
        Knot("practice", "Practice"),
    ],
)
UNDER_WAY = Line("Asking for help", "under_way", [Knot("goal", "Goal", [Item("We ask")])])
LONELY = Line(
    "New colleagues learn sooner",
    "untaken",
    [Knot("goal", "Goal", [Item("A month")]), Knot("plan", "Plan", gaps=[UNTAKEN], more_gaps=2)],
)
THREAD = Thread(
    "Survey Agency",
    [WHOLE, BROKEN, UNDER_WAY, LONELY],
    loose=[UNUSED],
    gap_count=5,
    total=4,
    chosen=[("Programme", "Autumn 2026")],
)
EMPTY = Thread("Survey Agency", [])
