"""The few scripts the preview runs, in a world of their own: the letter's own scripts stay off and never see them.

Each is a function expression; :func:`call` writes the call with JSON arguments. Every one answers with JSON text, because the
bridge hands back nothing else faithfully.
"""

from __future__ import annotations

import json
from typing import Any

# How one node becomes another, touching only what differs. Parts are matched by the block id they hold, so an inserted or moved
# block does not disturb its neighbours. ``touched`` counts the nodes.
_MORPH = r"""
  let touched = 0;
  const MARK = '[id^="b-"]';
  function keyOf(node) {
    if (node.nodeType !== 1) return "";
    if (node.matches(MARK)) return node.id;
    const inside = node.querySelector(MARK);
    return inside ? inside.id : "";
  }
  function take(node) { touched += 1; return document.importNode(node, true); }
  function attributes(old, fresh) {
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) { old.removeAttribute(name); touched += 1; }
    for (const { name, value } of [...fresh.attributes])
      if (old.getAttribute(name) !== value) { old.setAttribute(name, value); touched += 1; }
  }
  function morph(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) { old.replaceWith(take(fresh)); return; }
    if (old.nodeType !== 1) { if (old.data !== fresh.data) { old.data = fresh.data; touched += 1; } return; }
    attributes(old, fresh);
    children(old, [...old.childNodes], [...fresh.childNodes]);
  }
  function children(parent, old, fresh) {
    let tail = null;
    while (old.length && fresh.length && old[0].isEqualNode(fresh[0])) { old.shift(); fresh.shift(); }
    while (old.length && fresh.length && old[old.length - 1].isEqualNode(fresh[fresh.length - 1])) {
      tail = old.pop(); fresh.pop();
    }
    const keyed = new Map();
    for (const node of old) { const key = keyOf(node); if (key && !keyed.has(key)) keyed.set(key, node); }
    const wanted = new Set(fresh.map(keyOf));
    const left = new Set(old);
    const free = old.filter((node) => { const key = keyOf(node); return !key || !wanted.has(key); });
    let cursor = old.length ? old[0] : tail;
    for (const node of fresh) {
      const key = keyOf(node);
      let match = key ? keyed.get(key) : undefined;
      if (!match || !left.has(match)) {
        const index = free.findIndex((other) => left.has(other) && other.nodeName === node.nodeName && (!key === !keyOf(other)));
        match = index >= 0 ? free[index] : undefined;
      }
      while (cursor && cursor !== tail && !left.has(cursor)) cursor = cursor.nextSibling;
      if (!match) { parent.insertBefore(take(node), cursor); continue; }
      left.delete(match);
      if (match === cursor) cursor = cursor.nextSibling;
      else { parent.insertBefore(match, cursor); touched += 1; }
      morph(match, node);
    }
    for (const node of left) { node.remove(); touched += 1; }
  }
"""

# Turns the shown document into the new one. Answers with the number of nodes touched.
PATCH = (
    r"""
(function (html) {
  const next = new DOMParser().parseFromString(html, "text/html");"""
    + _MORPH
    + r"""  attributes(document.documentElement, next.documentElement);
  morph(document.head, next.head);
  morph(document.body, next.body);
  return JSON.stringify({ touched: touched });
})
"""
)

# Turns one block's cell into another. Touches nothing and answers -1 where that cell is not alone in the page, or does not hold
# together by itself: then the whole document has to be looked at.
PATCH_BLOCK = (
    r"""
(function (id, cell) {"""
    + _MORPH
    + r"""  const next = new DOMParser().parseFromString("<table><tbody><tr>" + cell + "</tr></tbody></table>", "text/html");
  const row = next.querySelector("tr");
  const alone = next.body.childNodes.length === 1 && next.body.firstChild.childNodes.length === 1
    && row.parentNode.childNodes.length === 1 && row.childNodes.length === 1 && row.firstChild.id === id;
  const shown = document.querySelectorAll('[id="' + CSS.escape(id) + '"]');
  if (!alone || shown.length !== 1 || shown[0].nodeName !== "TD") return JSON.stringify({ touched: -1 });
  morph(shown[0], row.firstChild);
  return JSON.stringify({ touched: touched });
})
"""
)

# The block that stands at a point of the view (CSS pixels), or "".
BLOCK_AT = r"""
(function (x, y) {
  const hit = document.elementFromPoint(x, y);
  const block = hit && hit.closest('[id^="b-"]');
  return JSON.stringify(block ? block.id.slice(2) : "");
})
"""

# Brings a block into view and lights it up for a moment, without touching the document. True where it exists.
SHOW_BLOCK = r"""
(function (id, colour, calm) {
  const block = document.getElementById("b-" + id);
  if (!block) return JSON.stringify(false);
  const box = block.getBoundingClientRect();
  if (box.top < 0 || box.bottom > innerHeight)
    window.scrollTo({ top: Math.max(0, scrollY + box.top - 24), behavior: calm ? "auto" : "smooth" });
  const lit = { outline: "2px solid " + colour, outlineOffset: "-2px" };
  const dark = { outline: "2px solid transparent", outlineOffset: "-2px" };
  if (colour) block.animate([lit, { ...lit, offset: 0.7 }, dark], { duration: 1400 });
  return JSON.stringify(true);
})
"""

# Size of the content (never less than the view's), scroll position, and whether every picture has arrived or failed.
MEASURE = r"""
(function () {
  const root = document.documentElement, body = document.body;
  const pictures = [...document.images];
  return JSON.stringify({
    width: innerWidth,
    content_width: Math.max(root.scrollWidth, body ? body.scrollWidth : 0),
    height: root.scrollHeight,
    top: scrollY,
    complete: document.readyState === "complete" && pictures.every((picture) => picture.complete),
    broken: pictures.filter((picture) => picture.complete && picture.getAttribute("src") && !picture.naturalWidth).length,
  });
})
"""

WORDS_AT = r"""
(function () {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange(), lines = [];
  for (let node = walk.nextNode(); node && lines.length < 5000; node = walk.nextNode()) {
    if (!node.data.trim()) continue;
    range.selectNodeContents(node);
    for (const line of range.getClientRects())
      if (line.height >= 10 && line.width >= 10) lines.push(line.top + line.height / 2);
  }
  return JSON.stringify(lines);
})
"""
"""The middles, from the top of the view in CSS pixels, of the lines of words in it."""

SCROLL_TO = r"""
(function (top) { window.scrollTo({ top: top, behavior: "auto" }); return JSON.stringify(scrollY); })
"""


def call(function: str, *arguments: Any) -> str:
    """The script that calls one of the functions above with these JSON-ready arguments."""
    return f"{function.strip()}({', '.join(json.dumps(argument) for argument in arguments)})"
