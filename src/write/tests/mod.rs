//! What the promises about the output come to on a real disk.

mod crash;
mod foreign;
mod keep;
mod speed;

use super::manifest::Recorded;
use super::*;
use std::fs;

const WAYS: [Way; 3] = [Way::Exchange, Way::Rename, Way::Files];

/// A folder for one test, with the output in it.
struct Scene {
    folder: tempfile::TempDir,
    way: Way,
    merge: bool,
}

impl Scene {
    fn new(way: Way) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), way, merge: false }
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    fn at(&self, path: &str) -> PathBuf {
        self.output().join(path)
    }

    fn add(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn open(&self) -> Result<Stage, WriteError> {
        open(&self.output(), self.way, self.merge)
    }

    fn build(&self, files: &[(&str, &str)]) -> Result<Written, WriteError> {
        let stage = self.open()?;
        for (path, text) in files {
            stage.put_file(path, Content::from((*text).to_owned()))?;
        }
        stage.commit()
    }

    /// Builds, and asserts that the output holds exactly these files then.
    fn build_exactly(&self, files: &[(&str, &str)]) -> Written {
        let written = self.build(files).unwrap();
        assert_eq!(tree(&self.output()), listing(files));
        self.assert_tidy();
        written
    }

    /// Nothing is left beside the output.
    fn assert_tidy(&self) {
        let names: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|item| item.unwrap().file_name())
            .collect();
        assert_eq!(names, ["public"]);
    }

    /// The refusal, with the path of the output replaced.
    fn refusal(&self, files: &[(&str, &str)]) -> String {
        let before = tree(&self.output());
        let error = self.build(files).unwrap_err();
        assert_eq!(error.exit_status(), 4, "{error}");
        assert_eq!(tree(&self.output()), before, "a refused output must stay as it is");
        self.assert_tidy();
        let output = fs::canonicalize(self.output()).unwrap();
        error.to_string().replace(output.to_str().unwrap(), "OUT")
    }
}

fn open(output: &Path, way: Way, merge: bool) -> Result<Stage, WriteError> {
    Stage::open_with(output, &[], merge, Settings { wait: WAIT, way })
}

/// Every file and symbolic link by path, with its bytes or target. Empty folders end with `/`.
fn tree(root: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for item in walkdir::WalkDir::new(root).min_depth(1) {
        let item = item.unwrap();
        let name = item.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        if name == MANIFEST {
            continue;
        }
        if item.file_type().is_symlink() {
            found.insert(name, format!("-> {}", fs::read_link(item.path()).unwrap().display()));
        } else if item.file_type().is_file() {
            let bytes = fs::read(item.path()).unwrap();
            found.insert(name, String::from_utf8_lossy(&bytes).into_owned());
        } else if fs::read_dir(item.path()).unwrap().next().is_none() {
            found.insert(name + "/", String::new());
        }
    }
    found
}

fn listing(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn writes_and_removes_only_what_changed() {
    for way in WAYS {
        let scene = Scene::new(way);
        let first = [("index.html", "1"), ("a/b/c.html", "2"), ("a/d.html", "3"), ("x", "4")];
        let written = scene.build_exactly(&first);
        assert_eq!((written.written, written.unchanged, written.removed), (4, 0, 0));

        // A file where a folder was, and a folder where a file was.
        let second = [("index.html", "1"), ("a/b", "new"), ("x/y.html", "4")];
        let written = scene.build_exactly(&second);
        assert_eq!((written.written, written.unchanged, written.removed), (2, 1, 3));

        let written = scene.build_exactly(&second);
        assert_eq!((written.written, written.unchanged, written.removed), (0, 3, 0));
        let written = scene.build_exactly(&[]);
        assert_eq!((written.written, written.unchanged, written.removed), (0, 0, 3));
    }
}

#[test]
fn a_file_goes_where_folders_lost_their_files() {
    for way in WAYS {
        let scene = Scene::new(way);
        scene.build_exactly(&[("a/b/c", "one")]);
        fs::remove_file(scene.at("a/b/c")).unwrap();
        scene.build_exactly(&[("a", "two")]);
    }
}

#[test]
fn unchanged_files_stay_the_same_file() {
    use std::os::unix::fs::MetadataExt;
    let large = "x".repeat(3 << 20);
    for way in WAYS {
        let scene = Scene::new(way);
        let source = scene.folder.path().join("source");
        fs::write(&source, &large).unwrap();
        let build = |page: &str, source: &Path| {
            let stage = scene.open().unwrap();
            stage.put_file("same.html", Content::from("same".to_owned())).unwrap();
            stage.put_file("page.html", Content::from(page.to_owned())).unwrap();
            stage.put_file("large.bin", Content::Copy(source.to_owned())).unwrap();
            stage.commit().unwrap()
        };
        let identity = |path: &str| {
            let metadata = fs::metadata(scene.at(path)).unwrap();
            (metadata.ino(), metadata.mtime_nsec())
        };
        build("one", &source);
        assert_eq!(fs::read_to_string(scene.at("large.bin")).unwrap(), large);
        let before = ["same.html", "large.bin", MANIFEST].map(identity);
        assert_eq!(build("one", &source).unchanged, 3);
        assert_eq!(before, ["same.html", "large.bin", MANIFEST].map(identity));
        assert_eq!(build("two", &source).written, 1);
        assert_eq!(before[..2], ["same.html", "large.bin"].map(identity));
        fs::write(&source, large.replace('x', "y")).unwrap();
        assert_eq!(build("two", &source).written, 1);
        assert_ne!(before[1], identity("large.bin"));
    }
}

#[test]
fn a_dropped_stage_changes_nothing() {
    for way in WAYS {
        let scene = Scene::new(way);
        scene.build_exactly(&[("a.html", "old")]);
        let stage = scene.open().unwrap();
        stage.put_file("a.html", Content::from("new".to_owned())).unwrap();
        drop(stage);
        assert_eq!(tree(&scene.output()), listing(&[("a.html", "old")]));
        scene.assert_tidy();
    }
}

#[test]
fn a_file_that_could_not_be_written_stops_the_commit() {
    let scene = Scene::new(Way::Exchange);
    scene.build_exactly(&[("a.html", "old")]);
    let stage = scene.open().unwrap();
    let missing = scene.folder.path().join("missing.png");
    let error = stage.put("a.png", Content::Copy(missing.clone())).unwrap_err();
    let error = error.downcast_ref::<WriteError>().unwrap();
    assert_eq!(error.exit_status(), 3);
    assert!(error.to_string().contains(missing.to_str().unwrap()), "{error}");
    assert!(matches!(stage.commit(), Err(WriteError::Incomplete)));
    assert_eq!(tree(&scene.output()), listing(&[("a.html", "old")]));
    scene.assert_tidy();
}

#[test]
fn one_place_takes_one_file() {
    let pairs = [("a.html", "a.html"), ("Ä.html", "ä.html"), ("a", "A/b"), ("x/y/z", "X/Y")];
    for (first, second) in pairs {
        let scene = Scene::new(Way::Exchange);
        let error = scene.build(&[(first, ""), (second, "")]).unwrap_err();
        assert_eq!(error.exit_status(), 70);
        let text = error.to_string();
        assert!(text.contains(&format!("`{first}`")) && text.contains(&format!("`{second}`")));
    }
    let scene = Scene::new(Way::Exchange);
    scene.build_exactly(&[("a/b", ""), ("a/c/d", ""), ("ab", ""), ("B/a", "")]);
}

#[test]
fn paths_stay_inside() {
    let scene = Scene::new(Way::Exchange);
    for path in ["", "/a", "../a", "a/../../b", "a//b", "a/", "./a", "a\0", MANIFEST] {
        let error = scene.build(&[(path, "")]).unwrap_err();
        assert!(matches!(error, WriteError::Path(_)), "{path:?}: {error}");
    }
    assert!(!scene.output().exists());
}

#[test]
fn many_threads_put() {
    let scene = Scene::new(Way::Exchange);
    let stage = scene.open().unwrap();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let stage = &stage;
            scope.spawn(move || {
                for file in 0..100 {
                    let path = format!("f{}/g{}/{thread}-{file}.html", file % 7, file % 3);
                    stage.put(&path, Content::from(path.clone())).unwrap();
                }
            });
        }
    });
    assert_eq!(stage.commit().unwrap().written, 800);
    let files = tree(&scene.output());
    assert_eq!(files.len(), 800);
    assert!(files.iter().all(|(path, text)| path == text));
}

#[test]
fn builds_wait_for_each_other() {
    for way in WAYS {
        let scene = Scene::new(way);
        let texts: Vec<String> = (0..6).map(|number| number.to_string()).collect();
        std::thread::scope(|scope| {
            for text in &texts {
                let scene = &scene;
                scope.spawn(move || {
                    let files: Vec<_> = (0..20).map(|file| format!("{file}.html")).collect();
                    let files: Vec<_> = files.iter().map(|f| (f.as_str(), text.as_str())).collect();
                    scene.build(&files).unwrap();
                });
            }
        });
        let files = tree(&scene.output());
        assert_eq!(files.len(), 20);
        assert!(files.values().all(|text| text == &files["0.html"]));
        scene.assert_tidy();
    }
}

#[test]
fn a_busy_output_is_an_error() {
    let scene = Scene::new(Way::Exchange);
    let stage = scene.open().unwrap();
    let settings = Settings { wait: Duration::ZERO, way: Way::Exchange };
    let error = Stage::open_with(&scene.output(), &[], false, settings).unwrap_err();
    assert_eq!(error.exit_status(), 3);
    assert!(error.to_string().contains(".public.guidepost-lock"), "{error}");
    drop(stage);
    scene.build_exactly(&[("a", "b")]);
}

#[test]
fn the_manifest_is_the_same_for_any_order() {
    let files = [("b/c", "1"), ("a", "2"), ("b.html", "3")];
    let names = |files: &[(&str, &str)]| {
        let scene = Scene::new(Way::Exchange);
        scene.build_exactly(files);
        let manifest = Recorded::read(&scene.output()).unwrap().manifest;
        manifest.files.into_iter().map(|(path, entry)| (path, entry.0)).collect::<Vec<_>>()
    };
    let reversed: Vec<_> = files.iter().rev().copied().collect();
    assert_eq!(names(&files), names(&reversed));
}
