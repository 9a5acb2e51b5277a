"""A report as PDF/UA: tagged, with title and language, in the look of the service."""

import json
from collections.abc import Mapping
from importlib.resources import as_file, files
from typing import Any, Final

from django.conf import settings
from django.utils.translation import get_language

STANDARD: Final = "ua-1"
PLACE = files(__package__)


def language() -> str:
    """Return the code of the language that a report is written in: the active one."""
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def typeset(source: bytes, told: Mapping[str, Any]) -> bytes:
    """Return the PDF that a room's typst source makes of what it tells.

    `told` is data: the source reads it as `sys.inputs.told` and none of it as markup; `house.typ`
    stands beside it. People write what no font has, and PDF/UA forbids a missing letter: such a
    report is tagged all the same, and only does not claim the standard.
    """
    import typst  # noqa: PLC0415 -- 30 MB that only a report needs

    sources = {"main": source, "house.typ": PLACE.joinpath("house.typ").read_bytes()}
    with as_file(PLACE.joinpath("fonts")) as fonts:
        asked: dict[str, Any] = {
            "font_paths": [str(fonts)],
            "ignore_system_fonts": True,
            "format": "pdf",
            "sys_inputs": {"told": json.dumps(_printable(told), ensure_ascii=False)},
        }
        try:
            made: bytes = typst.compile(sources, pdf_standards=STANDARD, **asked)
        except typst.TypstError:
            made = typst.compile(sources, **asked)
    return made


def _printable(told: Any) -> Any:
    """Leave out what nobody can see: control characters that slipped into somebody's words."""
    if isinstance(told, str):
        return "".join(sign for sign in told if sign >= " " or sign == "\n")
    if isinstance(told, Mapping):
        return {key: _printable(value) for key, value in told.items()}
    return [_printable(one) for one in told] if isinstance(told, list) else told
