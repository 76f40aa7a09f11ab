"""Whether this computer has a network at all, as the system knows it; where the system does not say, it counts as there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QNetworkInformation


def follow_network(tell: Callable[[bool], None], owner: QObject) -> bool:
    """Call ``tell`` now and whenever it changes, as long as ``owner`` is there. False where the system does not say."""
    if not QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
        return False
    information = QNetworkInformation.instance()
    watcher = _Watcher(tell, owner)
    information.reachabilityChanged.connect(watcher.on_reach)
    watcher.on_reach(information.reachability())
    return True


class _Watcher(QObject):
    """Hears as long as its owner is there."""

    def __init__(self, tell: Callable[[bool], None], owner: QObject) -> None:
        super().__init__(owner)
        self._tell = tell

    def on_reach(self, reach: QNetworkInformation.Reachability) -> None:
        """Only a network that is certainly not there counts: an office’s own without the internet has its own site."""
        self._tell(reach != QNetworkInformation.Reachability.Disconnected)
