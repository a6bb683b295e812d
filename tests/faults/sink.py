"""A mail server that can be killed: writes down what it takes before it says so, and misbehaves by rule.

    python tests/faults/sink.py PORT LOG [JSON]

Standard library only, so that it is there again at once. One line of JSON for each event, in one write: a kill
leaves no half line. A rule is {"at", "do", "share", "whom", "first", "every"}:

    at      connect | rcpt | data | body | reply
    do      an answer ("451 4.7.1 later"), "cut" (hang up), "cut inside" (the body), "keep and cut", "wait SECONDS"
    share   [from, to) of the recipients, by their checksum: the test knows who (`is_in`)
    whom    only these recipients
    first   only a recipient's first so many tries
    every   only each so manieth message of a line
"""
from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import sys
import time
import zlib
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field

ADDRESS = re.compile(rb"<([^>]*)>")
MESSAGE_ID = re.compile(rb"(?im)^Message-ID:\s*(<[^>]+>)")
BIGGEST = 32 * 1024 * 1024
# Of these many messages one is kept whole, to be read by the header rules.
SAMPLE = 40


class Cut(Exception):
    """The line is hung up."""


def is_in(share: list[float] | tuple[float, float], to: str) -> bool:
    """This function will say whether a recipient belongs to a share of all of them."""
    return share[0] <= zlib.crc32(to.encode()) % 10_000 / 10_000 < share[1]


@dataclass
class Line:
    """One connection and the message it is at."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    messages: int = 0
    mail_from: str = ""
    to: str = ""

    async def say(self, text: str) -> None:
        self.writer.write(text.encode() + b"\r\n")
        await self.writer.drain()


@dataclass
class Sink:
    """Everything that was told to this process."""

    log: int
    rules: list[dict]
    pace: float = 0.0
    lines: int = 0
    kept: int = 0
    tries: Counter = field(default_factory=Counter)

    def write(self, kind: str, **facts: object) -> None:
        os.write(self.log, json.dumps({"kind": kind, "when": time.time(), "lines": self.lines, **facts}).encode() + b"\n")

    def rule(self, at: str, line: Line) -> str:
        """What is done at this step, or nothing; a rule counts its recipients' tries by itself."""
        for number, rule in enumerate(self.rules):
            if rule["at"] != at or (line.to and not is_in(rule.get("share", (0, 1)), line.to)):
                continue
            if line.to not in rule.get("whom", [line.to]):
                continue
            if rule.get("every") and line.messages % rule["every"]:
                continue
            if "first" in rule:
                self.tries[number, line.to] += 1
                if self.tries[number, line.to] > rule["first"]:
                    continue
            self.write("fault", to=line.to, do=rule["do"])
            return rule["do"]
        return ""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = Line(reader, writer)
        self.lines += 1
        self.write("open")
        try:
            await self._talk(line)
        except (Cut, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            self.lines -= 1
            writer.transport.abort()

    async def _talk(self, line: Line) -> None:
        if await self._step("connect", line, "220 sink ESMTP"):
            return
        while True:
            words = (await line.reader.readuntil(b"\r\n")).strip()
            verb = words[:4].upper()
            if verb == b"EHLO":
                await line.say("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES")
            elif verb == b"MAIL":
                line.mail_from, line.to = _address(words), ""
                await line.say("250 2.1.0 ok")
            elif verb == b"RCPT":
                await self._recipient(line, _address(words))
            elif verb == b"DATA":
                await self._data(line)
            elif verb == b"QUIT":
                await line.say("221 2.0.0 bye")
                raise Cut
            else:
                line.to = "" if verb == b"RSET" else line.to
                await line.say("250 2.0.0 ok")

    async def _recipient(self, line: Line, to: str) -> None:
        line.to, line.messages = to, line.messages + 1
        self.write("asked", to=to)
        if await self._step("rcpt", line, "250 2.1.5 ok"):
            line.to = ""

    async def _data(self, line: Line) -> None:
        if not line.to:
            await line.say("503 5.5.1 nobody to send it to")
        elif not await self._step("data", line, "354 go on"):
            if cut := self.rule("body", line):
                await line.reader.readexactly(300 if cut == "cut inside" else 0)
                raise Cut
            body = await line.reader.readuntil(b"\r\n.\r\n")
            await self._reply(line, body[:-3])

    async def _reply(self, line: Line, raw: bytes) -> None:
        done = self.rule("reply", line)
        if done == "cut":
            raise Cut
        if done[:3].isdigit():
            await line.say(done)
            return
        self._keep(line, raw)
        await asyncio.sleep(self.pace)
        if done == "keep and cut":
            raise Cut
        if done.startswith("wait"):
            await asyncio.sleep(float(done.split()[1]))
        await line.say("250 2.0.0 kept")

    def _keep(self, line: Line, raw: bytes) -> None:
        found = MESSAGE_ID.search(raw[:20_000])
        whole = {} if self.kept % SAMPLE else {"raw": b64encode(raw.replace(b"\r\n..", b"\r\n.")).decode()}
        self.kept += 1
        self.write("kept", to=line.to, mail_from=line.mail_from, id=found[1].decode() if found else "", **whole)

    async def _step(self, at: str, line: Line, good: str) -> bool:
        """Answer; return whether the step was refused."""
        done = self.rule(at, line)
        if done == "cut":
            raise Cut
        await line.say(done or good)
        if done.startswith("421"):
            raise Cut
        return bool(done)


def _address(words: bytes) -> str:
    found = ADDRESS.search(words)
    return found[1].decode("ascii", "replace") if found else ""


async def _serve(port: int, log: str, told: dict) -> None:
    sink = Sink(os.open(log, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600), told.get("rules", []), told.get("pace", 0.0))
    server = await asyncio.start_server(sink.talk, "127.0.0.1", port, limit=BIGGEST, backlog=200)
    sink.write("ready")
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(int(sys.argv[1]), sys.argv[2], json.loads((sys.argv[3:] or ["{}"])[0])))
