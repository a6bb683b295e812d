"""What is looked at before a letter leaves: what stops it, what is worth a thought, and the block to mend."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from press import letter_rules as rules
from press import prose, vocab
from press.actions import letter_images
from press.letter import Check, Part, as_html
from press.models import LetterImage, Newsletter
from press.queries import letter_parts
from relations.mail import content
from relations.models import Consent


@dataclass
class Look:
    """One letter under the lens; what several checks need is worked out once."""

    newsletter: Newsletter
    at: datetime

    @cached_property
    def parts(self) -> list[Part]:
        return letter_parts.parts(self.newsletter, at=self.at)

    @cached_property
    def body(self) -> str:
        return as_html(self.parts)

    @cached_property
    def words(self) -> str:
        return prose.as_text(self.body)

    @cached_property
    def laid_out(self) -> str:
        return content.compile_mjml(letter_parts.mjml(self.newsletter, self.parts))

    @cached_property
    def links(self) -> list[tuple[Part, str, str]]:
        return [(part, address, words) for part in self.parts for address, words in rules.links(part)]


def _each(label: str, found: Iterable[tuple[int, str]], *, stops: bool = True) -> list[Check]:
    """One line when all is well, else one for each place to mend."""
    bad = [Check(label, False, stops, block, why) for block, why in found]
    return bad or [Check(label, True, stops)]


def _subject(look: Look) -> list[Check]:
    letter = look.newsletter
    found = [
        Check(_("There is a subject"), bool(letter.subject)),
        Check(_("There is a text"), bool(look.words)),
        Check(_("The preview in the inbox is written"), bool(letter.preheader), stops=False),
    ]
    if rules.shouts(letter.subject):
        found.append(Check(_("The subject is not in capitals"), False, stops=False))
    return found


def _known_words(look: Look) -> list[Check]:
    places = [(0, f"{look.newsletter.subject} {look.newsletter.preheader} {look.newsletter.own_text}")]
    places += [(part.block, as_html([part])) for part in look.parts]
    unknown = [(block, f"[{content.unknown_words(text)[0]}]") for block, text in places if content.unknown_words(text)]
    return _each(_("Every word in brackets is known"), unknown)


def _whole_links(look: Look) -> list[Check]:
    bad = [(part.block, address) for part, address, _words in look.links if not rules.is_whole(address)]
    bad += [(part.block, _("the button leads nowhere")) for part in look.parts if part.kind == "button" and part.label and not part.url]
    bad += [(part.block, _("the button has no word")) for part in look.parts if part.kind == "button" and part.url and not part.label]
    return _each(_("Every link is whole (%(n)s)") % {"n": len(look.links)}, bad)


def _own_pages(look: Look) -> list[Check]:
    bad = [(part.block, address) for part, address, _words in look.links if _is_lost(address)]
    return _each(_("Links to our own pages lead somewhere"), bad)


def _is_lost(address: str) -> bool:
    """Tell whether an address of ours has no page; others are not looked up, the letter must not wait for the network."""
    if not address.startswith(f"{settings.PUBLIC_URL}/"):
        return False
    try:
        resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        return True
    return False


def _link_words(look: Look) -> list[Check]:
    bad = [
        (part.block, words or address) for part, address, words in look.links
        if rules.is_vague(words) or rules.is_bare(words) or (not words and part.kind != "image")
    ]  # fmt: skip
    return _each(_("Links say where they lead"), bad, stops=False)


def _pictures(look: Look) -> list[Check]:
    shown = [part for part in look.parts if part.image]
    if not shown:
        return []
    bad = [(part.block, "") for part in shown if not part.alt and not part.is_decorative]
    return _each(_("Every picture is described"), bad)


def _public(look: Look) -> list[Check]:
    return _each(_("What comes from the archive is public"), [(part.block, part.heading) for part in look.parts if part.is_gone])


def _empty(look: Look) -> list[Check]:
    bad = [(part.block, str(vocab.BLOCK_KINDS[part.kind].label)) for part in look.parts if rules.is_empty(part) and not part.is_gone]
    return _each(_("No block is empty"), bad, stops=False)


def _headings(look: Look) -> list[Check]:
    bad = [(part.block, part.heading) for part in rules.jumps(look.parts)]
    return _each(_("Headings go down step by step"), bad, stops=False)


def _colours(look: Look) -> list[Check]:
    style = letter_parts.style_of(look.newsletter)
    near = letter_images.unreadable({key: getattr(style, key) for key in letter_images.COLOURS})
    return _each(_("The colours can be read"), [(0, what) for _field, what, _contrast in near])


def _language(look: Look) -> list[Check]:
    seems = rules.seems_to_be(look.words)
    names = dict(vocab.LANGUAGES)
    label = _("It is written in the language it says: %(name)s") % {"name": names[look.newsletter.language]}
    return [Check(label, seems in (None, look.newsletter.language), stops=False)]


def _size(look: Look) -> list[Check]:
    size = len(look.laid_out.encode())
    weight = sum(LetterImage.objects.filter(pk__in=look.newsletter.blocks.standing().values("image_id")).values_list("size", flat=True))
    return [
        Check(_("It is shown whole: %(n)d kB, Gmail cuts at 102") % {"n": -(-size // 1024)}, size <= rules.CLIPPED, stops=False),
        Check(_("Its pictures are light: %(n)d kB") % {"n": -(-weight // 1024)}, weight <= rules.HEAVY, stops=False),
    ]


def _spam(look: Look) -> list[Check]:
    found = rules.spam_hints(f"{look.newsletter.subject} {look.words}", look.newsletter.language)
    return _each(_("No word that filters dislike"), [(0, ", ".join(found[:5]))] if found else [], stops=False)


def _nameless(look: Look) -> list[Check]:
    """Readers known by their address alone: "Gentile [nome]," would greet nobody."""
    if not any(f"[{word}]" in f"{look.newsletter.subject} {look.body}".lower() for word in ("nome", "cognome", "nome_completo")):
        return []
    last = Consent.objects.filter(purpose=look.newsletter.purpose, channel="email").order_by("email", "-at", "-pk").distinct("email")
    n = Consent.objects.filter(pk__in=last.values("pk"), event="confirmed", person=None).exclude(evidence__has_key="name").count()
    why = ngettext("%(n)d reader has no name: [saluto] greets them too", "%(n)d readers have no name: [saluto] greets them too", n) % {"n": n}
    return _each(_("Every reader has the name the letter calls"), [(0, why)] if n else [], stops=False)


def _plain_text(look: Look) -> list[Check]:
    old = letter_parts.own_text_is_old(look.newsletter, look.parts)
    return [
        Check(_("One-click unsubscribe and plain text: always there"), True),
        *([Check(_("The plain text of yours follows the letter"), False, stops=False)] if old else []),
    ]


def _tested(look: Look) -> list[Check]:
    letter = look.newsletter
    is_fresh = letter.tested_at is not None and letter.tested_at >= letter.updated_at
    return [Check(_("A test was sent after the last change"), is_fresh, stops=False)]


CHECKS = (
    _subject, _known_words, _whole_links, _own_pages, _public, _pictures, _colours, _empty, _link_words, _headings, _language,
    _size, _spam, _nameless, _plain_text, _tested,
)  # fmt: skip


def checks(newsletter: Newsletter, *, at: datetime) -> list[Check]:
    """Return what was looked at before sending, in a fixed number of statements for a letter of given kinds."""
    look = Look(newsletter, at)
    return [check for one in CHECKS for check in one(look)]
