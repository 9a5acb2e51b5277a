"""Two pages below which no page of a Django service gets: an empty one, and one query.

The same server, database and template engine, with no middleware around the view.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuotio.config.settings")
django.setup()

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path
from jinja2 import Environment

from nuotio.people.models import OrganisationKind

PAGE = Environment(autoescape=True).from_string(
    "<!doctype html><title>{{ kind }}</title><h1>{{ kind }}</h1><p>{{ kind.code }}</p>"
)


def empty(request: HttpRequest) -> HttpResponse:
    """Answer with nothing."""
    return HttpResponse("")


def one_query(request: HttpRequest) -> HttpResponse:
    """Answer with one row in one template."""
    kind = OrganisationKind.objects.order_by("pk").first()
    return HttpResponse(PAGE.render({"kind": kind}))


urlpatterns = [path("empty", empty), path("one-query", one_query)]
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = "bench.floor"
application = WSGIHandler()
