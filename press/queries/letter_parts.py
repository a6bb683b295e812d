"""A newsletter's blocks as the letter says them: what comes from the archive is looked up now, and frozen when handed in."""

from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from press import colours, letter, vocab
from press.models import LetterImage, LetterStyle, Newsletter, NewsletterBlock
from relations import panels
from relations.mail import content
from relations.models import OfficeSettings
from relations.text import one_line
from relations.web.urls import absolute

# A word for those who have no name of their own.
NAMELESS = content.words_of()


def blocks(newsletter: Newsletter) -> list[NewsletterBlock]:
    """Return the blocks in their order, their pictures loaded."""
    return list(newsletter.blocks.standing().select_related("image", "changed_by"))


def thing(kind: str) -> panels.LetterThing | None:
    """Return where blocks of this kind take their facts from."""
    return next((item for item in panels.of(panels.LetterThing) if item.key == kind), None)


def choices(kind: str, at: datetime, text: str = "") -> list[tuple[int, str]]:
    """Return what of the archive a block of `kind` may show."""
    source = thing(kind)
    return source.search(text, at) if source else []


def parts(newsletter: Newsletter, *, at: datetime, found: list[NewsletterBlock] | None = None) -> list[letter.Part]:
    """Return the letter block by block: one statement, and one for each thing of the archive in it."""
    with override(newsletter.language):
        return [_part(block, at) for block in (blocks(newsletter) if found is None else found)]


def _part(block: NewsletterBlock, at: datetime) -> letter.Part:
    shown = _shown(block, at)
    label = block.label
    if block.kind in vocab.FROM_ARCHIVE or block.kind == "link":
        label = label or (_("Read it all") if block.kind in ("release", "story") else _("Find out more"))
    over = shown.over if shown else str(block.term.label) if block.kind == "event" and block.heading else ""
    return letter.Part(
        kind=block.kind, block=block.pk, level=block.level, html=content.sanitise(block.body), label=label, over=over,
        heading=block.heading or (shown.title if shown else ""), text=block.text or (shown.text if shown else ""),
        url=block.url or (shown.url if shown else ""), image=image_url(block.image, block.width) if block.image else "",
        alt=block.alt_text, is_decorative=block.is_decorative, width=block.width,
        is_gone=block.source is not None and shown is None,
    )  # fmt: skip


def _shown(block: NewsletterBlock, at: datetime) -> panels.LetterPiece | None:
    source = thing(block.kind) if block.source is not None else None
    return source.show(block.source, at) if source else None


def image_url(image: LetterImage, width: str) -> str:
    """Return the public address of a picture, at twice the width it is shown at."""
    return absolute(reverse("press:letter_image", args=[image.key, "wide" if width == "full" else "small"]))


def frozen(newsletter: Newsletter) -> list[letter.Part] | None:
    """Return the letter as it was handed in, None for one that went out before letters had blocks."""
    if newsletter.frozen_parts is None:
        return None
    return [letter.Part(**piece) for piece in newsletter.frozen_parts]


# --- laid out -----------------------------------------------------------------
def style_of(newsletter: Newsletter) -> LetterStyle:
    """Return the style a letter wears: its own, else the office's, else the one of the program."""
    return newsletter.style or LetterStyle.objects.select_related("logo").filter(is_default=True).first() or LetterStyle()


def styles() -> QuerySet[LetterStyle]:
    """Return the office's styles, the usual one first."""
    return LetterStyle.objects.select_related("logo").order_by("-is_default", "name")


def layout(newsletter: Newsletter, *, is_campaign: bool = True, note: str = "") -> dict:
    """Return what the frame of the letter needs besides its sections."""
    style = style_of(newsletter)
    return {
        "office": OfficeSettings.current(), "style": style, "logo": image_url(style.logo, "small") if style.logo else "",
        "dark": {**colours.DARK, "link": colours.for_dark(style.accent)}, "is_campaign": is_campaign, "note": note,
        "language": newsletter.language, "subject": one_line(newsletter.subject), "preheader": one_line(newsletter.preheader),
    }  # fmt: skip


def mjml(newsletter: Newsletter, pieces: list[letter.Part]) -> str:
    """Return the whole letter as MJML, in its style."""
    context = {**layout(newsletter), "sections": letter.as_mjml(pieces)}
    with override(newsletter.language):
        return get_template("press/mail/letter.mjml").render(context)


def body_html(newsletter: Newsletter, *, at: datetime) -> str:
    """Return everything the letter says, as plain HTML."""
    return letter.as_html(parts(newsletter, at=at))


def plain_text(newsletter: Newsletter, laid_out: str) -> str:
    """Return the plain text: the one written by hand with the way out under it, else what the letter says."""
    if not newsletter.own_text.strip():
        return content.to_text(laid_out)
    with override(newsletter.language):
        ways = ((_("Why did I receive this?"), "link_perche"), (_("Choose what you receive"), "link_preferenze"),
                (_("Unsubscribe"), "link_disiscrizione"))  # fmt: skip
        foot = "\n".join(f"{words} [{link}]" for words, link in ways)
    return f"{newsletter.own_text.strip()}\n\n-- \n{OfficeSettings.current().name}\n{foot}\n"


def fingerprint(pieces: list[letter.Part]) -> str:
    """Return a hash of what the letter says."""
    return sha256(letter.as_html(pieces).encode("utf-8", "replace")).hexdigest()


def own_text_is_old(newsletter: Newsletter, pieces: list[letter.Part]) -> bool:
    """Tell whether the letter changed after its plain text was written by hand."""
    return bool(newsletter.own_text) and newsletter.own_text_of != fingerprint(pieces)


def content_of(newsletter: Newsletter, *, at: datetime) -> tuple[dict, list[letter.Part]]:
    """Return what `mailings.set_content` takes, and the parts to freeze beside it."""
    pieces = parts(newsletter, at=at)
    source = mjml(newsletter, pieces)
    text = plain_text(newsletter, content.compile_mjml(source)) if newsletter.own_text else ""
    given = {"subject": newsletter.subject, "preheader": newsletter.preheader, "html": letter.as_html(pieces), "mjml": source, "text": text}
    return given, pieces
