"""Tags and filters of the house: {% load hx %}. Each draws one component; the markup is in templates/web/components."""

from __future__ import annotations

import functools
from collections.abc import Hashable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import segno
from django import template
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext

from huixiang.kernel.ruling import Ruling
from huixiang.web.dates import day_words, local_day, moment_words
from huixiang.web.parts import Cell, State, Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

register = template.Library()

# One outline per tone on a 16 x 16 grid, so that a state is known without its colour, on paper too.
SHAPES: Final[dict[str, str]] = {
    Tone.WAITING: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3Z",
    Tone.WORKING: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 2v10A5 5 0 0 1 8 3Z",
    Tone.CLAIMED: "M8 0 16 8 8 16 0 8ZM8 3 3 8l5 5 5-5Z",
    Tone.CONFIRMED: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3.4 3.7 1.5 1.4-5.8 6.2L3.4 9l1.3-1.5 2.3 1.9Z",
    Tone.DISPUTED: "M8 0l8 15H0ZM7 5v5h2V5Zm0 6.5v2h2v-2Z",
    Tone.SILENT: "M1 1h14v14H1ZM2.5 2.5v3l3-3Zm6 0-6 6v3l9-9Zm5 1.5-9.5 9.5h3l6.5-6.5Zm0 6-3.5 3.5h3.5Z",
}


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """Draw a form field: label, hint, error, input."""
    return bound.render(template_name="web/components/field.html")


@register.inclusion_tag("web/components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """Draw the list of a form's errors; it takes focus. Nothing when there are none."""
    wrong = [bound for bound in form if bound.errors]
    return {"form": form, "wrong": [(bound, _first_input(bound), _after_label(bound)) for bound in wrong]}


@register.simple_tag
def state_badge(state: State) -> SafeString:
    """Draw a state as colour, shape and word. An unknown tone looks like waiting."""
    return _badge(state.tone if state.tone in SHAPES else Tone.WAITING, str(state.label))


@functools.lru_cache(maxsize=1024)
def _badge(tone: str, label: str) -> SafeString:
    # A page of fifty rows draws the same few states over and over.
    return render_to_string("web/components/state.html", {"tone": str(tone), "shape": SHAPES[tone], "label": label})


@register.simple_tag
def table_cell(cell: Cell) -> SafeString:
    """Draw what stands in a cell of a table; in Python, because a page has hundreds of them."""
    if cell.state:
        return state_badge(cell.state)
    return format_html('<a href="{}">{}</a>', cell.url, cell.text) if cell.url else conditional_escape(cell.text)


@register.inclusion_tag("web/components/shape.html")
def shape(tone: str) -> dict[str, Any]:
    """Draw the shape of a tone alone, beside words that say the same."""
    return {"shape": SHAPES.get(tone, SHAPES[Tone.WAITING])}


@register.inclusion_tag("web/components/ruling_button.html", takes_context=True)
def ruling_button(  # noqa: PLR0913 - a template tag is called with named options
    context: Context,
    ruling: Ruling,
    label: Words,
    url: str = "",
    *,
    method: str = "post",
    look: str = "primary",
    name: str = "",
    value: str = "",
) -> dict[str, Any]:
    """Draw a button that posts to the url, or stands disabled beside the reason.

    Without a url it submits the form around it; method="get" makes it a link.
    """
    return {
        "ruling": ruling, "label": label, "url": url, "method": method, "look": look,
        "name": name, "value": value, "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


@register.simple_tag
def qr(text: str, label: str = "") -> SafeString:
    """Draw a QR code as inline SVG, black on white in any theme so that cameras read it; up to about 2,300 bytes."""
    drawing = segno.make(text, micro=False, error="m").svg_inline(
        dark="#000", light="#fff", border=4, omitsize=True, svgclass=None, lineclass=None
    )
    drawn = mark_safe(drawing)  # noqa: S308 # nosec B308, B703 - drawn by segno, which puts no text of ours into it
    return format_html('<span class="qr" role="img" aria-label="{}">{}</span>', label or text, drawn)


@register.simple_tag(takes_context=True)
def href(context: Context, path: str) -> SafeString:
    """Write the href of a menu's link, marked when it leads to the page we are on."""
    request = context.get("request")
    now = request.path if request is not None else ""
    same = now == path or (path != "/" and now.startswith(f"{path}/"))
    return format_html('href="{}" aria-current="page"' if same else 'href="{}"', path)


@register.simple_tag
def kept(template_name: str, row: Hashable) -> SafeString:
    """Draw a row of a list (``row`` in its template) from its facts alone, and keep the drawing for the next reader.

    Its template must use nothing but the row: no request, no query. What is kept can so never be out of date.
    """
    return _drawn(template_name, row, get_language(), timezone.localdate())


# 30 stories of a board cost 15 ms to draw and nothing to look up; 2,000 of them are about 2 MB.
@functools.lru_cache(maxsize=2000)
def _drawn(template_name: str, row: Hashable, language: str | None, today: date) -> SafeString:  # noqa: ARG001 - the key
    return render_to_string(template_name, {"row": row})


@register.filter
def day(value: date | None) -> str:
    """Write a date or moment as a day: 11月23日（周一）."""
    return day_words(value, today=timezone.localdate()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment with its time of day: 11月23日（周一）14:05."""
    return moment_words(value, today=timezone.localdate()) if value else ""


@register.filter
def iso_day(value: date | None) -> str:
    """Write a day for the datetime attribute of <time>."""
    return local_day(value).isoformat() if value else ""


@register.filter
def groups4(value: object) -> str:
    """Write a long number in groups of four, as people read it out: 1234 5678 90."""
    text = "".join(str(value).split())
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _after_label(bound: BoundField) -> str:
    """What stands between a label and its error: a question ends with a mark of its own."""
    ends_itself = str(bound.label).rstrip("”」").endswith(("?", "？", "。", "."))
    return " " if ends_itself else pgettext("between label and error", ": ")


def _first_input(bound: BoundField) -> str:
    """Give the id of what a link in the error summary should jump to: of a group, its first choice."""
    return bound.subwidgets[0].id_for_label if bound.use_fieldset and bound.subwidgets else bound.id_for_label
