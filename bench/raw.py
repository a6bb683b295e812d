"""Messages that are ready, pushed through plain smtplib: what the mail engine is measured against. Standard library only."""

import smtplib
import threading
from typing import Any

# (return path, recipient, message)
Ready = tuple[str, str, bytes]


def push(ready: list[Ready], number: int, lines: int, port: int, barrier: Any) -> None:
    """Send `number` messages over `lines` connections of this process, from when all processes are at `barrier`."""
    connected = threading.Barrier(lines + 1)

    def run(share: int) -> None:
        with smtplib.SMTP("127.0.0.1", port, local_hostname="misura.example", timeout=120) as line:
            line.ehlo()
            connected.wait(120)
            begin.wait(120)
            for place in range(share):
                sender, to, message = ready[place % len(ready)]
                line.sendmail(sender, [to], message)

    begin = threading.Barrier(lines + 1)
    threads = [threading.Thread(target=run, args=(number // lines,)) for _line in range(lines)]
    for thread in threads:
        thread.start()
    connected.wait(120)
    barrier.wait(120)
    begin.wait(120)
    for thread in threads:
        thread.join()
