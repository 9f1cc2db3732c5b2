//! What a phone has sealed to the server's public key: it arrives like anything else, and its receipt is for the folder alone.

use crate::on_both_databases;
use crate::scenario::{Filled, Server, key, problem, sha256};
use crate::tus::{metadata, number};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::headers::tus;
use contract::sealed::{self, SealedReceipt, SealingKey};
use contract::{Receipt, kinds, paths};
use envelope::{PublicKey, SecretKey};
use reqwest::{Method, Response};

fn chance() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

fn of_hex(digits: &str) -> PublicKey {
    let byte = |i| u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).unwrap();
    std::array::from_fn(byte)
}

fn hex(key: PublicKey) -> String {
    crate::scenario::hex(&key)
}

async fn server_key(server: &Server) -> PublicKey {
    let told: SealingKey = server.get(paths::SEALING_KEY).await.json().await.unwrap();
    of_hex(&told.public_key)
}

/// The sealed body of a form, its papers to follow.
fn sealed_form(to: &PublicKey, filled: &Filled, reply_to: &str) -> Vec<u8> {
    let form = filled.body().replacen('{', r#"{"papers":"later","#, 1);
    let plain = format!(r#"{{"reply_to":"{reply_to}","submission":{form}}}"#);
    envelope::seal(to, sealed::SUBMISSION, "", plain.as_bytes(), chance()).unwrap()
}

fn sealed_file(to: &PublicKey, key: &str, bytes: &[u8]) -> Vec<u8> {
    let bound = sealed::file_bound(key, &sha256(bytes));
    envelope::seal(to, sealed::FILE, &bound, bytes, chance()).unwrap()
}

async fn send(server: &Server, body: Vec<u8>) -> Response {
    let request = server.request(Method::POST, paths::SUBMISSIONS).header("content-type", sealed::MEDIA_TYPE);
    request.body(body).send().await.unwrap()
}

async fn put(server: &Server, key: &str, sha256: &str, body: Vec<u8>) -> Response {
    let request =
        server.request(Method::PUT, &paths::upload(key, sha256)).header("content-type", sealed::MEDIA_TYPE);
    request.body(body).send().await.unwrap()
}

on_both_databases! {
    async fn a_sealed_form_arrives_and_only_its_folder_reads_the_receipt(server) {
        let (to, folder) = (server_key(&server).await, SecretKey::derive(&chance()));
        let filled = server.filled("dang-ky-tam-tru", None, 0);
        let body = sealed_form(&to, &filled, &hex(folder.public()));
        let mut receipts = Vec::new();
        for asked in [false, false, true] {
            let response = if asked {
                server.get(&paths::submission(&filled.key)).await
            } else {
                send(&server, body.clone()).await
            };
            assert_eq!(response.status(), if asked { 200 } else { 201 });
            let text = response.text().await.unwrap();
            let told: SealedReceipt = serde_json::from_str(&text).unwrap();
            assert_eq!((told.key.clone(), told.payload_sha256), (filled.key.clone(), sha256(&body)));
            let opened = folder.open(sealed::RECEIPT, &told.key, &STANDARD.decode(told.receipt).unwrap()).unwrap();
            let receipt: Receipt = serde_json::from_slice(&opened).unwrap();
            assert!(!text.contains(&receipt.secret), "what a locked phone hears opens nothing");
            assert_eq!(told.code, receipt.code);
            receipts.push(receipt);
        }
        assert!(receipts.iter().all(|receipt| *receipt == receipts[0]), "the same for ever, however it is asked");
        let dossier = server.read(&receipts[0].code).await;
        assert_eq!(dossier.answers, filled.answers);
        assert_eq!(dossier.awaited.unwrap().count, 1);
        // Sealed anew it is another body.
        let other = send(&server, sealed_form(&to, &filled, &hex(folder.public()))).await;
        assert_eq!(problem(other).await.kind, kinds::KEY_REUSED);
        // A phone that knows the key and not the folder learns the code and no more.
        let plain = server.request(Method::POST, paths::SUBMISSIONS).header("content-type", "application/json");
        assert_eq!(problem(plain.body(filled.body()).send().await.unwrap()).await.kind, kinds::KEY_REUSED);

        let (hash, bytes) = (sha256(&filled.picture), sealed_file(&to, &filled.key, &filled.picture));
        assert_eq!(put(&server, &filled.key, &hash, bytes).await.status(), 200);
        let path = paths::officer_attachment(&receipts[0].code, &hash);
        let kept = server.as_officer(Method::GET, &path).send().await.unwrap().bytes().await.unwrap();
        assert_eq!(kept, filled.picture);
        assert!(server.read(&receipts[0].code).await.awaited.is_none());
    }

    async fn a_sealed_file_may_come_in_parts(server) {
        let (to, key, bytes) = (server_key(&server).await, key(), crate::tus::paper(600));
        let (hash, sealed) = (sha256(&bytes), sealed_file(&to, &key, &bytes));
        let request = |method: Method, path: &str| server.request(method, path).header(tus::RESUMABLE, tus::ONE);
        let create = request(Method::POST, paths::UPLOADS).header(tus::LENGTH, sealed.len());
        let about = format!("{},{}", metadata(&key, &hash), sealed::TUS_METADATA);
        assert_eq!(create.header(tus::METADATA, about).send().await.unwrap().status(), 201);
        let path = paths::upload(&key, &hash);
        for (at, part) in [(0, &sealed[..300_000]), (300_000, &sealed[300_000..])] {
            let add = request(Method::PATCH, &path).header("content-type", tus::MEDIA_TYPE).header(tus::OFFSET, at);
            assert_eq!(add.body(part.to_vec()).send().await.unwrap().status(), 204);
        }
        let told = request(Method::HEAD, &path).send().await.unwrap();
        assert_eq!(number(told.headers(), tus::OFFSET), bytes.len(), "it has arrived, opened");
        assert_eq!(number(told.headers(), tus::LENGTH), bytes.len());
    }

    async fn what_is_not_sealed_to_this_server_is_refused_and_leaves_nothing(server) {
        let (to, stranger) = (server_key(&server).await, SecretKey::derive(&chance()));
        let filled = server.filled("dang-ky-tam-tru", None, 0);
        let folder = hex(stranger.public());
        for body in [
            sealed_form(&stranger.public(), &filled, &folder),
            envelope::seal(&to, sealed::FILE, "", b"{}", chance()).unwrap(),
            filled.body().into_bytes(),
            Vec::new(),
        ] {
            let refused = problem(send(&server, body).await).await;
            assert_eq!((refused.status, &*refused.kind), (422, kinds::WRONG_KEY));
        }
        for reply_to in ["", "00", &"0".repeat(64), &"g".repeat(64)] {
            assert_eq!(send(&server, sealed_form(&to, &filled, reply_to)).await.status(), 400, "{reply_to}");
        }
        assert_eq!(server.get(&paths::submission(&filled.key)).await.status(), 404);
        // A file that was sealed for another submission.
        let (hash, moved) = (sha256(&filled.picture), sealed_file(&to, &key(), &filled.picture));
        assert_eq!(problem(put(&server, &filled.key, &hash, moved).await).await.kind, kinds::WRONG_KEY);
        assert_eq!(server_key(&server).await, to, "the same for ever");
    }
}
