from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

ASKS_FOR_PART = "HX-Request"
GOES_BACK = "HX-History-Restore-Request"


def page_or_rows(
    request: HttpRequest, page: str, rows: str, context: dict[str, Any]
) -> HttpResponse:
    """Render the rows alone for a search while typing, else the page that they are part of.

    A browser that goes back asks for the whole page, and must not take kept rows for one.
    """
    wants_rows = ASKS_FOR_PART in request.headers and GOES_BACK not in request.headers
    response = render(request, rows if wants_rows else page, context)
    patch_vary_headers(response, [ASKS_FOR_PART, GOES_BACK])
    return response
