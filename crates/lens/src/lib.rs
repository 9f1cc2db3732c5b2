//! What a phone's camera sees. Pure: no I/O, no clock, no chance; pictures are bytes.
//!
//! - [`code`]: a QR code in a picture that is turned, slanted, blurred, dim or glaring.
//! - [`paper`]: a photo of a sheet cut out, made straight and even, and judged; several as one PDF.
//! - [`Grey`]: the picture all of this looks at.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    clippy::similar_names,
    reason = "pictures: sides of some thousand pixels, shades of one byte, coordinates x, y, u, v"
)]

pub mod code;
mod grey;
pub mod paper;
mod plane;
mod threshold;

pub use grey::Grey;
pub use plane::{Plane, Point};
