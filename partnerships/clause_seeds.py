"""The clauses an office begins with: drafts of ours, in Italian, to be checked with whoever advises the office."""

# topic, family of what comes back (empty: any), title, text
CLAUSES = (
    ("parties", "", "Parti",
     "Le parti di questo accordo sono quelle indicate in apertura. Ciascuna dichiara di poter assumere gli impegni che seguono "
     "e che chi firma ne ha i poteri."),
    ("purposes", "", "Premesse e finalità",
     "Le parti vogliono raggiungere insieme ciò che da sole non otterrebbero. L’ente persegue le finalità del proprio statuto; "
     "l’azienda riconosce in queste finalità un valore per il territorio e per le proprie persone. Le premesse fanno parte "
     "dell’accordo."),
    ("goals", "", "Obiettivi e risultati attesi",
     "Le parti condividono gli obiettivi del programma, ciascuno con un indicatore, un valore di partenza, un valore da "
     "raggiungere e una data. L’elenco aggiornato è quello che le parti hanno approvato insieme."),
    ("activities", "", "Attività e calendario",
     "Le attività, i luoghi e i tempi sono quelli del programma approvato dalle parti. Ogni spostamento di data si comunica per "
     "scritto appena è noto."),
    ("roles", "", "Ruoli e responsabilità",
     "Ciascuna parte nomina un referente, che risponde delle attività affidate alla propria parte. Il Centro servizi accompagna "
     "le parti e non risponde dei loro impegni."),
    ("resources", "", "Risorse di ciascuna parte",
     "Ciascuna parte mette a disposizione le risorse che ha indicato: denaro, beni, tempo, competenze, spazi. Di ogni consegna "
     "resta una prova scritta."),
    ("economics", "", "Aspetti economici e natura fiscale",
     "Le parti hanno dichiarato che cosa torna a chi dà, e in base a questo hanno qualificato quanto viene dato. Se la natura "
     "cambia, cambia anche questo accordo."),
    ("economics", "none", "Aspetti economici e natura fiscale",
     "Con questo accordo non passano denaro né beni da una parte all’altra. Ciascuna sostiene le proprie spese. Per quanto fatto "
     "non si emettono ricevute di donazione né fatture."),
    ("economics", "gift", "Aspetti economici e natura fiscale",
     "Quanto l’azienda mette a disposizione è dato liberamente, senza nulla in cambio: è un’erogazione liberale. L’ente può "
     "ringraziare pubblicamente, senza che il ringraziamento diventi pubblicità. Per le somme versate con mezzi tracciabili "
     "l’ente rilascia ricevuta."),
    ("economics", "sponsorship", "Aspetti economici e natura fiscale",
     "Quanto l’azienda mette a disposizione ha un corrispettivo, descritto in questo accordo. Non è un’erogazione liberale: "
     "l’ente emette fattura elettronica e non rilascia ricevute di donazione."),
    ("governance", "", "Governo e incontri",
     "Le parti si incontrano almeno ogni tre mesi, con un ordine del giorno e un verbale. Le decisioni che cambiano gli impegni "
     "si prendono insieme e per scritto."),
    ("communication", "", "Comunicazione, loghi, proprietà intellettuale",
     "Testi, immagini e loghi escono solo dopo l’approvazione di entrambe le parti. Ciascuna resta titolare dei propri segni e "
     "di ciò che aveva prima; quanto nasce insieme si usa per le finalità dell’accordo."),
    ("communication", "gift", "Comunicazione, loghi, proprietà intellettuale",
     "L’ente può ringraziare l’azienda con il nome, senza slogan né inviti all’acquisto. Testi, immagini e loghi escono solo dopo "
     "l’approvazione di entrambe le parti. Ciascuna resta titolare dei propri segni e di ciò che aveva prima."),
    ("communication", "sponsorship", "Comunicazione, loghi, proprietà intellettuale",
     "L’ente dà all’azienda la visibilità descritta in questo accordo: dove, quando e con quale formato del logo. Ogni materiale "
     "esce solo dopo l’approvazione di entrambe le parti. L’uso del logo dell’ente da parte dell’azienda finisce con l’accordo."),
    ("personal_data", "", "Dati personali",
     "Ciascuna parte tratta i dati personali che le servono come titolare autonoma e informa le persone interessate. Se una "
     "tratta dati per conto dell’altra, le parti firmano prima la nomina prevista dal Regolamento UE 2016/679."),
    ("insurance", "", "Assicurazione e sicurezza",
     "I volontari, anche occasionali, sono assicurati contro infortuni e malattie e per la responsabilità verso i terzi. Chi ospita "
     "le attività informa dei rischi del luogo; ciascuna parte risponde della sicurezza delle proprie persone."),
    ("monitoring", "", "Monitoraggio e rendicontazione",
     "Le parti misurano i risultati con gli indicatori condivisi, li rivedono insieme ad ogni incontro di verifica e scrivono una "
     "relazione finale."),
    ("confidentiality", "", "Riservatezza",
     "Le notizie riservate conosciute per questo accordo non si comunicano ad altri, anche dopo la fine, salvo obbligo di legge."),
    ("duration", "", "Durata, rinnovo, modifiche, recesso e uscita",
     "L’accordo vale dalla data di inizio a quella di fine indicate in apertura e non si rinnova da sé. Si modifica con "
     "integrazioni scritte, numerate e firmate. Ciascuna parte può recedere con un preavviso scritto di sessanta giorni; all’uscita "
     "si completano le attività in corso verso le persone e si restituiscono beni e dati."),
    ("disputes", "", "Risoluzione delle controversie",
     "In caso di disaccordo le parti si incontrano entro quindici giorni e chiedono prima di tutto la mediazione del Centro servizi."),
    ("jurisdiction", "", "Foro competente",
     "Se la mediazione non riesce, è competente il foro della sede dell’ente."),
    ("annexes", "", "Allegati",
     "Fanno parte dell’accordo il programma con gli obiettivi e il calendario, e gli altri documenti che le parti elencano qui: "
     "nessun altro allegato."),
    ("other", "", "Modifica dell’accordo",
     "Le parti modificano l’accordo come segue. Tutto ciò che questa integrazione non cambia resta valido."),
)  # fmt: skip
