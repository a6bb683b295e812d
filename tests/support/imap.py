"""A small IMAP server in this process, enough IMAP4rev1 for a reader: a real socket, real messages, faults on request."""
from __future__ import annotations

import re
import socketserver
import threading
from dataclasses import dataclass, field

_FETCH = re.compile(r"(?i)UID FETCH (\d+) \(BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?\)")
_SEARCH = re.compile(r"(?i)UID SEARCH UID (\d+):\*")
_STORE = re.compile(r"(?i)UID STORE (\d+) \+FLAGS\.SILENT \((.+)\)")
_LOGIN = re.compile(r'(?i)LOGIN "?([^" ]+)"? "?([^" ]*)"?$')


@dataclass
class Kept:
    """One message of the mailbox."""

    raw: bytes
    flags: set[str] = field(default_factory=set)


@dataclass
class ImapServer:
    """Use as a context manager; `add` puts a message in, `said` is every command received."""

    user: str = "ritorni"
    password: str = "una-parola"
    folder: str = "INBOX"
    uid_validity: int = 7
    messages: dict[int, Kept] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    # Close the line when this command comes, to see what a fault does.
    hang_up_at: str = ""
    port: int = 0

    def add(self, raw: bytes) -> int:
        uid = max(self.messages, default=0) + 1
        self.messages[uid] = Kept(raw)
        return uid

    @property
    def url(self) -> str:
        return f"imap://{self.user}:{self.password}@127.0.0.1:{self.port}/{self.folder}"

    def __enter__(self) -> ImapServer:
        state = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                _Talk(state, self.rfile, self.wfile).run()

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler, bind_and_activate=True)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Talk:
    """One conversation."""

    def __init__(self, state: ImapServer, incoming, outgoing) -> None:
        self.state, self.incoming, self.outgoing = state, incoming, outgoing

    def run(self) -> None:
        self.say(b"* OK IMAP4rev1 ready")
        while line := self.incoming.readline():
            tag, _space, command = line.decode().strip().partition(" ")
            self.state.said.append(command)
            if self.state.hang_up_at and self.state.hang_up_at in command:
                return
            answer = self.answer(command)
            self.say(f"{tag} {answer}".encode())
            if command.upper() == "LOGOUT":
                return

    def say(self, line: bytes) -> None:
        self.outgoing.write(line + b"\r\n")
        self.outgoing.flush()

    def answer(self, command: str) -> str:
        word = command.upper().split()[0]
        if word == "CAPABILITY":
            self.say(b"* CAPABILITY IMAP4rev1")
            return "OK done"
        if word == "LOGOUT":
            self.say(b"* BYE")
            return "OK bye"
        for pattern, act in ((_LOGIN, self.login), (_SEARCH, self.search), (_FETCH, self.fetch), (_STORE, self.store)):
            if found := pattern.search(command):
                return act(*found.groups())
        return self.select(command) if word == "SELECT" else "BAD unknown command"

    def login(self, user: str, password: str) -> str:
        right = (user, password) == (self.state.user, self.state.password)
        return "OK welcome" if right else "NO [AUTHENTICATIONFAILED] authentication failed"

    def select(self, command: str) -> str:
        if self.state.folder not in command:
            return "NO no such mailbox"
        self.say(f"* {len(self.state.messages)} EXISTS".encode())
        self.say(f"* OK [UIDVALIDITY {self.state.uid_validity}] uids".encode())
        return "OK [READ-WRITE] selected"

    def search(self, first: str) -> str:
        # "9:*" always names the last message, even when 9 is beyond it (RFC 3501).
        uids = sorted(self.state.messages)
        found = [uid for uid in uids if uid >= int(first)] or uids[-1:]
        self.say(f"* SEARCH {' '.join(map(str, found))}".rstrip().encode())
        return "OK done"

    def fetch(self, uid: str, start: str | None, length: str | None) -> str:
        if (kept := self.state.messages.get(int(uid))) is not None:
            raw = kept.raw[int(start) : int(start) + int(length)] if start else kept.raw
            self.say(f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(raw)}}}".encode())
            self.outgoing.write(raw)
            self.say(b")")
        return "OK done"

    def store(self, uid: str, flags: str) -> str:
        self.state.messages[int(uid)].flags.update(flags.split())
        return "OK done"
