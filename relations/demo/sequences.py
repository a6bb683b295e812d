"""The demo's sequences: one that has been on for six weeks, one that waits for the head, one still to be read; full weeks."""

from datetime import timedelta

from relations.actions import consents, interactions, sequences
from relations.demo import Demo
from relations.mail import budget, mailings
from relations.mail.audience import Recipient
from relations.models import Consent, ContactPoint, Mailing, MailSequence, Person, SequenceRun
from relations.queries import sequences as queries

# How many days ago somebody more confirmed the newsletter; what became of them.
NEWCOMERS = [(33, ""), (27, "wrote"), (20, "stopped"), (12, ""), (8, ""), (5, ""), (3, "wrote"), (2, ""), (1, ""), (0, "")]
ON_FOR = 40
INVITATIONS = [
    (6, "Porte aperte al laboratorio", "Sabato il laboratorio di riparazione apre a tutti."),
    (4, "Una sera di letture", "Letture ad alta voce in biblioteca, per grandi e piccoli."),
    (2, "Cena di quartiere", "Ognuno porta qualcosa: i tavoli li mettiamo noi."),
]
LAST = ("Passeggiata sul fiume", "Domenica si cammina insieme lungo il Ticino, con i volontari del parco.")


def build(demo: Demo) -> None:
    """Build the sequences, and let six weeks pass."""
    sequences.seed(at=demo.at(ON_FOR + 5, 9))
    press, officer, head = demo.colleague("press_officer"), demo.colleague("relations_officer"), demo.colleague("office_head")
    welcome = _adopt(demo, "welcome", press, ON_FOR + 2)
    sequences.submit(sequence=welcome, by=press, at=demo.at(ON_FOR + 1, 11))
    sequences.approve(sequence=welcome, by=head, at=demo.at(ON_FOR, 9))
    sequences.switch_on(sequence=welcome, by=press, at=demo.at(ON_FOR, 10))
    _live(demo, welcome, press)
    proposal = _adopt(demo, "proposal", officer, 2)
    sequences.submit(sequence=proposal, by=officer, at=demo.at(1, 12))
    _adopt(demo, "first_gift", demo.colleague("fundraiser"), 6)
    demo.progress(f"{SequenceRun.objects.filter(sequence=welcome).count()} persone in una sequenza")


def _adopt(demo: Demo, key: str, owner, days_ago: int) -> MailSequence:
    """Somebody takes charge of a sequence that came with the office."""
    row = MailSequence.objects.get(key=key)
    version = queries.open_version(row)
    names = ("kind", "title", "days", "day_rule", "hour", "subject", "preheader", "body")
    sequences.save(
        sequence=row, name=row.name, note=row.note, owner=owner, purpose=version.purpose, basis=version.basis,
        trigger=version.trigger, value=version.value, segment=version.segment, stops=version.stops,
        steps=[{name: getattr(step, name) for name in names} for step in version.steps.all()], by=owner, at=demo.at(days_ago, 10),
    )
    return row


def _live(demo: Demo, welcome: MailSequence, by) -> None:
    newcomers = _without_newsletter(len(NEWCOMERS))
    for days_ago in range(ON_FOR, -1, -1):
        for (person, email), (when, fate) in zip(newcomers, NEWCOMERS, strict=False):
            if when == days_ago:
                consents.record(
                    email=email, purpose="newsletter", event="confirmed", source="Modulo del sito", at=demo.at(days_ago, 8, 30), person=person
                )
            if fate == "wrote" and when - 2 == days_ago:
                interactions.log(
                    channel="email", text="Grazie del benvenuto: vengo volentieri all’incontro di dicembre.", by=by,
                    at=demo.at(days_ago, 9), outgoing=False, person=person,
                )
            if fate == "stopped" and when - 4 == days_ago:
                sequences.stop(
                    person=person, reason="by_hand", note="L’ha chiesto al telefono", by=by, at=demo.at(days_ago, 9, 30)
                )
        sequences.run(sequence=welcome, at=demo.at(days_ago, 10))


def _without_newsletter(number: int) -> list[tuple[Person, str]]:
    """People with an address who never said anything about the newsletter."""
    asked = Consent.objects.filter(purpose="newsletter").exclude(person=None).values("person")
    people = Person.objects.filter(archived_at=None, died_on=None, erased_at=None).exclude(pk__in=asked)
    points = ContactPoint.objects.filter(kind="email", ended_at=None, person__in=people).select_related("person")
    return [(point.person, point.normalized) for point in points.order_by("-person_id", "pk")[:number]]


# --- full weeks -------------------------------------------------------------------------------------------------------
def invite(demo: Demo) -> None:
    """Three invitations in a week to the same few; runs before the year's post is settled."""
    for days_ago, title, text in INVITATIONS:
        _invitation(demo, days_ago, title, text)


def fill_a_week(demo: Demo) -> None:
    """A fourth invitation, for which their week has no room; runs after the year's post is settled."""
    made = _invitation(demo, 0, *LAST)
    budget.hold(list(made.deliveries.filter(state="queued").order_by("pk")))


def _invitation(demo: Demo, days_ago: int, title: str, text: str) -> Mailing:
    by, head, at = demo.colleague("press_officer"), demo.colleague("office_head"), demo.at(days_ago, 10)
    wanted = Consent.objects.filter(purpose="events", event="confirmed").exclude(person=None).select_related("person")
    made = mailings.create(purpose="events", title=title, by=by, at=at, reply_to=by.email)
    mailings.set_content(mailing=made, subject=title, html=f"<p>[saluto],</p><p>{text}</p>", at=at, by=by)
    rows = [Recipient(row.email, row.person) for row in wanted.order_by("pk")[:6]]
    mailings.set_audience(mailing=made, recipients=rows, at=at, by=by)
    mailings.submit(mailing=made, by=by, at=at)
    mailings.approve(mailing=made, by=head, at=min(at + timedelta(minutes=30), demo.now))
    return mailings.start(mailing=made, by=by, at=min(at + timedelta(minutes=40), demo.now))
