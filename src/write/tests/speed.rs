//! What staging costs over plainly writing the same files.

use std::time::Instant;

use rayon::prelude::*;

use super::*;

const PAGES: usize = 10_000;

/// Run with `cargo test --release write::tests::speed -- --ignored --nocapture`. `TMPDIR` chooses
/// the file system.
#[test]
#[ignore = "a measurement"]
fn ten_thousand_pages_of_30_kb() {
    let folder = tempfile::tempdir().unwrap();
    let page = |number: usize, edition: usize| {
        let text = format!("<p>{number} {}", edition * usize::from(number.is_multiple_of(100)));
        (
            format!("articles/{}/{}/page-{number}.html", number % 40, number % 7),
            text.repeat(30_000 / text.len()),
        )
    };
    let mut times = Vec::new();
    let mut time = |name: &'static str, work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        times.push(format!("{name} {} ms", start.elapsed().as_millis()));
    };
    time("plain", &mut || {
        let made = std::sync::RwLock::new(FxHashSet::default());
        (0..PAGES).into_par_iter().for_each(|number| {
            let (path, text) = page(number, 0);
            let path = folder.path().join("plain").join(path);
            let parent = path.parent().unwrap();
            if !made.read().unwrap().contains(parent) {
                fs::create_dir_all(parent).unwrap();
                made.write().unwrap().insert(parent.to_owned());
            }
            fs::write(path, text).unwrap();
        });
    });
    time("remove plain", &mut || fs::remove_dir_all(folder.path().join("plain")).unwrap());
    let output = folder.path().join("public");
    for (name, edition) in [("first", 0), ("same", 0), ("1 % changed", 1), ("1 % changed again", 2)]
    {
        let mut stage = None;
        time(name, &mut || {
            let opened = Stage::open(&output, &[], false).unwrap();
            (0..PAGES).into_par_iter().for_each(|number| {
                let (path, text) = page(number, edition);
                opened.put_file(&path, Content::from(text)).unwrap();
            });
            stage = Some(opened);
        });
        time("then commit", &mut || drop(stage.take().unwrap().commit().unwrap()));
    }
    writeln!(io::stderr(), "{}", times.join(", ")).unwrap();
}
