"""A mail as its sender made it up, without anything that acts or reaches out: for a frame in a sandbox."""

import html

import nh3

_TAGS = {
    *(
        "a abbr address b big blockquote br caption center cite code col colgroup dd del div dl dt em figcaption figure".split()
    ),
    *(
        "h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q s samp section small span strike strong sub sup".split()
    ),
    *("table tbody td tfoot th thead tr tt u ul var wbr".split()),
}
_EVERYWHERE = {
    "style",
    "align",
    "valign",
    "bgcolor",
    "color",
    "dir",
    "lang",
    "width",
    "height",
    "size",
    "face",
}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "td": {"colspan", "rowspan", "nowrap"},
    "th": {"colspan", "rowspan", "nowrap", "scope"},
    "table": {"border", "cellpadding", "cellspacing"},
    "ol": {"start", "type"},
}
_STYLES = set(
    "color background-color font-family font-size font-style font-weight line-height text-align text-decoration "
    "text-indent vertical-align white-space border border-top border-right border-bottom border-left "
    "border-collapse border-color border-style border-width margin margin-top margin-right margin-bottom margin-left "
    "padding padding-top padding-right padding-bottom padding-left list-style-type width max-width".split()
)
_LONGEST = 2_000_000
# Even if the cleaning failed, nothing would run or be fetched. `sandbox` makes it a stranger to our own pages.
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"
    ),
    "x-frame-options": "SAMEORIGIN",
}
_PAGE = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>De mail zoals de afzender hem maakte</title>'
    "<style>body{{margin:1rem;font:1rem/1.5 Arial,sans-serif;color:#111;background:#fff;overflow-wrap:anywhere}}"
    "pre{{white-space:pre-wrap;font:inherit}}table{{max-width:100%}}</style></head><body>{body}</body></html>"
)


def page(mail_html: str, text: str) -> str:
    """The document for the frame. Links lose their target and pictures are left out: both would tell the sender who reads."""
    if not mail_html.strip():
        return _PAGE.format(body=f"<pre>{html.escape(text)}</pre>")
    clean = nh3.clean(
        mail_html[:_LONGEST],
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags={"script", "style", "title", "noscript", "template", "svg", "math"},
        filter_style_properties=_STYLES,
        link_rel=None,
        url_schemes=set(),
        strip_comments=True,
    )
    return _PAGE.format(body=clean)
