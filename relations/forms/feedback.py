"""Telling us something, taking it in, deciding, answering."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from relations.forms import fields, visitors
from relations.forms.pick import PickField
from relations.models import Organization, Person
from relations.queries import parties
from relations.vocab import community as vocab

LONG = {"max_length": _("Write at most 5,000 characters.")}


class WriteToUsForm(visitors.VisitorForm):
    """The public form: what, and, only if an answer is wanted, to whom."""

    kind = forms.ChoiceField(
        label=_("What would you like to tell us?"), choices=vocab.FEEDBACK_KINDS.choices, initial="idea",
        widget=forms.RadioSelect,
    )  # fmt: skip
    text = fields.Lines(
        label=_("In your words"), max_length=5000, rows=6, error_messages=LONG,
        help_text=_("One thing at a time, if you can: each gets an answer of its own."),
    )
    name = visitors.line(_("Name"), autocomplete="name", max_length=120, required=False)
    email = visitors.email(required=False, help_text=_("Only to answer you."))
    phone = visitors.phone()


def _helper(form: forms.Form, *rows: Any) -> None:
    form.helper = FormHelper()
    form.helper.form_tag = False
    form.helper.layout = Layout(*rows)


def _row(*names: str) -> Row:
    return Row(*(Column(name, css_class="col-md") for name in names))


class FeedbackForm(forms.Form):
    """What a colleague takes in by phone, by mail, in person."""

    kind = forms.ChoiceField(label=_("Kind"), choices=vocab.FEEDBACK_KINDS.choices, initial="idea")
    source = forms.ChoiceField(
        label=_("How it reached us"), choices=[(key, vocab.FEEDBACK_SOURCES[key].label) for key in vocab.STAFF_SOURCES]
    )
    who = PickField(kind="party", label=_("From whom"), required=False)
    name = fields.Line(label=_("Name, if not in the archive"), required=False, max_length=120)
    email = fields.Checked(check=visitors.validators.email, label=_("E-mail"), required=False, max_length=254)
    text = fields.Lines(label=_("What we were told"), max_length=5000, rows=5, error_messages=LONG)
    owner = forms.ModelChoiceField(label=_("Followed by"), queryset=None, required=False, empty_label=_("nobody yet"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = parties.colleagues()
        _helper(self, _row("kind", "source"), "who", _row("name", "email"), "text", "owner")

    @property
    def values(self) -> dict[str, Any]:
        """The values as the action wants them."""
        data = dict(self.cleaned_data)
        who = data.pop("who")
        return {
            **data,
            "person": who if isinstance(who, Person) else None,
            "organization": who if isinstance(who, Organization) else None,
        }


class DecisionForm(forms.Form):
    """What becomes of it, and why."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=vocab.DECISIONS.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )  # fmt: skip
    reason = fields.Lines(
        label=_("Why"), max_length=3000, help_text=_("Who told us reads it with the answer."),
        error_messages={"required": _("Write why: who told us reads it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _helper(self, "decision", "reason")


class AnswerForm(forms.Form):
    """The answer, and how it goes out."""

    way = forms.ChoiceField(label=_("How"), choices=vocab.ANSWER_WAYS.choices, widget=forms.RadioSelect)
    text = fields.Lines(
        label=_("The answer"), max_length=5000, rows=6, help_text=_("By e-mail it leaves as you write it here."),
        error_messages={"required": _("Write the answer, or what was said.")},
    )

    def __init__(self, *args: Any, can_mail: bool, has_page: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = {"email": can_mail, "page": has_page}
        self.fields["way"].choices = [item for item in vocab.ANSWER_WAYS.choices if possible.get(item[0], True)]
        self.fields["way"].initial = self.fields["way"].choices[0][0]
        _helper(self, "way", "text")
