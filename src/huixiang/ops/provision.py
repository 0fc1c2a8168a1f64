"""Roles and databases of the embedded server: an owner that migrates, an app role that row security binds."""

from __future__ import annotations

import psycopg
from psycopg import sql

from huixiang.ops.databases import APP_ROLE, DATABASE_NAME, OWNER_ROLE
from huixiang.ops.postgres import Server

SUPERUSER = "huixiang"


def provision(server: Server) -> None:
    """Make the two roles and the database, where they are not there yet. Takes 0.1 s the first time."""
    with _connect(server, "postgres") as connection:
        _ensure_role(connection, OWNER_ROLE, "CREATEDB")
        _ensure_role(connection, APP_ROLE, "NOCREATEDB")
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE_NAME]).fetchone()
        if not exists:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE_NAME), sql.Identifier(OWNER_ROLE))
            )
    with _connect(server, DATABASE_NAME) as connection:
        connection.execute(_GRANTS)
        connection.execute(SEARCH_MAY_USE_ITS_INDEX)
    with _connect(server, "template1") as connection:  # databases of tests are copies of it
        connection.execute(SEARCH_MAY_USE_ITS_INDEX)


def _connect(server: Server, database: str) -> psycopg.Connection:
    return psycopg.connect(host=str(server.socket), user=SUPERUSER, dbname=database, autocommit=True)


def _ensure_role(connection: psycopg.Connection, role: str, attribute: str) -> None:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        return
    connection.execute(
        sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS ").format(sql.Identifier(role)) + sql.SQL(attribute)
    )


# Under row security PostgreSQL uses an index only for operators that cannot leak what they read. Matching a tsvector
# neither raises nor prints anything that depends on the row.
SEARCH_MAY_USE_ITS_INDEX = "ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) LEAKPROOF"
_GRANTS = f"""
ALTER SCHEMA public OWNER TO {OWNER_ROLE};
GRANT USAGE ON SCHEMA public TO {APP_ROLE};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER_ROLE} IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP_ROLE};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER_ROLE} IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO {APP_ROLE};
"""
