//! What the phone knows of its owner, put into the answers that are about them.

use super::Filling;
use crate::drafts::Change;
use crate::view::prelude::*;
use forms::Profile;

impl Filling {
    /// Fills with `profile` what is asked about the phone's owner, as soon as it is known to be about them.
    #[must_use]
    pub fn knowing(self, profile: Profile) -> Self {
        self.0.update_value(|open| open.profile = profile);
        self
    }

    /// Whether anything may have been filled in.
    pub fn knows_somebody(self) -> bool {
        self.0.with_value(|open| !open.profile.is_empty())
    }

    /// It is for somebody else now, or for the phone's owner after all: what the phone knows goes out of the answers, or
    /// into them. These are the only answers that change under a drawn control, and never the one being typed in.
    pub(super) fn prefill_again(self, after: Option<(&str, &str)>) {
        if !self.0.with_value(|open| open.form.steers_prefill(after)) {
            return;
        }
        let changes = self
            .0
            .with_value(|open| open.judge(|form, answers, _| forms::prefill(form, answers, &open.profile)));
        for (path, value) in changes {
            let read = self.0.with_value(|open| {
                open.draft.record(Change::Field { path: path.clone(), value });
                open.is_read(&path)
            });
            self.wake(&path, read);
            self.of_place(&path, |place| place.rewritten.clone()).notify();
        }
    }
}
