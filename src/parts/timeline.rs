//! The steps of a dossier, the newest first.

use crate::parts::icon::icon;
use crate::text::{t, time};
use crate::view::prelude::*;
use contract::{Actor, Event, State};

/// Every step with its time, who did it, why, and by which paper; `office`: the unit of its officers, where it may be seen.
pub fn timeline(events: &[Event], office: Option<&str>) -> AnyView {
    let steps: Vec<AnyView> = events.iter().rev().map(|event| step(event, office)).collect();
    view! { <ol class="timeline">{steps}</ol> }.into_any()
}

fn step(event: &Event, office: Option<&str>) -> AnyView {
    let text = &t().dossier;
    let reason = event.reason.clone().filter(|reason| !reason.trim().is_empty());
    // Officers write Vietnamese; what citizens write may be anything.
    let lang = (event.actor == Actor::Officer).then_some("vi");
    let unit = office.filter(|_| event.actor == Actor::Officer).map(|office| format!(", {office}"));
    let paper = event.paper.as_deref().and_then(|number| (text.paper)(number));
    let due = event.due.map(|due| (text.due_by)(&time::day(due)));
    let paper =
        [paper.map(str::to_owned), due].into_iter().flatten().reduce(|paper, due| format!("{paper} · {due}"));
    view! {
        <li class=format!("timeline-step {}", tone(event.state)) data-event=name(event.state)>
            {icon(drawing(event.state))}
            <div class="timeline-text">
                <p class="timeline-state">{(text.state)(event.state)}</p>
                <p class="soft small">{time::instant(event.at)} " · " {(text.actor)(event.actor)} {unit}</p>
                {paper.map(|paper| view! { <p class="soft small" data-paper="">{paper}</p> }.into_any())}
                {reason.map(|reason| view! { <p class="timeline-reason" lang=lang>{reason}</p> }.into_any())}
            </div>
        </li>
    }
    .into_any()
}

/// A state as a small label.
pub fn badge(state: State) -> AnyView {
    let class = match tone(state) {
        "is-good" => "badge badge-good",
        "is-wanted" => "badge badge-warning",
        "is-bad" => "badge badge-bad",
        _ => "badge",
    };
    view! { <span class=class>{icon(drawing(state))}{(t().dossier.state)(state)}</span> }.into_any()
}

/// Whether the citizen is asked to do something.
pub fn wants_something(state: State) -> bool {
    matches!(state, State::MoreRequested | State::PaymentRequested)
}

fn tone(state: State) -> &'static str {
    match state {
        State::Done | State::Returned => "is-good",
        State::MoreRequested | State::PaymentRequested => "is-wanted",
        State::Refused | State::Stopped | State::Withdrawn => "is-bad",
        State::Registered | State::Received | State::Processing => "",
    }
}

fn drawing(state: State) -> &'static str {
    match state {
        State::Registered => "send",
        State::Received => "check",
        State::Processing => "clock",
        State::MoreRequested => "upload",
        State::PaymentRequested => "fee",
        State::Done | State::Returned => "done",
        State::Refused | State::Stopped | State::Withdrawn => "stopped",
    }
}

/// As the API writes it.
fn name(state: State) -> &'static str {
    match state {
        State::Registered => "registered",
        State::Received => "received",
        State::Refused => "refused",
        State::Processing => "processing",
        State::MoreRequested => "more_requested",
        State::PaymentRequested => "payment_requested",
        State::Withdrawn => "withdrawn",
        State::Stopped => "stopped",
        State::Done => "done",
        State::Returned => "returned",
    }
}
