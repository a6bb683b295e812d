"""The payment code says what the EPC guideline wants."""

from decimal import Decimal

import pytest
from segno import helpers

from fundraising import epc

IBAN = "IT55J9999911300000000012345"


@pytest.mark.parametrize("amount", ["50", "1234.50", "0.01"])
def test_code_holds_the_payload_line_by_line(amount):
    facts = {"name": "CSV Prova ETS", "iban": IBAN, "amount": Decimal(amount), "text": "CAMP2601 Un doposcuola è qui"}
    spoken = epc.payload(**facts)
    assert spoken.splitlines() == [
        "BCD", "002", "1", "SCT", "", "CSV Prova ETS", IBAN, f"EUR{amount}", "", "", "CAMP2601 Un doposcuola è qui",
    ]  # fmt: skip
    data = helpers._make_epc_qr_data(
        name=facts["name"], iban=IBAN, amount=amount, text=facts["text"], encoding=epc.UTF8
    )
    assert data.decode().rstrip("\n").splitlines()[:7] == spoken.splitlines()[:7]
    assert epc.code(**facts) == helpers.make_epc_qr(
        name=facts["name"], iban=IBAN, amount=amount, text=facts["text"], encoding=epc.UTF8
    )


def test_drawing_has_no_style_and_escapes_its_label():
    drawn = epc.svg(epc.code(name="A", iban=IBAN, amount=Decimal(5), text="x"), label='"><script>')
    assert ("style=" in drawn, "<script>" in drawn, drawn.startswith('<svg role="img" aria-label="&quot;')) == (
        False, False, True,
    )  # fmt: skip
