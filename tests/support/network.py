"""No test leaves this machine: anything but this host and Unix sockets is refused, loudly."""
from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

_connect = socket.socket.connect


class LeftTheMachine(AssertionError):
    """A test tried to reach another host."""


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _guarded(self: socket.socket, address: Any) -> None:
    if self.family != socket.AF_UNIX and not _is_local(str(address[0])):
        raise LeftTheMachine(f"a test tried to reach {address[0]}")
    return _connect(self, address)


def pytest_configure(config: pytest.Config) -> None:
    socket.socket.connect = _guarded


def pytest_unconfigure(config: pytest.Config) -> None:
    socket.socket.connect = _connect
