"""What every page must have: sound HTML, a title, one h1, the language of its words."""

from __future__ import annotations

import re
from typing import Any

import html5lib


def check_page(response: Any, *, status: int = 200, language: str = "zh-hans") -> str:
    """Assert the page is whole; returns its text."""
    assert response.status_code == status, response.status_code
    text: str = response.content.decode()
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(text)
    assert not parser.errors, [(text.splitlines()[line - 1], what) for (line, _column), what, _facts in parser.errors]
    assert len(re.findall(r"<h1[ >]", text)) == 1
    title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
    assert title
    assert title[1].partition("·")[0].strip()
    assert f'<html lang="{language}"' in text
    return text
