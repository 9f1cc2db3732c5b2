//! The papers of a form that has arrived: one after the other, in the order the officer needs them, whatever is killed in
//! between.

use super::parcel::Parcel;
use super::tus::{self, Paper};
use super::verdict::{Verdict, Why};
use super::{Way, sealing, way};
use crate::attachments::{self, Stored};
use crate::browser::clock;
use crate::drafts;
use crate::view::prelude::*;
use contract::Millis;
use std::cell::Cell;

/// What is still to come of a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Papers {
    pub left: usize,
    pub of: usize,
    pub bytes_left: u64,
    /// At the speed of the last minutes; `None` before anything was measured.
    pub seconds_left: Option<u64>,
    /// Why nothing goes out at this moment; `None` while something does.
    pub waits: Option<Why>,
    /// Names of files that the server did not take, or that this phone has lost.
    pub refused: Vec<String>,
}

thread_local! {
    /// Bytes a second, as measured last.
    static SPEED: Cell<Option<f64>> = const { Cell::new(None) };
}

/// Reads anew what is still to come of a dossier, for whoever shows it.
pub async fn refresh(draft: &str) {
    let way = way(draft);
    let known = match Parcel::of(draft).await {
        Ok(Some(parcel)) if parcel.dossier.is_some() => Some(read(&parcel).await),
        _ => None,
    };
    // What this tab is sending at this moment it knows better.
    let is_going_on = way.papers.with_untracked(|now| now.as_ref().is_some_and(|now| now.waits.is_none()));
    if known.is_none() || !is_going_on {
        way.papers.set(known);
    }
}

async fn read(parcel: &Parcel) -> Papers {
    let kept = attachments::list(&parcel.draft).await.unwrap_or_default();
    let mut papers = Papers {
        of: parcel.content.files.len(),
        waits: Some(Why::NoSignal),
        refused: parcel.refused.clone(),
        ..Papers::default()
    };
    for file in parcel.left() {
        papers.left += 1;
        papers.bytes_left += size(&kept, &file.sha256);
    }
    papers.seconds_left = seconds(papers.bytes_left);
    papers
}

/// Sends the next file of a dossier. Answers why it has to wait; `None`: there is one less.
pub async fn send_next(mut parcel: Parcel, way: &Way) -> Option<Why> {
    let file = parcel.left().next()?.clone();
    let papers = Papers { waits: None, ..read(&parcel).await };
    way.papers.set(Some(papers.clone()));
    let verdict = match attachments::read(&parcel.draft, &file.sha256).await {
        Ok(Some(bytes)) => {
            let show = progress(way, papers.clone(), bytes.length());
            let paper = Paper { key: &parcel.key, sha256: &file.sha256, bytes: &bytes, is_sealed: false };
            tus::send(paper, show).await
        }
        // The text has arrived: the office may ask for it again.
        Ok(None) => {
            parcel.refused.push(file.name.clone());
            None
        }
        Err(_) => Some(Verdict::Later(Why::Busy)),
    };
    let waits = match verdict {
        None => {
            parcel.arrived.push(file.sha256);
            None
        }
        Some(Verdict::Refused(_)) => {
            parcel.refused.push(file.name);
            parcel.arrived.push(file.sha256);
            None
        }
        Some(Verdict::Later(why)) => Some(why),
        Some(_) => Some(Why::Busy),
    };
    if waits.is_none() {
        // Not written down, the server is asked once more and says that it has the file.
        let _ = parcel.keep().await;
    }
    let is_done = parcel.left().next().is_none() && parcel.refused.is_empty();
    if is_done && drafts::papers_sent(&parcel.draft).await.is_ok() {
        sealing::withdraw(&parcel.draft).await;
        way.papers.set(None);
    } else {
        way.papers.set(Some(Papers { waits, ..read(&parcel).await }));
    }
    waits
}

/// Shows how much of a file is there, and learns how fast the network is.
fn progress(way: &Way, papers: Papers, total: u32) -> impl Fn(u32) + Clone + use<> {
    let shown = way.papers.clone();
    let others = papers.bytes_left.saturating_sub(u64::from(total));
    let began: Cell<Option<(Millis, u32)>> = Cell::new(None);
    move |at| {
        let now = clock::now();
        let (since, from) = began.get().unwrap_or((now, at));
        began.set(Some((since, from)));
        learn(now - since, at.saturating_sub(from));
        let bytes_left = others + u64::from(total.saturating_sub(at));
        shown.set(Some(Papers { bytes_left, seconds_left: seconds(bytes_left), ..papers.clone() }));
    }
}

/// So many bytes took so many milliseconds.
#[expect(clippy::cast_precision_loss, reason = "some seconds")]
fn learn(took: Millis, bytes: u32) {
    // What a buffer has swallowed says nothing.
    if took > 500 && bytes > 0 {
        SPEED.set(Some(f64::from(bytes) * 1_000.0 / took as f64));
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "at most some days"
)]
fn seconds(bytes: u64) -> Option<u64> {
    SPEED.get().filter(|speed| *speed > 0.0).map(|speed| (bytes as f64 / speed).ceil() as u64)
}

fn size(kept: &[Stored], sha256: &str) -> u64 {
    kept.iter().find(|stored| stored.sha256 == sha256).map_or(0, |stored| stored.bytes)
}
