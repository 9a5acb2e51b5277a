from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import URLResolver
from django.urls.resolvers import RegexPattern
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

ROOT = "/api/v1/"


@csrf_exempt  # the API asks for the token itself, of whoever comes with a session
@login_not_required  # a program gets 401 from the API and no page to sign in
def typed(request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
    """Hand a request to the typed API, which is loaded when the first program asks.

    The address has no language: the program's own header says which words it would like.
    """
    from nuotio.api import v1  # noqa: PLC0415 -- 20 MB that pages never need

    inside = URLResolver(RegexPattern(f"^{ROOT}"), v1.api.urls[0])
    found = inside.resolve(request.path_info)
    language = translation.get_language_from_request(request)
    with translation.override(language):
        response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    response.headers["Content-Language"] = language
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
@login_not_required
def description(request: HttpRequest) -> JsonResponse:
    """Describe the API to programs, in the words of OpenAPI; it tells of nobody."""
    from nuotio.api import v1  # noqa: PLC0415 -- as above

    return JsonResponse(v1.api.get_openapi_schema(path_prefix=ROOT))
