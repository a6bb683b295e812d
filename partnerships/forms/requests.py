"""What staff write down about a request."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships import terms
from partnerships.forms.asking import CompanyStep, ContactStep, LimitsStep, OffersStep, ResultsStep
from partnerships.forms.needs import several
from partnerships.models import PartnerRequest
from relations.forms.fields import Lines
from relations.forms.pick import PickField
from relations.queries import parties


class NewRequestForm(CompanyStep, ResultsStep, OffersStep, LimitsStep, ContactStep):
    """The whole request on one page, for a company that called or came by."""

    own = CompanyStep.own + ResultsStep.own + LimitsStep.own + ContactStep.own
    field_order = [*CompanyStep.own, *ResultsStep.own, "gives", *LimitsStep.own, *ContactStep.own]

    def clean(self) -> dict[str, Any]:
        OffersStep.clean(self)
        return LimitsStep.clean(self)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.own} | {"offers": self.offers()}


class RequestFactsForm(ResultsStep, OffersStep, LimitsStep):
    """What matching compares, put right or filled in by staff after talking with the company."""

    own = (*ResultsStep.own, "themes", "sdgs", "targets", *LimitsStep.own, "exclusions")
    field_order = [*ResultsStep.own, "themes", "sdgs", "targets", "gives", *LimitsStep.own, "exclusions"]

    themes = several(_("Activities of general interest"), terms.THEMES)
    sdgs = several(_("Goals of the 2030 agenda"), terms.SDGS)
    targets = several(_("People to help"), terms.TARGETS)
    exclusions = forms.MultipleChoiceField(
        label=_("Activities it will not support"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(f"theme:{term.key}", term.label) for term in terms.THEMES],
    )

    def initial_from(self, request: PartnerRequest) -> dict[str, Any]:
        return {name: getattr(request, name) for name in self.own} | OffersStep.initial_from(self, request)

    def clean(self) -> dict[str, Any]:
        OffersStep.clean(self)
        return LimitsStep.clean(self)

    def clean_sdgs(self) -> list[int]:
        return [int(goal) for goal in self.cleaned_data["sdgs"]]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.own} | {"offers": self.offers()}


class RiskForm(forms.Form):
    """What could go wrong, in the words of whoever knows both."""

    use_required_attribute = False
    risk_note = Lines(label=_("Risk note"), required=False, max_length=2000, rows=3)


class ReasonForm(forms.Form):
    """A reason that stays."""

    use_required_attribute = False
    reason = Lines(
        label=_("Why"), max_length=2000, rows=3, error_messages={"required": _("Write why: it stays in the history.")}
    )


class HandOverForm(forms.Form):
    """Who follows it from now on."""

    owner = forms.ModelChoiceField(
        label=_("Followed by"), queryset=None, error_messages={"required": _("Choose a colleague.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = parties.colleagues()


class AddByHandForm(forms.Form):
    """A non-profit put among the proposals."""

    use_required_attribute = False
    nonprofit = PickField(kind="organization", only="nonprofit", label=_("Non-profit"))


PROVINCE_CHOICES = terms.PROVINCES.choices
