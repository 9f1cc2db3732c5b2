//! Words without their marks, for searching: `Đường Lê Lợi` and `duong le loi` are the same.

pub use vietnamese::unmarked;
