//! The receipt: dossier code, lookup secret, and the day the result is due.

use crate::app::App;
use crate::{chance, clock};
use chrono::NaiveDate;
use contract::{Millis, Receipt};
use forms::{ProcessingTime, Text};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// What a receipt says besides code and secret, which are drawn.
#[derive(Debug)]
pub struct Draft<'a> {
    pub key: &'a str,
    pub payload_sha256: &'a str,
    pub service: &'a str,
    pub service_name: &'a Text,
    pub received_at: Millis,
}

impl Draft<'_> {
    /// A receipt with a new code, as `H49.22-261122-482913`, and a new secret.
    pub fn receipt(&self, agency: &str, due: NaiveDate) -> Receipt {
        let day = clock::day(self.received_at).format("%y%m%d");
        Receipt {
            key: self.key.to_owned(),
            payload_sha256: self.payload_sha256.to_owned(),
            code: format!("{agency}-{day}-{}", chance::serial()),
            secret: chance::secret(),
            service: self.service.to_owned(),
            service_name: self.service_name.clone(),
            received_at: self.received_at,
            due,
        }
    }
}

/// The day the result is due for what the office accepts now.
pub fn due(app: &App, time: &ProcessingTime, accepted: Millis) -> NaiveDate {
    let after_cutoff = clock::is_after_cutoff(accepted);
    forms::calendar::due_date(clock::day(accepted), after_cutoff, time, &app.holidays)
}

/// What is stored of a lookup secret. It has 130 bits of chance, so a plain hash is enough.
pub fn secret_hash(secret: &str) -> Vec<u8> {
    Sha256::digest(tidy(secret)).to_vec()
}

/// Compares in constant time; without a stored hash it takes as long and fails.
pub fn is_secret(given: &str, stored: Option<&[u8]>) -> bool {
    let nobodys = [0; 32];
    let same = secret_hash(given).ct_eq(stored.unwrap_or(&nobodys));
    bool::from(same) && stored.is_some()
}

/// A secret as typed from paper: capitals, spaces, hyphens and the letters that look like digits are taken.
fn tidy(secret: &str) -> String {
    secret
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_as_people_write_it() {
        let stored = secret_hash("0123456789abcdefghjkmnpqrs");
        assert!(is_secret("O1234 56789-ABCDE FGHJK MNPQRS", Some(&stored)));
        assert!(!is_secret("0123456789abcdefghjkmnpqrt", Some(&stored)));
        assert!(!is_secret("", None));
    }
}
