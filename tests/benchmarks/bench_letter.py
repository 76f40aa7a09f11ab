"""A letter of 12 and of 40 blocks: rendered, inlined by premailer and checked, against juice inlining the same document; and one
edited block, from the edit to its new inlined HTML, against MJML rendering the whole of as many.

All in turns in one run, each warm, medians of the same number of rounds. juice and MJML come from npm (``.ci/judges``); without
them only our own figures are printed. Every round changes a word, so that nothing can simply be remembered.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from composer.blocks.article import Article
from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext, run_checks
from composer.document.brand import Brand
from composer.document.edits import UpdateBlock
from composer.document.issue import Issue
from composer.paths import templates_folder
from composer.rendering import finishing, letter_inliner, merge_tags, outline, plaintext, renderer
from composer.rendering.environment import environment_for, fill_template
from composer.rendering.inliner import inline
from composer.rendering.renderer import render
from composer.rendering.templates import LAYOUT, Templates

ROUNDS, WARM = 25, 8
JUDGES = Path(os.environ.get("NEWSLETTER_TEST_JUDGES", "") or Path(__file__).resolve().parents[2] / ".judges")
TEXT = "Forty volunteers, three weekends and one very tall ladder: the roof of the boathouse is finished. " * 4
NODE = """
const read = require('fs').readFileSync(0, 'utf8'), {what, source, rounds, warm} = JSON.parse(read);
const juice = what === 'juice' ? require('juice') : null, mjml = what === 'mjml' ? require('mjml') : null;
const run = text => juice ? juice(text) : (mjml.default || mjml)(text, {validationLevel: 'skip'});
(async () => { const times = []; for (let i = 0; i < rounds + warm; i++) {
  const text = source.replace('what a month', 'what a month ' + i), start = process.hrtime.bigint();
  await run(text); if (i >= warm) times.push(Number(process.hrtime.bigint() - start) / 1e6); }
  console.log(JSON.stringify(times)); })();
"""


def an_issue(blocks: int) -> Issue:
    """An issue of so many blocks, about as a monthly letter is."""
    brand = Brand(organisation="Harbour Friends", postal_address="Pier 2, Portmouth", reason="You signed up.")
    articles = [
        Article(id=f"a{number}", title_text=f"The boathouse roof, part {number}", text=TEXT, link="https://harbour.example/roof")
        for number in range(blocks - 2)
    ]
    greeting = TextBlock(id="greeting", text="Dear {{first_name|friend}},\n\nwhat a month.")
    return Issue(id="bench", name="December", subject="Lights on", brand=brand, blocks=(greeting, *articles, Footer(id="f")))


def as_mjml(issue: Issue) -> str:
    """The same letter as one would write it in MJML."""
    parts = []
    for block in issue.blocks:
        title, text = getattr(block, "title_text", ""), getattr(block, "text", "")
        button = '<mj-button href="https://harbour.example/roof">Read the full story</mj-button>' if title else ""
        heading = f"<h2>{title}</h2>" if title else ""
        parts.append(f"<mj-section><mj-column><mj-text>{heading}<p>{text}</p></mj-text>{button}</mj-column></mj-section>")
    return f"<mjml><mj-head><mj-title>Lights on</mj-title></mj-head><mj-body>{''.join(parts)}</mj-body></mjml>"


def timed(work: Any) -> list[float]:
    """Milliseconds of each round; ``work`` gets the number of the round."""
    times = []
    for number in range(ROUNDS + WARM):
        start = time.perf_counter()
        work(number)
        if number >= WARM:
            times.append(1000 * (time.perf_counter() - start))
    return times


def in_node(what: str, source: str) -> list[float]:
    """The same in node; nothing where it is not here."""
    if shutil.which("node") is None or not (JUDGES / "node_modules" / what).is_dir():
        return []
    wanted = json.dumps({"what": what, "source": source, "rounds": ROUNDS, "warm": WARM})
    answer = subprocess.run(
        ["node", "-e", NODE], input=wanted, capture_output=True, text=True, check=True, cwd=JUDGES, timeout=300
    )
    times: list[float] = json.loads(answer.stdout)
    return times


def main() -> int:
    templates = Templates((templates_folder(),))
    now = datetime.now(UTC)
    for count in (12, 40):
        issue = an_issue(count)
        filled: list[str] = []

        def source(wanted: Issue = issue, kept: list[str] = filled) -> str:
            """The document as it is before inlining."""
            if not kept:
                info = templates.get(wanted.template)
                marked = renderer.mark(wanted)
                kept.append(fill_template(info, LAYOUT, renderer._values(info, marked, web_view=False)))
            return kept[0]

        def inlined(number: int, made: Any = source) -> None:
            inline(made().replace("what a month", f"what a month {number}"))

        def whole(number: int, wanted: Issue = issue) -> None:
            """Everything anew, as when an issue is opened."""
            letter_inliner.forget()
            finishing._finished.cache_clear()
            for kept in (
                merge_tags._tags,
                merge_tags._marked,
                renderer._parts,
                renderer._linked,
                outline._listed,
                plaintext._kept,
            ):
                kept.forget()
            environment_for(templates.get(wanted.template)).memory.forget()
            changed = UpdateBlock("greeting", {"text": f"what a month {number}"}).apply(wanted)
            rendered = render(changed, templates=templates)
            run_checks(CheckContext(issue=changed, rendered=rendered, now=now))

        def edited(number: int, wanted: Issue = issue) -> None:
            """One block changed, as at a key press."""
            changed = UpdateBlock("a3", {"text": f"{TEXT} what a month {number}"}).apply(wanted)
            render(msgspec.structs.replace(changed), templates=templates)

        ours, only, one = timed(whole), timed(inlined), timed(edited)
        for words, own, what, document in (
            ("whole issue rendered, inlined, checked", ours, "juice", source()),
            ("premailer inlining alone              ", only, "juice", source()),
            ("one edited block to inlined HTML      ", one, "mjml", as_mjml(issue)),
        ):
            theirs = in_node(what, document)
            middle = statistics.median(own)
            against = (
                f"{what} {statistics.median(theirs):6.1f} ms   ratio {middle / statistics.median(theirs):.2f}" if theirs else ""
            )
            print(f"{count} blocks   {words} {middle:6.1f} ms   {against}")
    in_turns(templates)
    return 0


def in_turns(templates: Templates) -> None:
    """One edited block in issues of several sizes, in turns, by processor time: whether more blocks cost more."""
    issues = {count: msgspec.structs.replace(an_issue(count), id=f"bench-{count}") for count in (12, 40, 80, 160)}
    times: dict[int, list[float]] = {count: [] for count in issues}
    for number in range(4 * ROUNDS + WARM):
        for count, issue in issues.items():
            changed = UpdateBlock("a3", {"text": f"{TEXT} {count} times {number}"}).apply(issue)
            start = time.thread_time()
            render(changed, templates=templates)
            if number >= WARM:
                times[count].append(1000 * (time.thread_time() - start))
    middle = {count: statistics.median(taken) for count, taken in times.items()}
    told = ", ".join(f"{count} blocks {taken:.1f} ms ({taken / middle[12]:.2f})" for count, taken in middle.items())
    print(f"one edited block, processor time, against 12 blocks: {told}")


if __name__ == "__main__":
    sys.exit(main())
