"""Fields that clean what is typed: no control characters, our own messages, the typed text kept."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations import days, text, validators


class Line(forms.CharField):
    """One line of plain text."""

    def to_python(self, value: Any) -> str:
        return super().to_python(text.one_line(value) if isinstance(value, str) else value)


class Lines(forms.CharField):
    """Several lines of plain text in a box that grows."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows, "class": "grow"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return super().to_python(text.clean(value) if isinstance(value, str) else value)


class Checked(Line):
    """A code or an address put right by a function of `relations.validators`."""

    def __init__(self, *, check: Any, **options: Any) -> None:
        self.check = check
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        tidy = super().clean(value)
        return self.check(tidy) if tidy else ""


def tax_code(**options: Any) -> Checked:
    """Return a field for a codice fiscale."""
    return Checked(check=validators.tax_code, label=_("Tax code"), required=False, max_length=24, **options)


def vat_number(**options: Any) -> Checked:
    """Return a field for a partita IVA."""
    return Checked(check=validators.vat_number, label=_("VAT number"), required=False, max_length=24, **options)


class Province(Line):
    """Two letters, for example PV."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("Province"), required=False, max_length=20, **options)

    def clean(self, value: Any) -> str:
        code = super().clean(value).upper()
        if code and (len(code) != 2 or not code.isascii() or not code.isalpha()):
            raise ValidationError(_("Write the two letters of the province, for example PV."), code="province")
        return code


class Words(Line):
    """Words parted by commas."""

    def clean(self, value: Any) -> list[str]:
        found = [word.strip()[:40] for word in super().clean(value).split(",")]
        return list(dict.fromkeys(word for word in found if word))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


class TagsInput(forms.TextInput):
    """A box in which tags in use are proposed for the word being typed (static/js/tags.js)."""

    template_name = "relations/forms/tags.html"


class Tags(Words):
    """Tags; with `for_people`, those the office refuses for people are told."""

    def __init__(self, *, for_people: bool = False, **options: Any) -> None:
        self.for_people = for_people
        options.setdefault("label", _("Tags"))
        options.setdefault("help_text", _("Words parted by commas."))
        super().__init__(required=False, max_length=400, widget=TagsInput, **options)

    def clean(self, value: Any) -> list[str]:
        tags = super().clean(value)
        if self.for_people:
            from relations.actions import parties

            parties.refuse_tags(tags)
        return tags


_DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%y")


def read_day(words: str, today: date) -> date:
    """Read "24/11/26", "24-11-2026", "2026-11-24", "domani", "lunedì" or "tra due settimane"; ValidationError otherwise."""
    wanted = words.strip().lower()
    said = days.in_words(wanted[:60], today)
    if said is not None:
        return said
    for pattern in _DATE_FORMATS:
        try:
            day = datetime.strptime(wanted, pattern).date()
        except ValueError:
            continue
        if 1900 <= day.year <= 2200:
            return day
    raise ValidationError(_("Write the date as day, month and year, for example 24/11/2026."), code="date")


class Day(forms.DateField):
    """A date, however it is written."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        return read_day(text.one_line(str(value)), timezone.localdate())


class SaidDay(Day):
    """A date written or said: "domani", "lunedì", "tra una settimana", "24/11/26"."""

    def __init__(self, **options: Any) -> None:
        attrs = {"placeholder": _("tomorrow, Friday, 24/11/26"), "autocomplete": "off", "maxlength": 40}
        options.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else value


def next_monday(day: date) -> date:
    """Return the Monday after `day`."""
    return day + timedelta(days=7 - day.weekday())


# When to be heard again, or to what day something is put off: key → (label, day from today).
LATER = {
    "tomorrow": (_("tomorrow"), lambda today: today + timedelta(days=1)),
    "monday": (_("Monday"), next_monday),
    "week": (_("in a week"), lambda today: today + timedelta(days=7)),
    "month": (_("in a month"), lambda today: today + timedelta(days=30)),
}


def later(choice: str, day: date | None, today: date) -> date | None:
    """Return the day that `choice` means; "date" is the given `day`, anything unknown none."""
    if choice == "date":
        return day
    found = LATER.get(choice)
    return found[1](today) if found else None


class Provinces(Line):
    """Provinces by their two letters, parted by commas or spaces."""

    def clean(self, value: Any) -> list[str]:
        codes = super().clean(value).upper().replace(",", " ").split()
        wrong = [code for code in codes if len(code) != 2 or not code.isascii() or not code.isalpha()]
        if wrong:
            raise ValidationError(_("Write the two letters of each province, for example PV, LO."), code="province")
        return list(dict.fromkeys(codes))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


def sdi_code(**options: Any) -> Checked:
    """Return a field for the code of electronic invoices."""
    return Checked(check=validators.sdi_code, label=_("SDI code"), required=False, max_length=12, **options)


def foreign_vat(**options: Any) -> Checked:
    """Return a field for a VAT number of another country."""
    return Checked(check=validators.foreign_vat, label=_("Foreign VAT number"), required=False, max_length=30, **options)


class Contact(Line):
    """A contact detail of one kind; its value is (shown, compared), or None when empty."""

    def __init__(self, *, kind: str, **options: Any) -> None:
        self.kind = kind
        options.setdefault("required", False)
        super().__init__(max_length=254, **options)

    def clean(self, value: Any) -> tuple[str, str] | None:
        tidy = super().clean(value)
        return validators.contact(self.kind, tidy) if tidy else None
