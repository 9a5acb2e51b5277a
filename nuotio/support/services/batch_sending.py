"""A joint proposal is sent: every mentor of it is asked, and none is assigned."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import versions
from nuotio.people.models import Membership
from nuotio.support.models import Batch, BatchLine, SupportInvitation, SupportRequest
from nuotio.support.proposals import leftovers, proposing
from nuotio.support.proposals import situations as proposals
from nuotio.support.proposals.proposing import Pick
from nuotio.support.queries import batches as queries
from nuotio.support.rules import matching as rules
from nuotio.support.services import batches, invitations
from nuotio.support.services.grounds import Grounds
from nuotio.support.words import refusals

State = Batch.State


@transaction.atomic
def publish_batch(batch: Batch, *, by: Membership, at: datetime, version: int) -> Batch:
    """Ask every mentor of the proposal; nobody is assigned without saying yes. Twice is once.

    Left out, and told on the proposal, is who has no time any more, or whose request has ended.
    """
    batch = batches.locked(batch)
    rules.can_make_batch.require(by)
    if batch.state == State.PUBLISHED:
        return batch
    batch = batches.draft_locked(batch)
    versions.claim(batch, seen=version)
    _hold(batch)
    lines = [one for one in queries.lines_of(batch) if one.mentor_id is not None]
    found = proposals.remembering(proposals.situated(lines, day=timezone.localdate(at)), lines)
    standing = proposing.stand_together(found.world, [_pick(one) for one in lines])
    known = Grounds(found, [_once(batch, one) for one in lines])
    for line in sorted(lines, key=lambda one: (one.request_id, one.place)):
        line.month = standing.get(_pick(line), line.month)
        is_standing = _pick(line) in standing
        line.missing = _asked(batch, line, known, is_standing=is_standing, by=by, at=at)
    BatchLine.objects.bulk_update(lines, ["month", "missing"])
    batch.state, batch.published_at = State.PUBLISHED, at
    batch.save(update_fields=["state", "published_at", "version"])
    audit.record("support.publish_batch", batch, actor_id=by.user_id)
    return batch


def _asked(
    batch: Batch, line: BatchLine, known: Grounds, *, is_standing: bool, by: Membership, at: Any
) -> list[dict[str, Any]]:
    """Ask the mentor of a line; return nothing, or why she was left out."""
    if not is_standing or line.mentor is None:
        return [{"code": leftovers.left_out(known.found, line), "values": {}}]
    request, once = known.found.requests[line.request_id], _once(batch, line)
    try:
        made = invitations.invite(
            request,
            line.mentor,
            by=by,
            way=SupportInvitation.Way.BATCH,
            at=at,
            once=once,
            month=line.month,
            ground=known.of(request, line.mentor, once),
        )
    except refusals.Refused as refused:
        return [{"code": leftovers.REFUSALS.get(type(refused), leftovers.CANNOT), "values": {}}]
    known.tell(made)
    return []


def _once(batch: Batch, line: BatchLine) -> UUID:
    """Return the mark of a line: sent twice, its mentor is asked once."""
    return uuid5(batch.once, f"{line.request_id}-{line.place}")


def _pick(line: BatchLine) -> Pick:
    return Pick(line.request_id, line.place, line.mentor_id)


def _hold(batch: Batch) -> None:
    """Hold the requests of a proposal, in the order of their keys, until the caller has done."""
    rows = SupportRequest.objects.select_for_update(of=("self",), no_key=True)
    list(rows.filter(pk__in=batch.lines.values("request")).order_by("pk"))
