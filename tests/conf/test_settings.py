"""Django's settings as an installation gets them, started in a process of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def started(folder: Path, program: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a few lines of Python with nothing but the given settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=kept | {"RONGZHI_" + name: value for name, value in variables.items()},
        capture_output=True,
        text=True,
        check=False,
    )


def setting(folder: Path, name: str, **variables: str) -> object:
    """Read one setting as Django sees it."""
    done = started(
        folder,
        f"import json; from rongzhi.conf import settings; print(json.dumps(settings.{name}, default=str))",
        **variables,
    )
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_secret_key_follows_the_installation_key(tmp_path):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "installation.key").write_text("a key", encoding="ascii")

    first, second = setting(tmp_path, "SECRET_KEY"), setting(tmp_path, "SECRET_KEY")
    (tmp_path / "var" / "installation.key").write_text("another", encoding="ascii")

    assert first == second
    assert setting(tmp_path, "SECRET_KEY") != first


def test_secret_key_is_made_for_the_process_when_the_installation_key_is_lost(tmp_path):
    assert setting(tmp_path, "SECRET_KEY") != setting(tmp_path, "SECRET_KEY")


def test_set_secret_key_comes_first(tmp_path):
    assert setting(tmp_path, "SECRET_KEY", SECRET_KEY="given") == "given"


def test_reading_the_settings_makes_no_file(tmp_path):
    setting(tmp_path, "RONGZHI_HOME")

    assert list(tmp_path.iterdir()) == []


def test_pages_run_our_own_scripts_and_styles_alone(settings):
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert directives["script-src"] == ["'self'"]
    assert directives["style-src"] == ["'self'"]


def test_requests_open_no_transaction_of_their_own(settings):
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False


@pytest.mark.parametrize(("https", "secure"), [("true", True), ("false", False)])
def test_cookies_travel_by_https_alone_where_the_site_has_it(tmp_path, https, secure):
    assert setting(tmp_path, "SESSION_COOKIE_SECURE", HTTPS=https) is secure
    assert setting(tmp_path, "CSRF_COOKIE_SECURE", HTTPS=https) is secure


def test_wrong_setting_is_said_in_words(tmp_path):
    program = "import sys; from rongzhi.cli import main; sys.exit(main(['manage', 'check']))"

    done = started(tmp_path, program, HTTPS="perhaps")

    assert done.returncode == 1
    assert "RONGZHI_HTTPS" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_static_files_of_a_release_are_collected(tmp_path):
    program = (
        "import sys; from rongzhi.cli import main; "
        "sys.exit(main(['manage', 'collectstatic', '--no-input', '-i', 'redoc*', '-i', '*.map']))"
    )

    done = started(tmp_path, program, STATIC="collected", SECRET_KEY="for the test")

    assert done.stderr == ""
    assert done.returncode == 0
    assert (tmp_path / "var" / "staticfiles" / "staticfiles.json").is_file()
