//! What the app knows it does not ask again.

use crate::{Answers, Form, SectionAnswers, Value, kinds, normalize_value};
use std::collections::BTreeMap;

/// What is known of a person, by the keys of [`crate::Field::prefill`], as `citizen.full_name`.
pub type Profile = BTreeMap<String, Value>;

/// Fills blank fields that name a key of the profile, in sections that do not repeat. Never overwrites an answer. Fields that
/// are hidden now are filled too: they are not sent, and are ready when they appear.
pub fn prefill(form: &Form, answers: &mut Answers, profile: &Profile) {
    for section in form.definition().sections.iter().filter(|section| section.repeat.is_none()) {
        for field in &section.fields {
            let known = field.prefill.as_ref().and_then(|key| profile.get(key));
            let Some(known) = known.filter(|value| !value.is_blank() && kinds::fits(field, value)) else {
                continue;
            };
            let is_blank = answers.value(&section.id, 0, &field.id).is_none_or(Value::is_blank);
            let is_plain = !matches!(answers.sections.get(&section.id), Some(SectionAnswers::Many(_)));
            if is_blank && is_plain {
                answers.set(&section.id, 0, &field.id, normalize_value(field, known));
            }
        }
    }
}
