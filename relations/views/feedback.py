"""The inbox of what people tell us: list, page, decide, answer."""

from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from relations.actions import feedback as actions
from relations.forms.feedback import AnswerForm, DecisionForm, FeedbackForm
from relations.forms.pick import PickField
from relations.models import FeedbackItem, Gathering, User
from relations.queries import feedback as queries
from relations.queries import parties, search
from relations.views import records
from relations.vocab import community as vocab
from relations.web.access import get, staff
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.once import once
from relations.web.toast import toast

SORTS = [
    Sort("arrivo", gettext_lazy("Received on"), ("received_at",), descending=True),
    Sort("scadenza", gettext_lazy("Answer due by"), ("due_on",)),
]


def _in_time(rows, key: str):
    today = timezone.localdate()
    counted = rows.filter(queries.Q(answered_at__isnull=False) | queries.Q(due_on__lt=today))
    return {
        "contate": counted,
        "entro": rows.filter(queries.IN_TIME),
        "fuori": counted.exclude(queries.IN_TIME & queries.Q(answered_at__isnull=False)),
    }[key]


IN_TIME = [
    ("contate", gettext_lazy("those that count")),
    ("entro", gettext_lazy("answered within 30 days")),
    ("fuori", gettext_lazy("not within 30 days")),
]
FILTERS = [
    Filter("stato", gettext_lazy("State"), lambda r: vocab.FEEDBACK_STATES.choices, lambda rows, key: rows.filter(state=key)),
    Filter("tipo", gettext_lazy("Kind"), lambda r: vocab.FEEDBACK_KINDS.choices, lambda rows, key: rows.filter(kind=key)),
    Filter("via", gettext_lazy("How it reached us"), lambda r: vocab.FEEDBACK_SOURCES.choices, lambda rows, key: rows.filter(source=key)),
    Filter("esito", gettext_lazy("Decision"), lambda r: vocab.DECISIONS.choices, lambda rows, key: rows.filter(decision=key)),
    Filter("segue", gettext_lazy("Followed by"), lambda r: [(str(u.pk), u.display_name) for u in parties.colleagues()],
           lambda rows, key: rows.filter(owner_id=key)),
    Filter("anno", gettext_lazy("Year"), lambda r: [(str(year), str(year)) for year in queries.years()],
           lambda rows, key: rows.filter(year=key)),
    Filter("risposta", gettext_lazy("Answer"), lambda r: IN_TIME, _in_time),
]  # fmt: skip
COLUMNS = [
    ExportColumn(gettext_lazy("Code"), lambda row: row.code),
    ExportColumn(gettext_lazy("Received on"), lambda row: timezone.localdate(row.received_at).isoformat()),
    ExportColumn(gettext_lazy("Kind"), lambda row: str(row.get_kind_display())),
    ExportColumn(gettext_lazy("How it reached us"), lambda row: str(row.get_source_display())),
    ExportColumn(gettext_lazy("From whom"), lambda row: row.who),
    ExportColumn(gettext_lazy("What we were told"), lambda row: row.text),
    ExportColumn(gettext_lazy("State"), lambda row: str(row.get_state_display())),
    ExportColumn(gettext_lazy("Decision"), lambda row: str(row.get_decision_display())),
    ExportColumn(gettext_lazy("Why this decision"), lambda row: row.decision_reason),
    ExportColumn(gettext_lazy("Answered on"), lambda row: timezone.localdate(row.answered_at).isoformat() if row.answered_at else ""),
]
TABS = [
    (gettext_lazy("To be decided"), "stato=received&ordine=scadenza", "received"),
    (gettext_lazy("To be answered"), "stato=decided&ordine=scadenza", "decided"),
    (gettext_lazy("Followed by me"), "segue=me", "mine"),
    (pgettext_lazy("feedback", "All"), "", "all"),
]


def _by_words(rows, text: str):
    return rows.filter(pk__in=search.ids(text, "feedback"))


@staff("relations.view_feedbackitem")
def listing(request: HttpRequest) -> HttpResponse:
    """List what was told to us, with how many had an answer within thirty days."""
    found = Listing(
        request, queries.dated(), sorts=SORTS, filters=FILTERS, search=_by_words, columns=COLUMNS, filename="segnalazioni"
    )
    exported = found.export()
    if exported:
        return exported
    today = timezone.localdate()
    context = {
        "listing": found, "today": today, "tabs": records.tabs(request, TABS, queries.counts(request.user)),
        "share": queries.share(today.year, today), "year": today.year,
    }  # fmt: skip
    return page_or_part(request, "relations/community/feedback.html", "relations/community/_feedback_rows.html", context)


@require_http_methods(["GET", "POST"])
@staff("relations.add_feedbackitem")
@once
def new(request: HttpRequest) -> HttpResponse:
    """Take in what was said by phone, by mail, in person."""
    form = FeedbackForm(request.POST or None, initial={"owner": request.user.pk})
    if request.method == "POST" and form.is_valid():
        item = actions.receive(by=request.user, at=timezone.now(), **form.values)
        toast(request, _("%(code)s is in the inbox: the answer is due by %(day)s") % {"code": item.code, "day": f"{item.due_on:%d/%m/%Y}"})
        return redirect(item)
    context = {"form": form, "title": _("What were you told?"), "button": _("Put it in the inbox")}
    return render(request, "relations/community/feedback_form.html", context, status=422 if form.errors else 200)


def _item(pk: int) -> FeedbackItem:
    return get(queries.dated().select_related("decided_by", "answered_by", "delivery"), pk=pk)


def _page(request: HttpRequest, item: FeedbackItem, status: int = 200, **forms) -> HttpResponse:
    initial = {"decision": item.decision, "reason": item.decision_reason}
    make_answer = partial(AnswerForm, can_mail=bool(actions.address_of(item)), has_page=_has_page(item))
    context = {
        "item": item, "today": timezone.localdate(), "address": actions.address_of(item), "colleagues": parties.colleagues(),
        "decision_form": forms.get("decision") or DecisionForm(initial=initial),
        "answer_form": forms.get("answer") or make_answer(initial={"text": _draft(item)}),
        "person_field": PickField(kind="person", label=_("Person"), required=False).widget.render("person", None, {"id": "id_person"}),
        "page_url": item.subject.get_absolute_url() if item.subject is not None and hasattr(item.subject, "get_absolute_url") else "",
        "wrong": next((form for form in forms.values() if form), None),
    }  # fmt: skip
    return render(request, "relations/community/feedback_item.html", context, status=status)


def _has_page(item: FeedbackItem) -> bool:
    return item.source == "meeting" and isinstance(item.subject, Gathering)


def _draft(item: FeedbackItem) -> str:
    """The beginning of an answer: it repeats the reason, so that it can be sent as it is."""
    return item.decision_reason if item.state == "decided" else ""


@staff("relations.view_feedbackitem")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was said, what was decided and why, what was answered."""
    return _page(request, _item(pk))


@require_POST
@staff("relations.change_feedbackitem")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide, with a reason."""
    item = _item(pk)
    form = DecisionForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.decide(item=item, decision=data["decision"], reason=data["reason"], by=request.user, at=timezone.now())
        except actions.NotNow as error:
            form.add_error(None, str(error))
        else:
            toast(request, _("Decided. Now answer who told us."))
            return redirect(item)
    return _page(request, item, status=422, decision=form)


@require_POST
@staff("relations.change_feedbackitem")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer by mail, or note how it was said."""
    item = _item(pk)
    form = AnswerForm(request.POST, can_mail=bool(actions.address_of(item)), has_page=_has_page(item))
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.answer(item=item, text=data["text"], way=data["way"], by=request.user, at=timezone.now())
        except actions.NotNow as error:
            form.add_error(None, str(error))
        else:
            toast(request, _("Answered: it counts among those within 30 days") if _is_early(item) else _("Answered."))
            return redirect(item)
    return _page(request, item, status=422, answer=form)


def _is_early(item: FeedbackItem) -> bool:
    today: date = timezone.localdate()
    return today <= item.due_on


@require_POST
@staff("relations.change_feedbackitem")
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it to a colleague, by default to oneself."""
    item = _item(pk)
    owner = get(User.objects.filter(is_active=True), pk=request.POST.get("owner") or request.user.pk)
    actions.take(item=item, owner=owner, by=request.user, at=timezone.now())
    toast(request, _("%(code)s is followed by %(name)s") % {"code": item.code, "name": owner.display_name})
    return redirect(item)


@require_POST
@staff("relations.change_feedbackitem")
def connect(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which person of the archive it came from, or whether the public page shows it."""
    item = _item(pk)
    if "pubblica" in request.POST:
        shown = request.POST["pubblica"] == "1" and _has_page(item)
        actions.show(item=item, is_public=shown, by=request.user, at=timezone.now())
        toast(request, _("Shown on the public page of the meeting") if shown else _("No longer on the public page"))
        return redirect(item)
    field = PickField(kind="person", required=True)
    try:
        person = field.clean((request.POST.get("person", ""), request.POST.get("person_text", "")))
    except ValidationError as wrong:
        toast(request, " ".join(wrong.messages))
        return redirect(item)
    actions.connect(item=item, person=person, by=request.user, at=timezone.now())
    toast(request, _("%(code)s is now in the story of %(name)s") % {"code": item.code, "name": person})
    return redirect(item)
