"""The whole house in one go, in a process of its own: website, shelf, issue, letter, checks, SMTP, mailbox."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from composer.paths import resources_folder

CLOCK = "2026-11-23T09:00:00+00:00"
SAID_NO = "kit.mallory@example.net"
LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|\[\[|\]\]|<!--more|Undefined|jinja", re.IGNORECASE)


def _demo(out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NEWSLETTER_CLOCK": CLOCK, "NEWSLETTER_WORKSPACE": str(out / "nobody's")}
    command = [sys.executable, "-m", "composer", "demo", "--out", str(out), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    answer = _demo(tmp_path_factory.mktemp("demo"), "--json")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.count("\n") == 1
    assert "Traceback" not in answer.stderr
    return json.loads(answer.stdout)


@pytest.fixture(scope="module")
def letters(result: dict[str, Any]) -> dict[str, tuple[bytes, EmailMessage]]:
    """Every letter in the mailbox by its receiver's address."""
    found = {}
    for path in Path(result["mailbox"]).glob("*.eml"):
        content = path.read_bytes()
        letter = BytesParser(policy=policy.default).parsebytes(content)
        address = str(letter["Delivered-To"]).lower()
        assert address not in found, "somebody has two letters"
        found[address] = (content, letter)
    return found


@pytest.fixture(scope="module")
def first_names() -> dict[str, str]:
    """Everybody in the sample's files, by address."""
    people: dict[str, str] = {}
    for file in ("supporters.csv", "professionals.csv"):
        with (resources_folder() / "sample" / file).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                address = (row.get("Email address") or row.get("E-mail") or "").lower()
                people[address] = row.get("First name", row.get("Given name", "")) or people.get(address, "")
    return people


def _body(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_it_names_where_everything_lies(result: dict[str, Any]) -> None:
    assert {"issue", "html", "text", "pictures", "mailbox", "sent"} <= set(result)
    assert zipfile.is_zipfile(result["issue"])
    assert "Dear " in Path(result["text"]).read_text(encoding="utf-8")
    assert "</html>" in Path(result["html"]).read_text(encoding="utf-8")


def test_pictures_show_the_whole_letter(result: dict[str, Any]) -> None:
    if not result["pictures"]:
        pytest.skip("the web engine cannot run here")
    for path in result["pictures"]:
        picture = Image.open(path).convert("RGB")
        assert picture.width in (700, 360)
        assert picture.height > 2000
        for third in range(3):
            stripe = picture.crop((0, picture.height * third // 3, picture.width, picture.height * (third + 1) // 3))
            assert len(stripe.getcolors(1_000_000) or ()) > 50, f"{path} is empty in part"


def test_everybody_has_exactly_one_letter(
    result: dict[str, Any], letters: dict[str, tuple[bytes, EmailMessage]], first_names: dict[str, str]
) -> None:
    assert set(letters) == set(first_names) - {SAID_NO}
    assert result["sent"] == len(letters) == 59


def test_every_letter_is_made_out_to_its_reader(
    letters: dict[str, tuple[bytes, EmailMessage]], first_names: dict[str, str]
) -> None:
    for address, (_content, letter) in letters.items():
        greeting = f"Dear {first_names[address] or 'friend'},"
        assert greeting in _body(letter, "plain"), address
        assert greeting in unescape(re.sub(r"<[^>]+>", "", _body(letter, "html"))), address
        assert address in str(letter["To"]).lower()


def test_every_letter_is_whole_mime(letters: dict[str, tuple[bytes, EmailMessage]]) -> None:
    for address, (_content, letter) in letters.items():
        assert not letter.defects
        assert not any(part.defects for part in letter.walk()), address
        assert letter.get_content_type() == "multipart/alternative"
        pictures = {part["Content-ID"].strip("<>"): part.get_content() for part in letter.walk() if part["Content-ID"]}
        wanted = set(re.findall(r"cid:([0-9a-z]+)", _body(letter, "html")))
        assert wanted
        assert wanted == set(pictures)
        for content in pictures.values():
            Image.open(io.BytesIO(content)).verify()


def test_every_letter_says_how_to_stop_it_in_plain_letters(letters: dict[str, tuple[bytes, EmailMessage]]) -> None:
    seen = set()
    for address, (content, letter) in letters.items():
        head = content.partition(b"\r\n\r\n")[0]
        line = re.search(rb"^List-Unsubscribe:((?:[^\r\n]|\r\n[ \t])+)", head, re.MULTILINE)
        assert line, address
        assert b"=?" not in line[1]
        assert re.fullmatch(rb"\s*<(?:mailto|https):[!-;=?-~]+>(?:,\s*<[!-;=?-~]+>)*\s*", line[1]), line[1]
        assert "Unsubscribe" in _body(letter, "plain")
        assert "Unsubscribe" in _body(letter, "html")
        seen.add(line[1])
    assert len(seen) == len(letters), "the mark in it is each reader's own"


def test_nothing_of_the_workshop_is_left(letters: dict[str, tuple[bytes, EmailMessage]]) -> None:
    for address, (_content, letter) in letters.items():
        for text in (_body(letter, "plain"), _body(letter, "html"), str(letter["Subject"])):
            assert not LEFT_OVER.search(text), (address, LEFT_OVER.search(text))


def test_all_kinds_of_content_are_in_the_letter(letters: dict[str, tuple[bytes, EmailMessage]]) -> None:
    text = _body(next(iter(letters.values()))[1], "plain")
    for words in (
        "Our night line opens in four more counties",
        "By Rhiannon Vale, peer supporter and mother of two",
        "Ask Twice Day is on 10 December",
        "Closes: Friday 11 December 2026, 17:00",
        "Awake: what 2,140 parents told us about the nights",
        "Coming up",
        "Lantern Circle: peer support group",
        "Registered charity number 0000000 (sample)",
    ):
        assert words in text
    assert "Harbour walk" not in text, "what is cancelled is not announced"


def test_a_second_time_leaves_the_first_alone(result: dict[str, Any]) -> None:
    out = Path(result["issue"]).parent
    before = sorted(Path(result["mailbox"]).iterdir())
    answer = _demo(out)
    assert answer.returncode == 0, answer.stderr
    assert "workspace-2" in answer.stdout
    assert sorted(Path(result["mailbox"]).iterdir()) == before


def test_where_it_cannot_write_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    answer = _demo(tmp_path / "file")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert len(answer.stderr.strip().splitlines()) == 1
    assert str(tmp_path / "file") in answer.stderr
