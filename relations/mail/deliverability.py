"""Whether mail arrives: what to publish for the office's domain, what stands in the way, what the last test said.

There is no look-up of names here: what is published can only be said by whoever receives, so a test is sent and the
receiver's own words are read.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relations.mail import policy, replies, signing, signing_keys
from relations.mail.post import post_service
from relations.mail.returns.take import TEST_PURPOSE
from relations.models import Delivery, IncomingMessage, MailboxState, OfficeSettings, SigningKey, User

# Providers of personal mail: their DMARC rules make others refuse what somebody else's server sends in their name.
FREE = frozenset({
    "gmail.com", "googlemail.com", "libero.it", "virgilio.it", "inwind.it", "iol.it", "tiscali.it", "alice.it", "tim.it",
    "tin.it", "yahoo.it", "yahoo.com", "hotmail.it", "hotmail.com", "outlook.it", "outlook.com", "live.it", "live.com",
    "icloud.com", "me.com", "email.it", "fastwebnet.it", "aol.com", "msn.com",
})  # fmt: skip
# What well-known servers ask to be named with in SPF, by the end of their host name.
RELAYS = {
    "gmail.com": "include:_spf.google.com", "google.com": "include:_spf.google.com",
    "outlook.com": "include:spf.protection.outlook.com", "office365.com": "include:spf.protection.outlook.com",
    "aruba.it": "include:_spf.aruba.it", "amazonaws.com": "include:amazonses.com", "mailgun.org": "include:mailgun.org",
    "sendgrid.net": "include:sendgrid.net", "mailjet.com": "include:spf.mailjet.com", "postmarkapp.com": "include:spf.mtasv.net",
}  # fmt: skip
_LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Record:
    """A line to publish in the DNS. `value` empty: it depends on something only the office can know."""

    key: str
    title: str
    why: str
    kind: str
    name: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Warning:
    """Something in the way of mail that arrives. `tone` is a note's: rosso, ocra or "" (good to know)."""

    tone: str
    words: str


@dataclass(frozen=True)
class Said:
    """What the receiver said of the last test: one of SPF, DKIM and DMARC."""

    name: str
    well: bool
    result: str
    words: str


@dataclass(frozen=True)
class Facts:
    """What is known without asking anybody."""

    sender: str
    domain: str
    host: str
    scheme: str
    key: SigningKey | None
    mailbox: MailboxState | None

    @classmethod
    def now(cls) -> "Facts":
        """Read them, in three statements."""
        relay = urlsplit(settings.EMAIL_URL)
        domain = signing_keys.sender_domain()
        return cls(
            sender=OfficeSettings.current().email.lower(), domain=domain, host=(relay.hostname or "").lower(),
            scheme=relay.scheme, key=SigningKey.objects.filter(domain=domain, state="active").first(),
            mailbox=MailboxState.objects.filter(pk=1).first(),
        )  # fmt: skip

    @property
    def is_local(self) -> bool:
        """Whether the server stands on this machine, so that this machine's address is what others see."""
        return self.host in _LOCAL or "." not in self.host


# --- what to publish ----------------------------------------------------------
def records(facts: Facts, keys: list[SigningKey]) -> list[Record]:
    """Return the lines to publish for this office, in the order in which they help."""
    return [_spf(facts), *map(_dkim, keys), _dmarc(facts), _mx(), _ptr(facts)]


def _spf(facts: Facts) -> Record:
    known = next((told for end, told in RELAYS.items() if facts.host == end or facts.host.endswith(f".{end}")), "")
    who = known or (f"a:{facts.host}" if facts.host and not facts.is_local else "a mx")
    return Record(
        "spf", "SPF", _("Says which servers may send for your domain. Without it many providers put you among the unwanted."),
        "TXT", settings.MAIL_DOMAIN, f"v=spf1 {who} ~all",
        "" if known else _("If whoever runs your mail server gives you another one (it begins with “include:”), publish theirs. "
                           "There can be only one SPF record: if you have one already, add the middle part to it."),
    )  # fmt: skip


def _dkim(key: SigningKey) -> Record:
    return Record(
        "dkim", "DKIM", _("Lets the receiver check that the message is yours and that nobody changed it on the way."), "TXT",
        f"{key.selector}._domainkey.{key.domain}", signing.verifies_with(key),
        _("It is longer than 255 characters: most panels split it by themselves."),
    )


def _dmarc(facts: Facts) -> Record:
    to = facts.sender or f"postmaster@{facts.domain}"
    return Record(
        "dmarc", "DMARC", _("Says what to do with messages that pretend to be yours. Begin by watching (p=none); when the "
                            "reports show that all is well, change it to p=quarantine."),
        "TXT", f"_dmarc.{facts.domain}", f"v=DMARC1; p=none; rua=mailto:{to}; adkim=r; aspf=r",
    )  # fmt: skip


def _mx() -> Record:
    return Record(
        "mx", "MX", _("Says where mail for your domain is delivered: returned messages and answers come back by it, to "
                      "addresses that begin with “rimbalzi+” and “risposte+”."),
        "MX", settings.MAIL_DOMAIN, "", _("The server that receives your mail; it has to accept addresses with a plus in one mailbox."),
    )  # fmt: skip


def _ptr(facts: Facts) -> Record:
    return Record(
        "ptr", "PTR", _("The name that belongs to the sending server's address. A server without one is often refused."), "PTR",
        _("the address of the sending server"), settings.MAIL_DOMAIN if facts.is_local else facts.host,
        _("Whoever gives you the connection or the server sets it. If a provider sends for you, they have done it already."),
    )


# --- what stands in the way ---------------------------------------------------
def warnings(facts: Facts) -> list[Warning]:
    """Return what is wrong or missing, the worst first."""
    found = [Warning(tone, words()) for tone, holds, words in _WARNINGS if holds(facts)]
    return sorted(found, key=lambda item: ("rosso", "ocra", "").index(item.tone))


def _is_related(one: str, other: str) -> bool:
    """Whether one domain is the other or stands under it: what DMARC calls relaxed alignment."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


_WARNINGS: tuple[tuple[str, Callable[[Facts], bool], Callable[[], str]], ...] = (
    ("ocra", lambda f: not settings.EMAIL_URL, lambda: _(
        "No mail server is configured (EMAIL_URL): nothing leaves this machine, and messages can be read in the outbox.")),
    ("rosso", lambda f: not f.sender, lambda: _("The office has no e-mail address: write it in the office settings.")),
    ("rosso", lambda f: f.domain in FREE, lambda: _(
        "You write from an address of a free provider. Its rules tell receivers to refuse messages that another server "
        "sends in its name: use an address of your own domain.")),
    ("rosso", lambda f: policy.looks_like_pec(f.sender), lambda: _(
        "You write from a certified address (PEC): many servers refuse it, and newsletters must not leave from it.")),
    ("rosso", lambda f: bool(f.sender) and f.domain not in FREE and not _is_related(f.domain, settings.MAIL_DOMAIN.lower()), lambda: _(
        "The address you write from and MAIL_DOMAIN belong to different domains: SPF does not count for DMARC. Set "
        "MAIL_DOMAIN to your own domain, or to one under it.")),
    ("rosso", lambda f: settings.MAIL_DOMAIN.endswith(".example"), lambda: _(
        "MAIL_DOMAIN is still the example: returned messages cannot come back.")),
    ("rosso", lambda f: f.scheme == "smtp" and not f.is_local and not f.host.endswith(".local"), lambda: _(
        "Mail goes to the server on an unprotected line: write smtps:// or submission:// in EMAIL_URL.")),
    ("ocra", lambda f: not settings.PUBLIC_URL.startswith("https://"), lambda: _(
        "The office is not reached by https: large providers want it for unsubscribing with one click.")),
    ("ocra", lambda f: not replies.can_come_back(), lambda: _(
        "Nobody reads returned messages and answers: set a mailbox (MAILBOX_URL), so that dead addresses are found and "
        "answers reach the story of the contact.")),
    ("rosso", lambda f: bool(settings.MAILBOX_URL and f.mailbox and f.mailbox.fault), lambda: _(
        "The mailbox of returned messages cannot be read: see the state of the system.")),
    ("rosso", lambda f: f.key is not None and not signing_keys.can_be_opened(f.key), lambda: _(
        "The signing key can no longer be opened, because the secret key of the office has changed: messages leave "
        "unsigned. Make a new one.")),
    ("", lambda f: f.key is None, lambda: _(
        "Messages leave unsigned by this office. If your mail server or provider signs them, leave it so; otherwise make a key.")),
)  # fmt: skip


# --- the test -----------------------------------------------------------------
@transaction.atomic
def send_test(*, by: User, at: datetime) -> list[Delivery]:
    """Send a test to `by`, and where returned mail is read also to the office itself, so that it reads its own answer."""
    to = [by.email, *([f"risposte+prova@{settings.MAIL_DOMAIN}"] if replies.can_come_back() else [])]
    return [
        post_service(
            purpose=TEST_PURPOSE, to=address, template="relations/mail/deliverability_test", at=at, by=by,
            context={"name": by.first_name, "at": at},
        )
        for address in to
    ]  # fmt: skip


def last_test() -> IncomingMessage | None:
    """Return the last test that came back into the mailbox."""
    return IncomingMessage.objects.filter(kind=IncomingMessage.Kind.TEST).order_by("-received_at", "-pk").first()


_RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)
_SAID = {
    ("spf", True): gettext_lazy("the sending server may send for your domain"),
    ("spf", False): gettext_lazy("the sending server is not in your SPF record, or there is none"),
    ("dkim", True): gettext_lazy("the signature is right"),
    ("dkim", False): gettext_lazy("there is no signature, or the published record does not fit it"),
    ("dmarc", True): gettext_lazy("the sender's domain is confirmed"),
    ("dmarc", False): gettext_lazy("neither SPF nor DKIM confirms the domain you write from, or there is no DMARC record"),
}  # fmt: skip


def said(authentication: str) -> list[Said]:
    """Return what an Authentication-Results header (RFC 8601) says of SPF, DKIM and DMARC; of several DKIM, the best."""
    results: dict[str, list[str]] = {}
    for name, result in _RESULT.findall(authentication):
        results.setdefault(name.lower(), []).append(result.lower())
    found = []
    for name in ("spf", "dkim", "dmarc"):
        given = results.get(name, [])
        well = "pass" in given
        found.append(Said(name.upper(), well, "pass" if well else next(iter(given), "none"), str(_SAID[name, well])))
    return found
