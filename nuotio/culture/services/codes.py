"""Printed one-time codes: for people without a computer, drawn from a bowl, known to nobody.

A code is eleven letters and digits that are not mistaken for each other and a twelfth that notices
a slip of the pen: 49.8 bits. Only digests are kept, and only the round's key file can search them.
"""

import re
import secrets
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from nuotio.culture import instruments, key_files, responses, sealing
from nuotio.culture.models import ReportingNode, SurveyRound
from nuotio.culture.queries import ballots as queries
from nuotio.culture.responses import Response
from nuotio.culture.rules import rounds as rules
from nuotio.culture.services import box, keys
from nuotio.culture.services.box import TooManyCodes, UnknownCode
from nuotio.culture.services.casting import NotNow
from nuotio.people.models import Membership

__all__ = ["NotNow", "TooManyCodes", "UnknownCode", "cast_by_code", "is_code", "print_codes"]

LETTERS = "34679ACDEFGHJKLMNPRTWXY"  # 23, a prime: the check notices each slip and each swap
LENGTH = 11
PURPOSE = "code"


def print_codes(
    survey_round: SurveyRound, node: ReportingNode, number: int, *, by: Membership
) -> list[str]:
    """Return fresh codes of a node, told only now; those of it that were not used become void.

    TooManyCodes for more than the node's `paper_codes`, NotNow where no tickets are given either,
    keys.KeysAreGone without the key file.
    """
    rules.can_change_round.require(by, survey_round)
    made = [_make_code() for _ in range(number)]
    digests = [_digest(code, survey_round) for code in made]
    try:
        box.replace_codes(node.code, digests, at_most=node.paper_codes)
    except box.Closed as error:
        raise NotNow from error
    return made


def cast_by_code(public_id: UUID, code: str, response: Response, *, at: datetime) -> None:
    """Seal the answers of whoever holds a printed code, and put them into the box at once.

    UnknownCode for a code that was never printed, was used or became void; NotNow outside the
    round's time. The code does not stand in the ballot: nothing leads from one to the other.
    """
    survey_round = queries.public_round(public_id)
    if survey_round is None or not survey_round.takes_answers(at):
        raise NotNow
    if not is_code(code):
        raise UnknownCode
    payload = responses.written(response)
    _require_readable(payload, survey_round)
    digest = secrets.token_hex(32)
    key = X25519PublicKey.from_public_bytes(bytes(survey_round.tally_key))
    sealed = sealing.seal(payload, key, public_id=public_id, digest=digest)
    try:
        box.accept_for_code(_digest(code, survey_round), digest, sealed)
    except box.Closed as error:
        raise NotNow from error


def is_code(text: str) -> bool:
    """Say whether this can be a code: written in any way, without a slip."""
    letters = _plain(text)
    return (
        len(letters) == LENGTH + 1
        and set(letters) <= set(LETTERS)
        and letters[-1] == _check(letters[:-1])
    )


def _require_readable(payload: bytes, survey_round: SurveyRound) -> None:
    """Refuse answers that the tally could not read: a mistake of the form must show at once."""
    survey = instruments.survey_of(survey_round.instrument)
    responses.read(payload, node="", survey=survey, background=survey_round.plan["variables"])


def _make_code() -> str:
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    whole = letters + _check(letters)
    return "-".join((whole[:4], whole[4:8], whole[8:]))


def _check(letters: str) -> str:
    weighed = sum(place * LETTERS.index(letter) for place, letter in enumerate(letters, 2))
    return LETTERS[weighed % len(LETTERS)]


def _plain(text: str) -> str:
    return re.sub(r"[\s\-\u2010-\u2015]", "", text).upper()


def _digest(code: str, survey_round: SurveyRound) -> str:
    try:
        return key_files.digest(_plain(code), public_id=survey_round.public_id, purpose=PURPOSE)
    except key_files.Missing as error:
        raise keys.KeysAreGone from error
