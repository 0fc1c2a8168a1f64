"""What can be wrong with a running house, each with its remedy: used at start and by ``huixiang doctor``."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection

from huixiang.folio.confine import confinable
from huixiang.kernel import failpoints as points
from huixiang.ops.finding import Finding

LEAST_DISK = 1 << 30
MOST_SKEW_SECONDS = 5
MOST_LAG_SECONDS = 120
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "/Library/Fonts")
NO_DATABASE = "Start the database: huixiang run; or check DATABASE_URL. Its log is in the data folder, postgres/log."
CJK_FONTS = ("*Noto*CJK*", "*SourceHan*", "*wqy*", "*PingFang*", "*msyh*", "*simsun*", "*Fandol*", "*LXGW*")


def durable() -> Finding:
    """Whether a committed voice survives a power cut: fsync, synchronous_commit, full_page_writes, checksums."""
    wrong = [f"{name}={value}" for name, value in _server_settings() if value != "on"]
    return Finding(
        "durability",
        not wrong,
        ", ".join(wrong) or "fsync, synchronous_commit, full_page_writes and data checksums are on",
        "Set fsync, synchronous_commit and full_page_writes to on in postgresql.conf; "
        "make the cluster with initdb --data-checksums (or pg_checksums --enable while it is stopped).",
    )


def _server_settings() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        for name in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            cursor.execute(f"SHOW {name}")
            yield name, str(cursor.fetchone()[0])


def bound_by_row_security() -> Finding:
    """Whether the site's database role is held by row security: no superuser, no BYPASSRLS."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        role, free = cursor.fetchone()
    return Finding(
        "row security",
        not free,
        f"the site connects as {role}" + (", which sees every organisation" if free else ""),
        "Give DATABASE_URL a role made with NOSUPERUSER NOBYPASSRLS; see the settings page in docs/reference.",
    )


def database() -> Finding:
    """Whether the database answers, and with which version."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version')")
        version = str(cursor.fetchone()[0])
    well = int(version.partition(".")[0]) >= 15
    return Finding("database", well, f"PostgreSQL {version}", "Use PostgreSQL 15 or newer.")


def search() -> Finding:
    """Whether search may use its index under row security: the match operator must count as leakproof."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT proleakproof FROM pg_proc WHERE proname = 'ts_match_vq'")
        well = bool(cursor.fetchone()[0])
    return Finding(
        "search", well, "uses its index" if well else "reads every row",
        "As superuser, in this database: ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) LEAKPROOF;",
    )  # fmt: skip


def worker() -> Finding:
    """Whether a worker has given a sign of life within the last minute."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'")
        alive = cursor.fetchone()[0]
    return Finding(
        "worker", alive > 0, f"{alive} alive", "Start one: huixiang worker (make run starts one beside the site)."
    )


def queue_lag() -> Finding:
    """How long the oldest due job has been waiting."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(extract(epoch FROM now() - min(coalesce(j.scheduled_at, e.at))), 0)"
            " FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'"
            " WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())"
        )
        seconds = int(cursor.fetchone()[0])
    return Finding(
        "queue", seconds <= MOST_LAG_SECONDS, f"oldest job waits {seconds} s",
        "Start more workers (huixiang worker), also on other machines with the same DATABASE_URL.",
    )  # fmt: skip


def mail() -> Finding:
    """Whether the mail server answers; without one, mails are files in the data folder."""
    if not settings.ENVIRONMENT["HX_MAIL_URL"]:
        return Finding("mail", True, f"no server set: mails are written to {settings.DATA_DIR / 'mails'}")
    try:
        server = get_connection(fail_silently=False)
        server.open()
        server.close()
    except OSError as error:
        return Finding("mail", False, str(error), "Check HX_MAIL_URL and that the mail server is reachable.")
    return Finding("mail", True, f"{settings.EMAIL_HOST} answers")


def disk() -> Finding:
    """Whether there is room for voices and files: at least 1 GiB."""
    free = shutil.disk_usage(settings.DATA_DIR).free
    remedy = "Make room, or move HX_DATA_DIR to a larger disk."
    return Finding("disk", free >= LEAST_DISK, f"{free >> 20} MiB free", remedy)


def clock() -> Finding:
    """Whether this machine and the database agree on the time, within 5 seconds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        skew = abs((datetime.now(UTC) - cursor.fetchone()[0]).total_seconds())
    remedy = "Turn on time synchronisation (NTP) on both machines."
    return Finding("clock", skew <= MOST_SKEW_SECONDS, f"{skew:.1f} s apart", remedy)


def fonts() -> Finding:
    """Whether the machine has a font with Chinese characters, for printed sheets and pictures of pages."""
    for folder in FONT_FOLDERS:
        for pattern in CJK_FONTS:
            found = next(Path(folder).expanduser().rglob(pattern), None)
            if found is not None:
                return Finding("fonts", True, found.name)
    return Finding("fonts", False, "no Chinese font found", "Install one, for example the package fonts-noto-cjk.")


def readers() -> Finding:
    """Whether the processes that open strangers' files are kept from other files, the network and other programs."""
    files, calls = confinable()
    missing = [
        words for well, words in ((files, "other files (Landlock)"), (calls, "the network (seccomp)")) if not well
    ]
    seen = f"not kept from {' and '.join(missing)}" if missing else "kept from other files, the network, other programs"
    remedy = "Run on Linux 5.13 or newer, x86-64 or ARM64, with Landlock; until then only memory and time are limited."
    return Finding("file readers", not missing, seen, remedy)


def pages() -> Finding:
    """Whether PostgreSQL ever read a page of this database whose checksum was wrong."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database()")
        wrong = int(cursor.fetchone()[0])
    return Finding(
        "pages", not wrong, f"{wrong} times a page came back wrong" if wrong else "none came back wrong from the disk",
        "The disk is failing. Stop the house, then restore the newest backup on another disk (handbook, Backup and"
        " restore); huixiang audit names what cannot be read.",
    )  # fmt: skip


def failpoints() -> Finding:
    """Whether the variable is unset that makes processes of tests kill themselves."""
    chosen = points.chosen
    seen = f"HX_FAIL={chosen}: processes kill themselves there" if chosen else "HX_FAIL is not set"
    return Finding("failpoints", not chosen, seen, "Take HX_FAIL out of the environment; it is for tests only.")


LOOKS: tuple[Callable[[], Finding], ...] = (
    database, durable, bound_by_row_security, search, worker, queue_lag, mail, disk, clock, fonts, readers, pages,
    failpoints,
)  # fmt: skip

_NAMES = {"durable": "durability", "bound_by_row_security": "row security", "queue_lag": "queue"}


def examine(looks: Sequence[Callable[[], Finding]] = LOOKS) -> list[Finding]:
    """Look at everything; what cannot be looked at counts as not well. Takes about 0.1 s."""
    findings = []
    for look in looks:
        try:
            findings.append(look())
        except DatabaseError as error:
            name = _NAMES.get(look.__name__, look.__name__)
            findings.append(Finding(name, False, str(error).splitlines()[0], NO_DATABASE))
    return findings
