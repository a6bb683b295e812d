"""Taking a shift: asked, confirmed from the mailbox under the lock of the shift, withdrawn, reminded."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from relations.actions import consents, history, links, parties
from relations.actions.volunteering import NotNow, taken
from relations.mail import addresses, limits
from relations.mail.post import post_service
from relations.mail.subscriptions import person_of
from relations.models import ConsentText, Organization, Person, User, VolunteerShift, VolunteerSignup
from relations.text import clean, one_line
from relations.web.urls import absolute

SCOPE = "volunteer_signup"
PURPOSE = "volunteer_data"
DAY = timedelta(days=1)
FORGET_AFTER = timedelta(days=30)
# What is agreed to before the body gets a name. A change is a new version, made in the admin.
FIRST_TEXT = {
    "it": "Acconsento a che il centro servizi comunichi il mio nome e i miei recapiti all’organizzazione che cerca "
    "volontari, solo per questo turno. Posso cambiare idea dal collegamento che ricevo per e-mail.",
    "en": "I agree that the service centre gives my name and contact details to the body that looks for volunteers, for "
    "this shift only. I can change my mind through the link I receive by e-mail.",
}


def words(*, language: str, at: datetime) -> str:
    """Return the words of `consent_text` without writing anything: for the page that shows the form."""
    found = consents.current_texts(purposes=[PURPOSE], language=language, at=at).get(PURPOSE)
    return found.text if found else FIRST_TEXT.get(language, FIRST_TEXT["it"])


def consent_text(*, language: str, at: datetime) -> ConsentText:
    """Return the words in force in `language`; the first version is made when there is none."""
    found = consents.current_texts(purposes=[PURPOSE], language=language, at=at).get(PURPOSE)
    if found is not None:
        return found
    words = FIRST_TEXT.get(language, FIRST_TEXT["it"])
    return ConsentText.objects.get_or_create(
        purpose=PURPOSE, version=1, language=language, defaults={"text": words, "valid_from": at.date()}
    )[0]


@transaction.atomic
def ask(
    *, shift: VolunteerShift, first_name: str, last_name: str, email: str, text: ConsentText, key: UUID, at: datetime,
    phone: str = "", people: int = 1, company_name: str = "", message: str = "", language: str = "it",
) -> VolunteerSignup | None:
    """Note who offers to come and mail a link to confirm; at most two such mails a day to one address."""
    if not is_open(shift, at):
        raise NotNow(_("Signing up to this shift is closed."))
    known = VolunteerSignup.objects.filter(key=key).first()
    if known is not None:
        return known
    email = addresses.normalize(email)
    if not limits.may_mail(kind=f"shift{shift.pk}", email=email, at=at):
        return None
    signup = shift.signups.filter(email=email, state="confirmed").first()
    if signup is None:
        try:
            with transaction.atomic():
                signup = VolunteerSignup.objects.create(
                    shift=shift, key=key, first_name=one_line(first_name)[:80], last_name=one_line(last_name)[:80],
                    email=email, phone=one_line(phone)[:40], people=people, company_name=one_line(company_name)[:200],
                    company=_company(company_name), message=clean(message).strip(), consent_text=text, language=language,
                    asked_at=at,
                )
        except IntegrityError:
            return VolunteerSignup.objects.get(key=key)
    _mail(signup, "volunteer_confirm" if signup.state == "unconfirmed" else "volunteer_signup", at)
    return signup


def _company(name: str) -> Organization | None:
    """The one company called exactly so, if there is one."""
    name = one_line(name)
    found = list(Organization.objects.filter(kind="company", name__iexact=name, archived_at=None)[:2]) if name else []
    return found[0] if len(found) == 1 else None


def is_open(shift: VolunteerShift, at: datetime) -> bool:
    """Tell whether somebody may sign up to the shift at `at`."""
    return shift.opportunity.state == "published" and shift.starts_at > at


def own(signup: VolunteerSignup) -> VolunteerSignup:
    """Return what the mailbox has on this shift: the offer that was confirmed, or else this one."""
    if signup.state != "unconfirmed":
        return signup
    return VolunteerSignup.objects.filter(shift=signup.shift_id, email=signup.email, state="confirmed").first() or signup


@transaction.atomic
def confirm(*, signup: VolunteerSignup, at: datetime, evidence: dict | None = None) -> VolunteerSignup:
    """Give the places asked for if they are there, else mark that it was full. Confirming again changes nothing."""
    shift = VolunteerShift.objects.select_for_update(of=("self",)).select_related("opportunity").get(pk=signup.shift_id)
    row = VolunteerSignup.objects.select_for_update(of=("self",)).get(pk=signup.pk)
    if row.state not in ("unconfirmed", "full"):
        return row
    if not is_open(shift, at):
        raise NotNow(_("Signing up to this shift is closed."))
    twin = shift.signups.filter(email=row.email, state="confirmed").first()
    if twin is not None:
        return twin
    row.confirmed_at, row.person = at, person_of(row.email)
    row.state = "confirmed" if taken(shift) + row.people <= shift.capacity else "full"
    row.save(update_fields=["state", "confirmed_at", "person"])
    if row.state == "full":
        return row
    for event, when in (("requested", row.asked_at), ("confirmed", at)):
        consents.record(
            email=row.email, purpose=PURPOSE, event=event, source="volontariato", at=when, person=row.person,
            text=row.consent_text, evidence={**(evidence or {}), "name": row.name, "shift": shift.pk},
        )  # fmt: skip
    history.record(
        verb="volunteering.signed_up", by=None, at=at, obj=row, about=[row.person, row.company], icon="hand-heart",
        title=_("Offered to help: %(title)s") % {"title": shift.opportunity.title},
        url=shift.opportunity.get_absolute_url(),
    )  # fmt: skip
    _mail(row, "volunteer_signup", at)
    return row


@transaction.atomic
def withdraw(*, signup: VolunteerSignup, at: datetime, by: User | None = None) -> VolunteerSignup:
    """Give the places back; what was agreed to is withdrawn with it."""
    VolunteerShift.objects.select_for_update(of=("self",)).get(pk=signup.shift_id)
    row = VolunteerSignup.objects.select_for_update(of=("self",)).select_related("shift__opportunity", "person").get(pk=signup.pk)
    if row.state == "cancelled":
        return row
    if hasattr(row, "confirmed_hours"):
        raise NotNow(_("The hours of this shift have been confirmed already."))
    was_in, row.state, row.cancelled_at = row.state == "confirmed", "cancelled", at
    row.save(update_fields=["state", "cancelled_at"])
    if was_in:
        consents.record(
            email=row.email, purpose=PURPOSE, event="withdrawn", source="volontariato", at=at, person=row.person,
            text=row.consent_text, evidence={"shift": row.shift_id}, by=by,
        )  # fmt: skip
    history.record(verb="volunteering.withdrew", by=by, at=at, obj=row, about=[row.person], icon="calendar-x",
                   title=_("Withdrew from “%(title)s”") % {"title": row.shift.opportunity.title})  # fmt: skip
    return row


@transaction.atomic
def make_person(*, signup: VolunteerSignup, by: User, at: datetime) -> Person:
    """Tie a volunteer to the one person with the same e-mail, or add one; hours confirmed go with it."""
    row = VolunteerSignup.objects.select_for_update(of=("self",)).select_related("person").get(pk=signup.pk)
    if row.person is None:
        contacts = [("email", row.email), *([("mobile", row.phone)] if row.phone else [])]
        row.person = person_of(row.email) or parties.add_person(
            first_name=row.first_name, last_name=row.last_name, by=by, at=at, contacts=contacts, works_at=row.company
        )
        row.save(update_fields=["person"])
        row.person.volunteer_hours.model.objects.filter(signup=row).update(person=row.person)
        history.record(verb="volunteering.connected", by=by, at=at, obj=row, about=[row.person], icon="hand-heart",
                       title=_("Offered to help: %(title)s") % {"title": row.shift.opportunity.title},
                       url=row.shift.opportunity.get_absolute_url())  # fmt: skip
    return row.person


def remind(*, at: datetime) -> int:
    """Mail everybody with a place on a shift of tomorrow, once; return how many. Idempotent."""
    tomorrow = timezone.localdate(at) + DAY
    rows = VolunteerSignup.objects.filter(
        state="confirmed", reminded_at=None, shift__starts_at__gt=at, shift__starts_at__date=tomorrow
    )
    return sum(_remind(pk, at) for pk in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, at: datetime) -> int:
    row = VolunteerSignup.objects.select_for_update(of=("self",), skip_locked=True).filter(
        pk=pk, reminded_at=None, state="confirmed"
    ).select_related("shift__opportunity__organization").first()  # fmt: skip
    if row is None:
        return 0
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    _mail(row, "volunteer_reminder", at, once=f"volunteer-reminder:{row.pk}", purpose="reminder")
    return 1


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete offers nobody confirmed within thirty days; return how many."""
    return VolunteerSignup.objects.filter(state__in=["unconfirmed", "full"], asked_at__lt=at - FORGET_AFTER).delete()[0]


def _mail(row: VolunteerSignup, template: str, at: datetime, *, once: str = "", purpose: str = "signup") -> None:
    shift = row.shift
    _link, token = links.issue(scope=SCOPE, target=row, at=at, expires_at=shift.ends_at + DAY, email=row.email)
    post_service(
        purpose=purpose, to=row.email, template=f"relations/mail/{template}", at=at, person=row.person, once=once,
        language=row.language, about=shift.opportunity,
        context={"signup": row, "shift": shift, "opportunity": shift.opportunity,
                 "url": absolute(reverse("relations:volunteer_signup", args=[token]))},
    )  # fmt: skip
