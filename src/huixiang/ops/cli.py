"""The command ``huixiang``: one word says what to do. ``huixiang COMMAND --help`` says more."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Any

# Commands that start without Django: most need no database, and a restore wants the data folder empty, in which
# settings would draw keys.
WITHOUT_SETTINGS = {
    "digest": "digesting.main:main", "read": "reading:main", "verify": "verifying:main", "monitor": "monitoring:main",
    "backup": "backup.main:backup", "backup-key": "backup.main:backup_key", "restore": "backup.main:restore_archive",
    "sbom": "sbom:main",
}  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    words = sys.argv[1:] if argv is None else argv
    alone = WITHOUT_SETTINGS.get(words[0]) if words else None
    if alone is None:
        return _run_command(words)
    module, name = alone.split(":")
    return int(getattr(import_module(f"huixiang.ops.{module}"), name)(words[1:]))


def _run_command(argv: Sequence[str]) -> int:
    from django.db import OperationalError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huixiang.config.settings")
    arguments, rest = command_parser().parse_known_args(argv)
    if rest and arguments.command not in {"manage", "load", "check-report", "audit", "witness", "publish-log"}:
        command_parser().error(f"unknown: {' '.join(rest)}")
    try:
        return int(COMMANDS[arguments.command](arguments, rest) or 0)
    except OperationalError as error:
        print(f"The database does not answer; huixiang doctor says more. {error}", file=sys.stderr)
        return 1


def command_parser() -> argparse.ArgumentParser:
    """All commands with their arguments."""
    parser = argparse.ArgumentParser(prog="huixiang", description="回响: listen, put right, prove it.")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="database, site and worker in one")
    run.add_argument("--no-demo", action="store_true", help="start without the demo organisation")
    commands.add_parser("worker", help="one more worker, here or on another machine")
    commands.add_parser("migrate", help="start the database and bring its tables up to date")
    commands.add_parser("stop", help="stop the embedded database")
    commands.add_parser("doctor", help="look at everything; each trouble with its remedy")
    commands.add_parser("demo-reset", help="throw the demo's data away and load it again")
    commands.add_parser("load", help="a table of voices into an organisation's inbox", add_help=False)
    commands.add_parser("digest", help="make sense of a table of voices, offline", add_help=False)
    check = "compare the numbers of a report with the records"
    commands.add_parser("check-report", help=check, add_help=False)
    commands.add_parser("read", help="a numbered list out of a document, as a tree and JSON, offline", add_help=False)
    found = commands.add_parser("found", help="make an organisation with its first administrator")
    found.add_argument("slug")
    found.add_argument("name")
    found.add_argument("--host", help="host name of its address")
    found.add_argument("--admin", default="admin", help="sign-in name of the first administrator")
    _add_log_commands(commands)
    _add_backup_commands(commands)
    commands.add_parser("sbom", help="a bill of materials of what runs here (CycloneDX), offline", add_help=False)
    commands.add_parser("manage", help="Django's own commands", add_help=False)
    return parser


def _add_log_commands(commands: Any) -> None:
    commands.add_parser("audit", help="recompute the log and compare it with the records", add_help=False)
    commands.add_parser("witness", help="who watches our log, and whose we watch", add_help=False)
    commands.add_parser("publish-log", help="write the public log as files, for any web server", add_help=False)
    commands.add_parser("monitor", help="keep a copy of a log and see that it only grows", add_help=False)
    commands.add_parser(
        "verify", help="check a proof file, or find a code in a copy of the log, offline", add_help=False
    )


def _add_backup_commands(commands: Any) -> None:
    commands.add_parser("backup", help="everything in one encrypted file, proven by restoring it", add_help=False)
    commands.add_parser("backup-key", help="draw the key pair of backups", add_help=False)
    commands.add_parser("restore", help="bring a house back from a backup, into an empty data folder", add_help=False)


def command_helps() -> list[tuple[str, str]]:
    """Each command with its one line of help, in order."""
    parser = command_parser()
    parser.formatter_class = partial(argparse.HelpFormatter, width=200)  # so that no line of help is folded
    lines = re.findall(r"^    ([a-z-]+) +(\S.*)$", parser.format_help(), re.MULTILINE)
    return [(name, about) for name, about in lines if name in COMMANDS or name in WITHOUT_SETTINGS]


def _set_up() -> None:
    import django

    django.setup()


def _run(arguments: argparse.Namespace, _rest: list[str]) -> None:
    from huixiang.ops.run import run

    run(demo=not arguments.no_demo)


def _worker(_arguments: argparse.Namespace, _rest: list[str]) -> None:
    _set_up()
    from huixiang.ops.worker import work

    work()


def _migrate(_arguments: argparse.Namespace, _rest: list[str]) -> None:
    from django.conf import settings

    from huixiang.ops.run import bring_up_database

    bring_up_database(settings.DATA_DIR)


def _stop(_arguments: argparse.Namespace, _rest: list[str]) -> None:
    from django.conf import settings

    from huixiang.ops.postgres import Server, stop

    stop(Server(settings.DATA_DIR))


def _doctor(_arguments: argparse.Namespace, _rest: list[str]) -> int:
    _set_up()
    from huixiang.ops.doctor import report

    return report()


def _demo_reset(_arguments: argparse.Namespace, _rest: list[str]) -> None:
    from huixiang.ops.reset import reset

    reset()


def _load(_arguments: argparse.Namespace, rest: list[str]) -> int:
    _set_up()
    from huixiang.ops.load import main as load

    return load(rest)


def _check_report(_arguments: argparse.Namespace, rest: list[str]) -> int:
    _set_up()
    from huixiang.ops.checking import main as check

    return check(rest)


def _audit(_arguments: argparse.Namespace, rest: list[str]) -> int:
    _set_up()
    from huixiang.ops.auditing import main as audit

    return audit(rest)


def _witness(_arguments: argparse.Namespace, rest: list[str]) -> int:
    _set_up()
    from huixiang.ops.witnesses import main as witness

    return witness(rest)


def _publish_log(_arguments: argparse.Namespace, rest: list[str]) -> int:
    _set_up()
    from huixiang.ops.publishing_log import main as publish

    return publish(rest)


def _found(arguments: argparse.Namespace, _rest: list[str]) -> int:
    _set_up()
    from huixiang.kernel.errors import Refusal
    from huixiang.ops.found import found

    try:
        print(found(slug=arguments.slug, name=arguments.name, host=arguments.host, admin=arguments.admin))
    except Refusal as refusal:
        print(f"Nothing was made: {refusal}", file=sys.stderr)
        return 1
    return 0


def _manage(_arguments: argparse.Namespace, rest: list[str]) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["huixiang manage", *rest])


COMMANDS = {
    "run": _run, "worker": _worker, "migrate": _migrate, "stop": _stop, "doctor": _doctor,
    "demo-reset": _demo_reset, "load": _load, "found": _found, "check-report": _check_report,
    "audit": _audit, "witness": _witness, "publish-log": _publish_log, "manage": _manage,
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
