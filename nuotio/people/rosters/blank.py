"""An empty workbook to fill in: headings that the reader knows, every cell as text."""

import io
from collections.abc import Sequence

from django.utils.translation import gettext as _

from nuotio.people.rosters.telling import FIELDS

WIDTH = 28
ROWS_AS_TEXT = 200


def workbook(role_names: Sequence[str]) -> bytes:
    """Return an XLSX in the active language; its second sheet lists the words for roles."""
    from openpyxl import Workbook  # noqa: PLC0415 -- 13 MB that most workers never need
    from openpyxl.styles import Font  # noqa: PLC0415 -- the same

    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = _("People")
    for place, name in enumerate(map(str, FIELDS.values()), start=1):
        heading = sheet.cell(1, place, name)
        heading.font = Font(bold=True)
        sheet.column_dimensions[heading.column_letter].width = WIDTH
        for row in range(2, ROWS_AS_TEXT):
            sheet.cell(row, place).number_format = "@"
    sheet.freeze_panes = "A2"
    roles = book.create_sheet(_("Roles"))
    roles.column_dimensions["A"].width = WIDTH
    for number, role in enumerate(role_names, start=1):
        roles.cell(number, 1, role).data_type = "s"
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()
