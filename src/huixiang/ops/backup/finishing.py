"""The part of a restore that needs the site: erases again, says so in the log, audits. Runs in a process of its own.

Prints one line of JSON. Called with the restored data folder in its environment; see ``restoring``.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from huixiang.ops.backup.asked import Asked


def main(words: Sequence[str]) -> int:
    """Run with the path of a JSON file that holds the fields of ``Asked``."""
    given = json.loads(Path(words[0]).read_text(encoding="utf-8"))
    asked = Asked(given["about"], frozenset(given["files"]), [Path(each) for each in given["mirrors"]], given["final"])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huixiang.config.settings")
    import django  # noqa: PLC0415 - its settings draw keys into the data folder: only now is it filled

    django.setup()
    from huixiang.ops.backup.looking import finish  # noqa: PLC0415

    print(json.dumps(finish(asked), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
