"""Thanks: once, on time, without asking for more."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fundraising.actions import thanks
from fundraising.models import Thanks
from fundraising.tasks import stewardship
from relations.mail import subscriptions
from relations.mail.testing import deliver_due
from relations.models import FollowUp
from tests.fundraising.conftest import AT


def test_the_letter_arrives_with_the_purpose_and_asks_for_nothing(give, irene):
    thanks.send(donation=give(), by=irene, at=AT, words="A presto in via Cassolo.")
    (message,) = deliver_due()
    text = message.get_body(("plain",)).get_content()
    assert str(message["Subject"]) == "Grazie per «Un doposcuola per la Lomellina»"
    # The engine adds its own last line: why one receives this.
    assert [line for line in text.splitlines() if line.strip()][:7] == [
        "Gentile Giovanna,",
        "il vostro dono di €\u00a050,00 del 20\u00a0novembre 2026 è arrivato: grazie.",
        "Va a «Un doposcuola per la Lomellina». Con 25.000 euro teniamo aperto il doposcuola.",
        "A presto in via Cassolo.",
        "Vi scriveremo ancora per raccontare che cosa ha reso possibile.",
        "Irene Gallo",
        "CSV Prova ETS",
    ]


def test_two_colleagues_send_one_letter(give, irene):
    donation = give()
    thanks.send(donation=donation, by=irene, at=AT)
    with pytest.raises(thanks.AlreadyDone, match="Irene Gallo"):
        thanks.send(donation=donation, by=irene, at=AT)


def test_without_an_address_one_is_told_to_call(give, irene, cantine):
    with pytest.raises(thanks.NoAddress):
        thanks.send(donation=give(donor=cantine), by=irene, at=AT)
    assert Thanks.objects.get().state == "owed"


def test_an_address_that_may_not_be_written_to_is_told_and_nothing_is_noted(give, irene):
    subscriptions.block(email="giovanna@posta.example", at=AT, by=irene, reason="erased")
    with pytest.raises(thanks.NoAddress, match="giovanna@posta.example"):
        thanks.send(donation=give(), by=irene, at=AT)
    assert Thanks.objects.get().state == "owed"


def test_late_thanks_are_followed_up_once(give, irene):
    give()
    assert [thanks.follow_up_overdue(at=AT + timedelta(hours=hours)) for hours in (47, 49, 73)] == [0, 1, 0]
    todo = FollowUp.objects.get()
    assert (todo.title, todo.owner) == ("Ringraziare Giovanna Ricci per € 50,00", irene)


def test_thanking_closes_the_follow_up(give, irene):
    donation = give()
    thanks.follow_up_overdue(at=AT + timedelta(hours=49))
    thanks.mark(donation=donation, how="call", by=irene, at=AT + timedelta(hours=50))
    assert FollowUp.objects.get().status == "done"


def test_the_nightly_task_is_idempotent(give):
    give(at=AT - timedelta(days=9000), amount=Decimal(5))
    assert [stewardship(), stewardship()] == [1, 0]
