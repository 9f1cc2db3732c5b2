//! A request for more that names what it wants, and its answer.

use crate::on_both_databases;
use crate::scenario::{Filled, Server, encoded, key, picture, problem, sha256};
use contract::{Action, Filed, Receipt, State, kinds, paths};
use forms::{Answers, Value};
use reqwest::{Method, Response};
use serde_json::{Value as Json, json};

const NAME: &str = "applicant.full_name";

/// A dossier of temporary residence with a paper, and what was filed.
async fn filed(server: &Server) -> (Receipt, Filled, String) {
    let filled = server.filled("dang-ky-tam-tru", None, 1);
    let receipt = server.sends(&filled).await;
    let paper = filled.answers.documents.iter().find(|(_, given)| !given.files.is_empty()).unwrap();
    let paper = format!("documents.{}", paper.0);
    (receipt, filled, paper)
}

async fn asks_for(
    server: &Server,
    code: &str,
    items: &[&str],
    again: &str,
) -> Result<contract::Dossier, contract::Problem> {
    let items: Vec<Json> =
        items.iter().map(|place| json!({ "place": place, "reason": "Không giống căn cước" })).collect();
    let version = server.read(code).await.version;
    let body = json!({ "action": "request_more", "reason": "Xin sửa", "expected_version": version, "items": items, "again": again });
    server.transits(code, body).await
}

async fn answers(server: &Server, receipt: &Receipt, body: &str) -> Response {
    let request = server
        .request(Method::POST, &paths::supplement(&receipt.code))
        .header("lookup-secret", &receipt.secret);
    request.header("content-type", "application/json").body(body.to_owned()).send().await.unwrap()
}

async fn what_was_filed(server: &Server, receipt: &Receipt) -> Filed {
    let request =
        server.request(Method::GET, &paths::filed(&receipt.code)).header("lookup-secret", &receipt.secret);
    request.send().await.unwrap().json().await.unwrap()
}

fn name_of(answers: &Answers) -> &str {
    answers.value("applicant", 0, "full_name").and_then(Value::as_text).unwrap()
}

on_both_databases! {
    async fn only_what_was_asked_for_changes(server) {
        let (receipt, filled, paper) = filed(&server).await;
        let before = what_was_filed(&server, &receipt).await;
        assert_eq!((&before.service, &before.definition, &before.answers), (&filled.service, &filled.version, &filled.answers));
        server.moves(&receipt.code, Action::Receive, "").await.unwrap();
        asks_for(&server, &receipt.code, &[NAME, &paper], "").await.unwrap();
        let tracked = server.track(&receipt.code, Some(&receipt.secret)).await;
        let request = tracked.detail.unwrap().request.unwrap();
        assert_eq!((request.number, request.items.len(), &*request.items[1].reason), (1, 2, "Không giống căn cước"));
        assert_eq!(request.items[0].place.to_string(), NAME);

        let (key, new) = (key(), encoded(image::ImageFormat::Png, 9, 9));
        let given = |name: &str| json!({
            "sections": { "applicant": { "full_name": name } },
            "documents": { paper.strip_prefix("documents.").unwrap(): { "files": [{ "sha256": sha256(&new), "name": "moi.png" }] } },
        });
        let body = |answers: Json| json!({ "key": key, "answers": answers }).to_string();
        // What was not asked for stays shut, and nothing half is taken.
        let other = json!({ "sections": { "applicant": { "full_name": "Nguyễn Thị Sửa", "phone": "0912345678" } } });
        assert_eq!(answers(&server, &receipt, &body(other)).await.status(), 400);
        let wrong = problem(answers(&server, &receipt, &body(given("1"))).await).await;
        assert_eq!((wrong.status, wrong.violations[0].path.to_string().as_str()), (422, NAME));
        let right = body(given("Nguyễn Thị Sửa"));
        assert_eq!(problem(answers(&server, &receipt, &right).await).await.kind, kinds::FILE_MISSING);
        assert_eq!(server.read(&receipt.code).await.state, State::MoreRequested);
        server.upload(&key, &new).await;
        for _ in 0..3 {
            // The same again is the same: a phone that heard no answer asks once more.
            let tracked: contract::Tracked = answers(&server, &receipt, &right).await.json().await.unwrap();
            let proof = tracked.detail.unwrap().answered.unwrap();
            assert_eq!((proof.key, proof.payload_sha256), (key.clone(), sha256(right.as_bytes())));
        }
        let dossier = server.read(&receipt.code).await;
        assert_eq!((dossier.state, name_of(&dossier.answers)), (State::Processing, "Nguyễn Thị Sửa"));
        let [record] = dossier.requests.as_slice() else { panic!("{:?}", dossier.requests) };
        assert_eq!(record.before.as_ref(), Some(&filled.answers));
        assert_eq!(name_of(record.given.as_ref().unwrap()), "Nguyễn Thị Sửa");
        // The paper of before and the new one are both to be seen.
        let files: Vec<&str> = dossier.attachments.iter().filter(|file| file.place == paper).map(|file| &*file.sha256).collect();
        assert_eq!(files, [sha256(&new), sha256(&picture())]);
        for file in files {
            let read = server.as_officer(Method::GET, &paths::officer_attachment(&receipt.code, file)).send().await.unwrap();
            assert_eq!(read.status(), 200);
        }
        assert_eq!(name_of(&what_was_filed(&server, &receipt).await.answers), "Nguyễn Thị Sửa");
    }

    async fn an_office_asks_at_once_and_for_what_the_form_asked(server) {
        let (receipt, _, _) = filed(&server).await;
        for items in [&["applicant.nobody"][..], &["variant"], &[NAME, NAME]] {
            assert_eq!(asks_for(&server, &receipt.code, items, "").await.unwrap_err().status, 400, "{items:?}");
        }
        let version = server.read(&receipt.code).await.version;
        let without_reason = json!({ "action": "request_more", "reason": "x", "expected_version": version,
            "items": [{ "place": NAME, "reason": " " }] });
        assert_eq!(server.transits(&receipt.code, without_reason).await.unwrap_err().status, 400);
        let elsewhere = json!({ "action": "receive", "expected_version": version, "items": [{ "place": NAME, "reason": "x" }] });
        assert_eq!(server.transits(&receipt.code, elsewhere).await.unwrap_err().status, 400);

        asks_for(&server, &receipt.code, &[NAME], "").await.unwrap();
        let body = json!({ "key": key(), "answers": { "sections": { "applicant": { "full_name": "Nguyễn Thị Sửa" } } } });
        assert_eq!(answers(&server, &receipt, &body.to_string()).await.status(), 200);
        // Once more only with a reason of its own, and it is counted.
        assert_eq!(asks_for(&server, &receipt.code, &[NAME], " ").await.unwrap_err().status, 400);
        asks_for(&server, &receipt.code, &[NAME], "Luật mới có hiệu lực").await.unwrap();
        let request = server.track(&receipt.code, Some(&receipt.secret)).await.detail.unwrap().request.unwrap();
        assert_eq!((request.number, &*request.again), (2, "Luật mới có hiệu lực"));
        assert_eq!(server.read(&receipt.code).await.requests.len(), 2);
        let list: contract::DossierPage = server.as_officer(Method::GET, paths::OFFICER_DOSSIERS).send().await.unwrap().json().await.unwrap();
        assert_eq!(list.dossiers[0].requests, 2);
        let csv = server.as_officer(Method::GET, paths::EXPORT_CSV).send().await.unwrap().text().await.unwrap();
        assert!(csv.lines().next().unwrap().ends_with(",requests") && csv.lines().nth(1).unwrap().ends_with(",2"), "{csv}");
    }

    async fn two_answers_and_an_officer_race_and_one_wins(server) {
        let (receipt, _, _) = filed(&server).await;
        asks_for(&server, &receipt.code, &[NAME], "").await.unwrap();
        let body = |name: &str| json!({ "key": key(), "answers": { "sections": { "applicant": { "full_name": name } } } }).to_string();
        let (first, second) = (body("Nguyễn Thị Một"), body("Nguyễn Thị Hai"));
        let (first, second, _) = tokio::join!(
            answers(&server, &receipt, &first),
            answers(&server, &receipt, &second),
            server.moves(&receipt.code, Action::Process, "")
        );
        let taken = [first.status(), second.status()].iter().filter(|status| status.is_success()).count();
        let dossier = server.read(&receipt.code).await;
        assert!(taken <= 1 && dossier.state == State::Processing);
        assert_eq!(dossier.timeline.len(), 3, "one thing came of it");
    }

    async fn what_was_filed_is_for_the_holder_alone(server) {
        let (receipt, filled, _) = filed(&server).await;
        let path = paths::filed(&receipt.code);
        let stranger = server.request(Method::GET, &path).header("lookup-secret", "0123456789abcdefghjkmnpqrs").send().await.unwrap();
        assert_eq!(stranger.status(), 401);
        assert!(!stranger.text().await.unwrap().contains(name_of(&filled.answers)));
    }
}
