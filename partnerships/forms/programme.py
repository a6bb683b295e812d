"""What the forms of a programme share: parties to choose from, the evidence, the reason."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.actions import evidence
from partnerships.models import Partnership
from relations.forms.fields import Day, Lines


class Plain(forms.Form):
    """A form without its own tag; fields named in `parties` choose among the parties of the partnership."""

    use_required_attribute = False
    parties: tuple[str, ...] = ()

    def __init__(self, *args: Any, partnership: Partnership | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partnership = partnership
        for name in self.parties:
            self.fields[name].queryset = partnership.parties.select_related("organization")
        self.helper = FormHelper()
        self.helper.form_tag = False

    def values(self, *names: str) -> dict[str, Any]:
        """Return the cleaned values of `names`, of all fields without any."""
        return {name: self.cleaned_data[name] for name in names or self.fields}


class Evidence(forms.FileField):
    """A picture or a PDF; refused beside the field by its content and size."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Photograph or PDF that shows it"))
        options.setdefault("help_text", _("JPEG, PNG, WebP or PDF, at most 8 MB."))
        super().__init__(required=False, max_length=200, **options)
        self.widget.attrs["accept"] = "image/jpeg,image/png,image/webp,application/pdf"

    def clean(self, value: Any, initial: Any = None) -> Any:
        file = super().clean(value, initial)
        if file:
            if file.size > evidence.LARGEST:
                raise ValidationError(
                    _("This file is too big: at most 8 MB. Save a smaller copy and try again."), code="size"
                )
            head = file.read(16)
            file.seek(0)
            if evidence.kind_of(head) is None:
                raise ValidationError(_("Choose a JPEG, PNG or WebP picture, or a PDF."), code="kind")
        return file or None


def evidence_url() -> forms.URLField:
    """Return a field for a link that shows it."""
    return forms.URLField(
        label=_("Or a link that shows it"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Write the whole address, for example https://www.scuola.example/registro.")},
    )


class PastDay(Day):
    """A day that is not to come."""

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come."), code="future")
        return day


class ReasonForm(Plain):
    """Why."""

    why = Lines(label=_("Why"), max_length=2000, error_messages={"required": _("Write why: it stays in the history.")})


def columns(*names: str) -> Row:
    """Return fields side by side where there is room."""
    return Row(*(Column(name, css_class="col-md") for name in names))
