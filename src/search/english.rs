//! English words that the stemmer gets wrong: it cuts endings, and knows no word.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Forms of one word that no ending tells: irregular ones, and nouns of verbs.
const TOGETHER: &[&str] = &[
    "analyze analyse analyses analysis",
    "become became",
    "begin began begun",
    "break broke broken",
    "bring brought",
    "build built",
    "buy bought",
    "catch caught",
    "certify certification certifications",
    "child children",
    "choose chose chosen choice choices",
    "clarify clarification",
    "classify classification classifications",
    "collide collision collisions",
    "comply compliance",
    "consume consumption",
    "convert conversion conversions",
    "criterion criteria",
    "decide decision decisions",
    "define definition definitions",
    "describe description descriptions",
    "divide division",
    "draw drew drawn",
    "enroll enrol enrolled enrolment",
    "exclude exclusion exclusions",
    "expand expansion",
    "explain explanation explanations",
    "expose exposure",
    "extend extension extensions",
    "fail failure failures",
    "fall fell fallen",
    "find found",
    "forget forgot forgotten",
    "freeze froze frozen",
    "give gave given",
    "grow grew grown growth",
    "hang hung",
    "hide hid hidden",
    "hold held",
    "identify identification",
    "index indices",
    "invert inversion",
    "keep kept",
    "know knew known",
    "lose lost loss losses",
    "maintain maintenance",
    "matrix matrices",
    "mean meant",
    "meet met",
    "modify modification modifications",
    "notify notification notifications",
    "omit omission",
    "override overrode overridden",
    "overwrite overwrote overwritten",
    "pay paid",
    "permit permission permissions",
    "person people",
    "prove proof",
    "qualify qualification qualifications",
    "rebuild rebuilt",
    "redeem redemption redemptions",
    "reduce reduction reductions",
    "rely reliance",
    "resend resent",
    "respond response responses",
    "retain retention",
    "rewrite rewrote rewritten",
    "run ran",
    "see saw seen",
    "seek sought",
    "sell sold",
    "send sent",
    "show shown",
    "shrink shrank shrunk",
    "speak spoke spoken",
    "spend spent",
    "split splitted",
    "steal stole stolen",
    "stick stuck",
    "submit submission submissions",
    "subscribe subscription subscriptions",
    "succeed success successful successfully",
    "suspend suspension suspensions",
    "take took taken",
    "teach taught",
    "tell told",
    "think thought",
    "throw threw thrown",
    "transmit transmission transmissions",
    "understand understood",
    "undo undid undone",
    "verify verification verifications",
    "vertex vertices",
    "withdraw withdrew withdrawn",
    "withhold withheld",
    "write wrote written",
];

/// Forms of words that are cut to the stem of another: `customer` to that of `custom`.
const APART: &[&str] = &[
    "activity activities",
    "applicable",
    "author authors authored authoring",
    "business businesses",
    "community communities",
    "competency competencies",
    "container containers",
    "customer customers",
    "directive directives",
    "dynamics",
    "exception exceptions",
    "executive executives",
    "general generally",
    "generic generics",
    "identical identically",
    "important importance",
    "initial initially",
    "initiate initiated initiates initiating initiation",
    "integral integrals",
    "international internationally",
    "locale locales",
    "news",
    "objective objectives",
    "operator operators",
    "organ organs",
    "paste pasted pastes pasting",
    "reference referenced references referencing",
    "relative relatively",
    "subscript subscripts",
    "terminal terminals",
    "university universities",
];

static FORMS: LazyLock<FxHashMap<&str, (&str, bool)>> = LazyLock::new(|| {
    let each = |groups: &'static [&'static str], apart| {
        groups.iter().flat_map(move |group| {
            let first = group.split(' ').next().unwrap_or_default();
            group.split(' ').map(move |form| (form, (first, apart)))
        })
    };
    each(TOGETHER, false).chain(each(APART, true)).collect()
});

/// The forms of [`TOGETHER`].
pub(super) fn irregular() -> impl Iterator<Item = &'static str> {
    TOGETHER.iter().flat_map(|group| group.split(' '))
}

/// The form that a word is stemmed as, and whether that is its stem already.
pub(super) fn base(word: &str) -> Option<(&'static str, bool)> {
    FORMS.get(word).copied()
}
