"""What staff write down about a request."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships import terms
from partnerships.forms.asking import CompanyStep, ContactStep, LimitsStep, OffersStep, ResultsStep
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
