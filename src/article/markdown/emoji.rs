//! Emoji codes as GitHub has them, such as `:tada:` (format §3).

/// Replaces the codes in a text. A code begins the text, where `open_start` says that it may, or
/// follows white space; anywhere else a name between colons is more likely a path or a time.
pub(super) fn replace(text: &str, open_start: bool) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(colon) = rest.find(':') {
        let (before, after) = rest.split_at(colon);
        replaced.push_str(before);
        let may_begin = replaced.chars().next_back().map_or(open_start, char::is_whitespace);
        let code = after[1..].find(':').map(|end| &after[1..=end]).filter(|_| may_begin);
        if let Some((code, emoji)) =
            code.and_then(|code| Some((code, emojis::get_by_shortcode(code)?)))
        {
            replaced.push_str(emoji.as_str());
            rest = &after[code.len() + 2..];
        } else {
            replaced.push(':');
            rest = &after[1..];
        }
    }
    replaced.push_str(rest);
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_emoji_codes() {
        assert_eq!(replace(":tada: a :+1: :no: 1:tada:", true), "🎉 a 👍 :no: 1:tada:");
        assert_eq!(replace(":tada:", false), ":tada:");
        assert_eq!(replace("a :: b: :", true), "a :: b: :");
    }
}
