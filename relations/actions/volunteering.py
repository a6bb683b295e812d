"""Opportunities to volunteer: published, taken up, confirmed with their hours by the body that was helped."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from relations.actions import history, links, search
from relations.mail.post import post_service
from relations.models import User, VolunteerHours, VolunteerOpportunity, VolunteerShift, VolunteerSignup
from relations.text import clean, one_line
from relations.web.urls import absolute

HOURS_SCOPE = "volunteer_hours"
LINK_DAYS = timedelta(days=60)
_TEXTS = {"text"}


class NotNow(Exception):
    """This cannot be done in the state it is in; the message is for the page."""


def _tidy(fields: dict) -> dict:
    return {
        key: (clean(value).strip() if key in _TEXTS else one_line(value)) if isinstance(value, str) else value
        for key, value in fields.items()
    }


@transaction.atomic
def create(*, owner: User, by: User, at: datetime, **fields) -> VolunteerOpportunity:
    """Write down what a body looks for volunteers for; outside it is seen once it is published."""
    row = VolunteerOpportunity.objects.create(owner=owner, created_at=at, changed_at=at, **_tidy(fields))
    history.record(
        verb="opportunity.created", by=by, at=at, obj=row, about=[row.organization], icon="hand-heart",
        title=_("Volunteer opportunity: %(title)s") % {"title": row.title}, url=row.get_absolute_url(),
    )
    search.index(row)
    return row


@transaction.atomic
def change(*, opportunity: VolunteerOpportunity, by: User, at: datetime, **fields) -> VolunteerOpportunity:
    """Change it."""
    row, fields = _locked(opportunity), _tidy(fields)
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if changes:
        for key, value in fields.items():
            setattr(row, key, value)
        row.changed_at = at
        row.save(update_fields=[*fields, "changed_at"])
        history.record(verb="opportunity.changed", by=by, at=at, obj=row, changes=changes)
        search.index(row)
    return row


@transaction.atomic
def set_state(*, opportunity: VolunteerOpportunity, state: str, by: User, at: datetime) -> VolunteerOpportunity:
    """Publish it, close it, or make it a draft again (only while nobody has signed up)."""
    row = _locked(opportunity)
    if row.state == state:
        return row
    if state == "published" and not row.shifts.filter(starts_at__gt=at).exists():
        raise NotNow(_("Add a shift that is still to come: people sign up to a day."))
    if state == "draft" and VolunteerSignup.objects.filter(shift__opportunity=row, state="confirmed").exists():
        raise NotNow(_("Somebody has signed up already: close it instead."))
    before, row.state, row.changed_at = row.state, state, at
    row.save(update_fields=["state", "changed_at"])
    verb = {"published": "opportunity.published", "closed": "opportunity.closed"}.get(state, "opportunity.reopened")
    history.record(verb=verb, by=by, at=at, obj=row, changes={"state": [before, state]})
    search.index(row)
    return row


@transaction.atomic
def add_shift(
    *, opportunity: VolunteerOpportunity, starts_at: datetime, ends_at: datetime, capacity: int, by: User, at: datetime,
    venue: str = "",
) -> VolunteerShift:
    """Add a day and its hours; the same again gives back the first."""
    row = _locked(opportunity)
    shift, made = VolunteerShift.objects.get_or_create(
        opportunity=row, starts_at=starts_at, ends_at=ends_at, venue=one_line(venue)[:160], defaults={"capacity": capacity}
    )
    if made:
        history.record(verb="opportunity.shift_added", by=by, at=at, obj=row, changes={"shift": ["", str(starts_at)]})
    return shift


@transaction.atomic
def remove_shift(*, shift: VolunteerShift, by: User, at: datetime) -> None:
    """Take a shift away while nobody has signed up to it."""
    row = VolunteerShift.objects.select_for_update(of=("self",)).select_related("opportunity").get(pk=shift.pk)
    if row.signups.exclude(state__in=["cancelled", "full"]).exists():
        raise NotNow(_("Somebody has signed up to this shift: write to them first, then withdraw them."))
    history.record(verb="opportunity.shift_removed", by=by, at=at, obj=row.opportunity, changes={"shift": [str(row.starts_at), ""]})
    row.delete()


# --- hours ---------------------------------------------------------------------
@transaction.atomic
def ask_for_hours(*, opportunity: VolunteerOpportunity, at: datetime, by: User | None = None, once: str = "") -> str:
    """Mail the body a link where it says who came and for how many hours; return the token of the page."""
    _link, token = links.issue(
        scope=HOURS_SCOPE, target=opportunity, at=at, expires_at=at + LINK_DAYS, email=opportunity.contact_email
    )
    post_service(
        purpose="volunteering", to=opportunity.contact_email, template="relations/mail/volunteer_hours", at=at, by=by,
        organization=opportunity.organization, about=opportunity, once=once,
        context={"opportunity": opportunity, "url": absolute(reverse("relations:volunteer_hours_confirm", args=[token]))},
    )  # fmt: skip
    history.record(verb="opportunity.hours_asked", by=by, at=at, obj=opportunity)
    return token


@transaction.atomic
def confirm_hours(
    *, opportunity: VolunteerOpportunity, hours: dict[int, Decimal], at: datetime, by: User | None = None, people: dict[int, int] | None = None
) -> int:
    """Write down, by sign-up, how many hours each came for (nought: did not come); return how many facts changed.

    Only sign-ups of this opportunity whose shift is over count. Saying it again corrects it.
    """
    rows = (
        VolunteerSignup.objects.select_for_update(of=("self",))
        .filter(pk__in=hours, shift__opportunity=opportunity, state="confirmed", shift__ends_at__lte=at)
        .select_related("shift__opportunity__organization", "person", "company")
        .order_by("pk")
    )
    return sum(_one_fact(row, hours[row.pk], (people or {}).get(row.pk, row.people), at, by) for row in rows)


def _one_fact(row: VolunteerSignup, hours: Decimal, people: int, at: datetime, by: User | None) -> int:
    known = VolunteerHours.objects.filter(signup=row).first()
    if known is not None and known.hours == hours and known.people == people:
        return 0
    body = row.shift.opportunity.organization
    day = timezone.localdate(row.shift.starts_at)
    values = {
        "organization": body, "company": row.company, "person": row.person, "on": day, "people": people, "hours": hours,
        "by": by, "confirmed_at": at,
    }  # fmt: skip
    fact, _made = VolunteerHours.objects.update_or_create(signup=row, defaults=values)
    fact.refresh_from_db(fields=["total"])
    history.record(
        verb="volunteering.hours_confirmed", by=by, at=at, obj=fact, url=row.shift.opportunity.get_absolute_url(),
        about=[row.person, body, row.company] if hours else [row.person], icon="hand-heart",
        title=_("Volunteering: %(title)s") % {"title": row.shift.opportunity.title},
        body=_("%(hours)s hours confirmed by %(name)s") % {"hours": fact.total.normalize(), "name": body}
        if hours else _("Did not come, says %(name)s") % {"name": body},
        changes={"hours": [str(known.hours) if known else "", str(hours)]},
    )  # fmt: skip
    if hours:
        history.touch(parties=[row.person, body, row.company], at=row.shift.ends_at)
    return 1


def ask_for_all_hours(*, at: datetime) -> int:
    """Ask each body, the day after a shift, who came; once a shift. Return how many mails. Idempotent."""
    shifts = VolunteerShift.objects.filter(
        ends_at__lt=at, asked_at=None, opportunity__state__in=["published", "closed"],
        signups__state="confirmed", signups__confirmed_hours=None, ends_at__date__lt=timezone.localdate(at),
    ).select_related("opportunity__organization").distinct().order_by("pk")  # fmt: skip
    asked: dict[int, list[VolunteerShift]] = {}
    for shift in shifts:
        asked.setdefault(shift.opportunity_id, []).append(shift)
    return sum(_ask_once(rows, at) for rows in asked.values())


@transaction.atomic
def _ask_once(shifts: list[VolunteerShift], at: datetime) -> int:
    numbers = [shift.pk for shift in shifts]
    free = VolunteerShift.objects.select_for_update(of=("self",), skip_locked=True).filter(pk__in=numbers, asked_at=None)
    if not list(free):
        return 0
    VolunteerShift.objects.filter(pk__in=numbers).update(asked_at=at)
    ask_for_hours(opportunity=shifts[0].opportunity, at=at, once=f"volunteer-hours:{min(numbers)}")
    return 1


def taken(shift: VolunteerShift) -> int:
    """Return how many people have a place."""
    return shift.signups.filter(state="confirmed").aggregate(n=Sum("people"))["n"] or 0


def _locked(opportunity: VolunteerOpportunity) -> VolunteerOpportunity:
    return (
        VolunteerOpportunity.objects.select_for_update(of=("self",)).select_related("organization").get(pk=opportunity.pk)
    )
