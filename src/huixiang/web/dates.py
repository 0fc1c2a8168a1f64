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


def month_words(value: date, *, language: str | None = None) -> str:
    """Write the month of a day with its year: 2026年3月, Mar 2026."""
    if (language or get_language() or "zh-hans").startswith("zh"):
        return f"{value.year}年{value.month}月"
    return f"{MONTHS_EN[value.month - 1]} {value.year}"


def quarter_words(value: date, *, language: str | None = None) -> str:
    """Write the quarter of a day with its year: 2026年一季度, Q1 2026."""
    quarter = (value.month - 1) // 3
    if (language or get_language() or "zh-hans").startswith("zh"):
        return f"{value.year}年{WEEKDAYS_ZH[quarter]}季度"
    return f"Q{quarter + 1} {value.year}"
