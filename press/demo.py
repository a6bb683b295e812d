"""The press office's share of the demo: a year of releases, the media list, coverage, newsletters and who reads them."""

from datetime import datetime, time, timedelta
from typing import Any

from press import demo_data
from press.actions import blocks, distributions, letter_images, media, newsletters, releases, sending
from press.demo_pictures import landscape, mark
from press.models import Journalist, Newsletter, Outlet, PressRelease
from press.queries import letter_parts
from relations.actions import consents, parties
from relations.demo import ROME, Demo
from relations.demo.data import FIRST_NAMES, LAST_NAMES
from relations.models import ConsentText, Organization

READERS_WITHOUT_RECORD = 128


def build(demo: Demo) -> None:
    """Build it in the order it happened."""
    _media_list(demo)
    for row in demo_data.RELEASES:
        _published(demo, row)
    _waiting(demo)
    _coverage(demo)
    _readers(demo)
    _letters(demo)
    count = PressRelease.objects.count()
    demo.progress(f"{count} comunicati, {len(demo_data.PIECES)} uscite, 4 newsletter")


def _media_list(demo: Demo) -> None:
    officer = demo.colleague("press_officer")
    found = {}
    for name, (kind, area, periodicity, deadline, topics) in demo_data.OUTLETS.items():
        organization = Organization.objects.get(kind="media", name=name)
        at = organization.created_at + timedelta(days=2)
        outlet = media.add_outlet(
            organization=organization, kind=kind, area=area, periodicity=periodicity, deadline=deadline, topics=topics,
            by=officer, at=at,
        )
        found[name] = outlet
        person = demo.contact_of(organization)
        if person is not None:
            media.add_journalist(person=person, outlets=[outlet], topics=topics[:2], by=officer, at=at)
    for number, (first, last, name, channel) in enumerate(demo_data.MORE_JOURNALISTS):
        at = demo.at(240 - 9 * number, 12)
        outlet = found[name]
        person = parties.add_person(first_name=first, last_name=last, by=officer, at=at, province="PV")
        parties.add_contact_point(
            party=person, kind="email", value=f"{first}.{last}@redazione.example".lower(), by=officer, at=at
        )
        parties.affiliate(person=person, organization=outlet.organization, role="giornalista", by=officer, at=at, started_on=at.date())
        journalist = media.add_journalist(
            person=person, outlets=[outlet], topics=outlet.topics[:2], preferred_channel=channel, by=officer, at=at
        )
    media.opt_out(journalist=journalist, by=officer, at=demo.at(60, 9))


def _fields(row: tuple) -> dict[str, Any]:
    topic, kicker, title, summary, place, paragraphs = row
    quote = demo_data.QUOTES.get(title)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    if quote:
        body += f"<blockquote><p>{quote}</p></blockquote>"
    return {
        **releases.standard_words(), "topic": topic, "kicker": kicker, "title": title, "summary": summary, "place": place,
        "body": body, "contact_name": "Elena Zanotti",
    }


def _approved(demo: Demo, row: tuple, *, at: datetime) -> PressRelease:
    officer, head = demo.colleague("press_officer"), demo.colleague("office_head")
    release = releases.draft(author=officer, at=at - timedelta(days=1), **_fields(row))
    releases.hand_in(release=release, by=officer, at=at - timedelta(hours=3))
    releases.decide(release=release, granted=True, by=head, at=at - timedelta(hours=1))
    return release


def _published(demo: Demo, row: tuple) -> None:
    days, *rest = row
    at = demo.at(days, 11)
    release = _approved(demo, tuple(rest), at=at)
    releases.let_out(release=release, by=demo.colleague("press_officer"), at=at)


def _waiting(demo: Demo) -> None:
    """One in review, one under embargo, one draft."""
    officer = demo.colleague("press_officer")
    in_review = releases.draft(author=officer, at=demo.at(1, 15), **_fields(demo_data.IN_REVIEW))
    releases.hand_in(release=in_review, by=officer, at=demo.at(0, 8, 40))
    embargoed = _approved(demo, demo_data.EMBARGOED, at=demo.at(0, 9))
    until = datetime.combine(demo.today + timedelta(days=2), time(11, 0), ROME)
    releases.let_out(release=embargoed, embargo_until=until, by=officer, at=demo.at(0, 9))
    trusted = Journalist.objects.filter(opted_out_at=None, outlets__kind__in=("daily", "agency")).values_list("pk", flat=True)
    distributions.send(
        release=embargoed, journalists=sorted(set(trusted)), by=officer, at=demo.at(0, 9, 10),
        note="Gentile [nome], vi anticipiamo la notizia: potete preparare il pezzo e le interviste.",
    )
    releases.draft(author=demo.colleague("editor"), at=demo.at(3, 17), **_fields(demo_data.DRAFT))


def _coverage(demo: Demo) -> None:
    officer = demo.colleague("press_officer")
    outlets = {str(outlet): outlet for outlet in Outlet.objects.select_related("organization").prefetch_related("journalists")}
    for start, after, name, title, medium, page, tone in sorted(demo_data.PIECES, key=lambda piece: piece[0]):
        release = PressRelease.objects.get(title__startswith=start)
        day = min(release.published_at + timedelta(days=after), demo.now)
        outlet = outlets[name]
        slug = "".join(c for c in title.lower() if c.isascii() and c.isalnum())[:40]
        media.add_coverage(
            outlet=outlet, journalist=outlet.journalists.first(), release=release, title=title, came_out_on=day.date(),
            medium=medium, page=page, tone=tone, by=officer, at=day,
            url=f"https://www.{name.lower().replace(' ', '').replace('ò', 'o')}.example/{slug}" if medium == "web" else "",
        )


def _readers(demo: Demo) -> None:
    """More than two hundred confirmed readers, a few who left, a few who never confirmed."""
    text = ConsentText.objects.filter(purpose="newsletter").first()
    known = [person for person in demo.people() if not person.public_role][:112]
    for number, person in enumerate(known):
        email = media.press_email(person)
        if email:
            at = max(demo.at(300 - 2 * number, 18), person.created_at)
            consents.record(email=email, purpose="newsletter", event="confirmed", source="Modulo del sito", at=at, person=person, text=text)
            if number % 3 == 0:
                consents.record(email=email, purpose="journal", event="confirmed", source="Modulo del sito", at=at, person=person)
    for number in range(READERS_WITHOUT_RECORD):
        first, last = demo.rng.choice(FIRST_NAMES), demo.rng.choice(LAST_NAMES)
        email = f"{first}.{last}.{number}@lettori.example".lower().replace("ò", "o").replace("à", "a")
        at = demo.at(280 - 2 * number if number < 130 else 5, 20)
        event = "requested" if number % 43 == 42 else "confirmed"
        consents.record(
            email=email, purpose="newsletter", event=event, source="Modulo del sito", at=at, text=text, evidence={"name": first}
        )
        if number % 21 == 20:
            consents.record(email=email, purpose="newsletter", event="withdrawn", source="Disiscrizione", at=demo.at(4, 7))


def _letters(demo: Demo) -> None:
    """A style and a model; two that left in their month, one that leaves as soon as the office's own senders run, one still being written."""
    officer = demo.colleague("press_officer")
    logo = letter_images.keep(upload=mark(), by=officer, at=demo.at(300, 10))
    letter_images.keep_style(
        style=None, name="Lettere dell’ufficio", logo=logo, header="La lettera di chi fa e di chi sostiene",
        footer="Scritta da chi ci lavora, letta da chi ci crede.", by=officer, at=demo.at(300, 10),
    )  # fmt: skip
    for row, days in ((demo_data.OCTOBER_LETTER, 58), (demo_data.NOVEMBER_LETTER, 29)):
        _sent(demo, _letter(demo, row, at=demo.at(days + 1, 16), with_blocks=False), at=demo.at(days, 10))
    sent = _letter(demo, demo_data.SENT_LETTER, at=demo.at(1, 16))
    newsletters.begin_from(
        model=sent, author=officer, at=demo.at(1, 16, 30), is_model=True, title="La lettera del mese", purpose="newsletter"
    )
    _sent(demo, sent, at=demo.at(0, 9))
    _letter(demo, demo_data.DRAFT_LETTER, at=demo.at(0, 9, 30))


def _sent(demo: Demo, letter: Newsletter, *, at: datetime) -> None:
    """Hand it in the day before, approve it, let it leave at `at`."""
    officer = demo.colleague("press_officer")
    sending.hand_in(newsletter=letter, by=officer, at=at - timedelta(hours=16))
    sending.decide(newsletter=letter, granted=True, by=demo.colleague("office_head"), at=at)
    sending.leave(newsletter=letter, starts_at=None, by=officer, at=at, undo_seconds=0)


def _letter(demo: Demo, row: tuple, *, at: datetime, with_blocks: bool = True) -> Newsletter:
    """One of every kind of block."""
    title, subject, preheader, body = row
    officer = demo.colleague("press_officer")
    letter = newsletters.draft(author=officer, at=at, title=title, subject=subject, preheader=preheader, body=body)
    if not with_blocks:
        return letter
    story = PressRelease.objects.get(title__startswith="Cento ore")
    picture = letter_images.keep(upload=landscape(), by=officer, at=at)
    campaign = next(iter(letter_parts.choices("campaign", at)), None)
    pieces: list[dict[str, Any]] = [
        {"kind": "image", "image": picture, "alt_text": "Il sole che si alza sulle risaie della Lomellina"},
        {"kind": "release", "source": story.pk},
        {"kind": "title", "heading": "A dicembre con noi"},
        {"kind": "event", "heading": "Festa del volontariato", "url": "https://www.csvticino.example/festa", "label": "Il programma",
         "text": "Sabato dalle 10 alle 19, in piazza a Vigevano: cinquanta associazioni si raccontano."},
        {"kind": "divider"},
        *([{"kind": "campaign", "source": campaign[0]}] if campaign else []),
        {"kind": "link", "heading": "Cercate un volontario?", "text": "Diteci che cosa vi serve: vi rispondiamo entro tre giorni.",
         "url": "https://www.csvticino.example/cerca", "label": "Come si chiede"},
        {"kind": "button", "label": "Scriveteci", "url": "https://www.csvticino.example/contatti"},
    ]  # fmt: skip
    for piece in pieces:
        blocks.add(newsletter=letter, by=officer, at=at, **piece)
    return letter
