"""What a partnership says outside: planned, written, said yes to by every party, then out. Or kept silent, with the reason."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import pieces
from partnerships.actions import checklist, partner_links, say
from partnerships.actions.partner_links import Visitor
from partnerships.actions.partnerships import NotLiving, locked, note
from partnerships.models import (
    ChosenSilence,
    CommunicationPiece,
    ImageConsent,
    Partnership,
    PieceAnswer,
    PieceVersion,
)
from partnerships.queries import contacts
from partnerships.vocab import N_
from relations.actions import followups, history
from relations.mail.post import post_service
from relations.models import Delivery, User

PHASE = "communication"
# The hour of what is written down later than its day.
NOON = time(12)


class NotNow(Exception):
    """The piece is not at the point where this is done; the message is for the page."""


class WordsClash(Exception):
    """The text speaks of a gift as of a sponsorship, or the other way round; `words` are the ones that do."""

    def __init__(self, words: list[str]) -> None:
        super().__init__(
            _("These words do not go with what you chose: %(words)s. Change them, or write why they are right here.")
            % {"words": ", ".join(words)}
        )
        self.words = words


class ChangedMeanwhile(Exception):
    """The text has a newer version than the one that was read."""


def _open(piece: CommunicationPiece) -> CommunicationPiece:
    """Return the row under a lock, of a living partnership, neither out nor given up."""
    row = CommunicationPiece.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=piece.pk)
    if not row.partnership.is_living:
        raise NotLiving(_("This partnership has ended."))
    if not row.is_open:
        raise NotNow(
            _("It is out already: what was said stays as it was said.") if row.out_at else _("It was given up.")
        )
    return row


def _note(
    row: CommunicationPiece, verb: str, title: str, by: User | None, at: datetime, icon: str, body: str = ""
) -> None:
    partnership = Partnership.objects.get(pk=row.partnership_id)
    changes = {"piece": [None, row.title]}
    note(partnership, verb=verb, title=title, body=body, by=by, at=at, icon=icon, changes=changes)


# --- the plan -----------------------------------------------------------------------------------------------------
@transaction.atomic
def plan(
    *, partnership: Partnership, by: User, at: datetime, consents: Iterable[ImageConsent] = (), **fields: Any
) -> CommunicationPiece:
    """Plan a piece: kind, title, audience, channel, speaker, owner, due_on, nature, pictures."""
    row = locked(partnership)
    if not row.is_living:
        raise NotLiving(_("This partnership has ended."))
    if hasattr(row, "silence"):
        raise NotNow(_("It was chosen not to communicate: take that back first."))
    made = CommunicationPiece.objects.create(partnership=row, created_at=at, **fields)
    made.consents.set(consents)
    _note(made, "piece.planned", say(N_("planned: %(what)s"), what=made.title), by, at, "megaphone")
    settle(partnership=row, by=by, at=at)
    return made


@transaction.atomic
def change(
    *, piece: CommunicationPiece, by: User, at: datetime, consents: Iterable[ImageConsent] = (), **fields: Any
) -> CommunicationPiece:
    """Change what is planned; the text and what was answered to it stay, unless its nature is another one."""
    row = _open(piece)
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    for key, value in fields.items():
        setattr(row, key, value)
    if "nature" in changes:
        # Read as a gift, the yes was to a gift.
        row.approved_version, row.asked_at = 0, None
        PieceAnswer.objects.filter(version__piece=row, version__number=row.version).delete()
    row.save()
    row.consents.set(consents)
    if changes:
        _note(row, "piece.changed", say(N_("plan changed: %(what)s"), what=row.title), by, at, "pencil")
    settle(partnership=row.partnership, by=by, at=at)
    return row


@transaction.atomic
def drop(*, piece: CommunicationPiece, why: str, by: User, at: datetime) -> CommunicationPiece:
    """Give a piece up, with the reason."""
    row = _open(piece)
    row.dropped_at, row.why = at, why
    row.save(update_fields=["dropped_at", "why"])
    _note(row, "piece.dropped", say(N_("given up: %(what)s"), what=row.title), by, at, "circle-x", why)
    settle(partnership=row.partnership, by=by, at=at)
    return row


# --- text and yes -------------------------------------------------------------------------------------------------
@transaction.atomic
def write(
    *, piece: CommunicationPiece, text: str, logos: str, by: User, at: datetime, wording_note: str = ""
) -> CommunicationPiece:
    """Write the text and the logos; another text is another version, and needs a new yes of everybody.

    WordsClash when it speaks of a gift as of a sponsorship (or the reverse) and no note says why.
    """
    row = _open(piece)
    words = pieces.clashes(text, row.nature)
    if words and not wording_note:
        raise WordsClash(words)
    last = row.versions.filter(number=row.version).first()
    if last and (last.text, last.logos) == (text, logos):
        if last.wording_note != wording_note:
            last.wording_note = wording_note
            last.save(update_fields=["wording_note"])
        settle(partnership=row.partnership, by=by, at=at)
        return row
    row.version += 1
    row.asked_at = None
    row.save(update_fields=["version", "asked_at"])
    PieceVersion.objects.create(
        piece=row, number=row.version, text=text, logos=logos, wording_note=wording_note, by=by, at=at
    )
    title = say(N_("text of “%(what)s”, version %(number)s"), what=row.title, number=row.version)
    _note(row, "piece.written", title, by, at, "file-text")
    settle(partnership=row.partnership, by=by, at=at)
    return row


@transaction.atomic
def ask(*, piece: CommunicationPiece, by: User, at: datetime, words: str = "") -> int:
    """Ask every party that has not said yes to the text for its yes, by link; return how many were written to."""
    row = _open(piece)
    if not row.version:
        raise NotNow(_("Write the text first."))
    version = row.versions.get(number=row.version)
    if (words_found := pieces.clashes(version.text, row.nature)) and not version.wording_note:
        raise WordsClash(words_found)
    said_yes = PieceAnswer.objects.filter(version__piece=row, version__number=row.version, answer="yes")
    written = []
    waiting = row.partnership.parties.exclude(pk__in=said_yes.values("party")).select_related("organization")
    for party in waiting:
        person, email = contacts.addressee(party.organization)
        once = f"piece:{row.pk}:{row.version}:{party.pk}:{timezone.localdate(at)}"
        if not email or Delivery.objects.filter(mailing__once=once).exists():
            continue
        token = partner_links.issue(party=party, email=email, person=person, at=at)
        post_service(
            purpose="partnership",
            to=email,
            template="partnerships/mail/piece_asked",
            at=at,
            by=by,
            person=person,
            organization=party.organization,
            about=row.partnership,
            reply_to=by.email,
            once=once,
            context={
                "partnership": row.partnership,
                "piece": row,
                "officer": by,
                "message": words,
                "url": partner_links.url(token, "partnerships:partner_piece", row.pk),
            },
        )
        written.append(party)
    if not written and not row.asked_at and waiting:
        raise NotNow(_("Nobody of the parties has an e-mail address: add one on their page."))
    if not written:
        return 0
    row.asked_at = at
    row.save(update_fields=["asked_at"])
    names = ", ".join(str(party.organization) for party in written)
    title = say(N_("asked for a yes to “%(what)s”: %(names)s"), what=row.title, names=names)
    _note(row, "piece.asked", title, by, at, "send", words)
    return len(written)


@transaction.atomic
def answer(
    *, visitor: Visitor, piece: CommunicationPiece, number: int, given: str, note_text: str, at: datetime
) -> bool:
    """Keep what a party answers to version `number`; return whether all have now said yes to it.

    ChangedMeanwhile when that is no longer the text, NotNow when it is out. Until it is out one may answer again.
    """
    row = _open(piece)
    if row.partnership_id != visitor.partnership.pk or not row.asked_at:
        raise NotNow(_("Nothing is asked about this text now."))
    if number != row.version:
        raise ChangedMeanwhile
    version = row.versions.get(number=number)
    note_text = note_text if given != "yes" else ""
    known = PieceAnswer.objects.filter(version=version, party=visitor.party).first()
    if known and (known.answer, known.note) == (given, note_text):
        return row.is_approved
    fields = {"answer": given, "note": note_text, "person": visitor.person, "email": visitor.email, "at": at}
    PieceAnswer.objects.update_or_create(version=version, party=visitor.party, defaults=fields)
    row.approved_version = number if _all_said_yes(row) else 0
    row.save(update_fields=["approved_version"])
    text = N_("%(who)s said yes to “%(what)s”") if given == "yes" else N_("%(who)s asks to change “%(what)s”")
    _note(
        row, "piece.answered", say(text, who=visitor.party.organization, what=row.title), None, at,
        "circle-check" if given == "yes" else "message-circle", note_text,
    )  # fmt: skip
    if given != "yes" or row.is_approved:
        done = N_("All said yes: “%(what)s” can go out") if row.is_approved else N_("A change is asked for: “%(what)s”")
        followups.create(
            title=say(done, what=row.title),
            owner=row.owner,
            due_on=timezone.localdate(at),
            at=at,
            subject=row.partnership,
            organization=visitor.party.organization,
            icon="megaphone",
            url=row.get_absolute_url(),
            origin=f"piece:{row.pk}:{number}:{'all' if row.is_approved else f'{visitor.party.pk}:{at:%Y%m%d%H%M}'}",
        )
    settle(partnership=row.partnership, by=None, at=at)
    return row.is_approved


def _all_said_yes(row: CommunicationPiece) -> bool:
    """Tell whether every party of today said yes to the text of today."""
    said = PieceAnswer.objects.filter(version__piece=row, version__number=row.version, answer="yes").values("party")
    return row.version > 0 and not row.partnership.parties.exclude(pk__in=said).exists()


@transaction.atomic
def put_out(*, piece: CommunicationPiece, url: str, on: date, by: User, at: datetime) -> CommunicationPiece:
    """Say that a piece is out since the day `on`, and where; NotNow without everybody's yes or the images' releases."""
    row = _open(piece)
    if not _all_said_yes(row) or not row.is_approved:
        raise NotNow(_("Before it goes out, every party says yes to this text."))
    if row.pictures == "people" and not has_releases(row, on):
        raise NotNow(_("People are in the images: choose the signed releases that cover them, still good on that day."))
    row.out_at = (
        at if on == timezone.localdate(at) else datetime.combine(on, NOON, tzinfo=timezone.get_current_timezone())
    )
    row.out_url = url
    row.save(update_fields=["out_at", "out_url"])
    _note(row, "piece.out", say(N_("out: %(what)s"), what=row.title), by, at, "megaphone", url)
    settle(partnership=row.partnership, by=by, at=at)
    return row


def has_releases(piece: CommunicationPiece, day: date) -> bool:
    """Tell whether the images of a piece are covered on `day`: it has releases, and each of them stands."""
    releases = list(piece.consents.all())
    return bool(releases) and all(release.covers(day) for release in releases)


# --- silence ------------------------------------------------------------------------------------------------------
@transaction.atomic
def choose_silence(*, partnership: Partnership, why: str, by: User, at: datetime) -> ChosenSilence:
    """Choose to tell nobody, with the reason; NotNow when something is out or planned."""
    row = locked(partnership)
    if not row.is_living:
        raise NotLiving(_("This partnership has ended."))
    if row.pieces.filter(dropped_at=None).exists():
        raise NotNow(_("Something is out or planned: give it up first."))
    made, is_new = ChosenSilence.objects.get_or_create(partnership=row, defaults={"why": why, "by": by, "at": at})
    if is_new:
        note(
            row,
            verb="partnership.silence",
            title=say(N_("chosen not to communicate")),
            body=why,
            by=by,
            at=at,
            icon="volume-x",
        )
        settle(partnership=row, by=by, at=at)
    return made


@transaction.atomic
def break_silence(*, partnership: Partnership, by: User, at: datetime) -> None:
    """Take the choice of silence back."""
    row = locked(partnership)
    if not row.is_living:
        raise NotLiving(_("This partnership has ended."))
    if ChosenSilence.objects.filter(partnership=row).delete()[0]:
        title = say(N_("it will be told after all"))
        note(row, verb="partnership.silence_broken", title=title, by=by, at=at, icon="volume-2")
        settle(partnership=Partnership.objects.get(pk=row.pk), by=by, at=at)


# --- what the checklist is shown ----------------------------------------------------------------------------------
def settle(*, partnership: Partnership, by: User | None, at: datetime) -> None:
    """Tick what the plan shows in the checklist of the phase, and take off what it no longer shows."""
    for key, words in facts(partnership, timezone.localdate(at)).items():
        line = {"partnership": partnership, "phase": PHASE, "key": key, "by": by, "at": at}
        if words:
            checklist.prove(**line, note_text=words)
        else:
            checklist.disprove(**line)


def facts(partnership: Partnership, today: date) -> dict[str, str]:
    """Return, for each line that the plan may show, the words that show it; empty where it does not."""
    silence = ChosenSilence.objects.filter(partnership=partnership).first()
    if silence:
        words = say(N_("Chosen not to communicate: %(why)s"), why=silence.why)
        return dict.fromkeys(["approved_by_both", "image_consents", "one_publication", "gift_wording"], words)
    rows = list(partnership.pieces.filter(dropped_at=None).prefetch_related("consents", "versions"))
    out = [row for row in rows if row.out_at]
    texts = [version for row in rows for version in row.versions.all() if version.number == row.version]
    covered = all(
        row.pictures != "people" or has_releases(row, timezone.localdate(row.out_at) if row.out_at else today)
        for row in rows
    )
    approved = bool(rows) and all(row.is_approved for row in rows)
    natures = {row.pk: row.nature for row in rows}
    fitting = all(text.wording_note or not pieces.clashes(text.text, natures[text.piece_id]) for text in texts)
    return {
        "approved_by_both": say(N_("All parties said yes by their link to: %(what)s"), what=_names(rows))
        if approved
        else "",
        "image_consents": say(N_("Releases in the archive for: %(what)s"), what=_names(rows))
        if approved and covered
        else "",
        "one_publication": say(N_("Out: %(what)s"), what=_names(out)) if out else "",
        "gift_wording": say(N_("Words compared with the nature of the gift"))
        if texts and len(texts) == len(rows) and fitting
        else "",
    }


def _names(rows: list[CommunicationPiece]) -> str:
    return ", ".join(row.title for row in rows)
