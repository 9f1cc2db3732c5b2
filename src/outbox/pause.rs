//! How long a failed try rests before the next. Pure.

use contract::Millis;

/// First and longest.
const FIRST: Millis = 15_000;
const LONGEST: Millis = 300_000;

/// After so many failures in a row it doubles up to five minutes. `chance`, 0 to 1, takes off up to a quarter: phones that
/// lost the same mast do not come back in the same second.
pub fn pause(failures: u32, chance: f64) -> Millis {
    let whole = (FIRST << failures.min(8)).min(LONGEST);
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "some minutes")]
    let off = (whole as f64 / 4.0 * chance.clamp(0.0, 1.0)) as Millis;
    whole - off
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_doubles_up_to_five_minutes() {
        let whole: Vec<Millis> = (0..7).map(|failures| pause(failures, 0.0) / 1_000).collect();
        assert_eq!(whole, [15, 30, 60, 120, 240, 300, 300]);
        assert_eq!(pause(u32::MAX, 0.0), LONGEST);
    }

    #[test]
    fn chance_takes_off_no_more_than_a_quarter() {
        assert_eq!(pause(0, 1.0), 11_250);
        assert!((0..100).all(|part| (11_250..=FIRST).contains(&pause(0, f64::from(part) / 100.0))));
    }
}
