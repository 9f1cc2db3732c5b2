//! Whether a draft can be filled on in its own form.

use crate::api::Failure;
use crate::browser::clock;
use crate::services;
use forms::Form;
use std::sync::Arc;

/// See the module.
pub enum Standing {
    /// It is still taken; or nobody can be asked just now.
    Taken,
    /// Another form has taken its place.
    Changed(Arc<Form>),
    /// The service has ended.
    Withdrawn,
}

/// How a form stands today; by the same days the server goes by.
pub async fn standing(form: &Form) -> Standing {
    let (definition, today) = (form.definition(), clock::today());
    let is_over = definition.valid_until.is_some_and(|end| today >= end);
    if today >= definition.valid_from && !is_over {
        return Standing::Taken;
    }
    match services::current_definition(&definition.slug).await {
        Ok(current) if current.version != definition.version => Form::new(current.as_ref().clone())
            .map_or(Standing::Taken, |form| Standing::Changed(Arc::new(form))),
        Err(Failure::Problem(problem)) if problem.status == 404 => Standing::Withdrawn,
        // Its own form is the newest there is: over, and nothing after it.
        Ok(_) if is_over => Standing::Withdrawn,
        _ => Standing::Taken,
    }
}
