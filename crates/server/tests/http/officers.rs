//! The officers' side: who may, what is legal, and that history only grows.

use crate::on_both_databases;
use crate::scenario::{Server, pdf, problem};
use contract::{Action, Actor, DossierPage, ResultFile, State, kinds, paths};
use reqwest::Method;

const ACTIONS: [Action; 10] = [
    Action::Receive,
    Action::Refuse,
    Action::Process,
    Action::RequestMore,
    Action::RequestPayment,
    Action::Stop,
    Action::Finish,
    Action::Return,
    Action::Supplement,
    Action::Withdraw,
];

/// An officer's way to each state (that of the citizen's withdrawal is in `citizens.rs`).
const WAYS: [(State, &[Action]); 9] = [
    (State::Registered, &[]),
    (State::Received, &[Action::Receive]),
    (State::Refused, &[Action::Refuse]),
    (State::Processing, &[Action::Receive, Action::Process]),
    (State::MoreRequested, &[Action::RequestMore]),
    (State::PaymentRequested, &[Action::Receive, Action::RequestPayment]),
    (State::Stopped, &[Action::Receive, Action::Stop]),
    (State::Done, &[Action::Receive, Action::Finish]),
    (State::Returned, &[Action::Receive, Action::Finish, Action::Return]),
];

async fn dossier_in(server: &Server, way: &[Action]) -> String {
    let code = server.files_a_dossier().await.code;
    for action in way {
        server.moves(&code, *action, "lý do").await.unwrap();
    }
    code
}

on_both_databases! {
    async fn nobody_without_the_token(server) {
        let code = server.files_a_dossier().await.code;
        for path in [paths::OFFICER_DOSSIERS.to_owned(), paths::officer_dossier(&code)] {
            for token in ["", "wrong", "an-officers-token-for-test", "an-officers-token-for-tests2"] {
                let response = server.request(Method::GET, &path).bearer_auth(token).send().await.unwrap();
                assert_eq!(response.headers()["www-authenticate"], "Bearer");
                assert_eq!(problem(response).await.kind, kinds::UNAUTHORIZED);
            }
            assert_eq!(server.get(&path).await.status(), 401);
        }
        let body = r#"{"action":"receive","expected_version":1}"#;
        assert_eq!(server.post_json(&paths::officer_transitions(&code), body).await.status(), 401);
        let path = paths::officer_result(&code, "x.pdf");
        assert_eq!(server.request(Method::PUT, &path).body(pdf("")).send().await.unwrap().status(), 401);
    }

    async fn only_legal_transitions_happen(server) {
        for (state, way) in WAYS {
            for action in ACTIONS {
                let code = dossier_in(&server, way).await;
                let before = server.read(&code).await;
                assert_eq!(before.state, state);
                let moved = server.moves(&code, action, "lý do").await;
                let next = state.after(action).filter(|_| !action.is_citizens());
                let Some(next) = next else {
                    assert_eq!(moved.unwrap_err().kind, kinds::ILLEGAL_TRANSITION, "{action:?} from {state:?}");
                    assert_eq!(server.read(&code).await, before);
                    continue;
                };
                let after = moved.unwrap();
                assert_eq!((after.state, after.version), (next, before.version + 1));
                let last = after.timeline.last().unwrap();
                assert_eq!((last.state, last.actor, last.number), (next, Actor::Officer, after.version));
                assert_eq!(last.reason.as_deref(), Some("lý do"));
                assert_eq!(after.timeline[..before.timeline.len()], before.timeline);
            }
        }
    }

    async fn a_reason_is_given_where_the_citizen_needs_one(server) {
        let code = dossier_in(&server, &[Action::Receive]).await;
        for action in [Action::RequestMore, Action::RequestPayment, Action::Stop] {
            assert_eq!(server.moves(&code, action, "  ").await.unwrap_err().kind, kinds::BAD_REQUEST);
        }
        assert_eq!(server.moves(&code, Action::Finish, &"x".repeat(4001)).await.unwrap_err().status, 400);
    }

    async fn of_two_officers_one_is_told_to_look_again(server) {
        for _ in 0..8 {
            let code = &server.files_a_dossier().await.code;
            let (first, second) = tokio::join!(
                server.moves_as_seen(code, Action::Receive, "", 1),
                server.moves_as_seen(code, Action::Refuse, "lý do", 1),
            );
            let refused: Vec<_> = [&first, &second].into_iter().filter_map(|r| r.as_ref().err()).collect();
            assert_eq!(refused.len(), 1);
            assert_eq!((refused[0].status, &*refused[0].kind), (409, kinds::VERSION_CONFLICT));
            assert_eq!(server.read(code).await.version, 2);
        }
    }

    async fn the_appointment_is_fixed_at_reception(server) {
        let receipt = server.files_a_dossier().await;
        server.app.clock.shift(20 * 86_400_000);
        assert_eq!(server.read(&receipt.code).await.due, receipt.due);
        let received = server.moves(&receipt.code, Action::Receive, "").await.unwrap();
        assert!(received.due > receipt.due);
        let later = server.moves(&receipt.code, Action::Process, "").await.unwrap();
        assert_eq!(later.due, received.due);
    }

    async fn the_list_pages_stably_while_dossiers_come(server) {
        let mut codes = Vec::new();
        for _ in 0..7 {
            codes.push(server.files_a_dossier().await.code);
        }
        codes.reverse();
        let mut seen = Vec::new();
        let mut path = format!("{}?limit=3", paths::OFFICER_DOSSIERS);
        loop {
            let page: DossierPage = server.as_officer(Method::GET, &path).send().await.unwrap().json().await.unwrap();
            seen.extend(page.dossiers.into_iter().map(|row| row.code));
            server.files_a_dossier().await;
            let Some(next) = page.next else { break };
            path = format!("{}?limit=3&cursor={next}", paths::OFFICER_DOSSIERS);
        }
        seen.sort();
        codes.sort();
        assert_eq!(seen, codes);
    }

    async fn the_list_can_be_narrowed(server) {
        let received = dossier_in(&server, &[Action::Receive]).await;
        server.files_a_dossier().await;
        let list = async |query: &str| -> DossierPage {
            let path = format!("{}?{query}", paths::OFFICER_DOSSIERS);
            server.as_officer(Method::GET, &path).send().await.unwrap().json().await.unwrap()
        };
        let page = list("state=received").await;
        assert_eq!(page.dossiers.iter().map(|row| &*row.code).collect::<Vec<_>>(), [&*received]);
        assert_eq!(list("service=dang-ky-tam-tru").await.dossiers.len(), 2);
        assert_eq!(list("service=dang-ky-ket-hon").await.dossiers.len(), 0);
        for query in ["state=lost", "limit=x", "cursor=x", "colour=red"] {
            let path = format!("{}?{query}", paths::OFFICER_DOSSIERS);
            assert_eq!(server.as_officer(Method::GET, &path).send().await.unwrap().status(), 400, "{query}");
        }
    }

    async fn a_result_reaches_its_citizen_and_nobody_else(server) {
        let receipt = server.files_a_dossier().await;
        let name = "Giấy xác nhận.pdf";
        let path = paths::officer_result(&receipt.code, "Gi%E1%BA%A5y%20x%C3%A1c%20nh%E1%BA%ADn.pdf");
        let put = async |bytes: Vec<u8>| server.as_officer(Method::PUT, &path).body(bytes).send().await.unwrap();
        assert_eq!(problem(put(pdf("")).await).await.kind, kinds::ILLEGAL_TRANSITION, "not received yet");
        server.moves(&receipt.code, Action::Receive, "").await.unwrap();
        assert_eq!(problem(put(b"text".to_vec()).await).await.kind, kinds::BAD_FILE);
        let added: ResultFile = put(pdf("")).await.json().await.unwrap();
        assert_eq!((&*added.name, &*added.media_type), (name, "application/pdf"));
        let fetch = async |secret: &str| {
            let path = paths::result_file(&receipt.code, &added.id);
            server.request(Method::GET, &path).header("lookup-secret", secret).send().await.unwrap()
        };
        assert_eq!(fetch(&receipt.secret).await.status(), 404, "not decided yet");
        assert!(server.track(&receipt.code, Some(&receipt.secret)).await.detail.unwrap().results.is_empty());
        server.moves(&receipt.code, Action::Finish, "").await.unwrap();
        let results = server.track(&receipt.code, Some(&receipt.secret)).await.detail.unwrap().results;
        assert_eq!(results, std::slice::from_ref(&added));
        let response = fetch(&receipt.secret).await;
        let disposition = response.headers()["content-disposition"].to_str().unwrap().to_owned();
        assert_eq!(disposition, "attachment; filename*=UTF-8''Gi%E1%BA%A5y%20x%C3%A1c%20nh%E1%BA%ADn.pdf");
        assert_eq!(response.bytes().await.unwrap(), pdf(""));
        assert_eq!(fetch("0123456789abcdefghjkmnpqrs").await.status(), 401);
        let path = paths::officer_result(&receipt.code, &added.id);
        let as_officer = server.as_officer(Method::GET, &path).send().await.unwrap();
        assert_eq!(as_officer.bytes().await.unwrap(), pdf(""));
    }

    async fn history_is_only_added_to(server) {
        let code = dossier_in(&server, &[Action::Receive]).await;
        let before = server.read(&code).await.timeline;
        for sql in ["UPDATE event SET at = 0", "DELETE FROM event", "UPDATE event SET actor = 'system' WHERE number = 1"] {
            assert!(sqlx::query(sql).execute(server.app.database.pool()).await.is_err(), "{sql}");
        }
        assert_eq!(server.read(&code).await.timeline, before);
    }
}
