//! A folder under a PIN: setting it, and opening the folder with it.

use super::header::{Header, Wrapped};
use super::{Folder, current, idle, keep, many, set_locked, tabs};
use crate::browser::digest::{from_hex, to_hex};
use crate::browser::locks::{self, Ask};
use crate::browser::{Error, pin, random};
use crate::{drafts, outbox};
use std::rc::Rc;
use vault::{Cost, Guesses, Lock};

/// What one guess is to take on this phone, in milliseconds.
const WANTED: u32 = 700;
/// One guess at a time over all tabs: two at once would be charged as one.
const ONE_GUESS: &str = "nhs.pin";

/// What became of a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    Opened,
    /// So many are left before the folder is erased, and so many milliseconds to wait before the next.
    Wrong {
        left: u8,
        wait: u64,
    },
    /// Not judged: one must wait so many milliseconds.
    TooEarly(u64),
    /// It was the tenth wrong one: the folder is gone.
    Erased,
}

/// Puts the open folder under a PIN, or under another one. The caller has asked [`vault::weakness`].
pub async fn set_pin(secret: &str) -> Result<(), Error> {
    let open = current().ok_or_else(|| Error::missing("folder"))?;
    let mut salt = [0; 16];
    random::fill(&mut salt)?;
    let (mut key, took) = pin::stretch(secret, &salt, Cost::LEAST).await?;
    let cost = Cost::LEAST.tuned(took, WANTED);
    if cost != Cost::LEAST {
        key = pin::stretch(secret, &salt, cost).await?.0;
    }
    let lock = Lock::new(open.id(), &open.key, &key, (cost, salt), random::fill)?;
    let wrapped = Wrapped::pin(&lock, Guesses::default());
    replace(&open, Header { wrapped, ..open.header.clone() }).await?;
    idle::watch();
    // Another tab has it open without a lock.
    tabs::tell_locked(open.id());
    outbox::protect();
    Ok(())
}

/// Takes the PIN from the open folder: from now on it opens by itself.
pub async fn remove_pin() -> Result<(), Error> {
    let open = current().ok_or_else(|| Error::missing("folder"))?;
    let device = super::device().await?;
    let wrapped = Wrapped::new(open.id(), &open.key, device.as_ref()).await?;
    replace(&open, Header { wrapped, due: String::new(), ..open.header.clone() }).await
}

async fn replace(open: &Rc<Folder>, header: Header) -> Result<(), Error> {
    many::store(&header).await?;
    keep(Folder { header, key: open.key.clone() });
    Ok(())
}

/// Tries to open a folder. The guess is written down before it is judged, so that no way of stopping the app saves one.
pub async fn unlock(id: &str, secret: &str) -> Result<Guess, Error> {
    let _alone = if locks::exist() {
        let alone = locks::acquire(ONE_GUESS, Ask::IfFree, || ()).await?;
        Some(alone.ok_or_else(|| Error::missing("another tab"))?)
    } else {
        None
    };
    let header = many::header(id).await?.ok_or_else(|| Error::missing("folder"))?;
    let (lock, before) = header.wrapped.lock().ok_or_else(|| Error::missing("lock"))?;
    let Some(charged) = before.charge() else { return Ok(Guess::TooEarly(before.wait())) };
    let with = |guesses| Header { wrapped: Wrapped::pin(&lock, guesses), ..header.clone() };
    many::store(&with(charged)).await?;
    let Ok((key, _)) = pin::stretch(secret, &lock.salt, lock.cost).await else {
        // Nothing was learned of the PIN.
        many::store(&with(before)).await?;
        return Err(Error::missing("stretcher"));
    };
    if let Ok(key) = lock.open(id, &key) {
        let header = with(Guesses::default());
        many::store(&header).await?;
        keep(Folder { header, key });
        set_locked(false);
        idle::watch();
        outbox::protect();
        drafts::announce();
        return Ok(Guess::Opened);
    }
    if charged.is_over() {
        many::erase(id).await?;
        return Ok(Guess::Erased);
    }
    Ok(Guess::Wrong { left: charged.left(), wait: charged.wait() })
}

/// The app was open for `open` milliseconds in which a guess had to wait; returns what is left.
pub async fn waited(id: &str, open: u64) -> Result<u64, Error> {
    let Some(header) = many::header(id).await? else { return Ok(0) };
    let Some((lock, guesses)) = header.wrapped.lock() else { return Ok(0) };
    let guesses = guesses.after(open);
    if open > 0 {
        let wrapped = Wrapped::pin(&lock, guesses);
        many::store(&Header { wrapped, ..header }).await?;
    }
    Ok(guesses.wait())
}

impl Wrapped {
    fn pin(lock: &Lock, guesses: Guesses) -> Self {
        Self::Pin { lock: to_hex(&lock.to_bytes()), guesses: to_hex(&guesses.to_bytes()) }
    }

    /// The lock, and what was guessed at it; `None` for a folder without a PIN, or a damaged record. Damaged guesses are
    /// none that were had: the lock alone must be whole.
    fn lock(&self) -> Option<(Lock, Guesses)> {
        let Self::Pin { lock, guesses } = self else { return None };
        let guesses = from_hex(guesses).and_then(|bytes| Guesses::from_bytes(&bytes).ok());
        Some((Lock::from_bytes(&from_hex(lock)?).ok()?, guesses.unwrap_or_default()))
    }
}
