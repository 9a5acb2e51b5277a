"""The floor: the same server, database and template engine with nothing of ours around a view."""

from nuotio.config.settings import *  # noqa: F403 -- the floor stands on the same ground

MIDDLEWARE = []
ROOT_URLCONF = "bench.floor"
WSGI_APPLICATION = "bench.floor.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "OPTIONS": {"environment": "jinja2.Environment", "autoescape": True},
    }
]
