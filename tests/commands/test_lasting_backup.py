"""A lasting archive holds nothing of what may have to be erased: tried with a voice that left its words everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from psycopg import sql

from huixiang.kernel.actor import outsider
from huixiang.kernel.tenancy import ERASED
from huixiang.listening import services as listening
from huixiang.listening.models import Voice
from huixiang.listening.states import Lane, MessageKind, Side
from huixiang.listening.testing import given_file, make_voice
from huixiang.ops.backup.belonging import BLANKED, ERASED as ERASED_THERE, LEFT_OUT, PASSING, Extent, left_out
from huixiang.ops.backup.snapshot import blanked_rows
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import services as sorting
from huixiang.transparency.services import seal_waiting

TABLE = Path(__file__).resolve().parents[2] / "docs" / "personal-data.md"
WORDS = "锦绣里七号楼的赵春梅说：水管裂了两处，夜里漏水。"
TRACES = ("锦绣里七号楼", "赵春梅", "水管裂了两处", "电话打过三次")


@pytest.fixture
def spoken(cast: Cast) -> Voice:
    """A voice with a name, a file and talk, which feeds a problem with an excerpt; its leaf is sealed."""
    files = [given_file("赵春梅.txt", "水管裂了".encode())]
    voice, _code = make_voice(WORDS, Lane.CONFIDENTIAL, speaker_name="赵春梅", contact="13812345678", files=files)
    by, speaker = cast.actor("hejing"), outsider(cast.organisation.pk)
    sorting.file_waiting_voices()
    sorting.open_problem(
        title="锦绣里七号楼漏水", statement="水管裂了两处，联系赵春梅。", voice_ids=[voice.pk],
        excerpts={voice.pk: "水管裂了两处"}, by=by, at=NOON,
    )  # fmt: skip
    listening.write_message(
        voice_id=voice.pk, side=Side.SPEAKER, kind=MessageKind.MESSAGE, words="电话打过三次。", by=speaker, at=NOON
    )
    seal_waiting(at=NOON)
    return voice


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        return sorted(row[0] for row in cursor.fetchall())


def lasting_rows() -> Iterator[tuple[str, str]]:
    """Every row of a lasting archive as text, with its table."""
    with connection.cursor() as cursor:
        for table in tables():
            if table not in left_out(Extent.LASTING):
                cursor.execute(f"SELECT one::text FROM {table} AS one")  # noqa: S608
            elif table in BLANKED:
                rows = blanked_rows(table, columns(table)).as_string(cursor.cursor)
                cursor.execute(f"SELECT one::text FROM ({rows}) AS one")  # noqa: S608
            else:
                continue
            yield from ((table, row[0]) for row in cursor.fetchall())


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
            " ORDER BY ordinal_position",
            [table],
        )
        return [row[0] for row in cursor.fetchall()]


class TestLasting:
    def test_holds_no_trace_of_what_was_said(self, spoken: Voice) -> None:
        found = {(table, trace) for table, row in lasting_rows() for trace in TRACES if trace in row}

        assert found == set()

    def test_holds_the_log_and_that_there_was_a_voice(self, spoken: Voice) -> None:
        held = {table for table, _row in lasting_rows()}

        assert held >= {"transparency_logleaf", "transparency_logcheckpoint", "listening_voice", "sorting_problem"}
        assert "transparency_opening" not in held

    def test_can_be_restored(self, spoken: Voice) -> None:
        """Its rows fit the tables again: constraints and all."""
        with connection.cursor() as cursor:
            for table in BLANKED:
                rows = blanked_rows(table, columns(table))
                make = sql.SQL("CREATE TEMP TABLE kept (LIKE {} INCLUDING CONSTRAINTS)").format(sql.Identifier(table))
                names = sql.SQL(", ").join(map(sql.Identifier, columns(table)))
                cursor.execute(make.as_string(cursor.cursor))
                put = sql.SQL("INSERT INTO kept ({}) {}").format(names, rows)
                cursor.execute(put.as_string(cursor.cursor))
                cursor.execute("DROP TABLE kept")

    def test_leaves_no_row_that_points_at_nothing(self, db: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"
            )
            pairs = cursor.fetchall()
        without = {*LEFT_OUT, *PASSING}

        assert [pair for pair in pairs if pair[1] in without and pair[0] not in without] == []

    def test_leaves_out_every_column_that_holds_something_of_a_speaker(self) -> None:
        told = re.findall(r"^\| ([a-z]+)\.(\w+) \| ([a-z_, ]+) \| speaker \|", TABLE.read_text("utf-8"), re.MULTILINE)
        held = [
            f"{app}.{model}.{column}"
            for app, model, columns in told
            for column in columns.split(", ")
            if f"{app}_{model.lower()}" not in LEFT_OUT and column not in BLANKED.get(f"{app}_{model.lower()}", {})
        ]

        assert (held, len(told) > 20) == ([], True)

    def test_names_tables_that_are_there(self, db: None) -> None:
        assert {*LEFT_OUT, *PASSING, *BLANKED} - set(tables()) - {"house_cache"} == set()
        assert ERASED_THERE == ERASED
