"""Parts that take over a page for one job (an import, pasted text) and give it back: in the window, never boxes over it."""
