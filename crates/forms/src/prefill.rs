//! What the app knows it does not ask again.

use crate::{Answers, Form, Value};
use std::collections::BTreeMap;

/// What is known of a person, by the keys of [`crate::Field::prefill`], as `citizen.full_name`.
pub type Profile = BTreeMap<String, Value>;

/// Fills blank fields that name a key of the profile, in sections that do not repeat. Never overwrites an answer.
pub fn prefill(_form: &Form, _answers: &mut Answers, _profile: &Profile) {}
