"""Header values: what a browser may load into our pages, and what it may tell others about them."""

from __future__ import annotations

from typing import Final

# Everything from ourselves, nothing inline, nothing evaluated. data: pictures are the marks drawn by the style sheet.
CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)

# "no-referrer" would break Django's CSRF check over HTTPS, which needs the Referer of our own pages.
REFERRER_POLICY: Final = "same-origin"

# After signing out, and after leaving a receipt: the back button and whoever sits down next find nothing kept. Cookies
# stay: what they hold of a sign-in is void by then, and the large print somebody needs should last.
FORGET: Final = '"cache", "storage"'

# Sent with every page that sets none of its own; strings made once, since each answer carries them.
# The device's place may be asked for by our own pages (where is the problem?); everything else is off.
POLICY_HEADERS: Final[dict[str, str]] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(self), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}
