"""The table of municipalities: dated, whole, loaded twice without a trace."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from relations import places
from relations.actions import places as actions
from relations.models import Municipality, Province, Region

HEAD = "R\t03\tLombardia\nP\tPV\t018\t03\tPavia\t\t\n"


def test_every_office_begins_with_the_whole_table(db):
    assert (Region.objects.count(), Province.objects.current().count()) == (20, 107)
    assert Municipality.objects.current().count() == 7896


def test_na_is_napoli_and_not_nothing(db):
    napoli = Municipality.objects.current().get(name="Napoli")
    assert (napoli.province_id, str(napoli), napoli.province.name) == ("NA", "Napoli (NA)", "Napoli")


def test_sardinia_s_former_provinces_stay_with_their_days(db):
    rows = Province.objects.filter(letters__in=["CI", "VS", "OG", "OT"])
    assert set(rows.values_list("valid_from", "valid_to")) == {(date(2006, 1, 1), date(2016, 4, 27))}
    carbonia = Municipality.objects.filter(name="Carbonia").order_by("valid_from")
    assert [(row.province_id, row.valid_to) for row in carbonia] == [("CI", date(2016, 4, 27)), ("SU", None)]


def test_loading_the_same_table_again_changes_nothing(db):
    before = list(Municipality.objects.order_by("pk").values())
    call_command("load_places", verbosity=0)
    assert list(Municipality.objects.order_by("pk").values()) == before


def test_what_a_newer_table_no_longer_has_is_closed_and_not_deleted(db, tmp_path):
    newer = tmp_path / "places-2027-01-01.tsv"
    newer.write_text(HEAD + "M\t018110\tPV\tG388\tPavia\t\t27100\t\t\n")
    done = actions.load(table=places.read(newer))
    assert done.closed == 7895 + 106
    assert Municipality.objects.current().get().name == "Pavia"
    assert Municipality.objects.get(pk="063049").valid_to == date(2027, 1, 1)
    assert actions.is_loaded(date(2024, 12, 4))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("places.tsv", HEAD),
        ("places-2027-01-01.tsv", "R\t03\n"),
        ("places-2027-01-01.tsv", "X\t1\t2\n"),
        ("places-2027-01-01.tsv", HEAD),
        ("places-2027-01-01.tsv", "P\tPV\t018\t03\tPavia\tieri\t\n"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_changes_nothing(db, tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(CommandError):
        call_command("load_places", path, verbosity=0)
    assert Municipality.objects.current().count() == 7896


@pytest.mark.parametrize(
    ("codes", "code", "expected"),
    [("27036", "27036", True), ("27036", "27100", False), ("20121-20139 20141", "20130", True),
     ("20121-20139 20141", "20140", False), ("", "09123", True)],
)  # fmt: skip
def test_a_postal_code_belongs_to_its_municipality(codes, code, expected):
    assert places.covers(codes, code) is expected


def test_the_provinces_of_a_region_are_those_of_today():
    assert places.provinces_of_region("20") == {"CA", "NU", "OR", "SS", "SU"}
    assert "PV" in places.provinces_of_region("03")
