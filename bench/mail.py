"""The mail engine as it runs: real workers, a real database, real SMTP, beside smtplib pushing messages that are ready.

Each row sends one mailing to N addresses through K worker processes of L lines each. In the same run the same number of
messages, built beforehand, goes through plain smtplib over K processes of L connections; the ratio is what counts.
"""

import argparse
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils import timezone

from bench import raw
from bench.sink import Sink
from relations.mail import addresses, mailings
from relations.mail.audience import Recipient
from relations.mail.compose import Composer
from relations.models import Consent, Mailing, OfficeSettings, User

# Raw smtplib sends these over and over: building is not what it is measured by.
_READY = 2000
_PATIENCE = 1800.0
_STORY = (
    "<h2>Una giornata insieme</h2><p>Gentile [nome], sabato [organizzazione] apre le porte: banchetti, musica, le storie di chi "
    "ogni settimana dà due ore del suo tempo. <a href='https://csv.example/festa'>Il programma</a> è sul sito, l'ingresso è "
    "libero, la città è invitata. Perché esserci? Perché ci si conosce così: una sedia, un caffè, una domanda.</p>"
)


@dataclass(frozen=True)
class Row:
    """One measure, in seconds and megabytes."""

    what: str
    number: int
    connections: int
    composing: float
    sending: float
    raw: float
    memory: float
    copies: int
    missing: int

    def cells(self) -> list[str]:
        """Return the row as it is printed."""
        rate, plain = self.number / self.sending, self.number / self.raw if self.raw else 0.0
        whole = self.number / (self.sending + self.composing)
        ratio = [f"{rate / plain:.2f}", f"{whole / plain:.2f}"] if plain else ["", ""]
        return [
            self.what, str(self.number), str(self.connections), f"{self.composing:.1f} s", f"{self.sending:.1f} s",
            f"{rate:.0f}", f"{plain:.0f}" if plain else "", *ratio, f"{self.memory:.0f} MB", str(self.copies), str(self.missing),
        ]  # fmt: skip


_HEADS = ["", "N", "conn.", "composing", "sending", "msg/s", "smtplib", "ratio", "composing incl.", "memory", "copies", "missing"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this measure."""
    parser.add_argument("--recipients", type=int, nargs="*", default=[1_000, 10_000, 100_000], help="mail: how many (several: growth)")
    parser.add_argument("--workers", type=int, default=2, help="mail: worker processes")
    parser.add_argument("--lines", type=int, default=settings.MAIL_LINES, help="mail: connections of each worker")
    parser.add_argument("--slow", type=int, default=2_000, help="mail: recipients of the row with 10 ms an answer (0: none)")


def run(options: argparse.Namespace) -> None:
    """Measure every row and print one table."""
    only = options.only or []
    rows = []
    for number in options.recipients:
        for pipelining in (True, False):
            what = "sink with PIPELINING" if pipelining else "sink without"
            if not only or any(word in what for word in only):
                rows.append(_measure(what, number, options, pipelining=pipelining, delay=0.0))
                print(" · ".join(rows[-1].cells()), flush=True)
    if options.slow and (not only or "slow" in only):
        for workers in (1, options.workers):
            slow = argparse.Namespace(**{**vars(options), "workers": workers})
            rows.append(_measure(f"slow: 10 ms an answer, {workers} workers", options.slow, slow, pipelining=True, delay=0.010))
            ceiling = workers * options.lines / 0.020
            print(" · ".join(rows[-1].cells()), f"· of connections / 20 ms: {rows[-1].number / rows[-1].sending / ceiling:.2f}", flush=True)
    print()
    print(_table([row.cells() for row in rows]))


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[place]) for row in [_HEADS, *rows]) for place in range(len(_HEADS))]
    lines = [_HEADS, ["-" * width for width in widths], *rows]
    return "\n".join("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines)


def _measure(what: str, number: int, options: argparse.Namespace, *, pipelining: bool, delay: float) -> Row:
    """Compose, push raw before and after, send through workers; whatever is left of the mailing is removed."""
    mailing, composing = _mailing(number)
    connections = options.workers * options.lines
    try:
        ready = _ready(mailing)
        with Sink(pipelining=pipelining, delay=delay) as sink:
            raw_number = min(number, 20_000)
            times = [_raw(ready, raw_number, options, sink.port)]
            before = sink.count
            with _workers(options, sink.port) as processes:
                sending = _send(mailing)
                memory = max(_peak(process.pid) for process in processes)
            taken = sink.accepted[before:]
            times.append(_raw(ready, raw_number, options, sink.port))
        known = set(mailing.deliveries.values_list("email", flat=True))
        found = [recipient for _message_id, recipient in taken]
        return Row(
            what, number, connections, composing, sending, sum(times) / 2 * number / raw_number, memory,
            len(found) - len(set(found)), len(known - set(found)),
        )  # fmt: skip
    finally:
        _forget(mailing)


def _mailing(number: int) -> tuple[Mailing, float]:
    """Return an approved mailing to `number` people who said yes, and the seconds it took to compose it."""
    at = timezone.now()
    OfficeSettings.objects.get_or_create(pk=1, defaults={"name": "CSV di misura", "email": "ufficio@misura.example"})
    author, _made = User.objects.get_or_create(email="scrive@misura.example")
    head, _made = User.objects.get_or_create(email="approva@misura.example", defaults={"is_superuser": True})
    have = Consent.objects.filter(source="bench").count()
    Consent.objects.bulk_create(
        (Consent(email=_address(place), purpose="newsletter", channel="email", event="confirmed", source="bench", at=at)
         for place in range(have, number)), batch_size=5000,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE relations_consent")
    began = time.perf_counter()
    mailing = mailings.create(purpose="newsletter", title="Misura", by=author, at=at)
    mailings.set_content(mailing=mailing, subject="Ciao [nome], è ora", html=_STORY * 4, at=at, by=author)
    people = (Recipient(_address(place), values={"nome": f"Niccolò {place}", "organizzazione": "Avis Pavia"}) for place in range(number))
    mailings.set_audience(mailing=mailing, recipients=people, at=at)
    composing = time.perf_counter() - began
    mailings.submit(mailing=mailing, by=author, at=at)
    mailings.approve(mailing=mailing, by=head, at=at)
    return mailing, composing


def _address(place: int) -> str:
    return f"persona.{place:06d}@posta{place % 7}.example"


def _ready(mailing: Mailing) -> list[raw.Ready]:
    composer = Composer(mailing)
    rows = mailing.deliveries.order_by("pk")[:_READY]
    return [(addresses.return_path(row.pk), row.address, composer.build(row, at=timezone.now())) for row in rows]


def _send(mailing: Mailing) -> float:
    """Start a mailing and wait until every row is settled; return the seconds."""
    began = time.perf_counter()
    mailings.start(mailing=mailing, by=mailing.created_by, at=timezone.now())
    while mailing.deliveries.filter(state__in=["queued", "claimed", "sending", "deferred"]).exists():
        if time.perf_counter() - began > _PATIENCE:
            raise SystemExit("the mailing does not end")
        time.sleep(0.05)
    return time.perf_counter() - began


@contextmanager
def _workers(options: argparse.Namespace, port: int) -> Iterator[list[subprocess.Popen]]:
    """Worker processes as they run in an office, ready to work."""
    environment = os.environ | {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "MAIL_LINES": str(options.lines), "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "config", "worker", "-P", "threads", "-c", "4",
               "--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "WARNING"]  # fmt: skip
    processes = [
        subprocess.Popen([*command, "-n", f"misura{place}@%h"], env=environment, cwd=settings.BASE_DIR)
        for place in range(options.workers)
    ]
    try:
        from config.celery import app

        until = time.monotonic() + 180
        while len(app.control.ping(timeout=1.0)) < options.workers:
            if time.monotonic() > until:
                raise SystemExit("the workers do not start")
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(120)


def _peak(pid: int) -> float:
    """Return the most memory a process has used so far, in megabytes."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def _raw(ready: list[raw.Ready], number: int, options: argparse.Namespace, port: int) -> float:
    """Push `number` messages over smtplib, as many processes and connections as the workers have; return the seconds."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(options.workers + 1)
    share = number // options.workers
    processes = [
        context.Process(target=raw.push, args=(ready, share, options.lines, port, barrier)) for _one in range(options.workers)
    ]
    for process in processes:
        process.start()
    barrier.wait(120)
    began = time.perf_counter()
    for process in processes:
        process.join()
    return time.perf_counter() - began


def _forget(mailing: Mailing) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM relations_delivery WHERE mailing_id = %s", [mailing.pk])
        cursor.execute("VACUUM ANALYZE relations_delivery")
    mailing.delete()
