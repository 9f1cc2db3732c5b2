//! A person's name: in any script, spelled as the person spells it.

use super::Fault;
use super::letters::is_combining;
use crate::Code;
use vietnamese::is_letter;

/// Letters, marks, spaces, and what stands inside names: `H'Hen Niê`, `Nguyễn-Phúc`, `Y. Kông`.
pub fn judge(text: &str) -> Result<(), Fault> {
    if let Some(stranger) = text.chars().find(|&c| !may_stand_in_a_name(c)) {
        return Err(Fault { actual: stranger.to_string(), ..Code::BadCharacter.into() });
    }
    if text.chars().any(is_letter) { Ok(()) } else { Err(Code::WrongFormat.into()) }
}

fn may_stand_in_a_name(c: char) -> bool {
    is_letter(c) || is_combining(c) || matches!(c, ' ' | '\'' | '\u{2019}' | '-' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_peoples() {
        for name in
            ["Nguyễn Thị Hường", "H'Hen Niê", "K’Brơi", "Ksor Phước", "Y Bĭh Aleo", "Lò A Páo", "山田 太郎"]
        {
            assert_eq!(judge(name), Ok(()), "{name}");
        }
        assert_eq!(judge("Nguyễn V4n").unwrap_err().actual, "4");
        assert_eq!(judge("Anh 😀").unwrap_err().code, Code::BadCharacter);
        assert_eq!(judge("-.'").unwrap_err().code, Code::WrongFormat);
    }
}
