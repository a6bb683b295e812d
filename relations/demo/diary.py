"""The demo's diary: plans that run, ties that live and ties that fade, silences that somebody has to end."""

from datetime import timedelta

from relations.actions import closeness, followups, interactions, plans, silence
from relations.demo import Demo
from relations.models import FollowUpPlan

# plan, body, days ago it began, how many steps are done and how many days after each
RUNS = [
    ("new_company", "Tessile Robbio", 24, [0, 3]),
    ("new_company", "Vivai Valle Staffora", 9, [0]),
    ("fair", "Panificio Due Ponti", 12, [1]),
    ("fair", "Assistenza Viaggi Aurora", 2, []),
    ("nonprofit", "Musica per Tutti", 40, [0, 2]),
    ("meeting", "Riseria Dosso Verde", 7, [0]),
]
# body, what they wrote by themselves
LETTERS = [
    ("Mensa Fraterna", "email", "Ci scrivono: cercano un furgone refrigerato per il recupero del sabato."),
    ("Meccanica Lomellina", "call", "Ha chiamato la titolare: vuole venire all’incontro di dicembre con due colleghi."),
    ("Orti Insieme", "message", "Mandano le foto dell’orto nuovo e chiedono di pubblicarle."),
    ("Banca del Confluente", "email", "Confermano il tavolo di gennaio e propongono due date."),
    ("Casa Girasole", "call", "Hanno richiamato: la sala è libera il giovedì."),
    ("Software Naviglio", "email", "Offrono dieci ore di lavoro per i siti delle associazioni."),
]


def build(demo: Demo) -> None:
    """Build the diary's part, through the actions."""
    plans.seed(at=demo.at(360, 9))
    _letters(demo)
    for key, name, begun, done in RUNS:
        _run(demo, key, name, begun, done)
    _rhythms(demo)
    closeness.refresh_all(at=demo.now)
    made = silence.notice(at=demo.now)
    demo.progress(f"{len(RUNS)} percorsi avviati, {made} silenzi")


def _letters(demo: Demo) -> None:
    for days_ago, (name, channel, text) in enumerate(LETTERS, 1):
        body = demo.organization(name)
        interactions.log(
            channel=channel, text=text, by=demo.colleague("relations_officer"), at=demo.at(days_ago, 11, 20), outgoing=False,
            organization=body, person=demo.contact_of(body),
        )


def _run(demo: Demo, key: str, name: str, begun: int, done: list[int]) -> None:
    body = demo.organization(name)
    begun_at = demo.at(begun, 9, 30)
    run = plans.start(
        plan=FollowUpPlan.objects.get(key=key), party=body, by=body.owner, at=begun_at,
        start_on=demo.today - timedelta(days=begun),
    )
    for late in done:
        step = run.steps.filter(state="open").select_related("followup").order_by("position").first()
        if step is None or step.due_on > demo.today:
            return
        days_ago = max(0, (demo.today - step.due_on).days - late)
        followups.complete(followup=step.followup, by=step.owner, at=demo.at(days_ago, 15))


def _rhythms(demo: Demo) -> None:
    """Agree a rhythm with some people too: those who hold a public office, and the first donors."""
    people = [person for person in demo.people() if person.public_role][:6]
    donors = [person for person in demo.people() if person.involvement == "donor"][:8]
    for person in [*people, *donors]:
        closeness.agree_rhythm(party=person, days=120, by=demo.colleague("office_head"), at=demo.at(90, 10))

