"""python -m tests.walls: the walk of every role over every address, in a throw-away county; prints one JSON object."""

import json
import os
import sys
import tempfile
from pathlib import Path
from unittest import mock

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["RONGZHI_DATABASE_URL"] = "sqlite://:memory:"


def main() -> int:
    """Print `probes`, `leaks`, and what leaks where; 1 when there is a leak or an address that breaks."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["RONGZHI_HOME"] = home
        import django  # the settings read the environment

        django.setup()
        return _walk(Path(home))


def _walk(home: Path) -> int:
    import time_machine
    from django.conf import settings
    from django.test.utils import setup_databases, setup_test_environment

    settings.RONGZHI_HOME, settings.RONGZHI_KEY_FILE = home, home / "installation.key"
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    from tests.factories import county as made
    from tests.web.test_walls_pages import walked

    with (
        time_machine.travel(made.NOW, tick=False),
        mock.patch("rongzhi.api.service.now", return_value=made.NOW),
    ):
        made.county()
        walk, leaks = walked()
    told = {"probes": walk.probes, "leaks": len(leaks), "broken": walk.broken, "found": leaks}
    print(json.dumps(told, ensure_ascii=False))
    return 1 if leaks or walk.broken else 0


if __name__ == "__main__":
    sys.exit(main())
