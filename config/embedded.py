"""The office's own servers: where they live, and how to start and stop them without any set-up."""
from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DATABASE = "relazioni"
# A Unix socket's path may hold 108 bytes on Linux and 104 on macOS, the closing NUL included.
SOCKET_PATH_LIMIT = 100
LONGEST_SOCKET = ".s.PGSQL.5432.lock"


class EmbeddedError(RuntimeError):
    """Something a person must know: an English sentence (also a message id) and its values."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence % values if values else sentence)
        self.sentence = sentence
        self.values = values


class Embedded:
    """One folder of state with a PostgreSQL and a Valkey in it, reached through Unix sockets only."""

    def __init__(self, state: Path | str, *, fast: bool = False, slot: int | None = None) -> None:
        self.state = Path(state).absolute()
        self.fast = fast  # tests: no fsync, nothing is kept
        # Test runners side by side share the servers but not the queues: one slot each.
        self.slot = int(os.environ.get("RELAZIONI_SLOT", "0")) if slot is None else slot
        self.key = hashlib.sha256(os.fsencode(self.state)).hexdigest()[:8]
        self.root = os.geteuid() == 0
        self.home = self._home()
        self.sockdir = self._sockdir()

    # -- where things are ------------------------------------------------------

    def _home(self) -> Path:
        """Where the database lives: for root, a place its unprivileged account can reach too."""
        if self.root and not _open_to_all(self.state.parent):
            return Path(f"/var/lib/relazioni-{self.key}")
        return self.state

    def _sockdir(self) -> Path:
        inside = self.home / "run"
        if _fits(inside):
            return inside
        name = f"relazioni-{os.geteuid()}-{self.key}"
        outside = Path(tempfile.gettempdir()) / name
        return outside if _fits(outside) else Path("/tmp") / name

    @property
    def valkey_sock(self) -> Path:
        return self.sockdir / "valkey.sock"

    @property
    def smtp_sock(self) -> Path:
        """The in-app mailbox listens here when no real mail server is configured."""
        return self.sockdir / (f"smtp-{self.slot}.sock" if self.slot else "smtp.sock")

    # -- what settings read ----------------------------------------------------

    def database_settings(self) -> dict[str, object]:
        """One entry for Django's DATABASES. Not a URL: socket paths do not survive URL parsers."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": DATABASE,
            "USER": DATABASE,
            "PASSWORD": "",
            "HOST": str(self.sockdir),
            "PORT": "",
        }

    @property
    def broker_url(self) -> str:
        return f"redis+socket://{self.valkey_sock}?virtual_host={2 * self.slot}"

    @property
    def cache_url(self) -> str:
        return f"unix://{self.valkey_sock}?db={2 * self.slot + 1}"

    def secret_key(self) -> str:
        """This installation's own key, made once; never in the repository, never the same in two places."""
        path = self.state / "secret-key"
        try:
            return path.read_text().strip()
        except FileNotFoundError:
            self._make_secret_key(path)
            return path.read_text().strip()

    def _make_secret_key(self, path: Path) -> None:
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"{path.name}.{os.getpid()}")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(48))
            # link refuses to overwrite: of two processes starting at once, one key wins and both read it
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
            draft.unlink()
        except OSError as error:
            raise _cannot_write(self.state, error) from error

    # -- starting and stopping -------------------------------------------------

    def prepare(self) -> None:
        """Make the folders, private to this account; this function will do nothing the second time."""
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            self.home.mkdir(parents=True, exist_ok=True)
            (self.state / "valkey").mkdir(mode=0o700, exist_ok=True)
            self.sockdir.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise _cannot_write(self.state, error) from error
        found = self.sockdir.lstat()
        account = self.account()
        owners = {os.geteuid(), account["user"]} if account else {os.geteuid()}
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners:
            raise EmbeddedError("%(folder)s belongs to someone else.", folder=self.sockdir)
        if account:
            self.state.chmod(0o711)
            self.home.chmod(0o711)
            os.chown(self.sockdir, account["user"], account["group"])
        else:
            self.state.chmod(0o700)
        self.sockdir.chmod(0o700)

    def account(self) -> dict[str, object]:
        """How subprocess becomes an ordinary account: PostgreSQL refuses to run as root."""
        if not self.root:
            return {}
        import pwd

        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        raise EmbeddedError("PostgreSQL does not run as root, and there is no account postgres or nobody to run it as.")

    def start_postgres(self) -> None:
        from config.postgres import Postgres

        self.prepare()
        Postgres(self).start()

    def stop_postgres(self) -> None:
        from config.postgres import Postgres

        Postgres(self).stop()

    def start_valkey(self) -> None:
        from config.valkey import start

        self.prepare()
        start(self)

    def stop_valkey(self) -> None:
        from config.valkey import stop

        stop(self)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Whoever holds this owns the servers of this folder; a second one is told so at once."""
        import fcntl

        self.prepare()
        with open(self.state / "lock", "a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise EmbeddedError("It is already running, with the data in %(folder)s.", folder=self.state) from None
            yield


def _cannot_write(folder: Path, error: OSError) -> EmbeddedError:
    return EmbeddedError(
        "Cannot write in %(folder)s (%(reason)s). Choose another folder with RELAZIONI_STATE.",
        folder=folder, reason=error.strerror,
    )


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / LONGEST_SOCKET)) <= SOCKET_PATH_LIMIT


def _open_to_all(folder: Path) -> bool:
    """Whether any account may pass through this folder and all above it."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in (folder, *folder.parents) if step.exists())
