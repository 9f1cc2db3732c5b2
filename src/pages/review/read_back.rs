//! The whole form read back before it is sent: each answer with its question, names as they are, numbers digit by digit.

use crate::aloud::{Phrase, listen_to_all};
use crate::filling::Filling;
use crate::text::{lang, local, spoken, t};
use crate::view::prelude::*;
use forms::{Form, Lang, Path, SummaryLine};

/// The button; nothing shows where there is no voice.
pub fn read_back(filling: Filling) -> AnyView {
    listen_to_all(move || phrases(filling))
}

/// Id of the line of one answer, which is marked while it is read.
pub fn place(path: &Path) -> String {
    format!("answer:{path}")
}

fn phrases(filling: Filling) -> Vec<Phrase> {
    let (form, lists, lang) = (filling.form(), filling.lists(), lang());
    let tidy = filling.judge(|form, answers, _| forms::normalize(form, answers));
    let summary = forms::summary(&form, &tidy, &lists, lang);
    let mut said = vec![plain(&local(&form.definition().name), lang)];
    said.extend(summary.variant.map(|variant| plain(&variant, lang)));
    for part in &summary.sections {
        said.push(plain(&part.title, lang));
        let item = form.section(&part.id).and_then(|section| section.repeat.as_ref());
        for (at, row) in part.rows.iter().enumerate() {
            said.extend(item.map(|repeat| plain(&format!("{} {}", local(&repeat.item), at + 1), lang)));
            said.extend(
                row.iter().filter(|line| !line.shown.is_empty()).map(|line| spoken_line(&form, line, lang)),
            );
        }
    }
    if !summary.documents.is_empty() {
        said.push(plain(t().review.papers, lang));
        said.extend(summary.documents.iter().map(|paper| {
            // Names of files are nothing to listen to.
            let has_files = matches!(&paper.path, Path::Document(id)
                if tidy.documents.get(id).is_some_and(|answer| !answer.files.is_empty()));
            let given = match (has_files, paper.shown.as_str()) {
                (true, _) => t().aloud.attached,
                (false, "") => t().review.none,
                (false, shown) => shown,
            };
            Phrase { text: sentence(&paper.label, given, lang), place: Some(place(&paper.path)) }
        }));
    }
    said
}

fn plain(text: &str, lang: Lang) -> Phrase {
    spoken::prose(text, lang).into()
}

fn spoken_line(form: &Form, line: &SummaryLine, lang: Lang) -> Phrase {
    let field = match &line.path {
        Path::Field { section, field, .. } => form.field(section, field),
        _ => None,
    };
    let answer = match field {
        Some(field) => spoken::answer(field.kind, &line.shown, lang),
        None => spoken::prose(&line.shown, lang),
    };
    Phrase { text: sentence(&line.label, &answer, lang), place: Some(place(&line.path)) }
}

fn sentence(label: &str, answer: &str, lang: Lang) -> String {
    format!("{}: {answer}.", spoken::prose(label, lang))
}
