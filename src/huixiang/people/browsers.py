"""Says in words from which browser somebody signed in; names the common ones, as they call themselves many things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

# The order matters: nearly every browser also calls itself Chrome and Safari, and every Android also Linux.
BROWSERS: Final[tuple[tuple[str, Words], ...]] = (
    (r"MicroMessenger/", pgettext_lazy("browser", "WeChat")),
    (r"OPR/|Opera|UCBrowser|QQBrowser|HuaweiBrowser|MiuiBrowser|SamsungBrowser|VivoBrowser|HeyTapBrowser", ""),
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/", "Chrome"),
    (r"Version/\S+ .*Safari/", "Safari"),
)
SYSTEMS: Final[tuple[tuple[str, Words], ...]] = (
    (r"Android", gettext_lazy("Android")),
    (r"iPhone|iPad|iPod", "iOS"),
    (r"Windows", "Windows"),
    (r"Macintosh|Mac OS X", "macOS"),
    (r"Linux|X11", "Linux"),
)


def browser_words(user_agent: str) -> str:
    """Name browser and system of a ``User-Agent`` header; what is not known is "another browser"."""
    browser = _first(BROWSERS, user_agent) or _("another browser")
    system = _first(SYSTEMS, user_agent)
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system} if system else str(browser)


def _first(known: tuple[tuple[str, Words], ...], user_agent: str) -> Words:
    return next((name for pattern, name in known if re.search(pattern, user_agent)), "")
