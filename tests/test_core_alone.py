"""The core and the rulebook work where no web framework is installed."""

import subprocess
import sys

PROGRAM = """
import importlib, pkgutil, sys

for name in ("django", "ninja", "csp", "axes", "whitenoise", "psycopg", "sqlite3"):
    sys.modules[name] = None  # importing it now fails

for name in ("rongzhi.core", "rongzhi.rulebook"):
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, name + "."):
        importlib.import_module(module.name)
        print(module.name)
"""


def test_core_and_rulebook_are_imported_without_a_framework():
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM], capture_output=True, text=True, check=False
    )

    assert done.stderr == ""
    assert len(done.stdout.splitlines()) > 20
