//! What the program says and how it exits: transcripts in `tests/cmd`.
//!
//! `TRYCMD=overwrite cargo test --test cli` writes them anew; read the difference.

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cmd/*.md");
}
