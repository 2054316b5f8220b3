//! The groups of files in `docfx.json`: which files are pages and resources, and where each group
//! goes in the site (format §1).

use std::path::Path;

use serde_json::Value;

use super::{ConfigError, GLOB_PATTERN_INVALID, Invalid, Pattern};
use crate::yaml::VIOLATE_SCHEMA;

/// One entry of `content` or `resource`.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// What belongs to it; empty means everything.
    pub files: Vec<Pattern>,
    /// What does not.
    pub exclude: Vec<Pattern>,
    /// Folder that the patterns are relative to, without slashes at its ends.
    pub src: String,
    /// Folder that stands in for `src` in URLs.
    pub dest: String,
    /// What gives its files their versions: `version`, or the name of the group.
    pub name: Option<String>,
    /// `version`: the name of a group, or a range itself.
    pub version: Option<String>,
}

impl Group {
    /// The path relative to `src` when the group holds the file.
    #[must_use]
    pub fn claim<'a>(&self, path: &'a str) -> Option<&'a str> {
        let rest = if self.src.is_empty() {
            path
        } else {
            let head = path.get(..self.src.len())?;
            let tail = path.get(self.src.len()..)?.strip_prefix('/')?;
            head.eq_ignore_ascii_case(&self.src).then_some(tail)?
        };
        let included = self.files.is_empty() || self.files.iter().any(|p| p.matches(rest));
        (included && !self.exclude.iter().any(|p| p.matches(rest))).then_some(rest)
    }

    /// The site path of a claimed file, still with its extension.
    #[must_use]
    pub fn map(&self, rest: &str) -> String {
        if self.dest.is_empty() { rest.to_owned() } else { format!("{}/{rest}", self.dest) }
    }
}

/// What a plain folder publishes beside its pages.
pub(super) fn resources() -> Result<Vec<Pattern>, ConfigError> {
    const KINDS: &str =
        "**/*.{png,jpg,jpeg,gif,svg,webp,avif,ico,pdf,zip,mp4,webm,txt,csv,xlsx,docx,pptx}";
    let invalid =
        |message| Invalid::new(&GLOB_PATTERN_INVALID, Path::new("built-in"), KINDS, 0, message);
    Ok(vec![Pattern::new(KINDS).map_err(invalid)?])
}

/// The file that is being read, for positions in messages.
pub(super) struct Context<'a> {
    pub file: &'a Path,
    pub text: &'a str,
}

impl Context<'_> {
    pub(super) fn pattern(&self, glob: &str) -> Result<Pattern, ConfigError> {
        Pattern::new(glob).map_err(|error| {
            let quoted = Value::from(glob).to_string();
            let at = self.text.find(&quoted).unwrap_or(0);
            let message = format!("glob {quoted} cannot be read: {error}");
            Invalid::new(&GLOB_PATTERN_INVALID, self.file, self.text, at, message).into()
        })
    }

    /// Values by glob, in the order written.
    pub(super) fn by_glob(&self, value: &Value) -> Result<Vec<(Pattern, Value)>, ConfigError> {
        let entries = value.as_object().into_iter().flatten();
        entries.map(|(glob, value)| Ok((self.pattern(glob)?, value.clone()))).collect()
    }

    pub(super) fn groups(&self, value: Option<&Value>) -> Result<Vec<Group>, ConfigError> {
        let list = match value {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Array(list)) => list.as_slice(),
            Some(one) => std::slice::from_ref(one),
        };
        list.iter().map(|group| self.group(group)).collect()
    }

    fn group(&self, value: &Value) -> Result<Group, ConfigError> {
        let Value::Object(object) = value else {
            // A bare string or list names files.
            return Ok(Group { files: self.patterns(Some(value))?, ..Group::default() });
        };
        let folder = |key| {
            let written = object.get(key).and_then(Value::as_str).unwrap_or("");
            crate::path::join("", &written.replace('\\', "/"))
        };
        let dest = folder("dest");
        if dest.starts_with("..") {
            let written = object.get("dest").cloned().unwrap_or_default().to_string();
            let at = self.text.find(&written).unwrap_or(0);
            let message = format!("dest {written} leads out of the site");
            return Err(Invalid::new(&VIOLATE_SCHEMA, self.file, self.text, at, message).into());
        }
        let word = |key| {
            let name = object.get(key).and_then(Value::as_str);
            name.filter(|name| !name.is_empty()).map(str::to_owned)
        };
        Ok(Group {
            files: self.patterns(object.get("files"))?,
            exclude: self.patterns(object.get("exclude"))?,
            src: folder("src"),
            dest,
            name: word("version").or_else(|| word("group")),
            version: word("version"),
        })
    }

    pub(super) fn patterns(&self, value: Option<&Value>) -> Result<Vec<Pattern>, ConfigError> {
        let list = match value {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Array(list)) => list.as_slice(),
            Some(one) => std::slice::from_ref(one),
        };
        list.iter().filter_map(Value::as_str).map(|glob| self.pattern(glob)).collect()
    }
}
