"""Whatever is typed or put into an address, a page says kindly what is wrong and nothing breaks.

Serves issue 5 and design/trust.md: numbers beyond all use, days of other millennia, texts of
thousands of letters too many, marks that turn the reading, and bytes that no database keeps.
"""

from datetime import date

import pytest
from django.urls import get_resolver, reverse

from tests.plans import factories

HUGE = 10**20
RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT OVERRIDE}evil\N{ZERO WIDTH SPACE}"
VALUES = {
    "huge": str(HUGE),
    "bomb": "1e999999",
    "year one": "0001-01-01",
    "last year": "9999-12-31",
    "emoji": f"\N{FIRE}{RIGHT_TO_LEFT}",
    "long": "a" * 5_000,
    "nul": "a\x00b",
}
FIELDS = (
    "once", "version", "kind", "prompt", "words", "where", "helped", "happened_on", "place",
    "audience", "follows", "idea", "title", "need", "goal", "observation", "belief", "action",
    "who", "starts_on", "ends_on", "seen_by", "success", "needs", "stop_rule", "reason", "on",
    "happened", "learned", "decision", "seen_on", "name", "unit", "wanted", "target", "before",
    "before_on", "after", "after_on", "people", "source", "length", "minutes", "given_on", "plan",
    "partner", "more", "seen", "mentor", "owner", "due_on", "answer", "state", "earlier", "later",
    "outcome", "how", "takes", "changed", "works_with", "watch_out", "contact", "may_reopen",
    "question", "language", "closes_on", "moment", "join", "list", "experiment", "stage", "show",
    "whose", "page", "programme", "since", "until", "gaps", "view", "theme", "q", "done", "whence",
    "answer-aim", "answer-hours_a_week", "base-aim", "answer-learned", "base-learned",
)  # fmt: skip


def patterns():
    """Every address of both rooms: its room, its name and what it asks for."""
    found = []
    for space in ("plans", "evaluation"):
        shapes = get_resolver().namespace_dict[space][1].reverse_dict
        for name in {one for one in shapes if isinstance(one, str)}:
            (_shape, asked), *_more = shapes.getlist(name)[0][0]
            found.append((space, name, tuple(asked)))
    return sorted(found)


def names_a_row(where):
    return bool({"pk", "plan", "experiment", "programme"} & set(where[2]))


@pytest.fixture
def rows(ours, sanna, plan):
    """A row of Sanna's for every noun, by what addresses call the noun."""
    tried = factories.ExperimentFactory(plan=plan, running=True, ends_on=date(2026, 2, 1))
    kept = factories.ExperimentFactory(plan=plan, kept=True)
    return {
        "plan": plan,
        "action": factories.PlanActionFactory(plan=plan),
        "experiment": tried,
        "observation": tried,
        "measure_add": tried,
        "measure_change": factories.MeasureFactory(experiment=tried),
        "idea": factories.IdeaFactory(organisation=ours),
        "pulse": factories.PulseFactory(experiment=tried, closes_on=date(2900, 1, 1)),
        "entry": factories.EntryFactory(writer=sanna),
        "support": factories.SupportGivenFactory(mentor=sanna),
        "practice": factories.PracticeFactory(experiment=kept, written_by=sanna),
        "goal": plan.goal,
        "action_add": plan,
    }


def address(space, name, params, pk, slug):
    told = {"organisation": slug, "code": "nothing", "pk": pk, "plan": pk, "experiment": pk}
    told["programme"] = pk
    return reverse(f"{space}:{name}", kwargs={one: told[one] for one in params})


def of_hers(name, params, rows):
    """Return the key of a row of hers for an address."""
    for one in ("plan", "experiment"):
        if one in params:
            return rows[one].pk
    by_name = sorted((one for one in rows if name.startswith(one)), key=len)
    return rows[by_name[-1]].pk if by_name else HUGE


@pytest.mark.parametrize(
    "where", [*filter(names_a_row, patterns())], ids=lambda one: ":".join(one[:2])
)
def test_a_number_that_no_row_has_is_a_page_that_is_not_there(where, sanna, as_member):
    path = address(*where, HUGE, sanna.organisation.slug)
    client = as_member(sanna)

    answers = {client.get(path).status_code, client.post(path, {}).status_code}

    assert answers <= {404, 405}


@pytest.mark.parametrize("value", VALUES.values(), ids=list(VALUES))
def test_what_makes_no_sense_is_answered_kindly_by_every_page(value, sanna, rows, as_member):
    told = dict.fromkeys(FIELDS, value)
    client = as_member(sanna)
    slug, statuses = sanna.organisation.slug, set()

    for where in patterns():
        path = address(*where, of_hers(*where[1:], rows), slug)
        statuses.add(client.get(path, told).status_code)
        statuses.add(client.post(path, told).status_code)

    assert statuses <= {200, 302, 403, 404, 405}


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_days_of_other_millennia_are_shown_and_taken_along(day, sanna, ours, plan, as_member):
    factories.EntryFactory(writer=sanna, happened_on=day, audience="network")
    factories.SupportGivenFactory(mentor=sanna, given_on=day, words="Long ago")
    factories.PlanActionFactory(plan=plan, due_on=day)
    client = as_member(sanna)

    statuses = [
        client.get(address("plans", name, params, plan.pk, ours.slug)).status_code
        for name, params in [
            ("entries", ("organisation",)),
            ("entries_export", ("organisation",)),
            ("support_given", ("organisation",)),
            ("plan", ("organisation", "pk")),
        ]
    ]

    assert statuses == [200] * 4
