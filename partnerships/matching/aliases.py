"""The many ways people write one thing: Italian and English words → the key of the fixed list."""

from __future__ import annotations

from functools import lru_cache

from ..vocab import ANSWERS
from .words import fold


def _table(rows: dict[str, str]) -> dict[str, str]:
    return {tidy(word): key for key, written in rows.items() for word in (key, *written.split(","))}


def tidy(text: str) -> str:
    """This function will write a key the one way we compare it: folded, lower case, single underscores."""
    return "_".join(fold(text).casefold().replace("-", " ").replace("_", " ").replace("'", " ").split())


OFFERS = _table({
    "cash": "denaro,money,soldi,fondi,funds,funding,donazione,contributo,contributo in denaro,financial",
    "goods": "beni,beni in natura,in kind,in-kind,materiali,materials,alimenti,cibo,food,beni alimentari,prodotti",
    "services": "servizi,servizi gratuiti,service",
    "skills": "competenze,pro bono,probono,skill,consulenza,expertise,advice",
    "volunteers": "volontari,volontariato,volontariato d'impresa,volunteer,volunteering,time,tempo,ore",
    "secondment": "distacco,distacco di personale",
    "spaces": "spazi,sale,spazi e sale,space,venue,venues,sede,premises,rooms",
    "equipment": "attrezzature,mezzi,comodato,attrezzature informatiche,computer,it equipment,vehicles,automezzi",
    "logistics": "logistica,trasporti,trasporto,magazzino,transport",
    "visibility": "visibilita,comunicazione,communication,publicity",
    "cause_marketing": "crm,cause related marketing",
    "payroll": "payroll giving,match giving",
    "placements": "tirocini,inserimenti lavorativi,internships,internship,jobs,stage,lavoro",
    "mentoring": "tutoraggio,tutoring,mentor,training,formazione",
    "network": "rete,rete di contatti,contatti,contacts",
    "sponsorship": "sponsorizzazione,sponsor",
    "fair_purchases": "acquisti solidali,acquisti,purchases",
})
NEEDS = _table({
    "project_funds": "fondi,denaro,money,cash,soldi,funds,funding,fondi per progetto,donazioni,financial,sponsor,sponsorship",
    "running_funds": "fondi per struttura",
    "food": "beni alimentari,alimenti,cibo",
    "materials": "beni,beni materiali,materiali,goods,in kind,in-kind,prodotti",
    "it_equipment": "attrezzature informatiche,computer,attrezzature,equipment",
    "furniture_vehicles": "arredi,automezzi,mezzi,vehicles,furniture,logistica,logistics,trasporti,transport",
    "premises": "sede,spazi,spaces,space,sale,rooms,venue",
    "occasional_volunteers": "volontari,volunteers,volunteer,volunteering,volontari una tantum,tempo,time,ore",
    "skilled_volunteers": "volontari con competenze,competenze,skills,pro bono",
    "advice": "consulenza,services,servizi,expertise,mentoring",
    "communication": "comunicazione,grafica,sito,sito web,website",
    "training": "formazione,tutoraggio,tutoring",
    "publicity": "visibilita,visibility",
    "job_placements": "inserimenti lavorativi,tirocini,placements,internships,jobs,lavoro",
    "tender_partner": "partner per bando",
    "local_network": "rete territoriale,rete,network,contatti",
})
TARGETS = _table({
    "children": "minori,bambini,bambine,infanzia,child,kids,minors,bambini e ragazzi",
    "youth": "giovani,ragazzi,adolescenti,young people,adolescents,teenagers",
    "families": "famiglie,famiglia,family,genitori,parents",
    "elderly": "anziani,anziano,terza eta,older people,seniors,old people",
    "disability": "disabili,disabilita,persone con disabilita,disabled,disabilities,people with disabilities",
    "migrants": "migranti,immigrati,rifugiati,stranieri,refugees,richiedenti asilo,immigrants",
    "poverty": "poverta,poveri,indigenti,persone in poverta,poor",
    "homeless": "senza dimora,senzatetto,homelessness",
    "women": "donne,donna,woman,donne in difficolta",
    "illness": "malati,ammalati,pazienti,patients,sick",
    "addiction": "dipendenze,tossicodipendenti,ludopatia,addictions,persone con dipendenze,substance abuse",
    "prison": "detenuti,ex detenuti,carcere,prisoners,inmates",
    "unemployed": "disoccupati,inoccupati,jobseekers",
    "students": "studenti,alunni,pupils,student,scuole",
    "carers": "caregiver,caregivers,familiari",
    "lgbt": "lgbtq,lgbt+,lgbtqia+",
    "animals": "animali,animal",
    "everyone": "tutti,comunita,cittadini,cittadinanza,community,everybody",
})
RETURNS = _table({
    "visibility": "visibilita,publicity,visibilita pubblica",
    "staff_engagement": "coinvolgimento dipendenti,coinvolgimento dei dipendenti,employee engagement,engagement",
    "impact_report": "rendicontazione,dati,report,impact data,bilancio di sostenibilita,reporting,impact",
    "team_building": "giornata insieme,teambuilding",
    "tax_receipt": "ricevuta,ricevuta fiscale,beneficio fiscale,receipt,tax benefit",
    "local_ties": "legame col territorio,territorio,local presence,community ties",
    "recruiting": "giovani talenti,talents,selezione",
    "training": "formazione,sensibilizzazione,awareness",
    "recognition": "ringraziamento,riconoscimento,thanks",
    "waste_reduction": "riuso,recupero eccedenze,reuse",
    "long_term": "relazione duratura,lasting relationship",
})
ETHICAL = _table({
    "gambling": "gioco d'azzardo,azzardo,scommesse,slot,betting",
    "alcohol": "alcol,alcolici,alcool",
    "tobacco": "tabacco,sigarette",
    "arms": "armi,armamenti,weapons",
    "pornography": "pornografia",
    "fossil": "combustibili fossili,fossili,fossil fuels,petrolio",
})


_SPOKEN: dict[tuple[int, str], tuple[str, ...]] = {}


def spoken(table: dict[str, str], key: str) -> tuple[str, ...]:
    """This function will give the words that a table knows for a key."""
    if key not in table:
        return ()
    at = (id(table), key)
    if at not in _SPOKEN:
        _SPOKEN[at] = tuple(word.replace("_", " ") for word, meant in table.items() if meant == key)
    return _SPOKEN[at]


def target(text: str) -> str:
    """This function will give the key of a target group, or the word itself when it is on no list."""
    return TARGETS.get(tidy(text), tidy(text))


def returned(text: str) -> str:
    """This function will give the key of a return, or the word itself."""
    return RETURNS.get(tidy(text), tidy(text))


@lru_cache(maxsize=65536)
def fit(need: str, offer: str) -> float:
    """This function will say how well a type of offer answers a type of need, in [0, 1]."""
    need, offer = tidy(need), tidy(offer)
    if need == offer:
        return 1.0
    asked, given = NEEDS.get(need, need), OFFERS.get(offer, offer)
    return 1.0 if asked == given else ANSWERS.get(asked, {}).get(given, 0.0)
