"""Thanks: the certificate of each party, the story, and its place on the public wall."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import evaluating
from partnerships.actions import partner_links, say
from partnerships.actions.assents import agreed, ask_assent
from partnerships.actions.evaluations import NotYet, prove, ready
from partnerships.actions.partnerships import locked, note
from partnerships.models import CaseStudy, Partnership, PartnershipParty, Recognition
from partnerships.vocab import N_
from relations.actions import numbering
from relations.models import User


@transaction.atomic
def write_story(*, partnership: Partnership, by: User, at: datetime, **fields: str) -> CaseStudy:
    """Write the story. Other words than those agreed to leave the wall until everybody agrees again."""
    row, _evaluation = ready(partnership, living=False)
    story = CaseStudy.objects.filter(partnership=row).first() or CaseStudy(partnership=row)
    before = story.words if story.pk else ""
    for key, value in fields.items():
        setattr(story, key, value)
    if story.words != before:
        story.written_by, story.written_at, story.asked_at, story.published_at = by, at, None, None
        story.save()
        note(row, verb="case_study.written", title=say(N_("case study written")), by=by, at=at, icon="book-open")
        prove(row, "case_study", N_("Written on the evaluation page"), by=by, at=at)
    return story


@transaction.atomic
def ask_for_story(*, partnership: Partnership, by: User, at: datetime) -> CaseStudy:
    """Ask every party, by its link, whether the story may be published as it is written."""
    row = locked(partnership)
    story = _story(row)
    if story.asked_at is None:
        story.asked_at = at
        story.save(update_fields=["asked_at"])
        ask_assent(row, "case", at=at)
        title = say(N_("both are asked whether the case study may be published"))
        note(row, verb="case_study.asked", title=title, by=by, at=at, icon="send")
    return story


@transaction.atomic
def publish_story(*, partnership: Partnership, by: User, at: datetime) -> CaseStudy:
    """Put the story on the public wall, once every party agreed to its words (else NotYet)."""
    row = locked(partnership)
    story = _story(row)
    if not agreed(row, "case"):
        raise NotYet(_("It goes out once every party has agreed to these words by its link."))
    if story.published_at is None:
        story.published_at = at
        story.save(update_fields=["published_at"])
        note(row, verb="case_study.published", title=say(N_("case study published")), by=by, at=at, icon="globe")
    return story


@transaction.atomic
def withdraw_story(*, partnership: Partnership, by: User, at: datetime) -> CaseStudy:
    """Take the story off the public wall."""
    row = locked(partnership)
    story = _story(row)
    if story.published_at is not None:
        story.published_at = None
        story.save(update_fields=["published_at"])
        note(
            row,
            verb="case_study.withdrawn",
            title=say(N_("case study taken off the public pages")),
            by=by,
            at=at,
            icon="eye-off",
        )
    return story


def _story(row: Partnership) -> CaseStudy:
    story = CaseStudy.objects.select_for_update().filter(partnership=row).first()
    if story is None:
        raise NotYet(_("Write the case study first."))
    return story


@transaction.atomic
def thank(*, partnership: Partnership, texts: dict[int, str], by: User, at: datetime) -> list[Recognition]:
    """Give every party its numbered certificate (`texts` by party) and write to it; given once, it stays."""
    row, _evaluation = ready(partnership, living=False)
    given = []
    for party in row.parties.select_related("organization"):
        if party.pk in texts and not Recognition.objects.filter(party=party).exists():
            given.append(_give(party, texts[party.pk], by, at))
    if given:
        title = say(N_("thanks given: %(names)s"), names=", ".join(str(one.party.organization) for one in given))
        names = evaluating.what(", ".join(str(one.party.organization) for one in given))
        note(row, verb="recognition.given", title=title, by=by, at=at, icon="award", changes=names)
        prove(row, "thanks", N_("Certificates given"), by=by, at=at)
    return given


def _give(party: PartnershipParty, text: str, by: User, at: datetime) -> Recognition:
    year = timezone.localtime(at).year
    number = f"A-{year}-{numbering.next_number(series='recognition', year=year):03d}"
    made = Recognition.objects.create(party=party, number=number, text=text, issued_at=at, issued_by=by)
    partner_links.ask(
        party=party, template="partnerships/mail/thanks", page="partnerships:partner_certificate", at=at, context={"text": text}
    )
    return made
