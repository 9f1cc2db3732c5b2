//! From one phone to another: drafts and what waits to be sent, with their papers, in one sealed file that opens with a code;
//! of a folder that is given back also receipts and people.
//!
//! What is carried keeps its id and its idempotency key, so that it is sent once even if both phones send it. The phone it
//! comes from keeps it too: a file that never arrives costs nothing.

mod bring;
mod content;
mod pack;

pub use bring::{Brought, NotBrought, bring};
pub use pack::{Load, NotPacked, Packed, pack};

/// Beyond this a file would fill the memory of a cheap phone while it is sealed, in bytes.
const MOST: u64 = 80 * 1024 * 1024;
