//! Reference articles of PowerShell, in the Markdown that `PlatyPS` writes.
//!
//! The format's engine never builds these files themselves: a step before it makes a YAML file of
//! each, which `docfx.json` names instead. Here the Markdown stands for that YAML file. [`kind`]
//! tells such an article by its header, [`lay_out`] gives it the shape that readers know: a lead
//! without heading, headings in sentence case, the facts of a parameter as a table, the cmdlets of
//! a module as a list. Schemas: `schema: 2.0.0`, and `PlatyPS schema version: 2024-05-01`.

use crate::source_map::SourceMap;

/// What a reference article is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One cmdlet.
    Cmdlet,
    /// A module: what it is for, and a list of its cmdlets.
    Module,
}

/// Headings of the schema, which has them in capitals, as readers see them. Their ids are the same.
const HEADINGS: [&str; 10] = [
    "Synopsis",
    "Syntax",
    "Aliases",
    "Description",
    "Examples",
    "Parameters",
    "Inputs",
    "Outputs",
    "Notes",
    "Related links",
];

/// Letters of the name of a fact.
const LONGEST_KEY: usize = 40;

/// What the article with this text is about; `None` for articles of any other kind.
#[must_use]
pub fn kind(text: &str) -> Option<Kind> {
    let mut lines = text.lines();
    lines.next().filter(|line| line.trim_end() == "---")?;
    let mut kind = None;
    for line in lines.take_while(|line| !matches!(line.trim_end(), "---" | "...")) {
        let Some((key, value)) = line.split_once(':') else { continue };
        match (key.trim_end().to_ascii_lowercase().as_str(), value.trim()) {
            ("module guid", _) | ("document type", "module") => return Some(Kind::Module),
            ("external help file" | "module name", _) | ("document type", "cmdlet") => {
                kind = Some(Kind::Cmdlet);
            }
            _ => {}
        }
    }
    kind
}

/// The body of a reference article as it is shown, and where each part of it comes from.
#[must_use]
pub fn lay_out(kind: Kind, body: &str) -> (String, SourceMap) {
    let mut layout = Layout {
        kind,
        out: String::with_capacity(body.len() + body.len() / 4),
        map: SourceMap::default(),
        has_lead: false,
        in_item: false,
        names: if kind == Kind::Cmdlet { names(body) } else { &[] },
        sections: 0,
    };
    let mut at = 0;
    while at < body.len() {
        let line = line_at(body, at);
        at += match fence(line) {
            Some(fence) => layout.code(body, at, fence),
            None => layout.line(body, line, at),
        };
    }
    (layout.out, layout.map)
}

/// The parts of a module's article that list cmdlets: the heading of each, without a last word
/// "Cmdlets", and the names of the files.
#[must_use]
pub fn parts(text: &str) -> Vec<(&str, Vec<&str>)> {
    let mut parts: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines() {
        if let Some(name) = heading(line, 2) {
            let name = name.strip_suffix("Cmdlets").map_or(name, str::trim_end);
            parts.push((name, Vec::new()));
        } else if let Some((_, names)) = parts.last_mut()
            && let Some(link) = heading(line, 3).filter(|text| text.starts_with('['))
            && let Some((_, target)) = link.split_once("](")
        {
            let target = target.split([')', '#', '?']).next().unwrap_or(target);
            names.push(target.rsplit('/').next().unwrap_or(target).trim());
        }
    }
    parts.retain(|(_, names)| !names.is_empty());
    parts
}

/// The line at an offset, with its end.
fn line_at(text: &str, at: usize) -> &str {
    text[at..].split_inclusive('\n').next().unwrap_or("")
}

/// The fence that opens a block of code.
fn fence(line: &str) -> Option<&str> {
    let mark = line.trim_start();
    let first = mark.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = mark.bytes().take_while(|&b| b == first as u8).count();
    (length > 2).then(|| &mark[..length])
}

/// The text of a heading of this level.
fn heading(line: &str, level: usize) -> Option<&str> {
    let rest = line.strip_prefix(&"######"[..level])?;
    rest.starts_with([' ', '\t']).then(|| rest.trim().trim_end_matches('#').trim_end())
}

struct Layout {
    kind: Kind,
    out: String,
    map: SourceMap,
    /// The heading of the lead is behind.
    has_lead: bool,
    /// What a list says of a cmdlet is being read.
    in_item: bool,
    /// What the headings are called in English, where they are all that the schema has.
    names: &'static [&'static str],
    /// Headings that are behind.
    sections: usize,
}

/// What the headings of a translated article are called in English, the lead's first: a schema has
/// its headings in one order. None where the article has more or fewer, or another order.
fn names(body: &str) -> &'static [&'static str] {
    const ALL: &[&str] = &HEADINGS;
    const WITHOUT_ALIASES: &[&str] =
        &[ALL[0], ALL[1], ALL[3], ALL[4], ALL[5], ALL[6], ALL[7], ALL[8], ALL[9]];
    let mut headings = Vec::new();
    let mut open: Option<&str> = None;
    for line in body.lines() {
        match (open, fence(line)) {
            (None, None) => headings.extend(heading(line, 2)),
            (None, opens) => open = opens,
            (Some(fence), Some(closes)) if closes.starts_with(fence) => open = None,
            _ => {}
        }
    }
    let all = match headings.len() {
        9 => WITHOUT_ALIASES,
        10 => ALL,
        _ => return &[],
    };
    let is_in_place = |(heading, name): (&&str, &&str)| {
        let is_english = ALL.iter().any(|known| known.eq_ignore_ascii_case(heading));
        !is_english || heading.eq_ignore_ascii_case(name)
    };
    if headings.iter().zip(all).all(is_in_place) { all } else { &[] }
}

/// A heading in capitals as one in small letters.
fn in_small_letters(heading: &str) -> String {
    let mut letters = heading.chars();
    match letters.next() {
        Some(first) if !heading.chars().any(char::is_lowercase) => {
            format!("{first}{}", letters.as_str().to_lowercase())
        }
        _ => heading.to_owned(),
    }
}

impl Layout {
    fn copy(&mut self, text: &str, at: usize) {
        self.map.push(self.out.len(), at, text.len());
        self.out.push_str(text);
    }

    /// Writes something in the place of `length` bytes.
    fn replace(&mut self, at: usize, length: usize, with: &str) {
        if !with.is_empty() {
            self.map.push(self.out.len(), at, length);
            self.out.push_str(with);
        }
    }

    /// A line outside code; gives its length.
    fn line(&mut self, body: &str, line: &str, at: usize) -> usize {
        if let Some(text) = heading(line, 2) {
            self.in_item = false;
            let is_lead = !std::mem::replace(&mut self.has_lead, true)
                && (self.kind == Kind::Cmdlet || text.eq_ignore_ascii_case("description"));
            let known = HEADINGS.iter().find(|known| known.eq_ignore_ascii_case(text));
            let name = self.names.get(self.sections);
            self.sections += 1;
            match (known, name) {
                _ if is_lead => self.replace(at, line.len(), "\n"),
                (Some(known), _) => self.replace(at, line.len(), &format!("## {known}\n")),
                // Links name the headings in English, in whatever language the article is.
                (None, Some(name)) => {
                    let id = name.to_lowercase().replace(' ', "-");
                    let text = in_small_letters(text);
                    self.replace(at, line.len(), &format!("## <a id=\"{id}\"></a>{text}\n"));
                }
                (None, None) => self.copy(line, at),
            }
        } else if is_placeholder(line) {
            self.replace(at, line.len(), "\n");
        } else if self.kind == Kind::Module
            && heading(line, 3).is_some_and(|text| text.starts_with('['))
        {
            // A cmdlet of the module.
            let lead = line.len() - line[3..].trim_start().len();
            self.replace(at, lead, "- ");
            let end = line.trim_end().len();
            self.copy(&line[lead..end], at + lead);
            // What is said of it stands below.
            let next = line_at(body, at + line.len());
            let is_told =
                !next.trim().is_empty() && !next.starts_with('#') && !is_placeholder(next);
            self.replace(at + end, line.len() - end, if is_told { "\\\n" } else { "\n" });
            self.in_item = true;
        } else if line.starts_with('#') {
            self.in_item = false;
            self.copy(line, at);
        } else {
            if self.in_item && !line.trim().is_empty() {
                self.replace(at, 0, "  ");
            }
            self.copy(line, at);
        }
        line.len()
    }

    /// A block of code; gives its length. The facts of a parameter become a table.
    fn code(&mut self, body: &str, start: usize, fence: &str) -> usize {
        let first = line_at(body, start);
        let language = first.trim().trim_start_matches(['`', '~']).trim();
        let inner = start + first.len();
        let mut end = inner;
        let mut after = body.len();
        while end < body.len() {
            let line = line_at(body, end);
            let closes = line.trim().trim_end_matches(&fence[..1]).is_empty()
                && line.trim().len() >= fence.len();
            if closes {
                after = end + line.len();
                break;
            }
            end += line.len();
        }
        let is_yaml = language.eq_ignore_ascii_case("yaml");
        match facts(&body[inner..end]).filter(|_| is_yaml) {
            Some(facts) => self.table(inner, &facts),
            None => self.copy(&body[start..after], start),
        }
        after - start
    }

    /// A table of facts, each with its place in the block at `inner`.
    fn table(&mut self, inner: usize, facts: &[Fact]) {
        self.out.push_str("\n<table><tbody>\n");
        for Fact { at, key, value } in facts {
            let (name, value) = (escape(key), escape(value));
            let row = format!("<tr><th scope=\"row\">{name}</th><td>{value}</td></tr>\n");
            self.replace(inner + at, key.len(), &row);
        }
        self.out.push_str("</tbody></table>\n\n");
    }
}

/// `{{ Fill … }}`, which `PlatyPS` writes where an author has written nothing yet.
fn is_placeholder(line: &str) -> bool {
    let line = line.trim();
    let inner = line.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
    inner.is_some_and(|inner| inner.trim_start().to_ascii_lowercase().starts_with("fill"))
}

/// A fact of a parameter: its place, name and value.
struct Fact {
    at: usize,
    key: String,
    value: String,
}

impl Fact {
    fn add(&mut self, value: &str) {
        if !self.value.is_empty() {
            self.value.push_str(", ");
        }
        self.value.push_str(value);
    }
}

/// The facts of a parameter, of those that have a value. The newer schema has lists: of plain
/// values, and of parameter sets, each of which is a fact.
fn facts(block: &str) -> Option<Vec<Fact>> {
    let mut facts: Vec<Fact> = Vec::new();
    // The key that a list stands below.
    let mut list = "";
    let mut at = 0;
    for line in block.split_inclusive('\n') {
        let (start, text) = (at, line.trim_end());
        at += line.len();
        if text.is_empty() {
            continue;
        }
        let pair = text.trim_start_matches(['-', ' ']).split_once(':');
        let pair = pair.map(|(key, value)| (key.trim(), value.trim()));
        if let Some(item) = text.strip_prefix("- ") {
            match pair {
                Some(("Name", name)) if list == "ParameterSets" => facts.push(Fact {
                    at: start,
                    key: format!("Parameter set {name}"),
                    value: String::new(),
                }),
                _ => facts.last_mut()?.add(item.trim()),
            }
        } else if text.starts_with(' ') {
            let (key, value) = pair?;
            facts.last_mut()?.add(&format!("{key}: {value}"));
        } else {
            let (key, value) = pair?;
            if !key.starts_with(|c: char| c.is_ascii_uppercase()) || key.len() > LONGEST_KEY {
                return None;
            }
            list = key;
            let value = if matches!(value, "''" | "\"\"" | "[]") { "" } else { value };
            facts.push(Fact { at: start, key: key.to_owned(), value: value.to_owned() });
        }
    }
    facts.iter().any(|fact| fact.key == "Type").then_some(())?;
    facts.retain(|fact| !fact.value.is_empty());
    Some(facts)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(kind: Kind, body: &str) -> String {
        lay_out(kind, body).0
    }

    #[test]
    fn kinds() {
        let header = |lines: &str| kind(&format!("---\n{lines}\n---\n# Get-Van\n"));
        assert_eq!(header("external help file: a.xml\ntitle: Get-Van"), Some(Kind::Cmdlet));
        assert_eq!(header("Module Name: Vans\nModule Guid: 0"), Some(Kind::Module));
        assert_eq!(header("document type: module"), Some(Kind::Module));
        assert_eq!(header("title: Get-Van\nschema: 2.0.0"), None);
        assert_eq!(kind("# Module Name: Vans"), None);
        assert_eq!(kind("---\n---\nModule Name: Vans"), None);
    }

    #[test]
    fn headings() {
        let text =
            "# Get-Van\n\n## SYNOPSIS\nGets vans.\n\n## SYNTAX\n\n## RELATED LINKS\n## More\n";
        let shown = "# Get-Van\n\n\nGets vans.\n\n## Syntax\n\n## Related links\n## More\n";
        assert_eq!(run(Kind::Cmdlet, text), shown);
        // Translated.
        assert_eq!(run(Kind::Cmdlet, "## 개요\nA.\n## 설명\nB.\n"), "\nA.\n## 설명\nB.\n");
        let translated = "## 개요\n## SYNTAX\n```\n## x\n```\n## Description\n## EXEMPLES\n## PARAMETERS\n## ENTRÉES\n## SORTIES\n## 참고\n## LIENS CONNEXES\n";
        let shown = "\n## Syntax\n```\n## x\n```\n## Description\n## <a id=\"examples\"></a>Exemples\n## Parameters\n\
            ## <a id=\"inputs\"></a>Entrées\n## <a id=\"outputs\"></a>Sorties\n## <a id=\"notes\"></a>참고\n\
            ## <a id=\"related-links\"></a>Liens connexes\n";
        assert_eq!(run(Kind::Cmdlet, translated), shown);
        let other = translated.replace("## PARAMETERS", "## NOTES");
        assert!(!run(Kind::Cmdlet, &other).contains("<a"));
        assert_eq!(
            run(Kind::Module, "## Vans\nA.\n## Description\n"),
            "## Vans\nA.\n## Description\n"
        );
        assert_eq!(run(Kind::Module, "## Description\nA.\n"), "\nA.\n");
    }

    #[test]
    fn parameters() {
        let text = "### -Name\n\n```yaml\nType: List<Van>\nAliases:\n\nRequired: True\n```\nEnd\n";
        let shown = "### -Name\n\n\n<table><tbody>\n<tr><th scope=\"row\">Type</th><td>List&lt;Van&gt;</td></tr>\n\
            <tr><th scope=\"row\">Required</th><td>True</td></tr>\n</tbody></table>\n\nEnd\n";
        assert_eq!(run(Kind::Cmdlet, text), shown);
        for kept in [
            "```yaml\nname: a\n```\n",
            "```yaml\nType: A\nno fact\n```\n",
            "```yaml\n- Type: A\n```\n",
            "```powershell\nType: A",
        ] {
            assert_eq!(run(Kind::Cmdlet, kept), kept);
        }
    }

    #[test]
    fn parameters_of_the_newer_schema() {
        let text = "```yaml\nType: Van\nDefaultValue: ''\nAliases:\n- v\n- w\nParameterSets:\n- Name: (All)\n  \
            Position: 0\n  IsRequired: true\nDontShow: false\nAcceptedValues: []\n```\n";
        let rows = [
            ("Type", "Van"),
            ("Aliases", "v, w"),
            ("Parameter set (All)", "Position: 0, IsRequired: true"),
            ("DontShow", "false"),
        ];
        let row = |(key, value)| format!("<tr><th scope=\"row\">{key}</th><td>{value}</td></tr>\n");
        let rows: String = rows.into_iter().map(row).collect();
        let shown = format!("\n<table><tbody>\n{rows}</tbody></table>\n\n");
        assert_eq!(run(Kind::Cmdlet, text), shown);
    }

    #[test]
    fn cmdlets_of_a_module() {
        let text = "## Vans Cmdlets\n### [Get-Van](Get-Van.md)\nGets vans.\n\n### [Stop-Van](Stop-Van.md)\n{{Fill in the Synopsis}}\n## Notes\nEnd\n";
        let shown = "## Vans Cmdlets\n- [Get-Van](Get-Van.md)\\\n  Gets vans.\n\n- [Stop-Van](Stop-Van.md)\n\n## Notes\nEnd\n";
        assert_eq!(run(Kind::Module, text), shown);
    }

    #[test]
    fn parts_of_a_module() {
        let text = "## Description\n## Fleet Cmdlets\n### [A](a.md)\n### [B](./b.md#c)\n## More\n### [C](c.md)\n### D\n";
        assert_eq!(parts(text), [("Fleet", vec!["a.md", "b.md"]), ("More", vec!["c.md"])]);
    }

    #[test]
    fn offsets_lead_to_the_text() {
        let text =
            "# A\n## SYNOPSIS\nGets [b](b.md).\n\n### -C\n```yaml\nType: A\n```\nSee [d](d.md).\n";
        let (shown, map) = lay_out(Kind::Cmdlet, text);
        for link in ["[b]", "[d]"] {
            assert_eq!(map.to_source(shown.find(link).unwrap_or(0)), text.find(link).unwrap_or(0));
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]
        /// Whatever stands in a file, every line leads to a place in it.
        #[test]
        fn any_text_is_laid_out(lines in proptest::collection::vec(
            "(## SYNOPSIS|### \\[a\\]|```yaml|```|~~~~|Type: \\PC*|- Name: \\PC*|- \\PC*|  \\PC*|\\PC*)\r?", 0..20,
        )) {
            let text = lines.join("\n");
            for kind in [Kind::Cmdlet, Kind::Module] {
                let (shown, map) = lay_out(kind, &text);
                for (at, _) in shown.char_indices() {
                    proptest::prop_assert!(map.to_source(at) <= text.len());
                }
            }
            proptest::prop_assert!(parts(&text).len() <= lines.len());
        }
    }

    #[test]
    fn headings_in_code_are_code() {
        let text = "## SYNOPSIS\n````\n## SYNTAX\n```\n````\n~~~\n## NOTES\n";
        assert_eq!(run(Kind::Cmdlet, text), text.replacen("## SYNOPSIS", "", 1));
    }
}
