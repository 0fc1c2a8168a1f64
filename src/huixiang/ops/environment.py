"""Reads settings from the environment and fails at start, with the remedy, when one is missing or wrong.

The table SETTINGS is the source of docs/reference/settings.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


class SettingsWrong(SystemExit):
    """One or more settings are missing or wrong; the message lists each with its remedy. Nothing started."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its default as text (None: required), what it decides, how it is read."""

    name: str
    default: str | None
    about: str
    read: Callable[[str], object]


def yes_or_no(text: str) -> bool:
    """Read ``yes`` or ``no``.

    :raises ValueError: anything else.
    """
    if text not in {"yes", "no"}:
        raise ValueError("write yes or no")
    return text == "yes"


def second_step(text: str) -> str:
    """Read ``offered`` or ``demanded``.

    :raises ValueError: anything else.
    """
    if text not in {"offered", "demanded"}:
        raise ValueError("write offered or demanded")
    return text


def positive(text: str) -> int:
    """Read a whole number from 1 up.

    :raises ValueError: anything else.
    """
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ValueError("write a whole number from 1 up")
    return int(text)


def folder(text: str) -> Path:
    """Read a folder's path; it is made when it is needed.

    :raises ValueError: the path is empty or is a file.
    """
    path = Path(text).expanduser().absolute()
    if not text or path.is_file():
        raise ValueError("write the path of a folder")
    return path


def host_list(text: str) -> list[str]:
    """Read host names separated by commas."""
    return [host.strip() for host in text.split(",") if host.strip()]


def postgres_address(text: str) -> str:
    """Read an address such as ``postgresql://user:password@host:5432/name``; empty means the embedded database.

    :raises ValueError: another kind of address.
    """
    if text and not text.startswith(("postgresql://", "postgres://")):
        raise ValueError("write postgresql://user:password@host:5432/name, or leave it empty for the embedded database")
    return text


def plain_origin(text: str) -> str:
    """Read the address people type, such as ``https://echo.example.org``, without a path.

    :raises ValueError: no http(s) or with a path.
    """
    rest = text.removeprefix("https://").removeprefix("http://")
    if rest == text or "/" in rest or not rest:
        raise ValueError("write https://your.host without anything behind it")
    return text


SETTINGS: tuple[Setting, ...] = (
    Setting("HX_DATA_DIR", "var", "Folder for the embedded database, uploads and keys.", folder),
    Setting("HX_ORIGIN", "http://127.0.0.1:8000", "The address people type; printed in QR codes.", plain_origin),
    Setting("HX_HOSTS", "127.0.0.1,localhost,.localhost", "Host names the site answers to, with commas.", host_list),
    Setting("HX_DEFAULT_ORGANISATION", "", "Slug of the organisation shown at a host that names none.", str),
    Setting("HX_DEBUG", "no", "yes shows error details and the style page; never on a public machine.", yes_or_no),
    Setting("DATABASE_URL", "", "Any PostgreSQL 15 or newer; empty: the embedded one.", postgres_address),
    Setting("DATABASE_OWNER_URL", "", "The role that owns the tables; empty: as DATABASE_URL.", postgres_address),
    Setting("DATABASE_BACKUP_URL", "", "A role that sees every organisation, for backups.", postgres_address),
    Setting("HX_BACKUP_DIR", "", "Folder for backups, on another disk; empty: none are made by themselves.", str),
    Setting("HX_POOL_SIZE", "12", "Database connections a process keeps at most.", positive),
    Setting("HX_WEB_WORKERS", "2", "Web processes.", positive),
    Setting("HX_WEB_THREADS", "4", "Threads of each web process.", positive),
    Setting("HX_PORT", "8000", "Port the site listens on, on the loopback address.", positive),
    Setting("HX_SUBMIT_PER_MINUTE", "20", "Voices a network may send in a minute before it waits or works.", positive),
    Setting("HX_SECOND_STEP", "offered", "demanded: members set up a code or passkey before they work.", second_step),
    Setting("HX_MAIL_URL", "", "smtp://user:password@host:587; empty: mails are written to the data folder.", str),
    Setting("HX_MAIL_FROM", "huixiang@localhost", "Sender of mails.", str),
)  # fmt: skip


def read_settings(environment: Mapping[str, str]) -> dict[str, object]:
    """Read every setting of the table.

    :raises SettingsWrong: with one line for each wrong or missing value.
    """
    found: dict[str, object] = {}
    wrong: list[str] = []
    for setting in SETTINGS:
        text = environment.get(setting.name, setting.default)
        if text is None:
            wrong.append(f"{setting.name} must be set. {setting.about}")
            continue
        try:
            found[setting.name] = setting.read(text)
        except ValueError as error:
            wrong.append(f"{setting.name}={text!r}: {error}. {setting.about}")
    if wrong:
        raise SettingsWrong("Huixiang cannot start with these settings:\n  " + "\n  ".join(wrong))
    return found
