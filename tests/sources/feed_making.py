"""Feeds made up for tests: every family, with the elements real ones hold, in every order."""

from __future__ import annotations

from hypothesis import strategies as st

SPACES = (
    "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:media='http://search.yahoo.com/mrss/' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' "
    "xmlns:atom='http://www.w3.org/2005/Atom' xmlns:slash='http://purl.org/rss/1.0/modules/slash/' "
    "xmlns:own='https://example.org/own' xmlns:dcterms='http://purl.org/dc/terms/'"
)
DIV = "<div xmlns='http://www.w3.org/1999/xhtml'>"

_WORDS = st.sampled_from(
    [
        *("Tea &amp; cake", "", "  Two words ", "Caf\u00e9 \u2013 open", "&lt;b&gt;Bold&lt;/b&gt; news", "A &amp;amp; B"),
        *(
            "<![CDATA[<p>One</p><p>Two &hellip;</p>]]>",
            "<![CDATA[Fish & chips]]>",
            "&#8217;s &#x1F600;",
            "Caf\u00c3\u00a9",
            "\x93Hi\x94",
        ),
        *("Line one\n\nLine two", "<!-- aside -->shown", "&lt;p&gt;See &lt;a href='/x'&gt;it&lt;/a&gt;&lt;/p&gt;", "a ]] b"),
        *("&lt;script&gt;x&lt;/script&gt;", "100 &lt; 200", "<?pi x?>here", "&lt;li&gt;open", "&amp;nbsp;spaced"),
    ]
)
_ADDRESS = st.sampled_from(
    [
        "https://example.org/a?b=1&amp;c=2",
        "/relative",
        "  https://example.org/x ",
        "",
        "tag:example.org,2026:1",
        "//cdn.example/p.jpg",
    ]
)
_DATES = st.sampled_from(
    [
        *("Wed, 05 Jun 2019 10:00:00 +0100", "2019-06-05T10:00:00Z", "2019-06-05", "5 Jun 2019 10:00 BST", ""),
        *("Wed Jun  5 10:00:00 2019", "mercredi 5 juin 2019", "2019-06-05T10:00:00.123+01:00", "tomorrow", "05/06/2019 10:00"),
    ]
)
_PEOPLE = st.sampled_from(["anna@example.org (Anna Lind)", "Anna Lind", "Lind, A. &lt;a@b.example&gt;", "(x@y.example)", ""])
_TYPE = st.sampled_from(
    ["", " type='text'", " type='html'", " type='text/html'", " type='HTML'", " type='text/plain'", " mode='escaped'"]
)


def _of(name: str, inside: st.SearchStrategy[str], attributes: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[str]:
    given = st.just("") if attributes is None else attributes
    return st.builds(lambda more, text: f"<{name}{more}>{text}</{name}>", given, inside)


def _any_of(
    names: str, inside: st.SearchStrategy[str], attributes: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[str]:
    return st.one_of([_of(name, inside, attributes) for name in names.split()])


_XHTML = st.builds(
    lambda words, more: f"{DIV}<p class='x'>{words.replace('<![CDATA[', '').replace(']]>', '')}<br/>{more}</p></div>",
    st.sampled_from(["Hello &amp; <em>you</em>", "Plain", "<a href='/x' rel='NoFollow'>there</a>"]),
    st.sampled_from(["", "</p><p>More", "<img src='/p.jpg' alt='A &quot;b&quot;'/>"]),
)
_MEDIA = st.builds(
    lambda address, kind, inside: f"<media:content url='{address.strip()}'{kind}>{inside}</media:content>",
    _ADDRESS,
    st.sampled_from(["", " medium='image'", " type='IMAGE/png'", " type='video/mp4'"]),
    st.one_of(st.just(""), _any_of("media:title media:description media:credit media:thumbnail", _WORDS)),
)
ELEMENTS = st.one_of(
    _any_of("title", _WORDS, _TYPE),
    _any_of("description summary content itunes:summary dc:description", _WORDS, _TYPE),
    _any_of("content:encoded", _WORDS),
    _any_of("content summary title", _XHTML, st.just(" type='xhtml'")),
    _any_of("dc:title media:title media:description itunes:subtitle subtitle comments own:thing", _WORDS),
    _any_of("link", _ADDRESS),
    _any_of("guid id", _ADDRESS, st.sampled_from(["", " isPermaLink='false'", " isPermaLink='true'", " isPermaLink='False'"])),
    _any_of("pubDate published updated dc:date dcterms:modified created", _DATES),
    _any_of("author dc:creator itunes:author", _PEOPLE),
    st.builds(
        lambda name, mail: f"<author><name>{name}</name>{mail}</author>",
        st.sampled_from(["Anna", "", "Caf\u00e9 \u00c3\u00a9"]),
        st.sampled_from(["", "<email>a@b.example</email>", "<uri>https://example.org/</uri>"]),
    ),
    _any_of(
        "category dc:subject",
        _WORDS,
        st.sampled_from(["", " term='x'", " term='x' label='Ex'", " domain='https://example.org/t'"]),
    ),
    _any_of("itunes:keywords media:keywords", st.sampled_from(["one, two", "", "a,,b"])),
    st.builds("<itunes:category text='{}'/>".format, st.sampled_from(["Arts", ""])),
    st.builds(
        lambda address, rel, kind: f"<atom:link href='{address.strip()}'{rel}{kind}/>",
        _ADDRESS,
        st.sampled_from(["", " rel='alternate'", " rel='self'", " rel='Enclosure'"]),
        st.sampled_from(["", " type='text/html'", " type='image/jpeg'", " type='application/json'"]),
    ),
    st.builds(
        lambda address, kind: f"<enclosure url='{address.strip()}'{kind} length='1'/>",
        _ADDRESS,
        st.sampled_from([" type='image/jpeg'", " type='audio/mpeg'", ""]),
    ),
    _MEDIA,
    st.builds("<media:group>{}</media:group>".format, _MEDIA),
    st.builds("<media:thumbnail url='{}'/>".format, _ADDRESS.map(str.strip)),
    st.sampled_from(
        [
            *("<source url='https://example.org/f'>Elsewhere</source>", "<source><title>Elsewhere</title><id>x</id></source>"),
            *(
                "<own:deep><own:deeper a='b'>x</own:deeper></own:deep>",
                "<image>https://example.org/i.png</image>",
                "<slash:comments>3</slash:comments>",
            ),
            *("<itunes:image href='https://example.org/i.png'/>", "<contributor><name>Bo</name></contributor>", "stray words"),
            *("<content type='xhtml'>no div</content>", "<p>markup</p>", "<itunes:duration>1:00</itunes:duration>"),
        ]
    ),
)
_ENTRY = st.lists(ELEMENTS, max_size=7).map("".join)
_HEAD = st.lists(
    st.sampled_from(
        [
            *(
                "<title>The harbour</title>",
                "<link>https://example.org/</link>",
                "<description>News</description>",
                "<language>en</language>",
            ),
            *(
                "<image><title>Logo</title><url>/l.png</url><link>/</link></image>",
                "<title>A second</title>",
                "<itunes:author>A</itunes:author>",
            ),
            *(
                "<atom:link href='/feed' rel='self'/>",
                "<title type='html'>&lt;i&gt;Harbour&lt;/i&gt;</title>",
                "<dc:title>Other</dc:title>",
            ),
            *(
                "<itunes:owner><itunes:name>A</itunes:name></itunes:owner>",
                "<subtitle>x</subtitle>",
                "<author><name>B</name></author>",
            ),
        ]
    ),
    max_size=4,
).map("".join)


def _rss(head: str, entries: list[str], version: str) -> str:
    items = "".join(f"<item>{entry}</item>" for entry in entries)
    return f"<rss version='{version}' {SPACES}><channel>{head}{items}</channel></rss>"


def _rdf(head: str, entries: list[str]) -> str:
    spaces = SPACES.replace("xmlns:atom='http://www.w3.org/2005/Atom'", "xmlns:atom='https://example.org/no-atom'")
    items = "".join(f"<item rdf:about='https://example.org/{number}'>{entry}</item>" for number, entry in enumerate(entries))
    return (
        f"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' {spaces}>"
        f"<channel>{head}<items><rdf:Seq><rdf:li/></rdf:Seq></items></channel>{items}</rdf:RDF>"
    )


def _atom(head: str, entries: list[str], opening: str) -> str:
    return f"<feed {opening} {SPACES}>{head}{''.join(f'<entry>{entry}</entry>' for entry in entries)}</feed>"


FEEDS = st.one_of(
    st.builds(_rss, _HEAD, st.lists(_ENTRY, max_size=3), st.sampled_from(["2.0", "0.91", "0.92", ""])),
    st.builds(_rdf, _HEAD, st.lists(_ENTRY, max_size=3)),
    st.builds(
        _atom,
        _HEAD,
        st.lists(_ENTRY, max_size=3),
        st.sampled_from(
            [
                "xmlns='http://www.w3.org/2005/Atom'",
                "xmlns='http://www.w3.org/2005/Atom' xml:base='https://example.org/blog/' xml:lang='en'",
                "xmlns='http://purl.org/atom/ns#' version='0.3'",
            ]
        ),
    ),
)
"""Whole feeds as text, without an XML declaration."""
