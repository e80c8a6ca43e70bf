"""Run the rongzhi command as ``python -m rongzhi``."""

import sys

from rongzhi.cli import main

sys.exit(main())
