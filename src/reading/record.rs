//! What this phone has kept, as JSON.

use crate::attachments::Stored;
use crate::outbox::Parcel;
use crate::receipts::Sent;

/// A record of the phone's database or of its local storage.
pub trait Record: Sized + 'static {
    /// `None` for a damaged one.
    fn read(json: &str) -> Option<Self>;
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
