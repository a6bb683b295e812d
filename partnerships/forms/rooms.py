"""What is written in the negotiation room, by the office and by the parties."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnerships import agreement_terms as terms
from partnerships.actors import Actor
from partnerships.models import Clause
from relations.forms.fields import Line, Lines

LONGEST = 8000


class SayForm(forms.Form):
    """What somebody says of a clause: it is accepted, it should read otherwise, it will not do, or just a remark."""

    use_required_attribute = False
    what = forms.ChoiceField(
        label=_("What do you say of this text?"), choices=[],
        error_messages={"required": _("Choose one of the answers."), "invalid_choice": _("Choose one of the answers.")},
    )  # fmt: skip
    text = Lines(label=_("The text as it should read"), required=False, max_length=LONGEST, rows=8)
    words = Lines(
        label=_("A few words for the others"),
        required=False,
        max_length=2000,
        help_text=_("All the parties and the office read them."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=32000)

    def __init__(self, data: Any = None, *, clause: Clause, actor: Actor, latest: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"text": latest, "seen": clause.latest})
        super().__init__(data, **kwargs)
        self.latest = latest
        self.fields["what"].choices = [
            *([("accepted", _("We accept it"))] if actor.party else []),
            ("propose", _("We propose other words") if actor.party else _("The office proposes other words")),
            *([("objected", _("It does not suit us"))] if actor.party else []),
            ("comment", _("Only a remark")),
        ]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        what, words, text = data.get("what"), data.get("words", ""), data.get("text", "")
        if what in ("objected", "comment") and "words" in data and not words.strip():
            self.add_error("words", ValidationError(_("Write a few words: the others read them."), code="required"))
        if what == "propose" and "text" in data and not text.strip():
            self.add_error("text", ValidationError(_("Write the text as it should read."), code="required"))
        return data


class InterestForm(forms.Form):
    """What matters to a side, what it proposes, what it cannot accept."""

    use_required_attribute = False
    prefix = "int"
    kind = forms.ChoiceField(label=_("What it is about"), choices=terms.INTERESTS.choices)
    text = Lines(
        label=_("In your own words"), max_length=2000, rows=3, error_messages={"required": _("Write it in a sentence.")}
    )


class NoteForm(forms.Form):
    """A private note of a side."""

    use_required_attribute = False
    prefix = "note"
    text = Lines(label=_("New note"), max_length=4000, rows=3, error_messages={"required": _("Write the note.")})


class ClauseForm(forms.Form):
    """A clause that is not there yet."""

    use_required_attribute = False
    topic = forms.ChoiceField(label=_("About"), choices=terms.TOPICS.choices)
    title = Line(label=_("Title"), max_length=160)
    text = Lines(label=_("Text"), max_length=LONGEST, rows=8)
