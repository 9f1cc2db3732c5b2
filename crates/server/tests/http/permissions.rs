//! Every role over every operation of the API's own document. An operation without a row fails, and so does a row without one.

use crate::on_both_databases;
use crate::phones;
use crate::scenario::{On, Server, TOKEN};
use reqwest::{Method, RequestBuilder};
use std::collections::BTreeSet;

const UNIT: &str = "police.06685";

/// Who may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    /// Everybody.
    To,
    /// Who has the dossier's secret; no officer.
    Holder,
    /// Who is signed in, to what is the own; no officer.
    Account,
    /// Officers, in the order of [`WHO`].
    Officers([bool; 6]),
}

const WHO: [(&str, &str, &str); 6] = [
    ("officer", UNIT, "officer"),
    ("stranger", "police.06652", "officer"),
    ("leader", UNIT, "leader"),
    ("other-leader", "police.06652", "leader"),
    ("system", UNIT, "system"),
    ("other-system", "police.06652", "system"),
];

const ANY: Open = Open::Officers([true; 6]);
/// Whoever is of the dossier's unit.
const OWN: Open = Open::Officers([true, false, true, false, true, false]);
const LEADERS: Open = Open::Officers([false, false, true, false, true, false]);

const SYSTEMS: Open = Open::Officers([false, false, false, false, true, false]);
/// What a system of any unit may do to what is its own; another's does not exist for it.
const ANY_SYSTEM: Open = Open::Officers([false, false, false, false, true, true]);

/// What leaders and systems of any unit may do to what is their own; another's does not exist for them.
const ANY_LEADER: Open = Open::Officers([false, false, true, true, true, true]);

/// Operation, who may, and what is sent so that nothing but the permission stands in the way.
const ROWS: &[(&str, Open, &str)] = &[
    ("GET /healthz", Open::To, ""),
    ("GET /readyz", Open::To, ""),
    ("GET /metrics", Open::To, ""),
    ("GET /api/v1/probe", Open::To, ""),
    ("GET /api/v1/sealing-key", Open::To, ""),
    ("GET /api/v1/services", Open::To, ""),
    ("GET /api/v1/services/{slug}", Open::To, ""),
    ("GET /api/v1/services/{slug}/definition", Open::To, ""),
    ("GET /api/v1/services/{slug}/definitions/{version}", Open::To, ""),
    ("GET /api/v1/reference/{list}", Open::To, ""),
    ("PUT /api/v1/uploads/{key}/{sha256}", Open::To, "x"),
    ("HEAD /api/v1/uploads/{key}/{sha256}", Open::To, ""),
    ("PATCH /api/v1/uploads/{key}/{sha256}", Open::To, "x"),
    ("DELETE /api/v1/uploads/{key}/{sha256}", Open::To, ""),
    ("POST /api/v1/uploads/{key}/{sha256}", Open::To, ""),
    ("OPTIONS /api/v1/uploads/{key}/{sha256}", Open::To, ""),
    ("POST /api/v1/uploads", Open::To, ""),
    ("OPTIONS /api/v1/uploads", Open::To, ""),
    ("POST /api/v1/submissions", Open::To, "{}"),
    ("GET /api/v1/submissions/{key}", Open::To, ""),
    // The code alone tells the steps.
    ("GET /api/v1/tracking/{code}", Open::To, ""),
    ("POST /api/v1/tracking/{code}/supplement", Open::Holder, "{}"),
    ("GET /api/v1/tracking/{code}/answers", Open::Holder, ""),
    ("POST /api/v1/tracking/{code}/rating", Open::Holder, r#"{"steps":9}"#),
    ("POST /api/v1/tracking/{code}/withdrawal", Open::Holder, r#"{"unknown":1}"#),
    ("GET /api/v1/tracking/{code}/results/{id}", Open::Holder, ""),
    ("GET /api/v1/sign-in", Open::To, ""),
    ("POST /api/v1/sign-in/codes", Open::To, "{}"),
    ("POST /api/v1/sign-in/session", Open::To, "{}"),
    ("GET /api/v1/me", Open::Account, ""),
    ("GET /api/v1/me/devices", Open::Account, ""),
    ("DELETE /api/v1/me/devices/{id}", Open::Account, ""),
    ("GET /api/v1/me/dossiers", Open::Account, ""),
    ("GET /api/v1/me/dossiers/{code}", Open::Account, ""),
    ("DELETE /api/v1/me/session", Open::Account, ""),
    ("GET /api/v1/officer/me", ANY, ""),
    ("GET /api/v1/officer/dossiers", OWN, ""),
    ("GET /api/v1/officer/dossiers/{code}", OWN, ""),
    ("GET /api/v1/officer/dossiers/{code}/attachments/{sha256}", OWN, ""),
    ("GET /api/v1/officer/dossiers/{code}/results/{file}", OWN, ""),
    ("PUT /api/v1/officer/dossiers/{code}/results/{file}", OWN, "x"),
    ("POST /api/v1/officer/dossiers/{code}/transitions", OWN, r#"{"action":"return","expected_version":1}"#),
    ("PUT /api/v1/officer/dossiers/{code}/assignee", LEADERS, r#"{"officer":"nobody","seen":"somebody"}"#),
    ("POST /api/v1/officer/dossiers/{code}/notes", OWN, r#"{"text":" "}"#),
    ("GET /api/v1/officer/export/dossiers.json", LEADERS, ""),
    ("GET /api/v1/officer/export/dossiers.csv", LEADERS, ""),
    ("GET /api/v1/officer/export/national.json", LEADERS, ""),
    ("GET /api/v1/officer/helpers", LEADERS, ""),
    (
        "POST /api/v1/officer/helpers",
        LEADERS,
        r#"{"phone":"x","name":"x","unit":"police.06685","until":"2026-12-31"}"#,
    ),
    ("DELETE /api/v1/officer/helpers/{id}", ANY_LEADER, ""),
    ("POST /api/v1/token", Open::To, "{}"),
    ("GET /api/v1/officer/changes", SYSTEMS, ""),
    ("GET /api/v1/officer/webhooks", ANY_SYSTEM, ""),
    ("POST /api/v1/officer/webhooks", SYSTEMS, r#"{"url":"ftp://x","unit":"police.06685"}"#),
    ("DELETE /api/v1/officer/webhooks/{id}", ANY_SYSTEM, ""),
    ("POST /api/v1/officer/webhooks/{id}/replay", ANY_SYSTEM, r#"{"after":0}"#),
];

/// All operations of the document, as `GET /path`.
async fn operations(server: &Server) -> BTreeSet<String> {
    let document: serde_json::Value = server.get("/api/openapi.json").await.json().await.unwrap();
    let methods = ["get", "head", "post", "put", "patch", "delete", "options"];
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, item)| {
        let known = item.as_object().unwrap().keys().filter(|key| methods.contains(&&***key));
        known.map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    all.collect()
}

async fn status(
    server: &Server,
    code: &str,
    operation: &str,
    body: &'static str,
    token: Option<&str>,
    reason: &str,
) -> u16 {
    let request = asked(server, code, operation, body).header("read-reason", reason);
    let request = match token {
        Some(token) => request.bearer_auth(token),
        None => request,
    };
    request.send().await.unwrap().status().as_u16()
}

/// The request, still of nobody.
fn asked(server: &Server, code: &str, operation: &str, body: &'static str) -> RequestBuilder {
    let (method, path) = operation.split_once(' ').unwrap();
    let mut path = path.replace("{code}", code).replace("{slug}", "dang-ky-tam-tru").replace(['{', '}'], "");
    if path.ends_with("/officer/dossiers")
        || path.ends_with("/helpers")
        || path.contains("/export/")
        || path.ends_with("/changes")
    {
        path += "?unit=police.06685";
    }
    let request = server.request(Method::from_bytes(method.as_bytes()).unwrap(), &path);
    if body.is_empty() { request } else { request.header("content-type", "application/json").body(body) }
}

on_both_databases! {
    async fn every_role_over_every_operation(server) {
        let rows: BTreeSet<String> = ROWS.iter().map(|(operation, ..)| (*operation).to_owned()).collect();
        assert_eq!(rows, operations(&server).await, "a route without a row here, or a row without a route");
        let code = server.files_a_dossier_in("06685").await.code;
        let tokens = WHO.map(|(id, unit, role)| server.hires(id, unit, role));
        for (operation, open, body) in ROWS {
            let ask = async |token: Option<&str>, reason: &'static str| status(&server, &code, operation, body, token, reason).await;
            let nobody = ask(None, "").await;
            let wrong = ask(Some("0123456789abcdefghjkmnpqrs"), "").await;
            match open {
                Open::To => assert!(![401, 403].contains(&nobody) && wrong == nobody, "{operation}: {nobody}, {wrong}"),
                Open::Holder | Open::Account | Open::Officers(_) => assert_eq!((nobody, wrong), (401, 401), "{operation}"),
            }
            for (at, (id, ..)) in WHO.iter().enumerate() {
                let got = ask(Some(&tokens[at]), "").await;
                match open {
                    Open::To => assert_eq!(got, nobody, "{operation} {id}"),
                    Open::Holder | Open::Account => assert_eq!(got, 401, "{operation} {id}: an officer's token is no secret and no session"),
                    Open::Officers(may) if may[at] => assert!(![401, 403].contains(&got), "{operation} {id}: {got}"),
                    Open::Officers(_) => assert_eq!(got, 403, "{operation} {id}"),
                }
            }
            if let Open::Officers(_) = open {
                let everywhere = ask(Some(TOKEN), "").await;
                assert!(![401, 403].contains(&everywhere), "{operation}: {everywhere}, with the token of the settings");
            }
        }
    }

    /// People of another unit read with a reason, and do nothing else; machines do not even that.
    async fn a_reason_opens_reading_alone(server) {
        let code = server.files_a_dossier_in("06685").await.code;
        let tokens = [WHO[1], WHO[3], WHO[5]].map(|(id, unit, role)| (role, server.hires(id, unit, role)));
        for (operation, open, body) in ROWS.iter().filter(|(_, open, _)| matches!(open, Open::Officers(_)) && ![ANY, ANY_SYSTEM, ANY_LEADER].contains(open)) {
            for (role, token) in &tokens {
                let got = status(&server, &code, operation, body, Some(token), "kiem%20tra").await;
                let is_reading = operation.starts_with("GET") && operation.contains("{code}");
                let may = is_reading && *role != "system";
                assert_eq!(got != 403, may, "{operation} {role} {open:?}: {got}");
            }
        }
    }
}

/// People who are signed in: what is their own, nothing of each other's, and nothing of officers or holders of a secret.
async fn a_session_over_every_operation(on: On) {
    let (server, phones) = phones::start(on, &[]).await;
    let (owner, _) = phones::signs_in(&server, &phones, "0912345678").await;
    let (stranger, _) = phones::signs_in(&server, &phones, "0987654321").await;
    let body = server.filled_without_files().body();
    let sent = server.request(Method::POST, contract::paths::SUBMISSIONS).header("cookie", &owner);
    let sent = sent.header("content-type", "application/json").body(body).send().await.unwrap();
    let code = sent.json::<contract::Receipt>().await.unwrap().code;
    // What ends the session comes last.
    let (last, rows): (Vec<_>, Vec<_>) =
        ROWS.iter().partition(|(operation, ..)| operation.ends_with("/me/session"));
    for (operation, open, body) in rows.into_iter().chain(last) {
        for (cookie, is_own) in [(&owner, true), (&stranger, false)] {
            let request = asked(&server, &code, operation, body).header("cookie", cookie);
            let got = request.send().await.unwrap().status().as_u16();
            match open {
                Open::To => assert!(![401, 403].contains(&got), "{operation}: {got}"),
                Open::Holder | Open::Officers(_) => {
                    assert_eq!(got, 401, "{operation}: a session is no secret and no token");
                }
                Open::Account if operation.contains("{code}") => {
                    assert_eq!(got, if is_own { 200 } else { 404 }, "{operation} {is_own}");
                }
                Open::Account => assert!([200, 204, 404].contains(&got), "{operation}: {got}"),
            }
        }
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_over_every_operation_on_sqlite() {
    a_session_over_every_operation(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_over_every_operation_on_postgres() {
    a_session_over_every_operation(On::Postgres).await;
}
