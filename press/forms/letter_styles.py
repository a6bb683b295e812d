"""The colours and the logo of letters; colours that cannot be read are refused beside their field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from press import pictures
from press.actions import letter_images
from press.forms.base import Spoken
from press.models import LetterStyle
from press.models.letter_images import HEX


class Colour(forms.CharField):
    """A colour written #rrggbb; the browser shows a palette."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "color", "class": "form-control-color"})
        super().__init__(max_length=7, validators=[HEX], widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).lower()


class LetterStyleForm(Spoken):
    """A style: name, colours, logo, the lines above and below."""

    name = forms.CharField(label=_("Name"), max_length=60)
    accent = Colour(label=_("Buttons, links and the line at the top"))
    on_accent = Colour(label=_("Words on the buttons"))
    ink = Colour(label=_("Text of the letter"))
    paper = Colour(label=_("Background around the letter"))
    upload = forms.FileField(
        label=_("Logo"), required=False, widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("A picture 280 points wide or more. Without one the letter begins with the office's name."),
    )
    no_logo = forms.BooleanField(label=_("Take the logo off"), required=False)
    header = forms.CharField(label=_("Line at the top"), max_length=120, required=False)
    footer = forms.CharField(label=_("Line at the bottom"), max_length=300, required=False)
    is_default = forms.BooleanField(label=_("New letters wear it"), required=False)

    def __init__(self, *args: Any, style: LetterStyle | None = None, **kwargs: Any) -> None:
        row = style or LetterStyle()
        names = ("name", "accent", "on_accent", "ink", "paper", "header", "footer", "is_default")
        super().__init__(*args, initial={name: getattr(row, name) for name in names}, **kwargs)
        self.style = style
        if row.logo is None:
            del self.fields["no_logo"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if LetterStyle.objects.filter(name__iexact=name).exclude(pk=self.style.pk if self.style else None).exists():
            raise forms.ValidationError(_("There is a style of this name already: give this one another."))
        return name

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload and upload.size > pictures.LARGEST:
            raise forms.ValidationError(_("This file is too big: at most 8 MB. Save a smaller copy and try again."))
        return upload

    def clean(self) -> dict:
        data = super().clean() or {}
        if all(data.get(name) for name in letter_images.COLOURS):
            for name, what, contrast in letter_images.unreadable(data):
                self.add_error(
                    name, _("Too near to be read: %(what)s. Their contrast is %(n)s to 1, and people need 4.5: choose a darker or a lighter one.")
                    % {"what": what, "n": f"{contrast:.1f}"},
                )  # fmt: skip
        return data
