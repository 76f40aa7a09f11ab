"""Each way to fail has its sentence, and says what to do."""

from __future__ import annotations

import socket
import ssl

import pytest

from composer.errors import SourceError
from composer.sources.failures import PassingError, for_connection, for_status, refuse_sign_in_page


@pytest.mark.parametrize(
    ("status", "headers", "page", "words"),
    [
        (401, {}, b"", "asks for a name and password"),
        (403, {}, b"", "does not allow this program"),
        (404, {}, b"", "no such page at example.org"),
        (410, {}, b"", "removed for good"),
        (418, {}, b"", "answer 418"),
        (429, {"retry-after": "120"}, b"", "asked too often. Try again in 2 minutes."),
        (429, {"retry-after": "Fri, 31 Dec 1999 23:59:59 GMT"}, b"", "asked too often. Try again later."),
        (500, {}, b"", "a fault of its own (error 500)"),
        (503, {}, b"<h1>Briefly unavailable for scheduled maintenance</h1>", "closed for maintenance"),
        (503, {}, b"overloaded", "error 503"),
    ],
)
def test_answers(status: int, headers: dict[str, str], page: bytes, words: str) -> None:
    error = for_status(status, "https://example.org/feed", headers, page)
    assert words in str(error)
    assert error.remedy
    assert isinstance(error, PassingError) is (status == 429 or status >= 500)


def _caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def _certificate(code: int) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError("certificate verify failed")
    error.verify_code = code
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(-2, "Name or service not known"), "example.org was not found"),
        (_caused(OSError("x"), ConnectionRefusedError()), "refused the connection"),
        (_caused(OSError("x"), TimeoutError()), "took too long"),
        (_caused(OSError("x"), _certificate(10)), "has expired"),
        (_caused(OSError("x"), _certificate(9)), "not valid yet"),
        (_caused(OSError("x"), _certificate(62)), "made out to another name"),
        (_caused(OSError("x"), _certificate(18)), "signed by nobody but itself"),
        (_caused(OSError("x"), _certificate(20)), "could not be verified"),
        (_caused(OSError("x"), ssl.SSLError("wrong version")), "A secure connection to example.org could not be made"),
        (OSError("no route to host"), "The connection to example.org failed"),
    ],
)
def test_connections(error: Exception, words: str) -> None:
    assert words in str(for_connection(error, "https://example.org/feed"))


def test_being_sent_to_sign_in_is_not_an_answer() -> None:
    for target in ("https://example.org/wp-login.php?x=1", "https://example.org/account/login", "https://sso.example.org/auth/"):
        with pytest.raises(SourceError, match="sign in first"):
            refuse_sign_in_page("https://example.org/feed", target)
    refuse_sign_in_page("https://example.org/feed", "https://example.org/feed/")
    refuse_sign_in_page("https://example.org/login", "https://example.org/login/")
    refuse_sign_in_page("https://example.org/feed", "https://example.org/authors/")


@pytest.mark.parametrize(
    ("headers", "seconds", "remedy"),
    [
        ({"retry-after": "600"}, 600, "Try again in 10 minutes."),
        ({"retry-after": " 7200 "}, 7200, "Try again in 2 hours."),
        ({"retry-after": "9" * 400}, 999_999_999, "Try again later."),
        (
            {"retry-after": "Mon, 23 Nov 2026 09:30:00 GMT", "date": "Mon, 23 Nov 2026 09:00:00 GMT"},
            1800,
            "Try again in 30 minutes.",
        ),
        ({"retry-after": "Mon, 23 Nov 2026 09:30:00 GMT"}, None, "Try again later."),
        ({"retry-after": "Mon, 23 Nov 2026 08:30:00 GMT", "date": "Mon, 23 Nov 2026 09:00:00 GMT"}, None, "Try again later."),
        ({"retry-after": "Mon, 23 Nov 2026 09:30:00", "date": "Mon, 23 Nov 2026 09:00:00 GMT"}, None, "Try again later."),
        ({"retry-after": "soon", "date": "\u0663"}, None, "Try again later."),
        ({"retry-after": "\u0663"}, None, "Try again later."),
        ({}, None, "Try again later."),
    ],
)
def test_how_long_a_server_asks_to_be_left_alone(headers: dict[str, str], seconds: int | None, remedy: str) -> None:
    error = for_status(503, "https://example.org/feed", headers, b"")
    assert isinstance(error, PassingError)
    assert (error.wait.total_seconds() if error.wait is not None else None) == seconds
    assert error.remedy == remedy
