//! One dossier as it is followed: what the server last said, asked again by itself and by a button. For whoever holds
//! the code, on this phone or another.

mod complaint;
mod rating;
mod request;
mod results;
mod supplement;
mod withdrawal;

use crate::api::{self, Failure};
use crate::browser::{clock, page, timer};
use crate::parts::icon::icon;
use crate::parts::live::say;
use crate::parts::loading::explain;
use crate::parts::timeline::{badge, timeline};
use crate::text::{local, t, time};
use crate::view::prelude::*;
use crate::{receipts, services};
use contract::{Awaited, Millis, State, Tracked, TrackedDetail};
use forms::calendar::{Holidays, working_days_between};
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

/// Between two looks while the screen is in front.
const LOOK: Duration = Duration::from_secs(30);

/// A dossier being followed. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Following {
    code: StoredValue<String>,
    secret: StoredValue<String>,
    /// What the server last said, and when by the phone's clock.
    known: RwSignal<Option<(Tracked, Millis)>>,
    failure: RwSignal<Option<Failure>>,
    is_asking: RwSignal<bool>,
}

impl Following {
    /// Follows the dossier from now on, as long as the screen is there; `known` is what was heard before.
    pub fn new(code: &str, secret: &str, known: Option<(Tracked, Millis)>) -> Self {
        let following = Self {
            code: StoredValue::new(code.to_owned()),
            secret: StoredValue::new(secret.to_owned()),
            known: RwSignal::new(known),
            failure: RwSignal::new(None),
            is_asking: RwSignal::new(false),
        };
        spawn_local(following.ask());
        let look = timer::repeat(
            move || {
                if page::is_visible() {
                    spawn_local(following.ask());
                }
            },
            LOOK,
        );
        // Without a timer the button remains.
        if let Ok(look) = look {
            on_cleanup(move || look.stop());
        }
        following
    }

    /// Asks the server once. The screen may be gone when the answer comes.
    async fn ask(self) {
        let (Some(code), Some(secret)) = (self.code.try_get_value(), self.secret.try_get_value()) else {
            return;
        };
        self.is_asking.try_set(true);
        match api::track(&code, &secret).await {
            Ok(tracked) => self.heard(tracked).await,
            Err(failure) => {
                self.failure.try_set(Some(failure));
            }
        }
        self.is_asking.try_set(false);
    }

    /// Takes what the server says, here and among the receipts of this phone.
    async fn heard(self, tracked: Tracked) {
        if tracked.detail.is_some() {
            // Not kept is not worse than before: it is asked again.
            let _ = receipts::heard(&tracked).await;
        }
        self.failure.try_set(None);
        self.known.try_set(Some((tracked, clock::now())));
    }

    /// What the service is called, where it may be seen.
    pub fn service_name(self) -> Option<forms::Text> {
        self.known.with(|known| Some(known.as_ref()?.0.detail.as_ref()?.service_name.clone()))
    }

    /// Papers of it that are still on the phone it was sent from.
    pub fn awaited(self) -> Option<Awaited> {
        self.known.with(|known| known.as_ref()?.0.detail.as_ref()?.awaited)
    }

    /// Whether there are steps but the secret is missing or wrong.
    pub fn shows_steps_only(self) -> bool {
        self.known.with(|known| {
            known.as_ref().is_some_and(|(tracked, _)| tracked.detail.is_none() && !tracked.steps.is_empty())
        })
    }

    /// Whether the server has answered, and knows no such code.
    pub fn is_unknown(self) -> bool {
        self.known.with(|known| known.as_ref().is_some_and(|(tracked, _)| tracked.steps.is_empty()))
    }
}

/// Everything that may be seen of the dossier.
pub fn following(following: Following) -> AnyView {
    let Following { known, .. } = following;
    // Each part is drawn anew only when its own piece has changed: an answer half written stays.
    let state = memo(move |_| known.with(|known| Some(known.as_ref()?.0.steps.last()?.state)));
    let detail = memo(move |_| known.with(|known| known.as_ref()?.0.detail.clone()));
    let steps = memo(move |_| known.with(|known| known.as_ref().map(|(tracked, _)| shown_steps(tracked))));
    let request = memo(move |_| detail.with(|detail| detail.as_ref()?.request.clone()));
    let results = memo(move |_| detail.with(|detail| Some(detail.as_ref()?.results.clone())));
    let office =
        memo(move |_| detail.with(|detail| detail.as_ref().map(|detail| local(&detail.receiving_office))));
    let rated = memo(move |_| detail.with(|detail| detail.as_ref().map(|detail| detail.rating.clone())));
    let has_ended =
        move || state.get().is_some_and(|s| s == State::Done || (s.is_final() && s != State::Withdrawn));
    let may_withdraw = move || {
        detail.with(Option::is_some)
            && state.get().is_some_and(|s| s.after(contract::Action::Withdraw).is_some())
    };
    view! {
        {move || state.get().map(state_now)}
        {freshness(following)}
        {move || {
            request
                .get()
                .map(|wanted| {
                    if wanted.items.is_empty() {
                        request::request(following, &wanted)
                    } else {
                        supplement::supplement(following, &wanted)
                    }
                })
        }}
        {move || results.get().filter(|files| !files.is_empty()).map(|files| results::results(following, &files))}
        {move || rated.get().filter(|_| has_ended()).map(|rated| rating::rating(following, rated))}
        {move || detail.with(|detail| detail.as_ref().map(|detail| facts(following, detail, state.get())))}
        {move || {
            steps
                .with(|steps| {
                    steps
                        .as_ref()
                        .map(|steps| {
                            view! {
                                <section class="stack-close">
                                    <h2>{t().dossier.timeline}</h2>
                                    {timeline(steps, office.get().as_deref())}
                                </section>
                            }
                                .into_any()
                        })
                })
        }}
        {move || may_withdraw().then(|| withdrawal::withdrawal(following))}
    }
    .into_any()
}

/// With reasons where they may be seen.
fn shown_steps(tracked: &Tracked) -> Vec<contract::Event> {
    tracked.detail.as_ref().map_or_else(|| tracked.steps.clone(), |detail| detail.timeline.clone())
}

fn state_now(state: State) -> AnyView {
    view! {
        <div class="stack-close">
            <p class="state-now">{badge(state)}</p>
            <p>{(t().dossier.state_help)(state)}</p>
        </div>
    }
    .into_any()
}

/// How old the information is, and the button to ask again.
fn freshness(following: Following) -> AnyView {
    let text = &t().dossier;
    let age = move || {
        let at = following.known.with(|known| known.as_ref().map(|(_, at)| *at));
        // Drawn anew at each try, so that "5 minutes ago" does not stand for an hour.
        following.is_asking.track();
        at.map(|at| (text.as_of)(&time::ago(at, clock::now())))
    };
    let failure = move || {
        following.failure.get().map(|failure| {
            let (title, help) = explain(&failure);
            let help = if failure == Failure::Offline { text.offline.to_owned() } else { help };
            view! {
                <div class="notice notice-warning">
                    <p class="notice-title">{icon("offline")}{title}</p>
                    <p>{help}</p>
                </div>
            }
            .into_any()
        })
    };
    let refresh = move |_| {
        spawn_local(async move {
            following.ask().await;
            if following.failure.try_get_untracked() == Some(None) {
                say(t().dossier.refreshed);
            }
        });
    };
    view! {
        {failure}
        <div class="row spread no-print">
            <p class="soft small">{age}</p>
            <button
                type="button"
                class="button"
                data-action="refresh"
                aria-disabled=move || following.is_asking.get().to_string()
                on:click=refresh
            >
                {icon("refresh")}
                {text.refresh}
            </button>
        </div>
    }
    .into_any()
}

fn facts(following: Following, detail: &TrackedDetail, state: Option<State>) -> AnyView {
    let text = &t().dossier;
    let is_open = state.is_some_and(|state| !state.is_final() && state != State::Done);
    // The office's time stands still while it waits for the citizen.
    let note = if detail.request.is_some() {
        Some(view! { <dd class="fact-note" data-paused="">{text.request_paused}</dd> }.into_any())
    } else {
        is_open.then(|| days_left(following, detail))
    };
    view! {
        <dl class="card facts">
            <div>
                <dt>{text.due}</dt>
                <dd>{time::weekday(detail.due)}</dd>
                {note}
            </div>
            <div>
                <dt>{text.office}</dt>
                <dd>{local(&detail.receiving_office)}</dd>
            </div>
        </dl>
    }
    .into_any()
}

/// Working days to the due day, once the table of holidays is here; where it is late, what can be done.
fn days_left(following: Following, detail: &TrackedDetail) -> AnyView {
    let (due, office) = (detail.due, local(&detail.receiving_office));
    let left = RwSignal::new(None::<(i32, bool)>);
    spawn_local(async move {
        let mut holidays = Holidays::default();
        // Without a network and the table, Saturdays and Sundays are still known.
        if let Ok(table) = services::holidays().await {
            // One by one: collecting would bring in a sort.
            for day in &table.off {
                holidays.off.insert(*day);
            }
            for day in &table.work {
                holidays.work.insert(*day);
            }
        }
        let today = clock::today();
        let days = working_days_between(today.min(due), today.max(due), &holidays);
        left.try_set(Some((days, today > due)));
    });
    (move || {
        let text = &t().dossier;
        left.get().map(|(days, is_late)| {
            let words = match (days, is_late) {
                (0, _) => text.due_today.to_owned(),
                (days, false) => (text.days_left)(days),
                (days, true) => (text.days_late)(days),
            };
            let complaint = (is_late && days > 0).then(|| {
                complaint::complaint(&(text.complaint)(
                    &office,
                    &following.code.get_value(),
                    &time::day(due),
                    days,
                ))
            });
            view! { <dd class="fact-note" class:late=is_late>{words}</dd> {complaint} }.into_any()
        })
    })
    .into_any()
}
