"""Brings the tables up to date as the role that owns them, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys


def migrate_as_owner() -> None:
    """Run the migrations.

    :raises subprocess.CalledProcessError: a migration failed; its own words were printed.
    """
    environment = dict(os.environ) | {"HX_AS_OWNER": "yes", "DJANGO_SETTINGS_MODULE": "huixiang.config.settings"}
    for command in ("migrate", "createcachetable"):
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "django", command, "--verbosity", "0"], env=environment, check=True
        )
