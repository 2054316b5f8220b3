//! `roles.toml`: roles that a docset's team has named itself.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use serde::Deserialize;

use super::{Role, Vocabulary, key};

/// What is wrong with a `roles.toml`.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Not TOML, or not of the shape.
    #[error("{}", .0.message())]
    Syntax(#[from] toml::de::Error),
    /// A role without a name.
    #[error("role {number} has an empty `name`")]
    Unnamed {
        /// Its place in the file, from 1.
        number: usize,
    },
    /// An id that doesn't belong into a URL.
    #[error("id `{id}` has other characters than a-z, 0-9 and `-`: write `{suggestion}`")]
    Id {
        /// As written.
        id: String,
        /// As it could be written.
        suggestion: String,
    },
    /// Two roles claim an id.
    #[error("two roles have the id `{id}`")]
    DuplicateId {
        /// That id.
        id: String,
    },
    /// Two roles claim a name or alias; case, number and `administrator` make no difference.
    #[error("`{spelling}` is a name of both `{first}` and `{second}`")]
    DuplicateName {
        /// As the second role writes it.
        spelling: String,
        /// Id of the first role.
        first: String,
        /// Id of the second role.
        second: String,
    },
    /// A parent that isn't there.
    #[error("role `{id}` has the parent `{parent}`, which no role has as its id")]
    Parent {
        /// The role.
        id: String,
        /// Its parent.
        parent: String,
    },
    /// A role that is its own ancestor.
    #[error("role `{id}` is its own ancestor")]
    Cycle {
        /// The role.
        id: String,
    },
}

impl FileError {
    /// Where in the file it is, in bytes; only the parser knows.
    #[must_use]
    pub fn span(&self) -> Option<std::ops::Range<usize>> {
        match self {
            Self::Syntax(error) => error.span(),
            _ => None,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    role: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Option<String>,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    group: Option<String>,
    parent: Option<String>,
    description: Option<String>,
}

/// Reads a file.
pub(super) fn read(text: &str) -> Result<Vocabulary, FileError> {
    let file: File = toml::from_str(text)?;
    let mut vocabulary = Vocabulary::default();
    let mut ids = HashSet::new();
    for (at, entry) in file.role.into_iter().enumerate() {
        let role = role(at + 1, entry)?;
        if !ids.insert(role.id.clone()) {
            return Err(FileError::DuplicateId { id: role.id });
        }
        for spelling in std::iter::once(&role.name).chain(&role.aliases) {
            let earlier = vocabulary.by_key.insert(key::fold(spelling), at);
            if let Some(earlier) = earlier.filter(|&earlier| earlier != at) {
                return Err(FileError::DuplicateName {
                    spelling: spelling.clone(),
                    first: vocabulary.roles[earlier].id.clone(),
                    second: role.id,
                });
            }
        }
        vocabulary.roles.push(role);
    }
    check_parents(&vocabulary.roles)?;
    Ok(vocabulary)
}

fn role(number: usize, entry: Entry) -> Result<Role, FileError> {
    let name = entry.name.trim().to_owned();
    let slug = key::slug(&name);
    if slug.is_empty() {
        return Err(FileError::Unnamed { number });
    }
    let id = entry.id.unwrap_or(slug);
    let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(safe) {
        let suggestion = key::slug(if id.trim().is_empty() { &name } else { &id });
        return Err(FileError::Id { id, suggestion });
    }
    Ok(Role {
        id,
        name,
        aliases: entry.aliases,
        group: entry.group,
        parent: entry.parent,
        description: entry.description,
        count: 0,
    })
}

fn check_parents(roles: &[Role]) -> Result<(), FileError> {
    let parents: HashMap<&str, Option<&str>> =
        roles.iter().map(|role| (role.id.as_str(), role.parent.as_deref())).collect();
    for role in roles {
        let mut ancestor = role.parent.as_deref();
        let mut steps = 0;
        while let Some(id) = ancestor {
            let Some(next) = parents.get(id) else {
                return Err(FileError::Parent { id: role.id.clone(), parent: id.to_owned() });
            };
            steps += 1;
            if steps > roles.len() {
                return Err(FileError::Cycle { id: role.id.clone() });
            }
            ancestor = *next;
        }
    }
    Ok(())
}

/// Writes a vocabulary, the most used roles first.
pub(super) fn write(vocabulary: &Vocabulary) -> String {
    let mut roles: Vec<&Role> = vocabulary.roles.iter().collect();
    roles.sort_by_key(|role| std::cmp::Reverse(role.count));
    let mut text = String::from(
        "# Roles that pages state. `aliases` are other names that pages may use for a role;\n\
         # case, singular and plural, and administrator for admin need none.\n",
    );
    for role in &roles {
        text.push('\n');
        if role.count > 0 {
            let times = if role.count == 1 { "time" } else { "times" };
            let _ = writeln!(text, "# Stated {} {times}.", role.count);
        }
        if let Some(other) = resembling(role, &roles) {
            let _ = writeln!(text, "# Perhaps an alias of `{}`?", other.name);
        }
        text.push_str("[[role]]\n");
        let mut put = |key: &str, value: &str| {
            let _ = writeln!(text, "{key} = {}", toml::Value::from(value));
        };
        put("id", &role.id);
        put("name", &role.name);
        for (key, value) in
            [("group", &role.group), ("parent", &role.parent), ("description", &role.description)]
        {
            if let Some(value) = value {
                put(key, value);
            }
        }
        if !role.aliases.is_empty() {
            let _ = writeln!(text, "aliases = {}", toml::Value::from(role.aliases.clone()));
        }
    }
    text
}

/// A more frequent role that this one may be a slip of the pen for.
fn resembling<'a>(role: &Role, roles: &[&'a Role]) -> Option<&'a Role> {
    let folded = key::fold(&role.name);
    let near = |other: &str| {
        let last = |text: &str| text.rsplit(' ').next().map(str::to_owned);
        let inside = other != folded
            && other.split(' ').count() >= folded.split(' ').count()
            && folded.split(' ').all(|word| other.split(' ').any(|long| long.starts_with(word)));
        last(other) == last(&folded) && (inside || strsim::jaro_winkler(other, &folded) > 0.92)
    };
    // "Billing agent" beside many a "Billing admin".
    let same_subject = |other: &Role| {
        let subject = |text: &str| text.rsplit_once(' ').map(|(subject, _)| subject.to_owned());
        other.count > role.count.saturating_mul(10)
            && subject(&folded).is_some()
            && subject(&key::fold(&other.name)) == subject(&folded)
    };
    roles
        .iter()
        .find(|other| {
            other.count > role.count.saturating_mul(4) && near(&key::fold(&other.name))
                || same_subject(other)
        })
        .copied()
}
