"""Which organisations the current piece of work may see. Closed unless opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import models

from nuotio.foundation import row_security

Row = TypeVar("Row", bound=models.Model)


class TenancyClosedError(RuntimeError):
    """Organisation-owned rows were asked for before anyone said whose."""


class ForeignOrganisationError(RuntimeError):
    """A row of an organisation that is not open was about to be written."""


Visible = frozenset[int] | None
EVERY_ORGANISATION: frozenset[int] = frozenset({-1})

_visible: ContextVar[Visible] = ContextVar("visible_organisations", default=None)


@contextmanager
def inside(*organisation_ids: int) -> Iterator[None]:
    """Open exactly these organisations (ids) until the block ends.

    On PostgreSQL the block is one transaction.
    """
    with _open(frozenset(organisation_ids)):
        yield


@contextmanager
def unrestricted(*, reason: str) -> Iterator[None]:
    """Open every organisation; the reason is for the reader of the calling code."""
    if not reason:
        raise ValueError("Say why every organisation must be visible here.")
    with _open(EVERY_ORGANISATION):
        yield


@contextmanager
def _open(visible: frozenset[int]) -> Iterator[None]:
    outer = _visible.get()
    token = _visible.set(visible)
    try:
        with row_security.announced(_as_setting(visible), outer=_as_setting(outer)):
            yield
    finally:
        _visible.reset(token)


def _as_setting(visible: Visible) -> str:
    """Return the text that the row policies compare with: ids with commas, or a star."""
    if visible is None:
        return ""
    if visible == EVERY_ORGANISATION:
        return "*"
    return ",".join(str(pk) for pk in sorted(visible))


def is_open(organisation_id: int) -> bool:
    """Say whether rows of this organisation may be touched now."""
    visible = _visible.get()
    return visible is not None and (visible == EVERY_ORGANISATION or organisation_id in visible)


class OrganisationManager(models.Manager[Row]):
    """Sees the rows of the open organisations; refuses to answer when none is open."""

    def get_queryset(self) -> models.QuerySet[Row]:
        visible = _visible.get()
        if visible is None:
            raise TenancyClosedError("Open an organisation first: tenancy.inside(...)")
        rows = super().get_queryset()
        if visible == EVERY_ORGANISATION:
            return rows
        return rows.filter(organisation_id__in=visible)


class OwnedByOrganisation(models.Model):
    """Behaviour of every owned row; `people.models.OrganisationOwned` adds the key itself."""

    objects: OrganisationManager[Any] = OrganisationManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        organisation_id: int = getattr(self, "organisation_id")  # noqa: B009 -- added by the heir
        if not is_open(organisation_id):
            raise ForeignOrganisationError(
                f"{self._meta.label} of organisation {organisation_id} is not open for writing."
            )
        super().save(*args, **kwargs)
