//! For any tree and any manifest: no byte of somebody else's file is changed or lost.

use proptest::prelude::*;

use super::*;

/// What somebody does to an output between two builds.
#[derive(Clone, Debug)]
enum Edit {
    Write(String, String),
    Remove(String),
    MakeFolder(String),
}

/// Few names, so that builds, edits and the next build meet. Two differ in case only.
fn path() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!["a", "b", "c", "B"]), 1..4)
        .prop_map(|parts| parts.join("/"))
}

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["one", "two", "three"]).prop_map(str::to_owned)
}

fn site() -> impl Strategy<Value = BTreeMap<String, String>> {
    prop::collection::btree_map(path(), text(), 0..6)
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (path(), text()).prop_map(|(path, text)| Edit::Write(path, text)),
        path().prop_map(Edit::Remove),
        path().prop_map(Edit::MakeFolder),
    ]
}

/// Builds what can be built of a site: paths that collide are left out.
fn build(scene: &Scene, site: &BTreeMap<String, String>) -> Result<Vec<String>, WriteError> {
    let stage = scene.open()?;
    let mut files = Vec::new();
    for (path, text) in site {
        match stage.put_file(path, Content::from(text.clone())) {
            Ok(()) => files.push(path.clone()),
            Err(WriteError::Collision { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    stage.commit()?;
    Ok(files)
}

fn apply(scene: &Scene, edit: &Edit) {
    // Edits that make no sense on this tree fail, and change nothing.
    match edit {
        Edit::Write(path, text) => {
            let path = scene.at(path);
            drop(fs::create_dir_all(path.parent().unwrap()));
            drop(fs::write(path, text));
        }
        Edit::Remove(path) => {
            drop(fs::remove_file(scene.at(path)));
            drop(fs::remove_dir_all(scene.at(path)));
        }
        Edit::MakeFolder(path) => drop(fs::create_dir_all(scene.at(path))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files_of_others_survive(
        first in site(),
        edits in prop::collection::vec(edit(), 0..6),
        second in site(),
        way in prop::sample::select(WAYS.to_vec()),
        merge in any::<bool>(),
        lose_manifest in prop::bool::weighted(0.1),
    ) {
        let mut scene = Scene::new(way);
        let built: BTreeMap<_, _> =
            build(&scene, &first).unwrap().into_iter().map(|path| (path.clone(), first[&path].clone())).collect();
        for edit in &edits {
            apply(&scene, edit);
        }
        if lose_manifest {
            fs::remove_file(scene.at(MANIFEST)).unwrap();
        }
        let before = tree(&scene.output());
        let is_foreign = |(path, text): &(&String, &String)| {
            lose_manifest || built.get(*path) != Some(*text)
        };
        let foreign: Vec<_> = before.iter().filter(is_foreign).collect();
        scene.merge = merge;
        match build(&scene, &second) {
            Ok(files) => {
                let after = tree(&scene.output());
                prop_assert!(merge || foreign.iter().all(|(path, _)| path.ends_with('/')));
                for (path, text) in &foreign {
                    if !path.ends_with('/') {
                        prop_assert_eq!(after.get(*path), Some(*text));
                    } else if merge && !built.keys().any(|file| file.starts_with(*path)) {
                        prop_assert!(scene.at(path).is_dir());
                    }
                }
                for path in &files {
                    prop_assert_eq!(&after[path], &second[path]);
                }
                for path in after.keys().filter(|path| !path.ends_with('/')) {
                    prop_assert!(files.contains(path) || foreign.iter().any(|(other, _)| other == &path));
                }
            }
            Err(error) => {
                prop_assert_eq!(error.exit_status(), 4, "{}", error);
                prop_assert!(!foreign.is_empty());
                prop_assert_eq!(tree(&scene.output()), before);
            }
        }
        scene.assert_tidy();
    }
}
