"""A dead mailbox, an answer and the page on delivery, as the head sees them on desk and phone."""


import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from relations.mail import signing_keys
from relations.models import IncomingMessage, Suppression, User
from tests.relations.mail.returns import samples
from tests.support.browser import DESKTOP, PHONE
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL, PASSWORD = "capo@csvticino.example", "volontariato-2026"


@pytest.fixture
def story(transactional_db, sent, comes, ada) -> IncomingMessage:
    """One of each."""
    head = User.objects.create_superuser(EMAIL, PASSWORD, first_name="Marco", last_name="Bellinzona")
    answered = comes(samples.REPLY, sent(person=ada))
    comes(samples.POSTFIX_UNKNOWN, sent("presidenza.associazione.volontari.della.lomellina@posta.example"))
    comes(samples.FULL_CALLED_PERMANENT, sent("piena@altro.example"))
    comes(samples.ARF, sent("zeno@altro.example"))
    comes(samples.REPLY, sent("ignoto@altro.example"), to="x@csvticino.example", number="x@y.example", **{"reply-1": "reply-2"})
    signing_keys.use(key=signing_keys.make(by=head, at=timezone.now()), by=head, at=timezone.now())
    signing_keys.make(by=head, at=timezone.now())
    IncomingMessage.objects.create(
        key="t", kind="test", door="mailbox", received_at=timezone.now(), authentication="mx; spf=pass; dkim=none; dmarc=fail"
    )
    return answered


def addresses(answered: IncomingMessage) -> list[str]:
    lists = [reverse(f"relations:{name}") for name in ("incoming", "blocks", "deliverability")]
    return [*lists, reverse("relations:incoming_message", args=[answered.pk])]


@pytest.mark.parametrize(("viewport", "theme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desk", "phone in the dark"])
def test_every_page_is_accessible_and_fits(story, open_page, axe, viewport, theme):
    page = open_page(viewport, color_scheme=theme)
    sign_in(page, EMAIL, PASSWORD)
    for address in addresses(story):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_a_block_is_lifted_where_it_is_listed(story, open_page):
    page = open_page()
    sign_in(page, EMAIL, PASSWORD)
    page.goto(reverse("relations:blocks"))
    page.get_by_role("button", name="Togli il blocco di zeno@altro.example").click()
    expect(page.get_by_text("zeno@altro.example")).to_have_count(0)
    assert Suppression.objects.filter(reason="complaint", lifted_at=None).count() == 0
