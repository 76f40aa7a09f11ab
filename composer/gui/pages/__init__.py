"""One file per place one can be in. Pages never know each other: they wish, and composer.gui.wiring leads."""
