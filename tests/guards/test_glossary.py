"""One word per thing: every model is in the glossary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
OURS = sorted(model.__name__ for model in apps.get_models() if model.__module__.startswith("huixiang."))


@pytest.mark.parametrize("name", OURS)
def test_glossary_knows_the_model(name: str) -> None:
    words = set(re.findall(r"[A-Za-z]+", GLOSSARY.read_text(encoding="utf-8")))
    assert name in words
