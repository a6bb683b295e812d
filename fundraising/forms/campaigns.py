"""The campaign's form, and the small ones on its page."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from fundraising import fingerprint, vocab
from fundraising.forms.fields import Amount, Presets
from fundraising.models import Campaign
from relations.forms.fields import Day, Line, Lines
from relations.models import User

FIELDS = (
    "name", "purpose", "story", "update", "goal", "starts_on", "ends_on", "manager", "collection_type", "channels",
)  # fmt: skip


class CampaignForm(forms.Form):
    """All of a campaign."""

    name = Line(label=_("Name"), max_length=120)
    purpose = Line(
        label=_("Purpose, in one sentence"), max_length=300,
        help_text=_("How much, for what, until when: it opens the public page and the thank-you letter."),
    )
    goal = Amount(label=_("Goal in euro"))
    starts_on = Day(label=_("From"))
    ends_on = Day(label=_("Until"), required=False)
    manager = forms.ModelChoiceField(label=_("Followed by"), queryset=User.objects.none())
    collection_type = forms.ChoiceField(
        label=_("Kind of collection"), choices=vocab.COLLECTION_TYPES.choices, initial="continuous",
        help_text=_("An occasional public collection ends with its own account and report."),
    )
    channels = forms.MultipleChoiceField(
        label=_("Channels"), choices=vocab.CHANNELS.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    story = Lines(label=_("Story"), required=False, max_length=10_000, rows=6)
    update = Lines(label=_("Where we are"), required=False, max_length=5_000, rows=3)
    amounts = Presets(
        label=_("Suggested amounts"), required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "grow"}),
        help_text=_("One a line, with what it makes possible: 50 = books for a month."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, campaign: Campaign | None = None, manager: User | None = None, **options: Any) -> None:
        initial = {"manager": manager}
        if campaign is not None:
            initial = {name: getattr(campaign, name) for name in FIELDS} | {
                "amounts": [(row.amount, row.makes_possible) for row in campaign.amounts.order_by("amount")],
                "seen": fingerprint.of(campaign),
            }
        super().__init__(*args, initial=initial | options.pop("initial", {}), **options)
        self.fields["manager"].queryset = User.objects.filter(is_active=True).order_by("first_name", "last_name")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "seen", "name", "purpose",
            Row(Column("goal"), Column("starts_on"), Column("ends_on")),
            Row(Column("manager"), Column("collection_type")),
            Fieldset(str(_("Public page")), "story", "update", "amounts"),
            "channels",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        starts, ends = values.get("starts_on"), values.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The end comes before the beginning: check the two days."))
        return values


class AppealForm(forms.Form):
    """One way of asking."""

    name = Line(label=_("Name"), max_length=80, help_text=_("For example: December letter to members."))
    channel = forms.ChoiceField(label=_("Channel"), choices=vocab.CHANNELS.choices)
    made_on = Day(label=_("Made on"), required=False)
    cost = Amount(label=_("Cost in euro"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False
