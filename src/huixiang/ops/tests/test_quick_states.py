"""Migrating quickly leaves the same tables as migrating as Django does: tried on tables that hang together."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest
from django.db import connection, migrations, models, transaction
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from huixiang.ops.quick_states import DECIDES, quick_states

STANDING = """
SELECT table_name::text, column_name::text, data_type::text, is_nullable::text FROM information_schema.columns
WHERE table_name LIKE 'ops_quick%' UNION ALL
SELECT conrelid::regclass::text, pg_get_constraintdef(oid), contype::text, '' FROM pg_constraint
WHERE conrelid::regclass::text LIKE 'ops_quick%' ORDER BY 1, 2
"""


def operations() -> list[Operation]:
    """A house, two tables that point at it and at each other, and changes of each kind."""
    number = ("id", models.BigAutoField(primary_key=True))

    def to(model: str) -> models.Field[Any, Any]:
        return models.ForeignKey(f"ops.{model}", on_delete=models.PROTECT, related_name="+")

    return [
        migrations.CreateModel("QuickHouse", [number, ("name", models.CharField(max_length=20))]),
        migrations.CreateModel("QuickUnit", [number, ("house", to("QuickHouse"))]),
        migrations.CreateModel("QuickVoice", [number, ("house", to("QuickHouse")), ("unit", to("QuickUnit"))]),
        migrations.AddField("QuickHouse", "code", models.CharField(max_length=9, default="", db_index=True)),
        migrations.AddField("QuickUnit", "above", models.ForeignKey("ops.QuickUnit", models.PROTECT, null=True)),
        migrations.AlterField("QuickHouse", "name", models.TextField()),
        migrations.AddConstraint(
            "QuickVoice", models.UniqueConstraint(fields=["house", "unit"], name="quick_voice_once")
        ),
        migrations.RunPython(speak),
        migrations.RemoveField("QuickVoice", "unit"),
    ]


def speak(apps: Any, _editor: object) -> None:
    house = apps.get_model("ops", "QuickHouse").objects.create(name="青禾")
    unit = apps.get_model("ops", "QuickUnit").objects.create(house=house)
    voice = apps.get_model("ops", "QuickVoice")
    voice.objects.create(house=house, unit=unit)
    assert voice.objects.filter(unit__house=house, house=house).count() == 1


def migrated(*, quick: bool) -> list[tuple[object, ...]]:
    """The columns and keys that stand afterwards; they are taken back."""
    state = ProjectState()
    migration = type("Migration", (migrations.Migration,), {"operations": operations(), "atomic": False})("one", "ops")
    with transaction.atomic(), quick_states() if quick else nullcontext():
        assert state.apps  # drawn once before, as Django does it
        with connection.schema_editor(atomic=False) as editor:
            migration.apply(state, editor)
        with connection.cursor() as cursor:
            cursor.execute(STANDING)
            found: list[tuple[object, ...]] = cursor.fetchall()
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
class TestQuickStates:
    def test_leave_the_same_tables(self) -> None:
        slow, quick = migrated(quick=False), migrated(quick=True)

        assert quick == slow
        assert ("ops_quickvoice", "house_id", "bigint", "NO") in quick

    def test_are_over_after_the_block(self) -> None:
        before = getattr(ProjectState, DECIDES)
        with quick_states():
            assert getattr(ProjectState, DECIDES) is not before

        assert getattr(ProjectState, DECIDES) is before
