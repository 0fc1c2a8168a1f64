from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from huixiang.ops.children import Child


def _child(program: str) -> Child:
    return Child("site", [sys.executable, "-c", program], os.environ)


class TestChild:
    def test_is_started_again_after_a_kill(self, capfd: object) -> None:
        child = _child("import time; time.sleep(60)")
        child.start()
        assert child.process is not None
        first = child.process.pid
        os.kill(first, signal.SIGKILL)
        child.process.wait()

        child.look_after()
        child.due = 0.0
        child.look_after()

        assert child.process is not None
        assert child.process.pid != first
        child.process.kill()
        child.process.wait()

    def test_waits_longer_after_each_quick_death(self, capfd: object) -> None:
        child = _child("raise SystemExit(3)")
        child.start()
        assert child.process is not None
        child.process.wait()

        child.look_after()

        assert child.patience == 1.0
        assert child.due > time.monotonic()

    def test_is_modest_when_asked(self, tmp_path: Path) -> None:
        told = tmp_path / "nice"
        program = f"import os; open({str(told)!r}, 'w').write(str(os.nice(0)))"
        child = Child("worker", [sys.executable, "-c", program], os.environ, nice=7)
        child.start()
        assert child.process is not None
        child.process.wait()

        assert int(told.read_text()) >= 7


def test_a_grandchild_ends_when_its_parent_is_killed() -> None:
    grandchild = (
        "import time; from huixiang.ops.children import end_with_parent; end_with_parent(); "
        "print('up', flush=True); time.sleep(60)"
    )
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grandchild!r}])"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"up\n"

        parent.kill()

        assert parent.stdout.read() == b""  # returns when nobody holds the pipe any more
