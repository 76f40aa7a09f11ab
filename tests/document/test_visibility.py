"""Parts for some lists: what somebody is not meant to see is not in her letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.document.issue import Issue, issue_from_data, issue_to_data
from composer.document.visibility import for_everybody, groups_named, limited, visible_to, with_only

ISSUE = Issue(
    name="May",
    blocks=(
        TextBlock(id="all", text="For all"),
        TextBlock(id="staff", text="For staff", only_for=("Staff",)),
        TextBlock(id="both", text="For two", only_for=("Staff", "tag:trustee")),
        Footer(id="footer"),
    ),
)


def test_who_sees_what() -> None:
    assert groups_named(ISSUE) == ("Staff", "tag:trustee")
    assert visible_to(ISSUE, ()) == frozenset()
    assert visible_to(ISSUE, {"tag:trustee", "Friends"}) == {"both"}
    assert visible_to(ISSUE, {"Staff"}) == {"staff", "both"}
    assert [block.id for block in for_everybody(ISSUE).blocks] == ["all", "footer"]
    assert [block.id for block in with_only(ISSUE, {"both"}).blocks] == ["all", "both", "footer"]
    assert with_only(ISSUE, {"staff", "both"}) is ISSUE


def test_a_footer_is_for_everybody_whatever_a_file_says() -> None:
    data = issue_to_data(ISSUE)
    data["blocks"][-1]["only_for"] = ["Staff"]
    read = issue_from_data(data)
    assert read.blocks[-1] not in limited(read)
    assert for_everybody(read).blocks[-1].kind == "footer"


def test_an_issue_without_such_parts_is_the_same_issue_as_before_there_were_any() -> None:
    plain = Issue(id="i", name="May", blocks=(TextBlock(id="t", text="x"), Footer(id="f")))
    old = issue_to_data(plain)
    for block in old["blocks"]:
        del block["only_for"]
    assert issue_from_data(old) == plain
    assert issue_from_data(issue_to_data(ISSUE)) == ISSUE
    assert ISSUE.fingerprint() != for_everybody(ISSUE).fingerprint()


GROUPS = st.sets(st.sampled_from(["a", "b", "c"]))


@given(st.lists(GROUPS, max_size=5), GROUPS)
def test_nobody_sees_what_is_for_others_and_everybody_the_rest(only: list[set[str]], person: set[str]) -> None:
    blocks = tuple(TextBlock(id=str(at), text="x", only_for=tuple(sorted(groups))) for at, groups in enumerate(only))
    issue = Issue(blocks=(*blocks, Footer(id="f")))
    shown = {block.id for block in with_only(issue, visible_to(issue, person)).blocks}
    assert shown == {str(at) for at, groups in enumerate(only) if not groups or groups & person} | {"f"}
