//! The list of changes: whatever order things are committed in, who follows it misses nothing and hears nothing twice.

use crate::on_both_databases;
use crate::scenario::{On, Server, TOKEN};
use contract::{Action, Change, ChangePage, State, paths};
use reqwest::Method;
use server::app::App;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

async fn page(server: &Server, token: &str, query: &str) -> ChangePage {
    let response = server.asks(token, Method::GET, &format!("{}?{query}", paths::CHANGES), None).await;
    assert_eq!(response.status(), 200, "{query}");
    response.json().await.unwrap()
}

/// Numbers without a gap, and each dossier's life in its order, one step from the other.
fn judge(changes: &[Change]) {
    let mut last: HashMap<&str, (i64, State)> = HashMap::new();
    for (at, change) in changes.iter().enumerate() {
        assert_eq!(change.number, i64::try_from(at).unwrap() + 1);
        let before = last.insert(&change.code, (change.version, change.state));
        assert_eq!(change.version, before.map_or(1, |(version, _)| version + 1), "{change:?}");
        assert_eq!(change.state_before, before.map(|(_, state)| state), "{change:?}");
    }
}

on_both_databases! {
    async fn nothing_is_missed_or_doubled_while_many_commit(server) {
        let done = Arc::new(AtomicBool::new(false));
        let working = {
            let (server, done) = (server.clone(), done.clone());
            tokio::spawn(async move {
                let one = async || {
                    for _ in 0..6 {
                        let code = server.files_a_dossier().await.code;
                        for action in [Action::Receive, Action::Process, Action::Finish] {
                            server.moves(&code, action, "").await.unwrap();
                        }
                    }
                };
                tokio::join!(one(), one(), one(), one());
                done.store(true, Ordering::Relaxed);
            })
        };
        let (mut heard, mut after, mut quiet) = (Vec::new(), 0, false);
        // One more time after all is done.
        while !quiet {
            quiet = done.load(Ordering::Relaxed);
            let page = page(&server, TOKEN, &format!("after={after}&limit=7")).await;
            quiet = quiet && page.changes.is_empty();
            heard.extend(page.changes);
            after = page.next;
        }
        working.await.unwrap();
        assert_eq!(heard.len(), 4 * 6 * 4);
        judge(&heard);
        assert_eq!(page(&server, TOKEN, "after=0&limit=1000").await.changes, heard, "the same for who comes later");
    }

    async fn a_system_follows_its_own_unit(server) {
        let token = server.hires("may", "police.06685", "system");
        let mine = server.files_a_dossier_in("06685").await.code;
        for _ in 0..3 {
            server.files_a_dossier_in("06652").await;
        }
        let first = page(&server, &token, "").await;
        assert_eq!(first.changes.iter().map(|change| &*change.code).collect::<Vec<_>>(), [&*mine]);
        assert_eq!(first.next, 4, "what is of others is passed over");
        assert_eq!(page(&server, &token, "after=4").await.next, 4);
        server.moves(&mine, Action::Receive, "").await.unwrap();
        let next = page(&server, &token, "after=4").await;
        assert_eq!((next.changes.len(), next.changes[0].number, next.next), (1, 5, 5));
        for wrong in ["after=x", "unit=police", "colour=red"] {
            let path = format!("{}?{wrong}", paths::CHANGES);
            let status = server.asks(&token, Method::GET, &path, None).await.status().as_u16();
            assert!([400, 403].contains(&status), "{wrong}: {status}");
        }
    }
}

/// Takes away what the newer migrations made, and opens the database again.
async fn an_older_database_is_brought_along(on: On) {
    let server = Server::start(on).await;
    for commune in ["06685", "06652"] {
        let code = server.files_a_dossier_in(commune).await.code;
        server.moves(&code, Action::Receive, "").await.unwrap();
        server.moves(&code, Action::Finish, "").await.unwrap();
    }
    let before = page(&server, TOKEN, "").await;
    let older = "DROP TABLE rating; DROP TABLE helper; DROP TABLE access_token; DROP TABLE one_time_code; DROP TABLE session; \
                 DROP TABLE account; DROP INDEX dossier_by_account; ALTER TABLE dossier DROP COLUMN account; \
                 DROP TABLE webhook; DROP TABLE audit; DROP TABLE audit_head; DROP TABLE note; DROP TABLE officer; \
                 DROP TABLE change; DROP TABLE change_head; DROP INDEX dossier_by_unit; \
                 ALTER TABLE dossier DROP COLUMN unit; ALTER TABLE dossier DROP COLUMN assignee; \
                 DELETE FROM _sqlx_migrations WHERE version > 3";
    sqlx::raw_sql(older).execute(server.app.database.pool()).await.unwrap();
    server.stop().await;
    let (settings, clock) = (server.app.settings.clone(), server.app.clock.clone());
    let newer = Server::of(App::open(settings, clock).await.unwrap()).await;
    let after = page(&newer, TOKEN, "").await;
    assert_eq!(after, before);
    judge(&after.changes);
    assert_eq!(
        after.changes.iter().map(|change| &*change.unit).collect::<BTreeSet<_>>(),
        BTreeSet::from(["police.06652", "police.06685"])
    );
    newer.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_database_is_brought_along_on_sqlite() {
    an_older_database_is_brought_along(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_database_is_brought_along_on_postgres() {
    an_older_database_is_brought_along(On::Postgres).await;
}

/// What began first commits last: it comes after what was read already.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_commits_late_gets_a_later_number() {
    let server = Server::start(On::Postgres).await;
    let [late, early] = [server.files_a_dossier().await.code, server.files_a_dossier().await.code];
    let begun = page(&server, TOKEN, "").await.next;
    let mut open = server.app.database.pool().begin().await.unwrap();
    for sql in [
        "INSERT INTO event (code, number, state, actor, at) VALUES ($1, 2, 2, 'officer', 0)",
        "INSERT INTO change (code, event, state_before, due_before) VALUES ($1, 2, 1, '2026-11-23')",
    ] {
        sqlx::query(sql).bind(late.clone()).execute(&mut *open).await.unwrap();
    }
    server.moves(&early, Action::Receive, "").await.unwrap();
    let first = page(&server, TOKEN, &format!("after={begun}")).await;
    assert_eq!(first.changes.iter().map(|change| &*change.code).collect::<Vec<_>>(), [&*early]);
    open.commit().await.unwrap();
    let second = page(&server, TOKEN, &format!("after={}", first.next)).await;
    assert_eq!(
        second.changes.iter().map(|change| (&*change.code, change.number)).collect::<Vec<_>>(),
        [(&*late, begun + 2)]
    );
    server.stop().await;
}
