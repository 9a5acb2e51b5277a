"""The keys of a round: made before it opens, looked at while it runs, gone once it is counted."""

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction
from django.db.models import QuerySet

from nuotio.culture import blind, key_files, sealing
from nuotio.culture.models import ReportingNode, SurveyRound
from nuotio.culture.services import box

TALLY = "tally"


class KeysCannotBeKept(Exception):
    """The folder of key files is missing or cannot be written to."""


class KeysAreGone(Exception):
    """The round's key file is missing, or is not the one that its keys were sealed with."""


class WrongPassphrase(Exception):
    """The trustee's passphrase is another one, or was not given."""


def can_keep_keys() -> bool:
    """Say whether a round could keep its keys; asked before it is announced."""
    return key_files.can_keep()


@transaction.atomic
def make_keys(survey_round: SurveyRound, *, passphrase: str | None) -> None:
    """Make the round's tally key and a signing key for each node with invited people.

    A round that has its keys keeps them. KeysCannotBeKept where the folder of keys fails; the
    caller's transaction then takes everything back. A trustee's round needs a passphrase.
    """
    if survey_round.tally_key:
        return
    if survey_round.has_trustee != bool(passphrase):
        raise WrongPassphrase
    try:
        key_files.make(survey_round.public_id)
    except OSError as error:
        raise KeysCannotBeKept from error
    nodes = list(_with_people(survey_round))
    for node in nodes:
        _make_signing_key(node, survey_round)
    _make_tally_key(survey_round, passphrase)
    box.open_boxes([survey_round.public_id, *(node.code for node in nodes)])


def are_present(survey_round: SurveyRound) -> bool:
    """Say whether the round's key file is there and opens what was sealed with it."""
    try:
        _outer(survey_round)
    except KeysAreGone:
        return False
    return True


def signing_key(node: ReportingNode, survey_round: SurveyRound) -> RSAPrivateKey:
    """Return a node's private signing key; KeysAreGone where its seal does not open."""
    return blind.private_key(_unsealed(bytes(node.secret), survey_round, str(node.code)))


def tally_key(survey_round: SurveyRound, *, passphrase: str | None) -> X25519PrivateKey:
    """Return the round's private tally key; KeysAreGone or WrongPassphrase where it stays shut."""
    secret = _outer(survey_round)
    if survey_round.has_trustee:
        try:
            secret = key_files.opened_with(passphrase or "", secret)
        except key_files.WrongKey as error:
            raise WrongPassphrase from error
    return X25519PrivateKey.from_private_bytes(secret)


def _outer(survey_round: SurveyRound) -> bytes:
    return _unsealed(bytes(survey_round.tally_secret), survey_round, TALLY)


def _unsealed(sealed: bytes, survey_round: SurveyRound, purpose: str) -> bytes:
    try:
        return key_files.opened(sealed, public_id=survey_round.public_id, purpose=purpose)
    except (key_files.Missing, key_files.WrongKey) as error:
        raise KeysAreGone from error


def _with_people(survey_round: SurveyRound) -> QuerySet[ReportingNode]:
    rows: QuerySet[ReportingNode] = ReportingNode.objects.filter(round=survey_round, invited__gt=0)
    return rows.order_by("pk")


def _make_signing_key(node: ReportingNode, survey_round: SurveyRound) -> None:
    key = blind.make_key()
    node.key = blind.public_bytes(key.public_key())
    node.secret = key_files.seal(
        blind.private_bytes(key), public_id=survey_round.public_id, purpose=str(node.code)
    )
    node.save(update_fields=["key", "secret"])


def _make_tally_key(survey_round: SurveyRound, passphrase: str | None) -> None:
    key = sealing.make_key()
    secret = key.private_bytes_raw()
    if passphrase:
        secret = key_files.seal_with(passphrase, secret)
    survey_round.tally_key = key.public_key().public_bytes_raw()
    survey_round.tally_secret = key_files.seal(
        secret, public_id=survey_round.public_id, purpose=TALLY
    )
    survey_round.save(update_fields=["tally_key", "tally_secret"])
