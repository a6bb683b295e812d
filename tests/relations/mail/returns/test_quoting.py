"""What somebody wrote, without what the mail program put beneath."""

import pytest

from relations.mail.returns.quoting import answer_in

SEEN = {
    "gmail": ("Va bene.\n\nIl giorno mar 24 nov 2026 alle ore 10:00 Anna <a@b.example>\nha scritto:\n\n> Buongiorno", "Va bene."),
    "english": ("Fine.\n\nOn Tue, 24 Nov 2026 at 10:00, Anna Rossi <a@b.example> wrote:\n> Hello", "Fine."),
    "outlook": ("Confermo.\n\nDa: Anna Rossi <a@b.example>\nInviato: martedì 24 novembre 2026 10:00\nA: Giulia\nOggetto: Invito\n\nTesto", "Confermo."),
    "original": ("Sì.\n-----Messaggio originale-----\nDa: x\nTesto", "Sì."),
    "signature": ("Grazie a voi.\n\n-- \nGiulia\nPresidente", "Grazie a voi."),
    "phone": ("Arrivo alle 9.\n\nInviato da iPhone\n\nIl 24/11/2026 10:00, Anna ha scritto:\n> x", "Arrivo alle 9."),
    "confidential": ("Ricevuto.\n\nQuesto messaggio contiene informazioni riservate e confidenziali.", "Ricevuto."),
    "between the lines": ("> Venite?\nSì, in quattro.\n> Grazie", "Sì, in quattro."),
    "a colon in the words": ("Da: lunedì possiamo.\nA presto", "Da: lunedì possiamo.\nA presto"),
    "only a quotation": ("> Buongiorno", "> Buongiorno"),
    "long pauses": ("Uno\n\n\n\n\nDue", "Uno\n\nDue"),
}


@pytest.mark.parametrize("name", SEEN)
def test_the_answer_alone(name):
    text, answer = SEEN[name]
    assert answer_in(text) == answer
