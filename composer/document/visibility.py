"""Parts of a letter that only some lists see: who sees which, and the letter as somebody gets it.

What is hidden is taken out of the issue before anything is made of it, so no trace of it is in that letter: not in its HTML, not
in its text, not in its contents list.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from composer.blocks.block import Block
from composer.document.issue import Issue


def limited(issue: Issue) -> tuple[Block, ...]:
    """The blocks that not everybody sees."""
    return tuple(block for block in issue.blocks if block.only_for and not block.locked)


def groups_named(issue: Issue) -> tuple[str, ...]:
    """Every group some block is only for, once each."""
    return tuple(dict.fromkeys(name for block in limited(issue) for name in block.only_for))


def visible_to(issue: Issue, groups: Collection[str]) -> frozenset[str]:
    """Ids of those limited blocks that somebody in these groups sees; one of a block's groups is enough."""
    there = frozenset(groups)
    return frozenset(block.id for block in limited(issue) if there.intersection(block.only_for))


def with_only(issue: Issue, visible: Collection[str]) -> Issue:
    """The issue with these of its limited blocks and none of the others."""
    hidden = {block.id for block in limited(issue)} - set(visible)
    if not hidden:
        return issue
    return msgspec.structs.replace(issue, blocks=tuple(block for block in issue.blocks if block.id not in hidden))


def for_everybody(issue: Issue) -> Issue:
    """The issue as anybody may see it: for the web, for files, for the notice board."""
    return with_only(issue, ())
