"""The package gives every name it promises, and costs a command that only reads it no numpy."""

import subprocess
import sys

import pytest

from rongzhi.core import opinions


def test_every_name_is_given_and_no_other():
    assert all(getattr(opinions, name) is not None for name in opinions.__all__)
    with pytest.raises(AttributeError, match="no_such_figure"):
        _ = opinions.no_such_figure


def test_reading_the_package_and_a_spread_imports_no_numpy():
    program = (
        "import sys\n"
        "from rongzhi.core.opinions import Answer, Kind, Question, Round, stable, spread\n"
        "one = Round((Question('q', Kind.YES_NO),), ('m',), (Answer('m', 'q', True),))\n"
        "spread(one, 'q'), stable(one, one)\n"
        "print('numpy' in sys.modules, 'scipy' in sys.modules)\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "False False\n"
