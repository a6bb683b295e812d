"""Invented companies and non-profits of which it is known who belongs together, and who only looks so.

It proves that the parts are wired and that the invariants hold. It can't prove quality: whoever plants the answer knows
where to look. Texts written by other people do that.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from partnerships.matching import COMPANY, NONPROFIT, Need, Offer, Profile

PROVINCES = {"PV": (45.19, 9.16), "MI": (45.46, 9.19), "LO": (45.31, 9.50), "AL": (44.91, 8.61), "PC": (45.05, 9.70), "BG": (45.70, 9.67)}
START = date(2027, 1, 1)
LITTLE_SENSE = """
insieme progetto territorio attività persone percorso rete nuova comunità iniziativa giornata gruppo mese provincia città luogo aiuto
tempo lavoro proposta sede realtà esperienza incontro anno cura scelta mano strada casa voce passo porta idea forza valore domanda
risposta bisogno squadra impegno crescita legame fiducia sostegno presenza
""".split()


@dataclass(frozen=True)
class Cause:
    """One thing that companies and non-profits want: how each side says it, and the facts that go with it."""

    said: tuple[str, ...]
    otherwise: tuple[str, ...]  # the same in other words: what only synonyms tell
    themes: frozenset[str]
    sdgs: frozenset[int]
    targets: frozenset[str]
    need: str
    offer: str
    unit: str


def _cause(said: str, otherwise: str, themes: str, sdgs: list[int], targets: str, need: str, offer: str, unit: str) -> Cause:
    return Cause(tuple(said.split()), tuple(otherwise.split()), frozenset(themes), frozenset(sdgs), frozenset(targets.split()), need, offer, unit)


CAUSES = (
    _cause(
        "spreco cibo eccedenze alimentari mensa famiglie", "recuperare pasti invenduti dispensa indigenti nuclei",
        "u", [2, 12], "poverty families", "food", "goods", "kg",
    ),
    _cause(
        "computer competenze digitali ragazzi scuola", "alfabetizzazione informatica portatili studenti adolescenti",
        "dl", [4, 10], "students youth", "it_equipment", "equipment", "pezzi",
    ),
    _cause(
        "anziani soli compagnia trasporto visite", "terza età solitudine accompagnamento ambulatori",
        "ac", [3, 11], "elderly", "furniture_vehicles", "logistics", "h",
    ),
    _cause(
        "parco alberi fiume pulizia ambiente", "piantumazione rive rifiuti biodiversità verde",
        "e", [13, 15], "everyone", "occasional_volunteers", "volunteers", "h",
    ),
    _cause(
        "disabilità autonomia tirocini inserimento lavoro", "persone fragili occupazione mansioni percorsi protetti",
        "p", [8, 10], "disability", "job_placements", "placements", "posti",
    ),
    _cause(
        "donne violenza accoglienza ascolto sportello", "maltrattamenti rifugio protezione madri",
        "w", [5, 16], "women", "project_funds", "cash", "EUR",
    ),
    _cause(
        "sport bambini palestra squadra gioco", "attività motoria ragazzini allenamenti campetto",
        "t", [3, 4], "children", "premises", "spaces", "h",
    ),
    _cause(
        "migranti lingua italiano corsi accoglienza", "rifugiati stranieri alfabetizzazione sportello legale",
        "r", [4, 10], "migrants", "training", "mentoring", "h",
    ),
    _cause(
        "teatro cultura musei giovani laboratori", "spettacoli arte patrimonio ragazzi botteghe",
        "fi", [4, 11], "youth", "communication", "services", "h",
    ),
    _cause(
        "carcere reinserimento detenuti formazione mestiere", "pena ex reclusi bottega artigiana seconda opportunità",
        "v", [8, 16], "prison", "training", "skills", "h",
    ),
    _cause(
        "malati ospedale reparto volontari conforto", "pazienti degenza corsia sollievo caregiver",
        "b", [3], "illness carers", "skilled_volunteers", "skills", "h",
    ),
    _cause(
        "dipendenze prevenzione gioco azzardo recupero", "tossicodipendenza ludopatia comunità terapeutica",
        "c", [3], "addiction", "advice", "skills", "h",
    ),
)  # fmt: skip
KINDS = ("right", "other_words", "far", "refused", "stuffed", "empty", "other_cause")
RIGHT = ("right", "other_words")


@dataclass(frozen=True)
class Invented:
    """Both sides, and for each company the ids of the non-profits that were planted for it, by kind."""

    companies: list[Profile]
    nonprofits: list[Profile]
    planted: dict[str, dict[str, list[str]]]


def invent(*, companies: int, nonprofits: int, seed: int = 1) -> Invented:
    """Return both sides; the first `companies` × 7 non-profits are planted, the others are a crowd of any cause."""
    rng = random.Random(seed)
    ours = [_company(rng, at) for at in range(companies)]
    theirs: list[Profile] = []
    planted: dict[str, dict[str, list[str]]] = {}
    for at, (company, cause) in enumerate(ours):
        kinds = planted.setdefault(company.id, {})
        for kind in KINDS:
            if len(theirs) < nonprofits:
                made = _planted(rng, kind, company, cause, f"n{at:05d}-{kind}")
                theirs.append(made)
                kinds.setdefault(kind, []).append(made.id)
    while len(theirs) < nonprofits:
        theirs.append(_anyone(rng, f"z{len(theirs):06d}"))
    rng.shuffle(theirs)
    return Invented([company for company, _cause in ours], theirs, planted)


def _prose(rng: random.Random, words: tuple[str, ...], many: int) -> str:
    said = [*rng.choices(words, k=many // 3), *rng.choices(LITTLE_SENSE, k=many - many // 3)]
    rng.shuffle(said)
    return " ".join(said)


def _place(rng: random.Random, province: str) -> dict[str, object]:
    lat, lon = PROVINCES[province]
    return {"province": province, "lat": lat + rng.uniform(-0.1, 0.1), "lon": lon + rng.uniform(-0.1, 0.1)}


def _company(rng: random.Random, at: int) -> tuple[Profile, Cause]:
    cause, province = CAUSES[at % len(CAUSES)], rng.choice(list(PROVINCES))
    offer = Offer(cause.offer, float(rng.randrange(20, 200)), cause.unit, START, START + timedelta(days=300))
    return Profile(
        id=f"c{at:05d}", kind=COMPANY, name=f"Azienda {at}", results=(_prose(rng, cause.said, 12),), text=_prose(rng, cause.said, 30),
        sdgs=cause.sdgs, themes=cause.themes, targets=cause.targets, territory=frozenset({province}), offers=(offer,),
        wants=frozenset({"staff_engagement", "visibility"}), sector="62.01", contact_consent=True, **_place(rng, province),
    ), cause  # fmt: skip


def _body(rng: random.Random, cause: Cause, name: str, province: str, words: tuple[str, ...], **changed: object) -> Profile:
    need = Need(cause.need, float(rng.randrange(20, 200)), cause.unit, START + timedelta(days=240))
    stated = dict(
        id=name, kind=NONPROFIT, name=f"Ente {name}", results=(_prose(rng, words, 12),), text=_prose(rng, words, 40), sdgs=cause.sdgs,
        themes=cause.themes, targets=cause.targets, territory=frozenset({province}), needs=(need,),
        gives=frozenset({"staff_engagement", "impact_report"}), contact_consent=True, capacity=2, kept=rng.randrange(4), broken=0,
        **_place(rng, province),
    )  # fmt: skip
    return Profile(**{**stated, **changed})


def _planted(rng: random.Random, kind: str, company: Profile, cause: Cause, name: str) -> Profile:
    near, far = company.province, rng.choice([code for code in PROVINCES if code != company.province])
    other = rng.choice([one for one in CAUSES if not one.themes & cause.themes])
    # What each kind changes of the one that fits.
    made = {
        "right": lambda: _body(rng, cause, name, near, cause.said),
        "other_words": lambda: _body(rng, cause, name, near, cause.otherwise),
        "far": lambda: _body(rng, cause, name, far, cause.said),
        "refused": lambda: _body(rng, cause, name, near, cause.said, exclusions=frozenset({"sector:62"})),
        "stuffed": lambda: _body(rng, other, name, near, other.said, text=" ".join(cause.said * 60)),
        "empty": lambda: Profile(id=name, kind=NONPROFIT, name=f"Ente {name}", text=_prose(rng, cause.said, 6)),
        "other_cause": lambda: _body(rng, other, name, near, other.said),
    }
    return made[kind]()


def _anyone(rng: random.Random, name: str) -> Profile:
    cause = rng.choice(CAUSES)
    return _body(rng, cause, name, rng.choice(list(PROVINCES)), rng.choice([cause.said, cause.otherwise]))


def as_wire(profile: Profile) -> dict[str, object]:
    """Return a profile as `match_rank` reads it."""
    plain: dict[str, object] = {
        "id": profile.id, "kind": profile.kind, "name": profile.name, "text": profile.text, "results": list(profile.results),
        "sdgs": sorted(profile.sdgs), "themes": sorted(profile.themes), "targets": sorted(profile.targets),
        "territory": sorted(profile.territory), "wants": sorted(profile.wants), "gives": sorted(profile.gives),
        "exclusions": sorted(profile.exclusions), "sector": profile.sector, "province": profile.province,
        "lat": profile.lat, "lon": profile.lon, "capacity": profile.capacity, "kept": profile.kept, "broken": profile.broken,
        "contact_consent": profile.contact_consent,
        "offers": [{"type": o.type, "qty": o.qty, "unit": o.unit, "from": str(o.start or ""), "to": str(o.end or "")} for o in profile.offers],
        "needs": [{"type": n.type, "qty": n.qty, "unit": n.unit, "by": str(n.by or "")} for n in profile.needs],
    }  # fmt: skip
    return {key: value for key, value in plain.items() if value not in (None, "", [])}
