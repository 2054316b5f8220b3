//! Bytes to text.

use std::sync::Arc;

/// Decodes a file: UTF-8, an optional byte order mark dropped. The offset of the first byte that
/// is not UTF-8 comes back beside a text in which such bytes are replaced.
pub(super) fn decode(bytes: Vec<u8>) -> (Arc<str>, Option<usize>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text.strip_prefix('\u{feff}').unwrap_or(&text).into(), None),
        Err(error) => {
            let bad = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes());
            let without_mark = text.strip_prefix('\u{feff}').unwrap_or(&text);
            let mark = text.len() - without_mark.len();
            (without_mark.into(), Some(bad.saturating_sub(mark)))
        }
    }
}
