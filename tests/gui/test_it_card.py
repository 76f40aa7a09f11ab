"""IT's part of Settings: ids hold at once, the secret goes to the keyring and nowhere else."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from composer.gui.it_card import ItCard
from composer.gui.jobs import Jobs
from composer.publishing.mail_sign_in import GOOGLE_SECRET
from composer.settings import Settings


def test_what_is_typed_holds_and_the_secret_goes_to_the_keyring(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    kept: dict[str, str] = {}
    card = ItCard(harbour.workspace, jobs, lambda **changed: kept.update(changed))
    show(card)
    card.show_settings(Settings(microsoft_directory="d.example"))
    assert card.directory.text() == "d.example"
    card.microsoft.setFocus()
    qtbot.keyClicks(card.microsoft, "client-0001")
    qtbot.keyClick(card.microsoft, Qt.Key.Key_Tab)
    assert kept["microsoft_client"] == "client-0001"
    qtbot.keyClicks(card.secret, "shh")
    card._keep_secret.click()
    qtbot.waitUntil(card._note.isVisible)
    assert harbour.workspace.credentials.get(GOOGLE_SECRET) == "shh"
    assert card.secret.text() == ""
    card._keep_secret.click()
    qtbot.waitUntil(lambda: "empty" in card._note.words)
