//! Who is signed in with this browser, as far as it knows: the server alone can tell, by a cookie that no script reads.

use crate::api::Failure;
use crate::api::account as server;
use crate::browser::{event, storage};
use contract::{AccountInfo, SignIn, kinds};

/// An id of chance: it tells nothing of the person, so it lies open.
const KEY: &str = "nhs.account";

/// Id of the account that signed in last and has not signed out. What is sent now is bound to it.
pub fn current() -> Option<String> {
    storage::get(KEY).filter(|id| !id.is_empty())
}

/// Signs in; what waits for it is sent. `None`: the browser did not keep the cookie, as browsers do where the address is not
/// https.
pub async fn sign_in(entered: &SignIn) -> Result<Option<AccountInfo>, Failure> {
    server::sign_in(entered).await?;
    let account = me().await?;
    if account.is_some() {
        event::fire("flush");
    }
    Ok(account)
}

/// Who is signed in; `None`: nobody, or no longer.
pub async fn me() -> Result<Option<AccountInfo>, Failure> {
    match server::me().await {
        Ok(account) => {
            remember(&account);
            Ok(Some(account))
        }
        Err(failure) if is_sign_in_needed(&failure) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Signs out, if anybody has signed in. What was filled in with this phone stays on it, and what waits goes on waiting for its owner.
pub async fn sign_out() -> Result<(), Failure> {
    if current().is_none() {
        return Ok(());
    }
    match server::sign_out().await {
        Err(failure) if !is_sign_in_needed(&failure) => return Err(failure),
        _ => storage::remove(KEY),
    }
    Ok(())
}

/// Where nothing can be kept, what is sent is bound to nobody; the server knows the sender all the same.
fn remember(account: &AccountInfo) {
    let _ = storage::set(KEY, &account.id);
}

fn is_sign_in_needed(failure: &Failure) -> bool {
    matches!(failure, Failure::Problem(problem) if problem.kind == kinds::SIGN_IN_NEEDED)
}
