"""The release as it is written, sent back, let out and withdrawn."""

from datetime import datetime
from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from press import prose, vocab
from press.forms.base import Day, Moment, Spoken, prose_field


def _label(model: Any) -> str:
    return str(model)


class ReleaseForm(Spoken):
    """The text and its frame; lengths are advice, not limits, but for what the column can hold."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=vocab.RELEASE_KINDS.choices)
    topic = forms.ChoiceField(label=_("Topic"), choices=vocab.TOPICS.choices)
    language = forms.ChoiceField(label=_("Language"), choices=vocab.LANGUAGES)
    kicker = forms.CharField(label=_("Kicker"), max_length=80, required=False)
    title = forms.CharField(
        label=_("Title"), max_length=160, widget=forms.Textarea(attrs={"rows": 1, "class": "grow fw-bold headline"})
    )
    summary = forms.CharField(
        label=_("Summary"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2, "class": "grow"})
    )
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    dated_on = Day(label=_("Date"), required=False, help_text=_("Empty: the day it comes out."))
    body = prose_field(
        label=_("Text"), extensions=prose.RELEASE_EXTENSIONS, tidy=prose.tidy_release, required=False
    )
    boilerplate = forms.CharField(
        label=_("Who we are, in two lines"), max_length=1200, required=False, widget=forms.Textarea(attrs={"rows": 2, "class": "grow"})
    )
    notes = forms.CharField(
        label=_("Notes to editors"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2, "class": "grow"}),
        help_text=_("Photo opportunities, access, how to get accredited."),
    )
    contact_name = forms.CharField(label=_("Contact for journalists"), max_length=120, required=False)
    contact_phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    contact_email = forms.EmailField(label=_("E-mail"), required=False)
    embargo_until = Moment(
        label=_("Embargo until"), required=False, help_text=_("Journalists may read before, the public may not. Rome time.")
    )
    partnership = forms.ModelChoiceField(label=_("Partnership"), queryset=None, required=False, empty_label="–")
    campaign = forms.ModelChoiceField(label=_("Campaign"), queryset=None, required=False, empty_label="–")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Upper floors are named, never imported: the registry of models finds them.
        self.fields["partnership"].queryset = apps.get_model("partnerships.Partnership").objects.order_by("-pk")
        self.fields["campaign"].queryset = apps.get_model("fundraising.Campaign").objects.order_by("-pk")


class SendBackForm(Spoken):
    """Why a release or newsletter goes back to its author."""

    reason = forms.CharField(label=_("What has to be mended"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class LetOutForm(Spoken):
    """When an approved release comes out."""

    NOW, LATER, EMBARGO = "now", "later", "embargo"
    how = forms.ChoiceField(
        label=_("When"), widget=forms.RadioSelect,
        choices=[(NOW, _("Now")), (LATER, _("On a day and hour")), (EMBARGO, _("Under embargo: to journalists first"))],
    )
    moment = Moment(label=_("Day and hour"), required=False)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean(self) -> dict:
        data = super().clean() or {}
        if data.get("how") in (self.LATER, self.EMBARGO) and "moment" not in self.errors:
            if data.get("moment") is None:
                self.add_error("moment", _("Choose the day and the hour, for example 26/11/2026 11:00."))
            elif data["moment"] <= self.at:
                self.add_error("moment", _("This hour has passed: choose one to come, or publish now."))
        return data

    @property
    def times(self) -> dict[str, datetime | None]:
        """Return what the action wants."""
        how, moment = self.cleaned_data["how"], self.cleaned_data.get("moment")
        return {
            "publish_at": moment if how == self.LATER else None,
            "embargo_until": moment if how == self.EMBARGO else None,
        }


class WithdrawForm(Spoken):
    """Why a release is taken off."""

    reason = forms.CharField(label=_("Why it is withdrawn"), max_length=300)


class FileForm(Spoken):
    """A picture or a PDF for the release."""

    file = forms.FileField(label=_("Picture or PDF"), max_length=200)
    alt_text = forms.CharField(
        label=_("What the picture shows"), max_length=200, required=False,
        help_text=_("For example: tutors and children around a table with open books."),
    )
