//! Finds services by everyday words: with or without marks, in any order, misspelt as people do. Pure.

use crate::order::sort_by_key;
use crate::parts::unmarked::unmarked;
use contract::{ServiceCard, ServiceIndex};

/// Words of a question that say nothing about the service: they need not be found. Without marks.
const FILLERS: [&str; 24] = [
    "lam", "xin", "toi", "muon", "can", "cho", "cua", "o", "dau", "the", "nao", "bi", "moi", "giay", "to",
    "thu", "tuc", "ho", "so", "dang", "ky", "ki", "how", "apply",
];

/// The index made ready to be searched: everything without marks, once.
pub struct Search {
    services: Vec<Searchable>,
    /// Phrases that fit several services, and those services' places in `services`, the likeliest first.
    asks: Vec<(Vec<String>, Vec<usize>)>,
}

struct Searchable {
    name: String,
    /// Everyday phrases, abbreviations, misspellings.
    phrases: Vec<String>,
    summary: String,
}

impl Search {
    /// Prepares an index.
    pub fn new(index: &ServiceIndex) -> Self {
        let services: Vec<Searchable> = index.services.iter().map(Searchable::new).collect();
        let place = |slug: &String| index.services.iter().position(|service| service.slug == *slug);
        let asks = index.asks.iter().map(|ask| {
            (
                ask.words.iter().map(|word| unmarked(word)).collect(),
                ask.services.iter().filter_map(place).collect(),
            )
        });
        Self { services, asks: asks.collect() }
    }

    /// Places in [`ServiceIndex::services`] that fit what was typed, the best first; none for a blank question.
    pub fn find(&self, typed: &str) -> Vec<usize> {
        let asked = unmarked(typed);
        if asked.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(u32, usize)> = self
            .services
            .iter()
            .enumerate()
            .map(|(place, service)| (service.score(&asked) + self.asked_for(&asked, place), place))
            .filter(|(score, _)| *score > 0)
            .collect();
        // Equal scores keep the order of the Directive, which is that of the index.
        sort_by_key(&mut found, |(score, _)| std::cmp::Reverse(*score));
        // Far behind the best is noise.
        let least = found.first().map_or(0, |(best, _)| best / 5);
        found.into_iter().filter(|(score, _)| *score >= least).map(|(_, place)| place).collect()
    }

    /// Many say these words and mean one of several services.
    fn asked_for(&self, asked: &str, place: usize) -> u32 {
        let weight = |(phrases, places): &(Vec<String>, Vec<usize>)| {
            let rank = places.iter().position(|p| *p == place)?;
            let fits = phrases.iter().map(|phrase| phrase_score(phrase, asked)).max().unwrap_or(0);
            (fits >= 200).then(|| 400 - 20 * u32::try_from(rank).unwrap_or(20).min(19))
        };
        self.asks.iter().filter_map(weight).max().unwrap_or(0)
    }
}

impl Searchable {
    fn new(card: &ServiceCard) -> Self {
        Self {
            name: format!("{} {}", unmarked(&card.name.vi), unmarked(&card.name.en)),
            phrases: card.words.iter().map(|word| unmarked(word)).collect(),
            summary: format!("{} {}", unmarked(&card.summary.vi), unmarked(&card.summary.en)),
        }
    }

    fn score(&self, asked: &str) -> u32 {
        let phrase = self.phrases.iter().map(|phrase| phrase_score(phrase, asked)).max().unwrap_or(0);
        let name = if contains_words(&self.name, asked) { 350 } else { 0 };
        phrase.max(name) + self.word_score(asked)
    }

    /// Counts the words of the question that stand here; nothing when one that matters stands nowhere.
    fn word_score(&self, asked: &str) -> u32 {
        let mut score = 0;
        let mut said_something = false;
        for word in asked.split(' ') {
            let here = if has_word(&self.name, word) {
                30
            } else if self.phrases.iter().any(|phrase| has_word(phrase, word)) {
                20
            } else if has_word(&self.summary, word) {
                8
            } else {
                0
            };
            let is_filler = FILLERS.contains(&word);
            if here == 0 && !is_filler {
                return 0;
            }
            said_something |= !is_filler;
            score += if is_filler { 1 } else { here };
        }
        if said_something { score } else { 0 }
    }
}

/// How well a phrase and a question are the same thing; 200 and more: one holds the other.
fn phrase_score(phrase: &str, asked: &str) -> u32 {
    if phrase == asked {
        500
    } else if contains_words(asked, phrase) {
        // The longer the part of the question that it covers, the surer.
        250 + u32::try_from(phrase.len()).unwrap_or(0).min(100)
    } else if asked.len() >= 3 && contains_words(phrase, asked) {
        200
    } else {
        0
    }
}

/// Whether `words` stand in `text` one after the other, the last one perhaps unfinished.
fn contains_words(text: &str, words: &str) -> bool {
    !words.is_empty() && text.match_indices(words).any(|(at, _)| at == 0 || text.as_bytes()[at - 1] == b' ')
}

/// Whether a word of `text` begins with `start`. One letter must be a whole word.
fn has_word(text: &str, start: &str) -> bool {
    text.split(' ').any(|word| if start.len() < 2 { word == start } else { word.starts_with(start) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::SearchAsk;
    use forms::Text;

    fn card(slug: &str, name: &str, words: &[&str]) -> ServiceCard {
        ServiceCard {
            number: 0,
            slug: slug.into(),
            version: String::new(),
            name: Text { vi: name.into(), en: String::new() },
            summary: Text::default(),
            life_event: String::new(),
            words: words.iter().map(|word| (*word).into()).collect(),
        }
    }

    fn find(typed: &str) -> Vec<String> {
        let index = ServiceIndex {
            services: vec![
                card("can-cuoc", "Cấp đổi thẻ căn cước", &["làm lại căn cước", "đổi cccd"]),
                card("khai-sinh", "Đăng ký khai sinh", &["làm giấy khai sinh", "khai xinh"]),
                card("bang-lai", "Cấp đổi giấy phép lái xe", &["mất bằng lái", "đổi bằng lái xe"]),
                card("lien-thong", "Liên thông khai sinh", &["khai sinh kèm bảo hiểm"]),
                card("khai-tu", "Đăng ký khai tử", &["báo tử"]),
            ],
            life_events: Vec::new(),
            asks: vec![SearchAsk {
                words: vec!["khai sinh".into()],
                services: vec!["khai-sinh".into(), "lien-thong".into()],
            }],
        };
        Search::new(&index).find(typed).into_iter().map(|place| index.services[place].slug.clone()).collect()
    }

    #[test]
    fn everyday_words_with_and_without_marks() {
        assert_eq!(find("mất bằng lái")[0], "bang-lai");
        assert_eq!(find("MAT BANG LAI")[0], "bang-lai");
        assert_eq!(find("toi bi mat bang lai xe")[0], "bang-lai");
        assert_eq!(find("lam khai sinh")[0], "khai-sinh");
        assert_eq!(find("khai xinh")[0], "khai-sinh");
    }

    #[test]
    fn results_come_while_typing() {
        assert_eq!(find("can cu")[0], "can-cuoc");
        assert_eq!(find("cccd")[0], "can-cuoc");
    }

    #[test]
    fn what_many_ask_brings_all_that_fit() {
        assert_eq!(find("khai sinh")[..2], ["khai-sinh", "lien-thong"]);
    }

    #[test]
    fn nothing_is_found_for_nothing_and_for_nonsense() {
        assert!(find("").is_empty());
        assert!(find("  , ").is_empty());
        assert!(find("qwzxkj").is_empty());
        assert!(find("làm giấy").iter().all(|slug| slug != "khai-tu"));
    }
}
