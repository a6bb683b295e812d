"""Outlets, journalists, what came out, and who gets a release."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from press import vocab
from press.forms.base import Day, Spoken, topic_field
from press.models import Journalist, Outlet, PressRelease
from relations.models import Organization, Person


class OutletForm(Spoken):
    """The press side of an organisation."""

    organization = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organization.objects.none(),
        help_text=_("Only media outlets of the archive that are not in this list yet."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=vocab.OUTLET_KINDS.choices)
    area = forms.CharField(label=_("Area covered"), max_length=80, required=False)
    periodicity = forms.CharField(
        label=_("Comes out"), max_length=60, required=False, help_text=_("For example: every Thursday.")
    )
    deadline = forms.CharField(
        label=_("Closes the page at"), max_length=60, required=False, help_text=_("For example: 18:30, Wednesdays at noon.")
    )
    topics = topic_field(vocab.TOPICS.choices, label=_("Topics"))

    def __init__(self, *args: Any, outlet: Outlet | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if outlet is not None:
            del self.fields["organization"]
        else:
            self.fields["organization"].queryset = Organization.objects.filter(
                kind="media", archived_at=None, outlet=None
            ).order_by("sort_name")


class JournalistForm(Spoken):
    """A person of the media list."""

    person = forms.ModelChoiceField(
        label=_("Person"), queryset=Person.objects.none(),
        help_text=_("People with a position at a media outlet. Not there? Add the person to the archive first."),
    )
    outlets = forms.ModelMultipleChoiceField(
        label=_("Outlets"), queryset=Outlet.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    topics = topic_field(vocab.TOPICS.choices, label=_("Topics"))
    preferred_channel = forms.ChoiceField(label=_("Prefers"), choices=vocab.JOURNALIST_CHANNELS.choices)
    register = forms.ChoiceField(label=pgettext_lazy("journalist", "Register"), choices=vocab.REGISTERS.choices)

    def __init__(self, *args: Any, journalist: Journalist | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outlets"].queryset = Outlet.objects.select_related("organization").order_by("organization__sort_name")
        if journalist is not None:
            del self.fields["person"]
        else:
            self.fields["person"].queryset = (
                Person.objects.filter(
                    affiliations__organization__kind="media", archived_at=None, erased_at=None, journalist=None
                ).distinct().order_by("sort_name")
            )  # fmt: skip


class CoverageForm(Spoken):
    """One piece that came out."""

    outlet = forms.ModelChoiceField(label=_("Outlet"), queryset=Outlet.objects.none())
    journalist = forms.ModelChoiceField(label=_("Journalist"), queryset=Journalist.objects.none(), required=False, empty_label="–")
    title = forms.CharField(label=_("Title that came out"), max_length=200)
    came_out_on = Day(label=_("Date"))
    medium = forms.ChoiceField(label=_("Where"), choices=vocab.COVERAGE_MEDIA.choices)
    page = forms.CharField(label=_("Page or time"), max_length=40, required=False)
    url = forms.URLField(label=_("Link"), max_length=500, required=False, assume_scheme="https")
    tone = forms.ChoiceField(label=_("Tone"), choices=vocab.TONES.choices, initial="neutral")
    release = forms.ModelChoiceField(label=_("Press release"), queryset=PressRelease.objects.none(), required=False, empty_label="–")
    summary = forms.CharField(
        label=_("Our summary"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In our own words: the article itself belongs to the outlet."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outlet"].queryset = Outlet.objects.select_related("organization").order_by("organization__sort_name")
        self.fields["journalist"].queryset = Journalist.objects.select_related("person").order_by("person__sort_name")
        self.fields["release"].queryset = PressRelease.objects.exclude(number=None).order_by("-published_at")


class DistributionForm(Spoken):
    """Which journalists get the release, and the words above it."""

    chosen = forms.TypedMultipleChoiceField(label=_("Journalists"), coerce=int, choices=(), widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label=_("Words above the release"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: Gentile [nome], vi mandiamo …"),
    )

    def __init__(self, *args: Any, possible: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(pk, str(pk)) for pk in possible]
        self.fields["chosen"].error_messages["required"] = _("Choose at least one journalist.")
