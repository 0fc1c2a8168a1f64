"""The child process that reads words off a picture: a picture on the way in, its lines as JSON on the way out.

Run as ``python -m huixiang.folio.recogniser`` by ``recognising``. The models come with the package; nothing is fetched.
"""

import json
import os
import resource
import sys
from importlib import import_module
from io import BytesIO
from typing import Any, Final

from PIL import Image

from huixiang.folio.confine import confine

MEMORY: Final = 8 * 1024**3  # of addresses; a tenth of it is used
WORK_SECONDS: Final = 120


def main() -> None:
    """Read the picture and tell its lines."""
    for what, limit in {
        resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: WORK_SECONDS, resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
    }.items():  # fmt: skip
        resource.setrlimit(what, (limit, limit))
    confine()
    numpy: Any = import_module("numpy")
    rapidocr: Any = import_module("rapidocr")
    with Image.open(BytesIO(sys.stdin.buffer.read())) as picture:
        pixels = numpy.asarray(picture.convert("RGB"))[:, :, ::-1]  # it wants blue first
    found = rapidocr.RapidOCR()(pixels)
    sys.stdout.write("\n" + json.dumps(list(found.txts or ())) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
