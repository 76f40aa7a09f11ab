"""The system says whether there is a network; where it does not, the program goes on as if there were."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

from composer.gui import network
from composer.gui.network import follow_network

Reach = QNetworkInformation.Reachability


class System(QObject):
    """A system that says."""

    reachabilityChanged = Signal(object)  # noqa: N815 -- as Qt calls it
    Feature, Reachability = QNetworkInformation.Feature, Reach

    def __init__(self, says: bool) -> None:
        super().__init__()
        self.says = says

    def loadBackendByFeatures(self, _feature: Any) -> bool:
        return self.says

    def instance(self) -> System:
        return self

    def reachability(self) -> Any:
        return Reach.Online


def test_every_change_is_told_while_somebody_listens(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    system, told, owner = System(True), [], QObject()
    monkeypatch.setattr(network, "QNetworkInformation", system)
    assert follow_network(told.append, owner)
    for reach in (Reach.Disconnected, Reach.Local, Reach.Unknown):
        system.reachabilityChanged.emit(reach)
    assert told == [True, False, True, True]


def test_a_system_that_does_not_say_counts_as_connected(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "QNetworkInformation", System(False))
    told: list[bool] = []
    assert not follow_network(told.append, QObject())
    assert told == []
