"""The one settings file. Everything an operator may choose comes from the environment:

ZHENGAN_HOME           where data lives (default ``./var``)
DATABASE_URL           ``postgres://user:password@host/name``; default SQLite in ZHENGAN_HOME
ZHENGAN_SECRET_KEY     default: generated once into ZHENGAN_HOME
ZHENGAN_HOSTS          host names served, comma-separated (loopback always is)
ZHENGAN_HTTPS          ``on`` behind TLS: secure cookies, HSTS
ZHENGAN_SMTP_URL       mail server: ``smtp+tls://user:password@host:587``, ``smtps://…:465``; empty: no mail leaves
ZHENGAN_MAIL_FROM      the address mails come from; default: the user of ZHENGAN_SMTP_URL
ZHENGAN_SITE_URL       the address people reach the pages under, for links in mails; empty: mails hold no link
ZHENGAN_OWNER          code of the institution that runs this node, in whose registers Zhengan stands; default: the first
ZHENGAN_DEBUG          ``on`` for development only
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

from zhengan import __version__
from zhengan.conf.secret import secret_key

env = environ.Env()
HOME = Path(env.str("ZHENGAN_HOME", default="var")).resolve()
PACKAGE = Path(__file__).parent.parent
VERSION = __version__

DEBUG = env.bool("ZHENGAN_DEBUG", default=False)
SECRET_KEY = env.str("ZHENGAN_SECRET_KEY", default="") or secret_key(HOME)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ZHENGAN_HOSTS", default=[])]
HTTPS = env.bool("ZHENGAN_HTTPS", default=False)

# Small on purpose: every app is start-up time for the command line.
REGISTER_APPS = [
    f"zhengan.registers.{name}"
    for name in (
        "institutions",
        "systems",
        "continuity",
        "changes",
        "capacity",
        "logs",
        "suppliers",
        "personal_info",
        "incidents",
        "filings",
        "imports",
    )
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "zhengan.accounts",
    *REGISTER_APPS,
    "zhengan.assess",
    "zhengan.notices",
    "zhengan.schedule",
    "zhengan.web",
    "zhengan.api",
]
MIDDLEWARE = [
    "zhengan.web.middleware.Counted",
    "zhengan.api.errors.JsonErrors",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zhengan.web.middleware.ChosenLanguage",
    "zhengan.web.middleware.BoundedBodies",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zhengan.web.carried.LoggedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zhengan.web.middleware.ProblemPages",
]
ROOT_URLCONF = "zhengan.web.urls"
WSGI_APPLICATION = "zhengan.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["zhengan.web.templatetags.addresses"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhengan.web.context.house",
            ],
        },
    }
]


def _database() -> dict[str, Any]:
    """SQLite that loses nothing and does not lock itself out, or the server that DATABASE_URL names."""
    found: dict[str, Any] = env.db_url_config(env.str("DATABASE_URL", default="") or f"sqlite:///{HOME / 'zhengan.sqlite3'}")
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["ENGINE"] = "zhengan.conf.sqlite3"  # the same, closed to other users of the machine
        found["TEST"] = {"NAME": ":memory:"}  # tests in memory, as with the engine this one is
        found["OPTIONS"] = {
            # IMMEDIATE: a writer waits its turn at BEGIN instead of failing half-way. FULL: an acknowledged
            # record survives a power cut (NORMAL lost hundreds in trials).
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-8000;PRAGMA temp_store=MEMORY;",
        }
    found["CONN_MAX_AGE"] = 60  # opening one costs more than most pages' queries
    found["CONN_HEALTH_CHECKS"] = True
    return found


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
SMTP_URL = env.str("ZHENGAN_SMTP_URL", default="")  # read by notices.server, which says what is wrong with it
MAIL_FROM = env.str("ZHENGAN_MAIL_FROM", default="")
SITE_URL = env.str("ZHENGAN_SITE_URL", default="")
OWNER = env.str("ZHENGAN_OWNER", default="")
IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {  # apart, so that what pages hold never crowds out the count of failed log-ins
    "default": {"BACKEND": IN_MEMORY},
    "held": {"BACKEND": IN_MEMORY, "LOCATION": "held", "OPTIONS": {"MAX_ENTRIES": 1000}},
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "web" / "static"  # served from the package: nothing to collect, nothing to forget
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 86_400  # addresses carry the version, see web/templatetags/house.py

FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
UPLOADS = HOME / "uploads"

# No inline script or style anywhere; data: images are the icons inside Tabler's style sheet.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
AUTHENTICATION_BACKENDS = ["zhengan.accounts.backend.Backend"]
SESSION_ENGINE = "zhengan.accounts.backend"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "zhengan.web.views.stale.stale"
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600  # chosen once, not each time the browser starts
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]



def _in_a_line(record: logging.LogRecord) -> bool:
    record.exc_info = None
    return True


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"line": {"()": "django.utils.log.CallbackFilter", "callback": _in_a_line}},
    "loggers": {"django.security.DisallowedHost": {"filters": ["line"]}},  # anybody can ask by any name: no traceback of it
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
