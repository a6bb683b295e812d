"""Set-up from nothing: a venv and the locked packages. Standard library only.

Loaded as a plain file, before anything is installed: never imported as `config.bootstrap`.
"""
from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up.json"
RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"

# The catalogues are not compiled yet when these are said.
ITALIAN = {
    "Setting up, about a minute. This happens only the first time.":
        "Preparo l'occorrente, circa un minuto. Succede solo la prima volta.",
    "Bringing the packages up to date.": "Aggiorno i pacchetti.",
    "environment": "ambiente",
    "installer": "programma di installazione",
    "packages": "pacchetti",
    "done in %d s": "fatto in %d s",
    "the quick installer is not available, going on with the slow one":
        "l'installatore veloce non è disponibile, continuo con quello lento",
    "another set-up is running, waiting for it": "un'altra preparazione è in corso, la aspetto",
    "This Python cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv - then try again.":
        "Questo Python non sa creare ambienti virtuali. Su Debian o Ubuntu: apt install python3-venv - poi riprovate.",
    "Cannot write in %s. Put the project in a folder of yours, or give yourself the right to write there.":
        "Non posso scrivere in %s. Mettete il progetto in una cartella vostra, "
        "oppure datevi il permesso di scriverci.",
    "The packages could not be installed. Is the network reachable? The last lines above say why; then try again.":
        "Non è stato possibile installare i pacchetti. La rete è raggiungibile? "
        "Le ultime righe qui sopra dicono perché; poi riprovate.",
    "%s was made by another account and cannot be used by this one. Delete it and try again.":
        "%s è stato creato da un altro utente e questo non può usarlo. Cancellatelo e riprovate.",
}


def speaks_italian(environment: dict[str, str] | os._Environ[str] = os.environ) -> bool:
    """As every Unix program decides it: the first of these that is set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name].lower().startswith("it")
    return False


def say(sentence: str, *values: object) -> str:
    return (ITALIAN.get(sentence, sentence) if speaks_italian() else sentence) % values


class SetUpError(Exception):
    """A plain sentence for the person at the terminal."""


def ensure(argv: list[str]) -> None:
    """Make the venv right for this command, then go on inside it: this function may not return."""
    try:
        lock = wanted_lock(argv)
        if not is_current(lock):
            set_up(lock)
        if Path(sys.prefix).resolve() != VENV.resolve():
            enter(argv)
    except SetUpError as error:
        sys.exit(str(error))
    except PermissionError:
        sys.exit(say("Cannot write in %s. Put the project in a folder of yours, or give yourself "
                     "the right to write there.", ROOT))


# -- what is wanted, what is there ---------------------------------------------


def wanted_lock(argv: list[str]) -> str:
    """Tests need the development packages; everything else takes them along once they are in."""
    if argv[1:2] == ["test"] or stamp().get("lock") == DEVELOPMENT or has_development_packages():
        return DEVELOPMENT
    return RUNTIME


def has_development_packages() -> bool:
    """Also when the stamp is gone, as after an interrupted installation."""
    return any(VENV.glob("lib/python*/site-packages/pytest_django"))


def stamp() -> dict[str, str]:
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}


def fresh_stamp(lock: str) -> dict[str, str]:
    digest = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    return {"lock": lock, "sha256": digest, "python": os.path.realpath(VENV / "bin" / "python")}


def is_current(lock: str) -> bool:
    """The stamp is written last, so it also says that the installation came to its end."""
    return stamp() == fresh_stamp(lock) and (VENV / "bin" / "python").exists()


# -- making it so --------------------------------------------------------------


def set_up(lock: str) -> None:
    with only_one():
        if is_current(lock):  # another process did it while this one waited
            return
        began = time.monotonic()
        # Without a stamp the last installation was cut short, and may have left packages half written.
        keep = bool(stamp()) and usable()
        STAMP.unlink(missing_ok=True)
        if keep:
            print(say("Bringing the packages up to date."), flush=True)
        else:
            print(say("Setting up, about a minute. This happens only the first time."), flush=True)
            progress("environment")
            make_venv()
        install(lock)
        STAMP.write_text(json.dumps(fresh_stamp(lock)))
        print("  " + say("done in %d s", time.monotonic() - began), flush=True)


def progress(step: str) -> None:
    print(f"  {say(step)}", flush=True)


@contextmanager
def only_one():
    """A lock on the project's own folder: nothing to create, nothing to clean up."""
    import fcntl

    handle = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("  " + say("another set-up is running, waiting for it"), flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def usable() -> bool:
    """Whether the venv's Python still starts and finds its own packages folder."""
    python = VENV / "bin" / "python"
    probe = "import sys, sysconfig, os; sys.exit(not os.path.isdir(sysconfig.get_path('purelib')))"
    try:
        return subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    # Debian ships venv without ensurepip, in a package of its own.
    if importlib.util.find_spec("ensurepip") is None:
        if not (shutil.which("uv") or importlib.util.find_spec("pip")):
            raise SetUpError(say("This Python cannot make virtual environments. On Debian or Ubuntu: "
                                 "apt install python3-venv - then try again."))
        command.append("--without-pip")
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        if not os.access(ROOT, os.W_OK):
            raise PermissionError(ROOT)
        print(made.stdout + made.stderr, file=sys.stderr)
        raise SetUpError(say("This Python cannot make virtual environments. On Debian or Ubuntu: "
                             "apt install python3-venv - then try again."))


def pip() -> list[str]:
    """The venv's own pip, or the machine's working on the venv."""
    python = str(VENV / "bin" / "python")
    own = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    return [python, "-m", "pip"] if own.returncode == 0 else [sys.executable, "-m", "pip", "--python", python]


def install(lock: str) -> None:
    progress("installer")
    uv = find_uv()
    progress("packages")
    if uv:
        command = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(VENV / "bin" / "python"), lock]
        if subprocess.run(command, cwd=ROOT, env=uv_environment(), check=False).returncode == 0:
            return
    print("  " + say("the quick installer is not available, going on with the slow one"), flush=True)
    command = [*pip(), "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SetUpError(say("The packages could not be installed. Is the network reachable? "
                             "The last lines above say why; then try again."))


def find_uv() -> str | None:
    """uv in a folder of its own inside the venv: a sync must not remove it while it runs."""
    own = VENV / "uv" / "bin" / "uv"
    if not own.exists() and not shutil.which("uv"):
        command = [*pip(), "install", "--quiet", "--disable-pip-version-check", "--target", str(VENV / "uv"), "uv"]
        subprocess.run(command, capture_output=True, check=False)
    return str(own) if own.exists() else shutil.which("uv")


def uv_environment() -> dict[str, str]:
    """uv does not read pip's settings; a machine that reaches its registry through them must still work."""
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"}
    listed = subprocess.run([*pip(), "config", "list"], capture_output=True, text=True, check=False).stdout
    names = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX",
             "find-links": "UV_FIND_LINKS", "cert": "SSL_CERT_FILE"}
    for line in listed.splitlines():
        key, _, value = line.partition("=")
        name = names.get(key.rpartition(".")[2])
        if name:
            separator = "," if name == "UV_FIND_LINKS" else " "
            environment.setdefault(name, separator.join(value.strip("'\"").replace("\\n", " ").split()))
    # The hashes are pinned: it does not matter which of several indexes a file comes from.
    environment.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    return environment


def enter(argv: list[str]) -> None:
    python = str(VENV / "bin" / "python")
    try:
        os.execv(python, [python, *argv])
    except PermissionError:
        raise SetUpError(say("%s was made by another account and cannot be used by this one. "
                             "Delete it and try again.", VENV)) from None


if __name__ == "__main__":  # the image build: the set-up and nothing after it
    ensure(sys.argv)
