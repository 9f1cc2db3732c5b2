//! The holder of code and secret answers a request for more, or takes the dossier back.

use crate::on_both_databases;
use crate::scenario::{Server, key, picture, problem, sha256};
use contract::{Action, Actor, Receipt, State, Tracked, kinds, paths};
use reqwest::{Method, Response};

async fn posts(server: &Server, path: &str, secret: &str, body: &str) -> Response {
    let request = server.request(Method::POST, path).header("lookup-secret", secret);
    request.header("content-type", "application/json").body(body.to_owned()).send().await.unwrap()
}

async fn supplements(server: &Server, receipt: &Receipt, body: &str) -> Response {
    posts(server, &paths::supplement(&receipt.code), &receipt.secret, body).await
}

async fn withdraws(server: &Server, receipt: &Receipt) -> Response {
    posts(server, &paths::withdrawal(&receipt.code), &receipt.secret, r#"{"reason":"nộp nhầm"}"#).await
}

on_both_databases! {
    async fn a_request_for_more_is_answered_once(server) {
        let receipt = server.files_a_dossier().await;
        let key = key();
        let file = sha256(&picture());
        let body = format!(r#"{{"key":"{key}","note":"Xin gửi ảnh","files":[{{"sha256":"{file}","name":"anh.jpg"}}]}}"#);
        assert_eq!(problem(supplements(&server, &receipt, &body).await).await.kind, kinds::FILE_MISSING);
        server.upload(&key, &picture()).await;
        assert_eq!(problem(supplements(&server, &receipt, &body).await).await.kind, kinds::ILLEGAL_TRANSITION);
        server.moves(&receipt.code, Action::RequestMore, "Thiếu ảnh").await.unwrap();
        let answers = futures_util::future::join_all((0..8).map(|_| supplements(&server, &receipt, &body))).await;
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status().as_u16()).collect();
        // PostgreSQL may let two of the same race: the loser is told to look again, and then finds it done.
        assert!(statuses.iter().all(|status| matches!(status, 200 | 409)) && statuses.contains(&200), "{statuses:?}");
        let again: Tracked = supplements(&server, &receipt, &body).await.json().await.unwrap();
        let detail = again.detail.unwrap();
        assert_eq!(detail.timeline.len(), 3);
        let last = detail.timeline.last().unwrap();
        assert_eq!((last.state, last.actor, last.reason.as_deref()), (State::Processing, Actor::Citizen, Some("Xin gửi ảnh")));
        assert!(detail.request.is_none());
        let other = body.replace("Xin gửi ảnh", "Khác");
        assert_eq!(problem(supplements(&server, &receipt, &other).await).await.kind, kinds::KEY_REUSED);
        let dossier = server.read(&receipt.code).await;
        let sent = dossier.attachments.iter().find(|file| file.place == "supplement").unwrap();
        assert_eq!((&*sent.name, &*sent.sha256), ("anh.jpg", &*file));
        let path = paths::officer_attachment(&receipt.code, &file);
        let bytes = server.as_officer(Method::GET, &path).send().await.unwrap().bytes().await.unwrap();
        assert_eq!(bytes, picture());
    }

    async fn a_supplement_says_something(server) {
        let receipt = server.files_a_dossier().await;
        server.moves(&receipt.code, Action::RequestMore, "Thiếu ảnh").await.unwrap();
        for body in [
            format!(r#"{{"key":"{}"}}"#, key()),
            format!(r#"{{"key":"{}","note":"  "}}"#, key()),
            r#"{"key":"short","note":"x"}"#.to_owned(),
            format!(r#"{{"key":"{}","note":"x","extra":1}}"#, key()),
        ] {
            assert_eq!(supplements(&server, &receipt, &body).await.status(), 400, "{body}");
        }
    }

    async fn a_dossier_can_be_taken_back_until_it_is_decided(server) {
        let receipt = server.files_a_dossier().await;
        for _ in 0..2 {
            let tracked: Tracked = withdraws(&server, &receipt).await.json().await.unwrap();
            assert_eq!(tracked.steps.len(), 2);
            assert_eq!(tracked.steps[1].state, State::Withdrawn);
        }
        for action in [Action::Receive, Action::Process, Action::Finish] {
            assert_eq!(server.moves(&receipt.code, action, "").await.unwrap_err().kind, kinds::ILLEGAL_TRANSITION);
        }
        let decided = server.files_a_dossier().await;
        server.moves(&decided.code, Action::Receive, "").await.unwrap();
        server.moves(&decided.code, Action::Finish, "").await.unwrap();
        assert_eq!(problem(withdraws(&server, &decided).await).await.kind, kinds::ILLEGAL_TRANSITION);
    }

    async fn without_the_secret_nothing_moves(server) {
        let receipt = server.files_a_dossier().await;
        let stranger = Receipt { secret: "0123456789abcdefghjkmnpqrs".to_owned(), ..receipt.clone() };
        let nowhere = Receipt { code: "H49.22-261122-000000".to_owned(), ..receipt.clone() };
        for receipt in [stranger, nowhere] {
            let refused = problem(withdraws(&server, &receipt).await).await;
            assert_eq!((refused.status, &*refused.kind), (401, kinds::UNAUTHORIZED));
            assert_eq!(supplements(&server, &receipt, "{}").await.status(), 401);
        }
        assert_eq!(server.read(&receipt.code).await.state, State::Registered);
    }
}
