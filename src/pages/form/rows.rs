//! The rows of a repeated section as cards: a summary line each, one open at a time for editing, removal with undo.

use super::frame::Screen;
use crate::browser::focus;
use crate::fields::{field, problem_notes};
use crate::filling::Filling;
use crate::parts::live::say;
use crate::text::violation::inside;
use crate::text::{lang, local, t};
use crate::view::prelude::*;
use forms::{Form, Path, Row, Value, kinds};
use std::sync::Arc;

/// Most answers that stand in the line of a closed card.
const SHOWN: usize = 3;

/// What all cards of a section share.
#[derive(Clone)]
struct Cards {
    screen: Screen,
    form: Arc<Form>,
    section: Arc<str>,
    item: String,
    /// A removed row, and where it was.
    removed: RwSignal<Option<(usize, Row)>>,
}

/// All cards of the section of that id, and the button that adds one; nothing for a section that does not repeat.
pub fn rows(screen: Screen, section: &str) -> AnyView {
    let filling = screen.filling;
    let form = filling.form();
    let Some((section, repeat)) = form.section(section).and_then(|it| Some((it, it.repeat.as_ref()?))) else {
        return ().into_any();
    };
    let cards = Cards {
        screen,
        form: filling.form(),
        section: section.id.as_str().into(),
        item: local(&repeat.item),
        removed: RwSignal::new(None),
    };
    let texts = &t().form;
    let (min, max) = (usize::from(repeat.min), usize::from(repeat.max));
    let id = section.id.clone();
    let count = memo(move |_| filling.rows(&id).len());
    let path = Path::Section(section.id.clone());
    let problems = filling.problems(&path);
    let (listed, drawn, adding) = (cards.clone(), cards.clone(), cards.clone());
    let none = move || {
        let words = match count.get() {
            0 if min > 0 => texts.rows_need.replace("{count}", &min.to_string()),
            0 => texts.rows_none.to_owned(),
            full if full >= max => texts.rows_full.replace("{count}", &max.to_string()),
            _ => return None,
        };
        Some(view! { <p class="soft">{words}</p> })
    };
    view! {
        <div id=section.id.clone() tabindex="-1">
            {problem_notes(cards.form.clone(), section.id.clone(), problems)}
            <ol class="entries">
                {keyed(
                    move || filling.rows(&listed.section),
                    |row| *row,
                    move |(name, row)| drawn.card(name, row),
                )}
            </ol>
            {none}
            {cards.undo()}
            <button
                type="button"
                class="button button-add"
                data-action="add-row"
                hidden=move || max <= count.get()
                on:click=move |_| adding.add()
            >
                {texts.add_row.replace("{item}", &inside(&cards.item))}
            </button>
        </div>
    }
    .into_any()
}

impl Cards {
    fn filling(&self) -> Filling {
        self.screen.filling
    }

    fn title(&self, row: usize) -> String {
        format!("{} {}", self.item, row + 1)
    }

    /// Id of the card of a row.
    fn id(&self, row: usize) -> String {
        format!("{}[{row}]", self.section)
    }

    fn card(&self, name: u32, row: usize) -> AnyView {
        let open_row = self.screen.open_row;
        let is_open = memo(move |_| open_row.get() == Some(name));
        let cards = self.clone();
        let content = move || if is_open.get() { cards.editing(row) } else { cards.closed(name, row) };
        view! { <li id=self.id(row) class="entry" class:entry-open=is_open>{content}</li> }.into_any()
    }

    fn closed(&self, name: u32, row: usize) -> AnyView {
        let texts = &t().form;
        let title = self.title(row);
        let line = self.filling().read(|answers| {
            let row = answers.rows(&self.section).get(row)?;
            Some(self.line(row))
        });
        let line = line.filter(|line| !line.is_empty()).unwrap_or_else(|| texts.row_blank.to_owned());
        let (screen, removing) = (self.screen, self.clone());
        let wrong =
            move || screen.is_row_wrong(row).then(|| view! { <p class="field-error">{texts.row_wrong}</p> });
        let id = self.id(row);
        let edit = move |_| {
            screen.open_row.set(Some(name));
            focus::bring_to_when_drawn(format!("{id}:title"));
        };
        view! {
            <div class="entry-head">
                <h2 class="entry-title">{title.clone()}</h2>
                <p class="entry-line">{line}</p>
                {wrong}
            </div>
            <div class="entry-buttons">
                <button
                    type="button"
                    class="button"
                    data-action="edit-row"
                    aria-label=format!("{} {title}", texts.edit)
                    on:click=edit
                >
                    {texts.edit}
                </button>
                <button
                    type="button"
                    class="button button-quiet"
                    data-action="remove-row"
                    aria-label=format!("{} {title}", texts.remove)
                    on:click=move |_| removing.remove(row)
                >
                    {texts.remove}
                </button>
            </div>
        }
        .into_any()
    }

    fn editing(&self, row: usize) -> AnyView {
        let texts = &t().form;
        let fields =
            self.form.section(&self.section).map(|section| section.fields.as_slice()).unwrap_or_default();
        let questions: Vec<AnyView> = fields
            .iter()
            .map(|one| field(self.filling(), &self.form, Path::field(&self.section, Some(row), &one.id)))
            .collect();
        let (saving, removing) = (self.clone(), self.clone());
        view! {
            <h2 class="entry-title" id=format!("{}:title", self.id(row)) tabindex="-1">{self.title(row)}</h2>
            {questions}
            <div class="entry-buttons">
                <button
                    type="button"
                    class="button button-primary"
                    data-action="save-row"
                    on:click=move |_| saving.save(row)
                >
                    {texts.save_row}
                </button>
                <button
                    type="button"
                    class="button button-quiet"
                    data-action="remove-row"
                    on:click=move |_| removing.remove(row)
                >
                    {texts.remove}
                </button>
            </div>
        }
        .into_any()
    }

    /// The first answers of a row, to know it by.
    fn line(&self, row: &Row) -> String {
        let Some(section) = self.form.section(&self.section) else { return String::new() };
        let lists = self.filling().lists();
        let shown: Vec<String> = section
            .fields
            .iter()
            .filter_map(|field| match row.get(&field.id) {
                Some(Value::Text(text)) if !text.trim().is_empty() => {
                    Some(kinds::shown(field, text, &lists, lang()))
                }
                _ => None,
            })
            .take(SHOWN)
            .collect();
        shown.join(" · ")
    }

    fn add(&self) {
        let row = self.filling().add_row(&self.section);
        self.screen.forget_found();
        self.removed.set(None);
        let name = untrack(|| self.filling().rows(&self.section)).get(row).map(|(name, _)| *name);
        self.screen.open_row.set(name);
        focus::bring_to_when_drawn(format!("{}:title", self.id(row)));
    }

    /// Closes the row when nothing is wrong with it, else goes to the first thing that is.
    fn save(&self, row: usize) {
        let found = self.filling().check_row(&self.section, row);
        if let Some(first) = found.iter().find(|violation| violation.is_error()) {
            focus::bring_to_when_drawn(crate::fields::target(&self.form, first));
        } else {
            self.screen.open_row.set(None);
            self.screen.leave_field();
            self.focus_card(row);
        }
    }

    fn remove(&self, row: usize) {
        if let Some(taken) = self.filling().remove_row(&self.section, row) {
            self.screen.open_row.set(None);
            self.screen.leave_field();
            self.screen.forget_found();
            say(t().form.removed.replace("{item}", &self.title(row)));
            self.removed.set(Some((row, taken)));
            focus::bring_to_when_drawn("undo-row");
        }
    }

    fn undo(&self) -> AnyView {
        let cards = self.clone();
        let texts = &t().form;
        (move || {
            let cards = cards.clone();
            cards.removed.get().map(|(row, taken)| {
                let words = texts.removed.replace("{item}", &cards.title(row));
                let back = move |_| {
                    cards.filling().put_row_back(&cards.section, row, taken.clone());
                    cards.removed.set(None);
                    cards.focus_card(row);
                };
                view! {
                    <div class="notice">
                        <p>{words}</p>
                        <button type="button" class="button" id="undo-row" data-action="undo" on:click=back>
                            {texts.undo}
                        </button>
                    </div>
                }
            })
        })
        .into_any()
    }

    fn focus_card(&self, row: usize) {
        focus::bring_to_when_drawn(self.id(row));
    }
}
