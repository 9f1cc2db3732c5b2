//! From an older database to one of today, in the transaction that raises its version: all of it happens, or nothing, and
//! whoever is killed in the middle finds the old one whole.

use super::version_1::Sealer;
use super::{BESIDE, STORES};
use crate::browser::idb::Upgrade;
use crate::folders::Prepared;

/// The first version whose records are sealed.
const SEALED: u32 = 2;

/// What became of an upgrade when it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begun {
    /// The database is of today.
    NotNeeded,
    /// Given up, because there was no key to seal with.
    LacksKey,
    /// Given up, because what seals the records of version 1 was not here.
    LacksSealer,
    /// Given up, because this browser does not store its own key.
    KeyRefused,
    UnderWay,
}

/// Begins the upgrade; it has succeeded when the database opens. Keys can be made only before, because a transaction ends
/// when something else is waited for.
pub(super) fn begin(upgrade: Upgrade, prepared: Option<Prepared>, sealer: Option<Sealer>) -> Begun {
    let made = upgrade.make_stores(&STORES).and_then(|()| upgrade.make_stores(&BESIDE));
    if upgrade.from >= SEALED {
        if made.is_err() {
            upgrade.transaction.abort();
        }
        return Begun::UnderWay;
    }
    if upgrade.from == 1 && sealer.is_none() {
        upgrade.transaction.abort();
        return Begun::LacksSealer;
    }
    let Some(prepared) = prepared else {
        upgrade.transaction.abort();
        return Begun::LacksKey;
    };
    if made.and_then(|()| prepared.store(&upgrade.transaction)).is_err() {
        upgrade.transaction.abort();
        return Begun::KeyRefused;
    }
    if let Some(seal) = sealer {
        seal(upgrade.transaction, prepared);
    }
    Begun::UnderWay
}
