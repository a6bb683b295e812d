"""Readings: measured by us, sent by a partner by link, confirmed or not taken, asked for."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import formats
from partnerships.actions import checklist, evidence, partner_links, say
from partnerships.actions.partner_links import Visitor
from partnerships.actions.programme import living, tell
from partnerships.models import Indicator, Partnership, Reading
from partnerships.queries import objectives as queries
from partnerships.vocab import N_
from relations.actions import followups
from relations.models import FollowUp, User
from relations.text import clean


class SameDay(Exception):
    """A reading of that day counts already; the message says which."""


class AlreadyFinal(Exception):
    """Another reading is the final one."""


class NotNow(Exception):
    """The reading is not waiting any more."""


class NoAddress(Exception):
    """Whoever measures has no e-mail address, or nobody outside the office does."""


def _refuse_twins(indicator: Indicator, on: date, *, is_final: bool, besides: int | None = None) -> None:
    taken = indicator.readings.exclude(confirmed_at=None).exclude(pk=besides)
    twin = taken.filter(on=on).first()
    if twin is not None:
        value = formats.with_unit(twin.value, indicator.unit)
        raise SameDay(
            _("Of that day there is a value already: %(value)s. Take that one away first.") % {"value": value}
        )
    if is_final and taken.filter(is_final=True).exists():
        raise AlreadyFinal(_("Another value is the final one already."))


@transaction.atomic
def record(
    *, indicator: Indicator, on: date, value: Decimal, by: User, at: datetime, words: str = "", evidence_url: str = "",
    upload: UploadedFile | None = None, is_final: bool = False,
) -> Reading:  # fmt: skip
    """Write down a value measured by the office: it counts at once. SameDay, AlreadyFinal or NotEvidence otherwise."""
    partnership = living(indicator.partnership)
    _refuse_twins(indicator, on, is_final=is_final)
    reading = Reading.objects.create(
        indicator=indicator, on=on, value=value, words=clean(words).strip(), evidence_url=evidence_url, is_final=is_final,
        written_by=by, created_at=at, confirmed_at=at, confirmed_by=by,
    )  # fmt: skip
    evidence.keep(of=reading, upload=upload, by=by, at=at)
    _tell(partnership, reading, by=by, at=at)
    return reading


def _tell(partnership: Partnership, reading: Reading, *, by: User | None, at: datetime) -> None:
    indicator = reading.indicator
    value = formats.office(formats.with_unit, reading.value, indicator.unit)
    what = f"{indicator.name}: {value}"
    tell(partnership, verb="reading.added", text="%(what)s", what=what, by=by, at=at, icon="ruler", body=reading.words)
    _prove_all_final(partnership, by=by, at=at)


def _prove_all_final(partnership: Partnership, *, by: User | None, at: datetime) -> None:
    indicators = queries.indicators_of(partnership)
    done = Reading.objects.filter(indicator__in=indicators, is_final=True).exclude(confirmed_at=None).count()
    if done and done == indicators.count():
        checklist.prove(
            partnership=partnership, phase="evaluation", key="final_readings", by=by, at=at,
            note_text=say(N_("Final values: %(n)s"), n=done),
        )  # fmt: skip


@transaction.atomic
def send(
    *, visitor: Visitor, indicator: Indicator, on: date, value: Decimal, at: datetime, words: str = "", evidence_url: str = "",
    upload: UploadedFile | None = None, is_final: bool = False,
) -> Reading:  # fmt: skip
    """Take a partner's value: it waits for the office. Sent again for the same day, it replaces the one that waits."""
    partnership = living(visitor.partnership)
    if indicator.partnership_id != partnership.pk:
        raise NotNow
    _refuse_twins(indicator, on, is_final=False)
    fields: dict[str, Any] = {
        "value": value, "words": clean(words).strip(), "evidence_url": evidence_url, "is_final": is_final,
        "sent_by": visitor.name[:200], "created_at": at,
    }  # fmt: skip
    waiting = {"indicator": indicator, "on": on, "party": visitor.party, "confirmed_at": None, "refused_at": None}
    reading = Reading.objects.filter(**waiting).first()
    if reading is None:
        reading = Reading.objects.create(**waiting, **fields)
    else:
        for key, given in fields.items():
            setattr(reading, key, given)
        reading.save(update_fields=list(fields))
    evidence.keep(of=reading, upload=upload, by=None, at=at)
    title = tell(
        partnership, verb="reading.sent", text=N_("%(party)s sent a value of “%(what)s”: %(value)s"), what=indicator.name, party=visitor.party,
        value=formats.office(formats.with_unit, value, indicator.unit), by=None, at=at, icon="inbox",
    )  # fmt: skip
    if not FollowUp.objects.filter(origin=_origin(reading)).exists():
        followups.create(
            title=title[:200], owner=partnership.owner, due_on=timezone.localdate(at), at=at, subject=partnership, icon="ruler",
            url=partnership.get_absolute_url(), origin=_origin(reading),
        )  # fmt: skip
    return reading


def _origin(reading: Reading) -> str:
    return f"reading:{reading.pk}"


def _waiting(reading: Reading) -> Reading:
    row = Reading.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=reading.pk)
    if not row.is_waiting:
        raise NotNow(_("This value was looked at already."))
    return row


def _settle(reading: Reading, *, by: User, at: datetime) -> None:
    for todo in FollowUp.objects.filter(origin=_origin(reading), status="open"):
        followups.complete(followup=todo, by=by, at=at)


@transaction.atomic
def confirm(*, reading: Reading, by: User, at: datetime) -> Reading:
    """Let a partner's value count. NotNow when it does not wait any more, SameDay when another counts for that day."""
    partnership = living(reading.indicator.partnership)
    row = _waiting(reading)
    _refuse_twins(row.indicator, row.on, is_final=row.is_final, besides=row.pk)
    row.confirmed_at, row.confirmed_by = at, by
    row.save(update_fields=["confirmed_at", "confirmed_by"])
    _settle(row, by=by, at=at)
    _tell(partnership, row, by=by, at=at)
    return row


@transaction.atomic
def refuse(*, reading: Reading, why: str, by: User, at: datetime) -> Reading:
    """Do not take a value, or take one away that counted, with the reason; the row stays to be read."""
    partnership = living(reading.indicator.partnership)
    row = Reading.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=reading.pk)
    if row.refused_at:
        raise NotNow(_("This value was looked at already."))
    row.confirmed_at, row.confirmed_by, row.is_final = None, None, False
    row.refused_at, row.why_refused = at, clean(why).strip()[:300]
    row.save(update_fields=["confirmed_at", "confirmed_by", "is_final", "refused_at", "why_refused"])
    _settle(row, by=by, at=at)
    name, why = row.indicator.name, row.why_refused
    tell(
        partnership,
        verb="reading.refused",
        text=N_("Value not taken: %(what)s"),
        what=name,
        by=by,
        at=at,
        icon="circle-x",
        body=why,
    )
    return row


@transaction.atomic
def ask(*, indicator: Indicator, at: datetime, by: User | None = None) -> None:
    """Write to the party that measures, with its link; NoAddress when there is nobody to write to."""
    partnership = living(indicator.partnership)
    party = indicator.measured_by
    day = timezone.localdate(at)
    if party is None or not partner_links.ask(
        party=party, template="partnerships/mail/reading_asked", page="partnerships:partner_reading", args=(indicator.pk,), by=by, at=at,
        once=f"reading:{indicator.pk}:{day}", context={"indicator": indicator},
    ):  # fmt: skip
        raise NoAddress
    Indicator.objects.filter(pk=indicator.pk).update(asked_on=day)
    tell(
        partnership,
        verb="reading.requested",
        text=N_("Asked for a value: %(what)s"),
        what=indicator.name,
        by=by,
        at=at,
        icon="mail",
    )


def ask_missed(*, at: datetime) -> int:
    """Ask for every reading that is owed, once in its period; the office's own become something to do. Return how many."""
    today = timezone.localdate(at)
    return sum(_ask_once(bar, today, at) for bar in queries.missed(today))


def _ask_once(bar: "queries.Measured", today: date, at: datetime) -> int:
    indicator = bar.indicator
    since = bar.last.on if bar.last else indicator.starts_on
    if bar.waiting or (indicator.asked_on and indicator.asked_on > since):
        return 0
    try:
        ask(indicator=indicator, at=at)
    except NoAddress:
        Indicator.objects.filter(pk=indicator.pk).update(asked_on=today)
        row = indicator.partnership
        followups.create(
            title=say(N_("Measure “%(name)s” (%(title)s)"), name=indicator.name, title=row.title)[:200],
            owner=row.owner, due_on=today, at=at, subject=row, icon="ruler", url=row.get_absolute_url(),
            origin=f"reading:{indicator.pk}:{today}",
        )  # fmt: skip
    return 1
