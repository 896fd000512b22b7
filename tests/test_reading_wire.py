"""News in JSON and XML: which strings and elements are copy, where each letter stands, and repairs in the file's own escapes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk import fix_text, lint_text
from copydesk.document import Document
from copydesk.files import search
from copydesk.prose import Prose
from copydesk.reading import is_news, read
from readings import LEXICON, SOUND, damaged, parts, prose, repaired, stands_as_read, told

quick = settings(max_examples=60, deadline=None)
ITEM = {"uri": "https://desk.example.org/1", "language": "en-GB", "type": "text"}
NITF = "<nitf><head><title>t</title></head><body><body.content>{}</body.content></body></nitf>"


def item(**fields: Any) -> str:
    return json.dumps({**ITEM, **fields})


def seen(source: str, format: str) -> list[tuple[str, str]]:
    return parts(source, format)


def test_an_item_of_the_first_generation() -> None:
    """Headline, body in whatever form, and the captions of what is associated; nothing else is copy."""
    source = item(
        headline="Ferry “late”",
        slugline="the the slug",
        body_text="One.\n\nTwo.",
        body_xhtml="<p>Three <b>is</b> it.</p><ul><li>Four</li></ul>",
        body_iptv="the the bytes",
        associations={
            "main": {"uri": "x:2", "type": "picture", "description_text": "The pier.", "renditions": {"a": "b"}}
        },
    )
    assert seen(source, "json") == [
        ("headline", "Ferry “late”"),
        ("body", "One."),
        ("body", "Two."),
        ("body", "Three is it."),
        ("list", "Four"),
        ("caption", "The pier."),
    ]


def test_an_item_of_the_later_generations() -> None:
    """Lists of headlines, descriptions and bodies; each says what it holds."""
    source = item(
        headlines=[{"role": "main", "value": "Ferry late"}],
        descriptions=[{"role": "text", "value": "It was late."}],
        bodies=[
            {"value": "One &amp; two.", "contentType": "text/html"},
            {"contenttype": "text/plain", "value": "Three & four."},
            {"contenttype": "text/vnd.IPTC.NITF", "value": NITF.format("<p>Five &amp; six.</p>")},
            {"contenttype": "application/octet-stream", "value": "the the bytes"},
        ],
    )
    assert [text for _, text in seen(source, "json")] == [
        *("Ferry late", "It was late.", "One & two.", "Three & four.", "Five & six.")
    ]


def test_opinion() -> None:
    """An item whose genre says that it is opinion is not asked for its sources; one among others does not speak for them."""
    text = "Some are calling the new ferry timetable a disgrace."
    opinion = {**ITEM, "genre": [{"code": "x", "name": "Opinion"}], "body_text": text}
    news = {**ITEM, "genre": [{"code": "y", "name": "Article (news)"}], "body_text": text}
    found = [
        [f.rule for f in lint_text(json.dumps(items), format="json")] for items in ([opinion], [news], [opinion, news])
    ]
    assert found == [[], ["unattributed-claim"], ["unattributed-claim"] * 2]


def test_an_answer_with_many_items() -> None:
    """Items are found wherever they stand."""
    source = json.dumps(
        {"total": 2, "item": [{**ITEM, "body_text": "One."}, {"data": {**ITEM, "body_html": "<p>Two.</p>"}}]}
    )
    assert [text for _, text in seen(source, "json")] == ["One.", "Two."]


def test_single_line_ends_in_a_string() -> None:
    """They end paragraphs, unless the copy is hard-wrapped."""
    long = (
        "The harbour board will meet on Monday to hear what the crews of both ferries"
        " have to say about the new timetable."
    )
    assert [text for _, text in seen(item(body_text=f"{long}\n{long}\r\n{long}"), "json")] == [long] * 3
    wrapped = "The harbour board will meet on\nMonday to hear the crews.\n\nThen it votes."
    assert len(seen(item(body_text=wrapped), "json")) == 2


@pytest.mark.parametrize(
    ("escaped", "reads"),
    [
        (r"\u201cNo\u201d", "“No”"),
        (r"\ud83d\ude00 on", "😀 on"),
        (r"a\/b \"c\" \\d", 'a/b "c" \\d'),
        (r"a\u0026b", "a&b"),
        (r"lone \ud83d here", "lone \ufffd here"),
        (r"cut \u20", "cut u20"),
    ],
)
def test_escapes_of_json(escaped: str, reads: str) -> None:
    """Each is one letter; a broken one reads as what is left of it."""
    source = '{"uri": "x", "body_text": "%s"}' % escaped  # noqa: UP031  (braces)
    stands_as_read(source, "json")
    if "\ufffd" not in reads and "\\" not in reads:
        assert prose(source, "json").strip() == reads


def test_news_in_nitf() -> None:
    """Headlines, byline, body, captions; data about the story is not read, nor a picture's own data."""
    source = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><!-- <hl1>no</hl1> -->
<nitf><head><title>the the</title><docdata><doc-id id-string="the the"/></docdata></head><body><body.head>
<hedline><hl1>Ferry late</hl1></hedline><byline>By Ann Lee</byline><distributor>the the</distributor>
<dateline><location>PARIS</location></dateline></body.head><body.content><block><p>The <person>mayor</person> said
no.</p><hl2/><hl2>More</hl2><p>AT&amp;T &lt;too&gt;<br/>and on.</p><bq>Quiet.</bq>
<media media-type="image"><media-reference source="a.jpg">the the</media-reference><media-caption><p>The pier.</p></media-caption>
<media-producer>the the</media-producer></media></block></body.content>
<body.end><tagline>Ann Lee writes.</tagline></body.end></body></nitf>"""
    assert seen(source, "xml") == [
        ("headline", "Ferry late"),
        ("byline", "By Ann Lee"),
        ("body", "The mayor said\nno."),
        ("headline", "More"),
        ("body", "AT&T <too>\nand on."),
        ("quote", "Quiet."),
        ("caption", "The pier."),
        ("note", "Ann Lee writes."),
    ]


def test_news_in_newsml() -> None:
    """An article within the envelope of NewsML-G2, as XHTML, NITF or plain text; the older NewsML likewise."""
    g2 = '<n:newsItem xmlns:n="u" xml:lang="en"><n:headline>Late</n:headline><n:contentSet>{}</n:contentSet></n:newsItem>'
    for content in (
        '<n:inlineXML contenttype="application/xhtml+xml"><h:body><h:p>One &amp; two.</h:p></h:body></n:inlineXML>',
        f'<n:inlineXML contenttype="application/nitf+xml">{NITF.format("<p>One &amp; two.</p>")}</n:inlineXML>',
        '<n:inlineData contenttype="text/plain">One &amp; two.</n:inlineData>',
        '<n:inlineData contenttype="text/html"><![CDATA[<p>One &amp; two.</p>]]></n:inlineData>',
        '<n:inlineData contenttype="text/plain"><![CDATA[One & two.]]></n:inlineData>',
    ):
        assert seen(g2.format(content), "xml") == [("headline", "Late"), ("body", "One & two.")], content
    old = "<NewsML><NewsItem><NewsLines><HeadLine>Late</HeadLine></NewsLines><DataContent>{}</DataContent></NewsItem></NewsML>"
    for content in ("<p>One &amp; two.</p>", NITF.format("<p>One &amp; two.</p>"), "One &amp; two."):
        assert seen(old.format(content), "xml") == [("headline", "Late"), ("body", "One & two.")], content


def test_feeds() -> None:
    """HTML in the items of a feed, escaped or in CDATA, is read as HTML."""
    rss = (
        "<rss><channel><title>Ours</title><item><title>Ferry&amp;#8217;s end</title>"
        "<description>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;</description>"
        "<content:encoded><![CDATA[<p>It&rsquo;s it.</p>]]></content:encoded><link>the the</link></item></channel></rss>"
    )
    assert [t for _, t in seen(rss, "xml")] == ["Ours", "Ferry’s end", "One & two.", "It’s it."]
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A &amp; B</title>'
        '<summary type="html">&lt;b&gt;C&lt;/b&gt; &amp;amp; D</summary>'
        '<content type="xhtml"><div>E <b>&amp;</b> F</div></content><id>the the</id></entry></feed>'
    )
    assert [t for _, t in seen(atom, "xml")] == ["A & B", "C & D", "E & F"]


NO_NEWS = {
    "package.json": '{"name": "x", "description": "The the tool.", "repository": {"url": "x"}}',
    "odd.json": '{"repository": {"uri": "x"}, "headline": "The the"}',
    "theme.json": '{"body_text": "the the", "body_font": "Sans", "headline": "the the"}',
    "en.json": '{"headline": "Read the the news", "description_text": "& rsquo ;"}',
    "list.json": '["the the", {"uri": "the the"}]',
    "broken.json": '{"uri": "x", body_text: the the',
    "pom.xml": '<?xml version="1.0"?>\n<project><description>The the tool</description><title>the the</title></project>',
    "feed.xml": "<feed><title>the the</title><content>the the</content></feed>",
    "empty.xml": "",
    "text.xml": "The the ferry & rsquo ; s <nitf>",
    "swedish.json": '{"uri": "x", "language": "sv", "body_text": "Det the the"}',
    "swedish.xml": '<newsItem xml:lang="sv"><headline>Det the the</headline></newsItem>',
    "french.xml": '<NewsML><Language FormalName="fr"/><HeadLine>the the</HeadLine></NewsML>',
    "danish.xml": "<rss><channel><language>da</language><title>the the</title></channel></rss>",
}


@pytest.mark.parametrize("name", NO_NEWS)
def test_what_is_no_news_is_silent(name: str) -> None:
    """Settings, translations, feeds of other things, and news that says that it is in another language."""
    format = name.rpartition(".")[2]
    assert lint_text(NO_NEWS[name], format=format) == []
    assert fix_text(NO_NEWS[name], format=format) == NO_NEWS[name]


def test_a_folder_is_searched_for_news_alone(tmp_path: Path) -> None:
    """By how the files begin; what is named is read whatever it is."""
    for name, text in NO_NEWS.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "story.json").write_text(item(body_text="One."))
    (tmp_path / "story.xml").write_bytes(b"\xff\xfe" + NITF.format("<p>One.</p>").encode("utf-16-le"))
    (tmp_path / "marked.json").write_text("\ufeff" + item(body_text="One."), "utf-8")
    (tmp_path / "gone.json").symlink_to(tmp_path / "nowhere")
    found = [Path(path).name for path in search([str(tmp_path)], lambda _: None)]
    another = ["danish.xml", "french.xml", "odd.json", "swedish.json", "swedish.xml"]  # looked into, and silent
    assert found == sorted([*another, "marked.json", "story.json", "story.xml"])
    assert list(search([str(tmp_path / "package.json")], lambda _: None)) == [str(tmp_path / "package.json")]


def test_repairs_are_written_in_the_escapes_of_the_file() -> None:
    """A mark in a string of JSON is `\\"` or `\\u2019` where the file is ASCII; in XML `&` stays `&amp;`, in CDATA it is `&`."""
    text = 'He said &quot;no, the ferry& rsquo ; s late&quot; , "yes" and R&amp;amp;D.'
    fixed = 'He said "no, the ferry’s late", "yes" and R&D.'
    ascii = item(body_text=text)
    assert fix_text(ascii, format="json") == item(body_text=fixed)
    wide = json.dumps({**ITEM, "byline": "é", "body_text": text}, ensure_ascii=False)
    assert fix_text(wide, format="json") == json.dumps({**ITEM, "byline": "é", "body_text": fixed}, ensure_ascii=False)
    page = item(body_html="<p>AT&amp;amp;T&#8217;s</p>")
    assert json.loads(fix_text(page, format="json"))["body_html"] == "<p>AT&amp;T&#8217;s</p>"
    assert fix_text(NITF.format("<p>AT&amp;amp;T .</p>"), format="xml") == NITF.format("<p>AT&amp;T.</p>")
    mixed = NITF.format("<p>AT&amp;amp;T <![CDATA[AT&amp;T .]]></p>")
    assert fix_text(mixed, format="xml") == NITF.format("<p>AT&amp;T <![CDATA[AT&T.]]></p>")
    feed = "<rss><title>{}</title></rss>"
    assert fix_text(feed.format("AT&amp;amp;amp;T it&amp;amp;rsquo;s"), format="xml") == feed.format(
        "AT&amp;amp;T it’s"
    )


def test_a_repair_at_the_beginning_stays_in_its_field() -> None:
    """What is put in before the first word stands in the first string, behind its first tag, and not before the file's brace."""
    source = item(body_html="<p>No, we are late,” she said, and “that is that.”</p>")
    (first,) = Document(source, "", "json", LEXICON).paragraphs
    found = Prose(source, read(source, "json", LEXICON).patches)
    assert found.source_span((first.start, first.start)).start == source.index("No, we")


@pytest.mark.parametrize(
    ("format", "piece"),
    [
        *(("json", piece) for piece in ("{", "[", '"', '{"uri":"', '{"bodies":[', '{"body_text":"', "\\u", '"a":{"b":"c"},')),
        *(("xml", piece) for piece in ("<nitf>", "<!--", "<![CDATA[", "<p ", '<p a="', "<body.content>", "<?", "&amp;", "</p>")),
    ],
)  # fmt: skip
def test_hostile_files_take_linear_time(format: str, piece: str) -> None:
    """Nothing is looked for twice: 300 kB of what never ends are read at once."""
    head = {"json": '{"uri":"x","body_text":"a"},', "xml": "<nitf><body.content>"}[format]
    read(head + piece * (300_000 // len(piece)), format, LEXICON)


LINES = st.lists(st.sampled_from(SOUND), max_size=8).map(" ".join)
WRAPS = [("<p>", "</p>"), ("<b>", "</b>"), ("<a href='x'>", "</a>"), ("", "<br/>"), ("&ldquo;", "&rdquo;")]
ITEMS = st.builds(
    lambda head, text, page, ascii, indent: json.dumps(
        {**ITEM, "headline": head, "body_text": text, "renditions": {"the": "the the"}, "body_html": page},
        ensure_ascii=ascii,
        indent=indent,
    ),
    *(LINES, damaged([("", "")]), damaged(WRAPS), st.booleans(), st.sampled_from((None, 2))),
)
PAGES = damaged([("\0p\1", "\0/p\1"), ("\0em\1", "\0/em\1"), ("", "\0br/\1"), ("\0![CDATA[", "]]\1")]).map(
    lambda page: escape(page).replace("\0", "<").replace("\1", ">").replace("]]&gt;", "]]>")
)
ARTICLES = PAGES.map(lambda page: NITF.format(f"<p>{page}</p>").replace("<p><p>", "<p>"))
FEEDS = st.builds(
    lambda one, two: (
        f"<rss><channel><item><title>{escape(one)}</title><description><![CDATA[{two}]]></description></item></channel></rss>"
    ),
    *(damaged(WRAPS), damaged(WRAPS)),
)
WIRES = st.one_of(
    *(strategy.map(lambda s, f=f: (s, f)) for strategy, f in ((ITEMS, "json"), (ARTICLES, "xml"), (FEEDS, "xml")))
)  # type: ignore[misc]


@quick
@given(WIRES)
def test_every_letter_stands_where_it_was_read(wire: tuple[str, str]) -> None:
    """What was copied maps back to itself; patches are in order and apart."""
    stands_as_read(*wire)


@quick
@given(WIRES)
def test_repair_gives_the_prose(wire: tuple[str, str]) -> None:
    """The repaired file reads as the prose said, and nothing sure is left to repair."""
    source, format = wire
    fixed = repaired(source, format)
    assert prose(fixed, format) == prose(source, format)
    assert not told(fixed, format)


@quick
@given(ITEMS)
def test_json_stays_json(source: str) -> None:
    """After all repairs, safe and not, the file has the same keys and values, but for the copy."""
    before, after = (json.loads(text) for text in (source, fix_text(source, format="json", unsafe=True)))
    copy = ("headline", "body_text", "body_html")
    assert before.keys() == after.keys()
    assert {k: v for k, v in before.items() if k not in copy} == {k: v for k, v in after.items() if k not in copy}


@quick
@given(st.one_of(ARTICLES, FEEDS))
def test_xml_stays_xml(source: str) -> None:
    """After all repairs a file that was well-formed is, with the same elements."""
    try:
        before = ElementTree.fromstring(source)
    except ElementTree.ParseError:  # a sign that XML does not allow
        return
    after = ElementTree.fromstring(fix_text(source, format="xml", unsafe=True))
    assert [one.tag for one in before.iter()] == [one.tag for one in after.iter()]


@quick
@given(
    st.lists(st.sampled_from([word for word in SOUND if word.strip()]), min_size=1, max_size=12).map(" ".join),
    st.booleans(),
)
def test_letters_as_another_parser_sees_them(text: str, ascii: bool) -> None:
    """Of sound copy the letters are those that the standard library's parsers see, blanks aside."""
    source = json.dumps({**ITEM, "body_text": text}, ensure_ascii=ascii)
    assert "".join(prose(source, "json").split()) == "".join(json.loads(source)["body_text"].split())
    page = NITF.format(f"<p>{escape(text)}</p>")
    body = ElementTree.fromstring(page).find(".//body.content")
    assert body is not None
    assert "".join(prose(page, "xml").split()) == "".join("".join(body.itertext()).split())


def test_the_beginning_of_a_file_tells() -> None:
    """A part of it is enough, if it names what it is."""
    assert is_news(item(headline="Ferry late", body_text="x" * 1000)[:100], "json")
    assert is_news(NITF.format("<p>x</p>")[:10], "xml")
    assert not is_news("[]", "json") and not is_news("<html", "json")
