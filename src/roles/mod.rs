//! Roles: who may do what a page describes.
//!
//! In go the texts after the "Appropriate roles" labels of a docset, and perhaps its `roles.toml`;
//! out comes a [`Vocabulary`] in which every spelling of a role has one id and one name. It changes
//! with those texts and that file only.

use std::collections::{BTreeMap, HashMap, HashSet};

mod file;
mod key;
mod statement;

pub use file::FileError;
pub use statement::{Stated, is_audience, parse_statement};

/// How many times more often a role is stated than a short form of its name.
const MUCH_MORE: usize = 10;

/// A role as pages refer to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct RoleRef {
    /// Stable, URL-safe name, such as `global-admin`.
    pub id: String,
    /// The name readers know, such as `Global admin`.
    pub name: String,
}

/// A role of the vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Role {
    /// Stable, URL-safe name, such as `global-admin`.
    pub id: String,
    /// The name readers know, such as `Global admin`.
    pub name: String,
    /// Other names for it, beyond case, number and `administrator`.
    pub aliases: Vec<String>,
    /// The part of the product that it belongs to, such as `Incentives`.
    pub group: Option<String>,
    /// Id of the role that includes this one.
    pub parent: Option<String>,
    /// What it is for, in a sentence.
    pub description: Option<String>,
    /// How often pages state it; 0 for what comes from a file alone.
    pub count: usize,
}

/// The roles of a docset and their spellings.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    roles: Vec<Role>,
    /// Roles by folded spelling, names and aliases alike.
    by_key: HashMap<String, usize>,
}

/// What a spelling is to a vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling<'a> {
    /// The name itself.
    Name(&'a Role),
    /// An alias, or the name in other letters: better written as the name.
    Variant(&'a Role),
    /// No role; with the role that was perhaps meant.
    Unknown(Option<&'a Role>),
}

impl Vocabulary {
    /// The vocabulary that a docset's statements use. Spellings that differ in case, in singular
    /// and plural, or in `administrator` and `admin` are one role; the most frequent is its name.
    /// The order of the statements means nothing.
    pub fn infer<'a>(statements: impl Iterator<Item = &'a str>) -> Self {
        Self::default().with_inferred(statements)
    }

    /// Adds the roles that statements use and that the vocabulary doesn't have yet.
    #[must_use]
    pub fn with_inferred<'a>(mut self, statements: impl Iterator<Item = &'a str>) -> Self {
        let statements: Vec<&str> = statements.collect();
        // Roles stated by themselves tell which "A and B" are two roles.
        let alone: HashSet<String> = statements
            .iter()
            .flat_map(|text| parse_statement(text))
            .map(|stated| key::fold(&stated.name))
            .collect();
        let known = |name: &str| {
            let folded = key::fold(name);
            alone.contains(&folded) || self.by_key.contains_key(&folded)
        };
        let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
        for text in &statements {
            for stated in statement::parse(text, &known) {
                let seen = seen.entry(key::fold(&stated.name)).or_default();
                *seen.spellings.entry(stated.name).or_default() += 1;
                if let Some(group) = stated.group {
                    *seen.groups.entry(group).or_default() += 1;
                }
            }
        }
        for (folded, seen) in seen {
            let count = seen.spellings.values().sum();
            if let Some(&at) = self.by_key.get(&folded) {
                self.roles[at].count += count;
                continue;
            }
            let Some(name) = most_frequent(&seen.spellings).map(capitalised) else { continue };
            // A role belongs to a group where most lines say so.
            let grouped: usize = seen.groups.values().sum();
            let group = most_frequent(&seen.groups).filter(|_| grouped * 2 > count);
            let id = self.free_id(&key::slug(&name));
            self.by_key.insert(folded, self.roles.len());
            self.roles.push(Role { id, name, group, count, ..Role::default() });
        }
        self.merge_short_forms();
        self
    }

    /// Makes an alias of a name that a few pages use for a role that many pages state in full:
    /// "User admin" for "User management admin". Only where no other role could be meant.
    fn merge_short_forms(&mut self) {
        let folded: Vec<String> = self.roles.iter().map(|role| key::fold(&role.name)).collect();
        let mut into: Vec<Option<usize>> = vec![None; self.roles.len()];
        for (at, role) in self.roles.iter().enumerate() {
            if role.count == 0 || statement::is_audience(&role.name) {
                continue;
            }
            let mut longer = self.roles.iter().enumerate().filter(|(other, long)| {
                long.count >= role.count.saturating_mul(MUCH_MORE)
                    && key::shortens(&folded[at], &folded[*other])
                    || key::says_where(&folded[*other], &folded[at])
            });
            if let (Some((only, _)), None) = (longer.next(), longer.next()) {
                into[at] = Some(only);
            }
        }
        if into.iter().all(Option::is_none) {
            return;
        }
        for (at, target) in into.iter().enumerate() {
            if let Some(target) = *target {
                let (name, count) = (self.roles[at].name.clone(), self.roles[at].count);
                self.roles[target].count += count;
                self.roles[target].aliases.push(name);
            }
        }
        let mut kept = into.iter().map(Option::is_none);
        self.roles.retain(|_| kept.next().unwrap_or(true));
        let spellings = self.roles.iter().enumerate().flat_map(|(at, role)| {
            std::iter::once(&role.name).chain(&role.aliases).map(move |name| (key::fold(name), at))
        });
        self.by_key = spellings.collect();
    }

    /// Reads a `roles.toml`: `[[role]]` tables with `id`, `name`, `aliases`, `group`, `parent` and
    /// `description`, of which only `name` must be there.
    ///
    /// # Errors
    /// What is wrong with the file: its syntax, an unknown key, an id, name or alias that two roles
    /// claim, or a parent that isn't there or is its own ancestor.
    pub fn from_toml(text: &str) -> Result<Self, FileError> {
        file::read(text)
    }

    /// The vocabulary as a `roles.toml`.
    #[must_use]
    pub fn to_toml(&self) -> String {
        file::write(self)
    }

    /// All roles: those of a file in its order, then the inferred ones by folded name.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// The role of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// The role that a name means. An unknown name stands for itself.
    #[must_use]
    pub fn resolve(&self, name: &str) -> RoleRef {
        match self.by_key.get(&key::fold(name)) {
            Some(&at) => {
                RoleRef { id: self.roles[at].id.clone(), name: self.roles[at].name.clone() }
            }
            None => RoleRef { id: key::slug(name), name: key::plain(name).to_owned() },
        }
    }

    /// The roles that a statement names, each once, in its order.
    #[must_use]
    pub fn resolve_statement(&self, text: &str) -> Vec<RoleRef> {
        let known = |name: &str| self.by_key.contains_key(&key::fold(name));
        let mut roles: Vec<RoleRef> = Vec::new();
        for stated in statement::parse(text, &known) {
            let role = self.resolve(&stated.name);
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
        roles
    }

    /// What a spelling is to this vocabulary.
    #[must_use]
    pub fn spelling(&self, name: &str) -> Spelling<'_> {
        let name = key::plain(name);
        match self.by_key.get(&key::fold(name)) {
            Some(&at) if self.roles[at].name == name => Spelling::Name(&self.roles[at]),
            Some(&at) => Spelling::Variant(&self.roles[at]),
            None => Spelling::Unknown(self.nearest(name)),
        }
    }

    /// The role whose name or alias is nearest to an unknown name.
    fn nearest(&self, name: &str) -> Option<&Role> {
        let folded = key::fold(name);
        let distance = |text: &str| strsim::osa_distance(&folded, &key::fold(text));
        let spellings = self.roles.iter().flat_map(|role| {
            std::iter::once(&role.name).chain(&role.aliases).map(move |spelling| (role, spelling))
        });
        spellings
            .map(|(role, spelling)| (distance(spelling), role))
            .filter(|(distance, _)| *distance <= 2 + folded.len() / 8)
            .min_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)))
            .map(|(_, role)| role)
    }

    fn free_id(&self, id: &str) -> String {
        let taken = |id: &str| self.roles.iter().any(|role| role.id == id);
        let mut free = id.to_owned();
        let mut number = 1;
        while taken(&free) {
            number += 1;
            free = format!("{id}-{number}");
        }
        free
    }
}

/// How statements write a role.
#[derive(Debug, Default)]
struct Seen {
    spellings: BTreeMap<String, usize>,
    groups: BTreeMap<String, usize>,
}

/// With a capital letter in front: "program admin" stands alone where it is shown.
fn capitalised(name: String) -> String {
    let mut chars = name.chars();
    match chars.next() {
        Some(first) if first.is_lowercase() => first.to_uppercase().chain(chars).collect(),
        _ => name,
    }
}

/// The most frequent text; of equals, the first by its letters.
fn most_frequent(counts: &BTreeMap<String, usize>) -> Option<String> {
    counts
        .iter()
        .max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)))
        .map(|(text, _)| text.clone())
}

#[cfg(test)]
mod tests;
