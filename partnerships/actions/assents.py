"""What both sides agree to by their link: the exit as written down, the story as it will be read."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships import evaluating
from partnerships.actions import checklist, partner_links, say
from partnerships.actions.evaluations import LAST, NotYet, prove
from partnerships.actions.partnerships import locked, note
from partnerships.models import Assent, CaseStudy, Evaluation, Partnership, PartnershipParty
from partnerships.models.recognition import mark_of
from partnerships.queries import contacts
from partnerships.vocab import N_
from relations.mail.post import post_service
from relations.models import Person, User

# Whether the text still asks for an answer after the partnership has ended, and the line a common yes proves.
LATE = {"case": True, "exit": False}
PROVES = {"exit": ("agreed_exit", N_("Agreed by every party by link"))}


def text_of(row: Partnership, subject: str) -> str:
    """Return the words that are agreed to; empty when there is nothing to agree to."""
    if subject == "exit":
        return Evaluation.objects.filter(partnership=row).values_list("exit_terms", flat=True).first() or ""
    story = CaseStudy.objects.filter(partnership=row).exclude(asked_at=None).first()
    return story.words if story else ""


@transaction.atomic
def give(
    *, party: PartnershipParty, person: Person | None, subject: str, mark: str, answer: str, words: str, at: datetime
) -> Assent:
    """Take in the answer of one party to the text it read (`mark`); other words by now raise NotYet."""
    row = locked(party.partnership)
    text = text_of(row, subject)
    if not text or (not row.is_living and not LATE[subject]):
        raise NotYet(_("There is nothing left to agree to here."))
    if mark != mark_of(text):
        raise NotYet(_("Meanwhile the text has changed: read it again before you answer."))
    given, _new = Assent.objects.update_or_create(
        party=party,
        subject=subject,
        defaults={"mark": mark, "answer": answer, "note": words, "person": person, "at": at},
    )
    title = N_("%(name)s agrees: %(subject)s") if answer == "yes" else N_("%(name)s does not agree: %(subject)s")
    note(
        row,
        verb="assent.given" if answer == "yes" else "assent.refused",
        title=say(title, name=party.organization, subject=say(SUBJECT_WORDS[subject])),
        body=words,
        by=None,
        at=at,
        icon="circle-check" if answer == "yes" else "circle-x",
        changes=evaluating.what(f"{party.organization}, {say(SUBJECT_WORDS[subject])}"),
    )
    if subject in PROVES and agreed(row, subject):
        prove(row, *PROVES[subject], by=None, at=at)
    return given


SUBJECT_WORDS = {"case": N_("the case study"), "exit": N_("the exit")}


def agreed(row: Partnership, subject: str) -> bool:
    """Tell whether every party said yes to the text as it is now."""
    text = text_of(row, subject)
    if not text:
        return False
    yes = Assent.objects.filter(party__partnership=row, subject=subject, mark=mark_of(text), answer="yes").count()
    return yes == row.parties.count()


def lapse(row: Partnership, subject: str, *, by: User, at: datetime) -> None:
    """The text has other words: what was proved by a common yes is proved no longer."""
    key = PROVES[subject][0]
    if key in row.done_keys(LAST):
        checklist.untick(partnership=row, phase=LAST, key=key, by=by, at=at)


def ask_assent(row: Partnership, subject: str, *, at: datetime) -> int:
    """Write to every party with the link to the text; return how many were written to."""
    return sum(_write(row, party, subject, at) for party in row.parties.select_related("organization"))


def _write(row: Partnership, party: PartnershipParty, subject: str, at: datetime) -> bool:
    person, email = contacts.addressee(party.organization)
    if not email:
        return False
    token = partner_links.issue(party=party, email=email, at=at, person=person)
    post_service(
        purpose="partnership",
        to=email,
        template="partnerships/mail/assent",
        at=at,
        person=person,
        organization=party.organization,
        about=row,
        reply_to=row.owner.email,
        context={
            "partnership": row,
            "officer": row.owner,
            "subject_key": subject,
            "subject_term": evaluating.SUBJECTS[subject],
            "url": partner_links.url(token, "partnerships:partner_assent", subject),
        },
    )
    return True
