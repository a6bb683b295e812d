"""Rhythms, states and lines: no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations import cadence, meeting_path, minute_line
from relations.cadence import MONTHS, WEEKS, Rhythm

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("rhythm", "after", "expected"),
    [
        (Rhythm(WEEKS, 1, 1), date(2026, 11, 24), date(2026, 12, 1)),
        (Rhythm(WEEKS, 2, 1), date(2026, 11, 24), date(2026, 12, 15)),  # 8 December is a holiday: a week on
        (Rhythm(MONTHS, 1, 3, 3), date(2026, 11, 19), date(2026, 12, 17)),
        (Rhythm(MONTHS, 1, 4, cadence.LAST), date(2026, 11, 27), date(2027, 1, 1 + 7)),  # 25 December and 1 January are not
        (Rhythm(WEEKS, 2, 2), date(2026, 7, 29), date(2026, 9, 9)),  # nothing in August
        (Rhythm(WEEKS, 2, 2, skips_august=False), date(2026, 7, 29), date(2026, 8, 12)),
        (Rhythm(MONTHS, 3, 0, 1), date(2026, 10, 5), date(2027, 1, 4)),
    ],
)  # fmt: skip
def test_the_next_day_of_a_rhythm_skips_holidays_and_august(rhythm, after, expected):
    assert cadence.next_day(rhythm, after) == expected


@given(
    unit=st.sampled_from([WEEKS, MONTHS]), every=st.integers(1, 6), weekday=st.integers(0, 4), nth=st.sampled_from([1, 2, 3, 4, -1]),
    august=st.booleans(), after=st.dates(date(2024, 1, 1), date(2035, 12, 31)),
)  # fmt: skip
def test_the_next_day_is_later_keeps_the_weekday_and_is_worked(unit, every, weekday, nth, august, after):
    day = cadence.next_day(Rhythm(unit, every, weekday, nth, august), after)
    assert day > after
    assert (day.weekday(), cadence.is_working(day)) == (weekday, True)
    assert not (august and day.month == 8)


@given(st.lists(st.sampled_from(sorted(meeting_path.STEPS)), max_size=12))
def test_no_chain_of_steps_leaves_the_table(steps):
    state, invited = meeting_path.PLANNED, False
    for step in steps:
        try:
            state = meeting_path.after(step, state, was_invited=invited)
        except meeting_path.NotNow:
            assert state not in meeting_path.STEPS[step]
            continue
        invited = invited or state == meeting_path.INVITED
        assert state in meeting_path.STATES
    assert not (state == meeting_path.PLANNED and invited)


@pytest.mark.parametrize(
    ("line", "kind", "parts"),
    [
        ("Decisione: si comincia a marzo", "decision", ("si comincia a marzo", "", "", "")),
        ("si comincia a marzo", "decision", ("si comincia a marzo", "", "", "")),
        ("d: due turni", "decision", ("due turni", "", "", "")),
        ("Promessa: Chiara, mandare il preventivo, entro venerdì", "promise", (..., "Chiara", "mandare il preventivo", "venerdì")),
        ("p: Paolo Ferraris, chiamare Anna, Luca e Sara, domani", "promise", (..., "Paolo Ferraris", "chiamare Anna, Luca e Sara", "domani")),
        ("Promessa: Chiara, mandare il preventivo", "promise", (..., "Chiara", "mandare il preventivo", "")),
        ("Promessa: Chiara", "promise", (..., "Chiara", "", "")),
        ("Nota: alle 10:30", "decision", ("Nota: alle 10:30", "", "", "")),
        ("Decisione:", "decision", ("", "", "", "")),
    ],
)  # fmt: skip
def test_a_line_says_what_it_is(line, kind, parts):
    read = minute_line.read(line)
    text = read.text if parts[0] is ... else parts[0]
    assert (read.kind, read.text, read.who, read.what, read.when) == (kind, text, *parts[1:])


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("oggi", 0), ("domani", 1), ("dopodomani", 2), ("venerdì", 3), ("Venerdi", 3), ("ven", 3), ("martedì", 7), ("entro lunedì", 6),
        ("tra due settimane", 14), ("fra una settimana", 7), ("tra 10 giorni", 10), ("tra un mese", 30), ("lunedì prossimo", 6),
    ],
)  # fmt: skip
def test_a_day_in_words_is_counted_from_today(words, days):
    assert minute_line.read_day(words, TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("5 dicembre", date(2026, 12, 5)), ("il 5 dic", date(2026, 12, 5)), ("1° marzo", date(2027, 3, 1)), ("24/11", TODAY),
        ("23/11", date(2027, 11, 23)), ("24/11/26", TODAY), ("2026-12-01", date(2026, 12, 1)), ("31/02", None), ("quando può", None),
        ("99/99/9999", None), ("", None), ("29 febbraio", None), ("9" * 5000, None),
    ],
)  # fmt: skip
def test_a_date_however_it_is_written(words, expected):
    assert minute_line.read_day(words, TODAY) == expected


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fault(words):
    minute_line.read(words)
    day = minute_line.read_day(words, TODAY)
    assert day is None or isinstance(day, date)
