//! What a file says once it is open: records as the phone's database keeps them, one behind the other. Pure.
//!
//! The form, 4 bytes; then of each record its store, how many parts its key has (4 bytes), these, and what it says; each of
//! them its length in bytes before it (4 bytes). Little end first.

/// Grows when an app of today would misread what the records say.
const FORM: u32 = 1;

/// One record of the phone's database, open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub store: String,
    pub key: Vec<String>,
    pub says: Vec<u8>,
}

impl Piece {
    pub fn new(store: &str, key: &[&str], says: Vec<u8>) -> Self {
        let key = key.iter().map(|part| (*part).to_owned()).collect();
        Self { store: store.to_owned(), key, says }
    }
}

/// Why the records cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Of a later form.
    Newer,
    Damaged,
}

pub fn to_bytes(pieces: &[Piece]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(pieces.iter().map(|piece| piece.says.len() + 256).sum());
    bytes.extend_from_slice(&FORM.to_le_bytes());
    for piece in pieces {
        put(&mut bytes, piece.store.as_bytes());
        bytes.extend_from_slice(&length(piece.key.len()));
        piece.key.iter().for_each(|part| put(&mut bytes, part.as_bytes()));
        put(&mut bytes, &piece.says);
    }
    bytes
}

/// What [`to_bytes`] made. Total: any bytes give an answer.
pub fn from_bytes(bytes: &[u8]) -> Result<Vec<Piece>, Unreadable> {
    let mut rest = bytes;
    match number(&mut rest) {
        Some(FORM) => {}
        Some(form) if form > FORM => return Err(Unreadable::Newer),
        _ => return Err(Unreadable::Damaged),
    }
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        pieces.push(piece(&mut rest).ok_or(Unreadable::Damaged)?);
    }
    Ok(pieces)
}

fn piece(rest: &mut &[u8]) -> Option<Piece> {
    let store = text(rest)?;
    let parts = number(rest)?;
    let mut key = Vec::new();
    for _ in 0..parts {
        key.push(text(rest)?);
    }
    Some(Piece { store, key, says: part(rest)?.to_vec() })
}

/// No part is as long as 4 GiB: what makes a file refuses more than 80 MiB.
fn length(of: usize) -> [u8; 4] {
    u32::try_from(of).unwrap_or(u32::MAX).to_le_bytes()
}

fn put(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend_from_slice(&length(part.len()));
    bytes.extend_from_slice(part);
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let (first, others) = rest.split_first_chunk()?;
    *rest = others;
    Some(u32::from_le_bytes(*first))
}

fn part<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(number(rest)?).ok()?;
    let (part, others) = rest.split_at_checked(length)?;
    *rest = others;
    Some(part)
}

fn text(rest: &mut &[u8]) -> Option<String> {
    String::from_utf8(part(rest)?.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Vec<Piece> {
        vec![
            Piece::new("drafts", &["a"], "Lường Thị Bích".into()),
            Piece::new("file_bytes", &["a", "b"], vec![0, 255, 1]),
            Piece::new("x", &[], Vec::new()),
        ]
    }

    #[test]
    fn what_was_written_is_read() {
        assert_eq!(from_bytes(&to_bytes(&pieces())), Ok(pieces()));
        assert_eq!(from_bytes(&to_bytes(&[])), Ok(Vec::new()));
    }

    #[test]
    fn a_cut_content_and_one_of_a_later_form_are_told_apart() {
        let bytes = to_bytes(&pieces());
        let ends_between: Vec<usize> = (0..3).map(|count| to_bytes(&pieces()[..count]).len()).collect();
        for at in (0..bytes.len()).filter(|at| !ends_between.contains(at)) {
            assert_eq!(from_bytes(&bytes[..at]), Err(Unreadable::Damaged), "cut at {at}");
        }
        let mut later = bytes;
        later[0] = 2;
        assert_eq!(from_bytes(&later), Err(Unreadable::Newer));
        let endless = [&1_u32.to_le_bytes()[..], &[255; 40]].concat();
        assert_eq!(from_bytes(&endless), Err(Unreadable::Damaged));
    }
}
