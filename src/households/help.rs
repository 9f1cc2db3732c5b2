//! Who helps with a form, as a draft knows it, and what is sent of it with the consent of the person. Pure.

use contract::{Consent, HELP_NAME, Help, HelperRelation, Millis};
use forms::{Lang, Profile, Value};

/// Names the words of `text/households.rs` that the person agrees to: change it when they change.
pub const CONSENT_TEXT: &str = "2026-11";

const NAME: &str = "helper.full_name";
const RELATION: &str = "helper.relation";
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

/// What is sent of it, with the consent of the person of that name; `None` where nobody helped.
pub fn to_send(known: &Profile, on_behalf_of: &str, language: Lang, at: Millis) -> Option<Help> {
    let Helping { helper, relation, .. } = of(known)?;
    let consent = Consent { text_version: CONSENT_TEXT.to_owned(), language, accepted_at: at };
    let on_behalf_of = tidy(on_behalf_of);
    Some(Help { helper, relation, on_behalf_of, consent })
}

fn word<'a>(known: &'a Profile, key: &str) -> &'a str {
    known.get(key).and_then(Value::as_text).unwrap_or_default()
}

fn said(known: &Profile, key: &str) -> Option<String> {
    Some(tidy(word(known, key))).filter(|text| !text.is_empty())
}

/// As the server takes a name.
fn tidy(name: &str) -> String {
    name.trim().chars().filter(|letter| !letter.is_control()).take(HELP_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_is_sent_with_the_consent_to_it() {
        let mut known = Profile::new();
        assert_eq!((of(&known), to_send(&known, "Ánh", Lang::Vi, 5)), (None, None));
        begin(&mut known, " Trần Văn Tổ ", HelperRelation::CommunityTeam);
        assert_eq!(of(&known).unwrap().helper, "Trần Văn Tổ");
        let help = to_send(&known, " Lường Thị Bích Thảo ", Lang::En, 5).unwrap();
        assert!(help.is_whole());
        assert_eq!(
            (help.relation, &*help.on_behalf_of),
            (HelperRelation::CommunityTeam, "Lường Thị Bích Thảo")
        );
        assert_eq!((help.consent.language, help.consent.accepted_at), (Lang::En, 5));
    }

    #[test]
    fn a_helper_is_named_by_the_words_of_the_contract() {
        for (word, relation) in RELATIONS {
            assert_eq!(serde_json::to_value(relation).unwrap(), word);
        }
    }
}
