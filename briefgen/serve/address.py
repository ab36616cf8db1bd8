"""Where the server listens, and which names it answers to."""

import contextlib
import errno
import ipaddress
import socket

from briefgen.model.errors import ServeError
from briefgen.model.problem import Problem

_PORTS_TRIED = 50


def find_listener(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; port 0 is any free port.

    Raises:
        ServeError: the port is taken or not allowed, or the host is none of this machine's.
    """
    if not 0 <= port <= 65535:
        raise ServeError(_bad_argument(f"port {port} is not a port", "use one from 0 to 65535"))
    try:
        return _listen(host, port)
    except socket.gaierror as err:
        problem = _bad_argument(f'host "{host}" is unknown', "use 127.0.0.1, or an address of this machine")
        raise ServeError(problem) from err
    except OSError as err:
        if err.errno == errno.EADDRINUSE:
            free = _find_free_port(host, port + 1)
            hint = f"use --port {free}" if free else "use --port 0 for any free port"
            raise ServeError(
                Problem("", None, None, "error", f"port {port} is taken on {host}", hint, "port-taken")
            ) from err
        hint = "ports below 1024 need special rights: use --port 8000" if err.errno == errno.EACCES else ""
        hint = hint or "use 127.0.0.1, or an address of this machine"
        raise ServeError(_bad_argument(f"cannot listen on {host}:{port}: {err.strerror}", hint)) from err


def render_address(host: str, port: int) -> str:
    """Return the address to open in a browser on this machine."""
    host = host.strip("[]")
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - shown, not bound
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_allowed_host(header: str, bound_host: str) -> bool:
    """Tell whether a request's Host header names this server.

    A page of another site can have its own name resolve to this machine and then read what is served here
    (DNS rebinding); its requests carry that name. So names count, and the port does not: containers and
    tunnels map it. A server bound beyond loopback answers to any IP address as well, since no name was
    resolved for those.
    """
    name = _find_host_name(header)
    if name is None:
        return False
    bound = bound_host.strip("[]").lower()
    if name in ("localhost", "127.0.0.1", "::1", bound):
        return True
    if is_loopback(bound):
        return False
    with contextlib.suppress(ValueError):
        ipaddress.ip_address(name)
        return True
    return name in {socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}


def is_loopback(host: str) -> bool:
    """Tell whether a host given by the user is reachable from this machine only."""
    host = host.strip("[]").lower()
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    # IPv4 first: "localhost" is both, and more programs look there.
    family, kind, protocol, _, address = min(found, key=lambda entry: entry[0] != socket.AF_INET)
    listener = socket.socket(family, kind, protocol)
    try:
        if not hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            # A server that was ended a moment ago must not keep its port taken.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # Browsers that come before the first build is done wait for it.
        listener.listen(128)
    except BaseException:
        listener.close()
        raise
    return listener


def _find_free_port(host: str, first: int) -> int | None:
    for port in range(first, min(first + _PORTS_TRIED, 65536)):
        with contextlib.suppress(OSError), _listen(host, port):
            return port
    return None


def _bad_argument(message: str, hint: str) -> Problem:
    return Problem("", None, None, "error", message, hint, "bad-argument")


def _find_host_name(header: str) -> str | None:
    """Return the name in a Host header, in lower case, without port and brackets; None if it is malformed."""
    name, port = header, ""
    if header.startswith("["):
        name, bracket, rest = header[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            return None
        port = rest[1:]
    elif ":" in header:
        name, _, port = header.partition(":")
    if port and not (port.isascii() and port.isdigit()):
        return None
    return name.lower().removesuffix(".") or None
