"""The sample website's pages and its RSS feed, as a browser and a feed reader see them."""

from __future__ import annotations

from email.utils import format_datetime
from html import escape

from composer.blocks.dates_in_words import day_in_words
from composer.document.brand import Brand
from composer.document.letter_words import letter_words
from composer.sample.organisation import Organisation
from composer.sample.posts import Post

_STYLE = """
body{margin:0;font:18px/1.6 Georgia,serif;color:#23302b;background:#fbf6ec}
header,footer{background:#1f5c4d;color:#fdf8ee;padding:1.5rem 1rem;text-align:center}
header a,footer a{color:inherit}
main{max-width:44rem;margin:0 auto;padding:1.5rem 1rem}
article{margin:0 0 2.5rem}
article img{width:100%;height:auto;border-radius:10px}
h1,h2{line-height:1.25}
h2 a{color:#1f5c4d}
.meta{color:#5f6b64;font-size:.9em}
blockquote{margin:1rem 0;padding:.2rem 1rem;border-left:4px solid #b0532c}
"""


def home_page(organisation: Organisation, base: str) -> str:
    """The front page: every post with its picture and its beginning."""
    articles = "\n".join(_article(organisation, post, whole=False) for post in organisation.posts)
    return _page(organisation, base, organisation.name, articles)


def post_page(organisation: Organisation, base: str, post: Post) -> str:
    """One post, whole."""
    return _page(organisation, base, f"{post.title} – {organisation.name}", _article(organisation, post, whole=True))


def plain_page(organisation: Organisation, base: str, title: str, words: str) -> str:
    """A page with one sentence."""
    return _page(organisation, base, title, f"<article><h1>{escape(title)}</h1><p>{escape(words)}</p></article>")


def _page(organisation: Organisation, base: str, title: str, content: str) -> str:
    facts = organisation.facts
    name = escape(organisation.name)
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<meta name="description" content="{escape(facts["strapline"])}">
<meta name="generator" content="WordPress 6.8">
<meta name="theme-color" content="{facts["main_colour"]}">
<meta property="og:site_name" content="{name}">
<meta property="og:image" content="{base}/wp-content/uploads/logo.png">
<link rel="icon" href="{base}/wp-content/uploads/logo.png">
<link rel="alternate" type="application/rss+xml" title="{name} &raquo; Feed" href="{base}/feed/">
<link rel="alternate" type="text/calendar" title="{name} &raquo; Calendar" href="{base}/events.ics">
<link rel="https://api.w.org/" href="{base}/wp-json/">
<style>{_STYLE}</style>
</head>
<body class="home blog">
<header><a href="/"><strong>{name}</strong></a><br>{escape(facts["strapline"])}</header>
<main>
{content}
</main>
<footer><p>{escape(facts["postal_address"])}<br>Registered charity {escape(facts["charity_number"])}</p>
<p><a href="{base}/feed/">Feed</a> · <a href="{base}/events.ics">Calendar</a></p></footer>
</body>
</html>
"""


def _article(organisation: Organisation, post: Post, *, whole: bool) -> str:
    level = "h1" if whole else "h2"
    title = escape(post.title) if whole else f'<a href="{post.page}" rel="bookmark">{escape(post.title)}</a>'
    picture = ""
    if post.picture:
        alternative = escape(organisation.alternative(post.picture))
        picture = f'<img src="/wp-content/uploads/{post.picture}.png" width="1200" height="675" alt="{alternative}">'
    with letter_words(Brand()):
        published = day_in_words(post.published)
    return f"""<article id="post-{post.number}" class="post hentry">
<{level} class="entry-title">{title}</{level}>
<p class="meta"><time datetime="{post.published.isoformat()}">{published}</time>
 by {escape(post.author)} in {escape(post.category)}</p>
{picture}
<div class="entry-content">{post.whole if whole else post.shown}</div>
</article>"""


def feed(organisation: Organisation, base: str) -> str:
    """The posts as RSS 2.0, as WordPress writes it."""
    items = "\n".join(_feed_item(organisation, post, base) for post in organisation.posts)
    newest = format_datetime(max(post.updated for post in organisation.posts))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>{escape(organisation.name)}</title>
<atom:link href="{base}/feed/" rel="self" type="application/rss+xml" />
<link>{organisation.website}</link>
<description>{escape(organisation.facts["strapline"])}</description>
<lastBuildDate>{newest}</lastBuildDate>
<language>en-GB</language>
<generator>https://wordpress.org/?v=6.8</generator>
{items}
</channel>
</rss>
"""


def _feed_item(organisation: Organisation, post: Post, base: str) -> str:
    picture = ""
    if post.picture:
        alternative = escape(organisation.alternative(post.picture))
        picture = f'<p><img src="{base}/wp-content/uploads/{post.picture}.png" width="1200" height="675" alt="{alternative}"></p>'
    content = f"{picture}{post.shown}".replace("]]>", "]]&gt;")
    return f"""<item>
<title>{escape(post.title)}</title>
<link>{organisation.website}{post.page}</link>
<dc:creator><![CDATA[{post.author}]]></dc:creator>
<pubDate>{format_datetime(post.published)}</pubDate>
<category><![CDATA[{post.category}]]></category>
<guid isPermaLink="false">{organisation.website}/?p={post.number}</guid>
<content:encoded><![CDATA[{content}]]></content:encoded>
</item>"""
