//! Officers by name: their tokens, who works on what, and what they note for each other.

use crate::command_line::{console, said};
use crate::on_both_databases;
use crate::scenario::{Server, problem};
use contract::{DossierPage, OfficerInfo, kinds, paths};
use reqwest::{Method, StatusCode};
use serde_json::json;

const UNIT: &str = "police.06685";

async fn assigns(
    server: &Server,
    token: &str,
    code: &str,
    officer: Option<&str>,
    seen: Option<&str>,
) -> StatusCode {
    let body = json!({ "officer": officer, "seen": seen });
    let response = server.asks(token, Method::PUT, &paths::officer_assignee(code), Some(body)).await;
    let status = response.status();
    if status == 409 {
        assert_eq!(problem(response).await.kind, kinds::VERSION_CONFLICT);
    }
    status
}

async fn list(server: &Server, token: &str, query: &str) -> Vec<String> {
    let path = format!("{}?{query}", paths::OFFICER_DOSSIERS);
    let page: DossierPage = server.asks(token, Method::GET, &path, None).await.json().await.unwrap();
    page.dossiers.into_iter().map(|row| row.code).collect()
}

on_both_databases! {
    async fn each_has_a_token_that_can_be_taken_away(server) {
        let token = server.hires("lan", UNIT, "officer");
        let me: OfficerInfo = server.asks(&token, Method::GET, paths::OFFICER_ME, None).await.json().await.unwrap();
        assert_eq!((&*me.id, &*me.name, &*me.unit, &*me.role), ("lan", "Cán bộ", UNIT, "officer"));
        let (hash,): (Vec<u8>,) = sqlx::query_as("SELECT token_hash FROM officer").fetch_one(server.app.database.pool()).await.unwrap();
        assert!(hash.len() == 32 && hash != token.as_bytes());
        let listed = said(&console(&server, &["officer", "list"]));
        assert!(listed.contains("lan") && listed.contains(UNIT) && !listed.contains(&token) && !listed.contains("revoked"));
        for wrong in [["lan", UNIT], ["office", UNIT], ["Lan 2", UNIT], ["-lan", UNIT], ["binh", "Hạ Long"]] {
            let added = console(&server, &["officer", "add", wrong[0], "--name", "x", "--unit", wrong[1]]);
            assert!(!added.status.success(), "{wrong:?}");
        }
        said(&console(&server, &["officer", "revoke", "lan"]));
        let refused = server.asks(&token, Method::GET, paths::OFFICER_ME, None).await;
        assert_eq!(problem(refused).await.kind, kinds::UNAUTHORIZED);
        assert!(said(&console(&server, &["officer", "list"])).contains("revoked"));
        assert!(!console(&server, &["officer", "revoke", "lan"]).status.success());
        assert!(!console(&server, &["officer", "add", "lan", "--name", "x", "--unit", UNIT]).status.success(), "used before");
    }

    async fn the_list_is_of_ones_own_unit(server) {
        let lan = server.hires("lan", UNIT, "officer");
        let here = server.files_a_dossier_in("06685").await.code;
        server.files_a_dossier_in("06652").await;
        assert_eq!(list(&server, &lan, "").await, [here]);
        let path = format!("{}?unit=police.06652", paths::OFFICER_DOSSIERS);
        assert_eq!(problem(server.asks(&lan, Method::GET, &path, None).await).await.kind, kinds::FORBIDDEN);
        assert_eq!(list(&server, crate::scenario::TOKEN, "").await.len(), 2);
    }

    async fn of_two_who_take_a_dossier_one_gets_it(server) {
        let [lan, binh] = ["lan", "binh"].map(|id| server.hires(id, UNIT, "officer"));
        let hoa = server.hires("hoa", UNIT, "leader");
        server.hires("xa", "police.06652", "officer");
        for _ in 0..6 {
            let code = &server.files_a_dossier_in("06685").await.code;
            let (one, other) = tokio::join!(
                assigns(&server, &lan, code, Some("lan"), None),
                assigns(&server, &binh, code, Some("binh"), None),
            );
            let mut statuses = [one.as_u16(), other.as_u16()];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 409]);
            let (holder, token, loser) = if one == 200 { ("lan", &lan, &binh) } else { ("binh", &binh, &lan) };
            assert_eq!(server.read(code).await.assignee.as_deref(), Some(holder));
            assert!(list(&server, loser, &format!("assignee={holder}")).await.contains(code));
            let mine = if holder == "lan" { "binh" } else { "lan" };
            assert_eq!(assigns(&server, loser, code, Some(mine), Some(holder)).await, 403, "only a leader takes it away");
            assert_eq!(assigns(&server, &hoa, code, Some(mine), Some("nobody")).await, 409);
            assert_eq!(assigns(&server, &hoa, code, Some("xa"), Some(holder)).await, 400, "of another unit");
            assert_eq!(assigns(&server, &hoa, code, Some(mine), Some(holder)).await, 200);
            assert_eq!(assigns(&server, token, code, None, Some(holder)).await, 409);
            assert_eq!(assigns(&server, loser, code, None, Some(mine)).await, 200, "given back");
            assert!(list(&server, &lan, "assignee=").await.contains(code));
        }
    }

    async fn a_note_is_for_officers_only(server) {
        let lan = server.hires("lan", UNIT, "officer");
        let receipt = server.files_a_dossier_in("06685").await;
        let canary = "Chủ nhà đang tranh chấp, xem lại";
        let path = paths::officer_notes(&receipt.code);
        let add = async |text: &str| server.asks(&lan, Method::POST, &path, Some(json!({ "text": text }))).await;
        assert_eq!(add(canary).await.status(), 201);
        for wrong in ["", "  ", &"x".repeat(4001)] {
            assert_eq!(add(wrong).await.status(), 400);
        }
        server.moves(&receipt.code, contract::Action::RequestMore, "Thiếu ảnh").await.unwrap();
        let notes = server.read(&receipt.code).await.notes;
        assert_eq!((notes.len(), &*notes[0].officer, &*notes[0].text), (1, "lan", canary));
        // All that a citizen can ask for, with the secret and without.
        let key = &receipt.key;
        for path in [paths::tracking(&receipt.code), paths::submission(key), paths::result_file(&receipt.code, "x")] {
            for secret in ["", &*receipt.secret] {
                let answer = server.request(Method::GET, &path).header("lookup-secret", secret).send().await.unwrap();
                let text = answer.text().await.unwrap();
                assert!(!text.contains("tranh chấp") && !text.contains("lan\""), "{path}: {text}");
            }
        }
        let withdrawal = server.request(Method::POST, &paths::withdrawal(&receipt.code)).header("lookup-secret", &receipt.secret);
        let answer = withdrawal.json(&json!({})).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert!(!answer.text().await.unwrap().contains("tranh chấp"));
        for sql in ["UPDATE note SET at = 0", "DELETE FROM note"] {
            assert!(sqlx::query(sql).execute(server.app.database.pool()).await.is_err(), "{sql}");
        }
        let (sealed,): (Vec<u8>,) = sqlx::query_as("SELECT text FROM note").fetch_one(server.app.database.pool()).await.unwrap();
        assert!(!String::from_utf8_lossy(&sealed).contains("tranh"));
    }
}
