//! The form first, its papers later: nothing is lost, the office sees what is awaited, and its time begins when it should.

use crate::on_both_databases;
use crate::scenario::{Filled, Server, pdf, problem, sha256};
use contract::{Action, Dossier, DossierPage, Millis, Receipt, State, kinds, paths};
use reqwest::Method;
use server::uploads::sweep;

const DAY: Millis = 24 * 60 * 60 * 1000;

/// A form that names two different files: its picture, and this paper.
fn with_two_papers(server: &Server) -> (Filled, Vec<u8>) {
    let mut filled = server.filled("dang-ky-khai-sinh", None, 1);
    let paper = pdf("/Paper (Giấy chứng sinh)");
    let documents =
        filled.answers.documents.iter_mut().map(|(_, given)| given).filter(|given| !given.files.is_empty());
    let mut files = documents.flat_map(|given| &mut given.files);
    sha256(&paper).clone_into(&mut files.next().expect("a document").sha256);
    assert!(files.next().is_some() && filled.has_files(), "it names the picture, too");
    (filled, paper)
}

fn body(filled: &Filled) -> String {
    filled.body().replacen('{', r#"{"papers":"later","#, 1)
}

async fn sends(server: &Server, filled: &Filled) -> Receipt {
    let response = server.post_json(paths::SUBMISSIONS, body(filled)).await;
    assert_eq!(response.status(), 201);
    response.json().await.unwrap()
}

async fn awaited(server: &Server, receipt: &Receipt) -> u32 {
    let listed: DossierPage =
        server.as_officer(Method::GET, paths::OFFICER_DOSSIERS).send().await.unwrap().json().await.unwrap();
    let row = listed.dossiers.into_iter().find(|row| row.code == receipt.code).unwrap();
    let dossier = server.read(&receipt.code).await;
    let tracked = server.track(&receipt.code, Some(&receipt.secret)).await.detail.unwrap();
    assert_eq!(dossier.awaited, tracked.awaited);
    assert_eq!(dossier.complete_at.is_none(), row.awaited > 0);
    assert_eq!(dossier.awaited.map_or(0, |awaited| awaited.count), row.awaited);
    assert!(dossier.missing.len() >= usize::try_from(row.awaited).unwrap());
    row.awaited
}

fn assert_whole(dossier: &Dossier, filled: &Filled, paper: &[u8]) {
    for bytes in [&filled.picture[..], paper] {
        let file = dossier.attachments.iter().find(|file| file.sha256 == sha256(bytes)).unwrap();
        assert_eq!(file.bytes, u64::try_from(bytes.len()).unwrap());
        assert!(file.received_at > 0);
    }
    assert!(dossier.missing.is_empty() && dossier.awaited.is_none());
}

on_both_databases! {
    async fn the_form_is_taken_at_once_and_its_papers_when_they_come(server) {
        let (filled, paper) = with_two_papers(&server);
        let refused = problem(server.post_json(paths::SUBMISSIONS, filled.body()).await).await;
        assert_eq!((refused.status, &*refused.kind), (422, kinds::FILE_MISSING), "unless it says so");
        let receipt = sends(&server, &filled).await;
        assert_eq!(receipt.payload_sha256, sha256(body(&filled).as_bytes()));
        assert_eq!(awaited(&server, &receipt).await, 2);
        let missing = server.read(&receipt.code).await.missing;
        assert!(missing.iter().any(|file| file.sha256 == sha256(&paper) && file.place.starts_with("documents.")));
        let path = paths::officer_attachment(&receipt.code, &sha256(&paper));
        assert_eq!(server.as_officer(Method::GET, &path).send().await.unwrap().status(), 404);

        server.app.clock.shift(2 * DAY);
        assert_eq!(server.upload(&filled.key, &paper).await.status(), 200);
        assert_eq!(awaited(&server, &receipt).await, 1);
        assert_eq!(server.as_officer(Method::GET, &path).send().await.unwrap().bytes().await.unwrap(), paper);
        // The same form again, while some are there and some not.
        assert_eq!(sends(&server, &filled).await, receipt);
        server.app.clock.shift(DAY);
        let before = server.read(&receipt.code).await;
        assert_eq!(server.upload(&filled.key, &filled.picture).await.status(), 200);
        assert_eq!(awaited(&server, &receipt).await, 0);
        let dossier = server.read(&receipt.code).await;
        assert_whole(&dossier, &filled, &paper);
        assert_eq!((before.complete_at, before.due), (None, receipt.due));
        assert!(dossier.complete_at.unwrap() >= receipt.received_at + 3 * DAY);
        assert!(dossier.due > receipt.due, "as if it were accepted now, not three days ago");
        assert_eq!(sends(&server, &filled).await, receipt, "for ever");
    }

    async fn papers_that_came_before_are_counted_as_there(server) {
        let (filled, paper) = with_two_papers(&server);
        server.upload(&filled.key, &paper).await;
        let receipt = sends(&server, &filled).await;
        assert_eq!(awaited(&server, &receipt).await, 1);
        let (other, paper) = with_two_papers(&server);
        for bytes in [&paper, &other.picture] {
            server.upload(&other.key, bytes).await;
        }
        let receipt = sends(&server, &other).await;
        assert_eq!(awaited(&server, &receipt).await, 0);
        assert_eq!(server.read(&receipt.code).await.complete_at, Some(receipt.received_at));
    }

    /// The form and each of its papers at the same moment, many times over: in the end nothing is awaited and all is kept.
    async fn a_form_and_its_papers_never_miss_each_other(server) {
        let at_once = (0..40).map(|_| async {
            let (filled, paper) = with_two_papers(&server);
            let (receipt, one, other) = futures_util::join!(
                sends(&server, &filled),
                server.upload(&filled.key, &paper),
                server.upload(&filled.key, &filled.picture)
            );
            assert_eq!((one.status(), other.status()), (200.try_into().unwrap(), 200.try_into().unwrap()));
            (filled, paper, receipt)
        });
        let sent = futures_util::future::join_all(at_once).await;
        server.app.clock.shift(30 * DAY);
        assert_eq!(sweep::once(&server.app).await.unwrap(), 0);
        for (filled, paper, receipt) in sent {
            let dossier = server.read(&receipt.code).await;
            assert_whole(&dossier, &filled, &paper);
            assert!(dossier.complete_at.is_some());
        }
    }

    /// The office's time begins with the reception of a complete dossier.
    async fn an_incomplete_dossier_is_received_only_with_a_reason(server) {
        let (filled, paper) = with_two_papers(&server);
        let receipt = sends(&server, &filled).await;
        let refused = server.moves(&receipt.code, Action::Receive, " ").await.unwrap_err();
        assert_eq!((refused.status, &*refused.kind), (409, kinds::PAPERS_AWAITED));
        let untouched = server.read(&receipt.code).await;
        assert_eq!((untouched.state, untouched.version), (State::Registered, 1));
        let dossier = server.moves(&receipt.code, Action::Receive, "Giấy nộp tại quầy").await.unwrap();
        assert_eq!(dossier.state, State::Received);
        assert_eq!(dossier.timeline.last().unwrap().reason.as_deref(), Some("Giấy nộp tại quầy"));
        // They still come, and the appointment stays.
        server.app.clock.shift(5 * DAY);
        for bytes in [&paper, &filled.picture] {
            assert_eq!(server.upload(&filled.key, bytes).await.status(), 200);
        }
        let whole = server.read(&receipt.code).await;
        assert_whole(&whole, &filled, &paper);
        assert_eq!(whole.due, dossier.due);

        let (complete, paper) = with_two_papers(&server);
        let receipt = sends(&server, &complete).await;
        for bytes in [&paper, &complete.picture] {
            server.upload(&complete.key, bytes).await;
        }
        assert!(server.moves(&receipt.code, Action::Receive, "").await.is_ok());
    }

    async fn what_comes_too_late_is_marked_and_still_taken(server) {
        let (filled, paper) = with_two_papers(&server);
        let receipt = sends(&server, &filled).await;
        server.upload(&filled.key, &paper).await;
        let told = async || server.track(&receipt.code, Some(&receipt.secret)).await.detail.unwrap().awaited.unwrap();
        assert_eq!(told().await.until, receipt.received_at + 7 * DAY);
        assert!(!told().await.overdue);
        server.app.clock.shift(7 * DAY + 60_000);
        assert!(told().await.overdue);
        assert_eq!(sweep::once(&server.app).await.unwrap(), 0, "the one that is there is kept");
        server.app.clock.shift(100 * DAY);
        assert_eq!(sweep::once(&server.app).await.unwrap(), 0);
        assert_eq!(server.upload(&filled.key, &filled.picture).await.status(), 200);
        assert_whole(&server.read(&receipt.code).await, &filled, &paper);
        assert_eq!(server.track(&receipt.code, None).await.detail, None, "the code alone tells nothing of it");
    }

    async fn a_form_that_names_more_files_than_a_key_takes_is_refused(server) {
        let (mut filled, _) = with_two_papers(&server);
        let (_, given) = filled.answers.documents.iter_mut().find(|(_, given)| !given.files.is_empty()).unwrap();
        let file = given.files[0].clone();
        given.files = (0..21).map(|n| forms::FileRef { sha256: sha256(&[n]), ..file.clone() }).collect();
        let refused = problem(server.post_json(paths::SUBMISSIONS, body(&filled)).await).await;
        assert!([kinds::TOO_LARGE, kinds::INVALID_ANSWERS].contains(&&*refused.kind), "{}", refused.kind);
    }
}
