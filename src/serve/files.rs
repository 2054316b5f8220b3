//! Which file of a site an address means, as on the usual hosts.

use std::collections::BTreeMap;

use crate::outputs::Content;
use crate::path;

/// What an address means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// The file at this path.
    File(&'a str, &'a Content),
    /// The page is at this address, relative to the server.
    Elsewhere(String),
    /// Nothing.
    Nothing,
}

/// Looks up the path of a request. `/x` is `x`, else `x.html`, else leads on to `/x/`, which is
/// `x/index.html`. Only keys of the map are ever returned, so no path leads out of the site.
pub(super) fn find<'a>(files: &'a BTreeMap<String, Content>, request: &str) -> Found<'a> {
    let decoded = percent_encoding::percent_decode_str(request).decode_utf8();
    let Some(wanted) = decoded.ok().and_then(|path| path.strip_prefix('/').map(str::to_owned))
    else {
        return Found::Nothing;
    };
    let get = |path: String| files.get_key_value(&path);
    if wanted.is_empty() || wanted.ends_with('/') {
        return match get(format!("{wanted}index.html")) {
            Some((path, content)) => Found::File(path, content),
            None => Found::Nothing,
        };
    }
    if let Some((path, content)) = get(wanted.clone()).or_else(|| get(format!("{wanted}.html"))) {
        return Found::File(path, content);
    }
    match get(format!("{wanted}/index.html")) {
        Some(_) => Found::Elsewhere(format!("/{}/", path::encode_path(&wanted))),
        None => Found::Nothing,
    }
}

/// The `Content-Type` of a file, by its extension.
pub(super) fn content_type(path: &str) -> &'static str {
    match path::extension(path).to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(request: &str) -> String {
        let paths =
            ["index.html", "a.html", "a/b c.html", "d é/index.html", "e", "e.html", "f.PNG"];
        let files = paths.map(|path| (path.to_owned(), Content::from(String::new()))).into();
        match find(&files, request) {
            Found::File(path, _) => path.to_owned(),
            Found::Elsewhere(url) => format!("-> {url}"),
            Found::Nothing => "nothing".to_owned(),
        }
    }

    #[test]
    fn addresses() {
        assert_eq!(run("/"), "index.html");
        assert_eq!(run("/index"), "index.html");
        assert_eq!(run("/a"), "a.html");
        assert_eq!(run("/a.html"), "a.html");
        assert_eq!(run("/a/"), "nothing");
        assert_eq!(run("/a/b%20c"), "a/b c.html");
        assert_eq!(run("/a%2fb%20c.html"), "a/b c.html");
        assert_eq!(run("/d%20%C3%A9"), "-> /d%20%C3%A9/");
        assert_eq!(run("/d%20%C3%A9/"), "d é/index.html");
        assert_eq!(run("/e"), "e");
        assert_eq!(run("/f.PNG"), "f.PNG");
    }

    #[test]
    fn nothing_outside() {
        let paths =
            ["", "//", "//a.html", "/../a.html", "/./a", "/%2e%2e/a", "/a.html/", "/%ff", "/a%00"];
        for path in paths {
            assert_eq!(run(path), "nothing", "{path}");
        }
    }

    #[test]
    fn types() {
        assert_eq!(content_type("a/b.PNG"), "image/png");
        assert_eq!(content_type("CNAME"), "application/octet-stream");
    }
}
