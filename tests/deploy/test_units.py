"""The shipped units of systemd: an account without rights, one folder to write in, the backup of each night."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from huixiang.ops.backup.arguments import backup_options
from huixiang.ops.cli import command_parser
from huixiang.ops.environment import read_settings

UNITS = Path(__file__).resolve().parents[2] / "deploy" / "systemd"
SITE, BACKUP, TIMER = "huixiang.service", "huixiang-backup.service", "huixiang-backup.timer"
LANDLOCK = {"landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self", "seccomp"}
MOST_EXPOSED = 2.0
"""As ``systemd-analyze security`` counts it: 0 is shut in, 10 is open."""
SHUT = {
    "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes", "PrivateDevices": "yes",
    "NoNewPrivileges": "yes", "CapabilityBoundingSet": "", "AmbientCapabilities": "", "ProtectKernelTunables": "yes",
    "ProtectKernelModules": "yes", "ProtectKernelLogs": "yes", "ProtectControlGroups": "yes", "ProtectClock": "yes",
    "ProtectHostname": "yes", "ProtectProc": "invisible", "RestrictNamespaces": "yes", "RestrictRealtime": "yes",
    "RestrictSUIDSGID": "yes", "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6", "LockPersonality": "yes",
    "SystemCallArchitectures": "native", "SystemCallErrorNumber": "EPERM", "UMask": "0077",
}  # fmt: skip


def unit(name: str) -> dict[str, list[str]]:
    """The options of a unit, each with all its values in order; sections do not matter, no name stands in two."""
    found: dict[str, list[str]] = {}
    for line in (UNITS / name).read_text(encoding="utf-8").splitlines():
        if option := re.match(r"(\w+)=(.*)", line):
            found.setdefault(option[1], []).append(option[2])
    return found


def variables() -> dict[str, str]:
    """The variables of the example of an environment file."""
    text = (UNITS.parent / "huixiang.env").read_text(encoding="utf-8")
    return dict(line.split("=", 1) for line in text.splitlines() if line and not line.startswith("#"))


@pytest.mark.parametrize("name", [SITE, BACKUP])
class TestAUnit:
    def test_runs_as_an_account_of_its_own_with_our_settings(self, name: str) -> None:
        assert (unit(name)["User"], unit(name)["Group"]) == (["huixiang"], ["huixiang"])
        assert unit(name)["EnvironmentFile"] == ["/etc/huixiang/huixiang.env"]

    def test_is_shut_in(self, name: str) -> None:
        assert {option: unit(name).get(option) for option in SHUT} == {key: [value] for key, value in SHUT.items()}

    def test_writes_where_the_data_and_the_backups_are_only(self, name: str) -> None:
        places = {variables()[folder] for folder in ("HX_DATA_DIR", "HX_BACKUP_DIR")}

        assert {path.removeprefix("-") for path in unit(name)["ReadWritePaths"][0].split()} == places

    def test_lets_the_readers_of_files_shut_themselves_in(self, name: str) -> None:
        allowed, more = unit(name)["SystemCallFilter"]

        assert allowed == "@system-service"
        assert set(more.split()) == LANDLOCK

    def test_opens_as_many_files_as_the_site_may_need(self, name: str) -> None:
        assert unit(name)["LimitNOFILE"] == ["65536"]

    @pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
    def test_is_called_shut_in_by_systemd_itself(self, name: str) -> None:
        asked = ["systemd-analyze", "security", "--offline=yes", "--no-pager", str(UNITS / name)]
        told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout

        found = re.search(r"Overall exposure level for \S+: ([\d.]+)", told)
        assert found is not None
        assert float(found[1]) <= MOST_EXPOSED


class TestTheSite:
    def test_is_started_without_the_demo_and_again_whenever_it_ends(self) -> None:
        program, *words = unit(SITE)["ExecStart"][0].split()

        assert program.endswith("/bin/huixiang")
        assert command_parser().parse_args(words).no_demo
        assert unit(SITE)["Restart"] == ["always"]

    def test_is_given_time_to_stop_its_database(self) -> None:
        # 15 s for the processes (ops/children.py), 60 for the database (ops/postgres.py); only the first is told.
        assert unit(SITE)["KillMode"] == ["mixed"]
        assert int(unit(SITE)["TimeoutStopSec"][0]) > 15 + 60

    def test_reads_settings_that_it_takes(self) -> None:
        found = read_settings(variables())

        assert str(found["HX_DATA_DIR"]) == f"/var/lib/{unit(SITE)['StateDirectory'][0]}"
        assert str(found["HX_ORIGIN"]).startswith("https://")


class TestTheBackup:
    def test_is_made_and_proven_every_night_though_the_machine_was_off(self) -> None:
        program, command, *words = unit(BACKUP)["ExecStart"][0].split()

        assert (program.endswith("/bin/huixiang"), command) == (True, "backup")
        assert backup_options(words, "").verify
        assert unit(TIMER)["Persistent"] == ["yes"]
        assert unit(TIMER)["OnCalendar"] == ["*-*-* 01:30:00 Asia/Shanghai"]

    @pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
    def test_comes_at_a_time_that_systemd_understands(self) -> None:
        asked = ["systemd-analyze", "calendar", unit(TIMER)["OnCalendar"][0]]

        assert subprocess.run(asked, capture_output=True, check=False).returncode == 0
