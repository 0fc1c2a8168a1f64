"""``huixiang run``: database, migrations, first demo, site and worker, in one command."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from huixiang.listening import counts
from huixiang.ops import findings
from huixiang.ops.children import Child, supervise
from huixiang.ops.migrate import migrate_as_owner
from huixiang.ops.postgres import Server, answers, ensure_running, stop
from huixiang.ops.provision import provision

LOOK_SECONDS = 2.0


class NotDurable(SystemExit):
    """The database would lose or leak what people say; nothing was started."""


def bring_up_database(data_dir: Path) -> Server | None:
    """Start the embedded database and migrate; None when DATABASE_URL names another one."""
    server = None
    if not os.environ.get("DATABASE_URL"):
        server = Server(data_dir)
        ensure_running(server)
        provision(server)
    migrate_as_owner()
    return server


def refuse_failpoints() -> None:
    """Do not serve with a variable set that makes processes kill themselves.

    :raises NotDurable: with the sentence that says what to do.
    """
    finding = findings.failpoints()
    if not finding.well:
        raise NotDurable(f"Huixiang does not start: {finding.name}: {finding.seen}. {finding.remedy}")


def refuse_unsafe_database() -> None:
    """Check what must hold before anybody may speak.

    :raises NotDurable: with the sentence that says what to do.
    """
    for finding in (findings.database(), findings.durable(), findings.bound_by_row_security()):
        if not finding.well:
            raise NotDurable(f"Huixiang does not start: {finding.name}: {finding.seen}. {finding.remedy}")


def run(*, demo: bool) -> None:
    """Serve until stopped. Everything it started, it ends.

    :raises NotDurable: it would lose what people say, see above; nothing was started.
    """
    refuse_failpoints()
    server = None if settings.ENVIRONMENT["DATABASE_URL"] else Server(settings.DATA_DIR)
    # Told to end while still starting: leave by the way below, or the database would be left running.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))
    try:
        _serve(server, demo=demo)
    finally:
        if server is not None:
            stop(server)


def _serve(server: Server | None, *, demo: bool) -> None:
    bring_up_database(settings.DATA_DIR)
    django.setup()
    refuse_unsafe_database()
    call_command("collectstatic", "--noinput", verbosity=0)
    if demo:
        call_command("demo", "--if-empty")
    print(_welcome(), flush=True)
    supervise(_children(), each_round=_Watch(server).look)


class _Watch:
    """Starts the embedded database again when it was killed."""

    def __init__(self, server: Server | None) -> None:
        self.server = server
        self.next = 0.0

    def look(self) -> None:
        if self.server is None or time.monotonic() < self.next:
            return
        if not answers(self.server):
            print("the database does not answer; starting it again", file=sys.stderr)
            ensure_running(self.server)
        self.next = time.monotonic() + LOOK_SECONDS


def _children() -> list[Child]:
    chosen = settings.ENVIRONMENT
    site = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(chosen["HX_PORT"]),
        "--workers", str(chosen["HX_WEB_WORKERS"]), "--blocking-threads", str(chosen["HX_WEB_THREADS"]),
        "--no-ws", "--log-level", "warning", "--respawn-failed-workers", "huixiang.config.wsgi:application",
    ]  # fmt: skip
    environment = dict(os.environ) | {"DJANGO_SETTINGS_MODULE": "huixiang.config.settings"}
    environment.pop("HX_AS_OWNER", None)
    environment["HX_SUPERVISED"] = "yes"
    environment |= _shared_counts()
    work = [sys.executable, "-m", "huixiang.ops.cli", "worker"]
    # The worker derives slow hashes in the background; people at the site come first.
    return [Child("site", site, environment), Child("worker", work, environment, nice=10)]


def _shared_counts() -> dict[str, str]:
    """Where the web processes find the memory in which they count together; it lasts as long as this process."""
    try:
        return {counts.VARIABLE: f"/proc/{os.getpid()}/fd/{counts.new_memory()}"}
    except OSError:
        return {}


def _welcome() -> str:
    from huixiang.ops.demo_signins import signins  # noqa: PLC0415 - models must be loaded first

    lines = [*addresses(settings.ORIGIN, str(settings.ENVIRONMENT["HX_PORT"])), *signins(), "Ctrl-C ends it."]
    return "\n".join(lines)


def addresses(origin: str, port: str) -> list[str]:
    """Where the site is; where people's address is another, as behind a proxy or on another port, where it listens."""
    here = f"http://127.0.0.1:{port}"
    if origin == here:
        return [f"Huixiang is at {origin}"]
    return [f"Huixiang listens at {here}", f"Links, QR codes and receipts name {origin} (HX_ORIGIN)"]
