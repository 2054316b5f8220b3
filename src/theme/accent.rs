//! The accent of a site: a colour as CSS writes it, made a style rule.

use anyhow::{Result, anyhow};

/// The names that CSS has for colours.
const NAMES: &str = "aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue \
    blueviolet brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk \
    crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki \
    darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen \
    darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue \
    dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite \
    gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki \
    lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan \
    lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen \
    lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen \
    magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen \
    mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream \
    mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid \
    palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum \
    powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown \
    seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen \
    steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow \
    yellowgreen";

/// The functions that CSS has for colours.
const FUNCTIONS: [&str; 11] =
    ["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix"];

/// The style rule for the site's accent; the theme makes its colours from it.
pub(super) fn rule(accent: &str) -> Result<String> {
    let accent = accent.trim();
    if !is_colour(accent) {
        return Err(anyhow!(
            "`{accent}` is not a colour\n  help: write `accent` under `[theme]` as CSS does: `#0b6a73`, a name such as `teal`, or a function such as `rgb(11 106 115)` or `oklch(48% 0.08 205)`"
        ));
    }
    Ok(format!("\n:root{{--brand:{accent}}}\n"))
}

fn is_colour(accent: &str) -> bool {
    let lower = accent.to_ascii_lowercase();
    if let Some(digits) = lower.strip_prefix('#') {
        return matches!(digits.len(), 3 | 4 | 6 | 8)
            && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    }
    match lower.split_once('(') {
        Some((function, arguments)) => {
            FUNCTIONS.contains(&function) && arguments.strip_suffix(')').is_some_and(are_arguments)
        }
        None => NAMES.split(' ').any(|name| name == lower),
    }
}

/// Whether what stands between the parentheses of a function can be its arguments: nothing there
/// ends the rule, and parentheses inside are closed.
fn are_arguments(written: &str) -> bool {
    let mut open = 0_i32;
    let is_part = |c: char| c.is_ascii_alphanumeric() || "#(),.%/+- ".contains(c);
    let is_balanced = written.chars().all(|c| {
        open += i32::from(c == '(') - i32::from(c == ')');
        open >= 0 && is_part(c)
    });
    is_balanced && open == 0 && !written.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_css() {
        for accent in [
            "#abc",
            "#0B6A73",
            "#0b6a7380",
            "Teal",
            "rebeccapurple",
            "rgb(11, 106, 115)",
            "hsl(185deg 83% 25% / 90%)",
            "oklch(48% 0.08 205)",
            "color-mix(in oklab, teal, rgb(0 0 0) 20%)",
        ] {
            assert!(rule(accent).is_ok_and(|rule| rule.contains(accent)), "{accent}");
        }
        for accent in [
            "",
            " ",
            "tomato-ish",
            "#12345",
            "#ggg",
            "rgb()",
            "rgb(1 2 3",
            "rgb(1 2 3))",
            "rgb(1)}a{color:red}",
            "url(a.png)",
            "0b6a73",
            "inherit",
        ] {
            assert!(rule(accent).is_err(), "{accent}");
        }
    }
}
