"""Addresses of what lies on the thread: each is looked up once, however many links a page has."""

from django.urls import reverse

_PLACE = 987_654_321  # an id that is no other part of an address


class Places:
    """The pages of one organisation by the id of what they show."""

    def __init__(self, slug: str) -> None:
        self._slug = slug
        self._known: dict[str, str] = {}

    def at(self, name: str, pk: int | None = None, key: str = "pk") -> str:
        """Return the address of a page; `key` is what the address calls the id."""
        shape = self._known.get(name)
        if shape is None:
            shape = self._known[name] = self._shape(name, key if pk is not None else "")
        return shape if pk is None else shape.replace(str(_PLACE), str(pk))

    def _shape(self, name: str, key: str) -> str:
        kwargs: dict[str, str | int] = {"organisation": self._slug}
        if key:
            kwargs[key] = _PLACE
        return reverse(name, kwargs=kwargs)
