//! Markdown to HTML that is safe to show on the app origin.

use std::sync::LazyLock;

use ammonia::Builder;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    // Pictures would call other hosts; styles and classes would imitate our own pages.
    builder
        .rm_tags(["img"])
        .link_rel(Some("noopener noreferrer"));
    builder
});

/// The text as HTML, without anything that runs, loads or imitates.
pub(crate) fn to_html(markdown: &str) -> String {
    let mut options = pulldown_cmark::Options::empty();
    options.insert(pulldown_cmark::Options::ENABLE_TABLES);
    options.insert(pulldown_cmark::Options::ENABLE_STRIKETHROUGH);
    let parser = pulldown_cmark::Parser::new_ext(markdown, options);
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, parser);
    CLEANER.clean(&html).to_string()
}

#[cfg(test)]
mod tests {
    use super::to_html;

    #[test]
    fn f8_nothing_in_a_text_runs() {
        for evil in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[a](javascript:alert(1))",
            "<a href=\"data:text/html,x\">a</a>",
            "<svg/onload=alert(1)>",
            "<scr<script>ipt>alert(1)</script>",
            "<iframe srcdoc='<script>'></iframe>",
            "<p style=\"background:url(//evil)\">x</p>",
        ] {
            let html = to_html(evil).to_ascii_lowercase();
            for sign in [
                "<script",
                "<img",
                "<svg",
                "<iframe",
                "href=\"javascript",
                "href=\"data",
                "<p style",
            ] {
                assert!(!html.contains(sign), "{evil} became {html}");
            }
        }
    }

    #[test]
    fn markdown_becomes_what_it_means() {
        assert_eq!(
            to_html("# Наслов\n\nа **б**"),
            "<h1>Наслов</h1>\n<p>а <strong>б</strong></p>\n"
        );
    }
}
