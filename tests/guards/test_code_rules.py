"""Every rule finds what it is for and leaves alone what is right; this house breaks none."""

from __future__ import annotations

import pytest

from tests.guards.code_checks import (
    EXCEPTIONS,
    RULES,
    TEMPLATE_RULES,
    broken,
    broken_in_template,
    findings,
    main,
)
from tests.guards.code_rule_examples import EXAMPLES, TEMPLATE_EXAMPLES


class TestRule:
    @pytest.mark.parametrize("rule", sorted(EXAMPLES))
    def test_finds_what_it_is_for_and_nothing_alike(self, rule: str) -> None:
        place, wrong, right = EXAMPLES[rule]

        assert rule in {name for name, _line in broken(wrong, place)}
        assert rule not in {name for name, _line in broken(right, place)}

    @pytest.mark.parametrize("rule", sorted(TEMPLATE_EXAMPLES))
    def test_of_templates_finds_what_it_is_for_and_nothing_alike(self, rule: str) -> None:
        wrong, right = TEMPLATE_EXAMPLES[rule]

        assert rule in {name for name, _line in broken_in_template(wrong)}
        assert rule not in {name for name, _line in broken_in_template(right)}

    def test_has_an_example_each(self) -> None:
        assert {look.__name__ for look in RULES} == set(EXAMPLES)
        assert set(TEMPLATE_RULES) == set(TEMPLATE_EXAMPLES)

    def test_names_the_line(self) -> None:
        assert list(broken("x = 1\nDEBUG = True\n", "config/settings.py")) == [("debugging_on", 2)]


class TestThisHouse:
    def test_breaks_no_rule_but_on_purpose(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main() == 0
        assert "0 findings" in capsys.readouterr().out

    def test_would_notice_an_exception_for_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(EXCEPTIONS, ("shell", "web/views.py"), (1, "none there"))

        assert findings() == ["src/huixiang/web/views.py: shell is excepted for nothing"]

    def test_says_why_of_each_exception(self) -> None:
        assert all(count > 0 and why for count, why in EXCEPTIONS.values())
