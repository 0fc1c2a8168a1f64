"""In whose house we are. Every table carries its organisation; PostgreSQL itself hides the others' rows.

The organisation is a transaction-local setting (``app.org``), so it cannot leak through a pooled
connection; unset means no rows at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

import psycopg
from django.db import connection, models, transaction
from django.db.migrations.operations import RunSQL
from psycopg.pq import ExecStatus, TransactionStatus

ERASED: Final = "［已删除］"
"""Stands where the words of somebody stood that were erased; the one change append-only rows may take."""

_organisation_id: ContextVar[int | None] = ContextVar("organisation_id", default=None)


class NoOrganisation(RuntimeError):
    """Something asked for the organisation outside ``acting_in``: a programming error."""


def current_organisation_id() -> int:
    """The id of the organisation this transaction acts in.

    :raises NoOrganisation: called outside ``acting_in``.
    """
    organisation_id = _organisation_id.get()
    if organisation_id is None:
        raise NoOrganisation("Wrap this in huixiang.kernel.tenancy.acting_in(organisation_id).")
    return organisation_id


def organisation_of_transaction() -> int | None:
    """As ``current_organisation_id``, but None outside: the default of the tenant key, which is NOT NULL."""
    return _organisation_id.get()


@contextmanager
def acting_in(organisation_id: int) -> Iterator[None]:
    """Open a transaction that sees and writes the rows of one organisation only; nested, it returns to the outer."""
    outer = _organisation_id.get()
    token = _organisation_id.set(organisation_id)
    try:
        with transaction.atomic():
            _set_row_scope(organisation_id)
            yield
            if outer is not None and outer != organisation_id:
                _set_row_scope(outer)
    finally:
        _organisation_id.reset(token)


def _set_row_scope(organisation_id: int) -> None:
    link = connection.connection
    if link is not None and link.pgconn.transaction_status == TransactionStatus.IDLE and not link.autocommit:
        _begin_in(organisation_id)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.org', %s, true)", [str(int(organisation_id))])


def _begin_in(organisation_id: int) -> None:
    """Open the transaction and set its organisation in one round trip; psycopg would send its BEGIN in another.

    :raises OperationalError: as any statement would when the database is away.
    """
    asked = f"BEGIN; SELECT set_config('app.org', '{int(organisation_id)}', true)"
    with connection.wrap_database_errors:
        answer = connection.connection.pgconn.exec_(asked.encode())
        if answer.status != ExecStatus.TUPLES_OK:
            raise psycopg.OperationalError(answer.error_message.decode(errors="replace"))


class TenantModel(models.Model):
    """A row that belongs to one organisation. Its table needs ``protect_rows`` in a migration."""

    organisation = models.ForeignKey(
        "people.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        default=organisation_of_transaction,
    )

    class Meta:
        abstract = True


def protect_rows(*tables: str) -> list[RunSQL]:
    """Migration operations that force row-level security by organisation on each table."""
    return [RunSQL(sql=_PROTECT.format(table=table), reverse_sql=_UNPROTECT.format(table=table)) for table in tables]


def append_only(*tables: str) -> list[RunSQL]:
    """Migration operations that make PostgreSQL refuse to change or remove rows of each table."""
    return [RunSQL(sql=_APPEND_ONLY.format(table=table), reverse_sql=_ERASABLE.format(table=table)) for table in tables]


def erasable(table: str, *columns: str) -> RunSQL:
    """Migration operation that lets these columns of an append-only table be erased, and nothing else be changed."""
    takes = "".join(_TAKES.format(column=column, mark=ERASED) for column in columns)
    return RunSQL(sql=_APPEND_OR_ERASE.format(table=table, takes=takes), reverse_sql=_APPEND.format(table=table))


_PROTECT = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON {table}
    USING (organisation_id = NULLIF(current_setting('app.org', true), '')::bigint)
    WITH CHECK (organisation_id = NULLIF(current_setting('app.org', true), '')::bigint);
"""
_UNPROTECT = """
DROP POLICY own_organisation ON {table};
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""
_APPEND = """
CREATE OR REPLACE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""
_TAKES = """
        IF NEW.{column} = '{mark}' THEN
            OLD.{column} := NEW.{column};
        END IF;"""
_APPEND_OR_ERASE = """
CREATE OR REPLACE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN{takes}
        IF OLD IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""
_APPEND_ONLY = (
    _APPEND
    + """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only();
"""
)
_ERASABLE = """
DROP TRIGGER append_only ON {table};
DROP TRIGGER append_only_whole ON {table};
DROP FUNCTION {table}_is_append_only();
"""
