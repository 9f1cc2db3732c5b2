//! What each case costs on the day of filing.

use crate::text::{local, t, time};
use crate::view::prelude::*;
use chrono::NaiveDate;
use forms::{Definition, Fee};

pub fn fees(definition: &Definition, today: NaiveDate) -> AnyView {
    let texts = &t().review;
    let in_force: Vec<&Fee> = definition.fees.iter().filter(|fee| holds(fee, today)).collect();
    let content = if in_force.is_empty() {
        view! { <p>{texts.fee_none}</p> }.into_any()
    } else {
        // Which case it is the office decides; with one price there is nothing to decide.
        let several = in_force.len() > 1;
        let lines: Vec<AnyView> = in_force.into_iter().map(line).collect();
        view! {
            <dl class="answers">{lines}</dl>
            {several.then(|| view! { <p class="soft small">{texts.fee_help}</p> })}
        }
        .into_any()
    };
    view! { <section class="card"><h2>{texts.fee}</h2>{content}</section> }.into_any()
}

fn line(fee: &Fee) -> AnyView {
    view! {
        <div class="answer">
            <dt>{local(&fee.case)}</dt>
            <dd class="number">{time::money(fee.amount_vnd)}</dd>
        </div>
    }
    .into_any()
}

fn holds(fee: &Fee, today: NaiveDate) -> bool {
    fee.valid_from.is_none_or(|from| from <= today) && fee.valid_until.is_none_or(|until| today < until)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fee_holds_from_its_first_day_to_the_day_before_its_end() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let fee = Fee {
            case: forms::Text::default(),
            amount_vnd: 0,
            basis: String::new(),
            valid_from: Some(day(10)),
            valid_until: Some(day(20)),
        };
        assert_eq!([9, 10, 19, 20].map(|on| holds(&fee, day(on))), [false, true, true, false]);
    }
}
