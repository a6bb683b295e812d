"""The templates an office begins with: the three kinds of partnership that communities know best."""

from typing import Any

SEEDS: list[dict[str, Any]] = [
    {
        "key": "company_school",
        "title": "Azienda e scuola",
        "purpose": "Un’impresa accompagna ragazze e ragazzi con tutoraggio, tirocini e orientamento al lavoro.",
        "together": "La scuola da sola non mostra il lavoro com’è, l’azienda da sola non incontra i ragazzi: insieme fanno "
        "scegliere con più consapevolezza.",
        "company_brings": "Tutor, visite in azienda, posti per tirocini, attrezzature.",
        "nonprofit_brings": "Docenti referenti, aule, i ragazzi e il rapporto con le famiglie.",
        "with_volunteers": True,
        "lines": {
            "planning": "Classi, orari e limiti della scuola messi per iscritto",
            "negotiation": "Patto formativo con le famiglie e tutela dei minori *",
            "agreement": "Progetto approvato dagli organi della scuola *",
            "management": "Registro delle presenze di tutor e ragazzi *\nIncontro a metà percorso con i docenti",
            "communication": "Liberatorie firmate da chi esercita la responsabilità genitoriale *",
            "evaluation": "Restituzione ai ragazzi e alle famiglie",
        },
        "objectives": "Entro la fine dell’anno scolastico 25 ragazzi seguiti da un tutor per almeno 20 ore ciascuno.\n"
        "Entro giugno 6 tirocini conclusi, 4 con una valutazione buona.\n"
        "Entro maggio 3 incontri di orientamento con almeno 60 presenze.",
        "indicators": "Ragazzi seguiti ogni settimana (numero, foglio firme)\nOre di tutoraggio (ore, registro)\n"
        "Tirocini conclusi (numero, schede di fine tirocinio)\n"
        "Ragazzi che dicono di avere le idee più chiare (per cento, questionario)",
        "clauses": "Tutela dei minori. Chi entra in contatto con i ragazzi lo fa sempre in presenza di un docente o di un educatore.\n"
        "Assicurazione. I tutor sono coperti da una polizza per infortuni e responsabilità civile.\n"
        "Nessuna pubblicità ai ragazzi. Le attività non servono a vendere prodotti né a raccogliere dati delle famiglie.",
    },
    {
        "key": "nonprofit_public",
        "title": "Ente non profit e amministrazione pubblica",
        "purpose": "Un ente non profit e un’istituzione offrono insieme servizi sociali e rispondono ai bisogni del territorio.",
        "together": "L’amministrazione conosce i diritti e ha le risorse, l’ente conosce le persone: insieme arrivano a chi non "
        "chiede aiuto.",
        "company_brings": "Risorse, sedi, segnalazione delle persone, valutazione.",
        "nonprofit_brings": "Operatrici, volontari, fiducia nel quartiere, flessibilità.",
        "with_volunteers": True,
        "lines": {
            "planning": "Avviso o procedimento pubblico a cui si lega *",
            "negotiation": "Scelto lo strumento: convenzione, coprogettazione o protocollo *\nRimborsi e spese ammesse chiariti",
            "agreement": "Atto dell’amministrazione che approva l’accordo *\nIscrizione al RUNTS e requisiti controllati *",
            "management": "Rendiconto periodico delle spese consegnato *\nProtezione dei dati delle persone seguite verificata",
            "communication": "Informazione alle persone che hanno diritto al servizio",
            "evaluation": "Relazione all’amministrazione consegnata *",
        },
        "objectives": "Entro dodici mesi 80 persone seguite, di cui 30 nuove.\n"
        "Entro sei mesi tempo tra segnalazione e primo incontro sotto i 10 giorni.\n"
        "Entro dodici mesi almeno 1.500 ore di volontariato confermate.",
        "indicators": "Persone seguite, nuove e già note (numero, schede)\nGiorni tra segnalazione e primo incontro (giorni, registro)\n"
        "Ore di volontariato (ore, registro)\nSoddisfazione delle persone seguite (da 1 a 5, questionario)",
        "clauses": "Rimborso delle spese. Si rimborsano soltanto le spese effettivamente sostenute e documentate.\n"
        "Dati personali. Le parti si scambiano soltanto i dati necessari e indicano chi ne risponde.\n"
        "Continuità. Se l’accordo finisce, le persone seguite sono accompagnate a un altro servizio.",
    },
    {
        "key": "community_university",
        "title": "Comunità e università",
        "purpose": "Un’università e una comunità fanno ricerca insieme, con assistenza tecnica e studenti che imparano servendo.",
        "together": "La comunità ha le domande, l’università ha i metodi: insieme trovano risposte che restano sul territorio.",
        "company_brings": "Gruppo di ricerca, studenti, laboratori, metodo di valutazione.",
        "nonprofit_brings": "Domanda di ricerca, luoghi, persone da ascoltare, uso dei risultati.",
        "with_volunteers": False,
        "lines": {
            "planning": "Domanda di ricerca scritta insieme *",
            "negotiation": "Chi possiede dati e risultati, e chi può pubblicarli *",
            "agreement": "Parere etico, se si ascoltano persone fragili\nCrediti formativi degli studenti riconosciuti",
            "management": "Restituzione a metà ricerca alla comunità *",
            "communication": "Testi comprensibili anche a chi non studia",
            "evaluation": "Risultati consegnati alla comunità e usati *",
        },
        "objectives": "Entro dodici mesi una ricerca su un bisogno del territorio, con almeno 60 persone ascoltate.\n"
        "Entro l’anno accademico 20 studenti in un percorso di apprendimento e servizio di almeno 30 ore.\n"
        "Entro sei mesi dalla fine almeno 2 proposte della ricerca messe in pratica.",
        "indicators": "Persone ascoltate (numero, schede anonime)\nOre degli studenti sul territorio (ore, registro)\n"
        "Proposte messe in pratica (numero, verbali)\nIncontri di restituzione e presenze (numero, fogli firme)",
        "clauses": "Risultati. I risultati sono di entrambi e si pubblicano dopo averli presentati alla comunità.\n"
        "Dati. I dati raccolti si conservano anonimi e si distruggono nei tempi concordati.\n"
        "Riconoscimento. Chi ha partecipato è nominato nei risultati, se lo desidera.",
    },
]


def plant(model: Any, at: Any) -> int:
    """Add the templates that are not there yet, by key; return how many. The migration calls it with its own model."""
    added = 0
    for seed in SEEDS:
        _row, is_new = model.objects.get_or_create(key=seed["key"], defaults={**seed, "created_at": at})
        added += is_new
    return added
