//! One file a screen, named as the screen is.

pub mod guide;
pub mod home;
pub mod not_found;
