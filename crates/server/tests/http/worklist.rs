//! The officers' worklist: what it can be narrowed to, and that its pages are of one moment.

use crate::on_both_databases;
use crate::scenario::{Server, problem};
use contract::{Action, DossierPage, DossierRow, State, kinds, paths};
use reqwest::Method;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const DAY: i64 = 86_400_000;

async fn page(server: &Server, query: &str) -> DossierPage {
    let path = format!("{}?{query}", paths::OFFICER_DOSSIERS);
    let response = server.as_officer(Method::GET, &path).send().await.unwrap();
    assert_eq!(response.status(), 200, "{query}");
    response.json().await.unwrap()
}

/// All pages; `between` is done after each.
async fn leaf_through(server: &Server, query: &str, between: impl AsyncFn(usize)) -> Vec<DossierRow> {
    let (mut rows, mut cursor, mut number) = (Vec::new(), String::new(), 0);
    loop {
        let page = page(server, &format!("{query}{cursor}")).await;
        rows.extend(page.dossiers);
        let Some(next) = page.next else { return rows };
        cursor = format!("&cursor={next}");
        between(number).await;
        number += 1;
    }
}

fn codes(rows: &[DossierRow]) -> Vec<&str> {
    rows.iter().map(|row| &*row.code).collect()
}

on_both_databases! {
    async fn it_is_narrowed_to_a_unit_some_states_and_a_deadline(server) {
        let [here, there] = ["06685", "06652"];
        let first = server.files_a_dossier_in(here).await;
        let received = server.files_a_dossier_in(here).await;
        server.moves(&received.code, Action::Receive, "").await.unwrap();
        let other = server.files_a_dossier_in(there).await;
        server.app.clock.shift(30 * DAY);
        let later = server.files_a_dossier_in(here).await;
        let list = async |query: &str| -> BTreeSet<String> {
            page(&server, query).await.dossiers.into_iter().map(|row| row.code).collect()
        };
        let expected = |receipts: &[&contract::Receipt]| receipts.iter().map(|r| r.code.clone()).collect::<BTreeSet<_>>();
        assert_eq!(list("unit=police.06652").await, expected(&[&other]));
        assert_eq!(list("unit=police.06685").await, expected(&[&first, &received, &later]));
        assert_eq!(list("unit=committee.06685").await, expected(&[]));
        assert_eq!(list("unit=police.06685&state=registered").await, expected(&[&first, &later]));
        assert_eq!(list("state=received,registered,received").await.len(), 4);
        assert_eq!(page(&server, "state=received,registered,received").await.dossiers.len(), 4, "none twice");
        assert_eq!(list("state=received,done").await, expected(&[&received]));
        assert_eq!(list(&format!("due_until={}", first.due)).await, expected(&[&first, &received, &other]));
        assert_eq!(list(&format!("due_from={}", later.due)).await, expected(&[&later]));
        assert_eq!(page(&server, "order=due&limit=1").await.dossiers[0].due, first.due);
        assert_eq!(page(&server, "unit=police.06652").await.dossiers[0].unit, "police.06652");
        for query in ["state=registered,lost", "due_from=soon", "unit=police", "order=oldest", "order=due&cursor=1.5.x", "cursor=1"] {
            let path = format!("{}?{query}", paths::OFFICER_DOSSIERS);
            let refused = server.as_officer(Method::GET, &path).send().await.unwrap();
            assert_eq!(problem(refused).await.kind, kinds::BAD_REQUEST, "{query}");
        }
    }

    /// Everything on the list is received, which changes its state and its deadline, while somebody leafs through.
    async fn no_line_comes_twice_or_is_missed_while_others_work(server) {
        for (order, commune) in [("due", "06685"), ("newest", "06652")] {
            let mut filed = Vec::new();
            for _ in 0..9 {
                filed.push(server.files_a_dossier_in(commune).await.code);
                server.app.clock.shift(3 * DAY);
            }
            let query = format!("unit=police.{commune}&state=registered&order={order}&limit=2");
            let rows = leaf_through(&server, &query, async |number| {
                server.app.clock.shift(5 * DAY);
                for code in filed.iter().skip(number * 3).take(3) {
                    server.moves(code, Action::Receive, "").await.unwrap();
                }
                server.files_a_dossier_in(commune).await;
            }).await;
            if order == "newest" {
                filed.reverse();
            }
            assert_eq!(codes(&rows), filed, "{order}");
            assert!(rows.iter().any(|row| row.state == State::Received), "the lines are of now");
            let now = page(&server, &format!("unit=police.{commune}&state=registered")).await;
            assert_eq!(now.dossiers.len(), 4, "those that came meanwhile");
        }
    }

    async fn every_page_holds_while_many_move_at_once(server) {
        let mut filed = Vec::new();
        for _ in 0..24 {
            filed.push(server.files_a_dossier().await.code);
        }
        let done = Arc::new(AtomicBool::new(false));
        let working = {
            let (server, filed, done) = (server.clone(), filed.clone(), done.clone());
            tokio::spawn(async move {
                for (i, code) in filed.iter().enumerate() {
                    server.app.clock.shift(DAY);
                    server.moves(code, if i % 2 == 0 { Action::Receive } else { Action::RequestMore }, "lý do").await.unwrap();
                }
                done.store(true, Ordering::Relaxed);
            })
        };
        while !done.load(Ordering::Relaxed) {
            for order in ["due", "newest"] {
                let rows = leaf_through(&server, &format!("limit=5&order={order}"), async |_| ()).await;
                let seen: BTreeSet<_> = codes(&rows).into_iter().collect();
                assert_eq!((rows.len(), seen.len()), (24, 24), "{order}");
            }
        }
        working.await.unwrap();
    }
}
