"""The dated rules a new office starts with. They are configuration: the office head changes them in the admin.

Read in public material, not legal advice. What was read: art. 83 and 82 D.Lgs. 117/2017 (in force for all bodies of the
RUNTS; title X fully from 1 January 2026), art. 13 of the tariff on stamp duty. Company-form social enterprises
(section d) are left out of the benefits: whoever is one decides with an accountant.
"""

from datetime import date
from decimal import Decimal

CODE = "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:decreto.legislativo:2017-07-03;117~art"
RUNTS = ["a", "b", "c", "e", "f", "g"]
START = date(2018, 1, 1)

RULES: list[dict] = [
    {
        "kind": "benefit", "title": "Detrazione 30%, persone fisiche", "donor_type": "person",
        "runts_sections": ["b", "c", "e", "f", "g"], "percent": Decimal(30), "ceiling": Decimal(30000),
        "text": "Per le persone fisiche la legge prevede una detrazione del 30% delle erogazioni in denaro tracciabili, "
        "fino a 30.000 euro l’anno (art. 83, comma 1, D.Lgs. 117/2017), nei limiti e alle condizioni di legge.",
        "source": "D.Lgs. 117/2017, art. 83, comma 1", "source_url": f"{CODE}83", "valid_from": START,
    },
    {
        "kind": "benefit", "title": "Detrazione 35%, persone fisiche a ODV", "donor_type": "person",
        "runts_sections": ["a"], "percent": Decimal(35), "ceiling": Decimal(30000),
        "text": "Per le persone fisiche la legge prevede una detrazione del 35% delle erogazioni in denaro tracciabili alle "
        "organizzazioni di volontariato, fino a 30.000 euro l’anno (art. 83, comma 1, D.Lgs. 117/2017), nei limiti e alle "
        "condizioni di legge.",
        "source": "D.Lgs. 117/2017, art. 83, comma 1", "source_url": f"{CODE}83", "valid_from": START,
    },
    {
        "kind": "benefit", "title": "Deduzione 10%, persone, enti e società", "donor_type": "any", "runts_sections": RUNTS,
        "percent": Decimal(10), "ceiling": None,
        "text": "In alternativa, per persone, enti e società la legge prevede la deduzione nel limite del 10% del reddito "
        "complessivo dichiarato (art. 83, comma 2, D.Lgs. 117/2017). I benefici non si sommano tra loro.",
        "source": "D.Lgs. 117/2017, art. 83, comma 2", "source_url": f"{CODE}83", "valid_from": START,
    },
    {
        "kind": "untraceable", "title": "Contanti: nessun beneficio", "donor_type": "any", "runts_sections": [],
        "percent": None, "ceiling": None,
        "text": "Erogazione con mezzo di pagamento non tracciabile: non è detraibile né deducibile.",
        "source": "D.Lgs. 117/2017, art. 83, comma 1", "source_url": f"{CODE}83", "valid_from": START,
    },
    {
        "kind": "stamp_exempt", "title": "Bollo: esenzione degli enti del RUNTS", "donor_type": "any",
        "runts_sections": RUNTS, "percent": None, "ceiling": None,
        "text": "Esente da imposta di bollo ai sensi dell’art. 82, comma 5, D.Lgs. 117/2017.",
        "source": "D.Lgs. 117/2017, art. 82, comma 5", "source_url": f"{CODE}82", "valid_from": START,
    },
    {
        "kind": "stamp_due", "title": "Bollo: oltre la soglia", "donor_type": "any", "runts_sections": [],
        "percent": None, "ceiling": Decimal("77.47"),
        "text": "Imposta di bollo di 2,00 euro sull’originale.",
        "source": "D.P.R. 642/1972, tariffa, parte prima, art. 13", "source_url": "", "valid_from": START,
    },
]
