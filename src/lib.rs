//! The app: a citizen finds a service, fills its form on the phone, sends it and follows the dossier.
//!
//! Nothing here holds a rule about an answer: those are in `forms`, which the server runs too.

pub mod account;
pub mod aloud;
pub mod api;
pub mod app;
pub mod attachments;
pub mod browser;
pub mod database;
pub mod drafts;
pub mod fields;
pub mod filling;
pub mod folders;
pub mod households;
pub mod later;
pub mod order;
pub mod outbox;
pub mod pages;
pub mod parts;
pub mod preferences;
pub mod profile;
pub mod reading;
pub mod receipts;
pub mod routes;
pub mod search;
pub mod services;
pub mod supplement;
pub mod takeover;
pub mod text;
pub mod transfer;
pub mod view;
pub mod writing;
