"""Receipts: numbers without gaps, paper that never changes."""

import hashlib
import io
import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from pypdf import PdfReader

from fundraising.actions import donations, receipts
from fundraising.models import Receipt, TaxRule
from relations.actions import parties
from relations.mail.testing import deliver_due
from relations.models import OfficeSettings
from tests.fundraising.conftest import AT


def text_of(content: bytes) -> list[str]:
    return [line.rstrip() for line in PdfReader(io.BytesIO(content)).pages[0].extract_text().splitlines()]


def test_the_paper_says_everything_and_nothing_more(give, irene):
    donation = give(amount=Decimal("1234.50"), payment_reference="CRO 123")
    receipt = receipts.issue(donation=donation, by=irene, at=AT)
    assert text_of(receipts.content_of(receipt)) == [
        "CSV Prova ETS",
        "Ente del Terzo settore",
        "Via dei Mille 12, 27100 Pavia (PV)",
        "Codice fiscale 96000000180",
        "RUNTS sezione G, n. 000123",
        "Ricevuta n.",
        "2026/00001",
        "emessa il 21\u00a0novembre 2026",
        "Ricevuta di erogazione liberale",
        "Dichiariamo di aver ricevuto da:",
        "Ricci Giovanna",
        "persona fisica",
        "Codice fiscale RCCGNN80A41G388W",
        "Pavia",
        "Importo €\u00a01.234,50 (milleduecentotrentaquattro/50 euro)",
        "Valuta EUR",
        "Data dell’erogazione 20\u00a0novembre 2026",
        "Modalità di pagamento Bonifico",
        "Riferimento del pagamento CRO 123",
        "Causale erogazione liberale",
        "Campagna Un doposcuola per la Lomellina",
        "La somma è stata versata per spirito di liberalità, senza controprestazione.",
        "È destinata alle attività statutarie di interesse generale di questo ente.",
        "Per le persone fisiche la legge prevede una detrazione del 30% delle erogazioni in denaro tracciabili, fino a",
        "30.000 euro l’anno (art. 83, comma 1, D.Lgs. 117/2017), nei limiti e alle condizioni di legge.",
        "In alternativa, per persone, enti e società la legge prevede la deduzione nel limite del 10% del reddito",
        "complessivo dichiarato (art. 83, comma 2, D.Lgs. 117/2017). I benefici non si sommano tra loro.",
        "Esente da imposta di bollo ai sensi dell’art. 82, comma 5, D.Lgs. 117/2017.",
        "Pavia, 21\u00a0novembre 2026 Il legale rappresentante",
        "Lucia Prova",
        "I dati personali sono trattati da CSV Prova ETS per registrare l’erogazione e adempiere agli obblighi di legge (art. 6, par. 1, lett. c, Regolamento",
        "UE 2016/679); potete chiedere di vederli, correggerli o limitarne l’uso scrivendo a relazioni@csv.example.",
        "CSV Prova ETS · 2026/00001",
    ]


def test_cash_has_no_tax_benefit(give, irene):
    receipt = receipts.issue(donation=give(payment_method="cash"), by=irene, at=AT)
    assert receipt.snapshot["tax"] == ["Erogazione con mezzo di pagamento non tracciabile: non è detraibile né deducibile."]


def test_an_office_outside_the_runts_promises_nothing(give, irene):
    OfficeSettings.objects.update(runts_number="")
    receipt = receipts.issue(donation=give(amount=Decimal(100)), by=irene, at=AT)
    assert (receipt.snapshot["tax"], receipt.snapshot["stamp"]) == ([], ["Imposta di bollo di 2,00 euro sull’originale."])


def test_a_volunteer_organisation_quotes_its_own_rule(give, irene):
    OfficeSettings.objects.update(runts_section="a")
    receipt = receipts.issue(donation=give(), by=irene, at=AT)
    assert "35%" in receipt.snapshot["tax"][0]


def test_the_rule_is_the_one_of_the_day_of_the_gift(give, irene):
    TaxRule.objects.filter(kind="benefit").update(valid_until=date(2026, 11, 19))
    assert receipts.issue(donation=give(), by=irene, at=AT).snapshot["tax"] == []


def test_a_company_reads_only_what_concerns_companies(give, irene, cantine):
    receipt = receipts.issue(donation=give(donor=cantine), by=irene, at=AT)
    assert [line[:15] for line in receipt.snapshot["tax"]] == ["In alternativa,"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"legal_nature": "sponsorship"}, "fattura elettronica"),
        ({"legal_nature": "membership_fee"}, "Quota associativa"),
        ({"donor": None}, "donatore"),
        ({"status": "announced"}, "annunciata"),
    ],
)
def test_what_is_no_gift_has_no_receipt_and_says_why(give, irene, fields, words):
    with pytest.raises(receipts.NotAllowed, match=words):
        receipts.issue(donation=give(**fields), by=irene, at=AT)


def test_the_database_refuses_a_receipt_for_a_sponsorship(give, irene):
    donation = give(legal_nature="sponsorship")
    with pytest.raises(IntegrityError, match="receipt_only_for_gifts"), transaction.atomic():
        Receipt.objects.create(
            year=2026, number=1, donation=donation, legal_nature="sponsorship", amount=1, issued_at=AT, snapshot={}, sha256="x"
        )


def test_one_living_receipt_for_a_gift(give, irene):
    donation = give()
    receipts.issue(donation=donation, by=irene, at=AT)
    with pytest.raises(receipts.NotAllowed):
        receipts.issue(donation=donation, by=irene, at=AT)


def test_replacing_annuls_and_takes_the_next_number(give, irene, giovanna):
    old = receipts.issue(donation=give(), by=irene, at=AT)
    parties.change(party=giovanna, by=irene, at=AT, municipality="Mortara")
    new = receipts.replace(receipt=old, reason="Residenza corretta", by=irene, at=AT)
    old.refresh_from_db()
    assert (old.status, old.annul_reason, old.replaced_by, new.number) == ("annulled", "Residenza corretta", new, 2)
    assert (old.snapshot["donor"][-1], new.snapshot["donor"][-1]) == ("Pavia", "Mortara")


def test_annulling_wants_a_reason(give, irene):
    receipt = receipts.issue(donation=give(), by=irene, at=AT)
    with pytest.raises(receipts.NotAllowed):
        receipts.annul(receipt=receipt, reason=" \x00 ", by=irene, at=AT)


@pytest.mark.parametrize(
    "fields", [{"amount": 1}, {"number": 9}, {"year": 2025}, {"snapshot": {}}, {"sha256": "x"}, {"pdf": "x"}, {"issued_at": AT}]
)
def test_the_database_refuses_to_change_what_was_printed(give, irene, fields):
    receipt = receipts.issue(donation=give(), by=irene, at=AT + timedelta(hours=1))
    with pytest.raises(DatabaseError, match="receipt_is_final"), transaction.atomic():
        Receipt.objects.filter(pk=receipt.pk).update(**fields)


def test_the_database_refuses_to_delete_a_receipt(give, irene):
    receipt = receipts.issue(donation=give(), by=irene, at=AT)
    with pytest.raises(DatabaseError, match="receipt_is_final"), transaction.atomic():
        Receipt.objects.filter(pk=receipt.pk).delete()


def test_an_annulled_receipt_stays_annulled(give, irene):
    receipt = receipts.annul(receipt=receipts.issue(donation=give(), by=irene, at=AT), reason="errore", by=irene, at=AT)
    with pytest.raises(DatabaseError, match="receipt_is_final"), transaction.atomic():
        Receipt.objects.filter(pk=receipt.pk).update(status="issued", annul_reason="")


def test_the_file_is_checked_at_every_reading(give, irene):
    receipt = receipts.issue(donation=give(), by=irene, at=AT)
    assert hashlib.sha256(receipts.content_of(receipt)).hexdigest() == receipt.sha256
    with receipt.pdf.storage.open(receipt.pdf.name, "wb") as file:
        file.write(b"%PDF other")
    with pytest.raises(receipts.NotTheFile):
        receipts.content_of(receipt)


def test_a_copy_is_marked(give, irene):
    receipt = receipts.issue(donation=give(), by=irene, at=AT)
    copy = receipts.copy_of(receipt, at=AT)
    annulled = receipts.copy_of(receipts.annul(receipt=receipt, reason="errore", by=irene, at=AT), at=AT)
    assert ("DUPLICATO" in text_of(copy), "ANNULLATA" in text_of(annulled)) == (True, True)


def test_hostile_names_are_printed_as_text(give, irene, cantine):
    name = "#panic() *x* $y$ <b> \u202e ]"
    parties.change(party=cantine, by=irene, at=AT, name=name)
    receipt = receipts.issue(donation=give(donor=type(cantine).objects.get(pk=cantine.pk)), by=irene, at=AT)
    assert any("#panic() *x* $y$ <b>" in line for line in text_of(receipts.content_of(receipt)))


def test_the_receipt_leaves_as_attachment(give, irene):
    receipt = receipts.send(receipt=receipts.issue(donation=give(), by=irene, at=AT), by=irene, at=AT)
    (message,) = deliver_due()
    (attached,) = list(message.iter_attachments())
    assert (receipt.status, attached.get_filename(), attached.get_content(), str(message["To"])) == (
        "sent", "ricevuta-2026-00001.pdf", receipts.content_of(receipt), "Giovanna Ricci <giovanna@posta.example>",
    )  # fmt: skip


def test_a_second_click_sends_one_receipt(give, irene):
    receipt = receipts.issue(donation=give(), by=irene, at=AT)
    for seconds in (0, 3):
        receipts.send(receipt=receipt, by=irene, at=AT + timedelta(seconds=seconds))
    assert len(deliver_due()) == 1


def test_sums_of_receipts_and_gifts_agree_to_the_cent(give, irene):
    amounts = [Decimal(cents) / 100 for cents in range(1, 1200, 37)]
    for amount in amounts:
        receipts.issue(donation=give(amount=amount), by=irene, at=AT)
    assert sum(Receipt.objects.values_list("amount", flat=True)) == sum(amounts)


def test_a_rolled_back_issue_gives_its_number_back(give, irene):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        receipts.issue(donation=give(), by=irene, at=AT)
        raise ZeroDivisionError
    assert receipts.issue(donation=give(), by=irene, at=AT).number == 1


@pytest.mark.django_db(transaction=True)
def test_eight_colleagues_at_once_leave_no_gap_and_no_repeat(give, irene):
    gifts = [give(amount=Decimal(10 + number)) for number in range(24)]
    failures: list[Exception] = []

    def work(mine) -> None:
        try:
            for number, donation in enumerate(mine):
                try:
                    with transaction.atomic():
                        receipts.issue(donation=donation, by=irene, at=AT)
                        if number == 1:
                            raise KeyError  # every thread drops one of its own after it was issued
                except KeyError:
                    pass
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(gifts[part::8],)) for part in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(Receipt.objects.values_list("number", flat=True)) == list(range(1, 17))


def test_a_refunded_gift_has_no_receipt(give, irene):
    donation = donations.end(donation=give(), status="refunded", reason="richiesta", ended_on=date(2026, 11, 23), by=irene, at=AT)
    assert receipts.refusal(donation) == "I soldi non sono qui: la donazione è restituita."
