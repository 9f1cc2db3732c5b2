//! Delivers letters whose folder is not open: all forms first, those with the nearest legal deadline before the others, then
//! their papers, one tab at a time.

use super::lanes::Lane;
use super::letter::{FORM, Letter, take_back};
use super::tus::{self, Paper};
use super::verdict::{Verdict, Why, judge_failure};
use super::{lanes, way};
use crate::api::{self, Told};
use crate::browser::locks::{self, Ask};
use crate::browser::{Error, clock};
use crate::drafts::announce;
use crate::folders::{self, many};
use crate::order::sort_by_key;
use chrono::NaiveDate;
use contract::Millis;

/// An update of the app waits while it is held (`public/offline.js`).
const ONE: &str = "nhs.send.letters";

/// What has become of a letter whose folder was erased, for whoever has the phone: nothing personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// To put it away: [`put_away`].
    pub id: (String, String),
    /// Of the dossier; empty before the form has arrived.
    pub code: String,
    /// Papers that are still to come.
    pub papers: usize,
    pub refused: bool,
    pub made_at: Millis,
}

/// Letters of a folder, as whoever cannot open it may know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Id of the draft.
    pub draft: String,
    /// The form itself is still to go.
    pub has_form: bool,
    /// How many are still to go.
    pub papers: usize,
    pub due: Option<NaiveDate>,
}

/// The letters of a folder that the server has not refused, those too that are there.
pub async fn letters_of(folder: &str) -> Result<Vec<Outgoing>, Error> {
    let all = Letter::all().await?.into_iter().filter(|letter| letter.folder == folder && !letter.refused);
    Ok(all
        .map(|letter| Outgoing {
            has_form: !letter.has_arrived(),
            draft: letter.draft.clone(),
            papers: letter.left().count(),
            due: letter.due,
        })
        .collect())
}

/// Tries what is due in a lane: no form waits behind the photos of another folder.
pub async fn run(lane: Lane) {
    let lock =
        if locks::exist() { locks::acquire(ONE, Ask::IfFree, || ()).await.ok().flatten() } else { None };
    if locks::exist() && lock.is_none() {
        return;
    }
    // Without a database nothing was kept.
    let mut all = Letter::all().await.unwrap_or_default();
    all.retain(|letter| letter.has_arrived() == (lane == Lane::Papers));
    sort_by_key(&mut all, |letter| (letter.due.is_none(), letter.due, letter.made_at));
    for letter in all {
        let open = folders::current();
        let is_open = open.is_some_and(|open| open.id() == letter.folder);
        let way = way(&letter.draft);
        if is_open || !letter.is_due() || way.next.get() > clock::now() {
            continue;
        }
        let tried = match lane {
            Lane::Texts => deliver_form(letter).await,
            Lane::Papers => deliver_papers(letter).await,
        };
        match tried {
            Ok(()) => way.failures.set(0),
            Err(Why::SignIn) => way.next.set(i64::MAX),
            Err(why) => lanes::rest(&way, why),
        }
        announce();
    }
}

fn closed(_: Error) -> Why {
    Why::Busy
}

async fn deliver_form(mut letter: Letter) -> Result<(), Why> {
    if !form(&mut letter).await? {
        return give_up(letter).await.map_err(closed);
    }
    letter.note().await.map_err(closed)?;
    if letter.left().next().is_none() { letter.forget_parts().await.map_err(closed) } else { Ok(()) }
}

/// As far as it goes.
async fn deliver_papers(mut letter: Letter) -> Result<(), Why> {
    let left: Vec<String> = letter.left().cloned().collect();
    for sha256 in left {
        if let Some(bytes) = letter.part(&sha256).await.map_err(closed)? {
            let paper = Paper { key: &letter.key, sha256: &sha256, bytes: &bytes, is_sealed: true };
            match tus::send(paper, |_| ()).await {
                // What the server will not have, the folder hears when it is opened.
                None | Some(Verdict::Refused(_)) => {}
                Some(Verdict::Later(why)) => return Err(why),
                Some(_) => return Err(Why::Busy),
            }
        }
        letter.arrived.push(sha256);
        letter.note().await.map_err(closed)?;
    }
    letter.forget_parts().await.map_err(closed)
}

/// Sends the form. `false`: the server will not have it, or the phone has lost it.
async fn form(letter: &mut Letter) -> Result<bool, Why> {
    let Some(body) = letter.part(FORM).await.map_err(|_| Why::Busy)? else { return Ok(false) };
    let told = match api::submit_sealed(&body, &letter.account).await {
        Ok(told) if told.key == letter.key && told.payload_sha256 == letter.sha256 => told,
        Ok(_) => return Err(Why::NotOurs),
        Err(failure) => match judge_failure(failure) {
            // It went out before, open or sealed another time: that receipt is the true one.
            Verdict::ArrivedBefore => match api::receipt(&letter.key).await {
                Ok(Told::Sealed(told)) if told.key == letter.key => told,
                Ok(Told::Open(receipt)) if receipt.key == letter.key => {
                    letter.code = receipt.code;
                    return Ok(true);
                }
                _ => return Err(Why::Busy),
            },
            Verdict::Later(why) => return Err(why),
            _ => return Ok(false),
        },
    };
    letter.code = told.code;
    letter.receipt = told.receipt;
    Ok(true)
}

/// The folder sends it once more when it is opened, and hears why it is refused. Where there is none any more, the slip
/// tells.
async fn give_up(letter: Letter) -> Result<(), Error> {
    if many::is_there(&letter.folder).await? {
        return take_back(&letter.folder, &letter.draft).await;
    }
    letter.forget_parts().await?;
    Letter { refused: true, ..letter }.note().await
}

/// The letters of folders that were erased.
pub async fn slips() -> Result<Vec<Slip>, Error> {
    let mut slips = Vec::new();
    for letter in Letter::all().await? {
        if !many::is_there(&letter.folder).await? {
            slips.push(Slip {
                papers: letter.left().count(),
                refused: letter.refused,
                made_at: letter.made_at,
                code: letter.code,
                id: (letter.folder, letter.draft),
            });
        }
    }
    Ok(slips)
}

/// The person has written the code down.
pub async fn put_away(slip: &Slip) -> Result<(), Error> {
    take_back(&slip.id.0, &slip.id.1).await?;
    announce();
    Ok(())
}
