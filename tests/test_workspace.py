"""Opening the place where everything is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from composer.errors import WorkspaceError
from composer.workspace import open_workspace


def test_a_new_folder_becomes_a_workspace_and_opens_again(tmp_path: Path, clock: Any) -> None:
    workspace = open_workspace(str(tmp_path / "work"), clock=clock)
    assert workspace.documents.issues() == []
    assert workspace.shelf.count() == 0
    assert workspace.templates.get("letter").name
    workspace.close()
    again = open_workspace(str(tmp_path / "work"), clock=clock)
    assert again.folder == tmp_path / "work"
    again.close()


def test_settings_are_kept(tmp_path: Path, clock: Any) -> None:
    import msgspec

    workspace = open_workspace(str(tmp_path), clock=clock)
    workspace.save_settings(msgspec.structs.replace(workspace.settings, theme="dark"))
    workspace.close()
    again = open_workspace(str(tmp_path), clock=clock)
    assert again.settings.theme == "dark"
    again.close()


def test_a_file_where_the_folder_should_be_is_said_in_one_sentence(tmp_path: Path, clock: Any) -> None:
    (tmp_path / "work").write_text("not a folder")
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(str(tmp_path / "work"), clock=clock)
    assert "work" in str(caught.value)
    assert "Choose another place" in str(caught.value)


def test_a_damaged_database_is_said_and_left_alone(tmp_path: Path, clock: Any) -> None:
    database = tmp_path / "workspace.sqlite3"
    database.write_bytes(b"this is not a database" * 100)
    with pytest.raises(WorkspaceError):
        open_workspace(str(tmp_path), clock=clock)
    assert database.read_bytes().startswith(b"this is not a database")


def test_an_unreachable_server_is_said_in_one_sentence(clock: Any) -> None:
    with pytest.raises(WorkspaceError) as caught:
        open_workspace("postgresql+psycopg://nobody:secret-word@127.0.0.1:1/none", clock=clock)
    assert "secret-word" not in str(caught.value)
    assert "secret-word" not in caught.value.details


def test_the_practice_mailbox_is_there_from_the_start(tmp_path: Path, clock: Any) -> None:
    workspace = open_workspace(str(tmp_path), clock=clock)
    assert [account.practice for account in workspace.accounts.all()] == [True]
    workspace.close()
    again = open_workspace(str(tmp_path), clock=clock)
    assert len(again.accounts.all()) == 1
    again.close()
