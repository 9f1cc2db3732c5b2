//! One of some options, several of them, or a code from a list.

use super::Fault;
use crate::{Choice, Code, Field, Kind, Lang, List, Lists};

/// The values of a gender field that brings no options of its own.
pub const GENDERS: [(&str, &str, &str); 2] = [("male", "Nam", "Male"), ("female", "Nữ", "Female")];

/// The list a kind takes its codes from.
pub fn list_of(kind: Kind) -> Option<List> {
    match kind {
        Kind::Ethnicity => Some(List::EthnicGroups),
        Kind::Nationality | Kind::Country => Some(List::Countries),
        _ => None,
    }
}

/// Whether the value can be chosen. A list that is not here judges nothing.
pub fn judge(field: &Field, value: &str, lists: &dyn Lists) -> Result<(), Fault> {
    let is_option = if !field.options.is_empty() {
        option(field, value).is_some()
    } else if field.kind == Kind::Gender {
        GENDERS.iter().any(|(gender, ..)| *gender == value)
    } else if let Some(list) = list_of(field.kind) {
        lists.name(list, value) != Some(None)
    } else {
        // A religion is not in a closed list.
        field.kind == Kind::Religion
    };
    if is_option { Ok(()) } else { Err(Code::NotAnOption.into()) }
}

/// The option's words.
pub fn shown(field: &Field, value: &str, lists: &dyn Lists, lang: Lang) -> String {
    if let Some(option) = option(field, value) {
        return match lang {
            Lang::Vi => option.vi.clone(),
            Lang::En => option.en.clone(),
        };
    }
    if field.kind == Kind::Gender
        && let Some((_, vi, en)) = GENDERS.iter().find(|(gender, ..)| *gender == value)
    {
        return (*if lang == Lang::Vi { vi } else { en }).to_owned();
    }
    let name = list_of(field.kind).and_then(|list| lists.name(list, value).flatten());
    name.unwrap_or(value).to_owned()
}

/// Chosen values in the order of the options, each once; unknown ones last.
pub fn in_order(field: &Field, chosen: &[String]) -> Vec<String> {
    let chosen: Vec<&str> =
        chosen.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
    let known = field.options.iter().map(|o| o.value.as_str()).filter(|value| chosen.contains(value));
    let mut ordered: Vec<String> = Vec::new();
    for value in known.chain(chosen.iter().copied().filter(|value| option(field, value).is_none())) {
        if !ordered.iter().any(|kept| kept == value) {
            ordered.push(value.to_owned());
        }
    }
    ordered
}

fn option<'a>(field: &'a Field, value: &str) -> Option<&'a Choice> {
    field.options.iter().find(|option| option.value == value)
}
