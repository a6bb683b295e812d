"""Money, days, numbers and phones as a reader sees them."""

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations import formats

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=ROME)
N = formats.NBSP


@pytest.mark.parametrize(
    ("value", "decimals", "language", "text"),
    [
        (Decimal("1234.5"), 2, "it", f"€{N}1.234,50"),
        (18640, 0, "it", f"€{N}18.640"),
        (0, 2, "it", f"€{N}0,00"),
        (Decimal("-1234.5"), 2, "it", f"−€{N}1.234,50"),
        (Decimal("-0.001"), 2, "it", f"€{N}0,00"),
        (Decimal("0.005"), 2, "it", f"€{N}0,01"),
        (Decimal("1234.5"), 2, "en", "€1,234.50"),
    ],
)
def test_money_is_grouped_and_never_breaks_from_its_sign(value, decimals, language, text):
    assert formats.money(value, decimals=decimals, language=language) == text


@pytest.mark.parametrize(
    ("value", "text"), [(12.5, "12,5%"), (12, "12%"), (Decimal("66.666"), "66,7%"), (0, "0%"), (-5, "−5%"), (1250, "1.250%")]
)
def test_percent_has_at_most_one_decimal(value, text):
    assert formats.percent(value, language="it") == text


@pytest.mark.parametrize(
    ("value", "text"), [(1271, "1.271"), (12.50, "12,5"), (Decimal("12.00"), "12"), (1000000, "1.000.000"), (-3, "−3")]
)
def test_a_plain_number_has_the_decimals_it_needs(value, text):
    assert formats.plain(value, language="it") == text


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_italian_money_reads_back_to_the_same_amount(amount):
    text = formats.money(amount, language="it")
    bare = text.replace("€", "").replace(N, "").replace(".", "").replace(",", ".").replace("−", "-")
    assert Decimal(bare) == amount


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 11, 24), f"24{N}nov"),
        (date(2026, 12, 1), f"1°{N}dic"),
        (date(2025, 11, 24), f"24{N}nov 2025"),
        (datetime(2026, 11, 23, 23, 30, tzinfo=ZoneInfo("UTC")), f"24{N}nov"),
    ],
)
def test_the_short_day_is_the_one_in_rome_and_names_another_year(value, text):
    assert formats.day(value, today=date(2026, 11, 24), language="it") == text


def test_the_long_day_names_the_weekday():
    assert formats.day_long(date(2026, 11, 24), language="it") == f"martedì 24{N}novembre 2026"
    assert formats.day_long(date(2026, 12, 1), language="it") == f"martedì 1°{N}dicembre 2026"
    assert formats.day_long(date(2026, 12, 1), language="en") == f"Tuesday 1{N}December 2026"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), f"24{N}novembre 2026"),
        (date(2026, 11, 1), date(2026, 11, 27), f"1°–27{N}novembre 2026"),
        (date(2026, 11, 28), date(2026, 12, 3), f"28{N}nov – 3{N}dic 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), f"28{N}dicembre 2026 – 3{N}gennaio 2027"),
    ],
)
def test_a_range_says_what_is_common_once(first, last, text):
    assert formats.day_range(first, last, language="it") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 11, 24), "oggi"),
        (date(2026, 11, 23), "ieri"),
        (date(2026, 11, 25), "domani"),
        (date(2026, 11, 19), "5 giorni fa"),
        (date(2026, 11, 17), "7 giorni fa"),
        (date(2026, 11, 16), f"16{N}nov"),
        (date(2026, 11, 27), "tra 3 giorni"),
        (date(2026, 12, 2), f"2{N}dic"),
        (datetime(2026, 11, 23, 9, 5, tzinfo=ROME), "ieri, 9:05"),
        (datetime(2026, 11, 24, 8, 0, tzinfo=ROME), "oggi, 8:00"),
        (datetime(2024, 2, 29, 8, 0, tzinfo=ROME), f"29{N}feb 2024"),
    ],
)
def test_relative_time_is_used_within_seven_days_only(value, text):
    assert formats.ago(value, now=NOW, language="it") == text


def test_a_moment_after_midnight_in_rome_counts_as_that_day():
    just_after = datetime(2026, 11, 23, 23, 10, tzinfo=ZoneInfo("UTC"))
    assert formats.ago(just_after, now=NOW, language="it") == "oggi, 0:10"


@pytest.mark.parametrize(
    ("days", "text"), [(1, "1 giorno"), (34, "34 giorni"), (59, "59 giorni"), (250, "8 mesi"), (800, "2 anni"), (0, "0 giorni")]
)
def test_a_span_is_told_in_the_unit_people_use(days, text):
    assert formats.span(days, language="it") == text


def test_the_hour_is_of_twenty_four():
    assert formats.at_clock(time(10, 30), language="it") == f"ore{N}10:30"
    assert formats.at_clock(time(17, 5), language="it") == f"ore{N}17:05"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0382000000", "0382 000 000"),
        ("+39 0384 000118", "0384 000 118"),
        ("3331234567", "333 123 4567"),
        ("02 1234567", "02 123 4567"),
        ("+44 20 7946 0000", "+44 20 7946 0000"),
        ("chiedere in portineria", "chiedere in portineria"),
    ],
)
def test_a_phone_is_grouped_as_it_is_said(value, text):
    assert formats.phone(value) == text.replace(" ", N if value[:3] != "chi" else " ")


@given(st.text(max_size=40))
def test_no_text_breaks_phone_initials_or_iban(text):
    assert isinstance(formats.phone(text) + formats.tel_href(text) + formats.initials(text) + formats.iban_groups(text), str)


def test_the_tel_link_dials_from_anywhere():
    assert formats.tel_href("0382 000000") == "+390382000000"


def test_an_iban_is_read_in_fours():
    assert formats.iban_groups("IT60X0542811101000000123456") == "IT60 X054 2811 1010 0000 0123 456"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Chiara Montagna", "CM"), ("Casa di Riposo", "CR"), ("«La Voce» del Ticino", "VT"), ("AVIS", "A"), ("", ""), ("di", "D")],
)
def test_initials_leave_out_small_words(name, letters):
    assert formats.initials(name) == letters


def test_an_unknown_language_is_read_as_italian():
    assert formats.money(1, language="de") == f"€{N}1,00"
