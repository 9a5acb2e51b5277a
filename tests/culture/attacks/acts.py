"""What the attacked service does, in a process of its own: python -m tests.culture.attacks.acts.

Every act prints one line of JSON. Chance is seeded here, so that a linker has the same luck each
time; the keys and the seals are as random as ever.
"""

import itertools
import json
import os
import random
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuotio.config.settings")


ROUNDS = itertools.count()


class _NoMigrations:
    """The tables as the models are now."""

    def __contains__(self, _label: str) -> bool:
        return True

    def __getitem__(self, _label: str) -> None:
        return None


def build() -> bool:
    """Make all tables and walls in an empty place."""
    from django.conf import settings
    from django.core.management import call_command

    settings.MIGRATION_MODULES = _NoMigrations()
    for alias in ("default", "box") if settings.BOX_IS_A_FILE else ("default",):
        call_command("migrate", run_syncdb=True, verbosity=0, database=alias)
    call_command("createcachetable", verbosity=0)
    return True


def announce(people: list[int]) -> dict[str, Any]:
    """Announce a round, open now; return what its people know."""
    from datetime import timedelta

    from django.utils import timezone

    from tests.culture import ballot_world

    day = timedelta(days=1)
    now = timezone.now()
    running = ballot_world.running(people=people, opens_at=now - day, closes_at=now + day)
    return {
        "round": str(running.round.public_id),
        "pk": running.round.pk,
        "people": [(one.pk, running.tokens[one.pk]) for one in running.invitees],
    }


def collect(round: str, people: list[tuple[int, str]]) -> dict[str, list[str]]:  # noqa: A002 -- as in the address
    """Let people collect their tickets in this order; return them as kept in their browsers."""
    from django.test import Client

    from tests.culture import voter

    _seed(voter)
    told = {}
    for pk, token in people:
        one = voter.ticket(Client(), f"/survey/{round}/sign", f"/survey/{round}/keys", token=token)
        told[str(pk)] = [one.node, one.prepared.hex(), one.signature.hex()]
    return told


def answer(round: str, order: list[int], tickets: dict[str, list[str]]) -> dict[str, str]:  # noqa: A002 -- as above
    """Let people answer in this order, each with her own canary; return the digest of each."""
    from base64 import b64decode
    from uuid import UUID

    from django.test import Client

    from nuotio.culture.services import box
    from tests.culture import ballot_world, voter

    box._random = random.Random(7)
    tally = b64decode(Client().get(f"/survey/{round}/keys").json()["tally"])
    digests = {}
    for pk in order:
        node, prepared, signature = tickets[str(pk)]
        one = voter.Ticket(node, bytes.fromhex(prepared), bytes.fromhex(signature))
        told = ballot_world.answers(1 + pk % 5, words=f"kanarialintu-{pk}-laulaa")
        sent = voter.ballot(one, told, UUID(round), tally)
        assert voter.cast(Client(), f"/survey/{round}/ballots", sent) == 204
        digests[str(pk)] = one.digest
    return digests


def close(pk: int) -> str:
    """Close a round and count it."""
    from django.utils import timezone

    from nuotio.culture.services import tally

    survey_round = _round(pk)
    from nuotio.foundation import tenancy

    with tenancy.inside(survey_round.organisation_id):
        tally.close_round(survey_round, by=None, at=timezone.now())
    return _round(pk).state


def at_once(round: str, ticket: list[str], threads: int, same: bool) -> list[int]:  # noqa: A002, FBT001 -- as JSON
    """Cast from many threads with one ticket: the same ballot, or another each; return statuses."""
    from base64 import b64decode
    from uuid import UUID

    from django.db import connections
    from django.test import Client

    from tests.culture import ballot_world, voter

    tally = b64decode(Client().get(f"/survey/{round}/keys").json()["tally"])
    one = voter.Ticket(ticket[0], *map(bytes.fromhex, ticket[1:]))
    made = [
        voter.ballot(one, ballot_world.answers(1 + n % 5), UUID(round), tally)
        for n in range(threads)
    ]

    def cast(number: int) -> int:
        try:
            sent = made[0 if same else number]
            return voter.cast(Client(), f"/survey/{round}/ballots", sent)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(cast, range(threads)))


def kill_everywhere(steps: list[str], ballots: int) -> dict[str, dict[str, Any]]:
    """Kill the counting of a round of its own at each step; tell what came of it."""
    found = {}
    for step in steps:
        told = announce([12])
        people = told["people"][:ballots]
        tickets = collect(told["round"], people)
        answer(told["round"], [pk for pk, _token in people], tickets)
        found[step] = _kill_at(step, told["pk"])
    return found


def _kill_at(step: str, pk: int) -> dict[str, Any]:
    """Kill the counting of a round at a step; tell what is left, and what a sweep makes of it."""
    from django.db import connections
    from django.utils import timezone

    from nuotio.culture.services import tally

    connections.close_all()
    child = os.fork()
    if child == 0:
        _arm(step)
        close(pk)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    first = _left(pk)
    tally.finish_rounds(at=timezone.now())
    return {"killed": os.WTERMSIG(status), "left": first, "swept": _left(pk)}


def _arm(step: str) -> None:
    """Let the process die, as by `kill -9`, when it comes to this step."""
    from nuotio.audit import services as audit
    from nuotio.culture import key_files
    from nuotio.culture.services import box, certificates, tally

    modules = {
        "audit": audit,
        "box": box,
        "certificates": certificates,
        "key_files": key_files,
        "tally": tally,
        "transaction": tally.transaction,
    }
    where, name, when = step.split(".")
    module = modules[where]
    original: Callable[..., Any] = getattr(module, name)
    seen = SimpleNamespace(times=0)

    def dies(*args: Any, **kwargs: Any) -> Any:
        seen.times += 1
        if when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = original(*args, **kwargs)
        if when == "after" or when == f"after{seen.times}":
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(module, name, dies)


def _left(pk: int) -> dict[str, Any]:
    from nuotio.culture import key_files
    from nuotio.culture.models import RoundResult
    from nuotio.culture.models.ballots import Ballot
    from nuotio.foundation import tenancy

    survey_round = _round(pk)
    with tenancy.unrestricted(reason="Looking at what is left in a test."):
        results = list(RoundResult.objects.filter(round=pk))
        nodes = [node.code for node in survey_round.nodes.all()]
    return {
        "state": survey_round.state,
        "results": [one.content["answered"] for one in results],
        "accepted": [sum(n["accepted"] for n in one.certificate["nodes"]) for one in results],
        "ballots": Ballot.objects.filter(node__in=nodes).count(),
        "key": key_files.is_there(survey_round.public_id),
        "is_destroyed": survey_round.destroyed_at is not None,
        "has_secret": bool(bytes(survey_round.tally_secret)),
    }


def _round(pk: int) -> Any:
    from nuotio.culture.models import SurveyRound
    from nuotio.foundation import tenancy

    with tenancy.unrestricted(reason="Looking at a round in a test."):
        return SurveyRound.objects.get(pk=pk)


def _seed(voter: Any) -> None:
    """Let serials be the same in each run, and others in each round of a run."""
    chance = random.Random(2026 + next(ROUNDS))
    voter.secrets = SimpleNamespace(token_bytes=chance.randbytes, randbelow=chance.randrange)


ACTS = {
    act.__name__: act for act in (build, announce, collect, answer, close, at_once, kill_everywhere)
}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(ACTS[sys.argv[1]](**json.loads(sys.argv[2]))))  # noqa: T201 -- how it answers
