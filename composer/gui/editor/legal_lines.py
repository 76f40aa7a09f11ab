"""What was written under Brand while an issue was open: the lines the law asks for are taken into its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.gui.editor.changing import Changing
from composer.gui.editor.issue_desk import missing_lines, newsletter_of
from composer.gui.jobs import Jobs

if TYPE_CHECKING:
    from composer.document.newsletter import Newsletter
    from composer.workspace import Workspace


def take_missing_lines(changing: Changing, workspace: Workspace, jobs: Jobs) -> None:
    """Look for lines the open issue does not have yet, and put them in as one step."""
    session = changing.session
    if session is None:
        return
    wanted = session.issue.newsletter

    def found(newsletter: Newsletter | None) -> None:
        if newsletter is not None and session is changing.session:
            session.newsletter = newsletter
            edit = missing_lines(session.issue, newsletter.brand)
            if edit is not None:
                changing.edit(edit)

    jobs.submit(lambda: newsletter_of(workspace, wanted), found, owner=changing)
