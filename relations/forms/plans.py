"""Writing a plan, starting one with somebody, saying why it stops."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations import days
from relations.forms import fields
from relations.forms.pick import PickField
from relations.models import FollowUpPlan
from relations.queries import parties
from relations.vocab import diary as vocab

MOST_STEPS = 20


class PlanForm(forms.Form):
    """A plan: its name, when to use it, what becomes of holidays."""

    name = fields.Line(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"placeholder": _("After a fair")}))
    purpose = fields.Lines(label=_("When to use it"), required=False, max_length=1000, rows=2)
    day_rule = forms.ChoiceField(
        label=_("Saturdays, Sundays and holidays"), choices=vocab.DAY_RULES.choices, initial="shift", widget=forms.RadioSelect
    )


class StepForm(forms.Form):
    """One step."""

    title = fields.Line(label=_("What"), max_length=160, required=False)
    days = forms.IntegerField(
        label=_("Days after"), required=False, min_value=0, max_value=days.MOST_DAYS // 5, initial=0,
        error_messages={"invalid": _("Write a number of days, for example 7.")},
    )
    counted_from = forms.ChoiceField(label=_("Counted from"), choices=vocab.COUNTED_FROM.choices, initial="previous")
    owner_kind = forms.ChoiceField(label=_("Who"), choices=vocab.STEP_OWNERS.choices, initial="starter")
    owner = forms.ModelChoiceField(label=_("Colleague"), queryset=None, required=False, empty_label="–")

    def __init__(self, *args: Any, colleagues: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = parties.colleagues()
        if colleagues is not None:  # read once for all the lines
            self.fields["owner"].choices = colleagues

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("title") and cleaned.get("owner_kind") == "named" and not cleaned.get("owner"):
            self.add_error("owner", ValidationError(_("Choose a colleague."), code="required"))
        return cleaned


class BaseSteps(BaseFormSet):
    """The steps of a plan in their order; lines without words do not count."""

    def clean(self) -> None:
        if any(self.errors) or self.wanted:
            return
        raise ValidationError(_("Write at least one step, for example “Call [nome]”."), code="required")

    @property
    def wanted(self) -> list[dict[str, Any]]:
        """The steps to be kept, in the order their numbers say."""
        rows = [
            (form.cleaned_data.get("ORDER") or 99, number, form.cleaned_data)
            for number, form in enumerate(self.forms)
            if form.cleaned_data.get("title") and not form.cleaned_data.get("DELETE")
        ]
        return [
            {
                "title": data["title"], "days": data["days"] or 0, "counted_from": data["counted_from"],
                "owner_kind": data["owner_kind"], "owner": data["owner"] if data["owner_kind"] == "named" else None,
            }  # fmt: skip
            for _order, _number, data in sorted(rows, key=lambda row: row[:2])
        ]

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Order in the plan")
        form.fields["DELETE"].label = _("Leave out")


def steps_formset(plan: FollowUpPlan | None, data: Any = None, more: int = 0) -> BaseFormSet:
    """Return the formset of a plan's steps with a free line at the end; `more` adds lines to what was posted."""
    initial = []
    if plan is not None:
        initial = [
            {"title": s.title, "days": s.days, "counted_from": s.counted_from, "owner_kind": s.owner_kind, "owner": s.owner_id}
            for s in plan.steps.all()
        ]
    factory = formset_factory(
        StepForm, formset=BaseSteps, extra=1 if plan else 3, can_order=True, can_delete=True, max_num=MOST_STEPS,
        absolute_max=MOST_STEPS + 5, validate_max=True,
    )
    if data is not None and more:
        data = data.copy()
        total = data.get("steps-TOTAL_FORMS", "0")
        data["steps-TOTAL_FORMS"] = str(min(MOST_STEPS, (int(total) if total.isascii() and total.isdigit() else 0) + more))
    colleagues = [("", "–"), *((user.pk, user.display_name) for user in parties.colleagues())]
    return factory(data, initial=initial, prefix="steps", form_kwargs={"colleagues": colleagues})


class StartForm(forms.Form):
    """Which plan, with whom, from which day."""

    plan = forms.ModelChoiceField(label=_("Which plan"), queryset=None, empty_label=None, widget=forms.RadioSelect)
    who = PickField(kind="party", label=_("With whom"))
    start_on = fields.SaidDay(label=_("From"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = FollowUpPlan.objects.filter(retired_at=None).order_by("name", "pk")

    def clean_start_on(self) -> Any:
        day = self.cleaned_data["start_on"]
        today = timezone.localdate()
        if abs((day - today).days) > days.MOST_DAYS // 5:
            raise ValidationError(_("Choose a day within two years, for example 24/11/2026."), code="day")
        return day


class ReasonForm(forms.Form):
    """Why a plan pauses or stops."""

    reason = fields.Line(label=_("Why"), max_length=200, widget=forms.TextInput(attrs={"placeholder": _("They asked for time until January")}))
