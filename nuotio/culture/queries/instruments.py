from collections.abc import Sequence

from nuotio.culture.instruments import Content, copy_of, shipped
from nuotio.culture.models import Instrument
from nuotio.foundation import addresses
from nuotio.people.models import Membership
from nuotio.ui.filters import said


def instruments_of(actor: Membership) -> Sequence[Instrument]:
    """Return the own instruments of the member's organisation, by name; retired ones last."""
    rows = Instrument.objects.filter(organisation_id=actor.organisation_id)
    found = rows.order_by("name_fi", "pk")
    return sorted(found, key=lambda one: one.retired_at is not None)


def instrument_at(pk: int, *, actor: Membership) -> Instrument | None:
    """Return an own instrument of the member's organisation."""
    rows = Instrument.objects.filter(organisation_id=actor.organisation_id)
    found: Instrument | None = rows.filter(pk=pk).first()
    return found


def choices_for(actor: Membership) -> Sequence[tuple[str, str]]:
    """Return what a survey may ask, key and words: the shipped ones, then own ones in use."""
    own = [one for one in instruments_of(actor) if one.retired_at is None]
    return [
        *((code, _sized(said(content["name"]), content)) for code, content in shipped().items()),
        *((str(one.pk), _sized(one.name, one.content)) for one in own),
    ]


def _sized(name: str, content: Content) -> str:
    return f"{name} · {content['minutes']}\N{NO-BREAK SPACE}min"


def content_of(key: str, *, actor: Membership) -> Content:
    """Return what a chosen key asks; an own instrument leaves its mark, so that drafts follow it.

    KeyError where the member's organisation has nothing under this key.
    """
    if key in shipped():
        return copy_of(key)
    told = addresses.key_in(key)
    own = instrument_at(told, actor=actor) if told is not None else None
    if own is None:
        raise KeyError(key)
    return own.as_asked()
