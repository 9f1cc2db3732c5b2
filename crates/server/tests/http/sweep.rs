//! Files that no dossier names go after a while; one that a dossier names never does.

use crate::on_both_databases;
use crate::scenario::{Filled, Server, key, pdf, problem, sha256};
use contract::{Action, Millis, Receipt, Supplement, kinds, paths};
use forms::FileRef;
use reqwest::Method;
use server::uploads::sweep;
use std::path::Path;

const DAY: Millis = 24 * 60 * 60 * 1000;

on_both_databases! {
    async fn only_what_nothing_names_is_removed(server) {
        let receipt = server.files_a_dossier().await;
        let named = files(&server);
        supplement(&server, &receipt).await;
        // Under the key of a dossier, but not named by it; and under a key that never became one.
        let filled = server.filled("dang-ky-tam-tru", None, 0);
        server.sends(&filled).await;
        server.upload(&filled.key, &pdf("/Not /Named")).await;
        let (unused, paper) = (key(), pdf("/Never /Sent"));
        server.upload(&unused, &paper).await;
        assert_eq!(files(&server), 2 * named + 3);

        server.app.clock.shift(7 * DAY - 60_000);
        assert_eq!(sweep::once(&server.app).await.unwrap(), 0, "not yet");
        server.app.clock.shift(120_000);
        assert_eq!(sweep::once(&server.app).await.unwrap(), 2);
        assert_eq!(sweep::once(&server.app).await.unwrap(), 0);
        assert_eq!(files(&server), 2 * named + 1);
        assert_all_readable(&server, &receipt.code).await;

        // The phone comes back after all, and sends it again.
        assert_eq!(server.upload(&unused, &paper).await.status(), 200);
        assert_eq!(files(&server), 2 * named + 2);
        server.app.clock.shift(6 * DAY);
        assert_eq!(sweep::once(&server.app).await.unwrap(), 0, "its time begins anew");
    }

    async fn a_second_copy_of_a_file_is_removed(server) {
        let (key, paper) = (key(), pdf("/Sent /Twice"));
        let sending = (0..8).map(|_| server.upload(&key, &paper));
        for response in futures_util::future::join_all(sending).await {
            assert_eq!(response.status(), 200);
        }
        server.app.clock.shift(2 * DAY);
        sweep::once(&server.app).await.unwrap();
        assert_eq!(files(&server), 1);
    }

    /// Forms arrive while their files are being removed: taken with all files, or told to send them again.
    async fn a_form_and_the_sweeper_never_miss_each_other(server) {
        let forms: Vec<Filled> = (0..40).map(|_| server.filled("dang-ky-tam-tru", None, 0)).collect();
        for filled in &forms {
            assert_eq!(server.upload(&filled.key, &filled.picture).await.status(), 200);
        }
        server.app.clock.shift(8 * DAY);
        let sweeping = tokio::spawn({
            let app = server.app.clone();
            async move { sweep::once(&app).await.unwrap() }
        });
        let sending = forms.iter().map(|filled| async {
            let response = server.post_json(paths::SUBMISSIONS, filled.body()).await;
            if response.status() == 201 {
                return (true, response.json::<Receipt>().await.unwrap());
            }
            assert_eq!(problem(response).await.kind, kinds::FILE_MISSING);
            (false, server.sends(filled).await)
        });
        let sent = futures_util::future::join_all(sending).await;
        let removed = sweeping.await.unwrap() + sweep::once(&server.app).await.unwrap();
        assert_eq!(removed, sent.iter().filter(|(at_once, _)| !at_once).count());
        assert_eq!(files(&server), forms.len());
        for (_, receipt) in sent {
            assert_all_readable(&server, &receipt.code).await;
        }
    }
}

/// The office asks for more, the citizen sends a paper.
async fn supplement(server: &Server, receipt: &Receipt) {
    for (action, reason) in [(Action::Receive, ""), (Action::Process, ""), (Action::RequestMore, "More")] {
        server.moves(&receipt.code, action, reason).await.unwrap();
    }
    let (key, paper) = (key(), pdf("/More"));
    server.upload(&key, &paper).await;
    let files = vec![FileRef { sha256: sha256(&paper), name: "them.pdf".to_owned() }];
    let body = Supplement { key, note: String::new(), files, answers: None };
    let request = server.request(Method::POST, &paths::supplement(&receipt.code));
    let response = request.header("lookup-secret", &receipt.secret).json(&body).send().await.unwrap();
    assert_eq!(response.status(), 200);
}

async fn assert_all_readable(server: &Server, code: &str) {
    let attachments = server.read(code).await.attachments;
    assert!(!attachments.is_empty());
    for file in attachments {
        let path = paths::officer_attachment(code, &file.sha256);
        let response = server.as_officer(Method::GET, &path).send().await.unwrap();
        assert_eq!(sha256(&response.bytes().await.unwrap()), file.sha256);
    }
}

/// How many files of citizens are in the store.
fn files(server: &Server) -> usize {
    fn under(folder: &Path) -> usize {
        let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
        entries.map(|path| if path.is_dir() { under(&path) } else { 1 }).sum()
    }
    under(&server.data.path().join("files/uploads"))
}
