//! Sending forms: the engine's verdict, idempotency, uniqueness under load.

use crate::on_both_databases;
use crate::scenario::{Filled, NO_LIMITS, On, Server, key, picture, problem, sha256};
use contract::{Receipt, ServiceIndex, ServicePage, kinds, paths};
use forms::Value;
use std::collections::HashSet;

on_both_databases! {
    async fn every_service_and_variant_is_accepted(server) {
        let index: ServiceIndex = server.get(paths::SERVICES).await.json().await.unwrap();
        for card in &index.services {
            let page: ServicePage = server.get(&paths::service(&card.slug)).await.json().await.unwrap();
            let mut variants: Vec<Option<String>> = page.variants.into_iter().map(|v| Some(v.id)).collect();
            if variants.is_empty() {
                variants.push(None);
            }
            for variant in variants {
                for seed in 0..2 {
                    let filled = server.filled(&card.slug, variant.as_deref(), seed);
                    let receipt = server.sends(&filled).await;
                    assert_eq!(receipt.key, filled.key);
                    assert_eq!(receipt.payload_sha256, sha256(filled.body().as_bytes()));
                    assert_eq!(receipt.service, card.slug);
                    assert!(receipt.due >= server::clock::day(receipt.received_at));
                    assert_eq!(server.read(&receipt.code).await.answers, filled.answers);
                }
            }
        }
    }

    async fn the_receipt_has_code_and_secret_of_the_promised_form(server) {
        let receipt = server.files_a_dossier().await;
        let mut parts = receipt.code.split('-');
        assert_eq!(parts.next(), Some("H49.22"));
        let day = server::clock::day(receipt.received_at).format("%y%m%d").to_string();
        assert_eq!(parts.next(), Some(&*day));
        assert!(parts.next().is_some_and(|serial| serial.len() == 6 && serial.bytes().all(|b| b.is_ascii_digit())));
        assert_eq!(receipt.secret.len(), 26);
    }

    async fn all_problems_come_at_once(server) {
        let mut filled = server.filled("dang-ky-tam-tru", None, 0);
        for row in filled.answers.sections.iter_mut().map(|(_, section)| section).flat_map(forms::SectionAnswers::rows_mut) {
            for (_, value) in row.iter_mut() {
                if matches!(value, Value::Text(_)) {
                    *value = Value::text("?");
                }
            }
        }
        let refused = problem(server.post_json(paths::SUBMISSIONS, filled.body()).await).await;
        assert_eq!((refused.status, &*refused.kind), (422, kinds::INVALID_ANSWERS));
        assert!(refused.violations.len() > 3, "{:?}", refused.violations);
        assert_eq!(server.get(&paths::submission(&filled.key)).await.status(), 404);
    }

    async fn the_same_again_gets_the_same_for_ever(server) {
        let filled = server.filled("dang-ky-tam-tru", None, 0);
        let first = serde_json::to_string(&server.sends(&filled).await).unwrap();
        // Years later, when that version of the form has long ended.
        for days in [0, 1, 4000] {
            server.app.clock.shift(days * 86_400_000);
            let again = server.post_json(paths::SUBMISSIONS, filled.body()).await;
            assert_eq!(again.status(), 201);
            assert_eq!(again.text().await.unwrap(), first);
        }
        let fetched = server.get(&paths::submission(&filled.key)).await;
        assert_eq!(fetched.text().await.unwrap(), first);
    }

    async fn a_key_never_serves_two_payloads(server) {
        let filled = server.filled("dang-ky-tam-tru", None, 0);
        let receipt = server.sends(&filled).await;
        for other in [filled.body() + " ", filled.body().replace("2026-11", "2026-12")] {
            let refused = problem(server.post_json(paths::SUBMISSIONS, other).await).await;
            assert_eq!((refused.status, &*refused.kind), (409, kinds::KEY_REUSED));
        }
        // Also when the other payload would not have been accepted by itself.
        let invalid = filled.body().replace(&filled.version, "0000000000000000");
        assert_eq!(problem(server.post_json(paths::SUBMISSIONS, invalid).await).await.kind, kinds::KEY_REUSED);
        let kept: Receipt = server.get(&paths::submission(&filled.key)).await.json().await.unwrap();
        assert_eq!(kept, receipt);
    }

    async fn fifty_clients_with_one_key_make_one_dossier(server) {
        let filled = server.filled("dang-ky-tam-tru", None, 0);
        if filled.has_files() {
            server.upload(&filled.key, &filled.picture).await;
        }
        let answers = at_once(&server, vec![filled.body(); 50]).await;
        let receipts: HashSet<String> = answers.iter().map(|(_, text)| text.clone()).collect();
        assert!(answers.iter().all(|(status, _)| *status == 201), "{answers:?}");
        assert_eq!(receipts.len(), 1);
        assert_eq!(count(&server, "dossier").await, 1);
        assert_eq!(count(&server, "event").await, 1);
    }

    async fn of_fifty_payloads_with_one_key_one_wins(server) {
        let filled = server.filled("dang-ky-tam-tru", None, 0);
        if filled.has_files() {
            server.upload(&filled.key, &filled.picture).await;
        }
        let bodies = (0..50).map(|n| filled.body() + &" ".repeat(n)).collect();
        let answers = at_once(&server, bodies).await;
        assert_eq!(answers.iter().filter(|(status, _)| *status == 201).count(), 1);
        assert_eq!(answers.iter().filter(|(status, _)| *status == 409).count(), 49);
        assert_eq!(count(&server, "dossier").await, 1);
    }

    async fn codes_are_unique_under_load(server) {
        let forms: Vec<Filled> = (0..200).map(|_| server.filled_without_files()).collect();
        let answers = at_once(&server, forms.iter().map(Filled::body).collect()).await;
        let codes: HashSet<String> =
            answers.iter().map(|(_, text)| serde_json::from_str::<Receipt>(text).unwrap().code).collect();
        assert_eq!(codes.len(), 200);
        assert_eq!(count(&server, "event").await, 200);
    }

    async fn a_form_is_judged_by_the_version_it_names(server) {
        // A former version that did not ask for the first section yet, still accepted.
        let today = server::clock::day(server.app.clock.now());
        let mut old = server.app.catalog.edition("dang-ky-tam-tru", today).unwrap().contents().unwrap().definition;
        "00000000000000bb".clone_into(&mut old.version);
        old.sections.truncate(1);
        old.documents.clear();
        old.variants.clear();
        for section in &mut old.sections {
            section.show_when = None;
            section.fields.truncate(1);
            section.fields[0].required = true;
            section.fields[0].required_when = None;
            section.fields[0].show_when = None;
            section.fields[0].kind = forms::Kind::PersonName;
        }
        let (section, field) = (old.sections[0].id.clone(), old.sections[0].fields[0].id.clone());
        keep_definition(&server, &old).await;
        let mut filled = server.filled("dang-ky-tam-tru", None, 0);
        filled.version.clone_from(&old.version);
        filled.answers = forms::Answers::default();
        let refused = problem(server.post_json(paths::SUBMISSIONS, filled.body()).await).await;
        assert_eq!(refused.violations.len(), 1);
        filled.answers.set(&section, 0, &field, Value::text("Nguyễn Thị Ánh"));
        let receipt = server.sends(&filled).await;
        assert_eq!(server.read(&receipt.code).await.definition, old.version);
    }

    async fn an_ended_or_unknown_version_is_gone(server) {
        let mut filled = server.filled("dang-ky-tam-tru", None, 0);
        let today = server::clock::day(server.app.clock.now());
        let mut ended = server.app.catalog.edition("dang-ky-tam-tru", today).unwrap().contents().unwrap().definition;
        "00000000000000cc".clone_into(&mut ended.version);
        ended.valid_until = Some(today);
        keep_definition(&server, &ended).await;
        for version in [&*ended.version, "00000000000000dd"] {
            version.clone_into(&mut filled.version);
            let refused = problem(server.post_json(paths::SUBMISSIONS, filled.body()).await).await;
            assert_eq!((refused.status, &*refused.kind), (410, kinds::DEFINITION_EXPIRED));
        }
        "bay-len-sao-hoa".clone_into(&mut filled.service);
        assert_eq!(server.post_json(paths::SUBMISSIONS, filled.body()).await.status(), 404);
    }

    async fn a_file_must_have_arrived_under_the_same_key(server) {
        let filled = server.filled_with_files();
        server.upload(&key(), &filled.picture).await;
        let refused = problem(server.post_json(paths::SUBMISSIONS, filled.body()).await).await;
        assert_eq!((refused.status, &*refused.kind), (422, kinds::FILE_MISSING));
        server.sends(&filled).await;
    }

    async fn what_the_form_does_not_know_is_refused(server) {
        let mut filled = server.filled("dang-ky-tam-tru", None, 0);
        let section = filled.answers.sections.keys().next().unwrap().clone();
        filled.answers.set(&section, 0, "no_such_field", Value::text("x"));
        let refused = problem(server.post_json(paths::SUBMISSIONS, filled.body()).await).await;
        assert_eq!((refused.status, &*refused.kind), (422, kinds::INVALID_ANSWERS));
        assert_eq!(refused.violations[0].code, forms::Code::Unknown);
    }

    async fn who_helped_is_told_to_officers_and_to_nobody_else(server) {
        let filled = server.filled("dang-ky-tam-tru", None, 0);
        let help = |helper: &str| serde_json::json!({
            "helper": helper, "relation": "community_team", "on_behalf_of": "Lường Thị Bích Thảo",
            "consent": { "text_version": "2026-11", "language": "vi", "accepted_at": 1_795_300_000_000_i64 },
        });
        let body = |help: serde_json::Value| {
            let mut body: serde_json::Value = serde_json::from_str(&filled.body()).unwrap();
            body["help"] = help;
            body.to_string()
        };
        if filled.has_files() {
            assert_eq!(server.upload(&filled.key, &filled.picture).await.status(), 200);
        }
        for nobody in [help("  "), help(&"x".repeat(101)), serde_json::json!({ "helper": "A" })] {
            let refused = server.post_json(paths::SUBMISSIONS, body(nobody)).await;
            assert_eq!(refused.status(), 400);
        }
        let sent = server.post_json(paths::SUBMISSIONS, body(help("Trần Văn Tổ"))).await;
        assert_eq!(sent.status(), 201);
        let receipt: Receipt = sent.json().await.unwrap();
        let told = server.read(&receipt.code).await.help.unwrap();
        assert_eq!((&*told.helper, &*told.on_behalf_of), ("Trần Văn Tổ", "Lường Thị Bích Thảo"));
        assert_eq!(told.consent.accepted_at, 1_795_300_000_000);
        let tracked = server.track(&receipt.code, Some(&receipt.secret)).await;
        assert!(!serde_json::to_string(&tracked).unwrap().contains("Trần Văn Tổ"));
        // Who files alone says nothing of it.
        assert_eq!(server.read(&server.files_a_dossier().await.code).await.help, None);
    }

    async fn hidden_answers_are_not_kept(server) {
        let mut filled = server.filled("dang-ky-tam-tru", None, 1);
        let clean = filled.answers.clone();
        let today = server::clock::day(server.app.clock.now());
        let form = forms::Form::new(server.app.catalog.edition("dang-ky-tam-tru", today).unwrap().contents().unwrap().definition).unwrap();
        let mut hidden = None;
        for section in form.definition().sections.iter().filter(|section| section.repeat.is_none()) {
            for field in section.fields.iter().filter(|field| field.kind == forms::Kind::Text) {
                if !form.shows_field(&clean, &section.id, 0, &field.id) {
                    hidden = Some((section.id.clone(), field.id.clone()));
                }
            }
        }
        let Some((section, field)) = hidden else { return };
        filled.answers.set(&section, 0, &field, Value::text("không ai hỏi"));
        let receipt = server.sends(&filled).await;
        assert_eq!(server.read(&receipt.code).await.answers, clean);
    }
}

/// What only SQLite's single writer has.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_queue_says_so_and_loses_nothing() {
    let server = Server::start_with(On::Sqlite, &[&NO_LIMITS[..], &["--queue=1"]].concat()).await;
    let forms: Vec<Filled> = (0..100).map(|_| server.filled_without_files()).collect();
    let answers = at_once(&server, forms.iter().map(Filled::body).collect()).await;
    assert!(answers.iter().all(|(status, _)| matches!(status, 201 | 503)));
    for filled in &forms {
        while server.post_json(paths::SUBMISSIONS, filled.body()).await.status() != 201 {}
    }
    assert_eq!(count(&server, "dossier").await, 100);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_row_does_not_fail_its_batch() {
    let server = Server::start(On::Sqlite).await;
    let forms: Vec<Filled> = (0..60).map(|_| server.filled_without_files()).collect();
    let trigger = format!(
        "CREATE TRIGGER bad BEFORE INSERT ON dossier WHEN NEW.key = '{}' BEGIN SELECT RAISE(ABORT, 'bad row'); END",
        forms[30].key
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(trigger)).execute(server.app.database.pool()).await.unwrap();
    let answers = at_once(&server, forms.iter().map(Filled::body).collect()).await;
    for (place, (status, _)) in answers.iter().enumerate() {
        assert_eq!(*status, if place == 30 { 500 } else { 201 });
    }
    assert_eq!(count(&server, "dossier").await, 59);
    assert_eq!(count(&server, "event").await, 59);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_personal_lies_open_on_the_disk() {
    let server = Server::start(On::Sqlite).await;
    let mut filled = server.filled_with_files();
    let canary = "Quách Thị Hoàng Yến";
    for row in filled
        .answers
        .sections
        .iter_mut()
        .map(|(_, section)| section)
        .flat_map(forms::SectionAnswers::rows_mut)
    {
        for (field, value) in row.iter_mut() {
            if field.ends_with("full_name") {
                *value = Value::text(canary);
            }
        }
    }
    assert!(filled.body().contains(canary));
    let receipt = server.sends(&filled).await;
    server
        .moves(&receipt.code, contract::Action::RequestMore, "Bổ sung sổ hồng của ông Trần Bá Hộ")
        .await
        .unwrap();
    server.stop().await;
    let wanted = [canary, "Trần Bá Hộ", &receipt.secret, "giay-to.jpg"].map(str::as_bytes);
    let picture = picture();
    for entry in walk(server.data.path()) {
        let bytes = std::fs::read(&entry).unwrap();
        for canary in wanted.iter().copied().chain([&picture[2..]]) {
            assert!(!bytes.windows(canary.len()).any(|window| window == canary), "{}", entry.display());
        }
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

/// Sends all at the same time: status and body of each.
async fn at_once(server: &Server, bodies: Vec<String>) -> Vec<(u16, String)> {
    let mut tasks = Vec::new();
    for body in bodies {
        let server = server.clone();
        tasks.push(tokio::spawn(async move {
            let response = server.post_json(paths::SUBMISSIONS, body).await;
            (response.status().as_u16(), response.text().await.unwrap())
        }));
    }
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

async fn count(server: &Server, table: &'static str) -> i64 {
    let sql = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
    sqlx::query_scalar(sql).fetch_one(server.app.database.pool()).await.unwrap()
}

pub async fn keep_definition(server: &Server, definition: &forms::Definition) {
    sqlx::query("INSERT INTO definition (slug, version, body, first_served_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
        .bind(definition.slug.clone())
        .bind(definition.version.clone())
        .bind(serde_json::to_string(definition).unwrap())
        .bind(1_i64)
        .execute(server.app.database.pool())
        .await
        .unwrap();
}
