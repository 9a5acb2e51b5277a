"""Why a file cannot be read, in words for the one who brought it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LARGEST_FILE = 5 * 1024 * 1024
MOST_PEOPLE = 5_000
MOST_LINES = 10_000
MOST_COLUMNS = 60

EMPTY = _("The file is empty. Choose a file with people in it.")
TOO_LARGE = _("The file is larger than 5 MB. Keep only the list of people in it, or split it.")
TOO_MANY = _("The list has more than 5,000 people. Split it into two files.")
NO_HEADER = _(
    "We do not find the headings. One row has to say what each column is, for example "
    "Name, E-mail, Unit. E-mail is always needed."
)
NO_PEOPLE = _("There are headings but no people under them.")
OLD_EXCEL = _("This is an old Excel file (.xls). Open it in Excel and save it as .xlsx.")
PROTECTED = _("The file has a password. Open it, save a copy without the password, and bring that.")
NO_LIST = _("This is not a list that we can read. Save it as an Excel workbook (.xlsx) or as CSV.")
BROKEN = _("The Excel file is broken. Open it in Excel, save it again as .xlsx, and bring that.")
UNSAFE = _(
    "The file is packed in a way that a list of people never is, so we do not open it. "
    "Copy the people to a new workbook and bring that."
)


class Unreadable(Exception):
    """The file cannot be read as a list of people; `reason` is a plain sentence."""

    def __init__(self, reason: Promise | str) -> None:
        super().__init__(str(reason))
        self.reason = reason


@contextmanager
def broken_is_told() -> Iterator[None]:
    """Tell a broken workbook kindly, whatever the library stumbles over in it."""
    try:
        yield
    except Exception as error:  # openpyxl stumbles in as many ways as files break
        raise Unreadable(BROKEN) from error
