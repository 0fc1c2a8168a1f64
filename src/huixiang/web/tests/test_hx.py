from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from huixiang.kernel.ruling import Ruling
from huixiang.web.dates import day_words, moment_words
from huixiang.web.parts import Clock, Tone
from huixiang.web.templatetags.hx import SHAPES, groups4

TODAY = date(2026, 11, 23)


def draw(source: str, **context: object) -> str:
    with translation.override("en"):
        return Template("{% load hx %}" + source).render(Context(context))


class Sample(forms.Form):
    text = forms.CharField(help_text="Where and when", widget=forms.Textarea)
    note = forms.CharField(required=False)
    who = forms.ChoiceField(choices=[("a", "Open"), ("b", "Anonymous")], widget=forms.RadioSelect)
    agree = forms.BooleanField()


class TestDayWords:
    @pytest.mark.parametrize(
        ("day", "language", "words"),
        [
            (TODAY, "zh-hans", "11月23日（周一）"),
            (TODAY, "en", "Mon 23 Nov"),
            (date(2025, 1, 5), "zh-hans", "2025年1月5日（周日）"),
            (date(2025, 1, 5), "en", "Sun 5 Jan 2025"),
        ],
    )
    def test_names_the_day_and_another_year(self, day: date, language: str, words: str) -> None:
        assert day_words(day, today=TODAY, language=language) == words

    def test_uses_the_zone_of_the_organisation(self) -> None:
        late_evening = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)

        assert moment_words(late_evening, today=TODAY, language="zh-hans") == "11月23日（周一）00:05"
        assert moment_words(late_evening, today=TODAY, language="en") == "Mon 23 Nov, 00:05"


@pytest.mark.parametrize(
    ("value", "written"), [("1234567890", "1234 5678 90"), (12345678, "1234 5678"), ("", ""), ("1234 5", "1234 5")]
)
def test_groups4_writes_groups_of_four(value: object, written: str) -> None:
    assert groups4(value) == written


class TestStateBadge:
    @pytest.mark.parametrize("tone", list(Tone))
    def test_has_a_word_a_shape_and_a_colour(self, tone: Tone) -> None:
        html = draw("{% state_badge s %}", s=SimpleNamespace(value="x", label="Being done", tone=tone))

        assert "Being done" in html
        assert SHAPES[tone] in html
        assert f"state-{tone}" in html

    def test_has_a_shape_of_its_own_per_tone(self) -> None:
        assert len(set(SHAPES.values())) == len(Tone)


class TestRulingButton:
    def test_posts_when_allowed(self) -> None:
        html = draw("{% ruling_button r 'Close' '/close' %}", r=Ruling(), csrf_token="t0ken")

        assert '<form class="act" method="post" action="/close">' in html
        assert 'value="t0ken"' in html

    def test_shows_the_reason_when_refused(self) -> None:
        html = draw("{% ruling_button r 'Close' '/close' %}", r=Ruling("Evidence is missing."))

        assert "disabled" in html
        assert "Evidence is missing." in html
        assert "<form" not in html

    def test_is_a_link_for_get_and_a_plain_button_inside_a_form(self) -> None:
        assert 'href="/see"' in draw("{% ruling_button r 'See' '/see' method='get' %}", r=Ruling())
        assert "<form" not in draw("{% ruling_button r 'Send' name='act' value='go' %}", r=Ruling())


class TestForm:
    def test_names_every_error_beside_the_field_and_in_the_summary(self) -> None:
        html = draw("{{ form }}", form=Sample({"note": "kept"}))

        assert "3 things need to be corrected" in html
        assert 'href="#id_who_0"' in html
        assert 'aria-describedby="id_text_helptext id_text_error"' in html
        assert 'value="kept"' in html
        assert html.count("autofocus") == 1

    def test_puts_no_colon_behind_a_question(self) -> None:
        class Asked(forms.Form):
            solved = forms.CharField(label="解决了吗？")

        html = draw("{{ form }}", form=Asked({}))

        assert "解决了吗？ " in html
        assert "？：" not in html

    def test_has_no_summary_before_anything_is_wrong(self) -> None:
        assert "notice-wrong" not in draw("{{ form }}", form=Sample())

    def test_marks_what_may_be_left_out(self) -> None:
        assert "(optional)" in draw("{% field form.note %}", form=Sample())
        assert "(optional)" not in draw("{% field form.text %}", form=Sample())


class TestQr:
    def test_is_black_on_white_with_a_label(self) -> None:
        html = draw("{% qr 'https://example.org/?a=1&b=2' label %}", label='The "live" page')

        assert 'aria-label="The &quot;live&quot; page"' in html
        assert "#fff" in html
        assert "style=" not in html


class TestHref:
    @pytest.mark.parametrize(
        ("at", "link", "marked"),
        [("/say", "/say", True), ("/say/2", "/say", True), ("/sayings", "/say", False), ("/say", "/", False)],
    )
    def test_marks_the_page_we_are_on(self, at: str, link: str, marked: bool) -> None:
        html = draw("{% href link %}", link=link, request=RequestFactory().get(at))

        assert f'href="{link}"' in html
        assert ("aria-current" in html) is marked


@pytest.mark.parametrize(
    ("used", "allowed", "percent", "left", "over"),
    [(0, 10, 0, 10, 0), (7, 10, 70, 3, 0), (10, 10, 100, 0, 0), (13, 10, 100, 0, 3), (0, 0, 100, 0, 0)],
)
def test_clock_counts_days(used: int, allowed: int, percent: int, left: int, over: int) -> None:
    clock = Clock(used, allowed, ends_on=TODAY)

    assert (clock.percent, clock.left, clock.over, clock.overdue) == (percent, left, over, over > 0)


class TestKeptRow:
    def test_is_drawn_in_each_language(self) -> None:
        source = '{% kept "web/components/care_switch.html" row %}'
        with translation.override("en"):
            english = Template("{% load hx %}" + source).render(Context({"row": ("a",)}))
        with translation.override("zh-hans"):
            chinese = Template("{% load hx %}" + source).render(Context({"row": ("a",)}))

        assert "Large print" in english
        assert "关怀版" in chinese

    def test_knows_nothing_of_the_page_around_it(self) -> None:
        drawn = draw('{% kept "web/components/empty.html" row %}', words="of the page", row=("b",))

        assert "of the page" not in drawn


class TestSelect:
    def test_marks_what_is_chosen_and_escapes_labels(self) -> None:
        choices = [("", "any"), ("a<b", "A & B"), ("Group", [("c", "C")])]

        class Choice(forms.Form):
            one = forms.ChoiceField(choices=choices)

        drawn = str(Choice({"one": "c"})["one"])

        assert '<option value="a&lt;b">A &amp; B</option>' in drawn
        assert '<optgroup label="Group">' in drawn
        assert '<option value="c" selected>C</option>' in drawn
        assert 'name="one"' in drawn


def test_a_button_with_a_ruling_sends_its_name() -> None:
    html = draw('{% ruling_button r "Answer" name="act" value="answer" %}', r=SimpleNamespace(allowed=True, reason=""))

    assert 'name="act" value="answer"' in html
