"""What staff write down about a partnership."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnerships import lifecycle, terms
from partnerships.models import Partnership
from partnerships.queries import templates
from relations.forms.fields import Day, Line, Lines
from relations.forms.pick import PickField
from relations.queries import parties


class _Plain(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "owner" in self.fields:
            self.fields["owner"].queryset = parties.colleagues()
        self.helper = FormHelper()
        self.helper.form_tag = False


class NewPartnershipForm(_Plain):
    """A partnership that did not come from a request."""

    title = Line(label=_("Title"), max_length=160, help_text=_("For example: Officina dei compiti."))
    company = PickField(kind="organization", label=_("Company or first party"))
    nonprofit = PickField(kind="organization", label=_("Non-profit or second party"))
    owner = forms.ModelChoiceField(label=_("Followed by"), queryset=None)
    template = forms.ModelChoiceField(
        label=_("Template"),
        queryset=None,
        required=False,
        empty_label=_("none: an empty one"),
        help_text=_("It brings its extra checklist lines, the first goals and clauses."),
    )
    together = Lines(
        label=_("Why together"), required=False, max_length=2000, help_text=_("What neither could reach alone.")
    )
    with_volunteers = forms.BooleanField(label=_("With company volunteers"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates.offered()
        self.helper.layout = Layout("template", "title", "company", "nonprofit", "together", "with_volunteers", "owner")

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("company") and data.get("company") == data.get("nonprofit"):
            self.add_error(
                "nonprofit", ValidationError(_("Choose another body: this one is already there."), code="same")
            )
        return data


class DetailsForm(_Plain):
    """The facts of a partnership."""

    title = Line(label=_("Title"), max_length=160)
    together = Lines(
        label=_("Why together"), required=False, max_length=2000, help_text=_("What neither could reach alone.")
    )
    owner = forms.ModelChoiceField(label=_("Followed by"), queryset=None)
    with_volunteers = forms.BooleanField(label=_("With company volunteers"), required=False)
    tell_partners = forms.BooleanField(
        label=_("Remind the partners by mail"),
        required=False,
        help_text=_("Seven days before a date and on the day itself."),
    )

    def __init__(self, *args: Any, row: Partnership | None = None, **kwargs: Any) -> None:
        if row:
            kwargs.setdefault("initial", {name: getattr(row, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)


class NextStepForm(_Plain):
    """What happens next, and when."""

    next_step = Line(label=_("Next step"), max_length=200, error_messages={"required": _("Write what happens next.")})
    next_step_on = Day(label=_("On"), error_messages={"required": _("Write the day, for example 24/11/2026.")})


class AssignForm(_Plain):
    """Who sees to a line of the checklist, and by when."""

    owner = forms.ModelChoiceField(label=_("Who"), queryset=None, required=False, empty_label=_("nobody"))
    due_on = Day(label=_("By"), required=False)
    note = Line(label=_("Note"), required=False, max_length=300)


class ProofForm(_Plain):
    """Where the proof of a line ticked by hand is; asked only where the archive could show it."""

    proof = Line(
        label=_("Where the proof is"), required=False, max_length=300,
        help_text=_("For example: message of Mr Dossi of 12 November, in the folder of the partnership."),
        error_messages={"required": _("Write where the proof is: a file, a message, a meeting.")},
    )  # fmt: skip

    def __init__(self, *args: Any, is_needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proof"].required = is_needed


class LineForm(_Plain):
    """A line that one partnership alone has in its checklist."""

    title = Line(
        label=_("What is to be done"), max_length=160, error_messages={"required": _("Write what is to be done.")}
    )
    phase = forms.ChoiceField(label=_("Phase"))
    required = forms.BooleanField(
        label=_("Needed to pass"), required=False, help_text=_("Without it the phase is not left.")
    )
    owner = forms.ModelChoiceField(label=_("Who"), queryset=None, required=False, empty_label=_("nobody"))
    due_on = Day(label=_("By"), required=False)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = lifecycle.phase(partnership.phase).number
        self.fields["phase"].choices = [
            (phase.key, f"{phase.number} · {terms.PHASES_SHORT[phase.key].label}")
            for phase in lifecycle.PHASES[here - 1 :]
        ]


class DropLineForm(_Plain):
    """Why a line of its own goes away."""

    why = Lines(label=_("Why"), required=False, max_length=2000)

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_reason:
            self.fields["why"].required = True
            self.fields["why"].error_messages["required"] = _("Write why: it stays in the history.")


class StateForm(_Plain):
    """Pausing or ending, with the reason."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[(key, terms.PARTNERSHIP_STATES[key].label) for key in ("paused", *terms.ENDINGS)],
        error_messages={"required": _("Choose how."), "invalid_choice": _("Choose how.")},
    )
    why = Lines(
        label=_("How it went, and why"),
        max_length=2000,
        error_messages={"required": _("Write why: it stays in the history.")},
    )


class BackForm(_Plain):
    """Going back to an earlier phase."""

    to = forms.ChoiceField(label=_("To phase"))
    why = Lines(
        label=_("Why"),
        max_length=2000,
        error_messages={"required": _("Write why it goes back: it stays in the history.")},
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = lifecycle.phase(partnership.phase).number
        self.fields["to"].choices = [
            (phase.key, f"{phase.number} · {terms.PHASES_SHORT[phase.key].label}")
            for phase in lifecycle.PHASES
            if phase.number < here
        ]


class PartyForm(_Plain):
    """Another body that takes part."""

    organization = PickField(kind="organization", label=_("Organisation"))
    side = forms.ChoiceField(label=_("Side"), choices=terms.SIDES.choices)
    brings = Line(label=_("What it brings"), required=False, max_length=300)
