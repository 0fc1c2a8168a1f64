"""Brings the tables up to date as the role that owns them, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping


def migrate_as_owner(around: Mapping[str, str] | None = None) -> None:
    """Run the migrations, of the house whose environment is ``around`` (None: ours).

    :raises subprocess.CalledProcessError: a migration failed; its own words were printed.
    """
    environment = dict(os.environ if around is None else around) | {
        "HX_AS_OWNER": "yes",
        "DJANGO_SETTINGS_MODULE": "huixiang.config.settings",
    }
    for command in ("migrate", "createcachetable"):
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "django", command, "--verbosity", "0"], env=environment, check=True
        )
