"""The negotiation room: clause by clause, in order, and nobody reads another's private notes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.actions import agreements, clauses, news, partner_links, rooms
from partnerships.actors import Actor
from partnerships.models import Clause, PrivateNote
from partnerships.queries import rooms as queries
from relations.actions import meetings
from relations.models import AuditEvent, Delivery, Mailing, Meeting, SearchEntry, TimelineEntry

from . import accords
from .conftest import AT

pytestmark = pytest.mark.django_db
SECRET = "non scenderemo sotto tremila euro"


@pytest.fixture
def agreement(partnership, officer):
    return accords.begun(partnership(), officer, AT)


@pytest.fixture
def clause(agreement):
    return agreement.clauses.get(topic="goals")


@pytest.fixture
def link(agreement):
    def make(side: str) -> str:
        email = accords.NAMES[side][1]
        return partner_links.issue(party=accords.party(agreement.partnership, side), email=email, at=timezone.now())

    return make


def done(agreement) -> set[str]:
    return {f"{line.phase}.{line.key}" for line in agreement.partnership.deliverables.exclude(done_at=None)}


def test_it_begins_with_every_minimum_clause_once(agreement, officer):
    again = agreements.begin(partnership=agreement.partnership, by=officer, at=AT)
    assert again == agreement and again.clauses.count() == 17
    assert clauses.latest_versions(agreement)[0].clause.topic == "parties"


def test_another_wording_is_another_version_and_takes_the_answers_back(agreement, clause):
    company, nonprofit = (accords.actor(agreement.partnership, side) for side in accords.NAMES)
    clauses.answer(clause=clause, answer="accepted", seen=1, actor=nonprofit, at=AT)
    made = clauses.propose(clause=clause, text="Venti ragazzi.", why="più chiaro", seen=1, actor=company, at=AT)
    card = next(card for card in queries.cards(agreement, nonprofit) if card.clause == clause)
    assert (made.number, card.state, [str(p) for p in card.accepted]) == (2, "mine", [str(company.party)])


def test_who_read_an_older_version_is_told_and_nothing_is_written(agreement, clause):
    company, nonprofit = (accords.actor(agreement.partnership, side) for side in accords.NAMES)
    clauses.propose(clause=clause, text="Venti ragazzi.", why="", seen=1, actor=company, at=AT)
    for call in (
        lambda: clauses.propose(clause=clause, text="Trenta.", why="", seen=1, actor=nonprofit, at=AT),
        lambda: clauses.answer(clause=clause, answer="accepted", seen=1, actor=nonprofit, at=AT),
        lambda: clauses.comment(clause=clause, text="No.", seen=1, actor=nonprofit, at=AT),
    ):
        with pytest.raises(clauses.Outdated):
            call()
    assert clause.versions.count() == 2 and clause.comments.count() == 0


def test_the_page_keeps_what_was_typed_for_an_older_version(agreement, clause, link):
    clauses.propose(
        clause=clause,
        text="Venti ragazzi seguiti.",
        why="",
        seen=1,
        actor=accords.actor(agreement.partnership, "company"),
        at=AT,
    )
    path = f"/insieme/{link('nonprofit')}/trattativa/clausole/{clause.pk}/rispondi/"
    visitor, typed = (
        Client(),
        {"what": "propose", "text": "Trenta ragazzi seguiti.", "words": "Ci servono", "seen": "1"},
    )
    answer = visitor.post(path, typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Trenta ragazzi seguiti." in page and "Ci servono" in page and 'name="seen" value="2"' in page
    assert "Venti" in page and clause.versions.count() == 2
    assert visitor.post(path, typed | {"seen": "2"}).status_code == 302
    assert clause.versions.get(number=3).text == "Trenta ragazzi seguiti."


def test_the_gate_s_lines_follow_the_text(agreement, clause):
    accords.accepted(agreement, AT)
    assert done(agreement) == {"negotiation.open_points", "agreement.minimum_clauses"}
    accords.confirmed(agreement, AT)
    assert "negotiation.same_version" in done(agreement)


def test_a_new_wording_closes_the_gate_again(agreement, clause, officer, complete):
    from partnerships.actions import phases

    row = agreement.partnership
    complete(row)
    phases.advance_phase(partnership=row, to="negotiation", by=officer, at=AT)
    accords.confirmed(accords.accepted(agreement, AT), AT)
    clauses.propose(clause=clause, text="Altro.", why="", seen=1, actor=Actor(user=officer), at=AT)
    assert not done(agreement) & {"negotiation.same_version", "negotiation.open_points"}


def test_it_is_confirmed_only_as_read_and_only_when_all_agree(agreement, clause, officer):
    company = accords.actor(agreement.partnership, "company")
    with pytest.raises(clauses.NotYet):
        clauses.confirm(agreement=agreement, digest=clauses.digest_of(agreement), actor=company, at=AT)
    accords.accepted(agreement, AT)
    with pytest.raises(clauses.Outdated):
        clauses.confirm(agreement=agreement, digest="0" * 64, actor=company, at=AT)
    with pytest.raises(clauses.NotYet):
        clauses.confirm(agreement=agreement, digest=clauses.digest_of(agreement), actor=Actor(user=officer), at=AT)


def test_an_objection_needs_words_and_stays_with_them(agreement, clause):
    who = accords.actor(agreement.partnership, "nonprofit")
    with pytest.raises(clauses.NotYet):
        clauses.answer(clause=clause, answer="objected", seen=1, actor=who, at=AT)
    clauses.answer(clause=clause, answer="objected", words="Troppo vago.", seen=1, actor=who, at=AT)
    assert clause.comments.get().text == "Troppo vago." and queries.score(agreement, who).objected == 1


def test_the_database_keeps_the_words_of_a_version(agreement, clause):
    with pytest.raises(DatabaseError, match="clause_version_is_final"), transaction.atomic():
        clause.versions.update(text="Altro.")


# --- nobody reads another's notes --------------------------------------------------------------------------------
def test_private_notes_are_on_no_page_mail_history_or_search_of_others(agreement, link, staff, head, officer):
    row = agreement.partnership
    rooms.add_note(partnership=row, text=SECRET, actor=accords.actor(row, "company"), at=AT)
    rooms.invite(agreement=agreement, by=officer, at=AT)
    visitor, boss = Client(), Client()
    head.is_staff = head.is_superuser = True
    head.save()
    boss.force_login(head)
    own, other = f"/insieme/{link('company')}/", f"/insieme/{link('nonprofit')}/"
    assert SECRET in visitor.get(own + "trattativa/").content.decode()
    note = PrivateNote.objects.get()
    admin = [
        reverse("admin:partnerships_privatenote_changelist"),
        reverse("admin:partnerships_privatenote_change", args=[note.pk]),
    ]
    pages = [
        visitor.get(other),
        visitor.get(other + "trattativa/"),
        staff.get(row.get_absolute_url()),
        *map(boss.get, admin),
    ]
    pages += [staff.get(reverse("partnerships:room", args=[row.code])), staff.get("/cerca/", {"q": "tremila"})]
    assert [page.status_code for page in pages if SECRET in page.content.decode()] == []
    assert not AuditEvent.objects.filter(changes__icontains="tremila").exists()
    assert not TimelineEntry.objects.filter(title__icontains="tremila").exists()
    assert not SearchEntry.objects.filter(body__icontains="tremila").exists()
    assert not Mailing.objects.filter(text__icontains="tremila").exists()


def test_a_note_of_the_other_side_cannot_be_taken_away(agreement, link):
    row = agreement.partnership
    kept = rooms.add_note(partnership=row, text=SECRET, actor=accords.actor(row, "company"), at=AT)
    path = "/insieme/{}/trattativa/note/{}/togli/"
    assert Client().post(path.format(link("nonprofit"), kept.pk)).status_code == 404
    assert Client().post(path.format(link("company"), kept.pk)).status_code == 302
    assert not PrivateNote.objects.exists()


def test_a_clause_of_another_partnership_is_not_found(agreement, partnership, officer, link):
    foreign = accords.begun(partnership("Altra cosa"), officer, AT).clauses.first()
    path = f"/insieme/{link('company')}/trattativa/clausole/{foreign.pk}/"
    assert [
        Client().get(path).status_code,
        Client().post(path + "rispondi/", {"what": "accepted", "seen": 1}).status_code,
    ] == [404, 404]


@pytest.mark.parametrize(
    "tail", ["trattativa/", "trattativa/punteggio/", "accordo/0/", "accordo/0/firma/", "accordo/0/pdf/"]
)
def test_wrong_and_expired_links_lead_nowhere(agreement, tail):
    party = accords.party(agreement.partnership, "company")
    old = partner_links.issue(
        party=party, email="a@a.example", at=timezone.now() - partner_links.LIFE - timedelta(days=1)
    )
    assert [Client().get(f"/insieme/{token}/{tail}").status_code for token in ("x" * 32, old)] == [404, 404]


# --- beside the clauses ------------------------------------------------------------------------------------------
def test_values_are_discussed_once_every_side_wrote_its_own(agreement):
    row = agreement.partnership
    for side in accords.NAMES:
        assert "negotiation.values_discussed" not in done(agreement)
        rooms.add_interest(
            partnership=row, kind="red_line", text="Niente gioco d’azzardo.", actor=accords.actor(row, side), at=AT
        )
    assert "negotiation.values_discussed" in done(agreement)


def test_only_shared_minutes_are_read_by_the_parties(agreement, officer, link):
    row = agreement.partnership
    meeting = meetings.plan(
        title="Incontro a tre", starts_at=AT - timedelta(hours=3), ends_at=AT - timedelta(hours=2), organizer=officer, by=officer,
        at=AT - timedelta(days=3), subject=row,
    )  # fmt: skip
    with pytest.raises(clauses.NotYet):
        rooms.share_minutes(partnership=row, meeting=meeting, by=officer, at=AT)
    Meeting.objects.filter(pk=meeting.pk).update(status="held", held_at=AT)
    path = f"/insieme/{link('company')}/trattativa/"
    assert "Incontro a tre" not in Client().get(path).content.decode()
    rooms.share_minutes(partnership=row, meeting=meeting, by=officer, at=AT)
    assert "Incontro a tre" in Client().get(path).content.decode() and "negotiation.meeting_with_minutes" in done(
        agreement
    )
    rooms.unshare_minutes(partnership=row, meeting=meeting, by=officer, at=AT)
    assert "Incontro a tre" not in Client().get(path).content.decode()


def test_the_others_hear_of_news_once_a_day_and_read_no_words_in_the_mail(agreement, clause, officer):
    row = agreement.partnership
    rooms.invite(agreement=agreement, by=officer, at=AT)
    agreement.refresh_from_db()
    before = Delivery.objects.count()
    who = accords.actor(row, "company")
    clauses.comment(clause=clause, text="Parole mie.", seen=1, actor=who, at=AT)
    clauses.comment(clause=clause, text="Altre parole.", seen=1, actor=who, at=AT + timedelta(hours=1))
    assert Delivery.objects.count() == before + 1
    assert news.tell(agreement=agreement, actor=who, at=AT + timedelta(days=1)) == 1
    assert not Mailing.objects.filter(text__icontains="parole mie").exists()


def test_the_room_costs_the_same_with_few_and_many_clauses(agreement, link, officer, django_assert_max_num_queries):
    path, costs = f"/insieme/{link('company')}/trattativa/", []
    Client().get(path)
    for count in (0, 25):
        for number in range(count):
            clauses.add(
                agreement=agreement,
                topic="other",
                title=f"In più {number}",
                text="Testo.",
                actor=Actor(user=officer),
                at=AT,
            )
        with django_assert_max_num_queries(60) as seen:
            assert Client().get(path).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1] and Clause.objects.count() == 42
