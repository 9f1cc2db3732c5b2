//! Short-lived tokens: client credentials of systems, and the second factor of people.

use crate::command_line::{console, said};
use crate::scenario::{NO_LIMITS, On, Server, TOKEN, problem};
use contract::{AccessToken, OfficerInfo, kinds, paths};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Method, Response};
use sha1::Sha1;

const UNIT: &str = "police.06685";

async fn start(on: On, more: &[&str]) -> Server {
    Server::start_with(on, &[&NO_LIMITS[..], &["--sign-in-limit=1000000"], more].concat()).await
}

async fn asks(server: &Server, fields: &[(&str, &str)]) -> Response {
    server.request(Method::POST, paths::TOKEN).form(fields).send().await.unwrap()
}

/// Client credentials in the form.
async fn exchanges(server: &Server, id: &str, secret: &str, code: &str) -> Response {
    let grant = ("grant_type", "client_credentials");
    asks(server, &[grant, ("client_id", id), ("client_secret", secret), ("code", code)]).await
}

async fn status(server: &Server, token: &str) -> u16 {
    server.asks(token, Method::GET, paths::OFFICER_ME, None).await.status().as_u16()
}

/// What an authenticator app shows, made apart from the server's own code.
fn shown(link: &str, now: i64) -> String {
    let secret = link.split_once("secret=").unwrap().1.split('&').next().unwrap();
    let mut bits = secret.bytes().flat_map(|letter| {
        let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|known| *known == letter).unwrap();
        (0..5).rev().map(move |at| u8::from(value >> at & 1 == 1))
    });
    let mut bytes = Vec::new();
    while let Some(first) = bits.next() {
        let byte = (0..7).try_fold(first, |byte, _| bits.next().map(|bit| byte << 1 | bit));
        bytes.extend(byte);
    }
    assert_eq!(bytes.len(), 20);
    let mac = Hmac::<Sha1>::new_from_slice(&bytes).unwrap().chain_update((now / 30_000).to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let number = u32::from_be_bytes(hash[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

async fn a_system_gets_a_token_for_a_quarter_of_an_hour(on: On) {
    let server = start(on, &[]).await;
    let secret = server.hires("motcua", UNIT, "system");
    let response = exchanges(&server, "motcua", &secret, "").await;
    assert_eq!(response.headers()["cache-control"], "no-store");
    let token: AccessToken = response.json().await.unwrap();
    assert_eq!((&*token.token_type, token.expires_in), ("Bearer", 900));
    let me = server.asks(&token.access_token, Method::GET, paths::OFFICER_ME, None).await;
    let me: OfficerInfo = me.json().await.unwrap();
    assert_eq!((&*me.id, &*me.role), ("motcua", "system"));
    // As a header, as the standard prefers it; and the system of the settings.
    for (id, secret) in [("motcua", &*secret), ("office", TOKEN)] {
        let request = server.request(Method::POST, paths::TOKEN).basic_auth(id, Some(secret));
        let answer = request.form(&[("grant_type", "client_credentials")]).send().await.unwrap();
        let token: AccessToken = answer.json().await.unwrap();
        assert_eq!(status(&server, &token.access_token).await, 200);
    }
    for (id, secret) in [
        ("motcua", "0123456789abcdefghjkmnpqrs"),
        ("office", &*secret),
        ("", ""),
        ("motcua", &token.access_token),
    ] {
        assert_eq!(problem(exchanges(&server, id, secret, "").await).await.kind, kinds::UNAUTHORIZED, "{id}");
    }
    for grant in ["password", "authorization_code", ""] {
        assert_eq!(asks(&server, &[("grant_type", grant)]).await.status(), 400);
    }
    let (kept,): (Vec<u8>,) = sqlx::query_as("SELECT token_hash FROM access_token LIMIT 1")
        .fetch_one(server.app.database.pool())
        .await
        .unwrap();
    assert!(kept.len() == 32 && kept != token.access_token.as_bytes());
    // Over after its time, and with the officer.
    server.app.clock.shift(15 * 60_000);
    assert_eq!(status(&server, &token.access_token).await, 401);
    let next: AccessToken = exchanges(&server, "motcua", &secret, "").await.json().await.unwrap();
    said(&console(&server, &["officer", "revoke", "motcua"]));
    assert_eq!(status(&server, &next.access_token).await, 401);
    server.stop().await;
}

async fn a_second_factor_is_needed_by_whoever_has_one(on: On) {
    let server = start(on, &[]).await;
    let lan = server.hires("lan", UNIT, "officer");
    assert_eq!(status(&server, &lan).await, 200);
    let link = said(&console(&server, &["officer", "second-factor", "lan"])).trim().to_owned();
    let alone = server.asks(&lan, Method::GET, paths::OFFICER_ME, None).await;
    assert_eq!(problem(alone).await.kind, kinds::SECOND_FACTOR);
    let now = || shown(&link, server.app.clock.now());
    let wrong = format!("{:06}", (now().parse::<u32>().unwrap() + 1) % 1_000_000);
    for wrong in ["", &*wrong, "x"] {
        assert_eq!(exchanges(&server, "lan", &lan, wrong).await.status(), 401);
    }
    let code = now();
    let token: AccessToken = exchanges(&server, "lan", &lan, &code).await.json().await.unwrap();
    assert_eq!(token.expires_in, 12 * 3600);
    assert_eq!(status(&server, &token.access_token).await, 200);
    // A code that was taken is taken no more; nor is one without its token.
    assert_eq!(exchanges(&server, "lan", &lan, &code).await.status(), 401);
    server.app.clock.shift(60_000);
    let code = now();
    let (one, other) =
        tokio::join!(exchanges(&server, "lan", &lan, &code), exchanges(&server, "lan", &lan, &code));
    let mut statuses = [one.status().as_u16(), other.status().as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401]);
    server.app.clock.shift(60_000);
    assert_eq!(exchanges(&server, "lan", &token.access_token, &now()).await.status(), 401);
    // A new second factor ends what the old one opened.
    said(&console(&server, &["officer", "second-factor", "lan"]));
    assert_eq!(status(&server, &token.access_token).await, 401);
    let (kept,): (Vec<u8>,) = sqlx::query_as("SELECT totp FROM officer WHERE id = 'lan'")
        .fetch_one(server.app.database.pool())
        .await
        .unwrap();
    assert_eq!(kept.len(), 20 + 28, "sealed");
    server.stop().await;
}

async fn where_it_is_set_people_need_one_and_systems_do_not(on: On) {
    let server = start(on, &["--officers-need-code=true"]).await;
    let [officer, leader] =
        [("lan", "officer"), ("hoa", "leader")].map(|(id, role)| server.hires(id, UNIT, role));
    let system = server.hires("motcua", UNIT, "system");
    for (id, token) in [("lan", &officer), ("hoa", &leader)] {
        assert_eq!(status(&server, token).await, 401);
        assert_eq!(problem(exchanges(&server, id, token, "123456").await).await.kind, kinds::SECOND_FACTOR);
    }
    assert_eq!((status(&server, &system).await, status(&server, TOKEN).await), (200, 200));
    server.stop().await;
}

macro_rules! on_both {
    ($($name:ident)+) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(crate::scenario::On::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$name(crate::scenario::On::Postgres).await;
            }
        }
    )+};
}

on_both! {
    a_system_gets_a_token_for_a_quarter_of_an_hour
    a_second_factor_is_needed_by_whoever_has_one
    where_it_is_set_people_need_one_and_systems_do_not
}
