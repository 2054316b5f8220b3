//! What happens when sources change.

use super::*;

#[test]
fn a_change_is_served_and_announced() {
    let scene = Scene::new(&[("index.html", "<body>one</body>")]);
    let one = scene.get("/");
    scene.write("index.html", "<body>two</body>");
    let two = scene.get_newer("/", &one);
    assert!(two.contains("<body>two<script"));
    // A page that comes too late is told so at once.
    assert!(scene.get_newer("/", &one).contains("<body>two<script"));
    assert_eq!(scene.settle(), 1);
}

#[test]
fn a_failed_build_keeps_the_site() {
    let scene = Scene::new(&[("index.html", "<body>good</body>"), ("404.html", "own")]);
    let good = scene.get("/");
    scene.write("fail", "<script>alert(1)</script> & more");
    let bad = scene.get_newer("/", &good);
    assert_eq!(status(&bad), "200");
    assert!(bad.contains("<body>good<link"), "{bad}");
    assert!(bad.contains("<pre>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</pre>"), "{bad}");
    assert!(!bad.contains("<script>alert"));
    assert!(scene.get("/missing").contains("role=\"alert\""));
    assert!(scene.lines.lock().unwrap().contains(&"<script>alert(1)</script> & more".to_owned()));

    fs::remove_file(scene.at("fail")).unwrap();
    let good = scene.get_newer("/", &bad);
    assert!(!good.contains("role=\"alert\""));
    scene.write("panic", "");
    let bad = scene.get_newer("/", &good);
    assert!(bad.contains("<pre>internal error: the build panicked"));
    fs::remove_file(scene.at("panic")).unwrap();
    assert!(!scene.get_newer("/", &bad).contains("role=\"alert\""));
}

#[test]
fn a_deleted_page_is_gone() {
    let scene = Scene::new(&[("index.html", "start"), ("a/b.html", "page")]);
    let page = scene.get("/a/b.html");
    let start = Instant::now();
    fs::remove_dir_all(scene.at("a")).unwrap();
    assert_eq!(status(&scene.get_newer("/a/b.html", &page)), "404");
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
}

#[test]
fn a_storm_is_few_builds() {
    let scene = Scene::new(&[("index.html", "start")]);
    let page = scene.get("/");
    for round in 0..10 {
        for file in 0..100 {
            scene.write(&format!("{file}.html"), &format!("{file} in round {round}"));
        }
    }
    scene.get_newer("/", &page);
    let builds = scene.settle();
    assert!((1..=3).contains(&builds), "{builds} builds");
    assert!(scene.get("/99.html").contains("99 in round 9"));
}

#[test]
fn a_change_during_a_build_is_not_lost() {
    let (reached, is_reached) = mpsc::channel();
    let (go, may_go) = mpsc::channel::<()>();
    let scene = Scene::with(&[("index.html", "zero")], move |docs| {
        let site = build(docs);
        if fs::read_to_string(docs.join("index.html")).is_ok_and(|text| text == "one") {
            let _ = reached.send(());
            let _ = may_go.recv_timeout(PATIENCE);
        }
        site
    });
    let zero = scene.get("/");
    scene.write("index.html", "one");
    is_reached.recv_timeout(PATIENCE).unwrap();
    scene.write("index.html", "two");
    go.send(()).unwrap();
    let one = scene.get_newer("/", &zero);
    let two = if one.contains("one") { scene.get_newer("/", &one) } else { one };
    assert!(two.contains("two"), "{two}");
}

#[test]
fn what_is_no_source_starts_no_build() {
    let scene = Scene::new(&[("index.html", "start"), ("public/old.html", "")]);
    for path in ["public/index.html", "public/a/b.html", "index.html~", ".index.html.swp", "4913"] {
        scene.write(path, "x");
    }
    for path in [".#index.html", "#index.html#", ".git/index", ".public.guidepost-stage/site/a"] {
        scene.write(path, "x");
    }
    fs::remove_dir_all(scene.at("public")).unwrap();
    // Reading everything, as a build does.
    build(&scene.at("")).unwrap();
    assert_eq!(scene.settle(), 0);
}

#[test]
fn the_ways_in_which_editors_save() {
    let scene = Scene::new(&[("a.html", "<body>0</body>")]);
    let mut page = scene.get("/a.html");
    let ways: [fn(&Scene, &str); 4] = [
        |scene, text| scene.write("a.html", text),
        |scene, text| {
            scene.write(".a.html.swp", text);
            fs::rename(scene.at(".a.html.swp"), scene.at("a.html")).unwrap();
        },
        |scene, text| {
            fs::rename(scene.at("a.html"), scene.at("a.html~")).unwrap();
            scene.write("a.html", text);
            fs::remove_file(scene.at("a.html~")).unwrap();
        },
        |scene, text| {
            fs::remove_file(scene.at("a.html")).unwrap();
            scene.write("a.html", text);
        },
    ];
    for (number, save) in ways.into_iter().enumerate() {
        let text = format!("<body>saved {number}</body>");
        save(&scene, &text);
        page = scene.get_newer("/a.html", &page);
        while !page.contains(&format!("saved {number}")) {
            page = scene.get_newer("/a.html", &page);
        }
        scene.settle();
        page = scene.get("/a.html");
    }
}

#[test]
fn folders_that_come_and_go() {
    let scene = Scene::new(&[("a.html", "one")]);
    let one = scene.get("/a.html");
    // As when another branch is checked out.
    fs::remove_dir_all(scene.at("")).unwrap();
    scene.write("a.html", "two");
    scene.write("new/folder/b.html", "new");
    let mut two = scene.get_newer("/a.html", &one);
    while !two.contains("two") || status(&scene.get("/new/folder/b.html")) == "404" {
        two = scene.get_newer("/a.html", &two);
    }
    scene.settle();
    let two = scene.get("/a.html");
    scene.write("new/folder/b.html", "newer");
    scene.get_newer("/", &two);
    assert!(scene.get("/new/folder/b.html").contains("newer"));

    scene.settle();
    let two = scene.get("/a.html");
    fs::remove_dir_all(scene.at("")).unwrap();
    let gone = scene.get_newer("/a.html", &two);
    assert_eq!(status(&gone), "404");
    scene.settle();
    let gone = scene.get("/a.html");
    scene.write("a.html", "back");
    let mut back = scene.get_newer("/a.html", &gone);
    while !back.contains("back") {
        back = scene.get_newer("/a.html", &back);
    }
}

#[test]
fn a_single_file_that_is_not_there_yet() {
    let scene = Scene::with(&[("index.html", "start"), ("x/y", "")], |docs| {
        let text = fs::read_to_string(docs.join("x/config.toml")).unwrap_or_default();
        let files = [("index.html".to_owned(), Content::from(text))].into();
        let watched = vec![docs.join("x/config.toml")];
        Ok(Site { files, watched, summary: String::new() })
    });
    let page = scene.get("/");
    scene.write("index.html", "not watched");
    scene.write("x/other", "not watched");
    assert_eq!(scene.settle(), 0);
    scene.write("x/config.toml", "there");
    assert!(scene.get_newer("/", &page).contains("there"));
}

#[test]
fn polling_takes_over_once() {
    let folder = tempfile::tempdir().unwrap();
    let docs = folder.path().join("docs");
    write(&docs.join("a.html"), "one");
    let (sender, messages) = mpsc::channel();
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log: Log = {
        let lines = Arc::clone(&lines);
        Arc::new(move |line: &str| lines.lock().unwrap().push(line.to_owned()))
    };
    let mut watch = watch::Watch::new(&[], sender, log);
    watch.follow(std::slice::from_ref(&docs), SystemTime::now());
    let full = || notify::Error::new(notify::ErrorKind::MaxFilesWatch);
    assert!(watch.is_change(Err(full())));
    let overflow = notify::Event::new(notify::EventKind::Other);
    assert!(watch.is_change(Ok(overflow.set_flag(notify::event::Flag::Rescan))));
    assert!(!watch.is_change(Err(full())));
    assert_eq!(lines.lock().unwrap().len(), 1, "{lines:?}");

    let mut await_change = || {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Ok(Message::Event(event)) = messages.recv_timeout(PATIENCE)
                && watch.is_change(event)
            {
                return true;
            }
        }
        false
    };
    // The same size, in the same second.
    write(&docs.join("a.html"), "two");
    assert!(await_change());
    write(&docs.join("b/c.html"), "new");
    assert!(await_change());
    fs::remove_file(docs.join("a.html")).unwrap();
    assert!(await_change());
}

#[test]
fn sources_inside_sources() {
    let scene = Scene::with(&[("index.html", "start"), ("x/y.html", "")], |docs| {
        let mut site = build(docs)?;
        if !docs.join("x/new").exists() {
            site.watched.push(docs.join("x"));
            site.watched.push(docs.join("x/config.toml"));
        }
        Ok(site)
    });
    let mut page = scene.get("/");
    for text in ["one", "two"] {
        scene.write("x/new/z.html", text);
        page = scene.get_newer("/", &page);
        while !scene.get("/x/new/z.html").contains(text) {
            page = scene.get_newer("/", &page);
        }
        scene.settle();
        page = scene.get("/");
    }
}
