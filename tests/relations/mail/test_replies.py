"""Where answers go, with and without a way for mail to come back."""

import pytest

from relations.mail import addresses, replies

SENDER = "ufficio@csvticino.example"


@pytest.fixture
def row(mailing):
    return mailing("ada@altro.example").deliveries.select_related("mailing").get()


def asked(row, *, reply_to: str = "", purpose: str = "newsletter") -> list[str]:
    row.mailing.reply_to, row.mailing.purpose = reply_to, purpose
    return replies.reply_to(row, row.mailing, sender=SENDER)


def test_without_a_way_back_answers_go_to_who_wrote(row):
    assert (asked(row), asked(row, reply_to="anna@csvticino.example")) == ([], ["anna@csvticino.example"])


@pytest.mark.parametrize("way", [{"MAILBOX_URL": "imaps://u:p@mail.example"}, {"MAIL_PIPE": True}], ids=str)
def test_with_one_they_go_to_both(row, settings, way):
    for name, value in way.items():
        setattr(settings, name, value)
    token = addresses.reply_address(row.pk)
    assert asked(row, reply_to="anna@csvticino.example") == ["anna@csvticino.example", token]
    assert asked(row) == [SENDER, token]
    assert addresses.delivery_of_reply_to(token.upper()) == row.pk


def test_answers_to_account_mail_stay_with_who_wrote(row, settings):
    settings.MAIL_PIPE = True
    assert asked(row, purpose="account") == []
