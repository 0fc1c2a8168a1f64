"""A reader of strangers' files that was taken over finds no key, no network, no program to start, nobody to stop."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from huixiang.folio.confine import confinable

CONFINED = (
    "import sys; sys.path[:0] = {path!r}; from huixiang.folio.confine import confine; confine(reading={reading!r})\n"
)
needs_files = pytest.mark.skipif(not confinable()[0], reason="this kernel has no Landlock")
needs_calls = pytest.mark.skipif(not confinable()[1], reason="this kernel has no seccomp")


def attempt(deed: str, *reading: Path) -> str:
    """Try something in a confined process; 'done', or the name of what stopped it."""
    trying = (
        f"try:\n    {deed}\n    print('done')\nexcept BaseException as stopped:\n    print(type(stopped).__name__)\n"
    )
    script = CONFINED.format(path=sys.path, reading=[str(path) for path in reading]) + trying
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=30)
    return told.stdout.strip()


@needs_files
class TestAConfinedReader:
    def test_reads_no_file_but_those_named(self, tmp_path: Path) -> None:
        key, given = tmp_path / "key", tmp_path / "given"
        key.write_text("secret")
        given.write_text("table")

        assert attempt(f"open({str(key)!r}).read()", given) == "PermissionError"
        assert attempt(f"open({str(given)!r}).read()", given) == "done"

    def test_writes_no_file(self, tmp_path: Path) -> None:
        given = tmp_path / "given"
        given.write_text("table")

        assert attempt(f"open({str(tmp_path / 'new')!r}, 'w')", given) == "PermissionError"
        assert attempt(f"open({str(given)!r}, 'w')", given) == "PermissionError"
        assert given.read_text() == "table"

    def test_lists_no_folder(self, tmp_path: Path) -> None:
        assert attempt(f"__import__('os').listdir({str(tmp_path)!r})") == "PermissionError"

    def test_sees_nothing_of_other_processes(self) -> None:
        assert attempt(f"open('/proc/{os.getpid()}/environ').read()") == "PermissionError"

    def test_still_loads_what_it_reads_with(self) -> None:
        assert attempt("import pypdfium2, lxml.etree, pikepdf, pyarrow.csv") == "done"


@needs_calls
class TestAConfinedProcess:
    @pytest.mark.parametrize(
        "deed",
        [
            "__import__('socket').socket()",
            "__import__('os').execv('/bin/true', ['true'])",
            "__import__('subprocess').run(['/bin/true'], check=True)",
            "__import__('os').kill(__import__('os').getppid(), 0)",
            "__import__('os').pidfd_open(1)",
        ],
    )
    def test_reaches_no_network_no_program_and_no_process(self, deed: str) -> None:
        assert attempt(deed) == "PermissionError"

    def test_counts_as_confinable_as_under_a_service_manager_with_a_filter_of_its_own(self) -> None:
        assert attempt("from huixiang.folio.confine import confinable; assert confinable()[1]") == "done"

    def test_may_still_compute_in_threads(self) -> None:
        assert attempt("__import__('threading').Thread(target=print).start()").endswith("done")


class TestTheChild:
    @pytest.mark.parametrize(
        ("deed", "stopped"),
        [
            ("bytearray(1200 << 20)", "MemoryError"),
            ("bytearray(600 << 20)", "done"),
            ("assert __import__('resource').getrlimit(0) == (10, 10)", "done"),
        ],
    )
    def test_has_a_gigabyte_and_ten_seconds(self, deed: str, stopped: str) -> None:
        assert attempt(f"from huixiang.folio.child import _limit; _limit(); {deed}") == stopped
