"""A mail server for tests: it takes mails, refuses them in the ways of real ones, or hangs."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailServer(socketserver.ThreadingTCPServer):
    """Answers by `mood`; `got` holds the mails that it took, `tried` counts connections."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.mood = "takes"
        self.got: list[EmailMessage] = []
        self.tried = 0
        self.going_home = threading.Event()

    @property
    def port(self) -> int:
        return self.server_address[1]


class _Talk(socketserver.StreamRequestHandler):
    server: MailServer

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.server.tried += 1
        if self.server.mood == "hangs":
            self.server.going_home.wait(5)
            return
        self.say("220 ready")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"QUIT":
                self.say("221 bye")
                return
            if verb == b"DATA":
                self.take()
            elif verb == b"RCPT":
                self.say(self.answer_to(line.decode()))
            else:
                self.say("250 fine")

    def answer_to(self, line: str) -> str:
        if self.server.mood == "unknown person" or "nobody@" in line:
            return "550 no such person here"
        return {"busy": "451 try later", "leaving": "421 closing"}.get(self.server.mood, "250 fine")

    def take(self) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if self.server.mood == "dislikes":
            self.say("554 we do not want this")
            return
        self.server.got.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.say("250 taken")


@contextmanager
def running() -> Iterator[MailServer]:
    """Run a mail server until the block ends."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.going_home.set()
            server.shutdown()
            thread.join()
