//! One question of a form on the screen: label, hint, error and their ids, around the control its kind asks for.
//!
//! A field holds no rule and stores nothing. It reads its element on `input` and hands the value to [`Filling`]; only
//! on `change` is the tidy value written into the element, once. Writing while a person types breaks Vietnamese
//! keyboards, which replace text in place.

mod address;
mod aloud;
mod boxed;
mod choice;
mod date;
mod datetime;
mod gazetteer;
pub mod large;
mod number;
mod offers;
mod phone;
mod photo;
mod picked;
mod select;
mod text;
mod tick;

use crate::filling::{Filling, field_at};
use crate::later;
use crate::parts::glossary::{explained, hard_words};
use crate::parts::marks::marks;
use crate::text::{local, t, violation};
use crate::view::prelude::*;
use forms::{Field, Form, Kind, Path, Value, Violation};
use std::sync::Arc;

use boxed::boxed;

/// One field at its place: what every control needs to know.
#[derive(Clone)]
pub struct Slot {
    pub filling: Filling,
    form: Arc<Form>,
    pub path: Path,
    /// Id of the element: the path as text.
    pub id: String,
    /// What to show at the moment.
    pub problems: Memo<Vec<Violation>>,
    /// Whether anything is known to be wrong, for `aria-invalid`.
    wrong: Memo<bool>,
    hint: Option<String>,
    field: Field,
}

/// The field, shown while it is asked for.
pub fn field(filling: Filling, form: &Arc<Form>, path: Path) -> AnyView {
    let Some(field) = field_at(form, &path) else { return ().into_any() };
    let conditional = field.show_when.is_some();
    let problems = filling.problems(&path);
    let wrong = memo(move |_| problems.with(|found| found.iter().any(Violation::is_error)));
    let slot = Slot {
        filling,
        form: form.clone(),
        id: path.to_string(),
        hint: hint(field),
        field: field.clone(),
        problems,
        wrong,
        path,
    };
    let shows = conditional.then(|| filling.shows(&slot.path));
    (move || {
        filling.watch_rewriting(&slot.path);
        // A function of its own is drawn with elements of its own: patched ones would keep what was typed in them.
        let slot = slot.clone();
        shows.is_none_or(|shows| shows.get()).then_some(move || slot.draw())
    })
    .into_any()
}

impl Slot {
    /// The field of the definition.
    pub fn field(&self) -> &Field {
        &self.field
    }

    /// The answer as text; empty when there is none or it is no text.
    pub fn text(&self) -> String {
        match self.filling.value(&self.path) {
            Some(Value::Text(text)) => text,
            _ => String::new(),
        }
    }

    /// Ids of the hint and of the error while it is there.
    pub fn described_by(&self) -> impl Fn() -> Option<String> + Send + Sync + Clone + 'static {
        let (id, has_hint, problems) = (self.id.clone(), self.hint.is_some(), self.problems);
        move || {
            let hint = has_hint.then(|| format!("{id}:hint"));
            let found = problems.with(|found| !found.is_empty()).then(|| format!("{id}:error"));
            match (hint, found) {
                (Some(hint), Some(found)) => Some(format!("{hint} {found}")),
                (hint, found) => hint.or(found),
            }
        }
    }

    /// For `aria-invalid`: "true", or nothing.
    pub fn invalid(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + Copy + 'static {
        let wrong = self.wrong;
        move || wrong.get().then_some("true")
    }

    /// The label and around it the control: for controls that are one element with the id of the field.
    pub fn frame(&self, control: AnyView) -> AnyView {
        let has_focus = RwSignal::new(false);
        view! {
            <div
                class="field"
                class:field-wrong=self.wrong
                id=self.place_id()
                tabindex="-1"
                on:focusin=move |_| has_focus.set(true)
            >
                <label class="field-label" for=self.id.clone()>
                    {self.label()}
                </label>
                {self.listen()}
                {self.notes()}
                {control}
                {self.offers(has_focus)}
            </div>
        }
        .into_any()
    }

    /// The same for several elements that answer one question. `role` is "radiogroup" or "group".
    pub fn group(&self, role: &'static str, controls: AnyView) -> AnyView {
        // `aria-invalid` is not for a group of several answers.
        let (invalid, is_radio) = (self.invalid(), role == "radiogroup");
        // Of a date and a time the first box has the id.
        let id = (self.field.kind != Kind::Datetime).then(|| self.id.clone());
        view! {
            <fieldset
                id=id
                class="field"
                class:field-wrong=self.wrong
                tabindex=(self.field.kind == Kind::Address).then_some("-1")
                role=role
                aria-describedby=self.described_by()
                aria-invalid=move || invalid().filter(|_| is_radio)
            >
                <legend class="field-label">{self.label()}</legend>
                {self.listen()}
                {self.notes()}
                {controls}
            </fieldset>
        }
        .into_any()
    }

    /// The words of the label, with a mark when an answer is not needed.
    pub fn label(&self) -> AnyView {
        let label = local(&self.field.label);
        let mark = move || view! { " " <span class="field-optional">{t().form.optional}</span> };
        if self.field.required_when.is_some() {
            let requires = self.filling.requires(&self.path);
            return view! { {label} {move || (!requires.get()).then(mark)} }.into_any();
        }
        view! { {label} {(!self.field.required).then(mark)} }.into_any()
    }

    /// The hint and the problems.
    pub fn notes(&self) -> AnyView {
        let hint_id = format!("{}:hint", self.id);
        let service = &self.form.definition().slug;
        let hint = self.hint.clone();
        let hint = hint.map(|hint| view! { <p class="field-hint" id=hint_id>{explained(hint, service)}</p> });
        // A label holds no button: what is hard in it is explained below.
        let words = hard_words(local(&self.field.label), self.hint.clone().unwrap_or_default(), service);
        let scanned = self.field.prefill.as_ref().map(|_| marks(self.filling, self.path.clone()));
        view! { {words} {hint} {scanned} {problem_notes(self.form.clone(), self.id.clone(), self.problems)} }
            .into_any()
    }

    fn draw(&self) -> AnyView {
        match self.field.kind {
            Kind::Text
            | Kind::Textarea
            | Kind::PersonName
            | Kind::PlateNumber
            | Kind::EngineNumber
            | Kind::ChassisNumber
            | Kind::DocumentNumber
            | Kind::Email => text::draw(self),
            Kind::CitizenId
            | Kind::OldId
            | Kind::Integer
            | Kind::Decimal
            | Kind::MoneyVnd
            | Kind::TaxCode
            | Kind::InsuranceNumber
            | Kind::BankAccount
            | Kind::Year => number::draw(self),
            Kind::Phone => phone::draw(self),
            Kind::Date | Kind::PartialDate | Kind::Time => date::draw(self),
            Kind::Datetime => datetime::draw(self),
            Kind::Select => select::draw(self),
            Kind::Radio | Kind::Gender | Kind::MultiSelect => choice::draw(self),
            Kind::Checkbox | Kind::Declaration => tick::draw(self),
            Kind::Address
            | Kind::Ethnicity
            | Kind::Nationality
            | Kind::Religion
            | Kind::Country
            | Kind::Photo4x6 => match later::extras() {
                Some(extras) => (extras.large_field)(self.clone()),
                None => ().into_any(),
            },
        }
    }
}

/// Id of the element to go to for a problem.
pub fn target(form: &Form, violation: &Violation) -> String {
    let id = violation.path.to_string();
    match field_at(form, &violation.path).map(|field| field.kind) {
        Some(Kind::Address) => format!("{id}.{}", address::part_of(violation.code)),
        _ => id,
    }
}

/// What is wrong at a place, as the app says it: what `lines_of_problems` draws.
#[derive(Clone)]
pub struct Wrong {
    pub form: Arc<Form>,
    /// Id of the place.
    pub id: String,
    pub problems: Memo<Vec<Violation>>,
}

/// What is wrong at a place: there only while anything is.
pub fn problem_notes(form: Arc<Form>, id: String, problems: Memo<Vec<Violation>>) -> AnyView {
    let any = memo(move |_| problems.with(|found| !found.is_empty()));
    let wrong = Wrong { form, id, problems };
    (move || {
        let extras = later::extras().filter(|_| any.get())?;
        Some((extras.problems)(wrong.clone()))
    })
    .into_any()
}

/// The errors and warnings, as one element.
pub fn lines_of_problems(Wrong { form, id, problems }: Wrong) -> AnyView {
    let lines = move || {
        let said: Vec<_> = problems.with(|found| {
            found.iter().map(|v| (v.is_error(), violation::sentence(&form, v, crate::text::lang()))).collect()
        });
        let line = |(is_error, sentence)| {
            let texts = &t().form;
            let (class, prefix) = if is_error {
                ("field-error", texts.error_prefix)
            } else {
                ("field-warning", texts.warning_prefix)
            };
            view! { <p class=class><span class="unseen">{prefix} " "</span>{sentence}</p> }
        };
        said.into_iter().map(line).collect::<Vec<_>>()
    };
    view! { <div id=format!("{id}:error")>{lines}</div> }.into_any()
}

/// What the catalog says about the field, and an example where the kind has one way to be written.
fn hint(field: &Field) -> Option<String> {
    let texts = &t().form;
    let example = match field.kind {
        Kind::Date => texts.date_hint,
        Kind::PartialDate => texts.partial_date_hint,
        Kind::Time => texts.time_hint,
        Kind::Year => texts.year_hint,
        Kind::CitizenId => texts.citizen_id_hint,
        Kind::OldId => texts.old_id_hint,
        Kind::Phone => texts.phone_hint,
        Kind::Email => texts.email_hint,
        Kind::PlateNumber => texts.plate_hint,
        Kind::TaxCode => texts.tax_code_hint,
        Kind::InsuranceNumber => texts.insurance_hint,
        Kind::PersonName => texts.name_hint,
        Kind::MultiSelect => texts.multi_hint,
        Kind::Nationality | Kind::Country | Kind::Ethnicity => texts.picker_hint,
        Kind::Religion => texts.religion_hint,
        Kind::Photo4x6 => texts.photo_hint,
        _ => "",
    };
    let help = field.help.as_ref().map(local).unwrap_or_default();
    match (help.is_empty(), example.is_empty()) {
        (true, true) => None,
        (true, false) => Some(example.to_owned()),
        (false, true) => Some(help),
        (false, false) => Some(format!("{help}. {example}")),
    }
}
