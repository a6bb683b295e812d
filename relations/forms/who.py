"""Choosing who: a colleague, a person or an organisation, by typing a piece of the name."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from relations.forms import pick
from relations.models import Meeting, Organization, Person, User
from relations.queries import parties
from relations.queries.search import Hit
from relations.text import fold, one_line

Who = User | Organization | Person


def key_of(who: Who) -> str:
    """Return "user:3", "person:5" or "organization:12"."""
    return f"{who._meta.model_name}:{who.pk}"


def by_key(key: str) -> Who | None:
    """Return the colleague at work or the living party that `key` names."""
    kind, _colon, number = key.partition(":")
    if kind != "user":
        return pick.by_key(key)
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return parties.colleagues().filter(pk=int(number)).first()


def colleagues(words: str) -> list[User]:
    """Return colleagues one of whose names begins so."""
    wanted = fold(words).split()
    return [
        user for user in parties.colleagues()
        if wanted and all(any(name.startswith(word) for name in fold(user.display_name).split()) for word in wanted)
    ]  # fmt: skip


def proposals(words: str, limit: int = 8) -> list[Hit]:
    """Return who may be chosen for `words`: colleagues first, then people and organisations."""
    tidy = one_line(words)[:200]
    own = [Hit("user", user.pk, user.display_name, user.job_title or _("colleague"), "", "id-card") for user in colleagues(tidy)]
    return [*own[:limit], *pick.proposals("party", tidy, limit=limit)][:limit]


def by_words(words: str, meeting: Meeting | None = None) -> Who:
    """Return whom `words` name: somebody of the meeting first, then a colleague, then the archive; ValidationError if unsure."""
    near = _in_meeting(words, meeting) if meeting else []
    found = near or colleagues(words)
    if len(found) == 1:
        return found[0]
    if found:
        raise _several([str(who) for who in found])
    return pick.PickField(kind="party")._by_words(words)


def _in_meeting(words: str, meeting: Meeting) -> list[Who]:
    wanted = fold(words).split()
    found: list[Who] = []
    for seat in meeting.attendees.select_related("user", "person", "organization"):
        for who in (seat.user, seat.person, seat.organization):
            if who is not None and wanted and all(any(n.startswith(w) for n in fold(str(who)).split()) for w in wanted):
                found.append(who)
                break
    return list(dict.fromkeys(found))


def _several(names: list[str]) -> ValidationError:
    text = _("Which one? Write the whole name: %(names)s.")
    return ValidationError(text, code="several", params={"names": ", ".join(names[:4])})


def _pair(value: Any) -> tuple[str, str]:
    """Return (key, words) of somebody, a key, or what was typed."""
    if isinstance(value, User | Organization | Person):
        return key_of(value), str(value)
    if isinstance(value, tuple):
        who = by_key(value[0]) if value[0] and not value[1] else None
        return (value[0], str(who)) if who else value
    who = by_key(value) if isinstance(value, str) else None
    return (value, str(who)) if who else ("", "")


class WhoWidget(pick.PickWidget):
    """The box of `PickField`, with colleagues among the proposals."""

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        key, words = _pair(value)
        context = super().get_context(name, None, attrs)
        context["pick"] = {"key": key, "words": words, "url": reverse("relations:who")}
        return context


class WhoField(pick.PickField):
    """A form field whose value is a User, an Organization or a Person."""

    def __init__(self, *, attrs: dict | None = None, **options: Any) -> None:
        super().__init__(kind="party", widget=WhoWidget("party", attrs={"class": "form-control", **(attrs or {})}), **options)
        self.meeting: Meeting | None = None

    def clean(self, value: Any) -> Who | None:
        if isinstance(value, User | Organization | Person):
            return value
        key, words = value if isinstance(value, tuple) else (value or "", "")
        words = one_line(words)[:200]
        who = by_key(key) or (by_words(words, self.meeting) if words else None)
        if who is None and self.required:
            raise ValidationError(_("Write a piece of the name and choose from the list."), code="required")
        return who

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _pair(initial)[0] != _pair(data)[0]
