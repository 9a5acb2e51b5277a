import pytest
from django.utils import translation

from tests.notifications import smtp


@pytest.fixture
def mail_server(settings):
    """A mail server on this machine, which the worker sends through."""
    with smtp.running() as server:
        settings.MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_TIMEOUT = 0.5
        yield server


@pytest.fixture(autouse=True)
def _address(settings):
    settings.BASE_URL = "https://nuotio.example"


@pytest.fixture(autouse=True)
def _finnish():
    """A page in another language leaves it active after the request; begin in Finnish."""
    with translation.override("fi"):
        yield
