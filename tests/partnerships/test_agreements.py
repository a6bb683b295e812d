"""An agreement from the draft to the signatures: nature, paper, evidence, what never changes, addenda, dates."""

import hashlib
from datetime import date, timedelta
from itertools import chain

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from partnerships import agreement_kinds as kinds
from partnerships.actions import agreements, clauses, dates, partner_links, signing
from partnerships.actors import Actor
from partnerships.clause_seeds import CLAUSES
from partnerships.models import Agreement, ClauseText, Signature, SignedCopy
from partnerships.queries import agreements as queries
from partnerships.queries import board, library
from relations.actions import parties as people
from relations.models import FollowUp, Mailing

from . import accords
from .conftest import AT

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nfirmato a mano\n%%EOF\n"


@pytest.fixture
def ready(partnership, officer):
    return accords.ready(partnership(), officer, AT)


@pytest.fixture
def signed(ready):
    return accords.sign_all(ready, AT)


def done(agreement) -> set[str]:
    return {f"{line.phase}.{line.key}" for line in agreement.partnership.deliverables.exclude(done_at=None)}


def paper(content: bytes = PDF, name: str = "firmato.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


# --- the lists ---------------------------------------------------------------------------------------------------
def test_the_library_begins_with_a_text_for_every_minimum_clause():
    assert {topic for topic, family, _title, _text in CLAUSES if not family} == {*kinds.MINIMUM, "other"}
    assert len(kinds.MINIMUM) == 17


def test_every_kind_goes_with_some_answer_and_every_answer_with_some_kind():
    assert all(set(kind.gives_back) <= kinds.BACK.keys() for kind in kinds.KINDS)
    assert {back.key for back in kinds.GIVES_BACK if not any(kind.allows(back.key) for kind in kinds.KINDS)} == set()


@given(st.sampled_from(kinds.KINDS), st.sampled_from(kinds.GIVES_BACK))
def test_no_sponsorship_is_a_gift(kind, back):
    if kind.key == "sponsorship" and kind.allows(back.key):
        assert not back.is_gift
    if kind.key in ("gift", "modal_gift") and kind.allows(back.key):
        assert back.is_gift


# --- gift or sponsorship -----------------------------------------------------------------------------------------
def test_what_comes_back_decides_the_clauses_and_proves_the_line(partnership, officer):
    row = accords.with_facts(accords.begun(partnership(), officer, AT), officer, AT, gives_back="visibility")
    text = row.clauses.get(topic="economics").versions.latest("number").text
    assert "non rilascia ricevute di donazione" in text
    assert {"negotiation.gift_or_sponsorship", "agreement.agreement_kind", "agreement.start_and_end"} <= done(row)
    accords.with_facts(row, officer, AT, gives_back="thanks")
    assert "erogazione liberale" in row.clauses.get(topic="economics").versions.latest("number").text
    assert row.clauses.get(topic="goals").latest == 1


def test_words_the_parties_wrote_are_only_replaced_by_a_version_they_can_compare(partnership, officer):
    row = accords.begun(partnership(), officer, AT)
    clause = row.clauses.get(topic="economics")
    clauses.propose(
        clause=clause, text="Parole nostre.", why="", seen=1, actor=accords.actor(row.partnership, "company"), at=AT
    )
    accords.with_facts(row, officer, AT, gives_back="visibility")
    assert list(clause.versions.values_list("number", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize(
    ("kind", "back"), [("gift", "visibility"), ("sponsorship", "nothing"), ("modal_gift", "thanks")]
)
def test_a_sponsorship_is_never_written_as_a_gift(partnership, officer, kind, back):
    row = accords.begun(partnership(), officer, AT)
    with pytest.raises(agreements.Refused) as refused:
        accords.with_facts(row, officer, AT, kind=kind, gives_back=back)
    assert refused.value.field == "kind"
    with pytest.raises(IntegrityError, match="_nature"), transaction.atomic():
        Agreement.objects.filter(pk=row.pk).update(kind=kind, gives_back=back)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("ends_on", {"ends_on": date(2026, 1, 1)}),
        ("review_on", {"review_on": date(2028, 1, 1)}),
        ("review_on", {"review_on": date(2026, 1, 1)}),
    ],
)
def test_dates_that_cannot_be_are_told_beside_their_field(partnership, officer, field, changes):
    with pytest.raises(agreements.Refused) as refused:
        accords.with_facts(accords.begun(partnership(), officer, AT), officer, AT, **changes)
    assert refused.value.field == field


def test_the_text_for_a_kind_comes_before_the_one_for_all():
    ClauseText.objects.all().delete()
    rows = [ClauseText(topic="goals", title=str(n), text=f"{n}", kinds=k, family=f) for n, (k, f) in enumerate(
        [([], ""), ([], "gift"), (["framework"], ""), (["sponsorship"], "")])]  # fmt: skip
    ClauseText.objects.bulk_create(rows)
    pick = lambda kind, back: library.texts(kind=kind, gives_back=back)["goals"].title  # noqa: E731
    assert [
        pick("", ""),
        pick("partnering", "thanks"),
        pick("framework", "thanks"),
        pick("partnering", "visibility"),
    ] == ["0", "1", "2", "0"]


# --- the paper ---------------------------------------------------------------------------------------------------
def test_the_paper_is_made_only_when_nothing_is_missing(partnership, officer):
    row = accords.begun(partnership(), officer, AT)
    with pytest.raises(clauses.NotYet):
        agreements.prepare(agreement=row, by=officer, at=AT)
    assert len(agreements.missing(row)) == 6


def test_it_is_a_tagged_pdf_for_keeping_and_its_hash_is_of_its_exact_bytes(ready):
    content = signing.content_of(ready)
    assert hashlib.sha256(content).hexdigest() == ready.sha256
    assert b"StructTreeRoot" in content and b"pdfaid" in content and b"pdfuaid" in content
    assert ready.snapshot["clauses"][2]["title"] == "Obiettivi e risultati attesi"


def test_before_anybody_signs_it_opens_again_after_that_never(ready, officer):
    name = ready.pdf.name
    again = agreements.reopen(agreement=ready, why="Manca un allegato.", by=officer, at=AT)
    assert (again.status, again.sha256, bool(again.pdf)) == ("draft", "", False) and name
    made = agreements.prepare(agreement=again, by=officer, at=AT)
    first = made.signatories.first()
    signing.sign(signatory=first, code=accords.code_of(first, AT), sha256=made.sha256, ip="", user_agent="", at=AT)
    with pytest.raises(clauses.NotYet):
        agreements.reopen(agreement=made, why="Ripensamento.", by=officer, at=AT)
    with pytest.raises(DatabaseError, match="agreement_is_final"), transaction.atomic():
        Agreement.objects.filter(pk=made.pk).update(status="draft", sha256="")


def test_signs_the_paper_cannot_print_are_told_when_they_are_typed(partnership, officer, staff):
    row = accords.begun(partnership(), officer, AT)
    clause = row.clauses.get(topic="goals")
    with pytest.raises(clauses.NotYet, match="😀"):
        clauses.propose(clause=clause, text="Bene 😀", why="", seen=1, actor=Actor(user=officer), at=AT)
    assert clauses.propose(
        clause=clause, text="Città, żółć, Привет → 5 €", why="", seen=1, actor=Actor(user=officer), at=AT
    )
    ready = accords.ready(partnership("Altra"), officer, AT)
    who = ready.signatories.first()
    signing.sign(
        signatory=who, code=accords.code_of(who, AT), sha256=ready.sha256, ip="", user_agent="Prova 😀 中", at=AT
    )
    assert staff.get(ready.get_absolute_url() + "firme/").content.startswith(b"%PDF-")


HOSTILE = [
    "<script>alert(1)</script>{{ 7*7 }}",
    "\u202eabc\u0000",
    "'; DROP TABLE x; --",
    "=1+1",
    "a\r\nBcc: x",
    "x" * 20_000,
    "😀\ud83d",
    "",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_in_every_form_of_the_room_and_the_signature_never_break(
    ready, partnership, officer, staff, text
):
    row = accords.begun(partnership("Altra"), officer, AT).partnership
    clause = row.agreements.get().clauses.first()
    token = partner_links.issue(party=accords.party(row, "company"), email="a@a.example", at=timezone.now())
    mine = partner_links.issue(
        party=accords.party(ready.partnership, "company"), email="silvio@riseria.example", at=timezone.now()
    )
    room, signature = f"/insieme/{token}/trattativa/", f"/insieme/{mine}/accordo/0/firma/"
    tries = [
        (f"{room}clausole/{clause.pk}/rispondi/", {"what": what, "text": text, "words": text, "seen": "1"})
        for what in ("propose", "objected", "comment", text[:40])
    ] + [
        (f"{room}clausole/{clause.pk}/rispondi/", {"what": "accepted", "seen": text[:40]}),
        (f"{room}interessi/", {"int-kind": "interest", "int-text": text}),
        (f"{room}note/", {"note-text": text}),
        (f"{room}conferma/", {"digest": text}),
        (f"{room}clausole/nuova/", {"topic": "other", "title": text, "text": text}),
        (signature, {"step": "sign", "agreed": "on", "code": text, "sha256": text[:64]}),
        (signature, {"step": text[:40]}),
    ]
    answers = [
        Client(HTTP_USER_AGENT="x").post(path, {k: v.encode("utf-8", "replace").decode() for k, v in data.items()})
        for path, data in tries
    ]
    assert {answer.status_code for answer in answers} <= {302, 409, 422}
    assert not [answer for answer in answers if b"<script>alert(1)" in answer.content]
    assert Client().get(room).status_code == staff.get(row.get_absolute_url() + "trattativa/").status_code == 200


# --- signing by link ---------------------------------------------------------------------------------------------
def test_signed_by_all_it_keeps_the_evidence_and_proves_the_line(signed):
    one = Signature.objects.get(email="silvio@riseria.example")
    assert (signed.status, one.method, one.sha256, one.ip, one.user_agent) == (
        "signed",
        "click",
        signed.sha256,
        "192.0.2.7",
        "Prova",
    )
    assert (one.declared_role, one.declared_powers) == ("presidente", "Rappresentante legale")
    assert signed.sha256 in one.statement and one.code_sent_at == AT
    assert {"agreement.signed_file", "agreement.parties_and_signatories", "agreement.minimum_clauses"} <= done(signed)
    assert Mailing.objects.filter(once__startswith="signed:").count() == 2


def test_a_wrong_code_is_counted_and_five_burn_it(ready):
    who = ready.signatories.first()
    code = accords.code_of(who, AT)
    wrong = "000 000" if code != "000 000" else "111 111"
    for _turn in range(signing.MOST_TRIES):
        with pytest.raises(signing.WrongCode):
            signing.sign(signatory=who, code=wrong, sha256=ready.sha256, ip="", user_agent="", at=AT)
    with pytest.raises(signing.WrongCode):
        signing.sign(signatory=who, code=code, sha256=ready.sha256, ip="", user_agent="", at=AT)
    assert not Signature.objects.exists()


def test_a_code_is_for_one_signatory_for_a_quarter_of_an_hour_and_the_last_one_counts(ready):
    one, other = ready.signatories.all()
    code = accords.code_of(one, AT)
    late = AT + signing.CODE_LIFE
    for who, at in ((other, AT), (one, late)):
        with pytest.raises(signing.WrongCode):
            signing.sign(signatory=who, code=code, sha256=ready.sha256, ip="", user_agent="", at=at)
    newer = accords.code_of(one, AT + timedelta(minutes=1))
    if newer != code:
        with pytest.raises(signing.WrongCode):
            signing.sign(
                signatory=one, code=code, sha256=ready.sha256, ip="", user_agent="", at=AT + timedelta(minutes=2)
            )
    assert signing.sign(
        signatory=one, code=newer, sha256=ready.sha256, ip="", user_agent="", at=AT + timedelta(minutes=2)
    )


def test_another_fingerprint_than_the_one_shown_is_refused(ready):
    who = ready.signatories.first()
    with pytest.raises(clauses.Outdated):
        signing.sign(signatory=who, code=accords.code_of(who, AT), sha256="0" * 64, ip="", user_agent="", at=AT)


def test_too_many_codes_are_refused(ready):
    who = ready.signatories.first()
    for _turn in range(signing.MOST_CODES):
        signing.send_code(signatory=who, at=AT)
    with pytest.raises(clauses.NotYet):
        signing.send_code(signatory=who, at=AT)


def test_only_the_signatory_s_own_link_gets_to_the_signature(ready):
    party = accords.party(ready.partnership, "company")
    tokens = [
        partner_links.issue(party=party, email=email, at=timezone.now())
        for email in ("silvio@riseria.example", "altri@riseria.example")
    ]
    assert [Client().get(f"/insieme/{token}/accordo/0/firma/").status_code for token in tokens] == [200, 404]
    assert [Client().get(f"/insieme/{token}/accordo/0/").status_code for token in tokens] == [200, 200]


# --- tampering ---------------------------------------------------------------------------------------------------
def test_the_database_refuses_to_change_what_was_signed(signed):
    rows = Agreement.objects.filter(pk=signed.pk)
    for changes in ({"sha256": "0" * 64}, {"ends_on": date(2030, 1, 1)}, {"snapshot": {}}, {"pdf": "altro.pdf"}, {"title": "Altro"},
                    {"signed_at": AT - timedelta(days=9)}, {"status": "to_sign", "signed_at": None}):  # fmt: skip
        with pytest.raises(DatabaseError, match="agreement_is_final"), transaction.atomic():
            rows.update(**changes)
    tampered = (
        ("signature_is_final", lambda: Signature.objects.update(declared_role="altro")),
        ("signature_is_final", lambda: Signature.objects.all().delete()),
        ("signatory_is_final", lambda: signed.signatories.update(name="Altri")),
        ("clause_is_final", lambda: signed.clauses.update(title="Altro")),
        ("clause_version_is_final", lambda: signed.clauses.first().versions.create(number=9, text="x", at=AT)),
        ("agreement_is_final", lambda: rows._raw_delete("default")),
    )
    for name, attempt in tampered:
        with pytest.raises(DatabaseError, match=name), transaction.atomic():
            attempt()


def test_a_changed_file_is_told_by_the_check_and_handed_to_nobody(ready, staff):
    path = ready.get_absolute_url()
    assert "Nulla è cambiato" in staff.get(path + "verifica/").content.decode()
    with ready.pdf.storage.open(ready.pdf.name, "wb") as file:
        file.write(PDF)
    assert "Qualcosa non corrisponde" in staff.get(path + "verifica/").content.decode()
    assert staff.get(path + "pdf/").status_code == 302
    with pytest.raises(signing.NotTheFile):
        signing.send_code(signatory=ready.signatories.first(), at=AT)
    assert [item.holds for item in queries.check(ready)] == [False]


def test_anybody_with_the_link_compares_their_own_copy(signed):
    token = partner_links.issue(
        party=accords.party(signed.partnership, "nonprofit"), email="t@mensa.example", at=timezone.now()
    )
    path = f"/insieme/{token}/accordo/0/verifica/"
    same = Client().post(path, {"file": paper(signing.content_of(signed))}).content.decode()
    other = Client().post(path, {"file": paper()}).content.decode()
    assert "lo stesso, byte per byte" in same and "è un altro" in other


def test_a_file_too_big_to_be_compared_is_refused_beside_its_field(signed, staff, monkeypatch):
    monkeypatch.setattr("partnerships.forms.agreements.LARGEST", 10)
    answer = staff.post(signed.get_absolute_url() + "verifica/", {"file": paper()})
    assert answer.status_code == 422 and "troppo grande" in answer.content.decode()


def test_the_tie_to_a_person_may_go_from_what_was_signed_the_name_may_not(signed, officer):
    person = people.add_person(first_name="Silvio", last_name="Dossi", by=officer, at=AT)
    signed.signatories.filter(email="silvio@riseria.example").update(person=person)
    signed.signatories.filter(person=person).update(person=None)
    with pytest.raises(DatabaseError, match="signatory_is_final"), transaction.atomic():
        signed.signatories.filter(email="silvio@riseria.example").update(name="")


# --- a file signed on its own ------------------------------------------------------------------------------------
def test_an_uploaded_file_signs_for_whom_it_says(ready, officer):
    copy = signing.upload(
        agreement=ready,
        file=paper(),
        signed_on=date(2026, 11, 20),
        signatories=ready.signatories.all(),
        by=officer,
        at=AT,
    )
    ready.refresh_from_db()
    assert (ready.status, timezone.localdate(ready.signed_at)) == ("signed", date(2026, 11, 20))
    assert signing.content_of(copy) == PDF and {row.method for row in Signature.objects.all()} == {"upload"}
    assert all(item.holds for item in queries.check(ready))


@pytest.mark.parametrize(
    ("field", "content", "day"),
    [("file", b"<html>", AT.date()), ("file", b"%PDF-1.7 cut", AT.date()), ("signed_on", PDF, date(2026, 12, 24))],
)
def test_what_is_no_whole_pdf_or_from_the_future_is_refused(ready, officer, field, content, day):
    with pytest.raises(agreements.Refused) as refused:
        signing.upload(
            agreement=ready, file=paper(content), signed_on=day, signatories=ready.signatories.all(), by=officer, at=AT
        )
    assert refused.value.field == field and not SignedCopy.objects.exists()


def test_a_mixed_signature_one_by_link_one_on_paper(ready, officer):
    one, other = ready.signatories.all()
    signing.sign(signatory=one, code=accords.code_of(one, AT), sha256=ready.sha256, ip="", user_agent="", at=AT)
    signing.upload(agreement=ready, file=paper(), signed_on=AT.date(), signatories=[one, other], by=officer, at=AT)
    assert sorted(Signature.objects.values_list("method", flat=True)) == ["click", "upload"]


# --- addenda, end, dates -----------------------------------------------------------------------------------------
def test_a_change_is_a_numbered_addendum_that_goes_the_same_way(signed, officer, complete):
    row = signed.partnership
    made = agreements.begin_addendum(partnership=row, title="Venti ore in più", by=officer, at=AT)
    assert (made.number, made.ends_on, made.signatories.count()) == (1, signed.ends_on, 2)
    clauses.add(
        agreement=made, topic="duration", title="Durata", text="Fino al 2028.", actor=Actor(user=officer), at=AT
    )
    changed = made.clauses.get(topic="duration")
    assert changed.latest == 2 and changed.versions.get(number=1).text.startswith("L’accordo vale dalla data")
    accords.with_facts(made, officer, AT, ends_on=date(2028, 11, 30), title="Venti ore in più")
    done_before = done(signed)
    made = agreements.prepare(agreement=accords.confirmed(accords.accepted(made, AT), AT), by=officer, at=AT)
    accords.sign_all(made, AT)
    assert made.snapshot["changes"].startswith("all’accordo firmato il") and made.filename.endswith(
        "-integrazione-1.pdf"
    )
    assert done(signed) - done_before == {"management.changes_as_addenda"}
    assert [agreement.ends_on for agreement in queries.dated()] == [date(2028, 11, 30)]


def test_there_is_one_agreement_at_work_and_addenda_only_to_signed_ones(ready, officer):
    with pytest.raises(clauses.NotYet):
        agreements.begin_addendum(partnership=ready.partnership, title="Troppo presto", by=officer, at=AT)
    with pytest.raises(IntegrityError, match="one_agreement_at_work"), transaction.atomic():
        Agreement.objects.create(partnership=ready.partnership, number=5, title="x", created_at=AT)


def test_a_terminated_agreement_keeps_its_paper_and_stays_so(signed, officer):
    agreements.terminate(agreement=signed, why="La ditta ha chiuso.", by=officer, at=AT)
    signed.refresh_from_db()
    assert signed.status == "terminated" and signing.content_of(signed)
    with pytest.raises(DatabaseError, match="agreement_is_final"), transaction.atomic():
        Agreement.objects.filter(pk=signed.pk).update(status="signed")


@pytest.mark.parametrize(
    ("days", "standing"), [(-10, "signed"), (10, "in_force"), (303, "in_force"), (304, "expiring"), (365, "expired")]
)
def test_where_it_stands_follows_the_day(signed, days, standing):
    assert signed.standing(signed.starts_on + timedelta(days=days)).key == standing


def test_reviews_and_ends_are_reminded_sixty_and_thirty_days_before_once(signed):
    days = [signed.review_on - timedelta(days=n) for n in (61, 60, 59, 30)] + [
        signed.ends_on - timedelta(days=n) for n in (60, 30, -1)
    ]
    made = []
    for day in chain(days, days):
        at = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 7))
        made.append(dates.follow(at=at)["agreements"])
    assert made == [0, 1, 0, 1, 1, 1, 1] + [0] * 7
    titles = list(
        FollowUp.objects.filter(origin__contains=":agreement:").order_by("pk").values_list("title", flat=True)
    )
    assert titles[0] == "Rivedere l’accordo entro il 1° giugno 2027 (Riso solidale)"
    assert titles[-1] == "L’accordo è scaduto, la partnership continua (Riso solidale)"


def test_an_expired_agreement_turns_the_partnership_amber(signed):
    card = lambda day: board.card(  # noqa: E731
        board.living().get(pk=signed.partnership_id), today=day, at=AT
    )
    assert [card(day).is_expired for day in (signed.ends_on, signed.ends_on + timedelta(days=1))] == [False, True]
    row = board.living().get(pk=signed.partnership_id)
    row.next_step_on = signed.ends_on + timedelta(days=30)
    assert board.card(row, today=signed.ends_on + timedelta(days=1), at=AT).css == "stale"


# --- pages -------------------------------------------------------------------------------------------------------
def test_every_page_of_the_office_opens_in_every_state(partnership, staff, officer):
    row = partnership()
    base = row.get_absolute_url()
    pages = [
        "",
        "trattativa/",
        "accordo/0/",
        "accordo/0/dati/",
        "accordo/0/firmatari/nuovo/",
        "accordo/0/firme/",
        "accordo/0/verifica/",
    ]

    def codes() -> set[int]:
        return {staff.get(base + page).status_code for page in pages}

    assert {staff.get(base).status_code, staff.get(base + "trattativa/").status_code} == {200}
    agreement = accords.with_facts(accords.begun(row, officer, AT), officer, AT)
    assert codes() == {200, 302}
    agreement = agreements.prepare(agreement=accords.confirmed(accords.accepted(agreement, AT), AT), by=officer, at=AT)
    assert codes() == {200}
    accords.sign_all(agreement, AT)
    assert codes() == {200} and staff.get(base + "accordo/integrazione/").status_code == 200
    agreements.begin_addendum(partnership=row, title="Di più", by=officer, at=AT)
    begun = staff.get(base + "trattativa/clausole/nuova/?tema=duration").content.decode()
    assert "preavviso scritto di sessanta giorni" in begun and "Durata, rinnovo" in begun


def test_the_whole_way_by_the_office_s_forms(partnership, staff, officer):
    row = partnership()
    base = row.get_absolute_url()
    assert staff.post(base + "trattativa/apri/").status_code == 302
    facts = {
        "title": "Accordo",
        "kind": "gift",
        "gives_back": "visibility",
        "starts_on": "1/12/2026",
        "ends_on": "30/11/2027",
        "review_on": "1/6/2027",
    }
    refused = staff.post(base + "accordo/0/dati/", facts)
    assert refused.status_code == 422 and "sponsorizzazione" in refused.content.decode()
    assert staff.post(base + "accordo/0/dati/", facts | {"gives_back": "thanks"}).status_code == 302
    party = row.parties.get(side="company")
    signatory = {
        "party": party.pk,
        "name": "Silvio Dossi",
        "role": "direttore",
        "powers": "proxy",
        "powers_note": "",
        "email": "s@riseria.example",
    }
    assert staff.post(base + "accordo/0/firmatari/nuovo/", signatory).status_code == 422
    assert (
        staff.post(base + "accordo/0/firmatari/nuovo/", signatory | {"powers_note": "procura 3/5/2026"}).status_code
        == 302
    )
    assert staff.post(base + "accordo/0/prepara/").status_code == 302
    assert row.agreements.get().status == "draft"


def test_the_library_is_written_on_its_page(staff):
    path = "/clausole/"
    given = {
        "topic": "goals",
        "title": "Obiettivi",
        "text": "Nuovi.",
        "family": "",
        "is_active": "on",
        "is_checked": "on",
    }
    assert staff.post(path + "nuova/", given).status_code == 302
    made = ClauseText.objects.get(text="Nuovi.")
    assert staff.post(f"{path}{made.pk}/", given | {"text": ""}).status_code == 422
    assert staff.get(path).status_code == 200 and made.is_checked


def test_the_page_of_the_library_costs_the_same_with_many_texts(staff, django_assert_max_num_queries):
    costs = []
    for count in (1, 30):
        ClauseText.objects.bulk_create(ClauseText(topic="goals", title=f"T{n}", text="x") for n in range(count))
        staff.get("/clausole/")
        with django_assert_max_num_queries(40) as seen:
            staff.get("/clausole/")
        costs.append(len(seen))
    assert costs[0] == costs[1]
