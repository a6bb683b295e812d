"""The letter, its blocks, when it leaves."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from press import pictures, prose, vocab
from press.forms.base import Moment, Spoken, prose_field, speak
from press.models import LetterStyle, Newsletter, NewsletterBlock
from press.queries import letter_parts
from relations.mail import content
from relations.vocab import PURPOSES


def known_words(text: str) -> str:
    """Return `text`; ValidationError with the nearest word when it has one in brackets that we do not know."""
    try:
        content.check_words(text)
    except content.BadContent as refused:
        raise forms.ValidationError(str(refused), code="word") from None
    return text


class NewsletterStartForm(Spoken):
    """What a new letter needs, and what it begins from."""

    EMPTY, LAST = "", "last"
    title = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("Only the office sees it, for example: Newsletter, dicembre 2026.")
    )
    purpose = forms.ChoiceField(
        label=_("Who gets it"), choices=[(key, PURPOSES[key].label) for key in vocab.NEWSLETTER_PURPOSES],
        help_text=_("Those who gave their consent for this, and nobody else."),
    )
    begin = forms.ChoiceField(label=_("Begin from"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, models: Any = (), last: Newsletter | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {self.EMPTY: None, **({self.LAST: last} if last else {}), **{str(one.pk): one for one in models}}
        self.fields["begin"].choices = [
            (self.EMPTY, _("An empty letter")),
            *([(self.LAST, format_lazy(_("The last issue: {title}"), title=last.title))] if last else []),
            *((str(one.pk), format_lazy(_("The model “{title}”"), title=one.title)) for one in models),
        ]

    @property
    def model(self) -> Newsletter | None:
        """The letter to begin from."""
        return self.sources.get(self.cleaned_data.get("begin", ""))


class NewsletterForm(Spoken):
    """The head of a letter."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Name"), max_length=120)
    purpose = NewsletterStartForm.base_fields["purpose"]
    language = forms.ChoiceField(label=_("Language"), choices=vocab.LANGUAGES)
    style = forms.ModelChoiceField(
        label=_("Style"), queryset=LetterStyle.objects.none(), required=False, empty_label=_("the office's usual one")
    )
    subject = forms.CharField(
        label=_("Subject"), max_length=150, required=False, widget=forms.Textarea(attrs={"rows": 1, "class": "grow"})
    )
    preheader = forms.CharField(
        label=_("Preview in the inbox"), max_length=200, required=False,
        widget=forms.Textarea(attrs={"rows": 1, "class": "grow"}), help_text=_("The line that mail programs show after the subject."),
    )
    in_archive = forms.BooleanField(label=_("Show it in the public archive once sent"), required=False)

    def __init__(self, *args: Any, styles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["style"].queryset = styles

    def clean_subject(self) -> str:
        return known_words(self.cleaned_data["subject"])

    def clean_preheader(self) -> str:
        return known_words(self.cleaned_data["preheader"])


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "grow"})


# The fields a block may have; which ones, says vocab.BLOCK_FIELDS.
_FIELDS: dict[str, Callable[[], forms.Field]] = {
    "source": lambda: forms.IntegerField(
        label=_("From the archive"), required=False, min_value=1, max_value=2**62, widget=forms.Select,
        help_text=_("Only what the public can already read. What you write below takes the place of its own words."),
    ),
    "heading": lambda: forms.CharField(label=_("Heading"), max_length=120, required=False),
    "level": lambda: forms.TypedChoiceField(
        label=_("Size"), coerce=int, choices=[(2, _("Big heading")), (3, _("Small heading"))]
    ),
    "body": lambda: prose_field(label=_("Text"), extensions=prose.MAIL_EXTENSIONS, tidy=prose.tidy_mail, required=False),
    "text": lambda: forms.CharField(label=_("Text"), max_length=600, required=False, widget=_lines(2)),
    "url": lambda: forms.URLField(
        label=_("Address of the button"), max_length=500, required=False, assume_scheme="https",
        validators=[URLValidator(schemes=["https", "http"])],
    ),
    "label": lambda: forms.CharField(label=_("Word on the button"), max_length=40, required=False),
    "upload": lambda: forms.FileField(
        label=_("Picture"), required=False, widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG or WebP, at most 8 MB. We make it small, and take off what the camera wrote in it."),
    ),
    "alt_text": lambda: forms.CharField(
        label=_("What the picture shows"), max_length=200, required=False,
        help_text=_("One sentence: it is read to those who cannot see it, and shown where pictures do not load."),
    ),
    "is_decorative": lambda: forms.BooleanField(
        label=_("Only decorative: it says nothing that the text does not say"), required=False
    ),
    "width": lambda: forms.ChoiceField(label=_("Width"), choices=vocab.IMAGE_WIDTHS.choices),
}  # fmt: skip
_WORDED = ("heading", "body", "text", "label", "alt_text")


class BlockForm(Spoken):
    """What one block says: the fields of its kind. Valid data is kept; what is only missing is for the checks."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, block: NewsletterBlock, at: datetime, **kwargs: Any) -> None:
        names = vocab.BLOCK_FIELDS[block.kind]
        initial = {**{name: getattr(block, name, None) for name in names}, "seen": block.version}
        super().__init__(*args, initial=initial, prefix=f"b{block.pk}", **kwargs)
        self.block, self.at = block, at
        self.fields.update({name: _FIELDS[name]() for name in names})
        if block.kind == "image":
            self.fields["url"].label = _("Where a tap on it leads")
        for field in self.fields.values():
            speak(field)
        if "source" in self.fields:
            self.fields["source"].widget.choices = [("", "–"), *self._choices()]

    def _choices(self) -> list[tuple[int, str]]:
        found = letter_parts.choices(self.block.kind, self.at)
        chosen = self.data.get(self.add_prefix("source")) or self.block.source
        if chosen and str(chosen) not in {str(pk) for pk, _words in found}:
            shown = self._shown(chosen)
            found.insert(0, (chosen, shown.title if shown else _("no longer public")))
        return found

    def _shown(self, pk: Any) -> Any:
        source = letter_parts.thing(self.block.kind)
        return source.show(int(pk), self.at) if source and str(pk).isascii() and str(pk).isdigit() and len(str(pk)) < 18 else None

    def clean_source(self) -> int | None:
        pk = self.cleaned_data["source"]
        if pk is not None and pk != self.block.source and self._shown(pk) is None:
            raise forms.ValidationError(_("Choose one of the entries in the list."))
        return pk

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload and upload.size > pictures.LARGEST:
            raise forms.ValidationError(_("This file is too big: at most 8 MB. Save a smaller copy and try again."))
        return upload

    def clean(self) -> dict:
        data = super().clean() or {}
        for name in _WORDED:
            if data.get(name):
                try:
                    known_words(data[name])
                except forms.ValidationError as refused:
                    self.add_error(name, refused)
        if data.get("alt_text") and data.get("is_decorative"):
            self.add_error("is_decorative", _("Either describe it or call it decorative: not both."))
        return data

    @property
    def values(self) -> dict:
        """What the action takes, without the file."""
        return {key: value for key, value in self.cleaned_data.items() if key not in ("seen", "upload")}


class PlainTextForm(Spoken):
    """The plain text of our own."""

    text = forms.CharField(
        label=_("Plain text"), max_length=60_000, required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("For programs that show no pictures and colours. The way to unsubscribe is put under it by itself."),
    )

    def clean_text(self) -> str:
        return known_words(self.cleaned_data["text"])


class LeaveForm(Spoken):
    """When an approved letter leaves."""

    NOW, LATER = "now", "later"
    how = forms.ChoiceField(label=_("When"), widget=forms.RadioSelect, choices=[(NOW, _("Now")), (LATER, _("On a day and hour"))])
    moment = Moment(label=_("Day and hour"), required=False)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean(self) -> dict:
        data = super().clean() or {}
        if data.get("how") == self.LATER and "moment" not in self.errors:
            if data.get("moment") is None:
                self.add_error("moment", _("Choose the day and the hour, for example 26/11/2026 11:00."))
            elif data["moment"] <= self.at:
                self.add_error("moment", _("This hour has passed: choose one to come, or send it now."))
        return data

    @property
    def starts_at(self) -> datetime | None:
        return self.cleaned_data["moment"] if self.cleaned_data["how"] == self.LATER else None
