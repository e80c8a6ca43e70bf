"""The browser of the journeys: Debian's Chromium, with a Chinese font, and the two windows that people have."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn as house_fonts
from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)
WINDOWS: Mapping[str, Mapping[str, Any]] = {
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "has_touch": True,
        "is_mobile": True,
    },
    "desktop": {"viewport": {"width": 1280, "height": 900}},
}
LANGUAGES: Mapping[str, str] = {"zh": "zh-CN", "en": "en-GB"}
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def launched(playwright: Playwright, folder: Path) -> Browser:
    """A browser that finds a Chinese font, whatever the machine has."""
    setting = folder / "fonts.conf"
    setting.write_text(FONTS.format(fonts=Path(house_fonts.__file__).parent, cache=folder / "fonts"))
    return playwright.chromium.launch(
        executable_path=_program(),
        args=list(QUIET),
        env={**os.environ, "FONTCONFIG_FILE": str(setting)},
    )


def _program() -> str:
    for name in (os.environ.get("RONGZHI_CHROMIUM") or "", *NAMES):
        if name and (found := shutil.which(name)):
            return found
    raise AssertionError("No Chromium: install it, or name it: RONGZHI_CHROMIUM=/path/to/chromium")
