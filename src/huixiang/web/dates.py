"""Dates as people say them: 11月23日（周一）, Mon 23 Nov. The year appears only when it is not this year."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language

WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local_day(value: date) -> date:
    """Give the day of a date or moment in the organisation's zone."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def day_words(value: date, *, today: date, language: str | None = None) -> str:
    """Write the day for a reader of the language (that of the page if not given)."""
    day = local_day(value)
    if (language or get_language() or "zh-hans").startswith("zh"):
        year = "" if day.year == today.year else f"{day.year}年"
        return f"{year}{day.month}月{day.day}日（周{WEEKDAYS_ZH[day.weekday()]}）"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS_EN[day.weekday()]} {day.day} {MONTHS_EN[day.month - 1]}{year}"


def moment_words(value: datetime, *, today: date, language: str | None = None) -> str:
    """Write the day and the time of day in the organisation's zone, 24 hours."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    words = day_words(local, today=today, language=language)
    return f"{words}{local:%H:%M}" if words.endswith("）") else f"{words}, {local:%H:%M}"
