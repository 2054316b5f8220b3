//! How the index's files are written: small numbers as letters, and a file as a script.

use serde::Serialize;

/// A file of the index: its name, without folder and ending, and its content.
pub(super) type File = (String, String);

/// The letter of a number below 64; of 63 for greater ones. Letters are the last of ASCII, from `>`
/// to `~`, but for the backslash, which JSON escapes.
pub(super) fn digit(number: u32) -> char {
    let code = b'>' + number.min(63) as u8;
    char::from(code + u8::from(code >= b'\\'))
}

/// Appends `number`, five bits a letter from the lowest; every letter but the last adds 32.
pub(super) fn push_number(mut number: u32, out: &mut String) {
    while number > 31 {
        out.push(digit(number & 31 | 32));
        number >>= 5;
    }
    out.push(digit(number));
}

/// A file of the index: a classic script that hands over a JSON array, its own name first. Over
/// HTTP the client reads it as text and parses what is between the parentheses; a page opened from
/// disk loads it as a script.
pub(super) fn script<T: Serialize>(name: &str, payload: &T) -> String {
    // Maps have string keys and numbers are finite: writing to memory cannot fail.
    let json = serde_json::to_string(&(name, payload)).unwrap_or_default();
    let mut script = String::with_capacity(json.len() + 24);
    script.push_str("guidepostSearch(");
    let mut rest = json.as_str();
    while let Some(at) = rest.find(['<', '\u{2028}', '\u{2029}']) {
        script.push_str(&rest[..at]);
        let (escape, length) = match rest.as_bytes()[at] {
            b'<' => ("\\u003c", 1),
            _ if rest[at..].starts_with('\u{2028}') => ("\\u2028", 3),
            _ => ("\\u2029", 3),
        };
        script.push_str(escape);
        rest = &rest[at + length..];
    }
    script.push_str(rest);
    script.push_str(")\n");
    script
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let run = |number| {
            let mut out = String::new();
            push_number(number, &mut out);
            out
        };
        assert_eq!(run(0), ">");
        assert_eq!(run(29), "[");
        assert_eq!(run(31), "^");
        assert_eq!(run(32), "_?");
        assert_eq!(run(u32::MAX), "~~~~~~A");
    }

    #[test]
    fn scripts_can_be_loaded_and_inlined() {
        assert_eq!(
            script("t/1", &"</script>\u{2028}é\""),
            "guidepostSearch([\"t/1\",\"\\u003c/script>\\u2028é\\\"\"])\n"
        );
    }
}
