"""``python -m huixiang.digest.kernel``: builds the library if it is missing or old; without a compiler it says so."""

import sys

from huixiang.digest.kernel.building import NotBuilt, build
from huixiang.digest.kernel.native import loaded


def main() -> int:
    """Build the library unless the one that is there fits. Never fails: the engine works without it."""
    if loaded() is not None:
        return 0
    try:
        build()
    except NotBuilt as reason:
        sys.stderr.write(f"{reason} The text engine takes its slower path; the results are the same.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
