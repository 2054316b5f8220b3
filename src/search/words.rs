//! Text to search words. The client folds and splits a query by the same rules; `words.json`
//! beside this file holds cases that both are tested with.
//!
//! A word is a run of letters and digits, in lower case, with diacritics folded and apostrophes
//! dropped (`can't` is `cant`, `café's` is `cafes`). `c++`, `c#` and `f#` stay whole. Compounds
//! give their parts and the whole: `sign-in` is `sign`, `in`, `signin`; `getCustomer` is `get`,
//! `customer`, `getcustomer`; `push_back` is `push`, `back`, `push_back`, a name that has no stem. Scripts written without spaces give every
//! two neighbouring characters.

/// Words longer than this many bytes are cut: keys and encoded data, not language.
const LONGEST_WORD: usize = 80;

/// Calls `each` with every word of `text`, in order. A compound's whole comes after its parts.
pub(super) fn each_word(text: &str, mut each: impl FnMut(&str)) {
    each_token(text, |word, _| each(word));
}

/// Calls `each` with every word of `text`, and with the number of words before it that it is the
/// whole of: 0 but for compounds.
pub(super) fn each_token(text: &str, mut each: impl FnMut(&str, usize)) {
    let bytes = text.as_bytes();
    let mut buffers = Buffers::default();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let mut plain = true;
        while let Some(length) = run_length(text, at, at > start, &mut plain) {
            at += length;
        }
        if at == start {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let run = &text[start..at];
        if let Some(length) = language_suffix(run, &bytes[at..]) {
            buffers.whole.clear();
            fold(run, &mut buffers.whole);
            buffers.whole.push_str(&text[at..at + length]);
            each(&buffers.whole, 0);
            at += length;
        } else if plain {
            each(cut(run), 0);
        } else {
            compound(run, &mut buffers, &mut each);
        }
    }
}

/// Calls `each` with every option that `text` names, such as `/guard` of `/GUARD:CF`, `--guard` or
/// `-Guard`, whose first character is always `/`. Their letters are words, too.
pub(super) fn each_option(text: &str, mut each: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut option = String::new();
    for at in memchr::memchr2_iter(b'/', b'-', bytes) {
        let starts = at == 0 || matches!(bytes[at - 1], b' ' | b'(' | b'[' | b'\'' | b'"' | b'\n');
        let rest = text[at..].strip_prefix("--").unwrap_or(&text[at + 1..]);
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if starts && length > 0 && rest.as_bytes()[0].is_ascii_alphabetic() {
            option.clear();
            option.push('/');
            fold(cut(&rest[..length]), &mut option);
            each(&option);
        }
    }
}

/// Calls `each` with every name in parts that `text` has, such as `System.IO` or `std::vector`, and
/// with its ends of more than one part: folded, with a dot between parts.
pub(super) fn each_dotted(text: &str, mut each: impl FnMut(&str)) {
    let starts = |part: &str| part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let mut name = String::new();
    for run in text.split(|c: char| !is_part(c) && c != '.' && c != ':') {
        let run = run.replace("::", ".");
        let parts: Vec<&str> = run.trim_matches([':', '.']).split('.').collect();
        if !parts.iter().all(|part| starts(part) && part.chars().all(is_part)) {
            continue;
        }
        for first in 0..parts.len() - 1 {
            name.clear();
            fold(&parts[first..].join("."), &mut name);
            each(cut(&name));
        }
    }
}

/// Bytes of the character at `at` if it belongs to the run that is being read; `inside` when one
/// is. `plain` is cleared unless the run so far is its own folded form.
fn run_length(text: &str, at: usize, inside: bool, plain: &mut bool) -> Option<usize> {
    let bytes = text.as_bytes();
    match *bytes.get(at)? {
        b'a'..=b'z' | b'0'..=b'9' => Some(1),
        b'A'..=b'Z' => {
            *plain = false;
            Some(1)
        }
        b'\'' | b'-' | b'_' => {
            let next = text[at + 1..].chars().next()?;
            let joins = inside && (next.is_alphanumeric() || (bytes[at] == b'_' && next == '_'));
            *plain &= !joins;
            joins.then_some(1)
        }
        byte if byte.is_ascii() => None,
        _ => {
            let c = text[at..].chars().next()?;
            let belongs = c.is_alphanumeric() || (inside && is_dropped(c));
            *plain &= !belongs;
            belongs.then(|| c.len_utf8())
        }
    }
}

/// Marks that stand inside words and say nothing for search: apostrophes, soft hyphens, accents.
fn is_dropped(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}' | '\u{ad}' | '\u{300}'..='\u{36f}')
}

/// Length of the `++` or `#` after a single letter.
fn language_suffix(run: &str, rest: &[u8]) -> Option<usize> {
    if run.len() != 1 || !run.as_bytes()[0].is_ascii_alphabetic() {
        return None;
    }
    let length = if rest.starts_with(b"++") {
        2
    } else if rest.starts_with(b"#") {
        1
    } else {
        return None;
    };
    let ends = rest.get(length).is_none_or(|next| !next.is_ascii_alphanumeric());
    ends.then_some(length)
}

#[derive(Default)]
struct Buffers {
    part: String,
    whole: String,
}

fn compound(run: &str, buffers: &mut Buffers, each: &mut impl FnMut(&str, usize)) {
    buffers.whole.clear();
    let mut parts = 0;
    let mut words = 0;
    let mut joined_by_line = false;
    for piece in run.split_inclusive(['-', '_']) {
        let (piece, line) = match piece.strip_suffix('_') {
            Some(piece) => (piece, true),
            None => (piece.trim_end_matches('-'), false),
        };
        if !piece.is_empty() && std::mem::take(&mut joined_by_line) && parts > 0 {
            buffers.whole.push('_');
        }
        joined_by_line |= line;
        each_camel_part(piece, |part| {
            buffers.part.clear();
            fold(part, &mut buffers.part);
            if buffers.part.is_empty() {
                return;
            }
            parts += 1;
            buffers.whole.push_str(&buffers.part);
            let mut each_part = |part: &str| {
                words += 1;
                each(part, 0);
            };
            if !pairs(&buffers.part, &mut each_part) {
                each_part(cut(&buffers.part));
            }
        });
    }
    if parts > 1 {
        each(cut(&buffers.whole), words);
    }
}

/// The parts of `getCustomer`, `XMLHttp`. A piece stays whole when a part would be one letter
/// (`iPhone`), a plural's ending (`APIs`) or when it has digits before its end (keys, hashes).
fn each_camel_part(piece: &str, mut each: impl FnMut(&str)) {
    let bytes = piece.as_bytes();
    let letters = piece.trim_end_matches(|c: char| c.is_ascii_digit());
    let mixed = bytes.iter().skip(1).any(u8::is_ascii_uppercase);
    if !mixed || !piece.is_ascii() || letters.bytes().any(|byte| byte.is_ascii_digit()) {
        each(piece);
        return;
    }
    let starts = |at: usize| {
        let lower = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
        bytes[at].is_ascii_uppercase()
            && (lower(at - 1) || (lower(at + 1) && (lower(at + 2) || bytes[at + 1] != b's')))
    };
    let mut cuts: Vec<usize> = (1..bytes.len()).filter(|&at| starts(at)).collect();
    cuts.push(bytes.len());
    let mut start = 0;
    if cuts.iter().any(|&end| end - std::mem::replace(&mut start, end) < 2) {
        each(piece);
        return;
    }
    start = 0;
    for end in cuts {
        each(&piece[start..end]);
        start = end;
    }
}

/// Every two neighbours of a script without spaces; false when `part` is of another script.
fn pairs(part: &str, each: &mut impl FnMut(&str)) -> bool {
    if part.is_ascii() || !part.chars().any(is_unspaced) {
        return false;
    }
    let mut rest = part;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| is_unspaced(c) == is_unspaced(first);
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
        if is_unspaced(first) && starts.len() > 3 {
            starts.windows(3).for_each(|pair| each(&run[pair[0]..pair[2]]));
        } else {
            each(cut(run));
        }
        rest = after;
    }
    true
}

/// Han, Hiragana, Katakana, Bopomofo and Hangul.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The first [`LONGEST_WORD`] bytes, or a little less, so as not to split a character.
pub(super) fn cut(word: &str) -> &str {
    let mut end = word.len().min(LONGEST_WORD);
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    &word[..end]
}

/// Appends `text` in lower case, without diacritics and apostrophes. Latin-1 and Latin Extended-A
/// are folded, as in the client; letters of other scripts are kept.
pub(in crate::search) fn fold(text: &str, out: &mut String) {
    for c in text.chars() {
        if c.is_ascii() {
            if c != '\'' {
                out.push(c.to_ascii_lowercase());
            }
        } else if !is_dropped(c) {
            match folded(c) {
                Some(folded) => out.push_str(folded),
                None => out.extend(c.to_lowercase().filter(|&c| !is_dropped(c))),
            }
        }
    }
}

fn folded(c: char) -> Option<&'static str> {
    Some(match c {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => "a",
        'Ç' | 'ç' | 'Ć'..='č' => "c",
        'Ð' | 'ð' | 'Ď' | 'ď' | 'Đ' | 'đ' => "d",
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => "e",
        'Ĝ'..='ģ' => "g",
        'Ĥ'..='ħ' => "h",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => "i",
        'Ĳ' | 'ĳ' => "ij",
        'Ĵ' | 'ĵ' => "j",
        'Ķ'..='ĸ' => "k",
        'Ĺ'..='ł' => "l",
        'Ñ' | 'ñ' | 'Ń'..='ŋ' => "n",
        'Ò'..='Ö' | 'ò'..='ö' | 'Ø' | 'ø' | 'Ō'..='ő' => "o",
        'Ŕ'..='ř' => "r",
        'Ś'..='š' | 'ſ' => "s",
        'Ţ'..='ŧ' => "t",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => "u",
        'Ŵ' | 'ŵ' => "w",
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => "y",
        'Ź'..='ž' => "z",
        'Æ' | 'æ' => "ae",
        'Œ' | 'œ' => "oe",
        'ß' | 'ẞ' => "ss",
        'Þ' | 'þ' => "th",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> String {
        let mut words = Vec::new();
        each_word(text, |word| words.push(word.to_owned()));
        words.join(" ")
    }

    #[test]
    fn names_in_parts() {
        let mut found = Vec::new();
        each_dotted("Use System.IO, a::b::c_d or Get-Item.Name. v1.2 e.g. end", |name| {
            found.push(name.to_owned());
        });
        assert_eq!(found, ["system.io", "a.b.c_d", "b.c_d", "get-item.name", "e.g"]);
    }

    #[test]
    fn the_cases_shared_with_the_client() {
        let cases: Vec<(String, String)> =
            serde_json::from_str(include_str!("words.json")).unwrap_or_default();
        assert!(!cases.is_empty());
        for (text, words) in cases {
            assert_eq!(run(&text), words, "{text}");
        }
    }

    #[test]
    fn options_by_their_names() {
        let mut options = Vec::new();
        let text = "/Zc:wchar_t (-Force, --dry-run) and/or a-b - c / /1 /GUARD:CF";
        each_option(text, |option| options.push(option.to_owned()));
        assert_eq!(options, ["/zc", "/force", "/dry", "/guard"]);
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(run(&"x".repeat(500)).len(), LONGEST_WORD);
        assert_eq!(run(&"яX".repeat(500)).len(), LONGEST_WORD);
    }

    proptest::proptest! {
        #[test]
        fn never_panics_and_words_are_folded(text in "[a-cA-C1'_+# éßя学\u{301}-]{0,40}|.{0,40}") {
            each_word(&text, |word| {
                assert!(!word.is_empty());
                let mut again = String::new();
                fold(word, &mut again);
                assert_eq!(word, again);
            });
        }
    }
}
