"""A QR code as the path of a drawing: squares of one unit, dark on light. Pure."""

from dataclasses import dataclass

QUIET = 4  # units of light around the code, so that cameras find it


@dataclass(frozen=True)
class Drawing:
    """The path of the dark squares, and how many units wide and high the whole is."""

    path: str
    size: int


def drawing_of(text: str) -> Drawing:
    """Return the QR code of a text; it survives a crease or a stain (level Q)."""
    import qrcode  # noqa: PLC0415 -- only pages with a code need it

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = [
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    ]
    return Drawing("".join(dark), len(rows))
