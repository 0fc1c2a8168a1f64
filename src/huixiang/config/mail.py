"""Where mails go: an SMTP server, or files in the data folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def mail_settings(found: dict[str, Any], data_dir: Path) -> dict[str, Any]:
    """Django's EMAIL settings for ``smtp://`` and ``smtps://`` addresses; files when there is none."""
    common = {"DEFAULT_FROM_EMAIL": found["HX_MAIL_FROM"], "SERVER_EMAIL": found["HX_MAIL_FROM"]}
    if not found["HX_MAIL_URL"]:
        files = "django.core.mail.backends.filebased.EmailBackend"
        return common | {"EMAIL_BACKEND": files, "EMAIL_FILE_PATH": str(data_dir / "mails")}
    parts = urlsplit(found["HX_MAIL_URL"])
    return common | {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or 587,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.username is not None,
        "EMAIL_TIMEOUT": 10,
    }
