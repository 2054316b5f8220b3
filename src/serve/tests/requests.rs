//! What is answered, and to whom.

use super::*;

#[test]
fn pages() {
    let files = [
        ("index.html", "<body>start</body>"),
        ("a/index.html", "folder"),
        ("a/b.html", "page"),
        ("c.js", "</body>"),
        ("d.png", "png"),
        ("404.html", "<body>own</body>"),
    ];
    let scene = Scene::new(&files);
    let start = scene.get("/");
    assert_eq!(status(&start), "200");
    assert!(start.contains("<body>start<script defer src=\"/_guidepost/reload.js?since="));
    for header in [
        "content-type: text/html; charset=utf-8",
        "cache-control: no-store",
        "x-content-type-options: nosniff",
        "content-security-policy: default-src 'none'; script-src 'self';",
    ] {
        assert!(start.contains(&format!("\r\n{header}")), "{header}: {start}");
    }
    assert!(!start.to_lowercase().contains("access-control"));
    assert!(scene.get("/a/b").contains("page"));
    assert!(scene.get("/a/b.html?x=y").contains("page"));
    let moved = scene.get("/a?x=y");
    assert_eq!(status(&moved), "302");
    assert!(moved.contains("\r\nlocation: /a/?x=y\r\n"), "{moved}");
    assert!(scene.get("/a/").contains("folder"));
    assert!(scene.get("/c.js").ends_with("\r\n\r\n</body>"));
    assert!(scene.get("/d.png").contains("content-type: image/png\r\n"));
    assert!(scene.get("/d.png").ends_with("\r\n\r\npng"));
    let missing = scene.get("/missing");
    assert_eq!(status(&missing), "404");
    assert!(missing.contains("<body>own<script"));
    for own in ["reload.js?since=1", "error.css"] {
        assert_eq!(status(&scene.get(&format!("/_guidepost/{own}"))), "200");
    }
    assert_eq!(status(&scene.get("/_guidepost/other")), "404");
    // The source of a copy is gone, and the site not yet built again.
    fs::remove_file(scene.at("d.png")).unwrap();
    assert_eq!(status(&scene.get("/d.png")), "404");
}

#[test]
fn only_get_and_head() {
    let scene = Scene::new(&[("index.html", "start")]);
    let host = format!("Host: {}\r\n", scene.server.address());
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let answer = scene.request(&format!("{method} /"), &host);
        assert_eq!(status(&answer), "405", "{method}");
        assert!(answer.contains("\r\nallow: GET, HEAD\r\n"), "{answer}");
    }
    let head = scene.request("HEAD /", &host);
    assert_eq!(status(&head), "200");
    assert!(head.ends_with("\r\n\r\n") && head.contains("\r\ncontent-length: "), "{head}");
}

#[test]
fn strangers_are_refused() {
    let scene = Scene::new(&[("index.html", "secret")]);
    let port = scene.server.address().port();
    let own = format!("Host: localhost:{port}\r\n");
    for lines in [
        own.clone(),
        format!("Host: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"),
        format!("Host: [::1]:{port}\r\nOrigin: http://localhost:{port}\r\n"),
    ] {
        assert_eq!(status(&scene.request("GET /", &lines)), "200", "{lines}");
    }
    for lines in [
        String::new(),
        "Host: evil.example\r\n".to_owned(),
        format!("Host: evil.example:{port}\r\n"),
        "Host: localhost\r\n".to_owned(),
        format!("Host: localhost:{port}\r\nHost: evil.example\r\n"),
        format!("{own}Origin: http://evil.example\r\n"),
        format!("{own}Origin: null\r\n"),
        format!("{own}Origin: https://localhost:{port}\r\n"),
        format!("{own}Origin: http://localhost:{port}\r\nOrigin: http://evil.example\r\n"),
    ] {
        for path in ["/", "/_guidepost/reload", "/_guidepost/reload.js", "/missing"] {
            let answer = scene.request(&format!("GET {path}"), &lines);
            assert_eq!(status(&answer), "403", "{lines}");
            assert!(!answer.contains("secret"));
        }
    }
    let absolute = format!("GET http://evil.example:{port}/");
    assert_eq!(status(&scene.request(&absolute, &own)), "403");
}

#[test]
fn nothing_outside_the_site() {
    let scene = Scene::new(&[("index.html", "start")]);
    write(&scene.folder.path().join("secret.html"), "secret");
    for path in [
        "/../secret.html",
        "/..%2fsecret.html",
        "/%2e%2e/secret",
        "/a/../../secret.html",
        "/..%5csecret.html",
        "/..\\secret.html",
        "//secret.html",
        "/etc/passwd",
        "//etc/passwd",
        "/%00",
        "/%ff%fe",
        "/index.html%00",
        "/index.html/",
        "*",
    ] {
        let answer = scene.get(path);
        assert!(matches!(status(&answer), "404" | "400"), "{path}: {answer}");
        assert!(!answer.contains("secret"), "{path}");
    }
    let secret = scene.folder.path().join("secret.html");
    assert_eq!(status(&scene.get(secret.to_str().unwrap())), "404");
}
