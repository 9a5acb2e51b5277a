"""What a screen reader finds in a PDF."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Structure:
    """Language, title and standard of a report, its structure elements, words for its pictures."""

    language: str
    title: str
    standard: str
    is_tagged: bool
    shows_title: bool
    kinds: list[str]
    alternatives: list[str | None]
    headers_scoped: bool


def structure(made: bytes) -> Structure:
    """Read the structure of a report."""
    with pikepdf.open(BytesIO(made)) as pdf:
        root = pdf.Root
        tags = _tags(root.StructTreeRoot.K, [])
        with pdf.open_metadata() as told:
            standard, title = told.get("pdfuaid:part", ""), told["dc:title"]
        figures = [tag for tag in tags if str(tag.S) == "/Figure"]
        headers = [tag for tag in tags if str(tag.S) == "/TH"]
        return Structure(
            language=str(root.Lang),
            title=title,
            standard=standard,
            is_tagged=bool(root.MarkInfo.Marked),
            shows_title=bool(root.ViewerPreferences.get("/DisplayDocTitle", False)),
            kinds=[str(tag.S).lstrip("/") for tag in tags],
            alternatives=[str(one.Alt) if "/Alt" in one else None for one in figures],
            headers_scoped=all("/A" in tag for tag in headers),
        )


def _tags(node: Any, found: list[Any]) -> list[Any]:
    """Collect the structure elements below a node of the structure tree."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            _tags(one, found)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append(node)
        if "/K" in node:
            _tags(node.K, found)
    return found
