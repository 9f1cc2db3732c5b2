//! Signing in by phone and code: the code, the session, its limits, and who may use it.

use crate::phones::{as_person, asks_for_code, code_of, cookie_of, enters, gets_code, signs_in, start};
use crate::scenario::{On, Server, problem};
use contract::{AccountInfo, CodeSent, Device, SignInWays, kinds, paths};
use futures_util::future::join_all;
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::collections::HashSet;

const LAN: &str = "0912345678";
const BINH: &str = "0987654321";
const MINUTE: i64 = 60_000;

/// Six digits that are not these.
fn another(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

/// Two tests of each, one a database, with what the settings say more.
macro_rules! on_both {
    ($($name:ident $more:expr;)+) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(crate::scenario::On::Sqlite, $more).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$name(crate::scenario::On::Postgres, $more).await;
            }
        }
    )+};
}

on_both! {
    a_code_opens_a_session_once &["--public-url=https://hoso.example.vn"];
    wrong_codes_are_counted &[];
    a_code_is_good_for_five_minutes &[];
    a_number_gets_so_many_codes &[];
    all_together_get_so_many_codes &["--codes-a-day=3"];
    a_session_ends &[];
    a_session_is_rotated_and_revoked &[];
    another_sites_page_is_refused &[];
    nothing_that_opens_anything_is_kept &[];
}

async fn a_code_opens_a_session_once(on: On, more: &[&str]) {
    let (server, phones) = start(on, more).await;
    let ways: SignInWays = server.get(paths::SIGN_IN).await.json().await.unwrap();
    assert!(ways.code && !ways.needed_to_send);
    let response = asks_for_code(&server, "+84 912 345 678").await;
    assert_eq!(response.status(), 202);
    let sent: CodeSent = response.json().await.unwrap();
    let message = phones.last(LAN, 1).await;
    let code = code_of(&message);
    assert!(message.ends_with(&format!("\n\n@hoso.example.vn #{code}")), "{message}");

    let opened = enters(&server, &sent.challenge, &code, None).await;
    assert_eq!(opened.status(), 200);
    let cookie_set = opened.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie_set.starts_with("__Host-session="), "{cookie_set}");
    for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=43200"] {
        assert!(cookie_set.split("; ").any(|said| said == part), "{part}: {cookie_set}");
    }
    assert!(!cookie_set.contains("Domain"));
    let cookie = cookie_of(&opened);
    let info: AccountInfo = opened.json().await.unwrap();
    assert_eq!(info.phone, "•••• ••• 678");

    let me: AccountInfo = as_person(&server, &cookie, Method::GET, paths::ME).await.json().await.unwrap();
    assert_eq!(me, info);
    // The same number is the same account, also when a code is used twice it opens nothing.
    let again = enters(&server, &sent.challenge, &code, None).await;
    assert_eq!(problem(again).await.kind, kinds::WRONG_CODE);
    server.app.clock.shift(MINUTE + 1);
    let (_, later) = signs_in(&server, &phones, LAN).await;
    assert_eq!(later.id, info.id);
    let (_, other) = signs_in(&server, &phones, BINH).await;
    assert_ne!(other.id, info.id);
    server.stop().await;
}

async fn wrong_codes_are_counted(on: On, more: &[&str]) {
    let (server, phones) = start(on, more).await;
    let (sent, code) = gets_code(&server, &phones, LAN).await;
    // Many at once: five are judged, and then the right one is not taken either.
    let wrong = another(&code);
    let tries = (0..12).map(|_| enters(&server, &sent.challenge, &wrong, None));
    for answer in join_all(tries).await {
        assert_eq!(problem(answer).await.kind, kinds::WRONG_CODE);
    }
    assert_eq!(problem(enters(&server, &sent.challenge, &code, None).await).await.kind, kinds::WRONG_CODE);
    let (counted,): (i64,) = sqlx::query_as("SELECT tries FROM one_time_code")
        .fetch_one(server.app.database.pool())
        .await
        .unwrap();
    assert_eq!(counted, 5);
    // The tries of one code are not those of another; spaces between the digits are harmless.
    server.app.clock.shift(MINUTE + 1);
    let (sent, code) = gets_code(&server, &phones, LAN).await;
    for wrong in [another(&code), String::new(), "x".repeat(300), format!("{code}0")] {
        assert_eq!(
            problem(enters(&server, &sent.challenge, &wrong, None).await).await.kind,
            kinds::WRONG_CODE
        );
    }
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    assert_eq!(enters(&server, &sent.challenge, &spaced, None).await.status(), 200);
    // Of many who enter the right code at once, one gets in.
    let (sent, code) = gets_code(&server, &phones, BINH).await;
    let answers = join_all((0..5).map(|_| enters(&server, &sent.challenge, &code, None))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status() == 200).count(), 1);
    assert_eq!(
        problem(enters(&server, &"0".repeat(32), &code, None).await).await.kind,
        kinds::WRONG_CODE,
        "a challenge that never was"
    );
    server.stop().await;
}

async fn a_code_is_good_for_five_minutes(on: On, more: &[&str]) {
    let (server, phones) = start(on, more).await;
    let (sent, code) = gets_code(&server, &phones, LAN).await;
    server.app.clock.shift(5 * MINUTE);
    assert_eq!(problem(enters(&server, &sent.challenge, &code, None).await).await.kind, kinds::WRONG_CODE);
    server.stop().await;
}

async fn a_number_gets_so_many_codes(on: On, more: &[&str]) {
    let (server, phones) = start(on, more).await;
    for _ in 0..9 {
        gets_code(&server, &phones, LAN).await;
        let soon = asks_for_code(&server, LAN).await;
        assert_eq!(soon.status(), 429);
        let wait: i64 = soon.headers()["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((1..=61).contains(&wait), "{wait}");
        server.app.clock.shift(MINUTE + 1);
    }
    gets_code(&server, &phones, LAN).await;
    let wait = asks_for_code(&server, LAN).await;
    assert_eq!(wait.status(), 429);
    let wait: i64 = wait.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((80_000..86_400).contains(&wait), "{wait}");
    gets_code(&server, &phones, BINH).await;
    server.app.clock.shift(server::clock::DAY);
    gets_code(&server, &phones, LAN).await;
    for wrong in ["0203 3825 825", "113", "", "+1 415 555 0100", "nhà"] {
        assert_eq!(problem(asks_for_code(&server, wrong).await).await.kind, kinds::NO_PHONE, "{wrong}");
    }
    server.stop().await;
}

async fn all_together_get_so_many_codes(on: On, more: &[&str]) {
    let (server, phones) = start(on, more).await;
    for number in [LAN, BINH, "0355555555"] {
        gets_code(&server, &phones, number).await;
    }
    assert_eq!(asks_for_code(&server, "0866666666").await.status(), 429);
    assert_eq!(phones.count(), 3);
    server.stop().await;
}

async fn a_session_ends(on: On, more: &[&str]) {
    let (server, phones) = start(on, more).await;
    let (cookie, _) = signs_in(&server, &phones, LAN).await;
    let status = async || as_person(&server, &cookie, Method::GET, paths::ME).await.status();
    // Used now and then it goes on, until its 12 hours are over.
    for _ in 0..51 {
        server.app.clock.shift(14 * MINUTE);
        assert_eq!(status().await, 200);
    }
    server.app.clock.shift(6 * MINUTE);
    let over = as_person(&server, &cookie, Method::GET, paths::ME).await;
    assert!(over.headers().contains_key("www-authenticate"));
    assert_eq!(problem(over).await.kind, kinds::SIGN_IN_NEEDED);

    let (cookie, _) = signs_in(&server, &phones, LAN).await;
    server.app.clock.shift(15 * MINUTE);
    assert_eq!(as_person(&server, &cookie, Method::GET, paths::ME).await.status(), 401, "idle");
    for wrong in ["", "__Host-session=", "__Host-session=0123456789abcdefghjkmnpqrs", "session=x"] {
        assert_eq!(as_person(&server, wrong, Method::GET, paths::ME).await.status(), 401, "{wrong}");
    }
    server.stop().await;
}

async fn a_session_is_rotated_and_revoked(on: On, more: &[&str]) {
    let (server, phones) = start(on, more).await;
    let (first, _) = signs_in(&server, &phones, LAN).await;
    server.app.clock.shift(MINUTE + 1);
    // Signing in once more with the same browser: another token, and the old one is good for nothing.
    let (sent, code) = gets_code(&server, &phones, LAN).await;
    let opened = enters(&server, &sent.challenge, &code, Some(&first)).await;
    let here = cookie_of(&opened);
    assert_ne!(here, first);
    assert_eq!(as_person(&server, &first, Method::GET, paths::ME).await.status(), 401);
    // Another phone of the same person.
    server.app.clock.shift(MINUTE + 1);
    let (there, _) = signs_in(&server, &phones, LAN).await;
    let devices: Vec<Device> =
        as_person(&server, &here, Method::GET, paths::MY_DEVICES).await.json().await.unwrap();
    assert_eq!(devices.len(), 2);
    assert_eq!(devices.iter().filter(|device| device.is_this).count(), 1);
    let lost = devices.iter().find(|device| !device.is_this).unwrap();
    // Somebody else's devices are none.
    let (binh, _) = signs_in(&server, &phones, BINH).await;
    assert_eq!(as_person(&server, &binh, Method::DELETE, &paths::my_device(&lost.id)).await.status(), 404);
    assert_eq!(as_person(&server, &here, Method::DELETE, &paths::my_device(&lost.id)).await.status(), 204);
    assert_eq!(as_person(&server, &there, Method::GET, paths::ME).await.status(), 401);
    let gone = as_person(&server, &here, Method::DELETE, paths::MY_SESSION).await;
    assert_eq!(gone.status(), 204);
    assert_eq!(gone.headers()["clear-site-data"], "\"cookies\"");
    assert!(gone.headers()["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(as_person(&server, &here, Method::GET, paths::ME).await.status(), 401);
    assert_eq!(as_person(&server, &binh, Method::GET, paths::ME).await.status(), 200);
    server.stop().await;
}

/// Whatever shape it comes in; and none of our answers lets another origin read it.
async fn another_sites_page_is_refused(on: On, more: &[&str]) {
    let (server, phones) = start(on, more).await;
    let (cookie, _) = signs_in(&server, &phones, LAN).await;
    let sources = [
        [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        [("sec-fetch-site", "same-site"), ("origin", "https://other.localhost")],
        [("x-none", ""), ("origin", "https://evil.example")],
        [("x-none", ""), ("origin", "null")],
    ];
    let shapes = [
        (Method::POST, paths::SIGN_IN_CODES.to_owned(), r#"{"phone":"0355555555","language":"vi"}"#),
        (Method::POST, paths::SIGN_IN_SESSION.to_owned(), r#"{"challenge":"x","code":"000000"}"#),
        (Method::POST, paths::SUBMISSIONS.to_owned(), "{}"),
        (Method::DELETE, paths::MY_SESSION.to_owned(), ""),
        (Method::DELETE, paths::my_device("x"), ""),
        (Method::PUT, paths::upload(&"0".repeat(32), &"0".repeat(64)), "x"),
    ];
    let before = phones.count();
    for source in sources {
        for (method, path, body) in &shapes {
            let mut request = server.request(method.clone(), path).header("cookie", &cookie);
            for (name, value) in source {
                request = request.header(name, value);
            }
            let answer = request.header("content-type", "application/json").body(*body).send().await.unwrap();
            assert!(!answer.headers().keys().any(|name| name.as_str().starts_with("access-control")));
            let problem = problem(answer).await;
            assert_eq!(
                (problem.status, &*problem.kind),
                (403, kinds::CROSS_SITE),
                "{method} {path} {source:?}"
            );
        }
    }
    assert_eq!(phones.count(), before);
    // What a form of another page could send without asking first is none of our types.
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let request = server.request(Method::POST, paths::SIGN_IN_SESSION).header("content-type", kind);
        assert_eq!(request.body("{}").send().await.unwrap().status(), 415, "{kind}");
    }
    // Our own page, as browsers of today and of yesterday say it.
    for (name, value) in [("sec-fetch-site", "same-origin"), ("origin", &*server.url)] {
        let request = server.request(Method::DELETE, &paths::my_device("x")).header("cookie", &cookie);
        assert_eq!(request.header(name, value).send().await.unwrap().status(), 404, "{name}");
    }
    server.stop().await;
}

/// Neither number nor code nor token stands anywhere in the database.
async fn nothing_that_opens_anything_is_kept(on: On, more: &[&str]) {
    let (server, phones) = start(on, more).await;
    let (sent, code) = gets_code(&server, &phones, LAN).await;
    let cookie = cookie_of(&enters(&server, &sent.challenge, &code, None).await);
    let token = cookie.split_once('=').unwrap().1;
    let mut kept: HashSet<Vec<u8>> = HashSet::new();
    for (column, table) in [
        ("phone_index", "account"),
        ("phone", "account"),
        ("token_hash", "session"),
        ("phone_index", "one_time_code"),
        ("phone", "one_time_code"),
        ("code_hash", "one_time_code"),
    ] {
        let sql = sqlx::AssertSqlSafe(format!("SELECT {column} FROM {table}"));
        let (bytes,): (Vec<u8>,) = sqlx::query_as(sql).fetch_one(server.app.database.pool()).await.unwrap();
        kept.insert(bytes);
    }
    for secret in [LAN, &LAN[1..], &code, token] {
        let is_there = |bytes: &Vec<u8>| bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
        assert!(!kept.iter().any(is_there));
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_gateway_nobody_signs_in() {
    let server = Server::start(On::Sqlite).await;
    let ways: SignInWays = server.get(paths::SIGN_IN).await.json().await.unwrap();
    assert_eq!(ways, SignInWays::default());
    assert_eq!(asks_for_code(&server, LAN).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(server.get(paths::ME).await.status(), 401);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_asks_for_so_many_codes() {
    let phones = crate::phones::Phones::start().await;
    let gateway = format!("--message-gateway={}", phones.url);
    let server = Server::start_with(On::Sqlite, &[&gateway, "--sign-in-limit=2"]).await;
    assert_eq!(asks_for_code(&server, LAN).await.status(), 202);
    assert_eq!(asks_for_code(&server, BINH).await.status(), 202);
    assert_eq!(asks_for_code(&server, "0355555555").await.status(), 429);
    for _ in 0..6 {
        assert_eq!(enters(&server, "x", "000000", None).await.status(), 422);
    }
    assert_eq!(enters(&server, "x", "000000", None).await.status(), 429);
    server.stop().await;
}

/// By mail, to a real SMTP conversation.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_goes_by_mail_too() {
    let (address, mails) = crate::smtp::start();
    let gateway = format!("--message-gateway=smtp://{address}");
    let more = [&*gateway, "--message-from=hoso@example.vn", "--message-to={phone}@sms.example.vn"];
    let server = Server::start_with(On::Sqlite, &more).await;
    let sent: CodeSent = asks_for_code(&server, LAN).await.json().await.unwrap();
    let mail = mails.recv_timeout(std::time::Duration::from_secs(5)).unwrap();
    assert_eq!(mail.to, "<0912345678@sms.example.vn>");
    assert!(!json!(mail.text).to_string().contains(&sent.challenge));
    let code = code_of(mail.text.trim());
    assert_eq!(enters(&server, &sent.challenge, &code, None).await.status(), 200);
    server.stop().await;
}

/// The real program at its most talkative: neither number, code, challenge nor token is ever in what it says.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_sign_in_is_logged() {
    let phones = crate::phones::Phones::start().await;
    let data = tempfile::tempdir().unwrap();
    let log = data.path().join("log");
    let environment =
        [("MESSAGE_GATEWAY", &*phones.url), ("LOG", "trace"), ("MESSAGE_TOKEN", "a-token-of-the-gateway")];
    let program = crate::crash::start_with(data.path(), &environment, std::fs::File::create(&log).unwrap());
    let client = crate::scenario::client();
    let post = async |path: &str, body: serde_json::Value| {
        client.post(format!("{}{path}", program.url)).json(&body).send().await.unwrap()
    };
    let sent: CodeSent =
        post(paths::SIGN_IN_CODES, json!({ "phone": LAN, "language": "en" })).await.json().await.unwrap();
    let code = code_of(&phones.last(LAN, 1).await);
    let refused =
        post(paths::SIGN_IN_SESSION, json!({ "challenge": sent.challenge, "code": another(&code) })).await;
    assert_eq!(refused.status(), 422);
    let opened = post(paths::SIGN_IN_SESSION, json!({ "challenge": sent.challenge, "code": code })).await;
    let cookie = cookie_of(&opened);
    let me =
        client.get(format!("{}{}", program.url, paths::ME)).header("cookie", &cookie).send().await.unwrap();
    assert_eq!(me.status(), 200);
    drop(program);
    let said = std::fs::read_to_string(log).unwrap();
    assert!(said.contains("signed in") && said.contains("a sign-in failed"), "{said}");
    let token = cookie.split_once('=').unwrap().1;
    for secret in [LAN, &LAN[1..], &sent.challenge, token, "a-token-of-the-gateway"] {
        assert!(!said.contains(secret), "{secret}");
    }
    // Six digits may stand in any number: only as a word of its own would it be the code.
    for secret in [code.clone(), another(&code)] {
        assert!(!said.split(|c: char| !c.is_ascii_digit()).any(|word| word == secret), "{secret}");
    }
}
