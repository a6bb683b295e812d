"""Choosing what stays of two records, and which other record is the same."""

import hashlib
import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from relations.forms.pick import PickField
from relations.models import Organization, Person
from relations.queries import merging

Party = Organization | Person


def digest(*parties: Party) -> str:
    """Return a mark of what the page showed: when it no longer fits, somebody changed one of them meanwhile."""
    values = [[str(getattr(party, column.attname)) for column in merging.columns(type(party))] for party in parties]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:32]


class MergeForm(forms.Form):
    """One choice for each field that differs; `seen` is the mark of what the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kept: Party, gone: Party, **kwargs: Any) -> None:
        self.kept, self.gone = kept, gone
        self.sides = merging.sides(kept, gone)
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = digest(kept, gone)
        for side in self.sides:
            if side.differs:
                self.fields[f"f_{side.name}"] = forms.ChoiceField(
                    label=side.label, choices=side.choices, initial=side.proposed, widget=forms.RadioSelect,
                    error_messages={"required": _("Choose which of the two stays."), "invalid_choice": _("Choose which of the two stays.")},
                )  # fmt: skip

    @property
    def rows(self) -> list[tuple[merging.Side, Any]]:
        """Every field that differs, with its choice."""
        return [(side, self[f"f_{side.name}"]) for side in self.sides if side.differs]

    @property
    def same(self) -> list[merging.Side]:
        """What both records say."""
        return [side for side in self.sides if not side.differs]

    @property
    def choices(self) -> dict[str, str]:
        return {name.removeprefix("f_"): value for name, value in self.cleaned_data.items() if name.startswith("f_")}

    def clean(self) -> dict[str, Any]:
        """Refuse a choice made on values that are no longer there; what was chosen stays on the page."""
        cleaned = super().clean()
        now = digest(self.kept, self.gone)
        if cleaned.get("seen") and cleaned["seen"] != now:
            self.data = self.data.copy()
            self.data["seen"] = now
            raise ValidationError(
                _("Somebody changed one of the two records meanwhile: look at the values again, then merge them."), code="changed"
            )
        return cleaned


class OtherForm(forms.Form):
    """Which record is the same as this one."""

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        self.party = party
        super().__init__(*args, **kwargs)
        self.fields["other"] = PickField(kind=party._meta.model_name, label=_("The other record"))

    def clean_other(self) -> Party:
        """Refuse the record itself."""
        other = self.cleaned_data["other"]
        if other.pk == self.party.pk:
            raise ValidationError(_("This is the same record: choose the other one."), code="itself")
        return other
