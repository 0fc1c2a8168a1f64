"""``huixiang demo-reset``: throws the database of this data folder away and loads the demo anew."""

from __future__ import annotations

import shutil
import sys

import psycopg
from django.conf import settings
from psycopg import sql

from huixiang.ops.databases import DATABASE_NAME
from huixiang.ops.postgres import Server, ensure_running
from huixiang.ops.provision import SUPERUSER


class OnlyEmbedded(SystemExit):
    """The reset works on the embedded database only; nothing was thrown away."""


def reset() -> None:
    """Drop the database, the uploads and the files of its public log; the next start loads the demo.

    :raises OnlyEmbedded: DATABASE_URL names another database.
    """
    if settings.ENVIRONMENT["DATABASE_URL"]:
        raise OnlyEmbedded("demo-reset does not touch a database of DATABASE_URL. Empty it with your own tools.")
    server = Server(settings.DATA_DIR)
    ensure_running(server)
    with psycopg.connect(host=str(server.socket), user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE_NAME)))
    for folder in (settings.UPLOADS_DIR, settings.PUBLIC_DIR):
        shutil.rmtree(folder, ignore_errors=True)
    print("The demo's data is gone; make run loads it anew.", file=sys.stderr)
