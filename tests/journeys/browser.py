"""The browser of the journeys: the machine's own Chromium, quiet, and the shapes of the devices people use."""

from __future__ import annotations

import shutil
from typing import Any, Final

ARGUMENTS: Final = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WAIT_MS: Final = 20_000
"""How long a page may take on a busy machine before a journey fails."""

DEVICES: Final[dict[str, dict[str, Any]]] = {
    "phone": {
        "viewport": {"width": 360, "height": 740},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    },
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}


def chromium_path() -> str | None:
    """Where the machine keeps its Chromium; None when it has none."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
