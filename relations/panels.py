"""The registry through which an upper floor shows things on the pages of the floors below.

Every app registers in its own `panels.py`, which is imported when the app is ready:

    from relations import panels
    panels.register(panels.MenuItem(group="partnerships", ...))
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# Groups of the menu, in their order.
MENU_GROUPS = {
    "relations": _("Relations"),
    "community": _("Community"),
    "partnerships": _("Partnership"),
    "communication": _("Communication"),
    "fundraising": _("Fundraising"),
    "head": _("Direction"),
}


@dataclass(frozen=True)
class MenuItem:
    """A line of the side menu. `count(user)` gives a number only when somebody must act; `hot` makes it a pill.

    `count` may return the rows themselves: all such lines are then counted in one statement.
    """

    group: str
    key: str
    label: str
    icon: str
    url_name: str
    order: int = 50
    permission: str = ""
    count: Callable[[Any], Any] | None = None
    hot: bool = False


@dataclass(frozen=True)
class PublicLink:
    """A line of the public site's menu."""

    key: str
    label: str
    url_name: str
    order: int = 50

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class SitePages:
    """Public pages for the map of the site: `load()` returns [{loc, lastmod}]."""

    key: str
    load: Callable[[], list[dict]]


@dataclass(frozen=True)
class TodayTile:
    """A figure on Oggi: `load(user, at)` returns {label, value, note, url, series (list of numbers)} or None.

    This and all other `load`s of Oggi, of the Quadro and of record pages may be generators that yield the rows they want:
    those of a page are then read together, in one statement (`queries.together`).
    """

    key: str
    load: Callable[[Any, datetime], Any]
    order: int = 50
    permission: str = ""


@dataclass(frozen=True)
class TodayPanel:
    """A box on Oggi: `load(user, at, mine)` returns a template context or None; `column` is main or side."""

    key: str
    template: str
    load: Callable[[Any, datetime, bool], Any]
    column: str = "main"
    order: int = 50
    permission: str = ""


@dataclass(frozen=True)
class RecordPanel:
    """A box on an organisation's or a person's page: `load(party, user)` returns a context or None."""

    key: str
    on: Sequence[str]
    template: str
    load: Callable[[Any, Any], Any]
    order: int = 50
    permission: str = ""


@dataclass(frozen=True)
class WentOut:
    """Lines for "È uscito" on Oggi: `load(since, at)` returns [{at, icon, title, note, url}]."""

    key: str
    load: Callable[[datetime, datetime], Any]


@dataclass(frozen=True)
class Waiting:
    """Lines for "Aspettiamo risposta da" on Oggi: `load(user, at)` returns [{initials, colour, name, note, url}]."""

    key: str
    load: Callable[[Any, datetime], Any]


@dataclass(frozen=True)
class SearchKind:
    """How rows of `model` are found: `entry(obj)` returns {title, subtitle, keywords, body, url} or None to hide it.

    `related` are the foreign keys `entry` follows. `fill()`, where a kind has it, writes the entries of every row at once.
    """

    key: str
    model: type
    label: str
    icon: str
    entry: Callable[[Any], dict | None]
    order: int = 50
    permission: str = ""
    related: Sequence[str] = ()
    fill: Callable[[], None] | None = None


@dataclass(frozen=True)
class SegmentFact:
    """Something a dynamic group can ask of people or organisations.

    `says` and `denies` are sentences with %(value)s ("the kind is %(value)s"); `kind` is the value's: "choices" (any of
    `choices()`), "days", "number", "amount", "words" (names parted by commas) or "" (nothing to fill in).
    `condition(value, at)` returns a Q on the party; `value` was checked by the kind: a list of keys, an int, a Decimal,
    a list of words, or None. Who lacks `permission` does not see the fact.
    """

    key: str
    on: Sequence[str]
    label: str
    says: str
    denies: str
    condition: Callable[[Any, datetime], Any]
    kind: str = ""
    choices: Callable[[], Sequence[tuple[str, str]]] | None = None
    group: str = "relations"
    order: int = 50
    permission: str = ""


@dataclass(frozen=True)
class HeadTile:
    """A figure on the Quadro: `load(year, at)` returns {label, value, before, note, url, series} or a list of them."""

    key: str
    load: Callable[[int, datetime], Any]
    order: int = 50


@dataclass(frozen=True)
class HeadPanel:
    """A box on the Quadro: `load(year, at)` returns a template context or None."""

    key: str
    template: str
    load: Callable[[int, datetime], Any]
    order: int = 50


@dataclass(frozen=True)
class Stuck:
    """Lines for "Cosa è fermo": `load(at)` returns [{title, note, url, days, owner}]."""

    key: str
    load: Callable[[datetime], Any]


@dataclass(frozen=True)
class FollowUpEcho:
    """What else is done when a follow-up whose `origin` begins with `prefix` is done, opened again or dropped.

    `done(followup, by, at)`, `reopened` and `dropped` run inside the same transaction.
    """

    key: str
    prefix: str
    done: Callable[[Any, Any, datetime], None]
    reopened: Callable[[Any, Any, datetime], None]
    dropped: Callable[[Any, Any, datetime], None] | None = None


@dataclass(frozen=True)
class CalendarEntry:
    """One thing on a day of the calendar. `key` never changes ("meeting:14"): it becomes the UID of the .ics feed.

    `at` is None for a whole day; `until` the last day when it lasts several; `note` is shown, and leaves the office
    in a feed only where its owner chose details.
    """

    key: str
    day: date
    title: str
    url: str = ""
    icon: str = "calendar"
    colour: str = ""
    at: time | None = None
    minutes: int = 60
    until: date | None = None
    note: str = ""
    done: bool = False
    row: Any = None


@dataclass(frozen=True)
class CalendarSource:
    """Things with a date: `load(user, first, last)` returns the entries of both days and those between.

    `user` None means the whole office. `feed` says whether they go into the .ics feed too.
    """

    key: str
    label: str
    load: Callable[[Any, date, date], list[CalendarEntry]]
    order: int = 50
    permission: str = ""
    feed: bool = False


@dataclass(frozen=True)
class Changes:
    """How the changes of `model` are shown: `kin` [("app.model", field pointing at it)] stand on its page too.

    `returnable` are the fields whose former values may be put back there; `apply(row, field, value, by, at)` puts one
    back (by default the row is saved, its history written, its search entry renewed).
    """

    key: str
    model: type
    kin: Sequence[tuple[str, str]] = ()
    returnable: Sequence[str] = ()
    apply: Callable[..., None] | None = None


@dataclass(frozen=True)
class RolePermissions:
    """What a role may do in an app: codenames such as "press.publish_pressrelease"; "press.*" means all of the app."""

    role: str
    permissions: Sequence[str]


@dataclass(frozen=True)
class DemoPart:
    """This app's share of the demo office: `build(demo)` with a `relations.demo.Demo`."""

    key: str
    build: Callable[[Any], None]
    order: int = 50


@dataclass(frozen=True)
class TieSource:
    """Ties between bodies for the network; `kinds` are their (kind, label).

    `load(about)` is a reader (`queries.together`) of `relations.network.graph.Tie`s: all of them for None, else those of
    the body with that id.
    """

    key: str
    kinds: Sequence[tuple[str, str]]
    load: Any
    order: int = 50
    permission: str = ""


@dataclass(frozen=True)
class LetterPiece:
    """What a thing of the archive says in a letter. `url` is the whole public address; `over` a word above the title."""

    title: str
    text: str
    url: str
    over: str = ""


@dataclass(frozen=True)
class LetterThing:
    """Things of the archive that may stand in a letter, one kind of block each (`key`).

    `search(text, at)` returns [(number, words)] of those anybody may see, the likeliest first, at most sixty;
    `show(number, at)` returns its `LetterPiece`, or None once the public does not see it.
    """

    key: str
    label: str
    search: Callable[[str, datetime], list[tuple[int, str]]]
    show: Callable[[int, datetime], LetterPiece | None]
    order: int = 50
    permission: str = ""


@dataclass(frozen=True)
class EvidenceSource:
    """What may prove a position on an initiative: `load(party)` returns rows, `words(row)` names one in a line."""

    key: str
    label: str
    load: Callable[[Any], Sequence[Any]]
    words: Callable[[Any], str]
    order: int = 50
    permission: str = ""


@dataclass(frozen=True)
class Matters:
    """Who must not be lost when an address of theirs stops working: `why(party)` says so in words, or nothing.

    `party` is a person or an organisation; the words stand in brackets after its name ("a donor").
    """

    key: str
    why: Callable[[Any], str]
    order: int = 50


@dataclass(frozen=True)
class ReplyListener:
    """What else happens when somebody answers by e-mail: `heard(party, at, delivery)`, in the same transaction.

    `party` is the person or the organisation; both are told when the answer concerns both. `delivery` is the message
    that was answered, None when it was told by the sender alone. Automatic answers are not heard.
    """

    key: str
    heard: Callable[[Any, datetime, Any], None]
    order: int = 50


@dataclass(frozen=True)
class Happening:
    """Something that may begin a sequence of messages for somebody.

    `key` names it for ever and for one party only ("donation:12", "first_gift:person:7:2027"): a sequence begins once
    for it. `email` is the address it came with, if any; `name` is for somebody who has no record; `subject` is the row
    it is about, as (content type's "app.model", id).
    """

    key: str
    at: datetime
    person_id: int | None = None
    organization_id: int | None = None
    email: str = ""
    name: str = ""
    subject: tuple[str, int] | None = None


@dataclass(frozen=True)
class SequenceTrigger:
    """What may begin a sequence: `happened(since, until, value)` returns the Happenings after `since` up to `until`.

    `until` may lie in the future: what can be known already (an anniversary, a silence) is returned, the rest is not.
    `says` is a sentence, with %(value)s where `kind` asks for one: "choices" (any of `choices()`) or "days".
    """

    key: str
    label: str
    says: str
    happened: Callable[[datetime, datetime, Any], Iterable[Happening]]
    kind: str = ""
    choices: Callable[[], Sequence[tuple[str, str]]] | None = None
    group: str = "relations"
    order: int = 50
    permission: str = ""


@dataclass(frozen=True)
class Follower:
    """Somebody who is in a sequence, as a stop rule sees them: who, since when, about what."""

    person_id: int | None
    organization_id: int | None
    email: str
    since: datetime
    subject: tuple[str, int] | None = None


@dataclass(frozen=True)
class SequenceStop:
    """What ends a sequence for somebody: `stops(followers, until)` returns the places of those it ends it for.

    A fixed number of statements, whatever the number of followers. `label` is said after "Stops if" ("they write to us"),
    `told` afterwards ("they wrote to us"). `by_default`: chosen when a sequence is new.
    """

    key: str
    label: str
    told: str
    stops: Callable[[Sequence[Follower], datetime], Iterable[int]]
    order: int = 50
    by_default: bool = True


@dataclass
class Registry:
    """All that was registered, by type, in order."""

    items: dict[type, dict[str, Any]] = field(default_factory=dict)

    def add(self, item: Any) -> None:
        key = getattr(item, "key", None) or f"{item.role}:{','.join(item.permissions)}"
        self.items.setdefault(type(item), {})[key] = item

    def of(self, kind: type, user: Any = None) -> list:
        """Return the registered items of `kind`, only those `user` may see if one is given."""
        found: Iterable = self.items.get(kind, {}).values()
        if user is not None:
            found = (item for item in found if not item.permission or user.has_perm(item.permission))
        return sorted(found, key=lambda item: (getattr(item, "order", 50), getattr(item, "key", "")))


registry = Registry()


def register(*items: Any) -> None:
    """Register panels, menu items, search kinds ...; the same key replaces."""
    for item in items:
        registry.add(item)


def of(kind: type, user: Any = None) -> list:
    """Return what was registered of `kind`; see `Registry.of`."""
    return registry.of(kind, user)
