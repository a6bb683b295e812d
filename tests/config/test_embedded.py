"""Where the embedded servers live, and that they keep what they are given."""
from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from config.embedded import DATABASE, SOCKET_PATH_LIMIT, Embedded, EmbeddedError


@pytest.fixture
def state() -> Iterator[Path]:
    """Short and open to all: pytest's own folders are private to root."""
    with tempfile.TemporaryDirectory(prefix="ur-") as folder:
        os.chmod(folder, 0o711)
        yield Path(folder) / "var"


def test_everything_stays_inside_the_folder_when_its_path_is_short(state: Path) -> None:
    embedded = Embedded(state)
    assert (embedded.home, embedded.sockdir) == (state, state / "run")


def test_a_long_path_gets_its_sockets_elsewhere_and_always_in_the_same_place(state: Path) -> None:
    deep = state / ("una-cartella-lunga-" * 6)
    first, second = Embedded(deep), Embedded(deep)
    longest = os.fsencode(first.sockdir / ".s.PGSQL.5432.lock")
    assert (first.sockdir == second.sockdir, len(longest) <= SOCKET_PATH_LIMIT) == (True, True)


def test_two_long_paths_never_share_sockets(state: Path) -> None:
    deep = state / ("una-cartella-lunga-" * 6)
    assert Embedded(deep / "a").sockdir != Embedded(deep / "b").sockdir


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has this trouble")
def test_root_keeps_the_database_where_its_plain_account_can_reach_it(state: Path) -> None:
    state.parent.chmod(0o700)
    embedded = Embedded(state)
    assert embedded.home == Path(f"/var/lib/relazioni-{embedded.key}")


def test_each_slot_has_its_own_queue_cache_and_mailbox(state: Path) -> None:
    slots = [Embedded(state, slot=slot) for slot in range(3)]
    assert len({(e.broker_url, e.cache_url, e.smtp_sock) for e in slots}) == 3


def test_the_secret_key_is_made_once_and_private(state: Path) -> None:
    keys = {Embedded(state).secret_key() for _ in range(2)}
    mode = (state / "secret-key").stat().st_mode & 0o777
    assert (len(keys), len(keys.pop()) >= 50, mode) == (1, True, 0o600)


def test_a_second_owner_is_told_so(state: Path) -> None:
    with Embedded(state).lock():
        with pytest.raises(EmbeddedError, match="already running"), Embedded(state).lock():
            pass


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EmbeddedError, match="Cannot write in"):
        Embedded(tmp_path / "file" / "var").prepare()


def test_data_and_queue_survive_a_restart_and_italian_is_folded(state: Path) -> None:
    embedded = Embedded(state)
    for expected in (None, b"1"):
        embedded.start_postgres()
        embedded.start_valkey()
        try:
            with psycopg2.connect(host=str(embedded.sockdir), user=DATABASE, dbname=DATABASE) as connection:
                cursor = connection.cursor()
                cursor.execute("select lower('ÈÀÙ'), to_tsvector('aziende') @@ to_tsquery('azienda')")
                assert cursor.fetchone() == ("èàù", True)
            connection.close()
            queue = redis.Redis(unix_socket_path=str(embedded.valkey_sock))
            assert queue.get("kept") == expected
            queue.set("kept", 1)
        finally:
            embedded.stop_valkey()
            embedded.stop_postgres()
    left = [name for name in ("postgres-18/postmaster.pid", "run/valkey.sock") if (embedded.home / name).exists()]
    assert left == []
