"""Which organisations and programmes the current work may see. Closed unless opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from nuotio.foundation import row_security

Row = TypeVar("Row", bound=models.Model)
Shared = TypeVar("Shared", bound="SharedInProgramme")


class TenancyClosedError(RuntimeError):
    """Owned or shared rows were asked for before anyone said whose."""


class ForeignOrganisationError(RuntimeError):
    """A row of an organisation or a programme that is not open was about to be written."""


EVERY: frozenset[int] = frozenset({-1})


@dataclass(frozen=True)
class Scope:
    """Ids of what is open: organisations, and programmes that several of them share."""

    organisations: frozenset[int] = frozenset()
    programmes: frozenset[int] = frozenset()

    def has_organisation(self, organisation_id: int | None) -> bool:
        """Say whether rows of this organisation are open; of none, always."""
        mine = self.organisations
        return organisation_id is None or mine == EVERY or organisation_id in mine

    def has_programme(self, programme_id: int | None) -> bool:
        """Say whether rows of this programme are open."""
        return self.programmes == EVERY or programme_id in self.programmes


_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)


@contextmanager
def inside(*organisation_ids: int) -> Iterator[None]:
    """Open exactly these organisations (ids) and no programme until the block ends.

    On PostgreSQL the block is one transaction.
    """
    with _open(Scope(frozenset(organisation_ids))):
        yield


@contextmanager
def with_programmes(*programme_ids: int) -> Iterator[None]:
    """Open what these programmes (ids) share, beside what is open, until the block ends."""
    with _open(replace(_scope.get() or Scope(), programmes=frozenset(programme_ids))):
        yield


@contextmanager
def unrestricted(*, reason: str) -> Iterator[None]:
    """Open everything; the reason is for the reader of the calling code."""
    if not reason:
        raise ValueError("Say why every organisation must be visible here.")
    with _open(Scope(EVERY, EVERY)):
        yield


@contextmanager
def _open(scope: Scope) -> Iterator[None]:
    outer = _scope.get()
    token = _scope.set(scope)
    try:
        with row_security.announced(_as_settings(scope), outer=_as_settings(outer or Scope())):
            yield
    finally:
        _scope.reset(token)


def _as_settings(scope: Scope) -> row_security.Settings:
    return _as_setting(scope.organisations), _as_setting(scope.programmes)


def _as_setting(visible: frozenset[int]) -> str:
    """Return the text that the row policies compare with: ids with commas, or a star."""
    return "*" if visible == EVERY else ",".join(str(pk) for pk in sorted(visible))


def is_open(organisation_id: int) -> bool:
    """Say whether rows of this organisation may be touched now."""
    scope = _scope.get()
    return scope is not None and scope.has_organisation(organisation_id)


class OrganisationManager(models.Manager[Row]):
    """Sees the rows of the open organisations; refuses to answer when none is open."""

    def get_queryset(self) -> models.QuerySet[Row]:
        scope = _scope.get()
        if scope is None:
            raise TenancyClosedError("Open an organisation first: tenancy.inside(...)")
        rows = super().get_queryset()
        if scope.organisations == EVERY:
            return rows
        return rows.filter(organisation_id__in=scope.organisations)


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


class ProgrammeManager(models.Manager[Shared]):
    """Sees what the open programmes share, and what is private there to an open organisation."""

    def get_queryset(self) -> models.QuerySet[Shared]:
        scope = _scope.get()
        if scope is None or not scope.programmes:
            raise TenancyClosedError("Open a programme first: tenancy.with_programmes(...)")
        rows = super().get_queryset()
        if scope.programmes != EVERY:
            rows = rows.filter(**{f"{self.model.home}__in": scope.programmes})
        if scope.organisations != EVERY and self.model.home != "id":
            rows = rows.filter(Q(private_to=None) | Q(private_to__in=scope.organisations))
        return rows


class SharedInProgramme(models.Model):
    """Behaviour of a programme's rows; `programmes.models.InProgramme` adds the keys themselves.

    `private_to` empty: all who take part share the row. Else it is that one organisation's own.
    The programme's own row is at home in its id, and private to nobody.
    """

    home = "programme_id"
    objects: ProgrammeManager[Any] = ProgrammeManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        programme_id: int | None = getattr(self, self.home)
        private_to_id: int | None = getattr(self, "private_to_id", None)
        scope = _scope.get() or Scope()
        if not (scope.has_programme(programme_id) and scope.has_organisation(private_to_id)):
            raise ForeignOrganisationError(
                f"{self._meta.label} of programme {programme_id} is not open for writing."
            )
        super().save(*args, **kwargs)
