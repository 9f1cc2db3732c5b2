//! What each case costs today.

use super::section;
use crate::browser::clock;
use crate::text::{local, t, time};
use crate::view::prelude::*;
use chrono::{Days, NaiveDate};
use contract::ServicePage;
use forms::Fee;

/// The fees in force today; a dated one says until when.
pub fn fees(page: &ServicePage) -> AnyView {
    let text = &t().guide;
    let today = clock::today();
    let lines: Vec<AnyView> = page.fees.iter().filter(|fee| is_in_force(fee, today)).map(fee).collect();
    let content = if lines.is_empty() {
        view! { <p>{text.fee_none}</p> }.into_any()
    } else {
        view! { <ul class="lines">{lines}</ul> }.into_any()
    };
    section(text.fee, content)
}

/// From the lowest to the highest of today; nothing when no fee is known.
pub fn span(page: &ServicePage) -> Option<String> {
    let today = clock::today();
    let amounts = || page.fees.iter().filter(|fee| is_in_force(fee, today)).map(|fee| fee.amount_vnd);
    let (least, most) = (amounts().min()?, amounts().max()?);
    Some(if least == most {
        time::money(least)
    } else {
        format!("{} – {}", time::money(least), time::money(most))
    })
}

fn is_in_force(fee: &Fee, today: NaiveDate) -> bool {
    fee.valid_from.is_none_or(|from| from <= today) && fee.valid_until.is_none_or(|until| today < until)
}

fn fee(fee: &Fee) -> AnyView {
    let text = &t().guide;
    // The last day on which it holds.
    let until = fee.valid_until.and_then(|day| day.checked_sub_days(Days::new(1)));
    let until = until.map(|day| (text.fee_until)(&time::day(day)));
    view! {
        <li class="fee">
            <p>{local(&fee.case)}</p>
            <p class="fee-amount number">
                {time::money(fee.amount_vnd)}
                {until.map(|until| view! { <span class="line-note">{until}</span> }.into_any())}
            </p>
            <p class="line-note" lang="vi">{(text.fee_basis)(&fee.basis)}</p>
        </li>
    }
    .into_any()
}
