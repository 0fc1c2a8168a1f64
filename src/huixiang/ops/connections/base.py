"""PostgreSQL through a pool that gives nobody a dead connection.

After the database was restarted each connection that was kept is dead, and would refuse one person. Django's own
check (``CONN_HEALTH_CHECKS``) asks the server before each request and waits longer after each dead one: 1, 2, 4,
8 seconds. A dead one shows without a question: the server has hung up, so its socket can be read.
"""

from __future__ import annotations

import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg_pool import ConnectionPool

POLL_AT_ONCE = 0


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, but for what is dead in the pool: it is put aside, and the pool makes a new one in its place."""

    def get_new_connection(self, conn_params: Any) -> Any:
        """A connection that lives.

        :raises psycopg_pool.PoolTimeout: none came in the time that a pool is waited for; an ``OperationalError``.
        """
        while True:
            connection = super().get_new_connection(conn_params)
            if not self.pool or lives(connection):
                return connection
            self.pool.putconn(connection)


def lives(connection: psycopg.Connection[Any]) -> bool:
    """Whether the server still listens; it is asked only when it has said something unasked, as when it hangs up."""
    try:
        unasked = select.poll()
        unasked.register(connection.fileno(), select.POLLIN)
        if unasked.poll(POLL_AT_ONCE):
            ConnectionPool.check_connection(connection)
    except psycopg.OperationalError:
        return False
    return True
