//! placeholder until merge
use crate::site::document::RoleRef;
/// Stated
#[derive(Debug)]
pub struct Stated {
    /// g
    pub group: Option<String>,
    /// n
    pub name: String,
}
/// parse
#[must_use]
pub fn parse_statement(text: &str) -> Vec<Stated> {
    text.split(['|', ',', ';']).map(|n| Stated { group: None, name: n.trim().to_owned() }).collect()
}
/// V
#[derive(Debug, Default)]
pub struct Vocabulary;
impl Vocabulary {
    /// i
    pub fn infer<'a>(_statements: impl Iterator<Item = &'a str>) -> Self {
        Self
    }
    /// r
    #[must_use]
    pub fn resolve(&self, name: &str) -> RoleRef {
        RoleRef { id: crate::article::slug(name), name: name.to_owned() }
    }
}
