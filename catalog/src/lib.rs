//! The 25 services as data.
