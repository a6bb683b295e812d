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
# partnership, side ("" our office), kind, what, quantity, unit, value, how estimated, who gains, promised days ago, due in days (or None),
# deliveries as (days ago, quantity, value, note, the other side has confirmed)
CONTRIBUTIONS = [
    ("Officina dei compiti", "company", "cash", "Contributo annuo", None, "", 6000, "", "25 ragazzi del doposcuola", 195, 20,
     [(120, None, 2500, "Prima rata, bonifico", True)]),
    ("Officina dei compiti", "company", "time", "Tutor volontari in orario di lavoro", 120, "hours", 2640, "22 euro l’ora, costo del lavoro",
     "I ragazzi; i dipendenti imparano a spiegare", 195, 190, []),
    ("Officina dei compiti", "company", "goods", "10 computer", 10, "pieces", 1500, "valore dell’usato", "L’aula dei compiti", 195, -60,
     [(80, 10, None, "Consegnati in sede", True)]),
    ("Officina dei compiti", "nonprofit", "time", "Due educatori", 2, "people", 4200, "costo orario per cento giorni", "I tutor non sono soli",
     195, None, [(30, 2, None, "Presenti dal primo giorno", True)]),
    ("Officina dei compiti", "nonprofit", "spaces", "Sede e coordinamento, rapporto con le scuole", 100, "days", 1800, "18 euro il giorno",
     "L’azienda entra nelle scuole", 195, None, [(30, 60, None, "", True)]),
    ("Officina dei compiti", "", "skills", "Formazione dei tutor", 8, "hours", 400, "50 euro l’ora", "I tutor", 195, -150,
     [(170, 8, None, "Due pomeriggi in sede", True)]),
    ("Orto in azienda", "company", "spaces", "Cortile e acqua per dodici aiuole", 12, "pieces", 1200, "affitto evitato", "Il quartiere", 150,
     None, [(140, 12, None, "", True)]),
    ("Orto in azienda", "company", "time", "Turni dei dipendenti", 200, "hours", 4000, "20 euro l’ora", "I dipendenti all’aperto", 150, 120, []),
    ("Orto in azienda", "nonprofit", "skills", "Un ortolano che insegna", 60, "hours", 1500, "25 euro l’ora", "I dipendenti imparano", 150, 120,
     [(40, 24, None, "Sei venerdì", False)]),
    ("Ultimo miglio", "company", "goods", "Furgone due giorni la settimana", 90, "days", 5400, "60 euro il giorno", "Le famiglie di collina", 180,
     None, [(60, 40, None, "", True)]),
    ("Palestra aperta", "company", "cash", "Impianto nuovo degli spogliatoi", None, "", 4000, "", "Le squadre miste", 90, -12, []),
    ("Palestra aperta", "nonprofit", "visibility", "Nome sulle maglie e sui manifesti", None, "", 600, "stima dell’ente", "L’azienda", 90, None, []),
    ("Boschi di città", "company", "goods", "1.200 alberi", 1200, "pieces", 9600, "8 euro l’uno", "Tre quartieri", 250, 20,
     [(80, 840, None, "Tre consegne", True)]),
    ("Boschi di città", "nonprofit", "time", "Volontari per piantarli", 400, "hours", 6000, "15 euro l’ora", "Il vivaio è conosciuto", 250, 20, []),
    ("Sponde pulite", "company", "time", "Giornate dei dipendenti", 180, "hours", 3600, "20 euro l’ora", "Chi abita sul fiume", 330, -30, []),
    ("Sponde pulite", "nonprofit", "skills", "Guide e attrezzatura", 6, "days", 900, "150 euro il giorno", "I dipendenti conoscono il fiume", 330,
     -30, [(60, 6, None, "", True)]),
    ("Vigna aperta", "company", "time", "Vendemmia con tutor", 160, "hours", 3200, "20 euro l’ora", "Dodici persone", 40, 200, []),
]  # fmt: skip
# partnership, people, hours each, what, days ago, answer of the host: True, False or None (waits)
HOURS = [
    ("Officina dei compiti", 8, 2, "Compiti di matematica e italiano", 130, True),
    ("Officina dei compiti", 7, 2, "Compiti e lettura", 70, True),
    ("Officina dei compiti", 8, 4, "Laboratorio di robotica", 40, True),
    ("Officina dei compiti", 6, 2, "Compiti, gruppo del martedì", 3, None),
    ("Orto in azienda", 10, 3, "Preparate le aiuole", 120, True),
    ("Orto in azienda", 12, 3, "Semine d’autunno", 60, True),
    ("Orto in azienda", 9, 2, "Raccolto e cassette", 20, True),
    ("Boschi di città", 24, 4, "Piantati 300 alberi", 140, True),
    ("Boschi di città", 18, 4, "Piantati 290 alberi", 80, True),
    ("Sponde pulite", 30, 5, "Da Pavia a Canarazzo", 230, True),
    ("Sponde pulite", 6, 5, "Ultimo tratto", 120, True),
]  # fmt: skip
# partnership, milestone, title, what, starts days from today, due days from today, who answers (side or "us"), R, C, I, after (titles), closed
ACTIVITIES = [
    ("Officina dei compiti", True, "Sede e aule pronte", "", None, -180, "nonprofit", [], [], ["company"], [], True),
    ("Officina dei compiti", False, "Formazione dei tutor", "Due pomeriggi sul metodo e sui ragazzi.", -178, -165, "us", ["us"], ["nonprofit"],
     ["company"], ["Sede e aule pronte"], True),
    ("Officina dei compiti", False, "Doposcuola con i tutor", "Martedì e giovedì, dalle tre alle cinque.", -160, 150, "nonprofit",
     ["nonprofit", "company"], ["us"], [], ["Formazione dei tutor"], False),
    ("Officina dei compiti", False, "Laboratori di robotica", "Venti ore in officina, a gruppi di sei.", 20, 90, "company", ["company"],
     ["nonprofit"], ["us"], [], False),
    ("Officina dei compiti", True, "Mostra dei lavori in azienda", "", None, 110, "company", ["nonprofit"], [], ["us"],
     ["Laboratori di robotica"], False),
    ("Officina dei compiti", True, "Pagelle raccolte, con il consenso", "", None, 190, "nonprofit", [], ["us"], ["company"],
     ["Doposcuola con i tutor"], False),
    ("Orto in azienda", False, "Preparare le aiuole", "", -140, -115, "company", ["company"], ["nonprofit"], [], [], True),
    ("Orto in azienda", False, "Turni dell’orto", "Due turni la settimana.", -110, 110, "company", ["company"], [], ["us"],
     ["Preparare le aiuole"], False),
    ("Orto in azienda", True, "Accordo con la mensa firmato", "", None, -6, "nonprofit", [], ["us"], ["company"], [], False),
    ("Orto in azienda", True, "Festa del raccolto", "", None, 100, "us", ["company"], ["nonprofit"], [], ["Turni dell’orto"], False),
    ("Ultimo miglio", True, "Giro del mercoledì avviato", "", None, -150, "company", [], [], [], [], True),
    ("Ultimo miglio", False, "Giro del sabato", "", -90, -20, "company", [], ["nonprofit"], [], ["Giro del mercoledì avviato"], False),
    ("Palestra aperta", True, "Progetto dell’impianto approvato", "", None, -70, "company", [], ["nonprofit"], [], [], True),
    ("Palestra aperta", False, "Lavori negli spogliatoi", "", -60, 10, "company", ["company"], ["nonprofit"], ["us"],
     ["Progetto dell’impianto approvato"], False),
    ("Palestra aperta", True, "Collaudo dell’impianto", "", None, 17, "company", [], [], ["nonprofit"], ["Lavori negli spogliatoi"], False),
]  # fmt: skip
# partnership, occasion, days ago, answers as (side, trust, communication, promises, balance, words)
PULSES = [
    ("Officina dei compiti", "dopo il primo mese", 150, [("company", 3, 3, 4, 3, ""), ("nonprofit", 3, 3, 3, 3, "")]),
    ("Officina dei compiti", "dopo la verifica di settembre", 85, [("company", 4, 3, 4, 3, ""), ("nonprofit", 3, 4, 4, 3, "")]),
    ("Officina dei compiti", "dopo l’incontro del mese scorso", 20,
     [("company", 4, 4, 4, 4, "I ragazzi ci aspettano: ne parlano anche in mensa."), ("nonprofit", 4, 5, 4, 4, "")]),
    ("Orto in azienda", "dopo l’estate", 30,
     [("company", 5, 4, 4, 5, "Tutto bene, avanti così."), ("nonprofit", 3, 3, 4, 2, "Le date le decidono loro e noi le sappiamo dopo.")]),
    ("Ultimo miglio", "a metà strada", 60, [("company", 3, 2, 3, 4, "")]),
]  # fmt: skip
# partnership, subject, severity, days ago, told by (side), steps as (kind, days ago, text), how it ended or None
DISPUTES = [
    ("Officina dei compiti", "Chi decide i turni nei giorni di chiusura", "light", 14, "nonprofit",
     [("talk", 12, "Sentita la coordinatrice: serve saperlo una settimana prima."), ("talk", 9, "L’azienda propone un calendario unico.")], None),
    ("Boschi di città", "Nome sui cartelli degli alberi", "medium", 150, "company",
     [("talk", 145, "Il vivaio vuole il marchio, l’associazione teme la pubblicità."), ("meeting", 135, "Incontro dei tre al vivaio."),
      ("agreement", 130, "Un cartello per quartiere con entrambi i nomi, uguali.")],
     ("resolved", "Un cartello per quartiere, entrambi i nomi della stessa grandezza.", 130)),
]  # fmt: skip
# partnership, heading, planned, expenses as (days ago, amount, what)
BUDGET = [
    ("Officina dei compiti", "Materiali per i laboratori", 2200, [(60, 780, "Dodici kit di robotica"), (35, 214, "Quaderni e cancelleria")]),
    ("Officina dei compiti", "Assicurazione dei volontari", 600, [(110, 540, "Polizza annuale")]),
    ("Officina dei compiti", "Merende e trasporti", 1800, [(25, 312, "Merende di ottobre")]),
    ("Palestra aperta", "Impianto degli spogliatoi", 5200, []),
]  # fmt: skip
# partnership, kind, title, likelihood, impact, what we do
RISKS = [
    ("Officina dei compiti", "other", "A giugno i tutor vanno in ferie", 2, 2, "Calendario di maggio anticipato di due settimane."),
]  # fmt: skip
