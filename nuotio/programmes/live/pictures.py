"""The address of a room as a picture that a camera reads. Pure."""

import base64

import qrcode  # type: ignore[import-untyped]
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]


def qr_of(address: str) -> str:
    """Return the picture as a data address, on white so that it is read in the dark theme too."""
    drawn: bytes = qrcode.make(address, image_factory=SvgPathFillImage).to_string()
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}"
