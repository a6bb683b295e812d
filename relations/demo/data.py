"""The invented bodies, names and sentences of the demo office; every domain is a reserved one."""

# name, municipality, province, ATECO division, employees, what it does
COMPANIES = [
    ("Meccanica Lomellina S.r.l.", "Mortara", "PV", "28", 64, "Costruisce riduttori e componenti per macchine agricole."),
    ("Riseria Dosso Verde S.p.A.", "Garlasco", "PV", "10", 48, "Lavora e confeziona riso della Lomellina."),
    ("Cantine Colle Rovo", "Stradella", "PV", "11", 22, "Produce vino dell’Oltrepò e organizza visite in cantina."),
    ("Logistica Siziano Hub S.r.l.", "Siziano", "PV", "52", 130, "Magazzino e trasporti per la grande distribuzione."),
    ("Calzaturificio Bellaria S.r.l.", "Vigevano", "PV", "15", 75, "Scarpe da donna, stile e manifattura."),
    ("Farmacie del Ticinello", "Pavia", "PV", "47", 31, "Cinque farmacie di quartiere con servizi alla persona."),
    ("Officine Grafiche Borgo", "Pavia", "PV", "18", 19, "Stampa libri, manifesti e confezioni in cartone."),
    ("Software Naviglio S.r.l.", "Pavia", "PV", "62", 27, "Sviluppa programmi gestionali e siti accessibili."),
    ("Banca del Confluente", "Pavia", "PV", "64", 210, "Credito cooperativo della provincia."),
    ("Edilizia Castelpiano S.r.l.", "Voghera", "PV", "41", 40, "Ristruttura edifici e mette in sicurezza scuole."),
    ("Panificio Due Ponti", "Casteggio", "PV", "10", 12, "Pane e dolci da forno, consegna alle mense."),
    ("Termoidraulica Siccomario", "San Martino Siccomario", "PV", "43", 16, "Impianti, pompe di calore, manutenzione."),
    ("Vivai Valle Staffora", "Varzi", "PV", "01", 14, "Alberi, siepi e progettazione di giardini."),
    ("Assistenza Viaggi Aurora", "Vigevano", "PV", "79", 9, "Viaggi organizzati e turismo lento."),
    ("Tessile Robbio S.p.A.", "Robbio", "PV", "13", 96, "Filati riciclati e tessuti tecnici."),
    ("Studio Consulenti Riuniti", "Pavia", "PV", "69", 21, "Consulenza fiscale, del lavoro e bilanci di sostenibilità."),
    ("Sala Giochi Fortuna S.r.l.", "Voghera", "PV", "92", 8, "Apparecchi da intrattenimento e scommesse."),
    ("Cartiera Scrivia S.p.A.", "Voghera", "PV", "17", 88, "Carta riciclata e imballaggi."),
]
# name, legal form, RUNTS section, municipality, volunteers, themes, goals, people, mission
NONPROFITS = [
    ("Mensa Fraterna ODV", "odv", "a", "Mortara", 46, "au", [1, 2, 12], ["poverty", "homeless"],
     "Distribuisce pasti caldi e pacchi alimentari, recupera eccedenze dai negozi e dalle aziende contro lo spreco."),
    ("Orti Insieme APS", "aps", "b", "Vigevano", 23, "es", [11, 12, 13], ["families", "elderly"],
     "Orti condivisi, educazione ambientale nelle scuole, compostaggio e agricoltura sociale."),
    ("Doposcuola Senza Confini ODV", "odv", "a", "Mortara", 31, "dl", [4, 10], ["minors", "migrants"],
     "Aiuto nei compiti, tutoraggio e laboratori contro la povertà educativa e l’abbandono scolastico."),
    ("Casa Girasole ETS", "ets", "g", "Pavia", 28, "ac", [3, 10], ["disability", "families"],
     "Percorsi di autonomia e tempo libero per giovani con disabilità, sollievo per le famiglie."),
    ("La Lanterna ODV", "odv", "a", "Vigevano", 19, "aw", [5, 16], ["women"],
     "Ascolto e accompagnamento di donne che subiscono violenza, formazione e inserimento lavorativo."),
    ("Il Ponte di Voghera", "odv", "a", "Voghera", 37, "rp", [8, 10], ["migrants", "unemployed"],
     "Accoglienza, corsi di italiano e orientamento al lavoro per chi arriva da altri paesi."),
    ("Amici del Ticino ODV", "odv", "a", "Pavia", 52, "e", [13, 14, 15], ["citizens"],
     "Pulizia delle rive, sentieri, osservazione degli uccelli e difesa del fiume."),
    ("Nonni in Rete APS", "aps", "b", "Pavia", 41, "ai", [3, 11], ["elderly"],
     "Compagnia agli anziani soli, corsi di telefono e computer, trasporto alle visite mediche."),
    ("Banco delle Cose ODV", "odv", "a", "Voghera", 26, "uz", [1, 12], ["poverty", "families"],
     "Raccoglie mobili, abiti ed elettrodomestici usati, li ripara e li ridà a famiglie in difficoltà."),
    ("Musica per Tutti APS", "aps", "b", "Stradella", 17, "i", [4, 11], ["minors", "disability"],
     "Orchestra di quartiere, strumenti in prestito e lezioni gratuite per ragazzi."),
    ("Oltre la Porta ODV", "odv", "a", "Pavia", 22, "aw", [3, 16], ["prisoners"],
     "Volontariato in carcere, corsi, colloqui e ritorno al lavoro dopo la pena."),
    ("Soccorso Valle Versa", "odv", "a", "Stradella", 88, "by", [3, 11], ["citizens"],
     "Ambulanze, trasporto di persone malate e protezione civile."),
    ("Cuori in Cammino ODV", "odv", "a", "Pavia", 34, "bc", [3], ["patients", "families"],
     "Sostegno ai malati oncologici e alle famiglie, accompagnamento alle cure, gruppi di cammino."),
    ("Ludoteca Volante APS", "aps", "b", "Casteggio", 14, "di", [4], ["minors", "families"],
     "Giochi in piazza, biblioteca viaggiante e spazi per bambini nei piccoli comuni."),
    ("Rinascere ETS", "ets", "g", "Voghera", 20, "ac", [3, 8], ["addiction"],
     "Comunità diurna per persone che escono dal gioco d’azzardo e dalle dipendenze, gruppi di aiuto."),
    ("Sport Senza Barriere APS", "aps", "b", "Vigevano", 25, "t", [3, 10], ["disability", "minors"],
     "Basket in carrozzina, nuoto e atletica per ragazzi con e senza disabilità."),
    ("Cooperativa Sociale Il Telaio", "social_coop", "d", "Robbio", 12, "ps", [8, 12], ["unemployed", "disability"],
     "Laboratorio tessile e assemblaggio per l’inserimento lavorativo di persone fragili."),
    ("Memoria Viva APS", "aps", "b", "Pavia", 16, "fi", [4, 11], ["citizens", "elderly"],
     "Archivi di famiglia, visite guidate e restauro di piccoli beni del territorio."),
    ("Rifugio Quattro Zampe ODV", "odv", "a", "Garlasco", 39, "e", [15], ["animals"],
     "Cura e adozione di cani e gatti abbandonati, educazione nelle scuole."),
    ("Scuola di Italiano Ponte Coperto", "odv", "a", "Pavia", 30, "dr", [4, 10], ["migrants", "women"],
     "Lezioni di italiano per donne migranti con spazio bambini e accompagnamento ai servizi."),
]
# kind, name, municipality
OTHERS = [
    ("public_body", "Comune di Castelrovo", "Castelrovo"),
    ("public_body", "Provincia del Confluente", "Pavia"),
    ("public_body", "Azienda Sanitaria del Ticinello", "Pavia"),
    ("public_body", "Ufficio di Piano della Lomellina", "Mortara"),
    ("public_body", "Comune di Borgo Risaia", "Borgo Risaia"),
    ("public_body", "Casa circondariale Torre del Gallo Nuova", "Pavia"),
    ("public_body", "Camera di commercio del Confluente", "Pavia"),
    ("school", "Istituto comprensivo Ada Negri Nuova", "Vigevano"),
    ("school", "Istituto tecnico Luigi Porta Nuova", "Pavia"),
    ("school", "Liceo delle Arti di Voghera", "Voghera"),
    ("university", "Università del Confluente, Terza missione", "Pavia"),
    ("foundation", "Fondazione Comunità del Ticinello", "Pavia"),
    ("foundation", "Fondazione Banca del Confluente", "Pavia"),
    ("media", "La Voce del Ticino", "Pavia"),
    ("media", "Lomellina Oggi", "Mortara"),
    ("media", "Radio Confluente", "Pavia"),
    ("media", "Oltrepò Settimanale", "Stradella"),
    ("media", "TeleRisaia", "Vigevano"),
    ("media", "Agenzia Stampa del Sociale", "Milano"),
    ("political_group", "Gruppo consiliare Civica per Castelrovo", "Castelrovo"),
    ("facility", "Centro civico Borgo Ticinello", "Pavia"),
    ("facility", "Palazzetto dello sport di Castelrovo", "Castelrovo"),
]
FIRST_NAMES = (
    "Paolo Silvia Marta Giovanni Anna Luca Federica Andrea Teresa Matteo Giulia Roberto Francesca Davide Elisa Stefano "
    "Laura Simone Valentina Pietro Caterina Fabio Monica Antonio Beatrice Giorgio Chiara Enrico Sofia Daniele Ilaria "
    "Tommaso Barbara Nicola Serena Alberto Giorgia Michele Alice Riccardo"
).split()
LAST_NAMES = (
    "Ferraris Dossi Massara Gallotti Rovati Pavesi Bertolini Zucchi Casarini Maggi Lodigiani Sacchetti Ricotti Bozzani "
    "Cattaneo Morandotti Bellazzi Trovati Colombini Guarnaschelli Vercesi Albertario Brambati Necchini Tornielli Ghisolfi "
    "Marangoni Scarabelli Barbieri Fugazza Quaglini Portalupi Negrini Sforzini Campari Locatelli Rescalli Doria Beltrami Viola"
).split()
ROLES = {
    "company": ["titolare", "direttrice delle risorse umane", "responsabile comunicazione", "responsabile sostenibilità"],
    "nonprofit": ["presidente", "coordinatrice", "tesoriere", "responsabile dei volontari"],
    "public_body": ["assessora", "dirigente", "funzionario"],
    "school": ["dirigente scolastica", "insegnante referente"],
    "university": ["delegata alla terza missione"],
    "foundation": ["segretario generale", "responsabile bandi"],
    "media": ["caporedattrice", "cronista", "redattore"],
    "political_group": ["capogruppo"],
    "facility": ["custode"],
}
TALKS = [
    ("call", "Ci risentiamo a fine mese: vuole prima parlarne in consiglio."),
    ("call", "Conferma la disponibilità della sala per l’incontro con le aziende."),
    ("call", "Chiede quali adempimenti servono per l’assicurazione dei volontari."),
    ("meeting", "Presentato il progetto «Profit e non profit insieme». Interesse alto, vogliono vedere due esempi."),
    ("meeting", "Riunione di verifica: presenti in quattro, decise due azioni per il prossimo mese."),
    ("meeting", "Visita alla sede. Hanno spazio per un laboratorio il giovedì pomeriggio."),
    ("email", "Mandata la scheda del servizio e il calendario degli incontri."),
    ("email", "Risponde che il referente cambia da gennaio; ci presenterà la nuova persona."),
    ("email", "Ringrazia per il contatto con l’associazione e allega le foto della giornata."),
    ("video", "Videochiamata di mezz’ora: fissati gli obiettivi e chi fa che cosa."),
    ("event", "Incontro alla festa del volontariato: vuole ricevere la newsletter."),
    ("letter", "Spedita la lettera di invito alla serata di restituzione."),
    ("message", "Messaggio per spostare l’appuntamento a mercoledì."),
    ("pec", "Inviata la richiesta di patrocinio."),
]
TODOS = [
    ("Richiamare {who} sulla bozza di accordo", "phone"),
    ("Mandare a {who} la scheda per l’incontro", "mail"),
    ("Fissare la visita alla sede di {who}", "calendar"),
    ("Chiedere a {who} i dati aggiornati del referente", "user"),
    ("Telefonata di cortesia: {who}", "phone"),
    ("Preparare con {who} l’incontro di verifica", "users"),
]
PUBLIC_OFFICES = ["Assessora alle politiche sociali", "Consigliere comunale", "Sindaco"]
