"""The invented programmes of the demo office: what is measured, given, done, risked."""

# partnership, title, what, why it can be reached, which need, indicator, unit, start, target, level, kind, source, how often,
# measured by (side or ""), from so many days ago, due in so many days, values as (days ago, value)
OBJECTIVES = [
    ("Officina dei compiti", "120 ore di tutoraggio dei dipendenti",
     "Operai e impiegati seguono i ragazzi delle medie il martedì e il giovedì pomeriggio nella sede del doposcuola.",
     "Otto dipendenti hanno già detto sì e l’azienda concede due ore al mese in orario di lavoro.",
     "Il doposcuola ha venti ragazzi in attesa e quattro educatori.",
     "120 ore di tutoraggio dei dipendenti", "ore", 0, 120, "output", "quantity", "Registro presenze del doposcuola", "monthly", "nonprofit",
     190, 190, [(160, 6), (130, 14), (100, 22), (70, 38), (40, 51), (8, 62)]),
    ("Officina dei compiti", "25 ragazzi seguiti ogni settimana",
     "Ragazzi tra gli undici e i quattordici anni di Vigevano, almeno due pomeriggi la settimana.",
     "La sede regge trenta posti e dieci computer sono già arrivati.",
     "Un ragazzo su quattro del quartiere arriva in terza con debiti.",
     "25 ragazzi seguiti ogni settimana", "ragazzi", 8, 25, "outcome", "quantity", "Foglio firme, media mensile", "monthly", "nonprofit",
     190, 125, [(160, 11), (130, 12), (100, 15), (70, 16), (40, 18), (8, 19)]),
    ("Officina dei compiti", "80% di promossi senza debiti",
     "Ragazzi seguiti dal doposcuola nelle tre scuole medie di Vigevano.",
     "L’anno scorso i seguiti due volte la settimana sono stati promossi nel 72% dei casi.",
     "I debiti a settembre sono la prima causa di abbandono nel quartiere.",
     "80% di promossi senza debiti", "%", 48, 80, "impact", "quality", "Pagelle, con consenso delle famiglie", "quarterly", "nonprofit",
     190, 130, [(150, 51), (90, 56), (12, 61)]),
    ("Orto in azienda", "30 cassette di verdura al mese alla mensa",
     "Verdura dell’orto nel cortile della tipografia, portata ogni venerdì alla mensa di Pavia.",
     "Ci sono dodici aiuole e venti dipendenti iscritti ai turni.", "La mensa compra ogni settimana la verdura che le manca.",
     "Cassette portate alla mensa", "cassette", 0, 30, "output", "quantity", "Bolle di consegna", "monthly", "nonprofit",
     150, 120, [(120, 4), (90, 11), (60, 17), (30, 19)]),
    ("Ultimo miglio", "80 famiglie raggiunte a casa ogni settimana",
     "Famiglie dei paesi di collina senza mezzi, con il furgone dell’azienda il mercoledì e il sabato.",
     "Il furgone è libero due giorni e i volontari sono sei.", "Gli anziani di collina non arrivano al banco alimentare.",
     "Famiglie raggiunte", "famiglie", 20, 80, "outcome", "quantity", "Giro del furgone", "monthly", "",
     180, 60, [(150, 24), (110, 30), (60, 33)]),
    ("Boschi di città", "1.200 alberi piantati in tre quartieri",
     "Alberi e siepi in tre quartieri di Voghera, con le scuole e i dipendenti del vivaio.",
     "Il vivaio ha le piante e il Comune ha indicato i terreni.", "In quei quartieri d’estate ci sono quattro gradi in più.",
     "Alberi piantati", "alberi", 0, 1200, "output", "quantity", "Verbali di messa a dimora", "quarterly", "company",
     250, 30, [(200, 150), (140, 520), (80, 840), (20, 1130)]),
    ("Sponde pulite", "3.000 kg di rifiuti tolti dal fiume",
     "Dodici chilometri di riva tra Pavia e Bereguardo, sei giornate con dipendenti e volontari.",
     "Sei giornate sono già in calendario con trenta iscritti l’una.", "Le rive sono piene di plastica e nessuno ne risponde.",
     "Rifiuti raccolti", "kg", 0, 3000, "output", "quantity", "Pesate dell’azienda dei rifiuti", "monthly", "nonprofit",
     320, 15, [(280, 420), (230, 980), (180, 1510), (120, 2260), (60, 2840), (25, 3120)]),
]  # fmt: skip
# A value a partner sent that still waits: partnership, indicator, value, days ago, words
SENT = ("Orto in azienda", "Cassette portate alla mensa", 22, 6, "Due venerdì di pioggia: le ultime quattro le portiamo lunedì.")
# Objectives in the making: partnership, title, indicator, unit, start, target, due in days
DRAFTS = [
    ("Vigna aperta", "Migliorare le competenze dei detenuti", "Persone formate", "persone", 0, 12, 200),
]  # fmt: skip
