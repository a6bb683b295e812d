"""The sequences an office begins with, switched off until approved; from then on they are its own to change."""

from typing import Any

# key, name, what it is for, purpose, basis, begins when, value, stops if
Head = tuple[str, str, str, str, str, str, Any, list[str]]
# what, title, days, rule of days, hour, subject, preview, text
Step = tuple[str, str, int, str, str, str, str, str]
SEEDS: list[tuple[Head, list[Step]]] = [
    (
        (
            "welcome", "Benvenuto a chi si iscrive",
            "Chi conferma la newsletter riceve subito il benvenuto, e dopo una settimana i modi per partecipare.",
            "newsletter", "consent", "subscribed", ["newsletter"], ["reply"],
        ),
        [
            (
                "mail", "Benvenuto", 0, "shift", "", "Benvenuti, [nome]", "Che cosa riceverete e quando",
                "<p>[saluto],</p><p>grazie per l’iscrizione. Vi scriveremo una volta al mese, con quello che aziende, associazioni e "
                "cittadini fanno insieme sul territorio.</p><p>Se qualcosa vi sta a cuore, rispondete a questa mail: la legge una persona.</p>",
            ),
            (
                "mail", "Come partecipare", 7, "shift", "09:30", "Tre modi per esserci", "Incontri, volontariato, idee",
                "<p>[saluto],</p><p>ecco tre modi per prendere parte:</p><ul><li>venire a un incontro aperto;</li><li>dare qualche ora a "
                "un’associazione vicina;</li><li>raccontarci un bisogno o un’idea.</li></ul><p>Basta rispondere a questa mail.</p>",
            ),
        ],
    ),
    (
        (
            "proposal", "Proposta senza risposta",
            "Ricorda con garbo una proposta di partnership a chi non ha risposto, poi chiede a noi di telefonare.",
            "partnership", "legitimate_interest", "proposal_made", None, ["proposal_answered", "reply"],
        ),
        [
            (
                "mail", "Un promemoria", 6, "working", "09:30", "La proposta che vi abbiamo mandato", "Un sì, un no o un dubbio: tutto aiuta",
                "<p>[saluto],</p><p>qualche giorno fa vi abbiamo mandato una proposta di partnership. Forse è sfuggita, forse serve tempo: "
                "va bene anche un no.</p><p>Trovate il collegamento per rispondere nella nostra mail di allora; se non l’avete più, "
                "rispondete a questa e lo rimandiamo.</p>",
            ),
            ("todo", "Telefonare a [nome]: la proposta è senza risposta", 4, "working", "09:00", "", "", ""),
        ],
    ),
    (
        (
            "first_gift", "Anniversario del primo dono", "Ogni anno, nel giorno del primo dono: un grazie che non chiede niente.",
            "fundraising", "consent", "first_gift_anniversary", None, ["reply"],
        ),
        [
            (
                "mail", "Grazie, ancora", 0, "shift", "09:00", "Oggi è un anniversario", "E non vi chiediamo niente",
                "<p>[saluto],</p><p>proprio in questo giorno arrivò il vostro primo dono. Oggi non vi chiediamo niente: volevamo dirvi che "
                "ce ne ricordiamo.</p><p>Se volete sapere che cosa è diventato, rispondete a questa mail.</p>",
            ),
        ],
    ),
]  # fmt: skip


def plant(sequence_model: Any, version_model: Any, step_model: Any, at: Any) -> int:
    """Add those that are not there yet, by key; return how many. The migration calls it with its own models."""
    added = 0
    for (key, name, note, purpose, basis, trigger, value, stops), steps in SEEDS:
        sequence, is_new = sequence_model.objects.get_or_create(key=key, defaults={"name": name, "note": note, "created_at": at})
        added += is_new
        if not is_new:
            continue
        version = version_model.objects.create(
            sequence=sequence, number=1, state="draft", purpose=purpose, basis=basis, trigger=trigger, value=value, stops=stops,
            written_at=at,
        )
        step_model.objects.bulk_create(
            step_model(
                version=version, position=number, kind=kind, title=title, days=days, day_rule=rule, hour=hour or None,
                subject=subject, preheader=preheader, body=body,
            )
            for number, (kind, title, days, rule, hour, subject, preheader, body) in enumerate(steps, 1)
        )
    return added
