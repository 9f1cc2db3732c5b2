//! What is read aloud of one question: its words, its help, what can be chosen, what is wrong and what was answered.

use super::Slot;
use crate::aloud::{self, Phrase, listen_by};
use crate::later;
use crate::text::{lang, local, spoken, t, violation};
use crate::view::prelude::*;
use forms::{Choice, Field, Kind, Lang, Violation};

/// More choices than this are counted, not read: nobody keeps them in mind.
const MOST_CHOICES: usize = 8;

impl Slot {
    /// The button that reads the question aloud.
    pub fn listen(&self) -> AnyView {
        let slot = self.clone();
        let press = move || {
            if let Some(extras) = later::extras() {
                (extras.read_question)(slot.clone());
            }
        };
        listen_by(self.read_as(), &local(&self.field.label), Box::new(press))
    }

    /// What is on the button: reads the question, or stops.
    pub fn read_aloud(&self) {
        aloud::read(&self.read_as(), self.phrases());
    }

    fn read_as(&self) -> String {
        format!("question:{}", self.id)
    }

    fn phrases(&self) -> Vec<Phrase> {
        let (lang, texts) = (lang(), t());
        let mut said = vec![spoken::prose(&local(&self.field.label), lang)];
        if !self.filling.requires_now(&self.path) {
            said.push(texts.form.optional.to_owned());
        }
        said.extend(self.hint.as_deref().map(|hint| spoken::prose(hint, lang)));
        said.extend(self.choices(lang));
        said.extend(self.wrong_aloud(lang));
        said.extend(self.answer_aloud(lang));
        said.into_iter().map(Phrase::from).collect()
    }

    fn choices(&self, lang: Lang) -> Vec<String> {
        let texts = &t().aloud;
        let names = choice_names(&self.field, lang);
        match names.len() {
            0 => Vec::new(),
            count if count > MOST_CHOICES => {
                vec![texts.many_choices.replace("{count}", &count.to_string())]
            }
            _ => std::iter::once(texts.choices.to_owned()).chain(names).collect(),
        }
    }

    fn wrong_aloud(&self, lang: Lang) -> Vec<String> {
        let texts = &t().form;
        let sentence = |found: &Violation| {
            let prefix = if found.is_error() { texts.error_prefix } else { texts.warning_prefix };
            format!("{prefix} {}", spoken::prose(&violation::sentence(&self.form, found, lang), lang))
        };
        self.problems.with_untracked(|found| found.iter().map(sentence).collect())
    }

    fn answer_aloud(&self, lang: Lang) -> Option<String> {
        let texts = &t().aloud;
        let value =
            self.filling.value(&self.path).filter(|value| !forms::kinds::is_blank(&self.field, value))?;
        if matches!(self.field.kind, Kind::Checkbox | Kind::Declaration) {
            return Some(texts.ticked.to_owned());
        }
        let shown = forms::shown(&self.field, &value, &self.filling.lists(), lang);
        Some(texts.answered.replace("{answer}", &spoken::answer(self.field.kind, &shown, lang)))
    }
}

/// What stands on the buttons or in the list; nothing for a question that is answered in writing.
fn choice_names(field: &Field, lang: Lang) -> Vec<String> {
    let texts = &t().form;
    if field.kind == Kind::Gender && field.options.is_empty() {
        return vec![texts.male.to_owned(), texts.female.to_owned()];
    }
    let words = |choice: &Choice| spoken::prose(if lang == Lang::Vi { &choice.vi } else { &choice.en }, lang);
    field.options.iter().map(words).collect()
}
