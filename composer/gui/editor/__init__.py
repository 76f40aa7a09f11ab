"""The composer's panes: what is new, the outline with its inspector, the block menu. They ask the session for edits."""
