//! Widgets that two screens share.

pub mod heading;
pub mod icon;
pub mod live;
pub mod loading;
