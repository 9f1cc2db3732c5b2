//! Telling the webhooks: every change in its order, signed by the scheme of standardwebhooks.com, again until it is taken.
//!
//! Nothing is queued apart: a webhook is a position in the list of changes, which is stored with the changes themselves. What
//! was sent but not written down as sent is sent again, under the same `webhook-id`.

use super::address::{self, PublicOnly};
use super::secret_place;
use crate::app::App;
use crate::changes;
use crate::clock::{self, DAY};
use crate::error::{Error, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::{Change, Millis, WebhookMessage};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Client, StatusCode, Url, redirect};
use sha2::Sha256;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

/// So long after the first failure in a row a webhook is dead: a weekend and a day to mend it.
pub const DEAD_AFTER: Millis = 3 * DAY;
/// Waits after the first, second … failure in a row; then always the last.
const WAITS: [Millis; 8] = [5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000];

const EVERY: Duration = Duration::from_secs(1);
/// A receiver answers within this time.
const PATIENCE: Duration = Duration::from_secs(15);
/// Who delivers to a webhook has it for so long; then another server may try.
const LEASE: Millis = 60_000;
/// Changes that are looked up at once.
const BATCH: u32 = 50;
/// Of what a receiver's refusal says, this much is kept, in characters.
const ERROR_CHARACTERS: usize = 200;

/// A webhook that is due.
#[derive(Clone, Debug)]
struct Due {
    id: String,
    url: String,
    secret: Vec<u8>,
    unit: String,
    position: i64,
    failing_since: Option<Millis>,
    attempts: i64,
    next_at: Millis,
}

type Columns = (String, String, Vec<u8>, String, i64, Option<Millis>, i64, Millis);

/// What came of one message.
enum Outcome {
    Taken,
    /// Enough for now: the next round may go on.
    Rest,
    /// It says that it wants no more.
    Gone,
    Failed(String),
}

/// Delivers for as long as the server runs.
pub async fn for_ever(app: Arc<App>) {
    let client = match client(app.settings.webhook_private) {
        Ok(client) => client,
        Err(error) => return tracing::error!(%error, "no client for webhooks: none is told anything"),
    };
    let mut rounds = interval(EVERY);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // A slow receiver keeps none of the others waiting.
    let mut under_way = JoinSet::new();
    loop {
        rounds.tick().await;
        while under_way.try_join_next().is_some() {}
        match lease(&app).await {
            Ok(webhooks) => {
                for webhook in webhooks {
                    under_way.spawn(tell(app.clone(), client.clone(), webhook));
                }
            }
            // The next round tries again.
            Err(error) => tracing::warn!(%error, "the webhooks could not be read"),
        }
    }
}

/// Takes the webhooks that are due and behind, so that no other server tells them the same meanwhile.
async fn lease(app: &App) -> Result<Vec<Due>> {
    let head = changes::number(&app.database).await?;
    let now = app.clock.now();
    let rows: Vec<Columns> = sqlx::query_as(
        "SELECT id, url, secret, unit, position, failing_since, attempts, next_at FROM webhook \
         WHERE dead_at IS NULL AND next_at <= $1 AND position < $2",
    )
    .bind(now)
    .bind(head)
    .fetch_all(app.database.pool())
    .await?;
    let mut leased = Vec::new();
    for (id, url, sealed, unit, position, failing_since, attempts, next_at) in rows {
        let secret = app.sealer.open(&secret_place(&id), &sealed)?;
        let until = now + LEASE;
        let (key, taken) = (id.clone(), app.database.clone());
        let done = taken.write(move |connection| {
            Box::pin(async move {
                let update = "UPDATE webhook SET next_at = $1 WHERE id = $2 AND next_at = $3";
                Ok(sqlx::query(update)
                    .bind(until)
                    .bind(key)
                    .bind(next_at)
                    .execute(connection)
                    .await?
                    .rows_affected())
            })
        });
        if done.await? == 1 {
            leased.push(Due { id, url, secret, unit, position, failing_since, attempts, next_at: until });
        }
    }
    Ok(leased)
}

/// Tells one webhook what it has not heard yet, until it is up to date, fails, or its lease runs out.
async fn tell(app: Arc<App>, client: Client, mut webhook: Due) {
    let until = webhook.next_at - i64::try_from(PATIENCE.as_millis()).unwrap_or(LEASE);
    loop {
        let unit = Some(webhook.unit.clone()).filter(|unit| unit != crate::staff::EVERYWHERE);
        let page = match changes::page(&app, webhook.position, BATCH, unit).await {
            Ok(page) => page,
            Err(error) => return tracing::warn!(%error, "the changes could not be read"),
        };
        let is_all = page.changes.is_empty();
        for change in page.changes {
            let outcome = send(&app, &client, &webhook, &change).await;
            let is_taken = matches!(outcome, Outcome::Taken);
            if is_taken {
                webhook.position = change.number;
            }
            if !noted(&app, &mut webhook, outcome).await || !is_taken {
                return;
            }
            if app.clock.now() > until {
                noted(&app, &mut webhook, Outcome::Rest).await;
                return;
            }
        }
        // What is left up to there is of other units.
        webhook.position = page.next;
        if is_all {
            noted(&app, &mut webhook, Outcome::Rest).await;
            return;
        }
    }
}

/// Whether it could be written down; when not, somebody replayed or removed the webhook, or another server has it.
async fn noted(app: &App, webhook: &mut Due, outcome: Outcome) -> bool {
    let written = write_down(app, webhook, outcome).await;
    if let Err(error) = &written {
        tracing::info!(%error, "a webhook is no longer ours");
    }
    written.is_ok()
}

fn client(private: bool) -> reqwest::Result<Client> {
    // Several parts of the server may be the first.
    let _known = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().no_proxy().redirect(redirect::Policy::none()).timeout(PATIENCE);
    if private { client.build() } else { client.dns_resolver(Arc::new(PublicOnly)).build() }
}

async fn send(app: &App, client: &Client, webhook: &Due, change: &Change) -> Outcome {
    let failed = |what: &str| Outcome::Failed(what.chars().take(ERROR_CHARACTERS).collect());
    let Some(url) =
        webhook.url.parse::<Url>().ok().filter(|url| address::is_allowed(url, app.settings.webhook_private))
    else {
        return failed("this address is not allowed");
    };
    let message = WebhookMessage {
        kind: "dossier.changed".to_owned(),
        timestamp: clock::instant(change.at),
        data: change.clone(),
    };
    let Ok(body) = serde_json::to_vec(&message) else { return failed("not JSON") };
    let id = format!("change-{}", change.number);
    let seconds = app.clock.now() / 1000;
    let Ok(signature) = sign(&webhook.secret, &id, seconds, &body) else { return failed("no signature") };
    let request = client
        .post(url)
        .header("content-type", "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", seconds)
        .header("webhook-signature", signature)
        .body(body);
    match request.send().await {
        Ok(answer) if answer.status().is_success() => Outcome::Taken,
        Ok(answer) if answer.status() == StatusCode::GONE => Outcome::Gone,
        Ok(answer) => failed(&format!("answered {}", answer.status())),
        // Without the address, which may hold a secret of the receiver.
        Err(error) => failed(&format!("not reached: {}", error.without_url())),
    }
}

/// `v1,` and the HMAC-SHA-256, in base64, of id, time and body.
///
/// # Errors
/// Never: HMAC takes a key of any length.
pub fn sign(secret: &[u8], id: &str, seconds: i64, body: &[u8]) -> Result<String> {
    let mac =
        Hmac::<Sha256>::new_from_slice(secret).map_err(|error| Error::Inconsistent(error.to_string()))?;
    let mac = mac.chain_update(format!("{id}.{seconds}.")).chain_update(body);
    Ok(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

/// Position, waits and death, unless somebody replayed or removed the webhook meanwhile.
async fn write_down(app: &App, webhook: &mut Due, outcome: Outcome) -> Result<()> {
    let now = app.clock.now();
    let mut error = String::new();
    let mut dead_at = None;
    let mut next_at = webhook.next_at;
    match outcome {
        Outcome::Taken => {
            (webhook.failing_since, webhook.attempts) = (None, 0);
            metrics::counter!("webhook_messages", "outcome" => "taken").increment(1);
        }
        Outcome::Rest => next_at = now,
        Outcome::Gone => (dead_at, error) = (Some(now), "answered 410: it wants no more".to_owned()),
        Outcome::Failed(what) => {
            let since = *webhook.failing_since.get_or_insert(now);
            let wait = usize::try_from(webhook.attempts).unwrap_or(0).min(WAITS.len() - 1);
            webhook.attempts += 1;
            dead_at = (now - since >= DEAD_AFTER).then_some(now);
            next_at = now + WAITS[wait];
            error = what;
            metrics::counter!("webhook_messages", "outcome" => "failed").increment(1);
        }
    }
    if dead_at.is_some() {
        tracing::warn!(webhook = webhook.id, "a webhook is dead: it gets nothing until it is replayed");
    }
    let Due { id, position, failing_since, attempts, next_at: leased, .. } = webhook.clone();
    app.database
        .write(move |connection| {
            Box::pin(async move {
                let update = "UPDATE webhook SET position = $1, failing_since = $2, attempts = $3, next_at = $4, \
                              last_error = $5, dead_at = $6 WHERE id = $7 AND next_at = $8";
                let query = sqlx::query(update).bind(position).bind(failing_since).bind(attempts);
                let query = query.bind(next_at).bind(error).bind(dead_at).bind(id).bind(leased);
                if query.execute(connection).await?.rows_affected() == 0 {
                    return Err(Error::VersionConflict);
                }
                Ok(())
            })
        })
        .await
}
