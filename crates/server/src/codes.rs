//! One-time codes: six digits, sent to a phone, good for one sign-in within five minutes and five tries.
//!
//! A code belongs to the challenge that was answered to whoever asked for it, so nobody can use up somebody else's tries. All
//! numbers are treated alike, with an account or without.

use crate::accounts::{KeptPhone, keep_phone};
use crate::app::App;
use crate::chance;
use crate::clock::DAY;
use crate::error::{Error, Result};
use contract::{CodeSent, Millis};
use sqlx::AnyConnection;
use subtle::ConstantTimeEq;

/// So long a code can be used.
pub const LIFE: Millis = 5 * 60 * 1000;
/// So often it may be tried.
pub const TRIES: i64 = 5;
/// So many codes a number gets in 24 hours.
pub const A_DAY: i64 = 10;
/// Between two codes for a number.
pub const PAUSE: Millis = 60 * 1000;

/// A code that is kept now and must be sent.
pub struct Made {
    pub told: CodeSent,
    pub code: String,
}

/// Draws a code for a number; an error when it has got too many, or when all together have.
pub async fn make(app: &App, number: &str) -> Result<Made> {
    let now = app.clock.now();
    let (challenge, code) = (chance::hex::<16>(), chance::serial());
    let hash = app.blinder.blind("code", &format!("{challenge}:{code}"));
    let KeptPhone { index, sealed } = keep_phone(app, number);
    let told = CodeSent { challenge: challenge.clone(), expires_at: now + LIFE, again_at: now + PAUSE };
    let most = i64::from(app.settings.codes_a_day);
    app.database
        .write(move |connection| {
            Box::pin(async move {
                let old = sqlx::query("DELETE FROM one_time_code WHERE sent_at <= $1").bind(now - DAY);
                old.execute(&mut *connection).await?;
                may_send(connection, &index, most, now).await?;
                let insert = "INSERT INTO one_time_code (challenge, phone_index, phone, code_hash, sent_at, tries) \
                              VALUES ($1, $2, $3, $4, $5, 0)";
                let query = sqlx::query(insert).bind(challenge).bind(index).bind(sealed).bind(hash).bind(now);
                query.execute(connection).await?;
                Ok(())
            })
        })
        .await?;
    Ok(Made { told, code })
}

/// Whether this number, and all together, have not had too many codes.
async fn may_send(connection: &mut AnyConnection, index: &[u8], most: i64, now: Millis) -> Result<()> {
    let (all,): (i64,) =
        sqlx::query_as("SELECT count(*) FROM one_time_code").fetch_one(&mut *connection).await?;
    let times: Vec<(Millis,)> = sqlx::query_as(
        "SELECT sent_at FROM one_time_code WHERE phone_index = $1 ORDER BY sent_at DESC LIMIT 10",
    )
    .bind(index.to_vec())
    .fetch_all(connection)
    .await?;
    let wait = |until: Millis| Err(Error::TooManyRequests { retry_after_s: (until - now) / 1000 + 1 });
    match (times.first(), times.last()) {
        _ if all >= most => wait(now + 60 * PAUSE),
        (_, Some((oldest,))) if i64::try_from(times.len()).unwrap_or(A_DAY) >= A_DAY => wait(oldest + DAY),
        (Some((last,)), _) if now - last < PAUSE => wait(last + PAUSE),
        _ => Ok(()),
    }
}

/// The number that a code was sent to, if this is the code: then it is used up. A wrong one costs a try.
pub async fn redeem(
    connection: &mut AnyConnection,
    challenge: &str,
    hash: &[u8],
    now: Millis,
) -> Result<Option<KeptPhone>> {
    // Counted before it is judged, in one statement: of many tries at once only five are judged.
    let tried = "UPDATE one_time_code SET tries = tries + 1 \
                 WHERE challenge = $1 AND tries < $2 AND used_at IS NULL AND sent_at > $3 \
                 RETURNING code_hash, phone_index, phone";
    let row: Option<(Vec<u8>, Vec<u8>, Vec<u8>)> = sqlx::query_as(tried)
        .bind(challenge.to_owned())
        .bind(TRIES)
        .bind(now - LIFE)
        .fetch_optional(&mut *connection)
        .await?;
    let Some((_, index, sealed)) = row.filter(|(expected, ..)| expected.ct_eq(hash).into()) else {
        return Ok(None);
    };
    let used = sqlx::query("UPDATE one_time_code SET used_at = $1 WHERE challenge = $2");
    used.bind(now).bind(challenge.to_owned()).execute(connection).await?;
    Ok(Some(KeptPhone { index, sealed }))
}
