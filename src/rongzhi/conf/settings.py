"""Django's settings, made from the installation's environment."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from rongzhi.conf.environment import Environment, WrongSetting
from rongzhi.conf.logs import logging_settings

try:
    ENVIRONMENT = Environment.load()
    DATABASES = {"default": ENVIRONMENT.database()}
except WrongSetting as wrong:
    raise ImproperlyConfigured(str(wrong)) from None

PACKAGE = Path(__file__).resolve().parent.parent
RONGZHI_KEY = ENVIRONMENT.key.get_secret_value() if ENVIRONMENT.key is not None else ""


def _secret_key() -> str:
    """Sign with the set key, else one derived from the installation key, else one for this process alone."""
    if ENVIRONMENT.secret_key is not None:
        return ENVIRONMENT.secret_key.get_secret_value()
    try:
        key = RONGZHI_KEY.encode() if RONGZHI_KEY else ENVIRONMENT.installation_key_file.read_bytes()
    except OSError:
        return secrets.token_urlsafe(48)
    return hmac.new(key, b"rongzhi: sessions and forms", hashlib.sha256).hexdigest()


# The installation
RONGZHI_HOME = ENVIRONMENT.home.absolute()
RONGZHI_KEY_FILE = ENVIRONMENT.installation_key_file
RONGZHI_SECOND_FACTOR = ENVIRONMENT.second_factor
RONGZHI_PUBLIC_ADDRESS = ENVIRONMENT.public_address
RONGZHI_IDLE_MINUTES = ENVIRONMENT.idle_minutes
RONGZHI_SESSION_HOURS = ENVIRONMENT.session_hours
RONGZHI_MESSAGE_PROGRAMS = ENVIRONMENT.message_programs
RONGZHI_TRANSFER_PROGRAMS = ENVIRONMENT.transfer_programs
RONGZHI_MAIL_SERVER = ENVIRONMENT.mail_server.get_secret_value() if ENVIRONMENT.mail_server else ""

DEBUG = ENVIRONMENT.debug
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = ENVIRONMENT.host_names
ROOT_URLCONF = "rongzhi.conf.urls"
WSGI_APPLICATION = "rongzhi.conf.wsgi.application"
LOGGING = logging_settings(json=ENVIRONMENT.log_format == "json")

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "ninja",
    "rongzhi.directory",
    "rongzhi.casework",
    "rongzhi.exchange",
    "rongzhi.oversight",
    "rongzhi.web",
    "rongzhi.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "rongzhi.web.signed_in.SignInCheck",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# The database: perform() opens its own transactions
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts
AUTH_USER_MODEL = "directory.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# Counts of wrong codes are shared by all processes, so they lie in files of the installation
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": RONGZHI_HOME / "cache",
    }
}

# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# Files of the pages
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = ENVIRONMENT.static == "found"
if WHITENOISE_USE_FINDERS:
    STATIC_ROOT = None
    _STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
else:
    STATIC_ROOT = RONGZHI_HOME / "staticfiles"
    WHITENOISE_KEEP_ONLY_HASHED_FILES = True
    _STATIC_STORAGE = "rongzhi.conf.static.CollectedFiles"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": RONGZHI_HOME / "files"},
    },
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}

# What a browser may do with our pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = int(timedelta(hours=ENVIRONMENT.session_hours).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_SECURE = ENVIRONMENT.https
if ENVIRONMENT.https:
    SESSION_COOKIE_NAME = "__Host-sessionid"  # no other name of the same domain can set it
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
    CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ALLOWED_HOSTS if name != "*"]
if ENVIRONMENT.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
