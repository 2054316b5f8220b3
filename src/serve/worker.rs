//! Builds again after changes, one build at a time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

use super::watch::Watch;
use super::{Log, Shared, Site, Snapshot};

/// A build starts when nothing changed for this long.
const QUIET: Duration = Duration::from_millis(50);

/// Or, while changes go on, after this long.
const CAP: Duration = Duration::from_millis(500);

/// The cap doubles with every build that it started, up to this.
const LONGEST_CAP: Duration = Duration::from_secs(4);

/// What the worker is told.
#[derive(Debug)]
pub(super) enum Message {
    /// Something happened to a file.
    Event(notify::Result<notify::Event>),
    /// The server stops.
    Stop,
}

/// The server stops.
struct Stopped;

/// The thread that builds.
pub(super) struct Worker {
    messages: Receiver<Message>,
    watch: Watch,
    watched: Vec<PathBuf>,
    /// Something changed that no event will tell about.
    is_behind: bool,
    cap: Duration,
    shared: Arc<Shared>,
    log: Log,
}

impl Worker {
    pub(super) fn new(
        messages: Receiver<Message>,
        watch: Watch,
        shared: Arc<Shared>,
        log: Log,
    ) -> Self {
        Self { messages, watch, watched: Vec::new(), is_behind: false, cap: CAP, shared, log }
    }

    /// Watches the sources of a site that was built at this time.
    pub(super) fn follow(&mut self, watched: Vec<PathBuf>, built_at: SystemTime) {
        self.is_behind = self.watch.follow(&watched, built_at);
        self.watched = watched;
    }

    /// Builds after each change until it is told to stop.
    pub(super) fn run(&mut self, mut rebuild: impl FnMut() -> anyhow::Result<Site>) {
        while let Ok(()) = self.wait() {
            let built_at = SystemTime::now();
            let result = catch_unwind(AssertUnwindSafe(&mut rebuild));
            let result = result.unwrap_or_else(|_| {
                Err(anyhow::anyhow!("internal error: the build panicked; see the terminal"))
            });
            let current = self.shared.current.borrow().clone();
            let number = current.number + 1;
            let (snapshot, watched) = match result {
                Ok(site) => {
                    (self.log)(&site.summary);
                    let files = Arc::new(site.files);
                    (Snapshot { files, error: None, number }, site.watched)
                }
                Err(error) => {
                    let error = format!("{error:#}");
                    (self.log)(&error);
                    let files = Arc::clone(&current.files);
                    (
                        Snapshot { files, error: Some(error), number },
                        std::mem::take(&mut self.watched),
                    )
                }
            };
            self.shared.current.send_replace(Arc::new(snapshot));
            self.follow(watched, built_at);
        }
    }

    /// Waits for a change, and then for the changes to come to an end.
    fn wait(&mut self) -> Result<(), Stopped> {
        while !self.is_behind {
            match self.messages.recv() {
                Ok(Message::Event(event)) => self.is_behind = self.watch.is_change(event),
                Ok(Message::Stop) | Err(_) => return Err(Stopped),
            }
        }
        self.is_behind = false;
        let deadline = Instant::now() + self.cap;
        let mut quiet_at = Instant::now() + QUIET;
        loop {
            let until = quiet_at.min(deadline);
            match self.messages.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Message::Event(event)) => {
                    if self.watch.is_change(event) {
                        quiet_at = Instant::now() + QUIET;
                    }
                }
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return Err(Stopped),
                Err(RecvTimeoutError::Timeout) => break,
            }
        }
        self.cap = if quiet_at > deadline { (self.cap * 2).min(LONGEST_CAP) } else { CAP };
        Ok(())
    }
}
