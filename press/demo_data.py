"""The invented releases, journalists and pieces of the demo office."""
# ruff: noqa: E501

# days ago, topic, kicker, title, summary, place, paragraphs
RELEASES = [
    (352, "services", "Sportello", "Apre a Pavia lo sportello che mette in contatto aziende e associazioni",
     "Due mattine alla settimana, un referente per ogni impresa che vuole collaborare con il volontariato della provincia.", "Pavia",
     ["Da lunedì in via dei Mille 12 le imprese della provincia trovano una persona con cui parlare di volontariato. Lo sportello è aperto il martedì e il giovedì mattina.",
      "Chi arriva racconta che cosa vuole ottenere e che cosa può mettere a disposizione: tempo, competenze, spazi, prodotti. L’Ufficio Relazioni cerca l’ente più vicino e segue l’accordo."]),
    (331, "volunteering", "Volontariato", "Nonni in Rete cerca trenta volontari per i corsi di telefono",
     "Cinque quartieri, dieci incontri, un anziano e un volontario allo stesso tavolo: iscrizioni fino a fine mese.", "Pavia",
     ["Dieci incontri per imparare a prenotare una visita, leggere un messaggio, riconoscere una truffa. I corsi partono in cinque quartieri.",
      "«Non insegniamo il telefono: togliamo la paura», dice la presidente dell’associazione."]),
    (312, "companies", "Imprese", "La Riseria Dosso Verde dona le eccedenze alla Mensa Fraterna",
     "Quattro quintali di riso al mese diventano pasti caldi a Mortara. L’accordo dura un anno e i numeri saranno pubblici.", "Garlasco",
     ["Il riso con la confezione difettosa non va più al macero: ogni mese quattro quintali arrivano alla cucina di Mortara.",
      "L’accordo è nato da un modulo di cinque domande compilato sul sito del centro servizi."]),
    (290, "territory", "Territorio", "Sponde pulite: 3,2 tonnellate in un sabato",
     "Sessanta volontari, sei chilometri di riva e una rete di farmacie lungo il Ticino.", "Pavia",
     ["Sessanta persone hanno ripulito sei chilometri di riva. Il peso è stato misurato all’isola ecologica: 3,2 tonnellate, metà plastica.",
      "La prossima uscita è tra un mese; guanti e sacchi li mettono le farmacie."]),
    (268, "institutions", "Istituzioni", "La provincia firma il patto per il volontariato",
     "Diciotto comuni, ventidue impegni misurabili fino al 2029 e una verifica pubblica ogni anno.", "Pavia",
     ["Diciotto comuni hanno firmato ventidue impegni: sale gratuite, assicurazione condivisa, un referente per comune.",
      "Ogni anno, a maggio, si pubblica che cosa è stato mantenuto e che cosa no."]),
    (247, "volunteering", "Volontariato", "Oltrepò, la vigna che insegna un mestiere",
     "Quattro ragazzi in tirocinio tra i filari con Cantine Colle Rovo.", "Stradella",
     ["Potatura, legatura, vendemmia: quattro ragazzi hanno cominciato il tirocinio tra i filari.",
      "Il percorso dura nove mesi ed è seguito da due tutor dell’azienda."]),
    (225, "together", "Profit e non profit insieme", "Software Naviglio rifà i siti di sei associazioni",
     "Ottanta ore donate dai programmatori, siti leggibili da tutti e facili da aggiornare.", "Pavia",
     ["Sei associazioni avranno un sito nuovo entro l’estate. Lo scrivono i programmatori di un’azienda di Pavia, in orario di lavoro.",
      "I siti saranno provati da persone con disabilità visiva prima di andare in rete."]),
    (203, "fundraising", "Raccolta fondi", "Un doposcuola per la Lomellina: parte la raccolta",
     "Servono 25.000 euro per tenere aperto il doposcuola di Mortara fino a giugno.", "Mortara",
     ["Il doposcuola segue diciannove ragazzi ogni settimana. Per arrivare a giugno mancano 25.000 euro.",
      "Ogni mese si pubblica quanto è stato raccolto e come è stato speso."]),
    (181, "services", "Formazione", "Bilancio sociale: tre serate gratuite per le associazioni",
     "Come si scrive, che cosa non può mancare, come si racconta ai soci. Iscrizioni aperte.", "Voghera",
     ["Tre serate con esempi veri: si porta il proprio bilancio e si torna a casa con una bozza.",
      "Posti limitati a quaranta persone; le lezioni restano disponibili per chi non può venire."]),
    (160, "companies", "Imprese", "Quando l’orto entra in azienda",
     "A Stradella i dipendenti coltivano, la mensa solidale cucina.", "Stradella",
     ["Trecento metri quadrati dietro il magazzino sono diventati un orto. Lo curano i dipendenti nella pausa pranzo, con Orti Insieme.",
      "La verdura va alla mensa solidale due volte alla settimana."]),
    (142, "territory", "Territorio", "Rive e sentieri: la mappa dei luoghi da adottare",
     "Trentadue tratti di sentiero cercano un gruppo che se ne prenda cura.", "Pavia",
     ["La mappa segna trentadue tratti di sentiero senza un custode. Bastano quattro persone e due mattine all’anno.",
      "Le scuole che adottano un sentiero ricevono una guida e gli attrezzi."]),
    (118, "institutions", "Istituzioni", "Assicurazione dei volontari: una polizza per tutta la provincia",
     "Costa un terzo in meno e copre anche gli occasionali.", "Pavia",
     ["Centoquaranta associazioni hanno firmato una polizza unica: costa un terzo in meno e vale dal primo giorno.",
      "Per aderire basta l’elenco dei volontari aggiornato."]),
    (97, "journal", "LiberaMente", "È uscito il numero d’estate di LiberaMente",
     "Storie, conti e appuntamenti del trimestre. Si riceve gratis.", "Pavia",
     ["Ventiquattro pagine: l’inchiesta sui doposcuola, i conti del centro servizi, gli appuntamenti di tre mesi.",
      "Si riceve per posta o per e-mail: basta chiederlo."]),
    (74, "volunteering", "Volontariato", "Ambulanze della Valle Versa: diciotto nuovi soccorritori",
     "Hanno finito il corso dopo sei mesi di sere e sabati. La più giovane ha diciannove anni.", "Stradella",
     ["Diciotto persone hanno passato l’esame. Da sabato sono in turno.",
      "Il prossimo corso comincia a gennaio: la prima sera è aperta a tutti."]),
    (52, "companies", "Imprese", "La Banca del Confluente apre le sale alle associazioni",
     "Quattro sale in quattro comuni, gratis, la sera e il sabato.", "Pavia",
     ["Le sale riunioni di quattro filiali si prenotano con un modulo: la sera e il sabato sono gratis per gli enti iscritti.",
      "In due mesi le hanno usate ventisei associazioni."]),
    (30, "fundraising", "Raccolta fondi", "Un doposcuola per la Lomellina: tre quarti della strada",
     "164 persone hanno già donato. Mancano 6.360 euro per tenere aperto il doposcuola fino a giugno.", "Mortara",
     ["In cinque mesi 164 persone hanno donato 18.640 euro. Ne mancano 6.360.",
      "Con i fondi raccolti sono già stati pagati gli educatori fino a marzo."]),
    (9, "together", "Profit e non profit insieme", "Cento ore per chi resta indietro",
     "Undici dipendenti di Meccanica Lomellina fanno i tutor al doposcuola di Mortara: 62 ore in sei mesi, 19 ragazzi seguiti ogni settimana.", "Mortara",
     ["Alle cinque del pomeriggio, in via Cassolo, si spengono i torni e si aprono i quaderni. Da maggio undici dipendenti di Meccanica Lomellina affiancano i volontari del Doposcuola Senza Confini, a dieci minuti dall’officina.",
      "In sei mesi sono state donate 62 ore. I ragazzi seguiti ogni settimana sono passati da 8 a 19.",
      "L’obiettivo è arrivare a 120 ore e 25 ragazzi entro giugno. I risultati, anche quelli che non tornano, saranno pubblici."]),
]
QUOTES = {
    "Cento ore per chi resta indietro": "Non portiamo soldi e basta, portiamo le nostre persone.",
    "Quando l’orto entra in azienda": "In pausa pranzo non parliamo più di lavoro: parliamo di zucchine.",
}
IN_REVIEW = (
    "volunteering", "Volontariato", "Festa del volontariato: cinquanta associazioni in piazza",
    "Sabato dalle 10 alle 19 i banchi, i laboratori per bambini e la cena insieme.", "Vigevano",
    ["Cinquanta associazioni portano in piazza quello che fanno. Dalle 10 alle 19 si provano i mestieri del volontariato.",
     "In caso di pioggia ci si vede al palazzetto."])  # fmt: skip
EMBARGOED = (
    "together", "Profit e non profit insieme", "Nasce il fondo per le partnership: dodici aziende, un bando",
    "Sessantamila euro all’anno per i progetti che aziende e associazioni scrivono insieme.", "Pavia",
    ["Dodici aziende della provincia mettono insieme sessantamila euro all’anno. Il bando apre a gennaio.",
     "Si finanziano solo progetti con obiettivi misurati e un referente per parte."])  # fmt: skip
DRAFT = (
    "services", "Sportello", "Un anno di sportello: i numeri", "", "Pavia",
    ["Da completare con i dati di fine mese."])  # fmt: skip
# organisation of the archive → kind, area, periodicity, deadline, topics
OUTLETS = {
    "La Voce del Ticino": ("daily", "Provincia di Pavia", "ogni giorno", "18:30", ["together", "territory", "institutions", "volunteering"]),
    "Lomellina Oggi": ("online", "Lomellina", "ogni giorno", "", ["territory", "companies", "together", "fundraising"]),
    "Radio Confluente": ("radio", "Pavia e dintorni", "ogni giorno", "giornale radio alle 12", ["volunteering", "services"]),
    "Oltrepò Settimanale": ("weekly", "Oltrepò", "ogni giovedì", "martedì a mezzogiorno", ["companies", "volunteering"]),
    "TeleRisaia": ("tv", "Lomellina e Vigevanese", "ogni giorno", "17:00", ["together", "fundraising", "territory"]),
    "Agenzia Stampa del Sociale": ("agency", "Italia", "ogni giorno", "", ["together", "volunteering", "institutions", "fundraising"]),
}
MORE_JOURNALISTS = [
    ("Beatrice", "Maggioni", "La Voce del Ticino", "call"),
    ("Fabio", "Dacarro", "Lomellina Oggi", "email"),
    ("Livia", "Comaschi", "Radio Confluente", "call"),
    ("Nicola", "Stefanini", "Oltrepò Settimanale", "email"),
    ("Marina", "Olivieri", "TeleRisaia", "email"),
    ("Sergio", "Bonfanti", "Agenzia Stampa del Sociale", "email"),
    ("Ludovica", "Perotti", "La Voce del Ticino", "message"),
]
# title of the release, days after, outlet, title that came out, where, page, tone
PIECES = [
    ("Cento ore", 1, "La Voce del Ticino", "Doposcuola, l’azienda ci mette le ore", "print", "p. 14", "positive"),
    ("Cento ore", 1, "Lomellina Oggi", "Mortara, i tutor arrivano dalla fabbrica", "web", "", "positive"),
    ("Cento ore", 2, "Radio Confluente", "Intervista ai tutor di Mortara", "radio", "4 minuti", "positive"),
    ("Cento ore", 3, "Oltrepò Settimanale", "Volontari d’impresa: bene, ma per quanto?", "print", "p. 7", "negative"),
    ("Un doposcuola per la Lomellina: tre", 2, "Lomellina Oggi", "Mancano seimila euro al doposcuola", "web", "", "neutral"),
    ("Un doposcuola per la Lomellina: tre", 3, "TeleRisaia", "Il doposcuola che non vuole chiudere", "tv", "2 minuti", "positive"),
    ("La Banca del Confluente", 1, "La Voce del Ticino", "Sale gratis per le associazioni", "print", "p. 21", "positive"),
    ("Ambulanze", 1, "Oltrepò Settimanale", "Diciotto soccorritori in più", "print", "p. 3", "positive"),
    ("Assicurazione", 2, "La Voce del Ticino", "Volontari, una polizza per tutti", "print", "p. 18", "neutral"),
    ("Assicurazione", 4, "Agenzia Stampa del Sociale", "Pavia, polizza unica per il volontariato", "web", "", "positive"),
    ("Rive e sentieri", 1, "Lomellina Oggi", "Trentadue sentieri cercano casa", "web", "", "positive"),
    ("Quando l’orto", 1, "Oltrepò Settimanale", "L’orto dietro il magazzino", "print", "p. 11", "positive"),
    ("Bilancio sociale", 2, "Radio Confluente", "Tre serate per i bilanci", "radio", "1 minuto", "neutral"),
    ("Un doposcuola per la Lomellina: parte", 1, "La Voce del Ticino", "Mortara, raccolta per il doposcuola", "print", "p. 12", "positive"),
    ("Software Naviglio", 1, "Agenzia Stampa del Sociale", "Sei siti rifatti da un’azienda", "web", "", "positive"),
    ("La provincia firma", 0, "La Voce del Ticino", "Patto per il volontariato, firmano in diciotto", "print", "p. 9", "neutral"),
    ("La provincia firma", 1, "TeleRisaia", "Il patto dei diciotto comuni", "tv", "1 minuto", "neutral"),
    ("Sponde pulite", 1, "La Voce del Ticino", "Tre tonnellate di rifiuti tolte dal fiume", "print", "p. 15", "positive"),
    ("Sponde pulite", 2, "Lomellina Oggi", "Il Ticino torna pulito, per ora", "web", "", "negative"),
    ("La Riseria", 1, "TeleRisaia", "Il riso che non si butta", "tv", "3 minuti", "positive"),
    ("Nonni in Rete", 2, "Radio Confluente", "Cercansi trenta volontari", "radio", "2 minuti", "positive"),
    ("Apre a Pavia", 1, "La Voce del Ticino", "Uno sportello tra aziende e associazioni", "print", "p. 17", "positive"),
]
OCTOBER_LETTER = (
    "Newsletter di ottobre", "Chi cerca mani, chi le offre: l’autunno delle associazioni", "Quattro richieste e una buona notizia.",
    "<p>Gentile [nome],</p><p>quattro associazioni della provincia cercano volontari per l’autunno: il doposcuola di Mortara, il banco alimentare di Vigevano, il trasporto degli anziani a Voghera, la biblioteca di Garlasco.</p><p>In fondo, una buona notizia: l’ambulatorio solidale ha trovato i locali.</p>",
)  # fmt: skip
NOVEMBER_LETTER = (
    "Newsletter di novembre", "La festa del volontariato, in tre fotografie", "Grazie a chi c’era. E che cosa viene ora.",
    "<p>Gentile [nome],</p><p>cinquanta associazioni, duemila persone, una domenica di sole. Vi raccontiamo la festa del volontariato e che cosa nasce da lì.</p><p>A dicembre ci rivediamo in assemblea.</p>",
)  # fmt: skip
SENT_LETTER = (
    "Newsletter, numero di apertura", "Dopo il turno, i compiti: undici tutor a Mortara", "Un’azienda di Mortara e un doposcuola. Più tre inviti.",
    "<p>Gentile [nome],</p><p>alle cinque del pomeriggio, in via Cassolo, si spengono i torni e si aprono i quaderni. Da maggio undici dipendenti di Meccanica Lomellina fanno i tutor al doposcuola.</p><p>In questa lettera la loro storia, tre appuntamenti e un modo per dare una mano.</p>",
)  # fmt: skip
DRAFT_LETTER = (
    "Newsletter di dicembre", "Un anno insieme, in dodici numeri", "Che cosa è cambiato, che cosa no.",
    "<p>Gentile [nome],</p><p>dodici numeri per raccontare l’anno: quelli che ci rendono contenti e quelli che non tornano ancora.</p>",
)  # fmt: skip
