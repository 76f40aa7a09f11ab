"""The look into the mailbox finds what a reader would complain about."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.cli.received_letters import faults_of

SOUND = """Return-Path: <news@example.org>\r
Delivered-To: Anna@example.org\r
Subject: News\r
List-Unsubscribe: <mailto:news@example.org?subject=unsubscribe%20a1>\r
MIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary="b"\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
\r
Dear Bob & Sue, hello.\r
--b\r
Content-Type: text/html; charset=utf-8\r
\r
<p>Dear Bob &amp; Sue, hello.</p>\r
--b--\r
"""
NAMES = {"anna@example.org": "Bob & Sue"}


def _faults(folder: Path, *letters: str, names: dict[str, str] = NAMES, marks: tuple[str, ...] = ()) -> list[str]:
    paths = []
    for number, letter in enumerate(letters, 1):
        path = folder / f"{number}.eml"
        path.write_bytes(letter.encode())
        paths.append(path)
    return faults_of(paths, names, marks)


def test_a_sound_letter_has_no_faults(tmp_path: Path) -> None:
    assert _faults(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("Dear Bob & Sue", "Dear friend", "name is missing in the plain"),
        ("Dear Bob &amp; Sue", "Dear", "name is missing in the html"),
        ("hello.\r\n", "{{first_name}}\r\n", "“{{” was left"),
        ("hello.</p>", "xq7z</p>", "“xq7z” was left"),
        ("hello.</p>", "{% if x %}</p>", "“{%” was left"),
        ("<mailto:news@example.org?subject=unsubscribe%20a1>", "=?utf-8?q?=3Cmailto?=", "no plain List-Unsubscribe"),
        ("List-Unsubscribe", "X-Unsubscribe", "no plain List-Unsubscribe"),
        ("text/html", "text/plain", "both parts"),
        ("--b--", "", "put together"),
    ],
)
def test_each_fault_is_found(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    assert was in SOUND
    assert any(said in fault for fault in _faults(tmp_path, SOUND.replace(was, becomes), marks=("xq7z",)))


def test_everybody_gets_exactly_one(tmp_path: Path) -> None:
    assert any("has it already" in fault for fault in _faults(tmp_path, SOUND, SOUND))
    assert _faults(tmp_path, SOUND, names={**NAMES, "zoe@example.org": ""}) == ["zoe@example.org has no letter."]
    assert _faults(tmp_path, SOUND, names={}) == ["anna@example.org has a letter by mistake."]
