"""Paths of this room's pages, as they are kept with notices and written into calendars."""

from django.urls import NoReverseMatch

from nuotio.notifications import links


def programme(slug: str, programme_id: int) -> str:
    """Return the path of a programme, as the members of an organisation open it."""
    return links.path_to("programmes:programme", organisation=slug, programme=programme_id)


def inside(name: str, slug: str, programme_id: int, **which: int) -> str:
    """Return the path of a page inside a programme; the programme's own where it has none."""
    try:
        return links.path_to(
            f"programmes:{name}", organisation=slug, programme=programme_id, **which
        )
    except NoReverseMatch:
        return programme(slug, programme_id)
