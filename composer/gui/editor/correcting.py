"""What a person corrects of an item, written to the shelf off the GUI thread, each with its way back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from composer.blocks.block import new_id
from composer.gui import changes
from composer.gui.editor.item_facts import AS_KIND
from composer.gui.jobs import Jobs
from composer.i18n import _, ngettext
from composer.library.item import FoundDate, Item, Kind, item_id
from composer.library.item_moments import closing_on, happening
from composer.library.kind_rules import category_key

if TYPE_CHECKING:
    from composer.library.corrections import Both
    from composer.workspace import Workspace

WRITTEN = "pasted:written by hand"
"""Where items lie that were written here; there is nothing to read again."""
_SAYS_NOTHING = frozenset(
    {"uncategorized", "uncategorised", "news", "general", "latest", "featured", "home", "blog posts", "all"}
)


@dataclass(frozen=True)
class Looked:
    """An item with what its source says of it, and whether a rule gave it its kind (then the rule's category)."""

    both: Both
    source_title: str
    source_type: str
    location: str
    ruled_by: str | None


@dataclass(frozen=True)
class RuleAsked:
    """A rule that may follow from a correction: everything of ``source`` under ``category`` (empty: all of it) is of ``kind``."""

    source: str
    source_title: str
    category: str
    kind: Kind


class Correcting(QObject):
    """``looked`` with :class:`Looked`, also after every change; ``rule_asked`` with :class:`RuleAsked`; ``offered`` with words,
    the words of the way back, and that way; ``stored`` with what changed; ``troubled`` with an error."""

    looked = Signal(object)
    rule_asked = Signal(object)
    offered = Signal(str, str, object)
    stored = Signal(str)
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs

    def look(self, item_id: str) -> None:
        """Read an item with what lies below it."""
        workspace = self._workspace
        self._jobs.submit(lambda: _look(workspace, item_id), self.looked.emit, self.troubled.emit, newest="item", owner=self)

    # -- kinds ------------------------------------------------------------------------------------------------------------------

    def set_kind(self, item_ids: Sequence[str], kind: Kind) -> None:
        """These are of this kind; what that may mean for their category is asked."""
        workspace, ids = self._workspace, [one for one in item_ids if one]
        corrections = workspace.shelf.corrections
        if not ids:
            return

        def work() -> tuple[list[object], RuleAsked | None]:
            before: list[object] = [corrections.set_kind(one, kind) for one in ids]
            return before, _rule_for(workspace, ids[0], kind)

        def done(result: tuple[list[object], RuleAsked | None]) -> None:
            before, rule = result
            words = ngettext("Now treated as {kind}.", "{count} are now treated as {kind}.", len(ids))
            self._tell(words.format(kind=_(AS_KIND[kind]), count=len(ids)), before, ids[0])
            if rule is not None:
                self.rule_asked.emit(rule)
            if kind == "report":
                self._ask_about_files(ids)

        self._jobs.write(work, done, self.troubled.emit, owner=self)

    def learn(self, rule: RuleAsked) -> None:
        """Everything of a category is of a kind from now on."""
        corrections = self._workspace.shelf.corrections

        def done(before: object) -> None:
            count = getattr(before, "changed", 0)
            words = ngettext("Remembered; {count} item changed.", "Remembered; {count} items changed.", count)
            self._tell(words.format(count=count), [before])

        self._jobs.write(lambda: corrections.learn(rule.source, rule.category, rule.kind), done, self.troubled.emit, owner=self)

    def forget(self, source: str, category: str, item_id: str = "") -> None:
        """A category says nothing of kinds any more."""
        corrections = self._workspace.shelf.corrections
        self._jobs.write(
            lambda: corrections.forget(source, category),
            lambda before: self._tell(_("Forgotten; kinds are guessed again."), [before], item_id),
            self.troubled.emit,
            owner=self,
        )

    # -- fields -----------------------------------------------------------------------------------------------------------------

    def update(self, item: Item) -> None:
        """Keep an item as it was corrected."""
        corrections = self._workspace.shelf.corrections

        def done(before: object) -> None:
            self._tell(_("Changed."), [before], item.id)
            if item.kind == "report":
                self._ask_about_files([item.id])

        self._jobs.write(lambda: corrections.update(item), done, self.troubled.emit, owner=self)

    def restore(self, item_id: str, names: Collection[str]) -> None:
        """Take fields as the source says them."""
        corrections = self._workspace.shelf.corrections
        self._jobs.write(
            lambda: corrections.restore(item_id, names),
            lambda before: self._tell(_("As its source says."), [before], item_id),
            self.troubled.emit,
            owner=self,
        )

    def use_as_closing(self, item: Item, found: FoundDate) -> None:
        """A date of its text is when it closes. What is no tender keeps its kind."""
        self.update(closing_on(item, found, self._workspace.zone))

    def add_as_event(self, item: Item, found: FoundDate) -> None:
        """A date of its text becomes an event of its own, on the shelf beside it."""
        zone, clock = self._workspace.zone, self._workspace.clock
        bare = Item(
            id=item_id("event", item.id, str(found.starts), found.time),
            kind="event",
            title=item.title,
            link=item.link,
            summary=found.sentence,
            text=found.sentence,
            published=clock(),
            image=item.image,
            image_alt=item.image_alt,
            kind_reason=_("You made it from “{title}”.").format(title=item.title[:80]),
        )
        self.add_written(happening(bare, found, zone))

    def make_event(self, item: Item, found: FoundDate) -> None:
        """The item itself is an event on a date of its text; one that is an event or a day already is moved there."""
        kind: Kind = item.kind if item.kind in ("event", "awareness") else "event"
        bare = msgspec.structs.replace(item, kind=kind, starts=None, ends=None)
        self.update(happening(bare, found, self._workspace.zone))

    def add_written(self, item: Item) -> None:
        """Keep an item that was written here."""
        workspace = self._workspace
        made = msgspec.structs.replace(item, id=item.id or new_id(), published=item.published or workspace.clock())

        def work() -> Item:
            row = workspace.source_list.add("pasted_text", WRITTEN, _("Written by hand"))
            workspace.source_list.pause(row.id, True)
            workspace.shelf.keep([made], row.id)
            workspace.shelf.hide(made.id, False)
            return workspace.shelf.get(made.id)

        def undo() -> None:
            self._jobs.write(lambda: workspace.shelf.hide(made.id), lambda _none: self._changed(), self.troubled.emit, owner=self)

        def done(kept: Item) -> None:
            self._changed()
            self.offered.emit(_("“{title}” is in the list.").format(title=kept.title[:60]), _("Undo"), undo)

        self._jobs.write(work, done, self.troubled.emit, owner=self)

    def _ask_about_files(self, item_ids: Sequence[str]) -> None:
        """Ask the servers of reports what their files are; nothing waits for that, and what they do not tell stays unknown."""
        workspace = self._workspace

        def work() -> int:
            from composer.sources.file_asking import ask_about_files

            return ask_about_files(workspace.shelf, item_ids, workspace.fetch_context())

        def done(learned: int) -> None:
            if learned:
                self._changed()
                self.look(item_ids[0])

        self._jobs.submit(work, done, self.troubled.emit, owner=self)

    # -- how --------------------------------------------------------------------------------------------------------------------

    def _tell(self, words: str, before: list[object], item_id: str = "") -> None:
        self._changed()
        if item_id:
            self.look(item_id)
        self.offered.emit(words, _("Undo"), lambda: self._take_back(before, item_id))

    def _take_back(self, before: list[object], item_id: str) -> None:
        from composer.library.corrections import Before, RuleBefore

        corrections = self._workspace.shelf.corrections

        def back() -> None:
            for one in before:
                if isinstance(one, Before):
                    corrections.take_back(one)
                elif isinstance(one, RuleBefore):
                    corrections.take_rule_back(one)

        def done(_none: None) -> None:
            self._changed()
            if item_id:
                self.look(item_id)

        self._jobs.write(back, done, self.troubled.emit, owner=self)

    def _changed(self) -> None:
        self.stored.emit(changes.SHELF)


def _look(workspace: Workspace, item_id: str) -> Looked:
    corrections = workspace.shelf.corrections
    both = corrections.both(item_id)
    source = next((row for row in workspace.source_list.all() if row.id == both.given.source), None)
    ruled_by = None
    if "kind" not in both.corrected:
        rules = {rule.category for rule in corrections.rules() if rule.source == both.given.source}
        keys = [category_key(category) for category in both.given.categories]
        ruled_by = next((key for key in (*keys, "") if key in rules), None)
    if source is None:
        return Looked(both, "", "", "", ruled_by)
    return Looked(both, source.title, source.type, source.location, ruled_by)


def _rule_for(workspace: Workspace, item_id: str, kind: Kind) -> RuleAsked | None:
    """The rule that may follow; None where the item was written here, its category says nothing, or the rule stands already."""
    corrections = workspace.shelf.corrections
    given = corrections.both(item_id).given
    row = next((row for row in workspace.source_list.all() if row.id == given.source), None)
    if row is None or row.location.startswith("pasted:"):
        return None
    telling = [category for category in given.categories if category_key(category) not in _SAYS_NOTHING]
    if given.categories and not telling:
        return None
    category = telling[0] if telling else ""
    known = {(rule.source, rule.category): rule.kind for rule in corrections.rules()}
    place = (given.source, category_key(category))
    if known.get(place, given.kind) == kind:
        return None
    return RuleAsked(given.source, row.title, category, kind)
