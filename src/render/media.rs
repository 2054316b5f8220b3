//! Images that are none: a film, a sound or a player behind the address of a Markdown image.
//! Only whole addresses count; a file of the docset stays an image.

/// What to show in place of the image.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Media {
    /// A film, with its type.
    Video(&'static str),
    /// A sound, with its type.
    Audio(&'static str),
    /// A page that holds a player, at this address.
    Player(String),
}

/// Judges an address by its ending or its host.
pub(super) fn of(url: &str) -> Option<Media> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let (before, query) = path.split_once('?').unwrap_or((path, ""));
    let before = before.split('#').next().unwrap_or(before);
    let id = match host {
        "youtube.com" => match before.strip_prefix("embed/") {
            Some(id) => Some(id),
            None => query.split('&').find_map(|item| item.strip_prefix("v=")),
        },
        "youtu.be" => Some(before),
        _ => None,
    };
    let is_id = |id: &&str| {
        !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    if let Some(id) = id.filter(is_id) {
        return Some(Media::Player(format!("https://www.youtube-nocookie.com/embed/{id}")));
    }
    if host == "vimeo.com" && before.bytes().all(|b| b.is_ascii_digit()) && !before.is_empty() {
        return Some(Media::Player(format!("https://player.vimeo.com/video/{before}")));
    }
    Some(match crate::path::extension(before).to_ascii_lowercase().as_str() {
        "mp4" | "m4v" => Media::Video("video/mp4"),
        "webm" => Media::Video("video/webm"),
        "ogv" => Media::Video("video/ogg"),
        "mp3" => Media::Audio("audio/mpeg"),
        "wav" => Media::Audio("audio/wav"),
        "ogg" | "oga" => Media::Audio("audio/ogg"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_media_by_address() {
        assert_eq!(of("https://a.example/b.MP4?x"), Some(Media::Video("video/mp4")));
        let player =
            |id| Some(Media::Player(format!("https://www.youtube-nocookie.com/embed/{id}")));
        assert_eq!(of("https://www.youtube.com/watch?x=1&v=ab-c"), player("ab-c"));
        assert_eq!(of("https://youtu.be/d_e"), player("d_e"));
        assert_eq!(of("https://youtu.be/\"x"), None);
        assert_eq!(of("https://a.example/b.png"), None);
        assert_eq!(of("media/b.mp4"), None);
    }
}
