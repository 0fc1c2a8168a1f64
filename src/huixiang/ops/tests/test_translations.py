from __future__ import annotations

from pathlib import Path

from huixiang.ops.translations import ROOT, disagreements, problems_of

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


class TestDisagreements:
    def _said(self, folder: Path, *, catalogue: str) -> Path:
        path = folder / "locale" / "zh_Hans" / "LC_MESSAGES"
        path.mkdir(parents=True)
        (path / "django.po").write_text(PO + catalogue)
        return folder

    def test_are_empty_when_everybody_says_the_same(self, tmp_path: Path) -> None:
        one = self._said(tmp_path / "one", catalogue='msgid "None yet"\nmsgstr "还没有"\n')
        two = self._said(tmp_path / "two", catalogue='msgid "None yet"\nmsgstr "还没有"\n')

        assert disagreements([one, two, tmp_path / "no_catalogue"]) == []

    def test_name_those_who_say_the_same_sentence_differently(self, tmp_path: Path) -> None:
        one = self._said(tmp_path / "one", catalogue='msgid "None yet"\nmsgstr "还没有"\n')
        two = self._said(tmp_path / "two", catalogue='msgid "None yet"\nmsgstr "先不给"\n')

        assert disagreements([one, two]) == ["one, two: said in different ways 'None yet'"]

    def test_leave_sentences_alone_that_differ_in_context(self, tmp_path: Path) -> None:
        one = self._said(tmp_path / "one", catalogue='msgid "None yet"\nmsgstr "还没有"\n')
        two = self._said(tmp_path / "two", catalogue='msgctxt "role"\nmsgid "None yet"\nmsgstr "先不给"\n')

        assert disagreements([one, two]) == []

    def test_do_not_exist_in_this_house(self) -> None:
        assert disagreements(path for path in ROOT.iterdir() if path.is_dir()) == []
