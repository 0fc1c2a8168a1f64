"""Where the database is: the embedded server's socket, or any PostgreSQL by its address."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from huixiang.kernel.sockets import socket_folder

OWNER_ROLE = "huixiang_owner"
APP_ROLE = "huixiang_app"
DATABASE_NAME = "huixiang"
POOL_SECONDS = 20
"""How long a page waits for a connection, and how long the pool tries for one before a page asks for it anew."""


def database_settings(found: dict[str, Any]) -> dict[str, Any]:
    """Django's DATABASES: the site's role by default, the owner's when HX_AS_OWNER is set (migrations, tests)."""
    as_owner = os.environ.get("HX_AS_OWNER") == "yes"
    address = (as_owner and found["DATABASE_OWNER_URL"]) or found["DATABASE_URL"]
    base = _from_address(address) if address else _embedded(found["HX_DATA_DIR"], as_owner=as_owner)
    base |= {"ENGINE": "huixiang.ops.connections", "CONN_HEALTH_CHECKS": False, "ATOMIC_REQUESTS": False}
    # Plans are kept of what kernel/prepared.py sends only; Django's own cursors send text.
    options = {"application_name": "huixiang", "prepare_threshold": 5} | base.pop("OPTIONS", {})
    if os.environ.get("HX_POOLED") == "yes":  # the site; commands and workers need one connection each
        waits = {"timeout": POOL_SECONDS, "reconnect_timeout": POOL_SECONDS}
        options["pool"] = waits | {"min_size": 1, "max_size": found["HX_POOL_SIZE"]}
    return {"default": base | {"OPTIONS": options}}


def _embedded(data_dir: Path, *, as_owner: bool) -> dict[str, Any]:
    role = OWNER_ROLE if as_owner else APP_ROLE
    return {"NAME": DATABASE_NAME, "USER": role, "HOST": str(socket_folder(data_dir)), "PORT": "5432"}


def _from_address(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    return {
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
