"""Days and clock times in words, in the window's language."""

from datetime import date, datetime, time

from PySide6.QtCore import QDate, QLocale

from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.i18n import _, language, ngettext


def _in_words(day: date, form: str) -> str:
    return QLocale(language()).toString(QDate(day.year, day.month, day.day), form)


def weekday_and_day(day: date) -> str:
    """Return "zaterdag 21 november"."""
    return _in_words(day, "dddd d MMMM")


def in_full(day: date) -> str:
    """Return "zaterdag 21 november 2026"."""
    return _in_words(day, "dddd d MMMM yyyy")


def day_and_month(day: date, today: date) -> str:
    """Return "21 november", with the year when it is another one than `today`'s."""
    return _in_words(day, "d MMMM" if day.year == today.year else "d MMMM yyyy")


def short(day: date) -> str:
    """Return "21 nov 2026" (Dutch puts no full stop here)."""
    return _in_words(day, "d MMM yyyy").replace(".", "")


def typed(day: date) -> str:
    """Return "21-11-2026", as a date stands in a field."""
    return f"{day.day}-{day.month}-{day.year}"


def clock(moment: datetime) -> str:
    """Return "14:09"."""
    return f"{moment:%H:%M}"


def day_of_timeline(day: date, today: date) -> str:
    """Return "vrijdag 20 november", with the year when it is another one than `today`'s."""
    return weekday_and_day(day) if day.year == today.year else in_full(day)


def day_with_time(when: DayAndTime, today: date) -> str:
    """Return "vrijdag 20 november om 14:00"; the day alone where no time is known."""
    return with_time(day_of_timeline(when.day, today), when.at)


def with_time(day: str, at: time | None) -> str:
    """Return a day in words with the time of day behind it, where that is known."""
    return day if at is None else _("{day} at {time}", day=day, time=time_of_day(at))


def time_of_day(at: time) -> str:
    """Return "14:30"."""
    return f"{at:%H:%M}"


def distance(day: date, today: date) -> str:
    """Return how far `day` is: "vandaag", "morgen", "3 dagen", "5 dagen te laat"."""
    days = (day - today).days
    if days < 0:
        return ngettext("{n} day late", "{n} days late", -days)
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("{n} day", "{n} days", days)


def duration(minutes: int) -> str:
    """Return "35 min" or "1 u 10 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{n} min", n=rest)
    return _("{h} h {n} min", h=hours, n=rest) if rest else _("{h} h", h=hours)


def weekday(day: date) -> str:
    """Return "zaterdag"."""
    return _in_words(day, "dddd")


def short_weekday(day: date, today: date) -> str:
    """Return "za 21 nov", with the year when it is another one than `today`'s."""
    return f"{_in_words(day, 'ddd')} {short_day(day, today)}".replace(".", "")


def short_day(day: date, today: date) -> str:
    """Return "21 nov", with the year when it is another one than `today`'s."""
    return _in_words(day, "d MMM" if day.year == today.year else "d MMM yyyy").replace(".", "")


def month(day: date, today: date) -> str:
    """Return "november", with the year when it is another one than `today`'s."""
    return _in_words(day, "MMMM" if day.year == today.year else "MMMM yyyy")


def stretch(first: date, last: date, today: date) -> str:
    """Return "23 t/m 29 november"."""
    begin = str(first.day) if (first.year, first.month) == (last.year, last.month) else ""
    return _("{first} to {last}", first=begin or day_and_month(first, today), last=day_and_month(last, today))
