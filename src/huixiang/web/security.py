"""Header values for the settings: what a browser may load into our pages, and what it may tell others about them."""

from __future__ import annotations

from typing import Any, Final

# Everything from ourselves, nothing inline, nothing evaluated. data: pictures are the marks drawn by the style sheet.
CONTENT_SECURITY_POLICY: Final[dict[str, Any]] = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# "no-referrer" would break Django's CSRF check over HTTPS, which needs the Referer of our own pages.
REFERRER_POLICY: Final = "same-origin"

# The device's place may be asked for by our own pages (where is the problem?); everything else is off.
ISOLATION_HEADERS: Final[dict[str, str]] = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(self), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}
