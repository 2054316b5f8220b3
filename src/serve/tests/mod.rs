//! The server as a browser and an editor see it.

mod changes;
mod requests;

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::*;

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(10);

/// Longer than it takes until a change is noticed.
const QUIET: Duration = Duration::from_millis(400);

/// A docset, a server of it, and what it tells.
struct Scene {
    folder: tempfile::TempDir,
    server: Server,
    builds: Receiver<()>,
    lines: Arc<Mutex<Vec<String>>>,
}

/// Publishes every file; fails with the text of the file `fail`, panics with the file `panic`.
fn build(docs: &Path) -> anyhow::Result<Site> {
    if let Ok(text) = fs::read_to_string(docs.join("fail")) {
        anyhow::bail!("{text}");
    }
    assert!(!docs.join("panic").exists(), "a panic in a build, as the test wants it");
    let mut files = BTreeMap::new();
    for item in walkdir::WalkDir::new(docs).into_iter().filter_map(Result::ok) {
        if item.file_type().is_file() {
            let path = item.path().strip_prefix(docs)?.to_str().unwrap().to_owned();
            let content = if crate::path::extension(&path) == "png" {
                Content::Copy(item.path().to_owned())
            } else {
                match fs::read(item.path()) {
                    Ok(bytes) => bytes.into(),
                    Err(_) => continue,
                }
            };
            files.insert(path, content);
        }
    }
    Ok(Site { files, watched: vec![docs.to_owned()], summary: "built".to_owned() })
}

impl Scene {
    fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, build)
    }

    fn with(
        files: &[(&str, &str)],
        mut rebuild: impl FnMut(&Path) -> anyhow::Result<Site> + Send + 'static,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let docs = folder.path().join("docs");
        for (path, text) in files {
            write(&docs.join(path), text);
        }
        let (sender, builds) = mpsc::channel();
        let lines = Arc::new(Mutex::new(Vec::new()));
        let log = {
            let lines = Arc::clone(&lines);
            move |line: &str| lines.lock().unwrap().push(line.to_owned())
        };
        let rebuild = move || {
            let result = rebuild(&docs);
            let _ = sender.send(());
            result
        };
        let ignored = [folder.path().join("docs/public")];
        let options = Options { port: 0, ..Options::default() };
        let server = Server::start(&options, &ignored, rebuild, log).unwrap();
        let scene = Self { folder, server, builds, lines };
        // The files are so new that they may count as changed during the build.
        scene.settle();
        scene
    }

    fn at(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join("docs").join(path)
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.at(path), text);
    }

    /// Waits until no build comes any more; returns how many came.
    fn settle(&self) -> usize {
        let mut count = 0;
        while self.builds.recv_timeout(QUIET) != Err(RecvTimeoutError::Timeout) {
            count += 1;
        }
        count
    }

    fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.server.address()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Sends a request with these lines after the first and before the end.
    fn request(&self, first: &str, lines: &str) -> String {
        self.send(&format!("{first} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n"))
    }

    fn get(&self, path: &str) -> String {
        let host = format!("Host: {}\r\n", self.server.address());
        self.request(&format!("GET {path}"), &host)
    }

    /// Waits for the page to be built again after it was last asked for.
    fn get_newer(&self, path: &str, old: &str) -> String {
        let (_, since) = old.split_once("reload.js?since=").unwrap();
        let since = since.split('"').next().unwrap();
        let answer = self.get(&format!("/_guidepost/reload?since={since}"));
        assert!(answer.contains("content-type: text/event-stream\r\n"), "{answer}");
        assert!(answer.contains("\r\n\r\nevent: reload\ndata: "), "{answer}");
        self.get(path)
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap()
}

#[test]
fn a_taken_port() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let build = || Ok(Site::default());
    let options = Options { port, ..Options::default() };
    let error = Server::start(&options, &[], build, |_| {}).unwrap_err();
    assert!(format!("{error:#}").starts_with(&format!("cannot listen on 127.0.0.1:{port}: ")));

    // Where somebody else has it, it may become free before the server tries.
    let taken = TcpListener::bind(("127.0.0.1", DEFAULT_PORT));
    let server = Server::start(&Options::default(), &[], build, |_| {}).unwrap();
    let first = DEFAULT_PORT + u16::from(taken.is_ok());
    assert!((first..=DEFAULT_PORT + MORE_PORTS).contains(&server.address().port()));
}

#[test]
fn a_failed_first_build_is_an_error() {
    let options = Options { port: 0, ..Options::default() };
    let error = Server::start(&options, &[], || anyhow::bail!("no docset"), |_| {}).unwrap_err();
    assert_eq!(error.to_string(), "no docset");
}

/// Serves until it gets a signal.
#[test]
#[ignore = "run by the test that stops it"]
fn child() {
    let options = Options { port: 0, ..Options::default() };
    let log = |line: &str| writeln!(std::io::stderr(), "{line}").unwrap();
    run(&options, &[], || Ok(Site::default()), log).unwrap();
}

#[test]
fn signals_stop_the_server() {
    use std::io::BufRead;
    for signal in ["-INT", "-TERM"] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "serve::tests::child", "--ignored", "--nocapture", "-q"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = std::io::BufReader::new(child.stderr.take().unwrap()).lines();
        let line =
            lines.find(|line| line.as_ref().unwrap().contains("Serving at")).unwrap().unwrap();
        // It may not listen for signals yet; it does when it answers.
        let address =
            line.split(['/', ' ']).find(|part| part.contains(':') && part.len() > 6).unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(format!("GET / HTTP/1.0\r\nHost: {address}\r\n\r\n").as_bytes()).unwrap();
        stream.read_to_end(&mut Vec::new()).unwrap();
        Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(child.wait().unwrap().success());
    }
}
