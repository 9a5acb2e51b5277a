"""The Jinja2 environment of every page: strict, escaped, translated."""

from functools import cache
from typing import Any

import jinja2
from django.templatetags.static import static
from django.utils import translation

from nuotio.ui import addresses, filters, saying


def environment(**options: Any) -> jinja2.Environment:
    """Return the environment that Django's Jinja2 backend uses; an undefined name is an error."""
    options["undefined"] = jinja2.StrictUndefined
    made = jinja2.Environment(  # noqa: S701 -- Django's backend asks for autoescape
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"], **options
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    # The first two are said a hundred times a page, so they have ways of their own.
    made.globals.update(
        _=saying.gettext,
        gettext=saying.gettext,
        ngettext=saying.ngettext,
        static=cache(static),
        url=addresses.address,
        here_in=filters.here_in,
        language=translation.get_language,
        described=_described,
    )
    made.filters.update(
        capital=filters.capital,
        date=filters.date,
        time=filters.time,
        fixed=filters.fixed,
        number=filters.number,
        hours=filters.hours,
        initials=filters.initials,
        language_name=filters.language_name,
        percent=filters.percent,
        said=filters.said,
    )
    return made


def _described(bound: Any, hint: str, error: str) -> dict[str, str]:
    """Return the attributes that tie a form control to its hint and its error."""
    attrs = {}
    if hint or error:
        attrs["aria-describedby"] = f"{hint}{error}".strip()
    if error:
        attrs["aria-invalid"] = "true"
    return attrs
