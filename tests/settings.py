"""The settings of the tests: those of an installation, with quick passwords and a database of their own."""

import os

os.environ.setdefault("RONGZHI_SECRET_KEY", "for tests only")

from rongzhi.conf.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
AXES_ENABLED = False  # the tests of locking out switch it on

# A test database need not survive a power cut.
_OPTIONS = DATABASES["default"]["OPTIONS"]
if "init_command" in _OPTIONS:
    _OPTIONS["init_command"] = _OPTIONS["init_command"].replace("synchronous=FULL", "synchronous=OFF")
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0


CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
