//! One file a screen, named as the screen is.

pub mod documents;
pub mod dossier;
pub mod form;
pub mod gallery;
pub mod guide;
pub mod home;
pub mod households;
pub mod install;
pub mod locked;
pub mod my_dossiers;
pub mod not_found;
pub mod receipt;
pub mod review;
pub mod settings;
pub mod start;
pub mod track;
