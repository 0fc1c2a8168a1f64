"""Which personal data each table holds, and how it is erased, is written down for every column that can hold any."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.postgres.search import SearchVectorField
from django.db import models

TABLE = Path(__file__).resolve().parents[2] / "docs" / "personal-data.md"
LINE = re.compile(r"^\| ([a-z]+\.\w+) \| ([a-z0-9_, ]+) \| (\w+) \| (.+) \|$", re.MULTILINE)
CAN_HOLD = (models.TextField, models.CharField, models.JSONField, models.BinaryField, SearchVectorField)
WHOSE = {"speaker", "reader", "member", "organisation", "nobody"}
OURS = [model for model in apps.get_models() if model.__module__.startswith("huixiang.")]
Lines = list[tuple[str, str, str, str]]


def lines() -> Lines:
    return LINE.findall(TABLE.read_text(encoding="utf-8"))


def columns_in_code(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.local_fields if isinstance(field, CAN_HOLD)}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_column_is_classified_once(model: type[models.Model]) -> None:
    named = [name for label, names, *_rest in lines() if label == model._meta.label for name in names.split(", ")]

    assert sorted(named) == sorted(columns_in_code(model))


def test_every_line_says_whose_and_how() -> None:
    assert {whose for _label, _names, whose, _how in lines()} == WHOSE
    assert not [line for line in lines() if len(line[3]) < len("emptied")]


def test_no_line_is_about_a_table_that_is_gone() -> None:
    assert {label for label, *_rest in lines()} <= {model._meta.label for model in OURS}
