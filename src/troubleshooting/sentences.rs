//! Running text as sentences.

/// The sentences of a block.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> + Clone {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let end = sentence_end(rest);
        let (sentence, after) = rest.split_at(end);
        rest = after;
        Some(sentence.trim_end())
    })
}

/// Where the first sentence of a text ends, in bytes.
fn sentence_end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | ':') {
            continue;
        }
        let mut end = at + c.len_utf8();
        // Closing quotes and brackets belong to the sentence.
        while let Some(&(next_at, next)) = chars.peek()
            && matches!(next, '"' | '\u{201d}' | '\'' | '\u{2019}' | ')' | ']')
        {
            end = next_at + next.len_utf8();
            chars.next();
        }
        let Some(&(_, next)) = chars.peek() else { return text.len() };
        if !next.is_whitespace() {
            continue;
        }
        let after = text[end..].trim_start().chars().next();
        let begins = after.is_none_or(|c| !c.is_lowercase());
        if begins && c != ':' && !is_abbreviation(&text[..at]) && !is_quoting(text, at, end) {
            return end;
        }
    }
    text.len()
}

/// A message between single quotation marks goes on: "error 'failed. No session.' when".
fn is_quoting(text: &str, at: usize, end: usize) -> bool {
    // Between words it is an apostrophe.
    let opens = |text: &str, at: usize| {
        text[at + 1..].starts_with(char::is_alphanumeric)
            && (at == 0 || text[..at].ends_with([' ', '(', '>']))
    };
    let Some(open) = text[..at].rfind(" '").map(|at| at + 1).filter(|&at| opens(text, at)) else {
        return false;
    };
    let closes = |text: &str| {
        text.match_indices('\'').any(|(at, _)| {
            let after = text[at + 1..].chars().next();
            at > 0 && after.is_none_or(|c| !c.is_alphanumeric())
        })
    };
    // Some line further it is a mark that nobody has closed.
    let rest = &text[end..];
    let near = rest.char_indices().nth(160).map_or(rest, |(at, _)| &rest[..at]);
    !closes(&text[open + 1..end]) && closes(near)
}

fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit([' ', '(']).next().unwrap_or("");
    matches!(
        word,
        "e.g"
            | "i.e"
            | "vs"
            | "etc"
            | "No"
            | "approx"
            | "Inc"
            | "Corp"
            | "Vol"
            | "Fig"
            | "Ver"
            | "Ref"
            | "Ltd"
            | "Co"
            | "Dr"
            | "Mr"
            | "Ms"
            | "Msg"
            | "St"
            | "incl"
            | "Dept"
            | "Sec"
    ) || word.len() == 1 && word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Vec<&str> {
        sentences(text).collect()
    }

    #[test]
    fn ends() {
        assert_eq!(
            run("Do this. Then that! Why? \"So.\" I see"),
            ["Do this.", "Then that!", "Why?", "\"So.\"", "I see"]
        );
        assert_eq!(
            run("Use 3.5 of x.txt, e.g. This one, etc. and so on."),
            ["Use 3.5 of x.txt, e.g. This one, etc. and so on."]
        );
        assert_eq!(run("Note: it works. (It does.) Go."), ["Note: it works.", "(It does.)", "Go."]);
        assert_eq!(run("  "), [""; 0]);
    }
}
