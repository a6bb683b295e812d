"""Communication: nothing goes out before every party said yes to that very text; images with their release; or silence."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships import lifecycle, pieces
from partnerships.actions import communication, dates, image_consents, partner_links, partnerships
from partnerships.models import ChosenSilence, CommunicationPiece, PieceAnswer
from relations.actions import search
from relations.mail import testing
from relations.models import FollowUp
from tests.partnerships.conftest import AT

TODAY = date(2026, 11, 24)
PDF = b"%PDF-1.7 liberatoria"


@pytest.fixture
def piece(partnership, officer):
    """A planned piece, without a text."""

    def make(row=None, **fields) -> CommunicationPiece:
        given = {"kind": "post", "title": "Il pane che non si butta", "nature": "gift", "owner": officer, "pictures": "none"}
        return communication.plan(partnership=row or partnership(), by=officer, at=AT, **(given | fields))

    return make


@pytest.fixture
def written(piece, officer):
    """A piece whose text both are asked about."""

    def make(text: str = "Il forno dona il pane.", **fields) -> CommunicationPiece:
        row = communication.write(piece=piece(**fields), text=text, logos="I due loghi in fondo", by=officer, at=AT)
        communication.ask(piece=row, by=officer, at=AT)
        row.refresh_from_db()
        return row

    return make


def visitor(row: CommunicationPiece, side: str) -> partner_links.Visitor:
    party = row.partnership.parties.get(side=side)
    token = partner_links.issue(party=party, email=f"{side}@prova.example", at=timezone.now())
    return partner_links.visitor(token=token, at=timezone.now())


def say(row: CommunicationPiece, side: str, given: str = "yes", note: str = "", number: int = 0) -> bool:
    return communication.answer(
        visitor=visitor(row, side), piece=row, number=number or row.version, given=given, note_text=note, at=AT
    )


def put_out(row: CommunicationPiece, officer) -> CommunicationPiece:
    return communication.put_out(piece=row, url="https://riseria.example/pane", on=TODAY, by=officer, at=AT)


# --- both yes -----------------------------------------------------------------------------------------------------
def test_it_goes_out_only_when_both_have_said_yes(written, officer):
    row = written()
    for side in ("company", "nonprofit"):
        with pytest.raises(communication.NotNow):
            put_out(row, officer)
        say(row, side)
    assert put_out(row, officer).state == "out"


def test_another_text_needs_a_new_yes_of_everybody(written, officer):
    row = written()
    say(row, "company")
    assert say(row, "nonprofit") is True
    assert row.partnership.done_keys("communication") >= {"approved_by_both", "gift_wording", "image_consents"}
    row = communication.write(piece=row, text="Il forno dona il pane ogni sera.", logos="", by=officer, at=AT)
    assert (row.version, row.is_approved) == (2, False)
    assert "approved_by_both" not in row.partnership.done_keys("communication")
    with pytest.raises(communication.NotNow):
        put_out(row, officer)


def test_the_same_text_again_keeps_the_yes(written, officer):
    row = written()
    for side in ("company", "nonprofit"):
        say(row, side)
    row = communication.write(piece=row, text="Il forno dona il pane.", logos="I due loghi in fondo", by=officer, at=AT)
    row.refresh_from_db()
    assert row.version == 1 and row.is_approved


def test_a_party_that_joins_later_is_asked_too(written, officer, nonprofit):
    row = written()
    for side in ("company", "nonprofit"):
        say(row, side)
    partnerships.add_party(partnership=row.partnership, organization=nonprofit("Terza ODV"), side="other", brings="", by=officer, at=AT)
    with pytest.raises(communication.NotNow):
        put_out(row, officer)


def test_who_takes_a_yes_back_closes_the_way_out_again(written, officer):
    row = written()
    for side in ("company", "nonprofit"):
        say(row, side)
    say(row, "company", "change", "Togliete il nostro logo")
    with pytest.raises(communication.NotNow):
        put_out(row, officer)
    assert FollowUp.objects.filter(title__startswith="È chiesta una modifica").count() == 1
    assert FollowUp.objects.filter(title__startswith="Tutti hanno detto sì").count() == 1


def test_an_answer_to_a_text_that_changed_meanwhile_is_not_taken(written, officer):
    row = written()
    row = communication.write(piece=row, text="Altro testo.", logos="", by=officer, at=AT)
    communication.ask(piece=row, by=officer, at=AT)
    row.refresh_from_db()
    with pytest.raises(communication.ChangedMeanwhile):
        say(row, "company", number=1)
    assert not PieceAnswer.objects.exists()


def test_what_is_out_is_not_rewritten_nor_given_up(written, officer):
    row = written()
    for side in ("company", "nonprofit"):
        say(row, side)
    put_out(row, officer)
    with pytest.raises(communication.NotNow):
        communication.write(piece=row, text="Ripensandoci.", logos="", by=officer, at=AT)
    with pytest.raises(communication.NotNow):
        communication.drop(piece=row, why="No", by=officer, at=AT)
    assert "one_publication" in row.partnership.done_keys("communication")


def test_the_database_lets_nothing_out_without_its_yes(written):
    row = written()
    with pytest.raises(IntegrityError, match="piece_out_is_approved"), transaction.atomic():
        CommunicationPiece.objects.filter(pk=row.pk).update(out_at=AT)


STEPS = st.lists(st.sampled_from(["write", "same", "ask", "yes:company", "yes:nonprofit", "no:company", "out"]), max_size=18)


@given(steps=STEPS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_steps_lets_a_text_out_that_somebody_did_not_approve(piece, officer, steps):
    with transaction.atomic():
        row = CommunicationPiece.objects.first() or piece()
        mark = transaction.savepoint()
        agreed, text = set(), 0
        for step in steps:
            row = CommunicationPiece.objects.get(pk=row.pk)
            kind, _colon, side = step.partition(":")
            try:
                if kind in ("write", "same"):
                    text += kind == "write" or not text
                    before = row.version
                    row = communication.write(piece=row, text=f"Testo {text}", logos="", by=officer, at=AT)
                    agreed = agreed if row.version == before else set()
                elif kind == "ask":
                    communication.ask(piece=row, by=officer, at=AT)
                elif kind == "out":
                    put_out(row, officer)
                    assert agreed == {"company", "nonprofit"}
                else:
                    say(row, side, "yes" if kind == "yes" else "change", "" if kind == "yes" else "No")
                    agreed = agreed | {side} if kind == "yes" else agreed - {side}
            except communication.NotNow:
                pass
        transaction.savepoint_rollback(mark)


# --- words, images, silence ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(("nature", "text", "words"), [
    ("gift", "Grazie al nostro Sponsor e alla pubblicità", ["sponsor", "pubblicità"]),
    ("sponsorship", "Una donazione della ditta, un dono per tutti", ["donazione", "dono"]),
    ("gift", "Un dono per la mensa", []),
    ("sponsorship", "La ditta sponsorizza la festa. La donna e il condono.", []),
    ("neither", "Sponsor e dono", []),
])
def test_a_gift_is_not_a_sponsorship_in_its_words(nature, text, words):
    assert pieces.clashes(text, nature) == words


def test_words_that_clash_need_a_reason_and_are_counted_only_with_it(piece, officer):
    row = piece()
    with pytest.raises(communication.WordsClash):
        communication.write(piece=row, text="Grazie allo sponsor.", logos="", by=officer, at=AT)
    row = communication.write(
        piece=row, text="Grazie allo sponsor.", logos="", wording_note="È il nome della festa", by=officer, at=AT
    )
    assert "gift_wording" in row.partnership.done_keys("communication")
    row = communication.change(piece=row, nature="sponsorship", by=officer, at=AT)
    assert row.is_approved is False


def test_a_text_that_turned_into_a_clash_is_not_sent(written, officer):
    row = written("Il forno dona il pane.")
    row = communication.change(piece=row, nature="sponsorship", by=officer, at=AT)
    assert "gift_wording" not in row.partnership.done_keys("communication")
    with pytest.raises(communication.WordsClash):
        communication.ask(piece=row, by=officer, at=AT)


def test_images_of_people_go_out_only_with_releases_that_stand(written, officer):
    row = written(pictures="people")
    for side in ("company", "nonprofit"):
        say(row, side)
    release = {"partnership": row.partnership, "what": "Foto del 12", "people": "i dodici del laboratorio", "by": officer, "at": AT}
    paper = SimpleUploadedFile("firma.pdf", PDF)
    good = image_consents.add(**release, until=TODAY, upload=paper)
    unsigned = image_consents.add(**release)
    expired = image_consents.add(**release, until=TODAY - timedelta(days=1), upload=SimpleUploadedFile("f.pdf", PDF))
    for consents in ([], [unsigned], [expired], [good, unsigned]):
        row = communication.change(piece=row, consents=consents, by=officer, at=AT)
        assert "image_consents" not in row.partnership.done_keys("communication")
        with pytest.raises(communication.NotNow):
            put_out(row, officer)
    row = communication.change(piece=row, consents=[good], by=officer, at=AT)
    assert "image_consents" in row.partnership.done_keys("communication")
    image_consents.withdraw(consent=good, by=officer, at=AT)
    assert "image_consents" not in row.partnership.done_keys("communication")
    with pytest.raises(communication.NotNow):
        put_out(row, officer)


def test_a_silence_with_its_reason_shows_the_four_lines_and_taking_it_back_takes_them_off(partnership, officer):
    row = partnership()
    communication.choose_silence(partnership=row, why="Persone fragili", by=officer, at=AT)
    lines = {item.key for item in lifecycle.phase("communication").required}
    assert row.done_keys("communication") == lines
    with pytest.raises(communication.NotNow):
        communication.plan(
            partnership=row, kind="post", title="X", nature="gift", owner=officer, pictures="none", by=officer, at=AT
        )
    communication.break_silence(partnership=row, by=officer, at=AT)
    assert row.done_keys("communication") == set() and not ChosenSilence.objects.exists()


def test_one_is_not_silent_about_what_is_planned(piece, officer):
    row = piece()
    with pytest.raises(communication.NotNow):
        communication.choose_silence(partnership=row.partnership, why="Mah", by=officer, at=AT)
    communication.drop(piece=row, why="Non serve", by=officer, at=AT)
    communication.choose_silence(partnership=row.partnership, why="Mah", by=officer, at=AT)


# --- mails and reminders ------------------------------------------------------------------------------------------
def test_asking_writes_to_those_who_have_not_said_yes_once_a_day(written, officer):
    row = written()
    assert len(testing.waiting()) == 2
    say(row, "company")
    assert communication.ask(piece=row, by=officer, at=AT) == 0
    assert communication.ask(piece=row, by=officer, at=AT + timedelta(days=1)) == 1
    assert len(testing.waiting()) == 3


def test_a_piece_and_an_awaited_answer_remind_the_office_and_their_party_once(written, officer):
    row = written(due_on=TODAY + timedelta(days=7))
    speaker = row.partnership.parties.get(side="nonprofit")
    row = communication.change(piece=row, speaker=speaker, by=officer, at=AT)
    first = [dates.follow(at=AT) for _turn in range(2)]
    assert [(done["pieces"], done["asked"]) for done in first] == [(1, 1), (0, 0)]
    say(row, "company")
    late = [dates.follow(at=AT + timedelta(days=4)) for _turn in range(2)]
    assert [(done["answers"], done["asked"]) for done in late] == [(1, 1), (0, 0)]
    assert "risposta di Riso solidale ODV" in FollowUp.objects.latest("pk").title


# --- pages --------------------------------------------------------------------------------------------------------
def test_staff_plan_write_ask_and_put_out_from_the_pages(partnership, staff, officer):
    row = partnership()
    plan = f"/partnership/{row.code}/comunicazione/"
    form = {"kind": "post", "title": "<b>Pane</b>", "nature": "gift", "owner": officer.pk, "pictures": "none", "due_on": ""}
    assert staff.post(plan + "nuova/", form | {"title": ""}).status_code == 422
    for _press in range(2):
        assert staff.post(plan + "nuova/", form | {"csrfmiddlewaretoken": "x" * 32}).status_code == 302
    made = CommunicationPiece.objects.get()
    path = f"{plan}{made.pk}/"
    assert staff.post(path + "chiedi/", {"words": "x"}).status_code == 422
    clash = staff.post(path + "testo/", {"text": "Lo sponsor ringrazia", "logos": ""})
    assert clash.status_code == 422 and "sponsor" in clash.content.decode()
    assert staff.post(path + "testo/", {"text": "Il forno dona", "logos": ""}).status_code == 302
    assert staff.post(path + "chiedi/", {"words": "Ciao"}).status_code == 302
    assert staff.post(path + "uscita/", {"on": "24/11/2026", "where": ""}).status_code == 422
    made.refresh_from_db()
    for side in ("company", "nonprofit"):
        say(made, side)
    today = timezone.localdate()
    ahead = {"on": (today + timedelta(days=1)).strftime("%d/%m/%Y"), "where": ""}
    assert staff.post(path + "uscita/", ahead).status_code == 422
    assert staff.post(path + "uscita/", {"on": today.strftime("%d/%m/%Y"), "where": "C-2099-999"}).status_code == 422
    for odd in ("/\\evil", "//evil", "javascript:alert(1)", "https://"):
        assert staff.post(path + "uscita/", {"on": today.strftime("%d/%m/%Y"), "where": odd}).status_code == 422, odd
    search.index(row)
    assert staff.post(path + "uscita/", {"on": today.strftime("%d/%m/%Y"), "where": row.code}).status_code == 302
    made.refresh_from_db()
    assert made.out_url == row.get_absolute_url()
    for page in (plan, path, row.get_absolute_url()):
        text = staff.get(page).content.decode()
        assert "&lt;b&gt;Pane&lt;/b&gt;" in text and "<b>Pane</b>" not in text


def test_every_form_opens_and_a_wrong_file_is_told_beside_its_field(piece, staff):
    row = piece()
    plan = f"/partnership/{row.partnership.code}/comunicazione/"
    paths = ["nuova/", "liberatorie/nuova/", "silenzio/", *(f"{row.pk}/{name}/" for name in ("modifica", "testo", "chiedi", "uscita", "rinuncia"))]
    assert {path: staff.get(plan + path).status_code for path in paths} == dict.fromkeys(paths, 200)
    data = {"what": "Foto", "people": "tutti", "upload": SimpleUploadedFile("x.pdf", b"<html>")}
    answer = staff.post(plan + "liberatorie/nuova/", data)
    assert answer.status_code == 422 and "foglio firmato" in answer.content.decode()
    assert staff.post(plan + "liberatorie/nuova/", {"what": "Foto"}).status_code == 422
    assert staff.post(plan + "liberatorie/nuova/", data | {"upload": SimpleUploadedFile("x.pdf", PDF)}).status_code == 302
    made = row.partnership.image_consents.get()
    file = staff.get(f"{plan}liberatorie/{made.pk}/file/")
    assert b"".join(file.streaming_content) == PDF and "attachment" in file["Content-Disposition"]
    assert staff.post(f"{plan}liberatorie/{made.pk}/ritirata/").status_code == 302
    assert staff.post(plan + "silenzio/", {"why": "Mah"}).status_code == 422


def test_the_plan_and_the_piece_cost_the_same_whatever_is_in_them(piece, staff, officer, django_assert_max_num_queries):
    row = piece()
    plan, costs = f"/partnership/{row.partnership.code}/comunicazione/", []
    for count in (1, 20):
        for number in range(count):
            made = piece(row.partnership, title=f"{count} {number}")
            communication.write(piece=made, text=f"Testo {number}", logos="", by=officer, at=AT)
        staff.get(plan)
        with django_assert_max_num_queries(60) as seen:
            assert staff.get(plan).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_a_partner_reads_answers_and_sees_nothing_that_is_not_asked(written, piece, officer):
    row = written()
    hidden = piece(row.partnership, title="Ancora da pensare")
    token = visitor(row, "company").token
    page = Client().get(f"/insieme/{token}/").content.decode()
    assert "Serve il vostro sì" in page and "Ancora da pensare" in page
    path = f"/insieme/{token}/comunicazione/{row.pk}/"
    assert "Il forno dona il pane." in Client().get(path).content.decode()
    assert Client().get(f"/insieme/{token}/comunicazione/{hidden.pk}/").status_code == 404
    assert Client().post(path, {"number": 1}).status_code == 422
    assert Client().post(path, {"given": "change", "number": 1}).status_code == 422
    assert Client().post(path, {"given": "change", "note": "<i>Meno</i> parole", "number": 1}).status_code == 302
    other = visitor(row, "nonprofit").token
    assert "Meno" not in Client().get(f"/insieme/{other}/").content.decode()
    assert "Meno" not in Client().get(f"/insieme/{other}/comunicazione/{row.pk}/").content.decode()
    communication.write(piece=row, text="Il forno dona.", logos="", by=officer, at=AT)
    stale = Client().post(path, {"given": "yes", "number": 1})
    assert stale.status_code in (404, 422)


def test_a_foreign_an_expired_and_a_made_up_link_reach_no_text(written, piece, partnership):
    row = written()
    foreign = partnership("Altra").parties.get(side="nonprofit")
    now = timezone.now()
    tokens = [
        partner_links.issue(party=foreign, email="a@prova.example", at=now),
        partner_links.issue(party=row.partnership.parties.get(side="company"), email="b@prova.example", at=now - timedelta(days=400)),
        "x" * 32,
    ]
    for method in ("get", "post"):
        codes = [getattr(Client(), method)(f"/insieme/{token}/comunicazione/{row.pk}/").status_code for token in tokens]
        assert codes == [404, 404, 404]


def test_the_page_of_a_partner_costs_the_same_with_one_text_and_with_twenty(piece, officer, django_assert_max_num_queries):
    row = piece()
    token, costs = visitor(row, "company").token, []
    for count in (1, 20):
        for number in range(count):
            made = communication.write(
                piece=piece(row.partnership, title=f"{count} {number}"), text=f"Testo {number}", logos="", by=officer, at=AT
            )
            communication.ask(piece=made, by=officer, at=AT)
        Client().get(f"/insieme/{token}/")
        with django_assert_max_num_queries(40) as seen:
            assert Client().get(f"/insieme/{token}/").status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]
