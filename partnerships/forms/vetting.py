"""How far a body was checked, as staff write it down: the label, and a line for each thing looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships import terms
from partnerships.models import DiligenceCheck, Vetting
from relations import days
from relations.forms.fields import Day, Line


@dataclass(frozen=True)
class CheckBlock:
    """One line of due diligence on the page: what to look at, the two fields, and who looked last."""

    term: Any
    hint: str
    outcome: Any
    note: Any
    row: DiligenceCheck | None


HINTS = {
    "sector": _("What it does, and whether the other side could refuse it: gambling, alcohol, weapons…"),
    "reputation": _("The press, the web, those who worked with it, our own story with it."),
    "conflicts": _("Ties with our board and our colleagues, offices held in both bodies, suppliers of ours."),
    "registers": _(
        "Companies register or RUNTS, insolvency, sanctions, register of those excluded from public contracts."
    ),
}


class VettingForm(forms.Form):
    """The label and its expiry; without a day it holds as long as its kind does."""

    use_required_attribute = False
    label = forms.ChoiceField(label=_("Label"), choices=terms.VETTING.choices, widget=forms.RadioSelect)
    expires_on = Day(
        label=_("Valid until"),
        required=False,
        help_text=_("Left empty: two years if verified, one in the RUNTS, six months if self-certified."),
    )
    note = Line(
        label=_("What was seen"),
        required=False,
        max_length=300,
        help_text=_("For example: company register of 3 November, identity card of the signatory."),
    )

    def __init__(
        self, *args: Any, row: Vetting | None = None, checks: Mapping[str, DiligenceCheck] | None = None, **kwargs: Any
    ) -> None:
        self.checks = checks or {}
        initial = {"label": row.label, "expires_on": row.expires_on, "note": row.note} if row else {}
        for key, check in self.checks.items():
            initial |= {f"{key}_outcome": check.outcome, f"{key}_note": check.note}
        super().__init__(*args, initial=initial, **kwargs)
        self.was = row
        for term in terms.DILIGENCE:
            self.fields[f"{term.key}_outcome"] = forms.ChoiceField(
                label=_("Outcome"),
                required=False,
                choices=[("", _("not looked at yet")), *terms.DILIGENCE_OUTCOMES.choices],
            )
            self.fields[f"{term.key}_note"] = Line(label=_("What was found"), required=False, max_length=500)

    @property
    def blocks(self) -> list[CheckBlock]:
        return [
            CheckBlock(t, HINTS[t.key], self[f"{t.key}_outcome"], self[f"{t.key}_note"], self.checks.get(t.key))
            for t in terms.DILIGENCE
        ]

    def clean(self) -> dict[str, Any]:
        data, today = self.cleaned_data, timezone.localdate()
        for key, (outcome, note) in self.found().items():
            if outcome != "clear" and not note:
                self.add_error(f"{key}_note", _("Write what was found."))
        label, last = data.get("label"), data.get("expires_on")
        same = self.was is not None and label == self.was.label and last == self.was.expires_on
        if last and last < today and not same and label != "to_update":
            self.add_error("expires_on", _("This day has already passed: choose one to come."))
        if label and not last:
            data["expires_on"] = days.add_months(today, terms.VETTING_MONTHS.get(label, 0))
        return data

    def found(self) -> dict[str, tuple[str, str]]:
        """Return outcome and words of the lines looked at."""
        data = self.cleaned_data
        return {
            key: (data[f"{key}_outcome"], data.get(f"{key}_note", ""))
            for key in terms.DILIGENCE.keys
            if data.get(f"{key}_outcome")
        }

    @property
    def label_changed(self) -> bool:
        """Whether the label, its day or its words say something new."""
        data = self.cleaned_data
        return self.was is None or (self.was.label, self.was.expires_on, self.was.note) != (
            data["label"],
            data["expires_on"],
            data["note"],
        )
