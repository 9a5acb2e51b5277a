import json
import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from nuotio.config.management.plain import PlainCommand
from nuotio.culture.demo import world as surveys
from nuotio.foundation import tenancy
from nuotio.foundation.apart import ALIAS
from nuotio.goals import demo as goals
from nuotio.notifications import demo as notices
from nuotio.people.demo import world
from nuotio.people.models import Organisation
from nuotio.plans.demo import world as plans
from nuotio.programmes.demo import live
from nuotio.programmes.demo import world as programmes
from nuotio.support.demo import world as support

SEED = 2026
TO_TRY = (
    ("Sanna Koskinen", "learning mentor"),
    ("Kirsi Heinonen", "HR"),
    ("Markku Ojala", "management"),
    ("Päivi Rantanen", "nurse and learning mentor"),
    ("Johanna Mäkelä", "coordinator of the service"),
    ("Timo Saarinen", "trainer"),
)


class Command(PlainCommand):
    help = "Fill an empty database with the demo world, and print whom to sign in as."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", default=SEED, type=int)
        parser.add_argument("--json", action="store_true", help="print everyone as JSON")
        parser.add_argument(
            "--if-empty", action="store_true", help="keep a filled database as it is"
        )

    def handle(self, *, seed: int, json: bool, if_empty: bool, **_options: Any) -> None:
        if Organisation.objects.exists():
            if not if_empty:
                raise CommandError("The database is not empty; the demo world needs an empty one.")
            kept = settings.DATA / "demo.json"
            told = _read(kept.read_text()) if kept.exists() else None
        else:
            told = _fill(seed)
        if told is not None:
            self.stdout.write(_as_json(told) if json else _sign_ins(told))


def _fill(seed: int) -> dict[str, Any]:
    password = f"nuotio-{secrets.token_urlsafe(9)}"
    scope = tenancy.unrestricted(reason="Building the demo world.")
    with transaction.atomic(using=ALIAS), transaction.atomic(), scope:
        at = timezone.now()
        people = world.build(seed=seed, at=at, password=make_password(password))
        notices.build(at=at)
        programmes.build(seed=seed, at=at)
        surveys.build(seed=seed, at=at)
        goals.build(at=at)
        live.build(seed=seed, at=at)
        plans.build(at=at)
        support.build(at=at)
        organisations = Organisation.objects.order_by("pk")
        told = {
            "people": [{**vars(person), "password": password} for person in people],
            "organisations": [{"slug": o.slug, "name": o.name_fi} for o in organisations],
        }
    kept = settings.DATA / "demo.json"
    kept.touch(mode=0o600)
    kept.write_text(_as_json(told))
    return told


def _as_json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1)


def _read(text: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(text)
    return told


def _sign_ins(told: dict[str, Any]) -> str:
    """Return six people to try, a line each, and the password that they share."""
    known = {person["name"]: person for person in told["people"]}
    lines = [f"  {known[name]['email']:<42} {who}" for name, who in TO_TRY]
    password = told["people"][0]["password"]
    return "\n".join(["Sign in as:", *lines, f"Password of all of them: {password}"])
