"""Reads words off a picture, where the optional recogniser is installed: a suggestion for whoever types, no more.

The parent's half of ``recogniser``, which runs in a child process: its models need half a gigabyte.
"""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from typing import Final

from huixiang.folio.unsafe import BrokenFile

WAIT_SECONDS: Final = 90


def can_recognise() -> bool:
    """Test whether the recogniser (the extra ``ocr``) is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def recognise(picture: bytes) -> tuple[str, ...]:
    """Read the lines of a clean picture, top to bottom; about 5 s and 0.6 GB, in a child process, offline.

    :raises BrokenFile: the child failed, or the recogniser is not installed.
    """
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_NUM_THREADS": "2"}
    try:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-P", "-m", "huixiang.folio.recogniser"],
            input=picture, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, timeout=WAIT_SECONDS,
            check=True,
        )  # fmt: skip
        lines = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.SubprocessError, ValueError, IndexError) as error:
        raise BrokenFile from error
    if not isinstance(lines, list):
        raise BrokenFile
    return tuple(map(str, lines))
