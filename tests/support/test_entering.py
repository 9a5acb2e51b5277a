"""What an address names is found, or is not there, in one place."""

from pathlib import Path

import pytest
from django.http import Http404

from nuotio.support import views
from nuotio.support.views import entering


def test_what_is_there_is_returned_and_the_rest_is_no_page():
    assert entering.there(0) == 0

    with pytest.raises(Http404):
        entering.there(None)


def test_no_page_finds_its_own_way_to_say_so():
    pages = Path(views.__file__).parent.glob("*.py")

    assert [one.stem for one in pages if "Http404" in one.read_text()] == ["entering"]
