//! The words before and after a word, in six bits: enough to tell passages that have the words of a
//! query in its order from those that have them anywhere, without the passages' texts. Chance alone
//! agrees with one neighbour in eight.

use super::words::each_token;

/// What stands before and after one word: three bits each.
pub(super) type Neighbours = u8;

/// Three bits of a word, out of its first two UTF-16 units; the client has the same numbers
/// (`engine/words.js`). Chosen so that the words of English text fall on all eight alike.
fn hint(word: &str) -> Neighbours {
    let mut units = word.encode_utf16().map(u32::from);
    let mut unit = || units.next().unwrap_or(0);
    (((4 * unit() + 7 * unit()) >> 3) & 7) as Neighbours
}

/// Reads texts; keeps its memory from one to the next.
#[derive(Default)]
pub(super) struct Reader {
    /// By word: what the caller makes of it, its hint, and the number of words it is the whole of.
    words: Vec<(Option<u32>, Neighbours, usize)>,
}

impl Reader {
    /// Calls `each` with every word of `text` that `number` gives a number, and with its neighbours.
    pub(super) fn read(
        &mut self,
        text: &str,
        mut number: impl FnMut(&str) -> Option<u32>,
        mut each: impl FnMut(u32, Neighbours),
    ) {
        self.words.clear();
        each_token(text, |word, parts| self.words.push((number(word), hint(word), parts)));
        let mut before = 0;
        for (at, &(number, hint, parts)) in self.words.iter().enumerate() {
            let plain = |&&(_, _, parts): &&(_, _, usize)| parts == 0;
            let after = self.words[at + 1..].iter().find(plain).map_or(0, |next| next.1);
            if parts == 0 {
                if let Some(number) = number {
                    each(number, before << 3 | after);
                }
                before = hint;
            } else if let Some(number) = number {
                // A whole stands where its parts do.
                let first = self.words[..at].iter().rev().filter(|word| word.2 == 0).nth(parts);
                each(number, first.map_or(0, |word| word.1) << 3 | after);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Vec<(String, Neighbours, Neighbours)> {
        let words = std::cell::RefCell::new(Vec::new());
        let mut found = Vec::new();
        let number = |word: &str| {
            words.borrow_mut().push(word.to_owned());
            Some(words.borrow().len() as u32 - 1)
        };
        Reader::default().read(text, number, |number, beside| {
            found.push((words.borrow()[number as usize].clone(), beside >> 3, beside & 7));
        });
        found
    }

    #[test]
    fn words_and_what_stands_beside_them() {
        let own =
            |word: &str, before: &str, after: &str| (word.to_owned(), hint(before), hint(after));
        assert_eq!(
            run("Please sign-in now"),
            [
                own("please", "", "sign"),
                own("sign", "please", "in"),
                own("in", "sign", "now"),
                own("signin", "please", "now"),
                own("now", "in", ""),
            ]
        );
    }

    #[test]
    fn hints_that_the_client_gives_too() {
        let hints = ["", "a", "of", "the", "partner", "東京", "c++"].map(hint);
        assert_eq!(hints, [0, 0, 0, 5, 4, 7, 7]);
    }
}
