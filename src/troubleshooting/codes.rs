//! Error codes.

/// The error codes that a text names, in order: hexadecimal (`0x80070005`), letters and digits
/// (`LNK2019`, `AADSTS50020`), or digits beside the word error or code.
pub(super) fn in_text(text: &str) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    let mut previous = "";
    for token in text.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
        if token.is_empty() {
            continue;
        }
        if is_code(token, previous) && !codes.iter().any(|code| code == token) {
            codes.push(token.to_owned());
        }
        previous = token;
    }
    codes
}

fn is_code(token: &str, previous: &str) -> bool {
    if let Some(hex) = token.strip_prefix("0x") {
        return (4..=8).contains(&hex.len()) && hex.bytes().all(|b| b.is_ascii_hexdigit());
    }
    let letters = token.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = token.len() - letters;
    let tail = token.as_bytes()[letters..].iter().all(u8::is_ascii_digit);
    if letters == 0 {
        // Five digits or more are no year, size or version; fewer only where the text says so.
        let said = ["error", "code", "errors", "codes", "status", "shown", "message", "http"]
            .contains(&previous.to_ascii_lowercase().as_str());
        return tail && (digits >= 6 || (digits >= 3 && said));
    }
    tail && letters <= 8 && digits >= 4
}
