"""Django's settings, from the environment (see ops/environment.py). A wrong value stops the start with its remedy."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, cast

import django_stubs_ext
from django.utils.translation import gettext_lazy as _

from huixiang.config.keys import house_secret
from huixiang.config.mail import mail_settings
from huixiang.ops.databases import database_settings
from huixiang.ops.environment import read_settings
from huixiang.web import security

found = cast("dict[str, Any]", read_settings(os.environ))
found["HX_DATA_DIR"].mkdir(parents=True, exist_ok=True)

DATA_DIR: Path = found["HX_DATA_DIR"]
ORIGIN: str = found["HX_ORIGIN"]
DEFAULT_ORGANISATION: str = found["HX_DEFAULT_ORGANISATION"]
SUBMIT_PER_MINUTE: int = found["HX_SUBMIT_PER_MINUTE"]
DEBUG: bool = found["HX_DEBUG"]
ALLOWED_HOSTS: list[str] = found["HX_HOSTS"]
SECRET_KEY = house_secret(DATA_DIR, "django")
HOUSE_KEY = bytes.fromhex(house_secret(DATA_DIR, "house"))
LOG_KEY = bytes.fromhex(house_secret(DATA_DIR, "log"))
UPLOADS_DIR = DATA_DIR / "uploads"
PUBLIC_DIR = DATA_DIR / "public"
ENVIRONMENT = found

DATABASES = database_settings(found)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "huixiang.config",
    "huixiang.ops",
    "huixiang.transparency",
    "huixiang.publishing",
    "huixiang.verification",
    "huixiang.ledger",
    "huixiang.sorting",
    "huixiang.listening",
    "huixiang.people",
    "huixiang.journal",
    "huixiang.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "huixiang.web.middleware.PolicyHeadersMiddleware",  # above the static files, which carry them too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "huixiang.web.middleware.PreferencesMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "huixiang.web.middleware.BoundsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "huixiang.people.middleware.OrganisationMiddleware",  # opens the request's transaction: all below use it
    "huixiang.people.layers.sessions",
    "django.middleware.csrf.CsrfViewMiddleware",
    "huixiang.people.layers.authentication",
    "huixiang.people.layers.messages",
    "huixiang.people.middleware.ActorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "huixiang.people.layers.user_sessions",
    "django_htmx.middleware.HtmxMiddleware",
    "huixiang.web.middleware.WrongMethodMiddleware",
    "huixiang.people.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "huixiang.config.urls"
WSGI_APPLICATION = "huixiang.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "huixiang.people.context.whose_house",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "huixiang.web.templatetags.hx"],
        },
    }
]
FORM_RENDERER = "huixiang.web.forms.HouseRenderer"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # sign-in names are unique within an organisation; row security sees to it
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "huixiang.people.passwords.UsedBeforeValidator"},
    {"NAME": "huixiang.people.passwords.OwnWordsValidator"},
]
ACCOUNT_ADAPTER = "huixiang.people.adapter.HouseAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_FORMS = {
    "login": "huixiang.people.sign_in_forms.LoginForm",
    "change_password": "huixiang.people.sign_in_forms.ChangePasswordForm",
    "reauthenticate": "huixiang.people.sign_in_forms.ReauthenticateForm",
}
ACCOUNT_SESSION_REMEMBER = False  # the cookie goes with the browser; the session ends by itself, see people/sessions.py
# Two in a second from one address: a whole town hall comes to work at eight behind one of them.
# Behind a proxy that is the address it appended; else all of a town would share one limit.
ALLAUTH_TRUSTED_PROXY_COUNT = 1
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "10/m/ip,5/5m/key"}
SECOND_STEP_DEMANDED: bool = found["HX_SECOND_STEP"] == "demanded"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or ORIGIN.startswith("http://127.0.0.1")
MFA_TOTP_ISSUER = "Huixiang"
MFA_FORMS = {
    "add_webauthn": "huixiang.people.sign_in_forms.AddKeyForm",
    "authenticate_webauthn": "huixiang.people.sign_in_forms.SignInKeyForm",
    "reauthenticate_webauthn": "huixiang.people.sign_in_forms.ReauthenticateKeyForm",
}
CSRF_FAILURE_VIEW = "huixiang.web.errors.csrf_failure"
PAGES_WITHOUT_SIGN_IN = frozenset({"/say", "/say/sent"})
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# Shared by all processes, so that the lockout after wrong passwords counts every try once.
# What templates keep (the drawn QR of an address) is not worth a query: each process keeps its own.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "house_cache"},
    "template_fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
MESSAGE_STORAGE = "huixiang.web.flash.MessageCookies"  # readers of public pages have no session
SESSION_ENGINE = "huixiang.people.sessions"
SESSION_COOKIE_AGE = 30 * 60  # without a move
SESSION_LONGEST = 8 * 3600
SESSION_PUT_OFF = 60  # seconds after which the end of a session in use is put off again
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ORIGIN.startswith("https://")
# Browsers take these names only over https, from this very host; the second kind may be bound to a part of the site.
HOST_COOKIE, PART_COOKIE = ("__Host-", "__Secure-") if SESSION_COOKIE_SECURE else ("", "")
SESSION_COOKIE_NAME = f"{HOST_COOKIE}hx"
CSRF_COOKIE_NAME = f"{HOST_COOKIE}hx-csrf"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = f"{HOST_COOKIE}django_language"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SESSION_COOKIE_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
CSRF_TRUSTED_ORIGINS = [ORIGIN]
SECURE_REFERRER_POLICY = security.REFERRER_POLICY
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
LARGEST_BODY = 10 * 21 * 1024 * 1024  # ten files of 20 MB, and the words

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if os.environ.get("HX_PLAIN_STATIC") == "yes"  # tests collect nothing
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MANIFEST_STRICT = False

globals().update(mail_settings(found, DATA_DIR))

# One line of JSON for each record, without what anybody typed; on a developer's machine as Python writes it.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "huixiang.web.logs.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", **({} if DEBUG else {"formatter": "line"})}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own request log would carry paths of speakers; errors still arrive, without the request.
    # What django.security tells of is bots and bad bodies: each refused with a page, none of them worth a log's disk.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        "huixiang.security": {"level": "INFO"},
        "procrastinate": {"level": "WARNING"},
    },
}

django_stubs_ext.monkeypatch()
