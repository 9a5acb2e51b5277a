"""Two pages below which no page of a Django service gets: an empty one, and one query."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.floor_settings")

from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

application = get_wsgi_application()

from nuotio.people.models import OrganisationKind

PAGE = "<!doctype html><title>{{ kind }}</title><h1>{{ kind }}</h1><p>{{ kind.code }}</p>"


def empty(request: HttpRequest) -> HttpResponse:
    """Answer with nothing."""
    return HttpResponse("")


def one_query(request: HttpRequest) -> HttpResponse:
    """Answer with one row in one template."""
    kind = OrganisationKind.objects.order_by("pk").first()
    template = engines["jinja2"].from_string(PAGE)
    return HttpResponse(template.render({"kind": kind}))


urlpatterns = [path("empty", empty), path("one-query", one_query)]
