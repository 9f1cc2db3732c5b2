//! The app: a citizen finds a service, fills its form on the phone, sends it and follows the dossier.
//!
//! Nothing here holds a rule about an answer: those are in `forms`, which the server runs too.

pub mod api;
pub mod app;
pub mod pages;
pub mod parts;
pub mod routes;
pub mod services;
pub mod text;
