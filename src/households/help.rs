//! Who helps with a form, and that the person agreed to it, as a draft knows it. Pure.

use contract::{Consent, HELP_NAME, Help, HelperRelation, Millis};
use forms::{Lang, Profile, Value};

/// Names the words of `text/households.rs` that the person agrees to: change it when they change.
pub const CONSENT_TEXT: &str = "2026-11";

const NAME: &str = "helper.full_name";
const RELATION: &str = "helper.relation";
const TEXT: &str = "helper.consent_text";
const LANGUAGE: &str = "helper.consent_language";
const AT: &str = "helper.consent_at";
/// Who files.
const FILER: &str = "citizen.full_name";

/// What a helper can be, by the words of [`RELATION`].
pub const RELATIONS: [(&str, HelperRelation); 5] = [
    ("community_team", HelperRelation::CommunityTeam),
    ("relative", HelperRelation::Relative),
    ("neighbour", HelperRelation::Neighbour),
    ("officer", HelperRelation::Officer),
    ("other", HelperRelation::Other),
];

/// Somebody fills a form in for the person who files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helping {
    pub helper: String,
    pub relation: HelperRelation,
    /// Empty when nobody was chosen.
    pub on_behalf_of: String,
}

/// `None`: the person does it themself.
pub fn of(known: &Profile) -> Option<Helping> {
    let relation = word(known, RELATION);
    Some(Helping {
        helper: said(known, NAME)?,
        relation: RELATIONS
            .iter()
            .find(|(name, _)| *name == relation)
            .map_or(HelperRelation::Other, |(_, relation)| *relation),
        on_behalf_of: said(known, FILER).unwrap_or_default(),
    })
}

/// Says in what a draft knows who helps.
pub fn begin(known: &mut Profile, helper: &str, relation: HelperRelation) {
    let word = RELATIONS.iter().find(|(_, one)| *one == relation).map_or("other", |(word, _)| word);
    known.insert(NAME.to_owned(), Value::text(helper.trim()));
    known.insert(RELATION.to_owned(), Value::text(word));
}

/// What a draft learns when the person, named so, agrees.
pub fn consent(on_behalf_of: &str, language: Lang, at: Millis) -> Profile {
    let language = if language == Lang::En { "en" } else { "vi" };
    let learned =
        [(FILER, on_behalf_of.trim()), (TEXT, CONSENT_TEXT), (LANGUAGE, language), (AT, &at.to_string())];
    learned.into_iter().map(|(key, value)| (key.to_owned(), Value::text(value))).collect()
}

/// Whoever agreed did so to another form.
pub fn take_back_consent(known: &mut Profile) {
    for key in [TEXT, LANGUAGE, AT] {
        known.remove(key);
    }
}

/// What is sent of it; `None` where the person did it themself, or has not agreed.
pub fn to_send(known: &Profile) -> Option<Help> {
    let Helping { helper, relation, on_behalf_of } = of(known)?;
    let consent = Consent {
        text_version: said(known, TEXT)?,
        language: if word(known, LANGUAGE) == "en" { Lang::En } else { Lang::Vi },
        accepted_at: word(known, AT).parse().ok()?,
    };
    Some(Help { helper, relation, on_behalf_of, consent }).filter(Help::is_whole)
}

fn word<'a>(known: &'a Profile, key: &str) -> &'a str {
    known.get(key).and_then(Value::as_text).unwrap_or_default()
}

fn said(known: &Profile, key: &str) -> Option<String> {
    let text = word(known, key).trim();
    (!text.is_empty()).then(|| text.chars().filter(|letter| !letter.is_control()).take(HELP_NAME).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_is_sent_only_with_the_consent_to_it() {
        let mut known = Profile::new();
        assert_eq!((of(&known), to_send(&known)), (None, None));
        begin(&mut known, " Trần Văn Tổ ", HelperRelation::CommunityTeam);
        assert_eq!(of(&known).unwrap().helper, "Trần Văn Tổ");
        assert_eq!(to_send(&known), None, "nobody has agreed");
        known.extend(consent("Lường Thị Bích Thảo", Lang::En, 5));
        let help = to_send(&known).unwrap();
        assert_eq!(
            (help.relation, &*help.on_behalf_of),
            (HelperRelation::CommunityTeam, "Lường Thị Bích Thảo")
        );
        assert_eq!((help.consent.language, help.consent.accepted_at), (Lang::En, 5));
        take_back_consent(&mut known);
        assert_eq!(to_send(&known), None);
        assert!(of(&known).is_some());
    }

    #[test]
    fn a_helper_is_named_by_the_words_of_the_contract() {
        for (word, relation) in RELATIONS {
            assert_eq!(serde_json::to_value(relation).unwrap(), word);
        }
    }
}
