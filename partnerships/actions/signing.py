"""Signing: asked by mail, done by link with a one-time code or on a file uploaded; each signature keeps its evidence."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from partnerships.actions import limits, partner_links, proofs, say
from partnerships.actions.agreements import Refused
from partnerships.actions.clauses import NotYet, Outdated
from partnerships.actions.partnerships import locked, note
from partnerships.models import Agreement, Signatory, Signature, SignedCopy, SigningCode
from partnerships.vocab import N_
from relations.mail.post import post_service
from relations.models import User
from relations.text import one_line

CODE_LIFE = timedelta(minutes=15)
MOST_TRIES, MOST_CODES = 5, 6
LARGEST = 15 * 1024 * 1024
STATEMENT = N_(
    "I have read “%(title)s”, whose file has the SHA-256 fingerprint %(sha256)s, and I sign it for %(body)s as %(role)s "
    "(%(powers)s)."
)


class WrongCode(Exception):
    """The code is not the one sent, or too old; the message says what to do."""


class NotTheFile(Exception):
    """The stored file is not the one that was made: nobody may sign it."""


# --- the exact bytes ---------------------------------------------------------------------------------------------
def content_of(row: Agreement | SignedCopy) -> bytes:
    """Return the stored file, or raise NotTheFile when its bytes are not those whose fingerprint we keep."""
    stored = row.pdf if isinstance(row, Agreement) else row.file
    try:
        with stored.open("rb") as file:
            content = file.read()
    except OSError:
        raise NotTheFile(stored.name) from None
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise NotTheFile(stored.name)
    return content


def statement(signatory: Signatory) -> str:
    """Return the words a signatory agrees to, in the language of the paper."""
    agreement = signatory.agreement
    return say(
        STATEMENT,
        title=agreement.title,
        sha256=agreement.sha256,
        body=signatory.party,
        role=signatory.role,
        powers=signatory.powers_words,
    )


# --- asking ------------------------------------------------------------------------------------------------------
@transaction.atomic
def ask(*, agreement: Agreement, by: User, at: datetime) -> int:
    """Write to everybody who has not signed yet, each with a link of their own; return to how many."""
    row = _to_sign(agreement)
    waiting = list(
        row.signatories.filter(signature=None).select_related("party__organization", "party__partnership__owner")
    )
    for signatory in waiting:
        token = partner_links.issue(party=signatory.party, email=signatory.email, person=signatory.person, at=at)
        _mail(
            signatory, "sign_request", at, once=f"sign:{signatory.pk}:{at:%Y%m%d%H%M}",
            url=partner_links.url(token, "partnerships:partner_sign", row.number),
        )  # fmt: skip
    if waiting:
        row.asked_at = at
        row.save(update_fields=["asked_at"])
        names = ", ".join(signatory.name for signatory in waiting)
        note(
            locked(row.partnership), verb="agreement.signatures_asked", title=say(N_("signature asked of %(names)s"), names=names), by=by,
            at=at, icon="send",
        )  # fmt: skip
    return len(waiting)


def _to_sign(agreement: Agreement) -> Agreement:
    row = Agreement.objects.select_for_update(of=("self",)).select_related("partnership__owner").get(pk=agreement.pk)
    if row.status != "to_sign":
        raise NotYet(_("There is nothing to sign now."))
    return row


def _mail(signatory: Signatory, template: str, at: datetime, *, once: str, **context: object) -> None:
    partnership = signatory.party.partnership
    post_service(
        purpose="partnership", to=signatory.email, template=f"partnerships/mail/{template}", at=at, person=signatory.person,
        organization=signatory.party.organization, about=partnership, reply_to=partnership.owner.email, once=once,
        context={"partnership": partnership, "agreement": signatory.agreement, "signatory": signatory, "officer": partnership.owner}
        | context,
    )  # fmt: skip


# --- by link -----------------------------------------------------------------------------------------------------
def _hash(signatory: Signatory, code: str) -> str:
    return salted_hmac(f"signing:{signatory.pk}", code, algorithm="sha256").hexdigest()


@transaction.atomic
def send_code(*, signatory: Signatory, at: datetime) -> SigningCode:
    """Send a new one-time code to the signatory's address; those sent before stop working."""
    row = _to_sign(signatory.agreement)
    if Signature.objects.filter(signatory=signatory).exists():
        raise NotYet(_("You have already signed."))
    content_of(row)
    if not limits.allow(scope="signing_code", who=f"signatory:{signatory.pk}", limit=MOST_CODES, at=at):
        raise NotYet(_("Too many codes in an hour: wait a little, or call us."))
    signatory.codes.filter(used_at=None, expires_at__gt=at).update(expires_at=at)
    code = f"{secrets.randbelow(1_000_000):06d}"
    made = SigningCode.objects.create(
        signatory=signatory, code_hash=_hash(signatory, code), sent_at=at, expires_at=at + CODE_LIFE
    )
    _mail(signatory, "sign_code", at, once=f"sign-code:{made.pk}", code=f"{code[:3]} {code[3:]}")
    return made


def sign(
    *, signatory: Signatory, code: str, sha256: str, ip: str, user_agent: str, at: datetime
) -> Signature:  # fmt: skip
    """Sign by link: the code that was mailed, the fingerprint that was shown. A wrong try is counted even if it is refused."""
    with transaction.atomic():
        agreement = _to_sign(signatory.agreement)
        row = Signatory.objects.select_related("party__organization", "agreement").get(pk=signatory.pk)
        if Signature.objects.filter(signatory=row).exists():
            return row.signature
        if not hmac.compare_digest(sha256.encode(), agreement.sha256.encode()):
            raise Outdated(_("The paper has changed meanwhile: read it again before you sign."))
        content_of(agreement)
        right = _right_code(row, code, at)
        if right is not None:
            return _signed(agreement, row, right, ip, user_agent, at)
    raise WrongCode(_("This code is not right, or it is too old. Look at the last message, or ask for a new one."))


def _right_code(row: Signatory, code: str, at: datetime) -> SigningCode | None:
    """Return the living code when it is the one typed; else count the try."""
    found = (
        row.codes.select_for_update()
        .filter(used_at=None, expires_at__gt=at, tries__lt=MOST_TRIES)
        .order_by("-pk")
        .first()
    )
    if found is None:
        return None
    if hmac.compare_digest(found.code_hash, _hash(row, "".join(filter(str.isdigit, code)))):
        found.used_at = at
        found.save(update_fields=["used_at"])
        return found
    found.tries += 1
    found.save(update_fields=["tries"])
    return None


def _signed(
    agreement: Agreement, row: Signatory, code: SigningCode, ip: str, user_agent: str, at: datetime
) -> Signature:
    made = Signature.objects.create(
        signatory=row, method="click", at=at, sha256=agreement.sha256, statement=statement(row), email=row.email, ip=ip[:64],
        user_agent=one_line(user_agent)[:300], code_sent_at=code.sent_at, **_declared(row),
    )  # fmt: skip
    _note_signature(agreement, row.name, str(row.party), None, at)
    _complete_if_all(agreement, None, at, at)
    return made


def _declared(row: Signatory) -> dict[str, str]:
    return {"declared_name": row.name, "declared_role": row.role, "declared_powers": row.powers_words}


# --- on a file ---------------------------------------------------------------------------------------------------
def checked_pdf(upload: UploadedFile) -> bytes:
    """Return the bytes of an uploaded PDF; Refused for anything else, by its content and never by its name."""
    if upload.size > LARGEST:
        raise Refused("file", _("This file is too big: at most 15 MB. Save a smaller copy and try again."))
    content = upload.read()
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise Refused("file", _("Choose a whole PDF: this file is something else, or it was cut short."))
    return content


@transaction.atomic
def upload(
    *,
    agreement: Agreement,
    file: UploadedFile,
    signed_on: date,
    signatories: Iterable[Signatory],
    by: User,
    at: datetime,
) -> SignedCopy:
    """Keep a file signed on its own as the signature of `signatories`."""
    row = _to_sign(agreement)
    if signed_on > timezone.localdate(at):
        raise Refused("signed_on", _("This day is still to come: write the day of the signatures."))
    content = checked_pdf(file)
    whom = list(
        row.signatories.filter(pk__in=[item.pk for item in signatories], signature=None).select_related(
            "party__organization"
        )
    )
    if not whom:
        raise Refused("signatories", _("Choose who signed it."))
    copy = SignedCopy(
        agreement=row, name=(one_line(file.name or "") or "accordo-firmato.pdf")[-150:], size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), signed_on=signed_on, at=at, by=by,
    )  # fmt: skip
    copy.file.save("firmato.pdf", ContentFile(content), save=False)
    copy.save()
    for signatory in whom:
        Signature.objects.create(
            signatory=signatory, method="upload", at=at, sha256=copy.sha256, statement=statement(signatory), email=signatory.email,
            copy=copy, **_declared(signatory),
        )  # fmt: skip
        _note_signature(row, signatory.name, str(signatory.party), by, at)
    _complete_if_all(row, by, at, timezone.make_aware(datetime.combine(signed_on, time(12))))
    return copy


def _note_signature(agreement: Agreement, name: str, body: str, by: User | None, at: datetime) -> None:
    title = say(N_("“%(title)s” signed by %(name)s, %(body)s"), title=agreement.title, name=name, body=body)
    note(
        locked(agreement.partnership), verb="agreement.signature", title=title, by=by, at=at, icon="pen-line",
        changes={"sha256": [None, agreement.sha256]},
    )  # fmt: skip


def _complete_if_all(agreement: Agreement, by: User | None, at: datetime, signed_at: datetime) -> None:
    """When nobody is left to sign: it is signed, the checklist knows, and everybody gets the file."""
    if agreement.signatories.filter(signature=None).exists():
        return
    agreement.status, agreement.signed_at = "signed", min(signed_at, at)
    agreement.save(update_fields=["status", "signed_at"])
    partnership = locked(agreement.partnership)
    note(
        partnership,
        verb="agreement.signed",
        title=say(N_("“%(title)s” signed by all"), title=agreement.title),
        by=by,
        at=at,
        icon="file-check",
    )
    phase, key = ("management", "changes_as_addenda") if agreement.is_addendum else ("agreement", "signed_file")
    proofs.keep(partnership=partnership, phase=phase, key=key, is_true=True, by=by, at=at)
    for signatory in agreement.signatories.select_related(
        "party__organization", "party__partnership__owner", "agreement"
    ):
        token = partner_links.issue(party=signatory.party, email=signatory.email, person=signatory.person, at=at)
        url = partner_links.url(token, "partnerships:partner_agreement", agreement.number)
        _mail(signatory, "signed", at, once=f"signed:{signatory.pk}", url=url)
