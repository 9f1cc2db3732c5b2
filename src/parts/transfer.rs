//! To and from another phone: the dialog that shows a file's code, and the one that opens a file.

mod bring;
mod take;

pub use bring::bring;
pub use take::{Packing, Saved, Wanted, begin, packing, take};
