//! What this phone has kept, as JSON.

use super::Json;
use crate::attachments::Stored;
use crate::folders::{Header, Wrapped};
use crate::outbox::Parcel;
use crate::receipts::Sent;

/// A record of the phone's database or of its local storage.
pub trait Record: Sized + 'static {
    /// `None` for a damaged one.
    fn read(json: &str) -> Option<Self>;
}

/// A key it does not know is let be: a newer app may have written it.
impl Record for Header {
    fn read(json: &str) -> Option<Self> {
        let of = Json::parse(json)?;
        let wrapped = Json::new(of.get("wrapped")?);
        let wrapped = if let Some(hex) = wrapped.string("open") {
            Wrapped::Open(hex)
        } else if let Some(hex) = wrapped.string("device") {
            Wrapped::Device(hex)
        } else {
            let pin = Json::new(wrapped.get("pin")?);
            Wrapped::Pin { lock: pin.string("lock")?, guesses: pin.string("guesses")? }
        };
        Some(Self {
            id: of.string("id")?,
            created_at: of.instant("created_at")?,
            name: of.string_or_empty("name")?,
            due: of.string_or_empty("due")?,
            wrapped,
        })
    }
}

/// Records that no first form needs: serde reads them.
macro_rules! read_by_serde {
    ($($record:ty),*) => {
        $(impl Record for $record {
            fn read(json: &str) -> Option<Self> {
                serde_json::from_str(json).ok()
            }
        })*
    };
}
read_by_serde!(Stored, Parcel, Sent);
