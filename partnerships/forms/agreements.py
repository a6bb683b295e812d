"""The facts of an agreement, who signs, the file signed, and the library of clauses."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships import agreement_kinds as kinds
from partnerships import agreement_terms as terms
from partnerships.actions.signing import LARGEST
from partnerships.forms.partnerships import _Plain
from partnerships.models import Agreement, ClauseText, Signatory
from relations.forms.fields import Day, Line, Lines


class FactsForm(_Plain):
    """Kind, what comes back, dates."""

    title = Line(label=_("Title"), max_length=160)
    gives_back = forms.ChoiceField(
        label=_("What comes back to the company for what it gives?"), required=False, widget=forms.RadioSelect,
        help_text=_("The answer decides whether it is a gift or a sponsorship, and which clauses are needed."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind of agreement"), required=False)
    starts_on = Day(label=_("From"), required=False)
    ends_on = Day(label=_("Until"), required=False)
    review_on = Day(label=_("Review by"), required=False, help_text=_("We remind you sixty and thirty days before."))

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: getattr(agreement, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            ("", _("to be chosen")), *((kind.key, f"{_now(kind.label)}. {_now(kind.hint)}") for kind in kinds.KINDS),
        ]  # fmt: skip
        self.fields["gives_back"].choices = [(back.key, _now(back.label)) for back in kinds.GIVES_BACK]


class SignatoryForm(_Plain):
    """Who signs for a party, and by what right."""

    party = forms.ModelChoiceField(label=_("Signs for"), queryset=None, empty_label=None)
    name = Line(label=_("Name and surname"), max_length=160)
    role = Line(label=_("Role in the body"), max_length=120, help_text=_("For example: president, sole director."))
    powers = forms.ChoiceField(label=_("By what right"), choices=terms.POWERS.choices)
    powers_note = Line(
        label=_("Which act"),
        required=False,
        max_length=200,
        help_text=_("For example: resolution of the board of 3 May 2026."),
    )
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("The link and the code to sign go here: an address nobody else reads.")
    )

    def __init__(self, *args: Any, agreement: Agreement, signatory: Signatory | None = None, **kwargs: Any) -> None:
        if signatory:
            kwargs.setdefault("initial", {name: getattr(signatory, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = agreement.partnership.parties.select_related("organization")

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("powers") in ("board", "proxy") and not data.get("powers_note"):
            self.add_error("powers_note", _now("Write which act gives the power, with its date."))
        return data


class UploadForm(_Plain):
    """A file signed on its own."""

    file = forms.FileField(
        label=_("Signed file"), max_length=200, help_text=_("One PDF, at most 15 MB: signed on paper and scanned, or digitally."),
        error_messages={"required": _("Choose the file."), "empty": _("This file is empty.")},
    )  # fmt: skip
    signed_on = Day(
        label=_("Day of the signatures"), error_messages={"required": _("Write the day, for example 24/11/2026.")}
    )
    signatories = forms.ModelMultipleChoiceField(
        label=_("Who signed it"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who signed it.")},
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signatories"].queryset = agreement.signatories.filter(signature=None).select_related(
            "party__organization"
        )
        self.fields["signatories"].label_from_instance = lambda row: f"{row.name}, {row.party}"


class AddendumForm(_Plain):
    """What changes."""

    title = Line(
        label=_("What it changes, in a title"),
        max_length=160,
        help_text=_("For example: twenty more hours of tutoring."),
    )


class WhyForm(_Plain):
    """A reason that stays in the history."""

    why = Lines(label=_("Why"), max_length=2000, error_messages={"required": _("Write why: it stays in the history.")})


class CompareForm(_Plain):
    """A file to compare with the one that was signed; it is not kept."""

    file = forms.FileField(
        label=_("Your file"),
        max_length=200,
        help_text=_("It is only compared, never kept."),
        error_messages={"required": _("Choose the file.")},
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(
                _now("This file is too big: at most 15 MB. Save a smaller copy and try again."), code="size"
            )
        return file


class CodeForm(forms.Form):
    """The code mailed to who signs, and their word."""

    use_required_attribute = False
    agreed = forms.BooleanField(
        label=_("I have read the file and I sign it"), error_messages={"required": _("Tick that you have read it.")}
    )
    code = Line(
        label=_("Code of six digits"), max_length=12, error_messages={"required": _("Type the code that is in the message.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ClauseTextForm(_Plain):
    """A clause of the library."""

    topic = forms.ChoiceField(label=_("About"), choices=terms.TOPICS.choices)
    title = Line(label=_("Title"), max_length=160)
    text = Lines(label=_("Text"), max_length=8000, rows=10)
    family = forms.ChoiceField(
        label=_("Only for"), required=False, choices=[("", _("whatever comes back")), *terms.FAMILIES.choices],
        help_text=_("Gift or sponsorship: the agreement takes the fitting text."),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of agreement"), required=False, choices=terms.KINDS.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: for every kind."),
    )  # fmt: skip
    is_checked = forms.BooleanField(
        label=_("Checked by somebody with the competence"),
        required=False,
        help_text=_("Until then it is marked as a draft."),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, row: ClauseText | None = None, **kwargs: Any) -> None:
        if row:
            kwargs.setdefault("initial", {name: getattr(row, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
