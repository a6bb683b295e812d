"""Two colleagues merge the same pair at the same moment: one merge, and a plain word to the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import close_old_connections, connection

from relations import roles
from relations.actions import merging, parties
from relations.models import Merge, OfficeSettings, Person, User
from tests.relations.conftest import AT


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crossed", [False, True])
def test_one_of_two_merges_wins_and_the_other_is_told_who_was_faster(crossed):
    roles.sync()
    OfficeSettings.objects.get_or_create(pk=1, defaults={"name": "CSV Prova ETS", "short_name": "CSV Prova"})
    colleagues = [User.objects.create_user(f"{name}@prova.example", "x", first_name=name.title()) for name in ("ada", "ugo")]
    one, other = (parties.add_person(first_name=first, last_name="Villani", by=None, at=AT) for first in ("Ida", "Oda"))
    start = Barrier(2)

    def go(number: int) -> str:
        kept, gone = (one, other) if not (crossed and number) else (other, one)
        try:
            start.wait(timeout=20)
            merging.merge(kept=Person.objects.get(pk=kept.pk), gone=Person.objects.get(pk=gone.pk), by=colleagues[number], at=AT)
        except merging.AlreadyMerged as faster:
            return str(faster)
        else:
            return ""
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(go, range(2)))
    assert Merge.objects.count() == 1
    assert Person.objects.filter(archived_at=None).count() == 1
    winner = colleagues[said.index("")]
    [told] = [words for words in said if words]
    assert told.startswith(str(winner))
