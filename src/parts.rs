//! Widgets that two screens share.

pub mod dead_end;
pub mod dialog;
pub mod draft_card;
pub mod drawing;
pub mod error_summary;
pub mod following;
pub mod glossary;
pub mod heading;
pub mod icon;
pub mod kept;
pub mod live;
pub mod loading;
pub mod marks;
pub mod papers_left;
pub mod person;
pub mod photo_tips;
pub mod picker;
pub mod pin_box;
pub mod progress;
pub mod qr;
pub mod scan;
pub mod share;
pub mod timeline;
pub mod toast;
pub mod transfer;
pub mod unmarked;
