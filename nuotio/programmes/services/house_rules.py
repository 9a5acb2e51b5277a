from datetime import datetime
from uuid import UUID

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import marks, versions
from nuotio.programmes.models import HouseRule, Programme
from nuotio.programmes.queries import house_rules as queries
from nuotio.programmes.rules import together as rules
from nuotio.programmes.standing import Standing

MOST = 12


class BoardFull(Exception):
    """The huoneentaulu has as many lines as people remember."""


@transaction.atomic
def add_line(standing: Standing, text: str, *, once: UUID, at: datetime) -> HouseRule:
    """Write one more line under the others; BoardFull where there are twelve.

    A form sent twice, or the words of a line that is there, make one line.
    """
    lines = _locked(standing)
    rules.can_write_house_rules.require(standing)
    for line in lines:
        # The board is everybody's: whoever sends a line again finds it there.
        if line.once == once or line.text.casefold() == text.casefold():
            return line
    if len(lines) >= MOST:
        raise BoardFull
    line = HouseRule(
        programme=standing.programme,
        text=text,
        position=lines[-1].position + 1 if lines else 0,
        written_by=standing.seat,
        changed_at=at,
        once=marks.own_mark(HouseRule.objects, once),
    )
    line.save()
    audit.record("programmes.write_house_rules", line, actor_id=standing.actor.user_id)
    return line


@transaction.atomic
def change_line(
    line: HouseRule, text: str, *, standing: Standing, version: int, at: datetime
) -> HouseRule:
    """Correct a line; versions.EditedMeanwhile where somebody saved after `version` was seen."""
    line = HouseRule.objects.select_for_update(of=("self",)).get(pk=line.pk)
    rules.can_write_house_rules.require(standing)
    versions.claim(line, seen=version)
    line.text, line.changed_at = text, at
    line.save(update_fields=["text", "changed_at", "version"])
    audit.record("programmes.write_house_rules", line, actor_id=standing.actor.user_id)
    return line


@transaction.atomic
def remove_line(line: HouseRule, *, standing: Standing) -> None:
    """Take a line off the board; taken off twice it is off."""
    lines = _locked(standing)
    rules.can_write_house_rules.require(standing)
    if line not in lines:
        return
    audit.record("programmes.remove_house_rule", line, actor_id=standing.actor.user_id)
    line.delete()


@transaction.atomic
def move_line(line: HouseRule, *, standing: Standing, seen: int, up: bool) -> None:
    """Move a line one up or down; it stays where somebody moved it after place `seen`."""
    lines = _locked(standing)
    rules.can_write_house_rules.require(standing)
    here = lines.index(line) if line in lines else -1
    there = here - 1 if up else here + 1
    if here != seen or not 0 <= there < len(lines):
        return
    lines[here], lines[there] = lines[there], lines[here]
    for place, one in enumerate(lines):
        if one.position != place:
            one.position = place
            one.save(update_fields=["position"])
    audit.record("programmes.write_house_rules", line, actor_id=standing.actor.user_id)


def _locked(standing: Standing) -> list[HouseRule]:
    """Lock the programme, so that one at a time changes the board; return its lines in order."""
    Programme.objects.select_for_update(of=("self",)).only("pk").get(pk=standing.programme.pk)
    return list(queries.lines_of(standing.programme))
