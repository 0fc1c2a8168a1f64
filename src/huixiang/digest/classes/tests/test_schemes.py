"""A scheme is read from the shipped files or a table of topics, and takes an organisation's words."""

import pytest

from huixiang.digest.classes.schemes import (
    FOUR_WINDS,
    PUBLIC_AFFAIRS,
    SHIPPED,
    scheme_of_rows,
    scheme_of_toml,
    shipped,
)
from huixiang.digest.errors import DigestError


class TestShipped:
    @pytest.mark.parametrize("name", SHIPPED)
    def test_has_distinct_headings_each_with_words(self, name: str) -> None:
        scheme = shipped(name)
        assert len(set(scheme.names)) == len(scheme.names)
        assert min(len(heading.words) for heading in scheme.headings) >= 30

    def test_defines_the_four_winds(self) -> None:
        scheme = shipped(FOUR_WINDS)
        assert scheme.names == ("形式主义", "官僚主义", "享乐主义", "奢靡之风")
        assert all(heading.definition for heading in scheme.headings)

    def test_refuses_a_name_that_is_not_there(self) -> None:
        with pytest.raises(DigestError, match="public-affairs, four-winds"):
            shipped("winds")


class TestSchemeOfRows:
    ROWS = (("后勤", "食堂", "饭菜"), ("", "", "窗口"), ("后勤", "其他", "其他"), ("教育文体", "体育", ""))

    def test_reads_headings_and_what_is_below_them(self) -> None:
        scheme = scheme_of_rows("单位", self.ROWS)
        assert scheme.names == ("后勤", "教育文体")
        assert scheme.headings[0].parts == ("食堂", "饭菜", "窗口")

    def test_adds_the_shipped_words_to_headings_of_a_shipped_name(self) -> None:
        general = {heading.name: heading.words for heading in shipped(PUBLIC_AFFAIRS).headings}
        assert scheme_of_rows("单位", self.ROWS).headings[1].words == general["教育文体"]
        assert scheme_of_rows("单位", self.ROWS, general=False).headings[1].words == ()

    def test_refuses_a_table_without_headings(self) -> None:
        with pytest.raises(DigestError, match="no heading"):
            scheme_of_rows("单位", [("", ""), ()])


class TestScheme:
    def test_takes_an_organisations_own_words_once(self) -> None:
        scheme = scheme_of_rows("单位", [("后勤",), ("保卫",)]).with_words({"后勤": ["食堂", "食堂"]})
        assert [heading.words for heading in scheme.headings] == [("食堂",), ()]

    def test_refuses_words_for_a_heading_it_does_not_have(self) -> None:
        with pytest.raises(DigestError, match="no heading 财务"):
            scheme_of_rows("单位", [("后勤",)]).with_words({"财务": ["报销"]})


class TestSchemeOfToml:
    def test_joins_headings_of_one_name(self) -> None:
        scheme = scheme_of_toml(
            'name = "x"\n[[heading]]\nname = "a"\nwords = "b"\n[[heading]]\nname = "a"\nwords = "c b"'
        )
        assert [(heading.name, heading.words) for heading in scheme.headings] == [("a", ("b", "c"))]

    @pytest.mark.parametrize("text", ["", "name = ", 'name = "x"\nheading = 3', 'name = "x"\n[[heading]]\nname = "a"'])
    def test_refuses_what_is_no_scheme(self, text: str) -> None:
        with pytest.raises(DigestError, match="no scheme"):
            scheme_of_toml(text)
