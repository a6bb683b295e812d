"""A fast SMTP server in a process of its own that takes everything, or misbehaves by rule, and counts what it took.

    with Sink(pipelining=True) as sink:
        ...                      # send to 127.0.0.1:sink.port
    sink.accepted                # [(message id, recipient), ...] in the order it took them

What was taken is written to a file before the answer leaves: it survives `kill()`, and `start()` goes on, on the same port.
Standard library only; one loop over epoll, because whatever measures must be faster than what it measures.
"""
from __future__ import annotations

import heapq
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(<[^>\r\n]*>)")
_PATH = re.compile(rb"<([^>]*)>")
_HEAD = 8192
_START_TIMEOUT = 20.0


@dataclass(frozen=True)
class Rule:
    """One way to misbehave; the first rule that fits a step decides it, without one the step is answered well.

    `at`: connect | mail | rcpt | data | final (the answer to the final dot).
    `match`: a regular expression the recipient must contain (rcpt, data and final only).
    `every`: only each n-th step that fits so far. `first`: only the first n times for each recipient (0: always).
    `reply`: what is said; empty says nothing at all. `keep`: the message counts as taken whatever is said (final only).
    `close`: hang up afterwards. `delay`: seconds before the answer.
    """

    at: str
    reply: str = ""
    match: str = ""
    every: int = 1
    first: int = 0
    keep: bool = False
    close: bool = False
    delay: float = 0.0

    @property
    def only_waits(self) -> bool:
        """Whether it answers well, only late."""
        return bool(self.delay and not self.reply and not self.close)


class Sink:
    """The server as seen from the process that starts it. `delay` is the seconds before each packet of answers."""

    def __init__(
        self, *, pipelining: bool = False, delay: float = 0.0, rules: Sequence[Rule] = (), keep_messages: bool = False,
        port: int = 0, folder: Path | str | None = None,
    ) -> None:
        self.port = port
        self._options = {"pipelining": pipelining, "delay": delay, "rules": [asdict(rule) for rule in rules]}
        self._own = tempfile.TemporaryDirectory(prefix="sink-") if folder is None else None
        self.folder = Path(folder or self._own.name)  # type: ignore[union-attr]
        self._log, self._raw = self.folder / "accepted", self.folder / "messages" if keep_messages else None
        self._log.touch()
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Sink:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def start(self) -> None:
        """Listen; after the first time on the same port."""
        options = {**self._options, "port": self.port, "log": str(self._log), "raw": str(self._raw or "")}
        self.process = subprocess.Popen(
            [sys.executable, "-S", __file__, json.dumps(options)], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
        )
        ready, _w, _x = select.select([self.process.stdout], [], [], _START_TIMEOUT)
        said = self.process.stdout.readline() if ready else b""  # type: ignore[union-attr]
        if not said.strip().isdigit():
            self.stop()
            raise RuntimeError("the sink does not start")
        self.port = int(said)

    def stop(self) -> None:
        """Close the door and every line."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As the power cut does it: what it took is still counted."""
        self._end(signal.SIGKILL)

    def _end(self, number: int) -> None:
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(10)
            self.process.stdout.close()  # type: ignore[union-attr]
            self.process = None

    @property
    def count(self) -> int:
        """How many messages were taken so far."""
        with open(self._log, "rb") as log:
            return sum(part.count(b"\n") for part in iter(lambda: log.read(1 << 20), b""))

    @property
    def accepted(self) -> list[tuple[str, str]]:
        """(message id, recipient) of every message taken, in order."""
        pairs = (line.split("\t") for line in self._log.read_text("utf-8", "replace").splitlines())
        return [(message_id, recipient) for _at, message_id, recipient in pairs]

    @property
    def copies(self) -> dict[tuple[str, str], int]:
        """What was taken more than once, and how often."""
        return {pair: number for pair, number in Counter(self.accepted).items() if number > 1}

    @property
    def times(self) -> list[float]:
        """When each message was taken: seconds of time.time()."""
        return [float(line.split("\t", 1)[0]) for line in self._log.read_text("utf-8", "replace").splitlines()]

    @property
    def messages(self) -> list[bytes]:
        """The messages themselves, as they came over the wire, with dots undone; needs keep_messages."""
        data, found, place = self._raw.read_bytes() if self._raw and self._raw.exists() else b"", [], 0
        while place < len(data):
            size, _, _rest = data[place : place + 20].partition(b"\n")
            start = place + len(size) + 1
            found.append(data[start : start + int(size)])
            place = start + int(size)
        return found


# --- the server's side ----------------------------------------------------------------------------------------------


class _Line:
    """One conversation."""

    __slots__ = ("buffer", "closing", "in_data", "recipient", "seen", "sock")

    def __init__(self, sock: socket.socket) -> None:
        self.sock, self.buffer, self.in_data, self.seen = sock, b"", False, 0
        self.recipient = ""
        self.closing = False


class _Server:
    def __init__(self, options: dict) -> None:
        self.delay: float = options["delay"]
        self.rules = [Rule(**rule) for rule in options["rules"]]
        self.fits: Counter[int] = Counter()
        self.times: Counter[tuple[int, str]] = Counter()
        self.log = os.open(options["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.raw = os.open(options["raw"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600) if options["raw"] else -1
        self.ehlo = b"250-sink\r\n" + (b"250-PIPELINING\r\n" if options["pipelining"] else b"") + b"250 8BITMIME\r\n"
        self.door = socket.create_server(("127.0.0.1", options["port"]), backlog=256)
        self.door.setblocking(False)
        self.poll = select.epoll()
        self.poll.register(self.door.fileno(), select.EPOLLIN)
        self.lines: dict[int, _Line] = {}
        self.later: list[tuple[float, int, _Line, bytes]] = []
        self.number = 0

    def run(self) -> None:
        print(self.door.getsockname()[1], flush=True)
        door = self.door.fileno()
        while True:
            wait = max(0.0, self.later[0][0] - time.monotonic()) if self.later else -1
            for fd, _event in self.poll.poll(wait):
                if fd == door:
                    self.welcome()
                elif fd in self.lines:
                    self.hear(self.lines[fd])
            now = time.monotonic()
            while self.later and self.later[0][0] <= now:
                _due, _number, line, answer = heapq.heappop(self.later)
                self.say_now(line, answer)

    def welcome(self) -> None:
        sock, _address = self.door.accept()
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line = _Line(sock)
        self.lines[sock.fileno()] = line
        self.poll.register(sock.fileno(), select.EPOLLIN)
        answer, delay = self.step(line, "connect", b"220 sink ESMTP\r\n")
        self.say(line, answer, delay)

    def hear(self, line: _Line) -> None:
        try:
            data = line.sock.recv(262_144)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.drop(line)
            return
        line.buffer += data
        answers, delay = b"", 0.0
        while not line.closing:
            answer = self.body(line) if line.in_data else self.command(line)
            if answer is None:
                break
            answers += answer[0]
            delay = max(delay, answer[1])
        if answers or line.closing:
            self.say(line, answers, delay)

    def body(self, line: _Line) -> tuple[bytes, float] | None:
        end = line.buffer.find(b"\r\n.\r\n", max(line.seen - 5, 0))
        if end < 0:
            line.seen = len(line.buffer)
            return None
        message, line.buffer, line.in_data, line.seen = line.buffer[: end + 2], line.buffer[end + 5 :], False, 0
        rule = self.rule(line, "final")
        if rule is None or rule.keep or rule.only_waits or rule.reply.startswith("2"):
            self.keep(line, message)
        return self.follow(line, rule, b"250 2.0.0 kept\r\n")

    def keep(self, line: _Line, message: bytes) -> None:
        found = _MESSAGE_ID.search(message, 0, _HEAD)
        message_id = found.group(1) if found else b""
        os.write(self.log, b"%.6f\t%s\t%s\n" % (time.time(), message_id, line.recipient.encode("utf-8", "replace")))
        if self.raw >= 0:
            plain = message.replace(b"\r\n..", b"\r\n.")
            os.write(self.raw, b"%d\n%s" % (len(plain), plain))

    def command(self, line: _Line) -> tuple[bytes, float] | None:
        end = line.buffer.find(b"\r\n")
        if end < 0:
            return None
        said, line.buffer = line.buffer[:end], line.buffer[end + 2 :]
        verb = said[:4].upper()
        if verb == b"RCPT":
            found = _PATH.search(said)
            line.recipient = found.group(1).decode("utf-8", "replace") if found else ""
            answer = self.step(line, "rcpt", b"250 2.1.5 ok\r\n")
            if not answer[0].startswith(b"2"):
                line.recipient = ""
            return answer
        if verb == b"DATA":
            if not line.recipient:
                return b"503 5.5.1 no recipient\r\n", 0.0
            answer = self.step(line, "data", b"354 go on\r\n")
            line.in_data = answer[0].startswith(b"3")
            return answer
        if verb == b"MAIL":
            line.recipient = ""
            return self.step(line, "mail", b"250 2.1.0 ok\r\n")
        if verb == b"QUIT":
            line.closing = True
            return b"221 bye\r\n", 0.0
        if verb == b"EHLO":
            return self.ehlo, 0.0
        if verb == b"RSET":
            line.recipient = ""
        return b"250 ok\r\n", 0.0

    def rule(self, line: _Line, at: str) -> Rule | None:
        for number, rule in enumerate(self.rules):
            if rule.at != at or (rule.match and not re.search(rule.match, line.recipient)):
                continue
            self.fits[number] += 1
            if self.fits[number] % rule.every:
                continue
            if rule.first:
                self.times[number, line.recipient] += 1
                if self.times[number, line.recipient] > rule.first:
                    continue
            return rule
        return None

    def step(self, line: _Line, at: str, well: bytes) -> tuple[bytes, float]:
        return self.follow(line, self.rule(line, at) if self.rules else None, well)

    @staticmethod
    def follow(line: _Line, rule: Rule | None, well: bytes) -> tuple[bytes, float]:
        if rule is None:
            return well, 0.0
        if rule.only_waits:
            return well, rule.delay
        line.closing = rule.close
        return rule.reply.encode() + b"\r\n" if rule.reply else b"", rule.delay

    def say(self, line: _Line, answer: bytes, delay: float) -> None:
        delay += self.delay
        if not delay:
            self.say_now(line, answer)
            return
        self.number += 1
        heapq.heappush(self.later, (time.monotonic() + delay, self.number, line, answer))

    def say_now(self, line: _Line, answer: bytes) -> None:
        try:
            if answer:
                line.sock.send(answer)
        except OSError:
            line.closing = True
        if line.closing:
            self.drop(line)

    def drop(self, line: _Line) -> None:
        fd = line.sock.fileno()
        if fd >= 0:
            self.lines.pop(fd, None)
            self.poll.unregister(fd)
            line.sock.close()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    _Server(json.loads(sys.argv[1])).run()
