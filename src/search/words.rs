//! Text to search words. The client folds and splits a query in the same way.
//!
//! A word is a run of letters and digits, in lower case, with diacritics folded and apostrophes
//! dropped (`can't` is `cant`, `café's` is `cafes`). `c++`, `c#` and `f#` stay whole. Compounds
//! give their parts and the whole: `sign-in` is `sign`, `in`, `signin`; `getCustomer` and
//! `get_customer` are `get`, `customer`, `getcustomer`.

use super::documents::LONGEST_WORD;

/// Calls `each` with every word of `text`, in order. A compound's whole comes after its parts.
pub(super) fn each_word(text: &str, mut each: impl FnMut(&str)) {
    let mut splitter = Splitter::default();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            'a'..='z' | '0'..='9' => splitter.push(c),
            'A'..='Z' => {
                let next_is_lower = chars.peek().is_some_and(char::is_ascii_lowercase);
                splitter.upper(c, next_is_lower, &mut each);
            }
            '\'' | '\u{2019}' | '\u{2bc}' | '\u{ad}' | '\u{300}'..='\u{36f}' => {}
            '-' | '_' if splitter.part_started() => {
                if chars.peek().is_some_and(|next| next.is_alphanumeric()) {
                    splitter.end_part(&mut each);
                } else {
                    splitter.end_word(&mut each);
                }
            }
            '+' if splitter.letter() && chars.peek() == Some(&'+') => {
                chars.next();
                splitter.suffix("++");
                splitter.end_word(&mut each);
            }
            '#' if splitter.letter() => {
                splitter.suffix("#");
                splitter.end_word(&mut each);
            }
            c if c.is_ascii() => splitter.end_word(&mut each),
            c if c.is_alphanumeric() => {
                if c.is_uppercase() {
                    let next_is_lower = chars.peek().is_some_and(|next| next.is_lowercase());
                    splitter.upper(c, next_is_lower, &mut each);
                } else {
                    splitter.push(c);
                }
            }
            _ => splitter.end_word(&mut each),
        }
    }
    splitter.end_word(&mut each);
}

/// The word being read. `whole` holds every part so far; `part` is where the current one starts.
#[derive(Default)]
struct Splitter {
    whole: String,
    part: usize,
    parts: usize,
    last_is_upper: bool,
}

impl Splitter {
    fn push(&mut self, c: char) {
        self.last_is_upper = false;
        if self.whole.len() < LONGEST_WORD {
            fold(c, &mut self.whole);
        }
    }

    /// A capital starts a part after a small letter (`getCustomer`) or before one (`APIKey`).
    fn upper(&mut self, c: char, next_is_lower: bool, each: &mut impl FnMut(&str)) {
        if self.part_started() && (!self.last_is_upper || next_is_lower) {
            self.end_part(each);
        }
        self.push(c);
        self.last_is_upper = true;
    }

    fn part_started(&self) -> bool {
        self.whole.len() > self.part
    }

    /// Nothing read but a single letter.
    fn letter(&self) -> bool {
        self.parts == 0 && self.whole.len() == 1 && self.whole.as_bytes()[0].is_ascii_alphabetic()
    }

    fn suffix(&mut self, suffix: &str) {
        self.whole.push_str(suffix);
    }

    fn end_part(&mut self, each: &mut impl FnMut(&str)) {
        if self.part_started() {
            each(&self.whole[self.part..]);
            self.part = self.whole.len();
            self.parts += 1;
        }
    }

    fn end_word(&mut self, each: &mut impl FnMut(&str)) {
        self.end_part(each);
        if self.parts > 1 {
            each(&self.whole);
        }
        self.whole.clear();
        self.part = 0;
        self.parts = 0;
        self.last_is_upper = false;
    }
}

/// Appends `c` in lower case and without its diacritic. Latin-1 and Latin Extended-A are folded,
/// as in the client; letters of other scripts are kept.
fn fold(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    let folded = match c {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => "a",
        'Ç' | 'ç' | 'Ć'..='č' => "c",
        'Ď' | 'ď' | 'Đ' | 'đ' => "d",
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => "e",
        'Ĝ'..='ģ' => "g",
        'Ĥ'..='ħ' => "h",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => "i",
        'Ĵ' | 'ĵ' => "j",
        'Ķ' | 'ķ' => "k",
        'Ĺ'..='ł' => "l",
        'Ñ' | 'ñ' | 'Ń'..='ň' => "n",
        'Ò'..='Ö' | 'ò'..='ö' | 'Ø' | 'ø' | 'Ō'..='ő' => "o",
        'Ŕ'..='ř' => "r",
        'Ś'..='š' => "s",
        'Ţ'..='ŧ' => "t",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => "u",
        'Ŵ' | 'ŵ' => "w",
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => "y",
        'Ź'..='ž' => "z",
        'Æ' | 'æ' => "ae",
        'Œ' | 'œ' => "oe",
        'ß' | 'ẞ' => "ss",
        'Þ' | 'þ' => "th",
        _ => {
            out.extend(c.to_lowercase());
            return;
        }
    };
    out.push_str(folded);
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
    fn folds_case_diacritics_and_apostrophes() {
        assert_eq!(run("Can't open the café’s Straße"), "cant open the cafes strasse");
        assert_eq!(run("cafe\u{301} Łódź"), "cafe lodz");
    }

    #[test]
    fn keeps_language_names_whole() {
        assert_eq!(run("C++, C# and F#; a + b, x++ #1"), "c++ c# and f# a b x++ 1");
    }

    #[test]
    fn compounds_give_parts_and_the_whole() {
        assert_eq!(run("sign-in"), "sign in signin");
        assert_eq!(run("getCustomerById"), "get customer by id getcustomerbyid");
        assert_eq!(run("XMLHttpRequest"), "xml http request xmlhttprequest");
        assert_eq!(run("snake_case_"), "snake case snakecase");
        assert_eq!(run("end- of -line --flag"), "end of line flag");
    }

    #[test]
    fn other_scripts_are_words() {
        assert_eq!(run("Привет, мир"), "привет мир");
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(run(&"x".repeat(500)).len(), LONGEST_WORD);
    }
}
