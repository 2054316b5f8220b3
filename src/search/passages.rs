//! A page's text in passages: some forty words of one section, the unit that ranking looks at for
//! words that stand together, and of which the client shows a piece.

use crate::site::document::{Block, BlockKind, Document};

/// A passage ends with a sentence or a block after this many words,
const ENOUGH_WORDS: usize = 36;
/// and anywhere after this many.
const MOST_WORDS: usize = 60;
/// Passages a page: the posting format has 14 bits. Text beyond is not searched.
const MOST_PASSAGES: usize = (1 << 14) - 1;
/// Bytes of a word that are worth showing.
const LONGEST_SHOWN_WORD: usize = 80;

/// The passages of a page.
#[derive(Debug, Default)]
pub(super) struct Passages {
    /// The texts, white space folded. A section without text has an empty one.
    pub(super) texts: Vec<String>,
    /// The first passage of each section.
    pub(super) starts: Vec<u32>,
}

/// Cuts the text of a page.
pub(super) fn passages(document: &Document) -> Passages {
    let mut passages = Passages::default();
    for section in &document.sections {
        if passages.texts.len() >= MOST_PASSAGES {
            break;
        }
        passages.starts.push(passages.texts.len() as u32);
        passages.add_section(&section.blocks);
    }
    passages.texts.truncate(MOST_PASSAGES);
    passages
}

impl Passages {
    fn add_section(&mut self, blocks: &[Block]) {
        let first = self.texts.len();
        let mut text = String::new();
        let mut count = 0;
        for block in blocks {
            if !text.is_empty() {
                text.push_str(if ends_sentence(&text) { " " } else { " · " });
            }
            for word in block.text.split_whitespace() {
                if count > 0 && !text.ends_with(' ') {
                    text.push(' ');
                }
                push_shown(word, &mut text);
                count += 1;
                if count >= MOST_WORDS || (count >= ENOUGH_WORDS && ends_sentence(word)) {
                    self.texts.push(std::mem::take(&mut text));
                    count = 0;
                }
            }
            let heads_rows = block.kind == BlockKind::Row { header: true };
            if count >= ENOUGH_WORDS && !heads_rows {
                self.texts.push(std::mem::take(&mut text));
                count = 0;
            }
        }
        if count > 0 || self.texts.len() == first {
            self.texts.push(text);
        }
    }
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', ':', ';'])
}

fn push_shown(word: &str, text: &mut String) {
    if word.len() <= LONGEST_SHOWN_WORD {
        text.push_str(word);
        return;
    }
    let mut end = LONGEST_SHOWN_WORD;
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    text.push_str(&word[..end]);
    text.push('…');
}

#[cfg(test)]
mod tests {
    use super::super::documents::tests::page;
    use super::*;

    fn run(text: &str) -> Vec<usize> {
        let passages = passages(&page("a.html", "Title", text));
        assert_eq!(passages.starts, [0, 1]);
        passages.texts[1..].iter().map(|text| text.split_whitespace().count()).collect()
    }

    #[test]
    fn a_passage_ends_with_a_sentence_where_one_is_near() {
        assert_eq!(run(""), [0]);
        assert_eq!(run(&"word ".repeat(61)), [60, 1]);
        assert_eq!(run(&"six words are in this sentence. ".repeat(12)), [36, 36]);
    }

    #[test]
    fn long_words_are_cut() {
        let passages = passages(&page("a.html", "Title", &"é".repeat(300)));
        assert_eq!(passages.texts[1].len(), 80 + '…'.len_utf8());
    }
}
