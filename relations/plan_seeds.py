"""The plans an office begins with; from then on they are its own to change."""

from typing import Any

# key, name, when to use it, rule of days, steps (what, days, counted from, who)
Seed = tuple[str, str, str, str, list[tuple[str, int, str, str]]]
SEEDS: list[Seed] = [
    (
        "fair", "Dopo una fiera", "Per chi ha lasciato un recapito al nostro tavolo: il ricordo dura pochi giorni.", "shift",
        [
            ("Ringraziare [nome] della visita e mandare la scheda del servizio", 2, "start", "starter"),
            ("Telefonare a [nome]: che cosa è rimasto dell’incontro in fiera", 7, "previous", "starter"),
            ("Invitare [nome] al prossimo incontro tra profit e non profit", 21, "previous", "follower"),
        ],
    ),
    (
        "new_company", "Nuova azienda", "Dal primo contatto alla proposta: cinque settimane.", "shift",
        [
            ("Mandare a [nome] la presentazione dell’ufficio e due esempi", 1, "start", "follower"),
            ("Fissare con [nome] un incontro di conoscenza", 5, "previous", "follower"),
            ("Incontrare [nome]: che cosa può dare, che cosa cerca", 10, "previous", "follower"),
            ("Scrivere la capacità di accoglienza di [nome]", 3, "previous", "follower"),
            ("Proporre a [nome] tre enti affini", 14, "previous", "follower"),
        ],
    ),
    (
        "meeting", "Dopo un incontro", "Perché quello che si è detto resti, e si faccia.", "working",
        [
            ("Mandare a [nome] il riassunto dell’incontro", 1, "start", "starter"),
            ("Controllare le promesse fatte a [nome] e da [nome]", 10, "start", "starter"),
            ("Risentire [nome] per il prossimo passo", 5, "previous", "starter"),
        ],
    ),
    (
        "nonprofit", "Benvenuto a un’associazione", "Per un ente non profit che arriva al Centro per la prima volta.", "shift",
        [
            ("Dare il benvenuto a [nome] e presentare i servizi", 1, "start", "follower"),
            ("Raccogliere i bisogni di [nome] con la scheda", 7, "previous", "follower"),
            ("Mettere [nome] in contatto con due associazioni vicine", 21, "start", "follower"),
            ("Chiedere a [nome] com’è andato il primo trimestre", 90, "start", "follower"),
        ],
    ),
]

# Which of them is proposed first for a kind of body.
FIRST_FOR = {"company": "new_company", "nonprofit": "nonprofit"}


def plant(plan_model: Any, step_model: Any, at: Any) -> int:
    """Add the plans that are not there yet, by key; return how many. The migration calls it with its own models."""
    added = 0
    for key, name, purpose, rule, steps in SEEDS:
        plan, is_new = plan_model.objects.get_or_create(
            key=key, defaults={"name": name, "purpose": purpose, "day_rule": rule, "created_at": at}
        )
        if is_new:
            step_model.objects.bulk_create(
                step_model(plan=plan, position=number, title=title, days=days, counted_from=counted, owner_kind=owner)
                for number, (title, days, counted, owner) in enumerate(steps, 1)
            )
        added += is_new
    return added
