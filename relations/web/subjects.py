"""Reading "organization:12" or "partnerships.partnership:14": what a page is about, for forms on any floor."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models

from relations.models import Organization, Person, User
from relations.queries import merging
from relations.text import one_line

PARTIES = {"organization": Organization, "person": Person}


@dataclass(frozen=True)
class About:
    """A thing of an upper floor, and the parties concerned; the first party is who one speaks with."""

    subject: models.Model | None
    parties: tuple[Organization | Person, ...]

    @property
    def party(self) -> Organization | Person | None:
        return self.parties[0] if self.parties else None

    @property
    def url(self) -> str:
        found = self.subject or self.party
        return found.get_absolute_url() if hasattr(found, "get_absolute_url") else ""


def read(key: str, user: User) -> About:
    """Return what `key` names, if `user` may view it; nothing for anything unknown.

    A model of an upper floor takes part by a `parties` attribute (organisations and people); its name in the key is
    "app.model".
    """
    label, _colon, number = one_line(key[:80]).partition(":")
    nothing = About(None, ())
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return nothing
    if label in PARTIES:
        party = merging.living(PARTIES[label], int(number))
        return About(None, (party,)) if party and user.has_perm(f"relations.view_{label}") else nothing
    app, _dot, model = label.partition(".")
    kind = ContentType.objects.filter(app_label=app, model=model).first()
    if kind is None or kind.model_class() is None or not user.has_perm(f"{app}.view_{model}"):
        return nothing
    subject = kind.model_class()._default_manager.filter(pk=int(number)).first()
    if subject is None:
        return nothing
    given = getattr(subject, "parties", ())
    # A related manager can be called too, but not so: it is read below.
    given = given() if callable(given) and not hasattr(given, "all") else given
    found = [_party(item) for item in _rows(given)]
    return About(subject, tuple(dict.fromkeys(item for item in found if item is not None)))


def _party(item: object) -> Organization | Person | None:
    """A party itself, or the one a row such as "partnership party" points at."""
    if isinstance(item, Organization | Person):
        return item
    return getattr(item, "organization", None) or getattr(item, "person", None)


def _rows(given: object) -> list:
    """Rows of a list, a queryset or a related manager."""
    return list(given.all()) if hasattr(given, "all") else list(given or ())


def key_of(thing: models.Model) -> str:
    """Return the key `read` understands."""
    label = thing._meta.model_name if isinstance(thing, Organization | Person) else thing._meta.label_lower
    return f"{label}:{thing.pk}"
