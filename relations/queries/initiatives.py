"""What the pages of initiatives read, each in a fixed number of statements."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from relations import formats, panels, voices
from relations.consensus import Given, Held, Stake, Talk, next_talks
from relations.models import Initiative, Interaction, Organization, Person, Position, Stakeholder, User
from relations.queries import parties
from relations.queries.together import Reader
from relations.vocab import initiatives as vocab

CANDIDATES = 3
CONTACTS_SHOWN = 12


def listing() -> QuerySet[Initiative]:
    """Initiatives with who follows them and how many have a stake."""
    present = Q(stakeholders__left_at=None)
    return Initiative.objects.select_related("owner").annotate(stakes=Count("stakeholders", filter=present))


def counts() -> dict[str, int]:
    """How many initiatives there are, and in each state."""
    states = {key: Count("pk", filter=Q(state=key)) for key in vocab.INITIATIVE_STATES.keys}
    return Initiative.objects.aggregate(all=Count("pk"), **states)


# --- the sheet -------------------------------------------------------------------
def voice_of(row: Stakeholder) -> str:
    """Return whose voice a stakeholder is: its own kind, or that of the body a person speaks for."""
    if row.organization is not None:
        return vocab.VOICE_OF_KIND.get(row.organization.kind, "others")
    kinds = [tie.organization.kind for tie in row.person.affiliations.all() if tie.ended_on is None]
    if row.person.public_role:
        return "institutions"
    return next((vocab.VOICE_OF_KIND.get(kind, "others") for kind in kinds), "others")


def usual_contributions(party: Organization | Person) -> list[str]:
    """Return what bodies like `party` usually bring: where the sheet begins."""
    side = {"organization": party} if isinstance(party, Organization) else {"person": party}
    return list(vocab.VOICES[voice_of(Stakeholder(**side))].brings)


def sheet(initiative: Initiative) -> list[Stakeholder]:
    """Return who is on the sheet, the most influential first; each has `voice` (a term)."""
    rows = list(_stakeholders(initiative).filter(left_at=None))
    for row in rows:
        row.voice = vocab.VOICES[voice_of(row)]
        row.brings = [vocab.CONTRIBUTIONS[key] for key in row.contributions if key in vocab.CONTRIBUTIONS]
    return sorted(rows, key=lambda row: (-(row.influence or 0), str(row).casefold(), row.pk))


def taken_off(initiative: Initiative) -> list[Stakeholder]:
    """Return who was on the sheet once."""
    return list(_stakeholders(initiative).exclude(left_at=None).order_by("-left_at", "pk"))


def _stakeholders(initiative: Initiative) -> QuerySet[Stakeholder]:
    return initiative.stakeholders.select_related("organization", "person", "initiative").prefetch_related(
        "person__affiliations__organization"
    )


def with_positions(rows: list[Stakeholder]) -> list[Stakeholder]:
    """Give each row its last position as `stands` (None where none is known). Only for who may see positions."""
    last = Position.objects.filter(stakeholder__in=rows).order_by("stakeholder", "-on", "-pk").distinct("stakeholder")
    found = {position.stakeholder_id: position for position in last}
    for row in rows:
        row.stands = found.get(row.pk)
    return rows


# --- who is missing ----------------------------------------------------------------
@dataclass(frozen=True)
class Absence:
    """Somebody who is missing, the facts it rests on, and who in the archive could fill the place."""

    title: str
    facts: str
    icon: str
    candidates: tuple[Organization, ...] = ()
    search_url: str = ""


def absences(initiative: Initiative, rows: list[Stakeholder]) -> list[Absence]:
    """Return who is missing from the sheet of `initiative`."""
    seats = [_seat(row) for row in rows]
    wanted = [voice.key for voice in vocab.VOICES if voice.absent]
    gaps = voices.missing(
        seats, voices=wanted, municipalities=initiative.municipalities, provinces=initiative.provinces
    )
    pool = _pool(initiative, rows) if gaps else []
    return [_absence(gap, pool, len(rows)) for gap in gaps]


def _seat(row: Stakeholder) -> voices.Seat:
    party = row.party
    codes = {party.province, *getattr(party, "service_area", [])} - {""}
    return voices.Seat(voice_of(row), party.municipality, frozenset(codes), row.for_beneficiaries)


def _pool(initiative: Initiative, rows: list[Stakeholder]) -> list[Organization]:
    """Bodies of the territory that are not on the sheet, those of the same themes first."""
    known = [row.organization_id for row in rows if row.organization_id]
    place = Q(municipality__in=initiative.municipalities)
    for code in initiative.provinces:
        place |= Q(province=code) | Q(service_area__contains=[code])
    found = Organization.objects.filter(place, archived_at=None).exclude(pk__in=known)
    near = found.order_by("-last_contact_at", "pk")[:400] if initiative.provinces or initiative.municipalities else []
    themes = set(initiative.themes)
    return sorted(near, key=lambda body: (-len(themes & set(body.themes)), body.last_contact_at is None, body.pk))


def _absence(gap: voices.Gap, pool: list[Organization], total: int) -> Absence:
    if gap.kind == "municipality":
        found = [body for body in pool if body.municipality.casefold() == gap.key.casefold()]
        title = _("Nobody from %(place)s") % {"place": gap.key}
        facts = _("none of the %(n)s on the sheet is seated there") % {"n": total}
        return Absence(title, facts, "map-pin", tuple(found[:CANDIDATES]), _archive(q=gap.key))
    if gap.kind == "province":
        found = [body for body in pool if gap.key in {body.province, *body.service_area}]
        title = _("Nobody from the province of %(code)s") % {"code": gap.key}
        facts = _("none of the %(n)s on the sheet is seated or works there") % {"n": total}
        return Absence(title, facts, "map", tuple(found[:CANDIDATES]), _archive(provincia=gap.key))
    voice = vocab.VOICES[gap.key]
    present = ", ".join(f"{vocab.VOICES[key].label} {count}" for key, count in gap.counts.items() if count)
    facts = _("on the sheet now: %(present)s") % {"present": present} if present else _("the sheet is empty")
    if gap.kind == "beneficiaries":
        facts = _("nobody on the sheet is marked as speaking for those it is for; %(facts)s") % {"facts": facts}
        found = [body for body in pool if body.targets]
        return Absence(str(voice.absent), facts, voice.icon, tuple(found[:CANDIDATES]))
    found = [body for body in pool if body.kind in voice.kinds]
    return Absence(str(voice.absent), facts, voice.icon, tuple(found[:CANDIDATES]), _archive(tipo=voice.kinds[0]))


def _archive(**query: str) -> str:
    return f"{reverse('relations:organizations')}?{urlencode(query)}"


# --- consent -----------------------------------------------------------------------
def stakes(initiative: Initiative) -> tuple[list[Stake], dict[int, Stakeholder]]:
    """Return all that was ever known of the stakeholders, and their rows by key. Only for who may see positions."""
    rows = list(
        _stakeholders(initiative).prefetch_related(
            Prefetch("positions", Position.objects.order_by("pk")), "appraisals",
        )
    )
    return [_stake(row) for row in rows], {row.pk: row for row in rows}


def _stake(row: Stakeholder) -> Stake:
    last = row.party.last_contact_at
    return Stake(
        key=row.pk,
        since=_day(row.added_at),
        until=_day(row.left_at) if row.left_at else None,
        positions=[Held(held.value, held.on, _day(held.at), held.pk) for held in row.positions.all()],
        influences=[Given(one.influence, _day(one.at), one.pk) for one in row.appraisals.all()],
        last_contact=_day(last) if last else None,
    )


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


@dataclass(frozen=True)
class Advice:
    """Whom to talk to next: the row, the talk with its factors, and the reason in words."""

    row: Stakeholder
    talk: Talk
    why: str


def advice(found: list[Stake], rows: dict[int, Stakeholder], day: date, limit: int = 5) -> list[Advice]:
    """Return the next useful talks on `day`."""
    return [Advice(rows[talk.key], talk, _why(talk)) for talk in next_talks(found, day)[:limit]]


def _why(talk: Talk) -> str:
    influence = _("influence %(n)s of 5") % {"n": talk.influence}
    if talk.position is None:
        where = _("we do not know where it stands")
    else:
        where = str(vocab.POSITIONS[str(talk.position)].label)
    silence = _("never heard") if talk.silent_days is None else _("last heard %(span)s ago") % {"span": formats.span(talk.silent_days)}
    return "; ".join([influence, where, silence])


# --- evidence ----------------------------------------------------------------------
def evidence_choices(party: Organization | Person, user: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what may prove a position: the last contacts with `party`, then what upper floors offer; grouped."""
    side = "organization" if isinstance(party, Organization) else "person"
    contacts = Interaction.objects.filter(**{side: party}).order_by("-at", "-pk")[:CONTACTS_SHOWN]
    groups = [(_("Contacts"), [(f"interaction:{row.pk}", _contact_words(row)) for row in contacts])]
    for source in panels.of(panels.EvidenceSource, user):
        rows = source.load(party)
        groups.append((str(source.label), [(f"{row._meta.label_lower}:{row.pk}", source.words(row)) for row in rows]))
    return [(label, rows) for label, rows in groups if rows]


def _contact_words(row: Interaction) -> str:
    words = f"{row.get_channel_display()}, {formats.day_full(timezone.localtime(row.at).date())}: {row.text}"
    return words if len(words) <= 110 else f"{words[:109]}…"


def of_party(party: Organization | Person) -> Reader:
    """Return the living initiatives `party` has a stake in; None without."""
    rows = party.stakes.filter(left_at=None, initiative__state__in=vocab.LIVING_STATES).select_related("initiative")
    found = yield rows.order_by("initiative__sort_title", "pk")
    return {"stakes": found} if found else None


def colleagues() -> list[tuple[str, str]]:
    """Who may follow an initiative, as choices."""
    return [(str(user.pk), user.display_name) for user in parties.colleagues()]


def positions_of(stakeholder: Stakeholder) -> dict[str, Any]:
    """Return the story of a stakeholder's positions, the last first, with its scores over time."""
    found = stakeholder.positions.select_related("by", "interaction", "object_type").order_by("-on", "-pk")
    scores = list(stakeholder.appraisals.select_related("by").order_by("-at", "-pk"))
    return {"positions": list(found), "appraisals": scores}
