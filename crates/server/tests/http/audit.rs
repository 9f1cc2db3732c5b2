//! What officers read and do is written down, cannot be changed, and a change all the same is found.

use crate::command_line::{console, said};
use crate::on_both_databases;
use crate::scenario::{On, Server, picture, problem, sha256};
use contract::{Action, kinds, paths};
use reqwest::{Method, Response};
use sqlx::AssertSqlSafe;

/// Officer, operation and code of every row.
async fn rows(server: &Server) -> Vec<(String, String, String)> {
    let all = sqlx::query_as("SELECT officer, operation, code FROM audit ORDER BY number");
    all.fetch_all(server.app.database.pool()).await.unwrap()
}

async fn run(server: &Server, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(server.app.database.pool()).await.unwrap();
}

async fn reads(server: &Server, token: &str, path: &str, reason: &str) -> Response {
    let request = server.request(Method::GET, path).bearer_auth(token).header("read-reason", reason);
    request.send().await.unwrap()
}

/// What `verify-audit` says: whether all is well, and its words.
fn verified(server: &Server, more: &[&str]) -> (bool, String) {
    let output = console(server, &[&["verify-audit"], more].concat());
    let text = [&*output.stdout, &*output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

/// The last words, as `4:9f…`.
fn head(server: &Server) -> String {
    let text = said(&console(server, &["verify-audit"]));
    text.split_whitespace().last().unwrap().to_owned()
}

on_both_databases! {
    async fn another_unit_is_read_with_a_reason_which_is_kept(server) {
        let lan = server.hires("lan", "police.06652", "officer");
        let system = server.hires("may", "police.06652", "system");
        let code = server.files_a_dossier_in("06685").await.code;
        let path = paths::officer_dossier(&code);
        let before = rows(&server).await.len();
        for reason in ["", "%20"] {
            assert_eq!(problem(reads(&server, &lan, &path, reason).await).await.kind, kinds::REASON_NEEDED);
        }
        assert_eq!(reads(&server, &lan, &path, "%ff").await.status(), 400);
        assert_eq!(problem(reads(&server, &system, &path, "x").await).await.kind, kinds::FORBIDDEN);
        assert_eq!(rows(&server).await.len(), before, "nothing was read");
        assert_eq!(reads(&server, &lan, &path, "X%C3%A1c%20minh").await.status(), 200);
        let attachment = paths::officer_attachment(&code, &sha256(&picture()));
        assert_eq!(reads(&server, &lan, &attachment, "x").await.status(), 200);
        assert_eq!(server.as_officer(Method::GET, &path).send().await.unwrap().status(), 200);
        let rows = rows(&server).await;
        let told: Vec<_> = rows[before..].iter().map(|(officer, operation, of)| {
            assert_eq!(*of, code);
            (&**officer, operation.split(' ').take(2).collect::<Vec<_>>().join(" "))
        }).collect();
        assert_eq!(told, [("lan", "read".to_owned()), ("lan", "read attachment".to_owned()), ("office", "read".to_owned())]);
        let (detail,): (Vec<u8>,) = sqlx::query_as("SELECT detail FROM audit WHERE officer = 'lan' AND operation = 'read'")
            .fetch_one(server.app.database.pool()).await.unwrap();
        assert!(detail.len() > "Xác minh".len() && !String::from_utf8_lossy(&detail).contains("minh"), "sealed");
        // To move it a reason is not enough.
        let body = serde_json::json!({ "action": "receive", "expected_version": 1 });
        let moved = server.asks(&lan, Method::POST, &paths::officer_transitions(&code), Some(body)).await;
        assert_eq!(problem(moved).await.kind, kinds::FORBIDDEN);
    }

    async fn every_act_is_written_down_with_its_author(server) {
        let lan = server.hires("lan", "police.06685", "officer");
        let code = server.files_a_dossier_in("06685").await.code;
        let body = serde_json::json!({ "action": "receive", "expected_version": 1 });
        let path = paths::officer_transitions(&code);
        assert_eq!(server.asks(&lan, Method::POST, &path, Some(body.clone())).await.status(), 200);
        assert_eq!(server.asks(&lan, Method::POST, &path, Some(body)).await.status(), 409);
        said(&console(&server, &["dossier", "show", &code]));
        said(&console(&server, &["dossier", "finish", &code]));
        let told: Vec<_> = rows(&server).await.into_iter().map(|(officer, operation, _)| format!("{officer}: {operation}")).collect();
        assert_eq!(told, ["console: officer added", "lan: move receive", "console: read", "console: move finish"]);
    }

    async fn rows_are_only_added(server) {
        server.read(&server.files_a_dossier().await.code).await;
        let before = rows(&server).await;
        for sql in ["UPDATE audit SET at = 0", "DELETE FROM audit", "UPDATE audit SET officer = 'x' WHERE number = 1"] {
            assert!(sqlx::query(sql).execute(server.app.database.pool()).await.is_err(), "{sql}");
        }
        assert_eq!(rows(&server).await, before);
    }

    async fn many_who_read_at_once_make_one_chain(server) {
        let code = server.files_a_dossier().await.code;
        futures_util::future::join_all((0..24).map(|_| server.read(&code))).await;
        assert_eq!(rows(&server).await.len(), 24);
        assert!(head(&server).starts_with("24:"));
    }
}

/// Every start puts the triggers back, that of `verify-audit` too: so each change takes them away.
async fn without_triggers(server: &Server, on: On) {
    let sql = match on {
        On::Sqlite => {
            "DROP TRIGGER IF EXISTS audit_is_never_changed; DROP TRIGGER IF EXISTS audit_is_never_removed"
        }
        On::Postgres => "ALTER TABLE audit DISABLE TRIGGER ALL",
    };
    run(server, sql).await;
}

/// Whoever owns the database can take the triggers away. The chain tells all the same.
async fn a_flipped_byte_is_found(on: On) {
    let server = Server::start(on).await;
    let code = server.files_a_dossier().await.code;
    server.moves(&code, Action::Receive, "").await.unwrap();
    let noted = head(&server);
    for _ in 0..4 {
        server.read(&code).await;
    }
    let (is_well, text) = verified(&server, &["--noted", &noted]);
    assert!(is_well, "{text}");
    let change = async |sql: &str| {
        without_triggers(&server, on).await;
        run(&server, sql).await;
    };
    for (there, back) in [
        ("UPDATE audit SET at = at + 1 WHERE number = 3", "UPDATE audit SET at = at - 1 WHERE number = 3"),
        (
            "UPDATE audit SET officer = 'offica' WHERE number = 3",
            "UPDATE audit SET officer = 'office' WHERE number = 3",
        ),
        (
            "UPDATE audit SET operation = 'reae' WHERE number = 3",
            "UPDATE audit SET operation = 'read' WHERE number = 3",
        ),
        (
            "UPDATE audit SET code = code || '0' WHERE number = 3",
            "UPDATE audit SET code = (SELECT code FROM dossier) WHERE number = 3",
        ),
    ] {
        change(there).await;
        let (is_well, text) = verified(&server, &[]);
        assert!(!is_well && text.contains("row 3 was changed"), "{there}: {text}");
        change(back).await;
        assert!(verified(&server, &[]).0, "{back}");
    }
    for column in ["detail", "hash"] {
        let flip = async |bit: u8| {
            let sql = format!("SELECT {column} FROM audit WHERE number = 3");
            let (mut bytes,): (Vec<u8>,) =
                sqlx::query_as(AssertSqlSafe(sql)).fetch_one(server.app.database.pool()).await.unwrap();
            bytes[0] ^= bit;
            without_triggers(&server, on).await;
            let sql = format!("UPDATE audit SET {column} = $1 WHERE number = 3");
            sqlx::query(AssertSqlSafe(sql)).bind(bytes).execute(server.app.database.pool()).await.unwrap();
        };
        flip(1).await;
        let (is_well, text) = verified(&server, &[]);
        assert!(!is_well && text.contains("row 3 was changed"), "{column}: {text}");
        flip(1).await;
        assert!(verified(&server, &[]).0, "{column}");
    }
    // The end is cut off and the head set back: only a noted head tells.
    let all = head(&server);
    change("DELETE FROM audit WHERE number > 3").await;
    let (is_well, text) = verified(&server, &[]);
    assert!(!is_well && text.contains("the last row is 3"), "{text}");
    change("UPDATE audit_head SET number = 3, hash = (SELECT hash FROM audit WHERE number = 3)").await;
    assert!(verified(&server, &["--noted", &noted]).0);
    assert!(!verified(&server, &["--noted", &all]).0);
    change("DELETE FROM audit WHERE number = 2").await;
    assert!(verified(&server, &[]).1.contains("row 2 is missing"));
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flipped_byte_is_found_on_sqlite() {
    a_flipped_byte_is_found(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flipped_byte_is_found_on_postgres() {
    a_flipped_byte_is_found(On::Postgres).await;
}
