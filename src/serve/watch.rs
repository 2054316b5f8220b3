//! Tells when a source changes.
//!
//! Uses the system's notifications. Where they come to an end (a full queue, too many folders to
//! watch) it says so once and looks at the files every now and then instead.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::{Duration, SystemTime};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Config, ErrorKind, Event, EventKind, PollWatcher, RecursiveMode, Watcher};

use super::Log;
use super::worker::Message;

/// How often files are looked at where there are no notifications.
const POLL: Duration = Duration::from_millis(500);

/// Times of change may be this much behind the clock.
const TICK: Duration = Duration::from_millis(20);

/// The folders that the system is told to watch.
type Targets = BTreeMap<PathBuf, RecursiveMode>;

/// Watches the sources of a site.
pub(super) struct Watch {
    watcher: Option<Box<dyn Watcher + Send>>,
    is_polling: bool,
    targets: Targets,
    wanted: Vec<PathBuf>,
    ignored: Vec<PathBuf>,
    messages: Sender<Message>,
    log: Log,
}

impl Watch {
    /// Changes go to `messages`, except those below `ignored`.
    pub(super) fn new(ignored: &[PathBuf], messages: Sender<Message>, log: Log) -> Self {
        let mut watch = Self {
            watcher: None,
            is_polling: false,
            targets: Targets::new(),
            wanted: Vec::new(),
            ignored: ignored.iter().map(|path| real(path)).collect(),
            messages,
            log,
        };
        match notify::recommended_watcher(sender(&watch.messages)) {
            Ok(watcher) => watch.watcher = Some(Box::new(watcher)),
            Err(error) => watch.poll(&error.to_string()),
        }
        watch
    }

    /// Watches these files and folders, which need not be there yet, and nothing else. Returns
    /// whether one that was not watched before was changed at or after `since`.
    pub(super) fn follow(&mut self, wanted: &[PathBuf], since: SystemTime) -> bool {
        self.wanted = wanted.iter().map(|path| real(path)).collect();
        let targets = targets(&self.wanted);
        let before = std::mem::take(&mut self.targets);
        let (kept, gone): (Targets, Targets) =
            before.into_iter().partition(|(path, target)| targets.get(path) == Some(target));
        if let Some(watcher) = &mut self.watcher {
            for path in gone.keys() {
                // It may be gone already.
                drop(watcher.unwatch(path));
            }
        }
        let fresh: Targets = targets
            .iter()
            .filter(|(path, _)| !kept.contains_key(*path))
            .map(|(path, target)| (path.clone(), *target))
            .collect();
        self.targets = targets;
        self.watch(&fresh);
        fresh.iter().any(|(path, mode)| self.changed_since(path, *mode, since))
    }

    fn watch(&mut self, targets: &Targets) {
        let Some(watcher) = &mut self.watcher else { return };
        for (path, mode) in targets {
            if let Err(error) = watcher.watch(path, *mode)
                && !matches!(error.kind, ErrorKind::PathNotFound)
                && !self.is_polling
            {
                return self.poll(&error.to_string());
            }
        }
    }

    /// Turns to polling, once.
    fn poll(&mut self, reason: &str) {
        if self.is_polling {
            return;
        }
        self.is_polling = true;
        (self.log)(&format!(
            "The system does not report all changes of files ({reason}); \
             looking at the files every {} ms instead",
            POLL.as_millis()
        ));
        // Time of change alone is kept in whole seconds there, and would miss edits.
        let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
        match PollWatcher::new(sender(&self.messages), config) {
            Ok(watcher) => self.watcher = Some(Box::new(watcher)),
            Err(error) => {
                self.watcher = None;
                (self.log)(&format!("Cannot watch files: {error}"));
            }
        }
        self.watch(&self.targets.clone());
    }

    /// Whether this means that the site has to be built again.
    pub(super) fn is_change(&mut self, event: notify::Result<Event>) -> bool {
        match event {
            Ok(event) if event.need_rescan() => {
                self.poll("too many changes at once");
                true
            }
            Ok(event) => {
                if is_leaving(event.kind) {
                    // A folder that comes back there is another one, to be watched anew.
                    for path in &event.paths {
                        self.forget(path);
                    }
                }
                !is_reading(event.kind) && event.paths.iter().any(|path| self.is_source(path))
            }
            // When polling, every file that cannot be read is an error, each time.
            Err(_) if self.is_polling => false,
            Err(error) => match error.kind {
                ErrorKind::PathNotFound | ErrorKind::WatchNotFound => false,
                _ => {
                    self.poll(&error.to_string());
                    true
                }
            },
        }
    }

    fn forget(&mut self, path: &Path) {
        if self.targets.remove(path).is_some()
            && let Some(watcher) = &mut self.watcher
        {
            drop(watcher.unwatch(path));
        }
    }

    /// Whether a change of this file or folder can change the site.
    fn is_source(&self, path: &Path) -> bool {
        self.wanted.iter().any(|wanted| {
            // What happens to a folder above happens to what is in it.
            wanted.starts_with(path)
                || path.strip_prefix(wanted).is_ok_and(|below| {
                    !below.iter().any(|name| is_temporary(&name.to_string_lossy()))
                })
        }) && !path.file_name().is_some_and(|name| is_temporary(&name.to_string_lossy()))
            && !self.ignored.iter().any(|ignored| path.starts_with(ignored))
    }

    fn changed_since(&self, path: &Path, mode: RecursiveMode, since: SystemTime) -> bool {
        let depth = if mode == RecursiveMode::Recursive { usize::MAX } else { 1 };
        let since = since.checked_sub(TICK).unwrap_or(since);
        walkdir::WalkDir::new(path)
            .max_depth(depth)
            .into_iter()
            .filter_entry(|item| item.depth() == 0 || self.is_source(item.path()))
            .filter_map(Result::ok)
            .filter(|item| item.depth() > 0 || self.is_source(item.path()))
            .filter_map(|item| item.metadata().ok()?.modified().ok())
            .any(|changed| changed >= since)
    }
}

fn sender(messages: &Sender<Message>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    let messages = messages.clone();
    move |event| {
        // Nobody listens any more when the server stops.
        drop(messages.send(Message::Event(event)));
    }
}

/// What to watch for these sources. A file is watched through its folder, because editors replace
/// files, and what is not there yet through the nearest folder that is.
fn targets(wanted: &[PathBuf]) -> Targets {
    let mut targets = Targets::new();
    for path in wanted {
        let mut mode = RecursiveMode::Recursive;
        let mut folder = path.as_path();
        while !folder.is_dir() {
            mode = RecursiveMode::NonRecursive;
            let Some(parent) = folder.parent() else { break };
            folder = parent;
        }
        let target = targets.entry(folder.to_owned()).or_insert(mode);
        if mode == RecursiveMode::Recursive {
            *target = mode;
        }
    }
    // A folder that is watched twice would no longer be watched when one of them ends.
    let is_covered = |path: &Path| {
        let mut above = path.ancestors().skip(1);
        above.any(|above| targets.get(above) == Some(&RecursiveMode::Recursive))
    };
    let covered: Vec<PathBuf> = targets.keys().filter(|path| is_covered(path)).cloned().collect();
    targets.retain(|path, _| !covered.contains(path));
    targets
}

/// The path as the system reports it, also of something that is not there yet.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for above in absolute.ancestors() {
        if let (Ok(real), Ok(rest)) = (std::fs::canonicalize(above), absolute.strip_prefix(above)) {
            // Joining nothing would add a slash.
            return if rest.as_os_str().is_empty() { real } else { real.join(rest) };
        }
    }
    absolute
}

/// Opened and read only, as a build does with every source.
const fn is_reading(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        _ => false,
    }
}

/// Something is no longer where it was.
const fn is_leaving(kind: EventKind) -> bool {
    matches!(kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
}

/// Names that editors, version control and guidepost use for files that are no sources.
fn is_temporary(name: &str) -> bool {
    let ends = [".swp", ".swo", ".swx", ".swpx", ".tmp", ".crswap"];
    name.ends_with('~')
        || ends.iter().any(|end| name.ends_with(end))
        || name.starts_with(".#")
        || name.starts_with('#') && name.ends_with('#')
        || name.contains(".guidepost-")
        || name.contains("___jb_")
        || matches!(name, "4913" | ".git" | ".hg" | ".svn" | ".DS_Store")
}
