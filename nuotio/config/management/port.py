"""Where the service listens: asked before anything is started, so that the answer is plain."""

import socket

from django.core.management.base import CommandError

PORTS = 65_536


def require_free(host: str, port: int) -> None:
    """Raise CommandError where nothing can listen at this address."""
    if not 0 < port < PORTS:
        raise CommandError(f"There is no port {port}: choose one from 1 to {PORTS - 1}.")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for family, kind, protocol, _name, address in found[:1]:
            with socket.socket(family, kind, protocol) as tried:
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                tried.bind(address)
    except OSError as error:
        raise CommandError(
            f"Nothing can listen at {host}:{port} ({error.strerror}): choose another port or host."
        ) from error
