"""Settings, read from the environment; docs/settings.md tells each name."""

import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(env.str("NUOTIO_DATA", default="var")).resolve()
DATA.mkdir(parents=True, exist_ok=True)
IN_TESTS = env.bool("NUOTIO_TESTS", default="pytest" in sys.modules)


def _kept_secret(path: Path) -> str:
    """Make a secret once and keep it in the data folder, readable by the service alone."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


DEBUG = env.bool("NUOTIO_DEBUG", default=False)
SECRET_KEY = env.str("NUOTIO_SECRET_KEY", default="") or _kept_secret(DATA / "secret-key")
BASE_URL = env.str("NUOTIO_BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list(
    "NUOTIO_HOSTS", default=[urlsplit(BASE_URL).hostname, "127.0.0.1", "localhost"]
)
HTTPS = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if HTTPS else []
IS_DEMO = env.bool("NUOTIO_DEMO", default=not IN_TESTS and (DATA / "demo.json").exists())
NUOTIO_GALLERY_OPEN = DEBUG or IS_DEMO

INSTALLED_APPS = [
    "nuotio.config",
    "nuotio.api",
    "nuotio.home",
    "nuotio.privacy",
    "nuotio.evaluation",
    "nuotio.plans",
    "nuotio.support",
    "nuotio.programmes",
    "nuotio.goals",
    "nuotio.culture",
    "nuotio.notifications",
    "nuotio.people",
    "nuotio.audit",
    "nuotio.ui",
    "nuotio.foundation",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "nuotio.people.middleware.SignInMiddleware",
    "nuotio.people.middleware.OrganisationMiddleware",
]
ROOT_URLCONF = "nuotio.config.urls"
WSGI_APPLICATION = "nuotio.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CSRF_FAILURE_VIEW = "nuotio.ui.views.csrf_failure"

_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "nuotio.ui.environment.environment",
            "auto_reload": DEBUG,
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "nuotio.home.context.page",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT},
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

DATABASE_SERVICE_ROLE = env.str("NUOTIO_DATABASE_ROLE", default="nuotio_service")
DATABASE_BOX_ROLE = f"{DATABASE_SERVICE_ROLE.removesuffix('_service')}_box"
AS_OWNER = env.bool("NUOTIO_AS_OWNER", default=False)
_database = "TEST_POSTGRES_URL" if IN_TESTS else "DATABASE_URL"
_address = env.str(_database, default=f"sqlite:///{DATA / 'nuotio.sqlite3'}")
if not _address.startswith(("sqlite://", "postgres://", "postgresql://")):
    raise ImproperlyConfigured(f"{_database} begins with postgres:// or sqlite://.")
DATABASES = {"default": env.db_url_config(_address)}
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASE_ROUTERS = ["nuotio.foundation.apart.Router"]
# Ballots lie apart: on SQLite in a file of their own, on PostgreSQL behind a role of their own.
BOX_IS_A_FILE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if BOX_IS_A_FILE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY"
        ),
    }
    DATABASES["box"] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(DATA / "box.sqlite3"),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # No log of what came one after the other, and nothing left in pages that were let go.
            "init_command": (
                "PRAGMA journal_mode=DELETE; PRAGMA secure_delete=ON; "
                "PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY"
            ),
        },
    }
else:
    # Migrations run as the owner of the tables; everything else as roles behind the walls.
    _given = DATABASES["default"].get("OPTIONS", {})
    for _alias, _role in (("default", DATABASE_SERVICE_ROLE), ("box", DATABASE_BOX_ROLE)):
        _assumed = {} if AS_OWNER or IN_TESTS else {"assume_role": _role}
        DATABASES[_alias] = {**DATABASES["default"], "OPTIONS": {**_given, **_assumed}}
    DATABASES["box"]["TEST"] = {"MIRROR": "default"}
BALLOT_KEYS = Path(env.str("NUOTIO_KEYS", default=str(DATA / "ballot-keys"))).resolve()
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "foundation_cache",
        # The counts of wrong passwords live here: nobody may push them out with a few requests.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Every mail is a row first (the outbox); the worker sends it through MAIL_BACKEND.
_mail = env.email_url("EMAIL_URL", default=f"filemail://{DATA / 'mail'}")
MAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_BACKEND = "nuotio.notifications.outbox.OutboxBackend"
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = str(DATA / "mail")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("NUOTIO_MAIL_FROM", default="Nuotio <nuotio@localhost>")

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True
FORMAT_MODULE_PATH = ["nuotio.ui.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "uploads"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "nuotio.people.passwords.UnlikeThePerson"},
    {"NAME": "nuotio.people.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "nuotio.people.passwords.Uncommon"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:start"
PASSWORD_RESET_TIMEOUT = 24 * 3600
# How many proxies stand in front: the address of a person is read that far back.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("NUOTIO_PROXIES", default=0)
ACCOUNT_ADAPTER = "nuotio.people.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "nuotio.people.forms.sign_in.LoginForm",
    "request_login_code": "nuotio.people.forms.sign_in.RequestLoginCodeForm",
    "confirm_login_code": "nuotio.people.forms.sign_in.ConfirmLoginCodeForm",
    "reset_password": "nuotio.people.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "nuotio.people.forms.sign_in.ResetPasswordKeyForm",
    "set_password": "nuotio.people.forms.sign_in.SetPasswordForm",
    "change_password": "nuotio.people.forms.sign_in.ChangePasswordForm",
    "reauthenticate": "nuotio.people.forms.sign_in.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGOUT_REDIRECT_URL = "home:start"
# The library's own generator keeps a second copy of everybody's address; User has the only one.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 -- a name, no secret
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# By network address wide enough for a whole organisation behind one; by account as trust asks.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/30m/key",
    "request_login_code": "100/m/ip,3/m/key,10/h/key",
    "reset_password": "100/m/ip,3/m/key,10/h/key",
    "reset_password_from_key": "100/m/ip",
}
MFA_ADAPTER = "nuotio.people.adapters.MfaAdapter"
MFA_FORMS = {
    "authenticate": "nuotio.people.forms.sign_in.AuthenticateForm",
    "reauthenticate": "nuotio.people.forms.sign_in.ReauthenticateByCodeForm",
    "activate_totp": "nuotio.people.forms.sign_in.ActivateAppForm",
    "add_webauthn": "nuotio.people.forms.sign_in.AddPasskeyForm",
    "edit_webauthn": "nuotio.people.forms.sign_in.EditPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_TOTP_ISSUER = "Nuotio"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_ENGINE = "nuotio.people.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = False  # the proxy in front does it
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO" if not IN_TESTS else "ERROR"},
}
if IN_TESTS:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
