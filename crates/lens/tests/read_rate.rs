//! How many of the drawn pictures are read: at least 95 percent, and never as something else.
//!
//! `cargo test -p lens --test read_rate -- --nocapture` prints the table of `docs/scanning.md`.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    clippy::similar_names,
    clippy::cast_possible_wrap,
    reason = "pictures drawn: sides of some thousand pixels"
)]

mod scenes;

use std::collections::BTreeMap;

#[test]
fn cards_are_read_and_never_misread() {
    let mut kinds: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let (mut read, mut missed) = (0, Vec::new());
    let scenes = scenes::all();
    assert!(scenes.len() >= 60);
    for (kind, scene) in &scenes {
        let truth = scenes::card_text(scene.seed);
        let found = lens::code::read(&scenes::draw(scene, &truth));
        let count = kinds.entry(kind).or_default();
        count.1 += 1;
        match found {
            Some(text) => {
                assert_eq!(text, truth, "misread: {kind} {scene:?}");
                count.0 += 1;
                read += 1;
            }
            None => missed.push(format!("{kind} {scene:?}")),
        }
    }
    for (kind, (read, of)) in &kinds {
        println!("| {kind} | {read} of {of} |");
    }
    println!("| all | {read} of {} |", scenes.len());
    for missed in &missed {
        println!("missed: {missed}");
    }
    assert!(read * 100 >= scenes.len() * 95, "{read} of {}", scenes.len());
}
