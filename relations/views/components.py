"""The style guide: every component of the interface with invented data."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relations.charts import Series
from relations.web.access import staff

COLOURS = (
    ("ticino", gettext_lazy("actions, executive stage")),
    ("cotto", gettext_lazy("people, gifts")),
    ("glicine", gettext_lazy("preparatory stage")),
    ("ocra", gettext_lazy("control stage, attention")),
    ("verde", gettext_lazy("done, consent")),
    ("rosso", gettext_lazy("late, error")),
    ("blu", gettext_lazy("information")),
)
TAGS = ("", "ticino", "cotto", "glicine", "ocra", "verde", "rosso", "blu", "line")
ICONS = (
    "sun building-2 users calendar-days inbox link square-kanban mails megaphone newspaper heart piggy-bank "
    "chart-column list-checks history settings circle-question-mark search bell phone mail notebook-pen send"
).split()


class SampleForm(forms.Form):
    """A form with mistakes in it."""

    name = forms.CharField(label=gettext_lazy("First and last name"))
    role = forms.CharField(label=gettext_lazy("Role in the company"), required=False)
    email = forms.EmailField(
        label=gettext_lazy("Email"),
        help_text=gettext_lazy("We write to you about this request only"),
        error_messages={"invalid": gettext_lazy("Write the e-mail with the at sign, for example nome@azienda.it")},
    )
    when = forms.ChoiceField(
        label=gettext_lazy("When shall we call you?"),
        choices=[("am", gettext_lazy("Morning, from 9 to 12")), ("pm", gettext_lazy("Afternoon, from 14 to 17"))],
        widget=forms.RadioSelect,
    )
    agree = forms.BooleanField(
        label=gettext_lazy("You may show the request to fitting non-profits"),
        help_text=gettext_lazy("Without our name, until we say yes"),
        required=False,
    )


@staff()
def page(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    form = SampleForm({"name": "Silvio Dossi", "email": "silvio.dossi-riseria.example", "when": "am"})
    form.is_valid()
    if "avviso" in request.GET:
        messages.success(request, _("3 organisations assigned to Sara Gatti"), extra_tags="undo:/componenti/")
    return render(request, "components/page.html", _sample() | {"form": form})


def _sample() -> dict:
    now = timezone.now()
    return {
        "colours": COLOURS,
        "tags": TAGS,
        "icons": ICONS,
        "yesterday": now - timedelta(days=1),
        "tiles": [
            {"label": _("Active partnerships"), "value": "14", "change": "+2", "good": True,
             "note": _("compared with October"), "series": [9, 9, 10, 11, 11, 12, 12, 14], "url": "#"},
            {"label": _("Goals on track"), "value": "78%", "change": _("−5 points"), "good": False,
             "note": "25 / 32", "series": [83, 84, 82, 80, 83, 81, 78], "url": ""},
        ],
        "stages": _stages(),
        "goal": {"title": _("120 hours of tutoring by employees"), "state": _("On track"), "tone": "verde",
                 "source": _("Attendance register"), "due": now.date(), "value": "62", "aim": "120", "percent": 52,
                 "expected": 50, "series": [0, 6, 14, 22, 38, 51, 62]},
        "sides": [{"label": "Riseria Dosso Verde", "note": _("said yes"), "state": "ok"},
                  {"label": "Orti Insieme APS", "note": _("asked, no answer yet"), "state": "wait"}],
        "labels": "gen feb mar apr mag giu lug ago set ott nov".split(),
        "layers": [
            Series(_("Preparatory"), [4, 4, 5, 5, 4, 4, 5, 5, 6, 5, 7], "s1"),
            Series(_("Executive"), [2, 3, 3, 4, 5, 5, 5, 5, 6, 6, 6], "s2"),
            Series(_("Control"), [0, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1], "s3"),
        ],
        "raised": [Series(_("Raised"), [0, 900, 2100, 4100, 6900, 8200, 12600, 14200, 17300, 18640, None], "")],
        "history": [
            {"at": now, "icon": "phone", "tone": "ticino", "title": _("Phone call"), "by": "Chiara Montagna",
             "body": _("They ask for a draft of the agreement by Friday.")},
            {"at": now - timedelta(days=3), "title": _("Sara Gatti changed the phone number"), "system": True},
        ],
        "facts": [{"label": _("Sector"), "value": "Meccanica di precisione", "edit_url": "#"},
                  {"label": _("Employees"), "value": "84", "edit_url": "#"}],
        "chips": [{"label": _("Kind"), "value": _("Company"), "url": "?"}, {"label": _("State"), "value": _("open to offers"), "url": "?"}],
    }  # fmt: skip


def _stages() -> list[dict]:
    return [
        {"label": _("Preparatory"), "colour": "glicine", "phases": [
            {"number": 1, "label": _("Planning"), "note": "mar 2026", "state": "done"},
            {"number": 2, "label": _("Negotiation"), "note": "apr 2026", "state": "done"},
            {"number": 3, "label": _("Agreement"), "note": "mag 2026", "state": "done"}]},
        {"label": _("Executive"), "colour": "ticino", "phases": [
            {"number": 4, "label": _("Management"), "note": "3 / 5", "state": "current"},
            {"number": 5, "label": _("Communication"), "note": "", "state": "next"}]},
        {"label": _("Control"), "colour": "ocra", "phases": [
            {"number": 6, "label": _("Evaluation"), "note": "", "state": ""}]},
    ]  # fmt: skip
