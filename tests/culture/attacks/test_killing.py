"""Serves issue 4 (ballots): `kill -9` at every step of the count leaves no result or a whole one.

A sweep, as the clock runs it, then brings every round to the same end.
"""

import signal

import pytest

BALLOTS = 6
UNTOUCHED = {
    "state": "announced", "results": [], "accepted": [],
    "ballots": 6, "key": True, "is_destroyed": False, "has_secret": True,
}  # fmt: skip
CUT_OFF = {**UNTOUCHED, "state": "closing"}
RELEASED = {**UNTOUCHED, "state": "closed", "results": [6], "accepted": [6], "has_secret": False}
ENDED = {**RELEASED, "ballots": 0, "key": False, "is_destroyed": True}

# The step at which the process dies, and what it leaves.
STEPS = {
    "tally.close_round.before": UNTOUCHED,
    "audit.record.after1": UNTOUCHED,  # before the first commit
    "tally._count.before": CUT_OFF,
    "box.close_boxes.before": CUT_OFF,
    "box.close_boxes.after": CUT_OFF,
    "box.ballots_in.after": CUT_OFF,
    "tally._analysed.after": CUT_OFF,
    "certificates.certificate_of.after": CUT_OFF,
    "tally._wipe.after": CUT_OFF,
    "audit.record.after2": CUT_OFF,  # the last thing before the result is committed
    "tally.destroy.before": RELEASED,
    "box.empty_boxes.before": RELEASED,
    "box._shrink.before": {**RELEASED, "ballots": 0},
    "box.empty_boxes.after": {**RELEASED, "ballots": 0},
    "key_files.destroy.before": {**RELEASED, "ballots": 0},
    "key_files.destroy.after": {**RELEASED, "ballots": 0, "key": False},
}


@pytest.fixture(scope="module")
def killed(module_place):
    return module_place.act("kill_everywhere", steps=list(STEPS), ballots=BALLOTS)[0]


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step_the_result_is_absent_or_whole(killed, step):
    assert killed[step]["killed"] == signal.SIGKILL
    assert killed[step]["left"] == STEPS[step]


@pytest.mark.parametrize("step", STEPS)
def test_a_sweep_brings_what_was_begun_to_its_end_and_nobody_counts_twice(killed, step):
    begun = STEPS[step]["state"] != "announced"

    assert killed[step]["swept"] == (ENDED if begun else UNTOUCHED)


@pytest.mark.parametrize(("same", "statuses"), [(True, [204] * 30), (False, [204] + [409] * 29)])
def test_thirty_ballots_at_once_with_one_ticket_count_once(attacked, same, statuses):
    told = attacked.act("announce", people=[12])[0]
    people = told["people"][:1]
    tickets, _log = attacked.act("collect", round=told["round"], people=people)
    (ticket,) = tickets.values()

    answered, _log = attacked.act(
        "at_once", round=told["round"], ticket=ticket, threads=30, same=same
    )

    copy = attacked.copy()
    assert sorted(answered) == statuses
    assert len(copy["culture_ballot"]) == 1
    assert sum(row["refused"] for row in copy["culture_ballotbox"]) == (0 if same else 29)
