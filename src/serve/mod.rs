//! The development server: builds into memory, serves that, and builds again when a source
//! changes. Never writes a file.
//!
//! One thread answers requests (`server`), one builds (`worker`), and the watcher's own
//! (`watch`) tells it when. They share one value, the present `Snapshot`, which is replaced
//! as a whole.

mod files;
mod reload;
mod server;
#[cfg(test)]
mod tests;
mod watch;
mod worker;

use std::collections::BTreeMap;
use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread::JoinHandle;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;

use crate::outputs::Content;
use server::Hosts;
use worker::{Message, Worker};

/// The port when nothing else is said. If it is taken, one of the next is used.
pub const DEFAULT_PORT: u16 = 4000;

/// How many ports after [`DEFAULT_PORT`] are tried.
const MORE_PORTS: u16 = 10;

/// What a build gives the server.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The files of the site by path. Those that are copies are read when they are asked for.
    pub files: BTreeMap<String, Content>,
    /// Folders (with everything below) and files that the site is built from. They need not be
    /// there yet.
    pub watched: Vec<PathBuf>,
    /// One line for the terminal.
    pub summary: String,
}

/// Where to listen, and whether to open a browser.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address to listen on.
    pub host: IpAddr,
    /// The port; 0 for any.
    pub port: u16,
    /// Whether to show the site in the user's browser.
    pub open: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { host: Ipv4Addr::LOCALHOST.into(), port: DEFAULT_PORT, open: false }
    }
}

/// Takes the lines for the terminal.
type Log = Arc<dyn Fn(&str) + Send + Sync>;

/// Builds, serves and builds again until Ctrl-C or a request to terminate.
///
/// Changes below `ignored` (the output, caches) start no build. A failed build is reported to
/// `log` and on the served pages; the last good site stays.
///
/// # Errors
/// The first build fails, or nothing can listen on the address.
pub fn run(
    options: &Options,
    ignored: &[PathBuf],
    rebuild: impl FnMut() -> anyhow::Result<Site> + Send + 'static,
    log: impl Fn(&str) + Send + Sync + 'static,
) -> anyhow::Result<()> {
    let log: Log = Arc::new(log);
    let started = start(options, ignored, rebuild, &log)?;
    let url = url(started.address);
    log(&format!("Serving at {url} (Ctrl-C to stop)"));
    if options.open {
        open_browser(&url, &log);
    }
    // The worker is not waited for: a build in progress has nothing to finish.
    runtime()?.block_on(async {
        let stopped = stop_signal().context("cannot listen for Ctrl-C")?;
        server::serve(started.listener, started.shared, stopped).await
    })
}

/// A running server, for tests.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    messages: Sender<Message>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    threads: Vec<JoinHandle<()>>,
}

impl Server {
    /// Builds and starts to serve, as [`run`] does, on threads of its own.
    ///
    /// # Errors
    /// The first build fails, or nothing can listen on the address.
    pub fn start(
        options: &Options,
        ignored: &[PathBuf],
        rebuild: impl FnMut() -> anyhow::Result<Site> + Send + 'static,
        log: impl Fn(&str) + Send + Sync + 'static,
    ) -> anyhow::Result<Self> {
        let log: Log = Arc::new(log);
        let started = start(options, ignored, rebuild, &log)?;
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let runtime = runtime()?;
        let (listener, shared) = (started.listener, started.shared);
        let server = std::thread::spawn(move || {
            let stopped = async {
                // Stops as well when the handle is gone.
                drop(stopped.await);
            };
            if let Err(error) = runtime.block_on(server::serve(listener, shared, stopped)) {
                log(&format!("{error:#}"));
            }
        });
        Ok(Self {
            address: started.address,
            messages: started.messages,
            stop: Some(stop),
            threads: vec![server, started.worker],
        })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        drop(self.messages.send(Message::Stop));
        for thread in self.threads.drain(..) {
            drop(thread.join());
        }
    }
}

/// What the threads share: the present snapshot, and who may ask for it.
#[derive(Debug)]
struct Shared {
    current: tokio::sync::watch::Sender<Arc<Snapshot>>,
    hosts: Hosts,
}

/// A site as it is served at one time.
#[derive(Debug)]
struct Snapshot {
    files: Arc<BTreeMap<String, Content>>,
    /// Why the last build failed. Then the files are those of the last good one.
    error: Option<String>,
    /// Different for every snapshot, also of an earlier server at the same address.
    number: u64,
}

/// Everything that runs before the first request is answered.
struct Started {
    address: SocketAddr,
    listener: TcpListener,
    shared: Arc<Shared>,
    messages: Sender<Message>,
    worker: JoinHandle<()>,
}

fn start(
    options: &Options,
    ignored: &[PathBuf],
    mut rebuild: impl FnMut() -> anyhow::Result<Site> + Send + 'static,
    log: &Log,
) -> anyhow::Result<Started> {
    // Before the build, which may take long: a port that is taken is known at once.
    let listener = listen(options)?;
    let address = listener.local_addr().context("cannot find out the address of the server")?;
    let built_at = SystemTime::now();
    let site = rebuild()?;
    log(&site.summary);
    let first = Snapshot {
        files: Arc::new(site.files),
        error: None,
        number: built_at
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|since| u64::try_from(since.as_micros()).ok())
            .unwrap_or(0),
    };
    let shared = Arc::new(Shared {
        current: tokio::sync::watch::Sender::new(Arc::new(first)),
        hosts: Hosts::new(address),
    });
    let (messages, received) = mpsc::channel();
    let watch = watch::Watch::new(ignored, messages.clone(), Arc::clone(log));
    let mut worker = Worker::new(received, watch, Arc::clone(&shared), Arc::clone(log));
    let worker = std::thread::spawn(move || {
        worker.follow(site.watched, built_at);
        worker.run(rebuild);
    });
    Ok(Started { address, listener, shared, messages, worker })
}

/// Listens on the wished port, or when that is the default one, on one close to it.
fn listen(options: &Options) -> anyhow::Result<TcpListener> {
    let bind = |port| TcpListener::bind(SocketAddr::new(options.host, port));
    let mut result = bind(options.port);
    if options.port == DEFAULT_PORT {
        for port in DEFAULT_PORT + 1..=DEFAULT_PORT + MORE_PORTS {
            match &result {
                Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => result = bind(port),
                _ => break,
            }
        }
    }
    let address = SocketAddr::new(options.host, options.port);
    result.with_context(|| format!("cannot listen on {address}"))
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the server")
}

/// Ends at Ctrl-C or a request to terminate.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends at Ctrl-C.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature on every system")]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}

/// The address as one types it.
fn url(address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        format!("http://localhost:{}/", address.port())
    } else {
        format!("http://{address}/")
    }
}

fn open_browser(url: &str, log: &Log) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let started = Command::new(program)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Err(error) = started {
        log(&format!("cannot open a browser with `{program}`: {error}"));
    }
}
