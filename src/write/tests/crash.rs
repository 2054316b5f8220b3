//! Builds that are killed, and disks that are full.

use std::io::BufRead;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::*;

/// Files of a site in the tests that kill.
const FILES: usize = 120;

/// Tells the child which output to build, and how.
const OUTPUT: &str = "GUIDEPOST_TEST_OUTPUT";
const WAY: &str = "GUIDEPOST_TEST_WAY";

/// Writes the sites 1, 2, 3, … over each other until it is killed, and tells what it does.
#[test]
#[ignore = "run by the tests that kill it"]
fn child() {
    let Some(output) = std::env::var_os(OUTPUT).map(PathBuf::from) else { return };
    let way = std::env::var(WAY).unwrap().parse::<usize>().unwrap();
    let next = tree(&output).get("number").map_or(1, |number| number.parse::<usize>().unwrap() + 1);
    let mut told = io::stderr().lock();
    for number in next..next + 1000 {
        let stage = match open(&output, WAYS[way], false) {
            Ok(stage) => stage,
            Err(error) => return writeln!(told, "error: {error}").unwrap(),
        };
        writeln!(told, "open").unwrap();
        for (path, text) in site(number) {
            if let Err(error) = stage.put_file(&path, Content::from(text)) {
                return writeln!(told, "error: {error}").unwrap();
            }
            writeln!(told, "put").unwrap();
        }
        writeln!(told, "commit").unwrap();
        stage.commit().unwrap();
        writeln!(told, "done").unwrap();
    }
}

/// Some files change with the number, some come and go, some stay.
fn site(number: usize) -> BTreeMap<String, String> {
    let mut files: BTreeMap<_, _> = (0..FILES)
        .map(|file| match file % 3 {
            0 => (format!("same/{file}.html"), "same".to_owned()),
            1 => (format!("changed/{file}.html"), format!("{number} ").repeat(2000)),
            _ => (format!("{number}/{file}.html"), number.to_string()),
        })
        .collect();
    files.insert("number".to_owned(), number.to_string());
    files
}

fn spawn(output: &Path, way: usize) -> std::process::Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "write::tests::crash::child", "--ignored", "--nocapture", "-q"])
        .env(OUTPUT, output)
        .env(WAY, way.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Kills a child after it said `word` the given number of times, and a little later.
fn kill(output: &Path, way: usize, word: &str, times: usize, later: Duration) {
    let mut child = spawn(output, way);
    let lines = io::BufReader::new(child.stderr.take().unwrap()).lines();
    let mut seen = 0;
    for line in lines {
        let line = line.unwrap();
        assert!(!line.starts_with("error"), "{line}");
        seen += usize::from(line == word);
        if seen == times {
            break;
        }
    }
    let start = Instant::now();
    while start.elapsed() < later {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

fn assert_whole(output: &Path) {
    let found = tree(output);
    let number = found["number"].parse().unwrap();
    assert!(found == site(number), "the site {number} is not whole");
}

/// Where to kill: while files are put, at the commit and shortly after, between two builds.
fn moments(rounds: u64) -> impl Iterator<Item = (&'static str, usize, Duration)> {
    let microseconds = |number: u64| Duration::from_micros(number * 7919 % 6000);
    (0..rounds).map(move |round| match round % 4 {
        0 => ("put", usize::try_from(round).unwrap_or(1) * 37 % 300 + 1, Duration::ZERO),
        3 => ("done", 2, microseconds(round)),
        _ => ("commit", 2, microseconds(round)),
    })
}

#[test]
fn a_killed_build_leaves_a_whole_site() {
    for round in moments(20) {
        let scene = Scene::new(Way::Exchange);
        scene.build(&[("number", "0")]).unwrap();
        let first = site(1);
        let first: Vec<_> =
            first.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        scene.build_exactly(&first);
        let (word, times, later) = round;
        for _ in 0..2 {
            kill(&scene.output(), 0, word, times, later);
            assert_whole(&scene.output());
        }
        scene.build_exactly(&first);
    }
}

#[test]
fn after_a_kill_the_next_build_converges() {
    for way in [1, 2] {
        for (word, times, later) in moments(8) {
            let scene = Scene::new(WAYS[way]);
            for _ in 0..2 {
                kill(&scene.output(), way, word, times, later);
            }
            let last = [("index.html", "last"), ("same/0.html", "same")];
            scene.build_exactly(&last);
        }
    }
}

#[test]
fn leftovers_of_every_moment_are_cleared() {
    let old = [("a.html", "old"), ("b/same.html", "same"), ("gone.html", "gone")];
    let new = [("a.html", "new"), ("b/same.html", "same")];
    // A complete site with its manifest, as it would be in the work folder.
    let fill = |folder: &Path, files: &[(&str, &str)]| {
        let scene = Scene::new(Way::Exchange);
        scene.build_exactly(files);
        fs::rename(scene.output(), folder).unwrap();
    };
    let leave = |complete: bool, site: Option<&[(&str, &str)]>, moved: Option<&[(&str, &str)]>| {
        let scene = Scene::new(Way::Exchange);
        let work = scene.folder.path().join(".public.guidepost-stage");
        place::create_work(&work).unwrap();
        if complete {
            fs::write(work.join(retire::COMPLETE), "").unwrap();
        }
        for (name, files) in [("site", site), ("old", moved)] {
            if let Some(files) = files {
                fill(&work.join(name), files);
            }
        }
        scene
    };

    // Killed while files were put: no manifest yet.
    let scene = leave(false, Some(&new), None);
    fs::remove_file(scene.folder.path().join(".public.guidepost-stage/site").join(MANIFEST))
        .unwrap();
    fill(&scene.output(), &old);
    drop(scene.open().unwrap());
    assert_eq!(tree(&scene.output()), listing(&old));
    scene.assert_tidy();

    // Killed just before and just after the exchange.
    for (work, output) in [(new.as_slice(), old.as_slice()), (old.as_slice(), new.as_slice())] {
        let scene = leave(true, Some(work), None);
        fill(&scene.output(), output);
        drop(scene.open().unwrap());
        assert_eq!(tree(&scene.output()), listing(output));
        scene.assert_tidy();
        scene.build_exactly(&new);
    }

    // Killed between two renames: the old output comes back.
    let scene = leave(true, Some(&new), Some(&old));
    drop(scene.open().unwrap());
    assert_eq!(tree(&scene.output()), listing(&old));
    scene.assert_tidy();

    // Killed after them, with a file of somebody else in the old output.
    let scene = leave(true, None, Some(&old));
    fill(&scene.output(), &new);
    let work = scene.folder.path().join(".public.guidepost-stage");
    fs::write(work.join("old/mine.txt"), "mine").unwrap();
    let stage = open(&scene.output(), Way::Exchange, true).unwrap();
    assert_eq!(stage.commit().unwrap().set_aside.len(), 1);
    assert_eq!(tree(&scene.output()), listing(&[("mine.txt", "mine")]));
    scene.assert_tidy();
}

#[test]
fn a_folder_of_somebody_else_with_that_name_is_left_alone() {
    let scene = Scene::new(Way::Exchange);
    let work = scene.folder.path().join(".public.guidepost-stage");
    fs::create_dir(&work).unwrap();
    fs::write(work.join("mine.txt"), "mine").unwrap();
    let error = scene.open().unwrap_err();
    assert_eq!(error.exit_status(), 4);
    assert!(error.to_string().contains(".public.guidepost-stage"), "{error}");
    fs::remove_file(work.join("mine.txt")).unwrap();
    // Killed between making the folder and writing the marker.
    scene.build_exactly(&[("a", "b")]);
}

/// A limit of the size of files stands for a full disk: writing fails in the middle of a file.
#[test]
fn a_full_disk_leaves_the_old_site() {
    for way in ["0", "1", "2"] {
        let scene = Scene::new(Way::Exchange);
        scene.build_exactly(&[("number", "7")]);
        let result = Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\""])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", "write::tests::crash::child", "--ignored", "--nocapture", "-q"])
            .env(OUTPUT, scene.output())
            .env(WAY, way)
            .output()
            .unwrap();
        let told = String::from_utf8(result.stderr).unwrap();
        let error = told.lines().find(|line| line.starts_with("error")).unwrap();
        assert!(error.contains("cannot write `") && error.contains("changed/1.html"), "{error}");
        assert!(error.contains("os error"), "{error}");
        assert_eq!(tree(&scene.output()), listing(&[("number", "7")]));
        scene.assert_tidy();
    }
}
