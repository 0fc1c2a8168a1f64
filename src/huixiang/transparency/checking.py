"""The page that checks a receipt without us, put together as one file that asks for nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

OFFLINE: Final = Path(__file__).parent / "offline"
PARTS: Final = {
    '<link rel="stylesheet" href="check.css">\n': ("style", ("check.css",)),
    '<script src="verify.js"></script>\n<script src="check.js"></script>\n': ("script", ("verify.js", "check.js")),
}
"""What check.html asks its neighbours for, and the element that holds them once it is one file."""


@cache
def check_page() -> str:
    """The whole page. Its policy lets it load nothing, not even from the folder it is saved in."""
    page = (OFFLINE / "check.html").read_text(encoding="utf-8")
    for asked, (element, names) in PARTS.items():
        held = "\n".join((OFFLINE / name).read_text(encoding="utf-8") for name in names)
        page = page.replace(asked, f"<{element}>\n{held}</{element}>\n")
    return page
