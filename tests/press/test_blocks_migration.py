"""Letters written before they had blocks: their text becomes the first block, and goes back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from tests.press.conftest import AT

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = [("press", "0002_history")], [("press", "0004_composer")]


def to(target: list[tuple[str, str]]):
    """Go there by the migrations that offices opened earlier still have before them."""
    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    return executor.migrate(target).apps


@pytest.fixture
def before(transactional_db):
    """The tables as they were; whatever happens they are put forward again."""
    yield to(BEFORE)
    to(AFTER)


def test_text_and_blocks_are_kept_both_ways(before):
    author = before.get_model("relations", "User").objects.create(email="a@prova.example")
    release = before.get_model("press", "PressRelease").objects.create(title="R", author=author, created_at=AT, updated_at=AT)
    letter = before.get_model("press", "Newsletter").objects.create(
        title="T", body="<p>Gentile [nome]</p>", author=author, created_at=AT, updated_at=AT
    )
    block = before.get_model("press", "NewsletterBlock").objects
    block.create(newsletter=letter, kind="release", release=release, position=1)
    block.create(newsletter=letter, kind="link", heading="H", url="https://a.example/", position=1)

    after = to(AFTER).get_model("press", "NewsletterBlock").objects
    rows = after.filter(newsletter_id=letter.pk).order_by("position")
    assert [(row.position, row.kind, row.body, row.source) for row in rows] == [
        (1, "text", "<p>Gentile [nome]</p>", None), (2, "release", "", release.pk), (3, "link", "", None),
    ]  # fmt: skip

    apps = to(BEFORE)
    assert apps.get_model("press", "Newsletter").objects.get().body == "<p>Gentile [nome]</p>"
    rows = apps.get_model("press", "NewsletterBlock").objects.order_by("position")
    assert [(row.kind, row.release_id, row.heading) for row in rows] == [("release", release.pk, ""), ("link", None, "H")]
