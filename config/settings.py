"""One settings module for every way of running; the environment changes it (see .env.example)."""

import importlib.util
import os
from pathlib import Path

import environ
import pghistory
import structlog
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.beat import SCHEDULE
from config.embedded import Embedded
from relations.mail.returns.providers import anymail_settings
from relations.masking import mask_event

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

# --- where the parts live -------------------------------------------------
EMBEDDED = Embedded(Path(os.environ.get("RELAZIONI_STATE", BASE_DIR / "var")))
PUBLIC_URL = env("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
# Production is what has a public https address; everything stricter follows from it.
PRODUCTION = PUBLIC_URL.startswith("https://")
DEBUG = env.bool("DEBUG", default=False)

if env("DATABASE_URL", default=""):
    DATABASES = {"default": env.db_url("DATABASE_URL")}
else:
    DATABASES = {"default": EMBEDDED.database_settings()}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env("REDIS_URL", default="")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL or EMBEDDED.cache_url,
        "KEY_PREFIX": "ur",
    }
}
# Empty: mail goes to the office's own mailbox page ("Posta in uscita") and never leaves the machine.
EMAIL_URL = env("EMAIL_URL", default="")
MAIL_DOMAIN = env("MAIL_DOMAIN", default="ufficio-relazioni.example")
# How long a mail server may take for a step and for its last answer (virus scanners); a sender's lease is longer than both.
MAIL_STEP_SECONDS = env.int("MAIL_STEP_SECONDS", default=60)
MAIL_ANSWER_SECONDS = env.int("MAIL_ANSWER_SECONDS", default=120)

# Connections to the mail server that each worker process holds while it sends.
MAIL_LINES = env.int("MAIL_LINES", default=8)
# Where returned mail and answers come back: a mailbox read over IMAP, or `manage.py mail_in` behind the mail server.
MAILBOX_URL = env("MAILBOX_URL", default="")
MAIL_PIPE = env.bool("MAIL_PIPE", default=False)
# A mail provider that reports by webhook, and what its reports are signed with.
MAIL_PROVIDER = env("MAIL_PROVIDER", default="")
MAIL_PROVIDER_KEY = env("MAIL_PROVIDER_KEY", default="")
MAIL_PROVIDER_SECRET = env("MAIL_PROVIDER_SECRET", default="")
ANYMAIL = anymail_settings(provider=MAIL_PROVIDER, key=MAIL_PROVIDER_KEY, secret=MAIL_PROVIDER_SECRET)

# --- secrets --------------------------------------------------------------
SECRET_KEY = env("SECRET_KEY", default="")
if not SECRET_KEY:
    if PRODUCTION:
        raise ImproperlyConfigured("SECRET_KEY must be set when PUBLIC_URL is https.")
    SECRET_KEY = EMBEDDED.secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[PUBLIC_URL])

# --- applications ---------------------------------------------------------
INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "relations.apps.RelationsConfig",
    "partnerships.apps.PartnershipsConfig",
    "fundraising.apps.FundraisingConfig",
    "press.apps.PressConfig",
    "config.apps.OfficeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_prose_editor",
    "js_asset",
    "import_export",
    "pgtrigger",
    "pghistory",
    "lucide",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "relations.web.middleware.Unavailable",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "relations.web.middleware.Reader",
    "relations.web.middleware.WhoChanges",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "relations.web.middleware.SecondFactor",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "relations.web.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- people ---------------------------------------------------------------
AUTH_USER_MODEL = "relations.User"
AUTHENTICATION_BACKENDS = [
    "relations.web.rights.RightsBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "relations.web.account.OfficeAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = None
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Ufficio Relazioni"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# The office head and the admin panel need a second factor wherever the office is on the open network.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=PRODUCTION)

# --- language and time ----------------------------------------------------
LANGUAGE_CODE = "it"
LANGUAGES = [("it", "Italiano"), ("en", "English")]
LOCALE_PATHS = sorted(path for path in (BASE_DIR / "locale").iterdir() if path.is_dir())
LANGUAGE_COOKIE_NAME = "lingua"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Rome"
USE_THOUSAND_SEPARATOR = False

# --- files ----------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
_bootstrap = importlib.util.find_spec("bootstrap").submodule_search_locations[0]
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", _bootstrap)]
# Compressing everything takes minutes: only the image build does it (RELAZIONI_BUILT_STATIC=1).
BUILT_STATIC = env.bool("RELAZIONI_BUILT_STATIC", default=False)
WHITENOISE_USE_FINDERS = not BUILT_STATIC
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(EMBEDDED.state / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if BUILT_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o640
# Files of contacts brought in, and what was read from them, are deleted after so many days; until then an import can be undone.
IMPORT_FILES_KEPT_DAYS = env.int("IMPORT_FILES_KEPT_DAYS", default=30)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- safety ---------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        # The hash is of one empty-effect <style> that the text editor adds.
        "style-src": [SELF, NONCE, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "accelerometer", "gyroscope")
}
# Only the previews of messages may be framed, by our own pages: their views say so.
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^salute/$"]
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessione", "__Host-csrf"
    LANGUAGE_COOKIE_SECURE = True
# How many reverse proxies stand in front and add to X-Forwarded-For.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# --- Celery: Redis only wakes workers, Postgres holds the facts ------------
CELERY_BROKER_URL = REDIS_URL or EMBEDDED.broker_url
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_keepalive": True, "retry_on_timeout": True}
# A dead broker must not hold up a page: the sweep every minute finds what was not announced.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_BEAT_SCHEDULE = SCHEDULE
CELERY_BEAT_SCHEDULE_FILENAME = str(EMBEDDED.state / "celerybeat-schedule")

# --- logs: one line per event, no personal data ----------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                # Plain tracebacks: the pretty ones print local variables, which here are people.
                structlog.processors.format_exc_info,
                mask_event,
                structlog.processors.JSONRenderer()
                if PRODUCTION
                else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
            ],
            "foreign_pre_chain": [structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
        "fontTools": {"level": "ERROR"},
    },
}
# Who changed a row stands with the image kept of it: no table of requests, no addresses with secrets in them.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
# Several changes in one transaction keep their order.
PGHISTORY_CREATED_AT_FUNCTION = "CLOCK_TIMESTAMP()"
IMPORT_EXPORT_USE_TRANSACTIONS = True
SILENCED_SYSTEM_CHECKS: list[str] = []
