//! What must hold for every key, place and content.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test; the lint knows only `#[test]`")]

use proptest::prelude::*;
use std::collections::HashSet;
use std::convert::Infallible;
use vault::{Cost, Error, Guesses, Key, Lock, Place, SealedFile, open, seal};

fn chance(bytes: &mut [u8]) -> Result<(), getrandom::Error> {
    getrandom::fill(bytes)
}

fn fixed(byte: u8) -> impl FnOnce(&mut [u8]) -> Result<(), Infallible> {
    move |bytes| {
        bytes.fill(byte);
        Ok(())
    }
}

fn key(byte: u8) -> Key {
    Key::from_bytes(&[byte; 32]).unwrap()
}

fn place<'a>(folder: &'a str, key: &'a [&'a str]) -> Place<'a> {
    Place { folder, store: "drafts", key, version: 2 }
}

proptest! {
    #[test]
    fn what_was_sealed_is_opened(plain in prop::collection::vec(any::<u8>(), 0..2_000), folder in ".{0,9}", id in ".{0,9}") {
        let (key, parts) = (Key::new(chance).unwrap(), [id.as_str()]);
        let sealed = seal(&key, &place(&folder, &parts), &plain, chance).unwrap();
        prop_assert_eq!(open(&key, &place(&folder, &parts), &sealed), Ok(plain));
    }

    #[test]
    fn any_flipped_bit_is_refused(plain in prop::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let key = Key::new(chance).unwrap();
        let mut sealed = seal(&key, &place("f", &["a"]), &plain, chance).unwrap();
        let at = at.index(sealed.len());
        sealed[at] ^= 1 << bit;
        prop_assert!(open(&key, &place("f", &["a"]), &sealed).is_err());
    }

    #[test]
    fn a_record_cut_anywhere_is_refused(plain in prop::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>()) {
        let key = Key::new(chance).unwrap();
        let sealed = seal(&key, &place("f", &["a"]), &plain, chance).unwrap();
        prop_assert!(open(&key, &place("f", &["a"]), &sealed[..at.index(sealed.len())]).is_err());
    }

    #[test]
    fn any_bytes_give_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(open(&key(1), &place("f", &["a"]), &bytes).is_err());
        for start in [&b""[..], b"\x01", b"NHS\x01"] {
            let bytes = [start, &bytes].concat();
            if let Ok(lock) = Lock::from_bytes(&bytes) {
                prop_assert_eq!(lock.open("f", &key(1)), Err(Error::Refused));
                prop_assert_eq!(lock.to_bytes(), bytes.clone());
            }
            if let Ok(file) = SealedFile::from_bytes(&bytes) {
                prop_assert!(file.open(&key(1)).is_err());
            }
            if let Ok(guesses) = Guesses::from_bytes(&bytes) {
                prop_assert_eq!(guesses.to_bytes(), bytes);
            }
        }
    }

    #[test]
    fn a_folder_opens_with_its_pin_alone(folder in ".{0,9}", other in ".{0,9}") {
        let (data, pin) = (Key::new(chance).unwrap(), Key::new(chance).unwrap());
        let lock = Lock::new(&folder, &data, &pin, (Cost::LEAST, [3; 16]), chance).unwrap();
        let kept = Lock::from_bytes(&lock.to_bytes()).unwrap();
        prop_assert_eq!(kept.open(&folder, &pin), Ok(data));
        prop_assert_eq!(kept.open(&folder, &Key::new(chance).unwrap()), Err(Error::Refused));
        prop_assert_eq!(kept.open(&other, &pin).is_ok(), other == folder);
    }
}

#[test]
fn a_record_is_at_home_in_one_place_only() {
    let sealed = seal(&key(1), &place("f", &["ab", "c"]), b"x", fixed(9)).unwrap();
    assert!(open(&key(1), &place("f", &["ab", "c"]), &sealed).is_ok());
    let elsewhere: [Place<'_>; 6] = [
        place("g", &["ab", "c"]),
        place("f", &["a", "bc"]),
        place("f", &["abc"]),
        place("f", &[]),
        Place { store: "changes", ..place("f", &["ab", "c"]) },
        Place { version: 3, ..place("f", &["ab", "c"]) },
    ];
    for place in elsewhere {
        assert_eq!(open(&key(1), &place, &sealed), Err(Error::Refused), "{place:?}");
    }
    assert_eq!(open(&key(2), &place("f", &["ab", "c"]), &sealed), Err(Error::Refused));
}

/// The form never changes by accident: phones hold records like this one.
#[test]
fn a_record_of_today_is_opened_for_ever() {
    let sealed = seal(&key(1), &place("f", &["a"]), "Ánh".as_bytes(), fixed(9)).unwrap();
    let (head, rest) = sealed.split_at(25);
    assert_eq!(head, [&[1][..], &[9; 24]].concat());
    assert_eq!(rest[..4], [0x30, 0x6c, 0xd1, 0xfe]);
    assert_eq!(
        rest[4..],
        [0x16, 0xcd, 0xbc, 0xd9, 0xdf, 0x59, 0xb7, 0x4c, 0xcc, 0xf6, 0x48, 0x57, 0x15, 0xd7, 0x38, 0x35]
    );
}

#[test]
fn a_million_writes_use_a_million_nonces() {
    let key = Key::new(chance).unwrap();
    let mut seen = HashSet::with_capacity(1_000_000);
    for _ in 0..1_000_000 {
        let sealed = seal(&key, &place("f", &["a"]), b"", chance).unwrap();
        assert!(seen.insert(<[u8; 24]>::try_from(&sealed[1..25]).unwrap()));
    }
}

#[test]
fn a_file_opens_with_its_code_and_a_cheap_lock_is_no_lock() {
    let file = SealedFile::new(b"draft", &key(4), (Cost::LEAST, [7; 16]), fixed(1)).unwrap();
    let bytes = file.to_bytes();
    let again = SealedFile::from_bytes(&bytes).unwrap();
    assert_eq!(again.open(&key(4)).unwrap(), b"draft");
    assert_eq!(again.open(&key(5)), Err(Error::Refused));
    for cost in [1_024, u32::MAX] {
        let mut other = file.clone();
        other.cost.memory = cost;
        assert_eq!(SealedFile::from_bytes(&other.to_bytes()), Err(Error::Form), "{cost}");
    }
}

#[test]
fn a_file_that_is_not_whole_is_told_from_one_of_a_later_version() {
    let file = SealedFile::new(b"draft", &key(4), (Cost::LEAST, [7; 16]), fixed(1)).unwrap();
    let bytes = file.to_bytes();
    for at in 3..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 4;
        assert_eq!(SealedFile::from_bytes(&changed), Err(Error::Damaged), "byte {at}");
        assert_eq!(SealedFile::from_bytes(&bytes[..at]), Err(Error::Damaged), "cut at {at}");
    }
    assert_eq!(SealedFile::from_bytes(b"%PDF-1.7"), Err(Error::Form));
    // A later form: the same beginning, and the same proof at its end.
    let mut later = bytes[..bytes.len() - 8].to_vec();
    later[3] = 2;
    let proof = <sha2::Sha256 as sha2::Digest>::digest(&later);
    later.extend_from_slice(&proof[..8]);
    assert_eq!(SealedFile::from_bytes(&later), Err(Error::Newer));
}
