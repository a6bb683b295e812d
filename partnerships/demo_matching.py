"""The demo's checks of bodies, its plan of matches, a stop that was lifted, and needs a non-profit sent in by itself."""

from datetime import timedelta
from uuid import UUID

from partnerships.actions import overrides, plans, submissions, vetting
from partnerships.models import PartnerRequest
from relations.demo import Demo

# body, label, days ago, valid for so many days, what was seen, lines of due diligence
CHECKS = [
    ("Riseria Dosso Verde", "verified", 5, 730, "Visura camerale e documento del direttore",
     {"sector": ("clear", ""), "reputation": ("clear", "Due articoli locali, nulla di negativo"), "conflicts": ("clear", ""),
      "registers": ("clear", "Registro imprese, nessuna procedura")}),
    ("Mensa Fraterna", "runts", 120, 365, "Sezione ODV, iscrizione confermata",
     {"sector": ("clear", ""), "reputation": ("clear", ""),
      "conflicts": ("accepted", "Una nostra consigliera è socia: non vota su questo ente"), "registers": ("clear", "")}),
    ("Orti Insieme", "runts", 200, 365, "Sezione APS", {"sector": ("clear", ""), "registers": ("clear", "")}),
    ("Doposcuola Senza Confini", "self_certified", 160, 182, "Autocertificazione del presidente", {"sector": ("clear", "")}),
    ("Casa Girasole", "verified", 60, 730, "Statuto e verbale di nomina", {}),
    ("Panificio Due Ponti", "self_certified", 200, 182, "Modulo firmato dal titolare", {"sector": ("clear", "")}),
    ("Amici del Ticino", "runts", 30, 365, "Sezione ODV", {"sector": ("clear", ""), "reputation": ("clear", "")}),
]  # fmt: skip


def build(demo: Demo, request: PartnerRequest) -> None:
    """Check some bodies, lift one stop of `request`, plan all that is open, and leave one form to be read."""
    head, officer = demo.colleagues[0], demo.colleagues[1]
    for name, label, ago, lasts, seen, lines in CHECKS:
        body, at = demo.organization(name), demo.at(ago, 15)
        day = demo.today - timedelta(days=ago)
        vetting.check(organization=body, label=label, expires_on=day + timedelta(days=lasts), note=seen, by=officer, at=at)
        vetting.examine(organization=body, found=lines, by=officer, at=at)
    best = request.matches.exclude(invited_at=None).first()
    overrides.note_risk(
        match=best, text="I turni in mensa sono serali: va chiarito con l’azienda se valgono come orario di lavoro.",
        by=officer, at=demo.at(3, 9, 20),
    )  # fmt: skip
    overrides.lift(
        request=request, nonprofit=demo.organization("Musica per Tutti"), by=head, at=demo.at(2, 11),
        reason="È in pausa fino a gennaio, ma il presidente ci ha chiesto di avvisarlo se un’azienda cercava volontari.",
    )  # fmt: skip
    plans.compute(by=head, at=demo.at(1, 12))
    _form(demo)


def _form(demo: Demo) -> None:
    """A small non-profit found the public page and confirmed."""
    row = submissions.send(
        key=UUID(int=7900), language="it", at=demo.at(1, 18), name="Biblioteca di Quartiere APS", tax_code="96000000180",
        municipality="Vigevano", province="PV", contact_name="Teresa Albini", contact_email="teresa@bibliotecadiquartiere.example",
        contact_phone="0381 000 640", themes=["i", "l"], targets=["children", "elderly"], refused=["ethical:gambling"], may_propose=True,
        capacity={"people_at_once": 6, "notice_days": 10, "has_insurance": True, "gives": ["local_ties", "visibility"]},
        needs=[
            {"title": "Scaffali per la sala dei ragazzi", "kind": "furniture_vehicles", "quantity": "12", "unit": "pieces", "by_on": "",
             "results_text": "Aprire due pomeriggi in più la settimana.", "limits_text": "Solo al piano terra"},
        ],
    )  # fmt: skip
    submissions.confirm(submission=row, at=demo.at(1, 18, 20))
