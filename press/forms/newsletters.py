"""The letter, its blocks, when it leaves."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from press import prose, vocab
from press.forms.base import Moment, Spoken, prose_field
from press.models import PressRelease
from relations.vocab import PURPOSES


class NewsletterStartForm(Spoken):
    """What a new letter needs."""

    title = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("Only the office sees it, for example: Newsletter, dicembre 2026.")
    )
    purpose = forms.ChoiceField(
        label=_("Who gets it"), choices=[(key, PURPOSES[key].label) for key in vocab.NEWSLETTER_PURPOSES],
        help_text=_("Those who gave their consent for this, and nobody else."),
    )


class NewsletterForm(NewsletterStartForm):
    """The head and the text."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    subject = forms.CharField(
        label=_("Subject"), max_length=150, required=False, widget=forms.Textarea(attrs={"rows": 1, "class": "grow"})
    )
    preheader = forms.CharField(
        label=_("Preview in the inbox"), max_length=200, required=False,
        widget=forms.Textarea(attrs={"rows": 1, "class": "grow"}), help_text=_("The line that mail programs show after the subject."),
    )
    body = prose_field(label=_("Text"), extensions=prose.MAIL_EXTENSIONS, tidy=prose.tidy_mail, required=False)
    in_archive = forms.BooleanField(label=_("Show it in the public archive once sent"), required=False)


class BlockForm(Spoken):
    """One block under the text."""

    kind = forms.ChoiceField(label=_("Kind of block"), choices=vocab.BLOCK_KINDS.choices)
    release = forms.ModelChoiceField(
        label=_("Press release"), queryset=PressRelease.objects.none(), required=False, empty_label="–",
        help_text=_("Only those the public can already read."),
    )
    heading = forms.CharField(label=_("Heading"), max_length=120, required=False)
    text = forms.CharField(label=_("Text"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    url = forms.URLField(label=_("Address of the button"), max_length=500, required=False, assume_scheme="https")
    label = forms.CharField(label=_("Word on the button"), max_length=40, required=False)

    def __init__(self, *args: Any, releases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["release"].queryset = releases

    def clean(self) -> dict:
        data = super().clean() or {}
        if data.get("kind") == "release" and not data.get("release") and "release" not in self.errors:
            self.add_error("release", _("Choose the release to put in."))
        if data.get("kind") and data["kind"] != "release":
            data["release"] = None
            if not data.get("heading") and "heading" not in self.errors:
                self.add_error("heading", _("Write a heading for this block."))
        return data


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
