//! One open form: its answers, what is shown, and what has been touched.
//!
//! The answers are one plain value, the draft's, changed in place. What the screen watches are triggers: one a field, one
//! a repeated section, one for everything that conditions read. So a keystroke wakes its own field, what depends on it
//! and the saved state, and nothing else; and no key press copies the answers.

mod known;
mod left;
mod offers;
mod problems;
mod rows;
mod scanned;
mod step;

pub use left::Standing;
pub use offers::{Offer, is_listed, is_offered};
pub use scanned::key_of;
pub use step::Step;

use crate::browser::unicode;
use crate::drafts::{Change, OpenDraft};
use crate::services::KnownLists;
use crate::view::prelude::*;
use chrono::NaiveDate;
use forms::{
    Answers, Context, DocumentAnswer, Field, Form, Map, Path, Profile, SectionState, Value, Violation,
};
use std::sync::Arc;

/// A handle to the form being filled. Copied freely; lives as long as the page that opened it.
#[derive(Clone, Copy)]
pub struct Filling(StoredValue<Open, LocalStorage>);

struct Open {
    form: Arc<Form>,
    draft: OpenDraft,
    lists: KnownLists,
    today: NaiveDate,
    profile: Profile,
    /// Answers of other drafts on this phone, by the id of their field.
    elsewhere: Vec<(String, Value)>,
    places: Map<Path, Place>,
    /// Of every repeated section that was looked at: names of its rows that stay when others are removed.
    row_names: Map<String, Vec<u32>>,
    next_row_name: u32,
    /// Fired when something changed that a condition or a rule about another field reads.
    conditions: ArcTrigger,
    /// Fired when an answer has come where none was, or has gone.
    filled: ArcTrigger,
    /// Fired on every change.
    any: ArcTrigger,
    /// Photos being made small at the moment: answers that are on their way.
    under_way: ArcRwSignal<u32>,
}

/// What is known of one place besides its answer.
#[derive(Default)]
struct Place {
    changed: ArcTrigger,
    /// The answer came from elsewhere than its own control, which must be drawn anew to show it.
    rewritten: ArcTrigger,
    /// The person has been there and left: from now on problems are shown.
    touched: bool,
    /// Typing goes on: a problem shown may change or go, but no new one appears before the field is left.
    typing: bool,
    /// What the server found when it refused the form; stands until the answer changes.
    refused: Option<Violation>,
}

impl Filling {
    /// Opens `draft` with the form it was made for. `today` is the day in Vietnam.
    pub fn new(form: Arc<Form>, draft: OpenDraft, today: NaiveDate) -> Self {
        Self(StoredValue::new_local(Open {
            form,
            draft,
            lists: KnownLists::now(),
            today,
            profile: Profile::new(),
            elsewhere: Vec::new(),
            places: Map::new(),
            row_names: Map::new(),
            next_row_name: 0,
            conditions: ArcTrigger::new(),
            filled: ArcTrigger::new(),
            any: ArcTrigger::new(),
            under_way: ArcRwSignal::new(0),
        }))
    }

    /// False once its page is gone: to be asked after waiting for something, as a photo.
    pub fn is_open(self) -> bool {
        self.0.try_with_value(|_| ()).is_some()
    }

    /// Answers that are on their way, as a photo being made small. Who goes on meanwhile is kept until they are there.
    pub fn under_way(self) -> ArcRwSignal<u32> {
        self.0.with_value(|open| open.under_way.clone())
    }

    /// The form.
    pub fn form(self) -> Arc<Form> {
        self.0.with_value(|open| open.form.clone())
    }

    /// The draft that keeps the answers.
    pub fn draft(self) -> OpenDraft {
        self.0.with_value(|open| open.draft.clone())
    }

    /// Looks at the answers without watching them.
    pub fn read<T>(self, look: impl FnOnce(&Answers) -> T) -> T {
        self.0.with_value(|open| open.draft.with(|draft| look(&draft.answers)))
    }

    /// Looks at the form, the answers and what the rules need, without watching.
    pub fn judge<T>(self, look: impl FnOnce(&Form, &Answers, Context) -> T) -> T {
        self.0.with_value(|open| open.judge(look))
    }

    /// One answer, unwatched.
    pub fn value(self, path: &Path) -> Option<Value> {
        self.read(|answers| value_at(answers, path).cloned())
    }

    /// Wakes the caller when this place changes.
    pub fn watch(self, path: &Path) {
        self.trigger(path).track();
    }

    /// Wakes the caller when this place got an answer that nobody typed into its control.
    pub fn watch_rewriting(self, path: &Path) {
        self.of_place(path, |place| place.rewritten.clone()).track();
    }

    /// Wakes the caller when something may be shown, hidden, needed or no longer needed.
    pub fn watch_conditions(self) {
        self.0.with_value(|open| open.conditions.clone()).track();
    }

    /// Wakes the caller when an answer comes where none was, or goes, and when other answers are asked for.
    pub fn watch_filled(self) {
        let (filled, conditions) = self.0.with_value(|open| (open.filled.clone(), open.conditions.clone()));
        filled.track();
        conditions.track();
    }

    /// Wakes the caller on every change.
    pub fn watch_all(self) {
        self.0.with_value(|open| open.any.clone()).track();
    }

    /// Whether a field, section or document is asked for at the moment.
    pub fn shows(self, path: &Path) -> Memo<bool> {
        let path = path.clone();
        memo(move |_| {
            self.watch_conditions();
            self.judge(|form, answers, _| match &path {
                Path::Variant => true,
                Path::Section(section) => form.shows_section(answers, section),
                Path::Field { section, row, field } => {
                    form.shows_field(answers, section, row.unwrap_or(0), field)
                }
                Path::Document(id) => form.documents(answers).iter().any(|(document, _)| &document.id == id),
            })
        })
    }

    /// Whether an answer is needed at the moment.
    pub fn requires(self, path: &Path) -> Memo<bool> {
        let path = path.clone();
        memo(move |_| {
            self.watch_conditions();
            self.requires_now(&path)
        })
    }

    /// The same at this moment, unwatched.
    pub fn requires_now(self, path: &Path) -> bool {
        self.judge(|form, answers, _| match path {
            Path::Field { section, row, field } => {
                form.requires_field(answers, section, row.unwrap_or(0), field)
            }
            _ => true,
        })
    }

    /// A person types: `value` is what the element holds at this moment, however unfinished.
    pub fn type_in(self, path: &Path, value: Value) {
        self.put(path, value, true);
    }

    /// The person has left the field: its answer is made tidy and from now on judged. Returns what is stored now.
    pub fn tidy(self, path: &Path) -> Option<Value> {
        self.make_tidy(path, true)
    }

    /// The person has left one part of an answer of several parts: made tidy, but not judged before the rest is there.
    pub fn tidy_part(self, path: &Path) -> Option<Value> {
        self.make_tidy(path, false)
    }

    fn make_tidy(self, path: &Path, whole: bool) -> Option<Value> {
        let raw = composed(self.value(path)?);
        let tidy =
            self.0.with_value(|open| Some(forms::normalize_value(field_at(&open.form, path)?, &raw)))?;
        self.put(path, tidy.clone(), !whole);
        Some(tidy)
    }

    /// Chooses the case of the service.
    pub fn choose_variant(self, id: &str) {
        self.0.update_value(|open| {
            open.draft.record(Change::Variant(id.to_owned()));
            let place = open.places.entry(Path::Variant).or_default();
            place.touched = true;
            place.refused = None;
        });
        self.wake(&Path::Variant, true);
        self.prefill_again(None);
    }

    /// Keeps what was given for a paper.
    pub fn set_document(self, id: &str, answer: DocumentAnswer) {
        let path = Path::Document(id.to_owned());
        self.0.update_value(|open| {
            open.draft.record(Change::Document { id: id.to_owned(), answer });
            let place = open.places.entry(path.clone()).or_default();
            place.touched = true;
            place.refused = None;
        });
        self.wake(&path, false);
        self.0.with_value(|open| open.filled.clone()).notify();
    }

    /// Remembers how much is done, for the list of drafts.
    pub fn note_progress(self) {
        let (complete, all) = self.judge(|form, answers, context| {
            let steps = forms::steps(form, answers, context);
            (steps.iter().filter(|step| step.state == SectionState::Complete).count(), steps.len())
        });
        let percent = u8::try_from(complete * 100 / all.max(1)).unwrap_or(100);
        self.0.with_value(|open| open.draft.record(Change::Progress(percent)));
    }

    /// Remembers where the person is, for the next time the draft is opened.
    pub fn moved(self, step: &str, field: Option<&str>) {
        self.0.with_value(|open| {
            open.draft.record(Change::Moved { step: step.to_owned(), field: field.map(str::to_owned) });
        });
    }

    /// A code list has arrived: what it judges is judged again.
    pub fn lists_arrived(self) {
        let judged_by_them = self.0.try_update_value(|open| {
            open.lists = KnownLists::now();
            open.conditions.clone()
        });
        // The form may have been left while the list was on its way.
        if let Some(conditions) = judged_by_them {
            conditions.notify();
        }
    }

    /// The code lists here so far.
    pub fn lists(self) -> KnownLists {
        self.0.with_value(|open| open.lists.clone())
    }

    fn put(self, path: &Path, value: Value, typing: bool) {
        let is_blank = |value: Option<&Value>| value.is_none_or(Value::is_blank);
        let now_blank = is_blank(Some(&value));
        let changed = self.0.try_update_value(|open| {
            let (changed, comes_or_goes) = open.draft.with(|draft| {
                let before = value_at(&draft.answers, path);
                // An address has several parts: it is looked at when one of them is left.
                let in_parts = !typing && matches!(value, Value::Address(_));
                (before != Some(&value), in_parts || is_blank(before) != now_blank)
            });
            if changed {
                open.draft.record(Change::Field { path: path.clone(), value });
            }
            let place = open.places.entry(path.clone()).or_default();
            place.typing = typing;
            place.touched |= !typing;
            if changed {
                place.refused = None;
            }
            (changed, comes_or_goes.then(|| open.filled.clone()))
        });
        self.wake(path, self.0.with_value(|open| open.is_read(path)));
        let (changed, filled) = changed.unwrap_or_default();
        if let Some(filled) = filled {
            filled.notify();
        }
        if changed && let Path::Field { section, field, .. } = path {
            self.prefill_again(Some((section, field)));
        }
    }

    fn of_place(self, path: &Path, look: fn(&Place) -> ArcTrigger) -> ArcTrigger {
        if let Some(found) = self.0.with_value(|open| open.places.get(path).map(look)) {
            return found;
        }
        self.0.try_update_value(|open| look(open.places.entry(path.clone()).or_default())).unwrap_or_default()
    }

    fn trigger(self, path: &Path) -> ArcTrigger {
        self.of_place(path, |place| place.changed.clone())
    }

    /// After a change, outside of any borrow: what is woken may read the answers at once.
    fn wake(self, path: &Path, read_by_others: bool) {
        let (conditions, any) = self.0.with_value(|open| (open.conditions.clone(), open.any.clone()));
        self.trigger(path).notify();
        if read_by_others {
            conditions.notify();
        }
        any.notify();
    }
}

impl Open {
    fn is_read(&self, path: &Path) -> bool {
        match path {
            Path::Field { section, field, .. } => self.form.is_read(Some((section, field))),
            _ => true,
        }
    }

    fn judge<T>(&self, look: impl FnOnce(&Form, &Answers, Context) -> T) -> T {
        let context = Context { today: self.today, lists: &self.lists };
        self.draft.with(|draft| look(&self.form, &draft.answers, context))
    }
}

fn value_at<'a>(answers: &'a Answers, path: &Path) -> Option<&'a Value> {
    match path {
        Path::Field { section, row, field } => answers.value(section, row.unwrap_or(0), field),
        _ => None,
    }
}

/// The field at a path.
pub fn field_at<'a>(form: &'a Form, path: &Path) -> Option<&'a Field> {
    match path {
        Path::Field { section, field, .. } => form.field(section, field),
        _ => None,
    }
}

/// In NFC, by the browser: Vietnamese keyboards give both forms.
fn composed(value: Value) -> Value {
    match value {
        Value::Text(text) if !text.is_ascii() => Value::Text(unicode::nfc(&text)),
        Value::Address(mut address) => {
            address.detail = unicode::nfc(&address.detail);
            Value::Address(address)
        }
        other => other,
    }
}
