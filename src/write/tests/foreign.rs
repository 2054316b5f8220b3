//! Outputs that guidepost must not take over, and files in them that are not its own.

use super::*;

#[test]
fn an_output_with_files_of_others_is_refused() {
    let scene = Scene::new(Way::Exchange);
    scene.add("notes.txt", "mine");
    scene.add(".git/config", "mine");
    insta::assert_snapshot!(scene.refusal(&[("index.html", "new")]), @"
    refusing to write to `OUT`: it holds files that guidepost did not write or that were changed since:
        .git/
        notes.txt
      move them away, choose another folder with `--output`, or keep them there with `--merge`
    ");
}

#[test]
fn a_long_list_is_cut() {
    let scene = Scene::new(Way::Exchange);
    for number in 10..23 {
        scene.add(&format!("{number}.txt"), "mine");
    }
    insta::assert_snapshot!(scene.refusal(&[("index.html", "new")]), @"
    refusing to write to `OUT`: it holds files that guidepost did not write or that were changed since:
        10.txt
        11.txt
        12.txt
        13.txt
        14.txt
        15.txt
        16.txt
        17.txt
        18.txt
        19.txt
        and 3 more
      move them away, choose another folder with `--output`, or keep them there with `--merge`
    ");
}

#[test]
fn changed_files_are_refused() {
    for way in WAYS {
        let scene = Scene::new(way);
        scene.build_exactly(&[("a.html", "old"), ("b/c.html", "old")]);
        // The same size, and the same time of change.
        let time = fs::metadata(scene.at("b/c.html")).unwrap().modified().unwrap();
        scene.add("b/c.html", "OLD");
        fs::File::open(scene.at("b/c.html")).unwrap().set_modified(time).unwrap();
        assert!(scene.refusal(&[("a.html", "new")]).contains("\n    b/c.html\n"));
        // The bytes decide, not the time.
        scene.add("b/c.html", "old");
        scene.build_exactly(&[("a.html", "new")]);
    }
}

#[test]
fn a_new_file_in_an_owned_folder_is_refused() {
    for way in WAYS {
        let scene = Scene::new(way);
        scene.build_exactly(&[("b/c.html", "old")]);
        scene.add("b/mine.txt", "mine");
        fs::create_dir(scene.at("b/empty")).unwrap();
        let text = scene.refusal(&[("b/c.html", "new")]);
        assert!(text.contains("\n    b/empty/\n    b/mine.txt\n"), "{text}");
    }
}

#[test]
fn a_broken_manifest_owns_nothing() {
    let scene = Scene::new(Way::Exchange);
    scene.build_exactly(&[("a.html", "old")]);
    scene.add(MANIFEST, "{");
    insta::assert_snapshot!(scene.refusal(&[("a.html", "new")]), @"
    refusing to write to `OUT`: it holds files that guidepost did not write or that were changed since:
        a.html
      its record of what guidepost wrote cannot be used: .guidepost-manifest.json: EOF while parsing an object at line 1 column 1
      move them away, choose another folder with `--output`, or keep them there with `--merge`
    ");
    scene.add(MANIFEST, r#"{"version":2,"files":{}}"#);
    assert!(scene.refusal(&[("a.html", "new")]).contains("has version 2, not 1"));
}

#[test]
fn merge_keeps_files_of_others() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    for way in WAYS {
        let mut scene = Scene::new(way);
        scene.merge = true;
        scene.add("CNAME", "docs.example.com");
        scene.add(".nojekyll", "");
        scene.add(".git/objects/ab/cd", "object");
        scene.add("b/mine.txt", "mine");
        fs::create_dir_all(scene.at("empty/er")).unwrap();
        symlink("../elsewhere", scene.at("link")).unwrap();
        fs::set_permissions(scene.at("empty"), fs::Permissions::from_mode(0o555)).unwrap();
        let before = tree(&scene.output());
        let inode = fs::metadata(scene.at(".git/objects/ab/cd")).unwrap().ino();

        for pages in [[("a.html", "1"), ("b/c.html", "1")], [("a.html", "2"), ("b/d.html", "1")]] {
            scene.build(&pages).unwrap();
            let mut after = before.clone();
            after.append(&mut listing(&pages));
            assert_eq!(tree(&scene.output()), after);
            scene.assert_tidy();
        }
        assert_eq!(fs::metadata(scene.at(".git/objects/ab/cd")).unwrap().ino(), inode);
        assert_eq!(fs::metadata(scene.at("empty")).unwrap().permissions().mode() & 0o777, 0o555);

        // A changed file that the site no longer has is somebody else's by now.
        scene.add("b/d.html", "changed");
        scene.build(&[("a.html", "3")]).unwrap();
        assert_eq!(fs::read_to_string(scene.at("b/d.html")).unwrap(), "changed");
    }
}

#[test]
fn merge_replaces_no_file_of_others() {
    for way in WAYS {
        let mut scene = Scene::new(way);
        scene.merge = true;
        scene.add("index.html", "mine");
        scene.add("A/b.txt", "mine");
        fs::create_dir_all(scene.at("empty/er")).unwrap();
        let clashes = [
            ("index.html", "new", "index.html"),
            ("Index.html", "mine", "index.html"),
            ("index.html/a", "new", "index.html"),
            ("a", "new", "A/b.txt"),
            ("a/b.txt/c", "new", "A/b.txt"),
            ("empty/er", "new", "empty/er"),
        ];
        for (path, text, named) in clashes {
            let refusal = scene.refusal(&[("other.html", ""), (path, text)]);
            assert!(refusal.contains(&format!("\n    {named}\n")), "{path}: {refusal}");
        }
        // The same bytes: from now on guidepost's own.
        scene.build(&[("index.html", "mine")]).unwrap();
        scene.build(&[]).unwrap();
        assert!(!scene.at("index.html").exists());
    }
}

#[test]
fn sources_and_their_parents_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let root = fs::canonicalize(folder.path()).unwrap();
    let docset = root.join("repo/articles");
    fs::create_dir_all(docset.join("empty")).unwrap();
    std::os::unix::fs::symlink(&docset, root.join("link")).unwrap();
    let outputs =
        [&docset, &root.join("repo"), &root, &root.join("link"), &docset.join("empty/..")];
    for output in outputs {
        let error = Stage::open(output, std::slice::from_ref(&docset), true).unwrap_err();
        assert_eq!(error.exit_status(), 4);
        assert!(error.to_string().contains(docset.to_str().unwrap()), "{error}");
    }
    Stage::open(&docset.join("empty"), std::slice::from_ref(&docset), false).unwrap();
    Stage::open(&root.join("repo/public"), &[docset], false).unwrap();
}

#[test]
fn root_home_and_files_are_refused() {
    let home = std::env::home_dir().unwrap();
    let above = home.parent().unwrap();
    for output in [Path::new("/"), &home, above] {
        let error = Stage::open(output, &[], true).unwrap_err();
        assert_eq!(error.exit_status(), 4, "{error}");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let nowhere = folder.path().join("nowhere");
    std::os::unix::fs::symlink(folder.path().join("missing/x"), &nowhere).unwrap();
    for output in [&file, &nowhere, &nowhere.join("public")] {
        let error = Stage::open(output, &[], true).unwrap_err();
        assert_eq!(error.exit_status(), 4, "{error}");
    }
}

#[test]
fn a_symbolic_link_to_an_output_stays_one() {
    let scene = Scene::new(Way::Exchange);
    let real = scene.folder.path().join("real");
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, scene.output()).unwrap();
    scene.build(&[("a.html", "1")]).unwrap();
    assert!(scene.output().is_symlink());
    assert_eq!(tree(&real), listing(&[("a.html", "1")]));
}

#[test]
fn what_appears_during_a_build_is_kept() {
    for way in [Way::Exchange, Way::Rename] {
        let scene = Scene::new(way);
        scene.build_exactly(&[("a.html", "old"), ("b.html", "old")]);
        let stage = scene.open().unwrap();
        stage.put_file("a.html", Content::from("new".to_owned())).unwrap();
        scene.add("x/mine.txt", "mine");
        scene.add("b.html", "changed");
        scene.add("a.html", "changed");
        let written = stage.commit().unwrap();
        let expected = [("a.html", "new"), ("b.html", "changed"), ("x/mine.txt", "mine")];
        assert_eq!(tree(&scene.output()), listing(&expected));
        assert_eq!(written.set_aside.len(), 3, "{:?}", written.set_aside);
        let kept = written.set_aside.last().unwrap();
        assert!(kept.ends_with(".public.guidepost-kept-1"));
        assert!(tree(kept).values().any(|text| text == "changed"));
    }
    let scene = Scene::new(Way::Files);
    scene.build_exactly(&[("a.html", "old")]);
    let stage = scene.open().unwrap();
    stage.put_file("a.html", Content::from("new".to_owned())).unwrap();
    scene.add("mine.txt", "mine");
    assert_eq!(stage.commit().unwrap_err().exit_status(), 4);
    let expected = [("a.html", "old"), ("mine.txt", "mine")];
    assert_eq!(tree(&scene.output()), listing(&expected));
}
