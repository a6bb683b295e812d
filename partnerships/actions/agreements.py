"""An agreement from its first draft to the paper that is signed, and its addenda."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from partnerships import agreement_kinds as kinds
from partnerships import agreement_paper
from partnerships.actions import clauses, proofs, say
from partnerships.actions.clauses import NotYet, opened
from partnerships.actions.partnerships import NotLiving, locked, note
from partnerships.actors import Actor
from partnerships.models import Agreement, ClauseVersion, Partnership, Signatory, Signature
from partnerships.queries import library
from partnerships.vocab import N_
from relations.models import User

TO_BE_WRITTEN = N_("To be written together.")


class Refused(Exception):
    """A value that cannot be; `field` is where it was typed."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def begin(*, partnership: Partnership, by: User, at: datetime) -> Agreement:
    """Begin the agreement of a partnership with the clauses of the library; the one at work is given back."""
    row = locked(partnership)
    if not row.is_living:
        raise NotLiving(_("This partnership has ended."))
    known = row.agreements.order_by("number").first()
    if known is not None:
        return known
    made = Agreement.objects.create(
        partnership=row, title=say(N_("Agreement “%(title)s”"), title=row.title)[:160], created_at=at, created_by=by
    )
    texts = library.texts(kind="", gives_back="")
    for topic in kinds.MINIMUM:
        found = texts.get(topic)
        title = found.title if found else say(kinds.TOPIC[topic].label)
        text = found.text if found else say(TO_BE_WRITTEN)
        clauses.begin_clause(made, topic=topic, title=title, text=text, actor=Actor(user=by), at=at)
    note(row, verb="agreement.begun", title=say(N_("negotiation room opened")), by=by, at=at, icon="messages-square")
    return made


@transaction.atomic
def begin_addendum(*, partnership: Partnership, title: str, by: User, at: datetime) -> Agreement:
    """Begin the next numbered addendum to a signed agreement; its dates are those in force until it says others."""
    row = locked(partnership)
    last = row.agreements.select_for_update().order_by("-number").first()
    if last is None or last.status != "signed":
        raise NotYet(_("An addendum changes an agreement that is signed and in force."))
    if not row.is_living:
        raise NotLiving(_("This partnership has ended."))
    made = Agreement.objects.create(
        partnership=row, number=last.number + 1, title=title, kind=last.kind, gives_back=last.gives_back,
        starts_on=last.starts_on, ends_on=last.ends_on, review_on=last.review_on, created_at=at, created_by=by,
    )  # fmt: skip
    for signatory in last.signatories.all():
        Signatory.objects.create(
            agreement=made, party=signatory.party, person=signatory.person, name=signatory.name, role=signatory.role,
            powers=signatory.powers, powers_note=signatory.powers_note, email=signatory.email,
        )  # fmt: skip
    note(
        row,
        verb="agreement.addendum",
        title=say(N_("addendum %(number)s begun"), number=made.number),
        by=by,
        at=at,
        icon="file-plus",
    )
    return made


@transaction.atomic
def set_facts(
    *, agreement: Agreement, kind: str, gives_back: str, starts_on: date | None, ends_on: date | None, review_on: date | None,
    title: str, by: User, at: datetime,
) -> Agreement:  # fmt: skip
    """Write kind, what comes back and the dates. What comes back decides the nature, and which clauses the text needs."""
    row = opened(agreement)
    _refuse_nonsense(kind, gives_back, starts_on, ends_on, review_on)
    was_back = row.gives_back
    row.kind, row.gives_back, row.title = kind, gives_back, title
    row.starts_on, row.ends_on, row.review_on = starts_on, ends_on, review_on
    row.save(update_fields=["kind", "gives_back", "title", "starts_on", "ends_on", "review_on"])
    note(
        locked(row.partnership),
        verb="agreement.facts",
        title=say(N_("facts of the agreement")),
        by=by,
        at=at,
        icon="file-pen",
    )
    if gives_back and gives_back != was_back and not row.is_addendum:
        _adapt(row, was_back, by, at)
    clauses.weigh(row, actor=Actor(user=by), at=at)
    if not row.is_addendum:
        partnership = locked(row.partnership)
        for phase, key, is_true in (
            ("negotiation", "gift_or_sponsorship", bool(gives_back)),
            ("agreement", "agreement_kind", bool(kind)),
            ("agreement", "start_and_end", bool(starts_on and ends_on)),
        ):
            proofs.keep(partnership=partnership, phase=phase, key=key, is_true=is_true, by=by, at=at)
    return row


def _refuse_nonsense(
    kind: str, gives_back: str, starts_on: date | None, ends_on: date | None, review_on: date | None
) -> None:
    if kind and gives_back and not kinds.KIND[kind].allows(gives_back):
        raise Refused("kind", _("This kind of agreement does not go with what comes back: %(why)s")
                      % {"why": _(kinds.BACK[gives_back].follows)})  # fmt: skip
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused("ends_on", _("The end comes before the beginning."))
    if review_on and ((starts_on and review_on < starts_on) or (ends_on and review_on > ends_on)):
        raise Refused("review_on", _("The review falls between the beginning and the end."))


def _adapt(row: Agreement, was_back: str, by: User, at: datetime) -> None:
    """Give the clauses that depend on gift or sponsorship the text of the library for it, as a new version of ours."""
    before = library.texts(kind=row.kind, gives_back=was_back)
    after = library.texts(kind=row.kind, gives_back=row.gives_back)
    for version in clauses.latest_versions(row):
        topic = version.clause.topic
        found = after.get(topic)
        if not found or not kinds.TOPIC.get(topic) or not kinds.TOPIC[topic].by_nature or found.text == version.text:
            continue
        if before.get(topic) != found or version.text == before[topic].text:
            clauses.write(
                version.clause, text=found.text, why=say(kinds.BACK[row.gives_back].label), actor=Actor(user=by), at=at
            )


@transaction.atomic
def set_signatory(
    *, agreement: Agreement, signatory: Signatory | None, by: User, at: datetime, **values: Any
) -> Signatory:
    """Say who signs for a party and by what right; or put one right."""
    row = opened(agreement)
    if row.signatories.filter(email__iexact=values["email"]).exclude(pk=signatory.pk if signatory else None).exists():
        raise Refused("email", _("Somebody else already signs with this address: everybody needs one of their own."))
    signatory = signatory or Signatory(agreement=row)
    for name, value in values.items():
        setattr(signatory, name, value)
    signatory.save()
    _signatories_changed(row, say(N_("%(who)s signs for %(body)s"), who=signatory.name, body=signatory.party), by, at)
    return signatory


@transaction.atomic
def drop_signatory(*, agreement: Agreement, signatory: Signatory, by: User, at: datetime) -> None:
    """Take somebody off those who sign."""
    row = opened(agreement)
    name = signatory.name
    signatory.delete()
    _signatories_changed(row, say(N_("%(who)s no longer signs"), who=name), by, at)


def _signatories_changed(row: Agreement, title: str, by: User, at: datetime) -> None:
    partnership = locked(row.partnership)
    note(partnership, verb="agreement.signatory", title=title, by=by, at=at, icon="pen-line")
    if not row.is_addendum:
        proofs.keep(
            partnership=partnership,
            phase="agreement",
            key="parties_and_signatories",
            is_true=not _unsigned_for(row),
            by=by,
            at=at,
        )


def _unsigned_for(row: Agreement) -> list[str]:
    """The parties for which nobody signs."""
    sides = row.partnership.parties.exclude(pk__in=row.signatories.values("party")).select_related("organization")
    return [str(party.organization) for party in sides]


def missing(agreement: Agreement) -> list[str]:
    """Return what has to be there before the paper is made, in words; empty when it can be."""
    bare = _unsigned_for(agreement)
    still = clauses.open_clauses(agreement)
    topics = set(agreement.clauses.values_list("topic", flat=True))
    absent = [] if agreement.is_addendum else [clauses.label(key) for key in kinds.MINIMUM if key not in topics]
    tests = (
        (not agreement.kind, _("the kind of agreement")),
        (not agreement.gives_back, _("what comes back: gift or sponsorship")),
        (not (agreement.starts_on and agreement.ends_on), _("the beginning and the end")),
        (not agreement.review_on, _("the day of the review")),
        (bool(bare), _("who signs for %(names)s") % {"names": ", ".join(bare)}),
        (bool(absent), _("clauses: %(names)s") % {"names": ", ".join(absent)}),
        (not topics, _("at least one clause")),
        (bool(still), _("clauses not accepted by all yet: %(count)s") % {"count": len(still)}),
        (not still and not clauses.confirmed_by_all(agreement), _("the same version confirmed by all the parties")),
    )
    return [words for wrong, words in tests if wrong]


@transaction.atomic
def prepare(*, agreement: Agreement, by: User, at: datetime) -> Agreement:
    """Make the paper to be signed: from now on its exact bytes are what is signed."""
    row = opened(agreement)
    lacking = missing(row)
    if lacking:
        raise NotYet(_("Before the paper can be made: %(what)s.") % {"what": "; ".join(lacking)})
    versions: list[ClauseVersion] = clauses.latest_versions(row)
    row.snapshot = agreement_paper.compose(row, versions=versions, digest=clauses.digest_of(row), at=at)
    try:
        content = agreement_paper.render(row.snapshot, at=at)
    except agreement_paper.Unprintable as error:
        raise NotYet(_("The paper cannot print “%(sign)s”: take it out.") % {"sign": error.sign}) from None
    row.sha256 = hashlib.sha256(content).hexdigest()
    row.status, row.prepared_at, row.prepared_by = "to_sign", at, by
    row.pdf.save("accordo.pdf", ContentFile(content), save=False)
    try:
        row.save()
    except Exception:
        row.pdf.storage.delete(row.pdf.name)
        raise
    note(
        locked(row.partnership), verb="agreement.prepared", title=say(N_("paper to be signed is ready")), by=by, at=at,
        icon="file-check", changes={"sha256": [None, row.sha256]},
    )  # fmt: skip
    return row


@transaction.atomic
def reopen(*, agreement: Agreement, why: str, by: User, at: datetime) -> Agreement:
    """Go back to the draft, while nobody has signed; the paper made is thrown away."""
    row = Agreement.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=agreement.pk)
    if row.status != "to_sign":
        return row
    if Signature.objects.filter(signatory__agreement=row).exists():
        raise NotYet(_("Somebody has already signed: what has to change goes into an addendum."))
    storage, name = row.pdf.storage, row.pdf.name
    row.status, row.snapshot, row.pdf, row.sha256 = "draft", {}, "", ""
    row.prepared_at = row.prepared_by = row.asked_at = None
    row.save()
    transaction.on_commit(lambda: storage.delete(name))
    note(
        locked(row.partnership), verb="agreement.reopened", title=say(N_("agreement open to changes again")), body=why, by=by, at=at,
        icon="undo-2",
    )  # fmt: skip
    return row


@transaction.atomic
def terminate(*, agreement: Agreement, why: str, by: User, at: datetime) -> Agreement:
    """End a signed agreement before its time, with the reason; the paper and the signatures stay."""
    row = Agreement.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=agreement.pk)
    if row.status != "signed":
        raise NotYet(_("Only a signed agreement can be terminated."))
    row.status, row.terminated_at, row.terminated_why = "terminated", at, why
    row.save(update_fields=["status", "terminated_at", "terminated_why"])
    note(
        locked(row.partnership),
        verb="agreement.terminated",
        title=say(N_("agreement terminated")),
        body=why,
        by=by,
        at=at,
        icon="ban",
    )
    return row
