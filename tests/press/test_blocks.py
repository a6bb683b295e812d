"""Blocks of a letter: their order stays whole whatever is done to them, what is taken out comes back, nothing is lost."""

import random
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from press import vocab
from press.actions import blocks, newsletters, sending
from press.models import Newsletter, NewsletterBlock
from tests.press.conftest import AT, colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(officer) -> Newsletter:
    return newsletters.draft(author=officer, at=AT, title="Prova", subject="Oggetto", body="<p>Uno</p>")


@pytest.fixture
def five(letter, officer) -> list[NewsletterBlock]:
    """Headings a, b, c, d under the first text."""
    for name in "abcd":
        blocks.add(newsletter=letter, kind="title", heading=name, by=officer, at=AT)
    return list(letter.blocks.standing())


def names(letter: Newsletter) -> list[str]:
    return [block.heading or "testo" for block in letter.blocks.standing()]


def places(letter: Newsletter) -> list[int]:
    return list(letter.blocks.standing().values_list("position", flat=True))


def test_the_text_of_a_new_letter_is_its_first_block(letter):
    assert [(block.kind, block.body, block.position) for block in letter.blocks.standing()] == [("text", "<p>Uno</p>", 1)]


def test_a_block_goes_to_the_place_asked_for(letter, five, officer):
    assert blocks.place(block=five[4], to=2, by=officer, at=AT) == 2
    assert names(letter) == ["testo", "d", "a", "b", "c"]
    assert blocks.place(block=five[0], to=99, by=officer, at=AT) == 5
    assert names(letter) == ["d", "a", "b", "c", "testo"]


def test_at_the_ends_a_step_changes_nothing(letter, five, officer):
    assert blocks.step(block=five[0], up=True, by=officer, at=AT) == 1
    assert blocks.step(block=five[4], up=False, by=officer, at=AT) == 5
    assert names(letter) == ["testo", "a", "b", "c", "d"]


def test_taken_out_it_comes_back_where_it_was(letter, five, officer):
    blocks.take_out(block=five[2], by=officer, at=AT)
    assert (names(letter), places(letter)) == (["testo", "a", "c", "d"], [1, 2, 3, 4])
    assert blocks.put_back(block=five[2], by=officer, at=AT) == 3
    assert names(letter) == ["testo", "a", "b", "c", "d"]


def test_out_and_back_twice_is_once(letter, five, officer):
    for _turn in range(2):
        blocks.take_out(block=five[1], by=officer, at=AT)
    for _turn in range(2):
        blocks.put_back(block=five[1], by=officer, at=AT)
    assert names(letter) == ["testo", "a", "b", "c", "d"]


def test_what_nobody_missed_for_a_week_is_gone(letter, five, officer):
    blocks.take_out(block=five[1], by=officer, at=AT)
    blocks.take_out(block=five[2], by=officer, at=AT + timedelta(days=8))
    assert list(letter.blocks.filter(position=None).values_list("heading", flat=True)) == ["b"]


def test_a_copy_stands_under_its_original_and_is_its_own(letter, five, officer):
    copy = blocks.double(block=five[1], by=officer, at=AT)
    blocks.change(block=copy, heading="copia", by=officer, at=AT)
    assert names(letter) == ["testo", "a", "copia", "b", "c", "d"]


@pytest.mark.parametrize("seed", range(6))
def test_any_row_of_moves_keeps_the_order_whole(letter, five, officer, seed):
    """Each verb against a plain list that does the same."""
    dice, model, out = random.Random(seed), [block.pk for block in five], {}
    for _turn in range(25):
        verb = dice.choice(["place", "step", "double", "take_out", "put_back"])
        if verb == "put_back" and out:
            pk = dice.choice(list(out))
            model.insert(min(out.pop(pk), len(model)), pk)
            blocks.put_back(block=NewsletterBlock.objects.get(pk=pk), by=officer, at=AT)
        elif verb != "put_back" and model:
            pk = dice.choice(model)
            here, block = model.index(pk), NewsletterBlock.objects.get(pk=pk)
            if verb == "place":
                to = dice.randint(1, len(model))
                model.insert(to - 1, model.pop(here))
                blocks.place(block=block, to=to, by=officer, at=AT)
            elif verb == "step":
                up = dice.random() < 0.5
                there = here - 1 if up else here + 1
                if 0 <= there < len(model):
                    model[here], model[there] = model[there], model[here]
                blocks.step(block=block, up=up, by=officer, at=AT)
            elif verb == "double":
                model.insert(here + 1, blocks.double(block=block, by=officer, at=AT).pk)
            else:
                out[model.pop(here)] = here
                blocks.take_out(block=block, by=officer, at=AT)
        assert list(letter.blocks.standing().values_list("pk", flat=True)) == model
        assert places(letter) == list(range(1, len(model) + 1))


def test_the_database_refuses_two_blocks_in_one_place(letter, five):
    with pytest.raises(IntegrityError, match="one_block_per_place"), transaction.atomic():
        NewsletterBlock.objects.filter(pk=five[1].pk).update(position=1)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_refuses_a_block_both_in_and_out(five):
    with pytest.raises(IntegrityError, match="block_stands_or_was_taken_out"), transaction.atomic():
        NewsletterBlock.objects.filter(pk=five[1].pk).update(was_at=3)


def test_the_letter_has_an_end(letter, officer):
    NewsletterBlock.objects.bulk_create(
        NewsletterBlock(newsletter=letter, kind="divider", position=n) for n in range(2, vocab.LONGEST_LETTER + 1)
    )
    with pytest.raises(blocks.TooMany):
        blocks.add(newsletter=letter, kind="text", by=officer, at=AT)


def test_a_colleague_who_saved_meanwhile_is_told_and_nothing_is_lost(letter, five, officer, head):
    block = five[1]
    blocks.change(block=block, heading="di Marco", by=head, at=AT)
    with pytest.raises(blocks.ChangedMeanwhile, match="Marco"):
        blocks.change(block=block, seen=1, heading="di Elena", by=officer, at=AT)
    assert blocks.change(block=block, seen=2, heading="di Elena", by=officer, at=AT)


def test_nobody_is_in_their_own_way(letter, five, officer):
    assert blocks.change(block=five[1], seen=1, heading="una", by=officer, at=AT)
    assert blocks.change(block=five[1], seen=1, heading="due", by=officer, at=AT)


def test_a_model_begins_a_letter_and_never_leaves(letter, five, officer):
    model = newsletters.begin_from(model=letter, author=officer, at=AT, is_model=True, title="Modello", purpose="newsletter")
    found = newsletters.begin_from(model=model, author=officer, at=AT, title="Nuova", purpose="newsletter")
    assert (names(found), found.subject, found.is_model) == (["testo", "a", "b", "c", "d"], "Oggetto", False)
    with pytest.raises(sending.NotNow):
        sending.hand_in(newsletter=model, by=officer, at=AT)


# --- the pages ------------------------------------------------------------------------
def base(letter: Newsletter) -> str:
    return f"/newsletter/{letter.pk}/blocchi/"


PART = {"HX-Request": "true"}


@pytest.mark.parametrize("kind", vocab.BLOCK_KINDS.keys)
def test_every_kind_is_added_opened_and_saved_with_and_without_scripts(letter, officer, sign_in, kind):
    client = sign_in(officer)
    assert client.post(base(letter), {"kind": kind}).status_code == 302
    row = client.post(base(letter), {"kind": kind}, headers=PART)
    block = letter.blocks.standing().last()
    assert row.status_code == 200 and f'id="blocco-{block.pk}"' in row.content.decode()
    assert client.get(f"{base(letter)}{block.pk}/", headers=PART).status_code == 200
    assert client.post(f"{base(letter)}{block.pk}/", {f"b{block.pk}-level": "2", f"b{block.pk}-width": "full"}).status_code == 302
    assert client.get(f"/newsletter/{letter.pk}/?blocco={block.pk}").status_code == 200


def test_a_move_answers_the_whole_order_and_where_the_focus_goes(letter, five, officer, sign_in):
    client = sign_in(officer)
    answer = client.post(f"{base(letter)}{five[2].pk}/sposta/", {"what": "up"}, headers=PART)
    told = answer.headers["HX-Trigger-After-Swap"]
    assert f'"focus": "su-{five[2].pk}"' in told and "al posto 2 di 5" in told
    assert names(letter) == ["testo", "b", "a", "c", "d"]


def test_taken_out_on_the_page_it_has_a_way_back(letter, five, officer, sign_in):
    client = sign_in(officer)
    answer = client.post(f"{base(letter)}{five[2].pk}/sposta/", {"what": "remove"}, headers=PART).content.decode()
    assert f"{base(letter)}{five[2].pk}/rimetti/" in answer and "Annulla" in answer
    client.post(f"{base(letter)}{five[2].pk}/rimetti/")
    assert names(letter) == ["testo", "a", "b", "c", "d"]


def test_an_unknown_word_is_refused_beside_its_field_with_the_near_one(letter, five, officer, sign_in):
    client, prefix = sign_in(officer), f"b{five[0].pk}"
    page = client.post(f"{base(letter)}{five[0].pk}/", {f"{prefix}-body": "<p>Gentile [nomme],</p>"})
    assert page.status_code == 422
    assert "Gentile [nomme]" in page.content.decode() and "[nome]?" in page.content.decode()
    assert letter.blocks.standing().first().body == "<p>Uno</p>"


def test_saved_while_typed_it_says_so_and_leaves_the_form_alone(letter, five, officer, sign_in):
    client, prefix = sign_in(officer), f"b{five[0].pk}"
    answer = client.post(f"{base(letter)}{five[0].pk}/", {f"{prefix}-body": "<p>Due</p>", f"{prefix}-seen": "1"}, headers=PART)
    assert answer.headers["HX-Trigger"] == "letter-changed" and "<textarea" not in answer.content.decode()
    assert letter.blocks.standing().first().body == "<p>Due</p>"


def test_a_stale_page_keeps_what_was_typed_and_shows_what_is_there(letter, five, officer, head, sign_in):
    blocks.change(block=five[0], body="<p>Di Marco</p>", by=head, at=AT)
    client, prefix = sign_in(officer), f"b{five[0].pk}"
    fields = {f"{prefix}-body": "<p>Di Elena</p>", f"{prefix}-seen": "1", "then": "close"}
    page = client.post(f"{base(letter)}{five[0].pk}/", fields, headers=PART).content.decode()
    assert "Marco Prova" in page and "Di Elena" in page and "Di Marco" in page
    assert letter.blocks.standing().first().body == "<p>Di Marco</p>"


@pytest.mark.parametrize("value", ["a\x00b", "\u202ex\ufffe", "x" * 70_000, "<script>alert(1)</script>", "[nome", "{{ settings }}", "9" * 30])
def test_hostile_words_are_never_a_failure(letter, officer, sign_in, value):
    client = sign_in(officer)
    for kind in ("text", "title", "button", "event", "link", "image"):
        block = blocks.add(newsletter=letter, kind=kind, by=officer, at=AT)
        fields = {f"b{block.pk}-{name}": value for name in ("body", "heading", "text", "url", "label", "alt_text", "source", "seen", "width")}
        assert client.post(f"{base(letter)}{block.pk}/", fields).status_code in (302, 422)
        assert client.post(f"{base(letter)}{block.pk}/sposta/", {"what": value, "posto": value}).status_code == 302
    assert client.get(f"/newsletter/{letter.pk}/anteprima/").status_code == 200


def test_who_only_reads_changes_nothing(letter, five, office, sign_in):
    client = sign_in(colleague("viewer", "Guido"))
    assert client.post(f"{base(letter)}{five[0].pk}/", {}).status_code == 403
    assert client.get(f"/newsletter/{letter.pk}/").status_code == 200


def test_a_letter_of_many_blocks_costs_no_more_statements(letter, officer, sign_in, django_assert_num_queries):
    client = sign_in(officer)
    client.get(f"/newsletter/{letter.pk}/")

    def cost() -> int:
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            client.get(f"/newsletter/{letter.pk}/")
        return len(found)

    few = cost()
    NewsletterBlock.objects.bulk_create(
        NewsletterBlock(newsletter=letter, kind="title", heading=str(n), position=n) for n in range(2, 31)
    )
    assert cost() == few
