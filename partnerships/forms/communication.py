"""What staff write down about communication, and what a partner answers by link."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships import pieces
from partnerships.models import CommunicationPiece, Partnership
from partnerships.queries import communication as queries
from relations.forms.fields import Day, Line, Lines
from relations.forms.pick import PickField
from relations.queries import parties


class _Plain(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class PieceForm(_Plain):
    """Who says what to whom, when and where."""

    title = Line(
        label=_("What we say"), max_length=160, error_messages={"required": _("Write in a line what it says.")}
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=pieces.PIECES.choices)
    audience = Line(label=_("To whom"), required=False, max_length=160)
    channel = Line(
        label=_("Where"), required=False, max_length=160, help_text=_("For example: the company's page.")
    )  # fmt: skip
    speaker = forms.ModelChoiceField(label=_("Who says it"), queryset=None, required=False, empty_label=_("the office"))
    owner = forms.ModelChoiceField(label=_("Followed by"), queryset=None)
    due_on = Day(label=_("When"), required=False)
    nature = forms.ChoiceField(
        label=_("What the company gives is"), choices=pieces.NATURES.choices,
        help_text=_("A gift is told as a gift, a sponsorship as a sponsorship: the words are compared with this."),
    )  # fmt: skip
    pictures = forms.ChoiceField(label=_("Images"), choices=pieces.IMAGES.choices)
    consents = forms.ModelMultipleChoiceField(
        label=_("Releases that cover the images"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, partnership: Partnership, row: CommunicationPiece | None = None, **kwargs: Any
    ) -> None:
        if row:
            kwargs["initial"] = {name: getattr(row, name) for name in self.base_fields if name != "consents"} | {
                "consents": list(row.consents.all())
            }
        super().__init__(*args, **kwargs)
        self.fields["speaker"].queryset = partnership.parties.select_related("organization")
        self.fields["owner"].queryset = parties.colleagues()
        self.fields["consents"].queryset = partnership.image_consents.filter(withdrawn_at=None).select_related("person")
        if not self.fields["consents"].queryset:
            del self.fields["consents"]


class TextForm(_Plain):
    """The text of a piece, and the logos beside it."""

    text = Lines(
        label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 12}), error_messages={"required": _("Write the text, whole.")},
        help_text=_("What both parties read and say yes to. Another text is another version."),
    )  # fmt: skip
    logos = Line(
        label=_("Logos, and how they appear"), required=False, max_length=300,
        help_text=_("For example: both logos at the foot, of the same size."),
    )  # fmt: skip
    wording_note = Line(label=_("Why these words are right here"), required=False, max_length=300)


class AskForm(_Plain):
    """A few words with the request."""

    words = Lines(label=_("A few words for the partners"), required=False, max_length=2000)


class OutForm(_Plain):
    """Since when it is out, and where it is seen."""

    on = Day(label=_("Out since"))
    where = Line(
        label=_("Where it is seen"), required=False, max_length=300,
        help_text=_("A web address, or the number of a press release of ours, for example C-2026-012."),
    )  # fmt: skip

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("It is out only from today or before."), code="future")
        return day

    def clean_where(self) -> str:
        return queries.seen_at(self.cleaned_data["where"])


class WhyForm(_Plain):
    """The reason of a choice."""

    why = Lines(
        label=_("Why"), max_length=300, error_messages={"required": _("Write why: it stays in the history.")}
    )  # fmt: skip


class ConsentForm(_Plain):
    """A signed release for images."""

    what = Line(
        label=_("Which images"), max_length=160, error_messages={"required": _("Write which images.")},
        help_text=_("For example: photographs of the day of 12 November."),
    )  # fmt: skip
    person = PickField(kind="person", label=_("Person"), required=False)
    people = Line(
        label=_("Or which group"), required=False, max_length=160,
        help_text=_("Without names: for example the twelve of the workshop."),
    )  # fmt: skip
    uses = Line(label=_("Where they may be used"), required=False, max_length=200)
    until = Day(label=_("Until"), required=False)
    upload = forms.FileField(
        label=_("Signed release"), required=False, max_length=200, help_text=_("A PDF, or a photograph of the sheet.")
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "person" in data and not data["person"] and not data.get("people"):
            self.add_error("person", ValidationError(_("Choose the person, or write which group."), code="who"))
        return data


class PartnerAnswerForm(_Plain):
    """What a partner answers to a text."""

    given = forms.ChoiceField(
        label=_("Can it go out like this?"), choices=pieces.ANSWERS.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two answers."), "invalid_choice": _("Choose one of the two answers.")},
    )  # fmt: skip
    note = Lines(
        label=_("What is to be changed"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=999)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("given") == "change" and not self.cleaned_data.get("note"):
            self.add_error("note", _("Write what is to be changed: we send you the new text."))
        return self.cleaned_data
