"""A folder for the records: everything that went out, nothing of who got it."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path
from typing import Any

import msgspec
import pytest

from composer.delivery.frozen import AcceptedNote, FrozenPicture, unpack
from composer.errors import InputError, NotFoundError
from composer.publishing import archive as archive_module
from composer.publishing.archive import archive


@pytest.fixture
def sent(harbour: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A campaign that went out, its letter with a picture and an accepted note."""
    from composer.publishing.run import run_campaign

    campaign = harbour.campaign()
    run_campaign(harbour.workspace, campaign.id)
    frozen = harbour.workspace.campaigns.frozen(campaign.id)
    dressed = msgspec.structs.replace(
        frozen,
        html=frozen.html.replace("</body>", '<img src="cid:abc123" alt=""></body>'),
        pictures=(FrozenPicture("abc123", "image/png", b"png"),),
        accepted=(AcceptedNote("The subject is long", "It is the board's wording"),),
    )
    monkeypatch.setattr(type(harbour.workspace.campaigns), "frozen", lambda _self, _id: dressed)
    return campaign


def test_everything_is_in_the_folder(harbour: Any, sent: Any, tmp_path: Path) -> None:
    workspace = harbour.workspace
    folder = archive(workspace.campaigns, sent.id, tmp_path / "records", workspace.zone)
    assert folder.name == "2026-11-23 December newsletter"
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert names == ["about.txt", "letter.eml", "letter.html", "letter.txt", "pictures/abc123.png"]
    html = (folder / "letter.html").read_text()
    assert 'src="pictures/abc123.png"' in html
    letter = email.message_from_bytes((folder / "letter.eml").read_bytes(), policy=email.policy.default)
    assert letter["Subject"] == sent.subject
    about = (folder / "about.txt").read_text()
    assert "Delivered: 5" in about
    assert "Begun: Monday 23 November 2026, 09:00" in about
    assert "- The subject is long – It is the board's wording" in about
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"person1@example.org" not in everything
    tokens = [row.token.encode() for row in workspace.campaigns.deliveries(sent.id)]
    assert not any(token in everything for token in tokens)


def test_a_second_time_writes_over_nothing(harbour: Any, sent: Any, tmp_path: Path) -> None:
    workspace = harbour.workspace
    first, second = (archive(workspace.campaigns, sent.id, tmp_path, workspace.zone) for _time in range(2))
    assert (first.name, second.name) == ("2026-11-23 December newsletter", "2026-11-23 December newsletter (2)")


def test_whole_or_not_there(harbour: Any, sent: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, written = Path.write_bytes, []

    def write(self: Path, content: bytes) -> int:
        written.append(self)
        if len(written) == 3:
            raise OSError(28, "No space left on device")
        return real(self, content)

    monkeypatch.setattr(Path, "write_bytes", write)
    with pytest.raises(InputError, match="No space left"):
        archive(harbour.workspace.campaigns, sent.id, tmp_path / "records", harbour.workspace.zone)
    assert list((tmp_path / "records").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("../../etc: passwd\x00", "etc passwd"),
        ("a" * 200, "a" * 80),
        ("News…", "News"),
        ("???", "Newsletter"),
        ("Été / 夏", "Été 夏"),
    ],
)
def test_names_that_no_file_system_takes(name: str, folder: str) -> None:
    assert archive_module._fit(name) == folder


def test_nothing_known_of_it(harbour: Any, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        archive(harbour.workspace.campaigns, "nothing", tmp_path, harbour.workspace.zone)


def test_what_was_accepted_goes_with_the_campaign(harbour: Any) -> None:
    campaign = harbour.campaign()
    with harbour.workspace.engine.connect() as connection:
        from sqlalchemy import select

        from composer.database.tables import campaigns

        packed = connection.scalar(select(campaigns.c.frozen).where(campaigns.c.id == campaign.id))
    assert unpack(packed).accepted == ()
