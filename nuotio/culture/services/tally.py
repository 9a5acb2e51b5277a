"""Counting a round: closed, opened in memory, released once, destroyed.

Each step is committed before the next one begins, and each can be done again. Cut off anywhere, a
round has no result or its whole result; `finish_rounds` goes on where it stopped.

1. The round is CLOSING, with the key that opens its ballots in our hands.
2. The boxes are closed; what lies in them is opened in memory and shuffled.
3. Result and certificate are written, addresses and sealed keys wiped: the round is CLOSED.
4. Ballots, codes and the key file are destroyed.
"""

import logging
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction
from django.db.models import Q

from nuotio.audit import services as audit
from nuotio.culture import instruments, key_files, responses, sealing
from nuotio.culture.models import Invitee, ReportingNode, RoundResult, SurveyRound
from nuotio.culture.responses import Response
from nuotio.culture.results import Results
from nuotio.culture.rules import rounds as rules
from nuotio.culture.services import box, certificates, keys
from nuotio.culture.services.certificates import Counts
from nuotio.foundation import tenancy
from nuotio.people.models import Membership

log = logging.getLogger(__name__)
State = SurveyRound.State


class NotRunning(Exception):
    """The round was never announced, or was discarded."""


@transaction.atomic
def close_round(
    survey_round: SurveyRound,
    *,
    by: Membership | None,
    at: datetime,
    passphrase: str | None = None,
) -> None:
    """Close a round and count it; after this transaction the other steps follow by themselves.

    `by` is None for the clock. Closed twice is closed once; a round whose counting was cut off is
    counted. keys.KeysAreGone, keys.WrongPassphrase and NotRunning change nothing.
    """
    survey_round = _locked(survey_round)
    if by is not None:
        rules.can_change_round.require(by, survey_round)
    if survey_round.state == State.CLOSED:
        return
    if survey_round.state not in (State.ANNOUNCED, State.CLOSING):
        raise NotRunning
    key = keys.tally_key(survey_round, passphrase=passphrase)
    survey_round.state = State.CLOSING
    survey_round.save(update_fields=["state"])
    audit.record("culture.close_round", survey_round, actor_id=by.user_id if by else None)
    transaction.on_commit(partial(_count, survey_round, key, at=at))


def publish(
    survey_round: SurveyRound,
    answers: Sequence[Response],
    counts: Mapping[str, Counts],
    *,
    at: datetime,
) -> None:
    """Analyse the answers of a round and release the result, once; `counts` by node's code.

    A round that has its result keeps it.
    """
    results = _analysed(survey_round, answers)
    with tenancy.inside(survey_round.organisation_id), transaction.atomic():
        survey_round = _locked(survey_round)
        if survey_round.state == State.CLOSED:
            return
        RoundResult.objects.create(
            organisation_id=survey_round.organisation_id,
            round=survey_round,
            content=results.as_json(),
            certificate=certificates.certificate_of(survey_round, counts, at=at),
            released_at=at,
        )
        _wipe(survey_round, at=at)
        audit.record("culture.publish_result", survey_round, actor_id=None)
        transaction.on_commit(partial(destroy, survey_round, at=at))


def destroy(survey_round: SurveyRound, *, at: datetime) -> None:
    """Destroy what is left of a round's ballots and keys, once it was counted or discarded."""
    box.empty_boxes(_codes(survey_round))
    key_files.destroy(survey_round.public_id)
    with tenancy.inside(survey_round.organisation_id):
        ReportingNode.objects.filter(round=survey_round).update(secret=b"")
        SurveyRound.objects.filter(pk=survey_round.pk).update(tally_secret=b"", destroyed_at=at)


def finish_rounds(*, at: datetime) -> int:
    """Close what is due, count what was cut off, destroy what is left; return how many.

    A trustee's round waits for its trustee. A round that fails is told in the log and tried again.
    """
    return sum(_finish(survey_round, at=at) for survey_round in _unfinished(at))


def _unfinished(at: datetime) -> list[SurveyRound]:
    is_over = Q(state__in=(State.CLOSED, State.DISCARDED), destroyed_at=None) & ~Q(tally_key=b"")
    is_due = Q(state=State.ANNOUNCED, closes_at__lte=at) | Q(state=State.CLOSING)
    with tenancy.unrestricted(reason="Rounds of every organisation end by the clock."):
        rows = SurveyRound.objects.filter(is_over | (is_due & Q(has_trustee=False)))
        return list(rows.order_by("pk"))


def _finish(survey_round: SurveyRound, *, at: datetime) -> bool:
    try:
        if survey_round.state in (State.CLOSED, State.DISCARDED):
            destroy(survey_round, at=at)
        else:
            with tenancy.inside(survey_round.organisation_id):
                close_round(survey_round, by=None, at=at)
    except (keys.KeysAreGone, OSError):
        log.exception("Round %s cannot be finished; it is tried again.", survey_round.pk)
        return False
    return True


def _count(survey_round: SurveyRound, key: X25519PrivateKey, *, at: datetime) -> None:
    """Take nothing more, open what was taken, and publish it in an order that tells nothing."""
    codes = _codes(survey_round)
    box.close_boxes(codes)
    ballots = box.ballots_in(codes)
    answers = [_opened(ballot, survey_round, key) for ballot in ballots]
    readable = [one for one in answers if one is not None]
    secrets.SystemRandom().shuffle(readable)
    publish(survey_round, readable, _counts(codes, ballots, readable), at=at)


def _opened(
    ballot: box.Sealed, survey_round: SurveyRound, key: X25519PrivateKey
) -> Response | None:
    """Return what a ballot says; None where its seal or its answers are not of this round."""
    try:
        payload = sealing.opened(
            ballot.content, key, public_id=survey_round.public_id, digest=ballot.digest
        )
        return responses.read(
            payload,
            node=str(ballot.node),
            survey=instruments.survey_of(survey_round.instrument),
            background=survey_round.plan["variables"],
        )
    except (sealing.Broken, responses.Unreadable):
        return None


def _counts(
    codes: Sequence[UUID], ballots: Sequence[box.Sealed], readable: Sequence[Response]
) -> dict[str, Counts]:
    told = box.counted_in(codes)
    cast = Counter(str(ballot.node) for ballot in ballots)
    counted = Counter(response.node for response in readable)
    found = {}
    for code in map(str, codes):
        refused, printed = told.get(UUID(code), (0, 0))
        unreadable = cast[code] - counted[code]
        found[code] = Counts(counted[code], refused + unreadable, printed)
    return found


def _analysed(survey_round: SurveyRound, answers: Sequence[Response]) -> Results:
    from nuotio.culture import analysis  # noqa: PLC0415 -- arrays are loaded where they are needed

    survey = instruments.survey_of(survey_round.instrument)
    return analysis.analyse(answers, survey=survey, plan=survey_round.plan)


def _wipe(survey_round: SurveyRound, *, at: datetime) -> None:
    """Forget addresses, links, what was signed and private keys; the round is closed."""
    Invitee.objects.filter(round=survey_round).update(email="", link_digest="", blinded="")
    ReportingNode.objects.filter(round=survey_round).update(secret=b"")
    survey_round.state, survey_round.closed_at = State.CLOSED, at
    survey_round.tally_secret = b""
    survey_round.save(update_fields=["state", "closed_at", "tally_secret"])


def _codes(survey_round: SurveyRound) -> list[UUID]:
    """Return under which codes boxes of the round may be: its nodes, and its own."""
    with tenancy.inside(survey_round.organisation_id):
        nodes = ReportingNode.objects.filter(round=survey_round)
        return [survey_round.public_id, *nodes.values_list("code", flat=True)]


def _locked(survey_round: SurveyRound) -> SurveyRound:
    found: SurveyRound = SurveyRound.objects.select_for_update(of=("self",)).get(pk=survey_round.pk)
    return found
