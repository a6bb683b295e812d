"""Writing a template of partnerships."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships import lifecycle, terms
from partnerships.models import PartnershipTemplate
from relations.forms.fields import Line, Lines

ONE_A_LINE = _("One a line.")


class TemplateForm(forms.Form):
    """What partnerships of one kind have in common; the lines of the checklist by phase."""

    use_required_attribute = False
    title = Line(label=_("Title"), max_length=120)
    purpose = Lines(label=_("When to use it"), required=False, max_length=1000, rows=2)
    together = Lines(
        label=_("Why together"), required=False, max_length=2000, help_text=_("What neither could reach alone.")
    )
    company_brings = Line(label=_("What the first party typically brings"), required=False, max_length=300)
    nonprofit_brings = Line(label=_("What the second party typically brings"), required=False, max_length=300)
    with_volunteers = forms.BooleanField(label=_("With company volunteers"), required=False)
    objectives = Lines(label=_("Objectives"), required=False, max_length=4000, rows=4, help_text=ONE_A_LINE)
    indicators = Lines(label=_("Indicators"), required=False, max_length=4000, rows=4, help_text=ONE_A_LINE)
    clauses = Lines(label=_("Clauses"), required=False, max_length=8000, rows=5, help_text=ONE_A_LINE)

    def __init__(self, *args: Any, row: PartnershipTemplate | None = None, **kwargs: Any) -> None:
        if row:
            kwargs["initial"] = {name: getattr(row, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        for phase in lifecycle.PHASES:
            self.fields[f"lines_{phase.key}"] = Lines(
                label=_("Checklist lines of phase %(number)s, %(phase)s")
                % {"number": phase.number, "phase": terms.PHASES_SHORT[phase.key].label},
                required=False,
                max_length=2000,
                rows=2,
                initial=row.lines.get(phase.key, "") if row else "",
                help_text=_("One a line; an asterisk at the end: needed to pass.") if phase.number == 1 else "",
            )
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        lines = {phase.key: data.pop(f"lines_{phase.key}", "") for phase in lifecycle.PHASES}
        for key, text in lines.items():
            if any(len(line.strip()) > 160 for line in text.splitlines()):
                self.add_error(f"lines_{key}", _("Each line has at most 160 letters."))
        data["lines"] = {key: text for key, text in lines.items() if text}
        return data
