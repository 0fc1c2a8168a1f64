from __future__ import annotations

from pathlib import Path

from huixiang.ops.translations import problems_of

PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def _capability(folder: Path, *, code: str, catalogue: str) -> Path:
    (folder / "templates").mkdir()
    (folder / "templates" / "page.html").write_text("{% load i18n %}{% translate 'On a page' %}")
    (folder / "views.py").write_text(code)
    path = folder / "locale" / "zh_Hans" / "LC_MESSAGES"
    path.mkdir(parents=True)
    (path / "django.po").write_text(PO + catalogue)
    return folder


class TestProblemsOf:
    def test_is_empty_when_all_is_translated(self, tmp_path: Path) -> None:
        catalogue = 'msgid "On a page"\nmsgstr "页上"\n\nmsgid "In code"\nmsgstr "码里"\n'

        assert problems_of(_capability(tmp_path, code='_("In code")', catalogue=catalogue)) == []

    def test_names_what_is_missing_empty_or_left_over(self, tmp_path: Path) -> None:
        catalogue = 'msgid "On a page"\nmsgstr ""\n\nmsgid "Long gone"\nmsgstr "没了"\n'

        wrong = problems_of(_capability(tmp_path, code='_("In code")', catalogue=catalogue))

        assert [line.partition(": ")[2] for line in wrong] == [
            "missing 'In code'", "no longer used 'Long gone'", "fuzzy or empty 'On a page'",
        ]  # fmt: skip
