from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import read_po

from huixiang.web.testing import messages_in

HERE = Path(__file__).parents[1]


def test_every_word_has_its_chinese() -> None:
    with (HERE / "locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        catalog = read_po(file, locale="zh_Hans")

    missing = [
        (context, words)
        for context, words in messages_in(HERE)
        if not (entry := catalog.get(words, context or None)) or entry.fuzzy or not any(entry.string or "")
    ]

    assert missing == []
