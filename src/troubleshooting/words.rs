//! Headings and sentences as words, for the grammar of complaint.
//!
//! In goes a heading as plain text, lower-cased by the caller; out come its words with contractions
//! spelled out (`can't` is `can`, `not`), so that the grammar knows one spelling of each thing.
//! Words borrow from the text: a docset has a hundred thousand headings.

/// A word, and how it stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The word itself, without quotes or punctuation.
    pub(super) text: &'a str,
    /// It stands between quotation marks.
    pub(super) quoted: bool,
    /// The punctuation right after it: `.` `?` `!` end a sentence, `,` `:` `;` end a clause.
    pub(super) mark: Option<char>,
}

impl Word<'_> {
    /// It is one of these.
    pub(super) fn is(&self, list: &[&str]) -> bool {
        list.contains(&self.text)
    }

    /// Troubleshoot, troubleshooting; some write it with a hyphen.
    pub(super) fn troubleshoots(&self) -> bool {
        self.text.starts_with("troubleshoot") || self.text.starts_with("trouble-shoot")
    }

    fn ends_sentence(&self) -> bool {
        matches!(self.mark, Some('.' | '?' | '!'))
    }
}

/// The words of a lower-cased text.
pub(super) fn words(lower: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::with_capacity(lower.len() / 5 + 1);
    let mut quoted = false;
    let mut start: Option<usize> = None;
    let mut chars = lower.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        if in_word(c, start.is_some(), next) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            push(&mut words, &lower[from..at], quoted);
        }
        match c {
            '"' => quoted = !quoted,
            // A closing single one is also an apostrophe, which closes nothing.
            '\u{201c}' | '\u{2018}' => quoted = true,
            '\u{201d}' | '\u{2019}' => quoted = false,
            '.' | '?' | '!' => {
                let closes = next.is_none_or(|n| n.is_whitespace() || is_quote(n) || n == ')');
                if closes && !quoted {
                    mark(&mut words, c);
                }
            }
            ',' | ':' | ';' | '\u{2014}' | '\u{2013}' => {
                mark(&mut words, if c == ',' { ',' } else { ':' });
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        push(&mut words, &lower[from..], quoted);
    }
    words
}

/// The sentences of a text, as runs of words.
pub(super) fn sentences<'w, 'a>(words: &'w [Word<'a>]) -> impl Iterator<Item = &'w [Word<'a>]> {
    words.split_inclusive(Word::ends_sentence).filter(|sentence| !sentence.is_empty())
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}')
}

fn in_word(c: char, inside: bool, next: Option<char>) -> bool {
    let next_is_word = next.is_some_and(char::is_alphanumeric);
    c.is_alphanumeric()
        || c == '_'
        || (inside && next_is_word && matches!(c, '\'' | '\u{2019}' | '-' | '.'))
        || (inside && matches!(c, '+' | '#'))
}

fn mark(words: &mut [Word<'_>], c: char) {
    if let Some(last) = words.last_mut()
        && !last.ends_sentence()
    {
        last.mark = Some(c);
    }
}

/// Adds a word, or the words that a contraction stands for.
fn push<'a>(words: &mut Vec<Word<'a>>, text: &'a str, quoted: bool) {
    let (first, second) = spell_out(text);
    for text in [Some(first), second].into_iter().flatten() {
        words.push(Word { text, quoted, mark: None });
    }
}

fn spell_out(text: &str) -> (&str, Option<&str>) {
    let Some(at) = text.rfind(['\'', '\u{2019}']) else {
        return if text == "cannot" { ("can", Some("not")) } else { (text, None) };
    };
    let (head, tail) = text.split_at(at);
    match (head, tail.trim_start_matches(['\'', '\u{2019}'])) {
        ("won", "t") => ("will", Some("not")),
        ("can", "t") => ("can", Some("not")),
        (_, "t") if head.len() > 1 && head.ends_with('n') => (&head[..head.len() - 1], Some("not")),
        (_, "ve") => (head, Some("have")),
        (_, "re") => (head, Some("are")),
        (_, "m") => (head, Some("am")),
        (_, "ll") => (head, Some("will")),
        ("it" | "what" | "that" | "there" | "who" | "where" | "here", "s") => (head, Some("is")),
        (_, "s") => (head, None),
        _ => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> String {
        sentences(&words(text))
            .map(|sentence| {
                let words: Vec<String> = sentence
                    .iter()
                    .map(|word| {
                        let quote = if word.quoted { "\"" } else { "" };
                        format!("{quote}{}{quote}{}", word.text, word.mark.unwrap_or(' '))
                    })
                    .collect();
                words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect::<Vec<_>>()
            .join(" / ")
    }

    #[test]
    fn contractions_are_spelled_out() {
        assert_eq!(run("i can't see it, won't you?"), "i can not see it, will not you?");
        assert_eq!(run("you\u{2019}ve cannot isn't it's"), "you have can not is not it is");
        assert_eq!(run("the customer's tenant"), "the customer tenant");
    }

    #[test]
    fn sentences_end_outside_quotes_only() {
        assert_eq!(
            run("i see \"declined. verify it\" here. why is that?"),
            "i see \"declined\" \"verify\" \"it\" here. / why is that?"
        );
        assert_eq!(run("asp.net 4.5 fails. why"), "asp.net 4.5 fails. / why");
    }

    #[test]
    fn odd_text_is_taken_as_it_is() {
        assert_eq!(run(""), "");
        assert_eq!(run("... ' '' n't"), "n't");
    }
}
