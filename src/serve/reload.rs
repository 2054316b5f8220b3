//! What the server adds to the pages that it sends, and how it tells them to load again.

use std::time::Duration;

use super::{Shared, Snapshot};

/// Everything below this path is the server's own.
pub(super) const PREFIX: &str = "/_guidepost/";

/// The script of every served page.
pub(super) const SCRIPT: &str = include_str!("reload.js");

/// The style sheet of the error panel.
pub(super) const STYLE: &str = include_str!("error.css");

/// How long a page is left without an answer. Then it asks again.
const PATIENCE: Duration = Duration::from_secs(25);

/// The page for a path that the site does not have, when the site has no page for that itself.
pub(super) const NOT_FOUND: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
    <title>Not found</title>\n<body>\n<h1>Not found</h1>\n\
    <p>The site has no page at this address.</p>\n</body>\n</html>\n";

/// A page as it is served: with the script, and with the error of the last build if it failed.
pub(super) fn inject(page: &[u8], snapshot: &Snapshot) -> Vec<u8> {
    use std::fmt::Write;
    let mut added = String::new();
    if let Some(error) = &snapshot.error {
        // Writing to a string cannot fail.
        let _ = write!(
            added,
            "<link rel=\"stylesheet\" href=\"{PREFIX}error.css\">\
             <section id=\"gp-build-error\" role=\"alert\" tabindex=\"0\">\
             <h2>The last build failed. This is the site before it.</h2>\
             <pre>{}</pre></section>",
            escape(error)
        );
    }
    let number = snapshot.number;
    let _ = write!(added, "<script defer src=\"{PREFIX}reload.js?since={number}\"></script>");
    let end = b"</body";
    let at = page
        .windows(end.len())
        .rposition(|window| window.eq_ignore_ascii_case(end))
        .unwrap_or(page.len());
    [&page[..at], added.as_bytes(), &page[at..]].concat()
}

/// Text for the content of an HTML element.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The answer to a page that was made from the snapshot `since`: comes as soon as there is
/// another one. As the page says what it has, nothing is missed between two requests.
pub(super) async fn events(shared: &Shared, since: Option<u64>) -> String {
    let mut snapshots = shared.current.subscribe();
    let since = since.unwrap_or_else(|| snapshots.borrow().number);
    let newer = snapshots.wait_for(|snapshot| snapshot.number != since);
    match tokio::time::timeout(PATIENCE, newer).await {
        Ok(Ok(snapshot)) => format!("event: reload\ndata: {}\n\n", snapshot.number),
        _ => "retry: 100\n: nothing new\n\n".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(page: &str, error: Option<&str>) -> String {
        let snapshot = Snapshot {
            files: std::sync::Arc::default(),
            error: error.map(str::to_owned),
            number: 7,
        };
        String::from_utf8_lossy(&inject(page.as_bytes(), &snapshot)).into_owned()
    }

    #[test]
    fn the_script_goes_before_the_end_of_the_body() {
        let script = "<script defer src=\"/_guidepost/reload.js?since=7\"></script>";
        assert_eq!(run("a<BODY>b</BODY >c", None), format!("a<BODY>b{script}</BODY >c"));
        assert_eq!(run("</body>a</body>", None), format!("</body>a{script}</body>"));
        assert_eq!(run("<p>a", None), format!("<p>a{script}"));
        assert_eq!(run("", None), script);
    }

    #[test]
    fn errors_are_text() {
        let page = run("</body>", Some("x < y && \"z\" </pre><script>alert(1)</script>"));
        assert!(page.contains(
            "<pre>x &lt; y &amp;&amp; \"z\" &lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;</pre>"
        ));
    }
}
