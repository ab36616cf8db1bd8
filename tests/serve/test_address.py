"""Tests of where the server listens, and which names it answers to."""

import socket

import pytest

from briefgen.model.errors import ServeError
from briefgen.serve.address import find_listener, is_allowed_host, is_loopback, render_address


def test_listener_takes_any_free_port() -> None:
    """Port 0 is any free port."""
    with find_listener("127.0.0.1", 0) as listener:
        assert listener.getsockname()[1] > 0


def test_listener_names_a_free_port_when_one_is_taken() -> None:
    """A taken port is one clear problem with another port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError) as caught:
            find_listener("127.0.0.1", port)
    (found,) = caught.value.problems

    assert (found.code, found.message) == ("port-taken", f"port {port} is taken on 127.0.0.1")
    assert found.hint.startswith("use --port ")
    with find_listener("127.0.0.1", int(found.hint.split()[-1])):
        pass


@pytest.mark.parametrize(
    ("host", "port", "message"),
    [
        ("no-such-host.invalid", 0, 'host "no-such-host.invalid" is unknown'),
        ("192.0.2.1", 0, "cannot listen on 192.0.2.1:0: Cannot assign requested address"),
        ("127.0.0.1", 70000, "port 70000 is not a port"),
        ("127.0.0.1", -1, "port -1 is not a port"),
    ],
)
def test_listener_tells_what_is_wrong(host: str, port: int, message: str) -> None:
    """Hosts and ports that cannot be used are one clear problem with a hint."""
    with pytest.raises(ServeError) as caught:
        find_listener(host, port)
    (found,) = caught.value.problems

    assert (found.code, found.message) == ("bad-argument", message)
    assert found.hint


@pytest.mark.parametrize(
    "header", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]:8000", "[::1]", "LOCALHOST"]
)
def test_host_of_this_machine_is_allowed(header: str) -> None:
    """Every loopback name is allowed, with any port."""
    assert is_allowed_host(header, "127.0.0.1")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "localhost:8000@evil.example",
        "localhost:evil",
        "[::1",
        "[::1]x",
        "192.168.0.9:8000",
        ":8000",
    ],
)
def test_host_of_others_is_refused(header: str) -> None:
    """A name that could be resolved to this machine by someone else is refused."""
    assert not is_allowed_host(header, "127.0.0.1")


@pytest.mark.parametrize(
    ("header", "bound", "expected"),
    [
        ("box.lan:8000", "box.lan", True),
        ("192.168.0.9:8000", "0.0.0.0", True),
        ("[fe80::1]:8000", "::", True),
        ("localhost:8000", "0.0.0.0", True),
        ("evil.example", "0.0.0.0", False),
        (f"{socket.gethostname()}:8000", "0.0.0.0", True),
    ],
)
def test_host_given_by_the_user_is_allowed(header: str, bound: str, expected: bool) -> None:
    """Beyond loopback, the given name and plain addresses are allowed, names of others are not."""
    assert is_allowed_host(header, bound) is expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("127.0.0.5", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("box", False),
    ],
)
def test_loopback_is_told_from_other_hosts(host: str, expected: bool) -> None:
    """Only loopback is this machine's alone."""
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "http://127.0.0.1:80/"),
        ("::1", "http://[::1]:80/"),
        ("[::1]", "http://[::1]:80/"),
        ("0.0.0.0", "http://127.0.0.1:80/"),
        ("::", "http://[::1]:80/"),
        ("box.lan", "http://box.lan:80/"),
    ],
)
def test_address_can_be_opened_on_this_machine(host: str, expected: str) -> None:
    """The address is one that a browser on this machine can open."""
    assert render_address(host, 80) == expected
