"""The office's own calendar: Italian holidays and the patron saint's day of its settings."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from relations.days import WorkingDays


def day_of_year(value: str) -> None:
    """Raise ValidationError unless `value` is a day and a month such as "09/12"."""
    if read(value) is None:
        raise ValidationError(_("Write the day and the month, for example 09/12."), code="day")


def read(value: str) -> tuple[int, int] | None:
    """Return (month, day) of "09/12", or None."""
    day, _slash, month = value.partition("/")
    if not (day.isascii() and day.isdigit() and month.isascii() and month.isdigit()):
        return None
    try:
        date(2024, int(month), int(day))
    except ValueError:
        return None
    return int(month), int(day)


def working_days() -> WorkingDays:
    """Return the working days of the office, as its settings say."""
    from relations.models import OfficeSettings  # the settings' model asks this module how to check the field

    office = OfficeSettings.current()
    return WorkingDays(patron=read(office.patron_day), province=office.province)
