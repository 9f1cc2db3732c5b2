//! Resumable uploads: the protocol, what breaks, and what is in the store meanwhile.

use crate::on_both_databases;
use crate::scenario::{Server, key, pdf, problem, sha256};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::headers::tus;
use contract::{Millis, kinds, paths};
use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Method, RequestBuilder, Response};
use server::uploads::sweep;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use tokio::io::AsyncWriteExt;

const DAY: Millis = 24 * 60 * 60 * 1000;
const KIB: usize = 1024;

/// A paper of about so many KiB.
pub fn paper(kib: usize) -> Vec<u8> {
    pdf(&"Giấy tờ ".repeat(kib * KIB / 12))
}

pub fn metadata(key: &str, sha256: &str) -> String {
    format!(
        "filename {},key {},sha256 {}",
        STANDARD.encode("Giấy khai sinh.pdf"),
        STANDARD.encode(key),
        STANDARD.encode(sha256)
    )
}

pub fn number(headers: &HeaderMap, name: &str) -> usize {
    headers.get(name).unwrap_or_else(|| panic!("no {name}: {headers:?}")).to_str().unwrap().parse().unwrap()
}

fn request(server: &Server, method: Method, path: &str) -> RequestBuilder {
    server.request(method, path).header(tus::RESUMABLE, tus::ONE)
}

async fn create(server: &Server, key: &str, bytes: &[u8]) -> Response {
    let post = request(server, Method::POST, paths::UPLOADS).header(tus::LENGTH, bytes.len());
    post.header(tus::METADATA, metadata(key, &sha256(bytes))).send().await.unwrap()
}

fn patch(server: &Server, path: &str, offset: usize) -> RequestBuilder {
    let request = request(server, Method::PATCH, path);
    request.header("content-type", tus::MEDIA_TYPE).header(tus::OFFSET, offset)
}

async fn add(server: &Server, path: &str, offset: usize, bytes: &[u8]) -> Response {
    patch(server, path, offset).body(bytes.to_vec()).send().await.unwrap()
}

async fn state(server: &Server, path: &str) -> Response {
    let response = request(server, Method::HEAD, path).send().await.unwrap();
    assert_eq!(response.headers()[tus::RESUMABLE], tus::ONE);
    response
}

async fn offset(server: &Server, path: &str) -> usize {
    number(state(server, path).await.headers(), tus::OFFSET)
}

/// What is in the store under a folder of it.
fn stored(server: &Server, folder: &str) -> Vec<PathBuf> {
    fn under(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() { under(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    under(&server.data.path().join("files").join(folder), &mut found);
    found
}

on_both_databases! {
    async fn a_file_in_parts_arrives_like_any_other(server) {
        let mut filled = server.filled("dang-ky-tam-tru", None, 0);
        let old = sha256(&filled.picture);
        filled.picture = paper(700);
        let bytes = filled.picture.clone();
        let text = serde_json::to_string(&filled.answers).unwrap().replace(&old, &sha256(&bytes));
        filled.answers = serde_json::from_str(&text).unwrap();

        let created = create(&server, &filled.key, &bytes).await;
        assert_eq!(created.status(), 201);
        assert_eq!(created.headers()[tus::RESUMABLE], tus::ONE);
        assert_eq!(number(created.headers(), tus::OFFSET), 0);
        let path = created.headers()["location"].to_str().unwrap().to_owned();
        assert_eq!(path, paths::upload(&filled.key, &sha256(&bytes)));
        let mut at = 0;
        for part in bytes.chunks(300 * KIB) {
            let told = state(&server, &path).await;
            assert_eq!((told.status().as_u16(), number(told.headers(), tus::OFFSET)), (200, at));
            assert_eq!(number(told.headers(), tus::LENGTH), bytes.len());
            assert_eq!(told.headers()[tus::METADATA], metadata(&filled.key, &sha256(&bytes)));
            assert_eq!(told.headers()["cache-control"], "no-store");
            let added = add(&server, &path, at, part).await;
            at += part.len();
            assert_eq!((added.status().as_u16(), number(added.headers(), tus::OFFSET)), (204, at));
            assert_eq!(added.headers().contains_key(tus::EXPIRES), at < bytes.len());
        }
        assert_eq!(offset(&server, &path).await, bytes.len());
        // What is there already is not taken twice, whichever way it comes.
        let again = create(&server, &filled.key, &bytes).await;
        assert_eq!((again.status().as_u16(), number(again.headers(), tus::OFFSET)), (201, bytes.len()));
        let receipt = server.sends(&filled).await;
        let path = paths::officer_attachment(&receipt.code, &sha256(&bytes));
        assert_eq!(server.as_officer(Method::GET, &path).send().await.unwrap().bytes().await.unwrap(), bytes);
        assert!(sweep::once(&server.app).await.unwrap() >= 3, "its parts");
        assert!(stored(&server, "parts").is_empty());
        assert_eq!(stored(&server, "uploads").len(), 1);
    }

    async fn parts_are_sealed_and_bound_to_their_place(server) {
        let (key, bytes) = (key(), paper(600));
        let path = paths::upload(&key, &sha256(&bytes));
        create(&server, &key, &bytes).await;
        add(&server, &path, 0, &bytes[..520 * KIB]).await;
        let parts = stored(&server, "parts");
        assert_eq!(parts.len(), 3, "256, 256 and 8 KiB");
        for part in &parts {
            let sealed = std::fs::read(part).unwrap();
            assert!(!sealed.windows(8).any(|some| some == &b"PDF-1.4\n"[..] || some == &"Giấy tờ ".as_bytes()[..8]));
        }
        // Two parts of the same length in each other's place.
        let mut full: Vec<_> = parts.iter().filter(|part| part.metadata().unwrap().len() > 200_000).collect();
        full.sort();
        let (one, other) = (std::fs::read(full[0]).unwrap(), std::fs::read(full[1]).unwrap());
        std::fs::write(full[0], other).unwrap();
        std::fs::write(full[1], one).unwrap();
        let refused = add(&server, &path, 520 * KIB, &bytes[520 * KIB..]).await;
        assert_eq!(problem(refused).await.kind, kinds::INTERNAL);
    }

    async fn the_offset_decides(server) {
        let (key, bytes) = (key(), paper(40));
        let path = paths::upload(&key, &sha256(&bytes));
        assert_eq!(state(&server, &path).await.status(), 404);
        assert_eq!(add(&server, &path, 0, &bytes).await.status(), 404);
        create(&server, &key, &bytes).await;
        assert_eq!(add(&server, &path, 0, &bytes[..1000]).await.status(), 204);
        for wrong in [0, 999, 1001, bytes.len()] {
            let refused = problem(add(&server, &path, wrong, &bytes[wrong.min(1000)..]).await).await;
            assert_eq!((refused.status, &*refused.kind), (409, kinds::OFFSET_CONFLICT));
        }
        assert_eq!(add(&server, &path, 1000, b"").await.status(), 204);
        // Of several who add the same bytes at once, one does.
        let racing = (0..8).map(|_| add(&server, &path, 1000, &bytes[1000..2000]));
        let ended: Vec<u16> = futures_util::future::join_all(racing).await.iter().map(|r| r.status().as_u16()).collect();
        assert_eq!(ended.iter().filter(|status| **status == 204).count(), 1, "{ended:?}");
        assert!(ended.iter().all(|status| [204, 409].contains(status)), "{ended:?}");
        assert_eq!(offset(&server, &path).await, 2000);
        let too_much = [&bytes[2000..], b"more"].concat();
        assert_eq!(add(&server, &path, 2000, &too_much).await.status(), 413);
        assert_eq!(add(&server, &path, 2000, &bytes[2000..]).await.status(), 204);
        assert_eq!(add(&server, &path, bytes.len(), b"").await.status(), 204, "as when the answer was lost");
    }

    async fn what_came_before_the_line_broke_is_kept(server) {
        let (key, bytes) = (key(), paper(600));
        let path = paths::upload(&key, &sha256(&bytes));
        create(&server, &key, &bytes).await;
        let address = server.url.strip_prefix("http://").unwrap();
        let mut at = 0;
        for came in [1, 300 * KIB, 0, 77_777] {
            let mut line = tokio::net::TcpStream::connect(address).await.unwrap();
            let head = format!(
                "PATCH {path} HTTP/1.1\r\nhost: x\r\ntus-resumable: 1.0.0\r\ncontent-type: {}\r\nupload-offset: {at}\r\ncontent-length: {}\r\n\r\n",
                tus::MEDIA_TYPE, bytes.len() - at
            );
            line.write_all(head.as_bytes()).await.unwrap();
            line.write_all(&bytes[at..at + came]).await.unwrap();
            line.shutdown().await.unwrap();
            drop(line);
            at += came;
            for _ in 0..100 {
                if offset(&server, &path).await == at {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            assert_eq!(offset(&server, &path).await, at);
        }
        assert_eq!(add(&server, &path, at, &bytes[at..]).await.status(), 204);
    }

    async fn a_part_with_a_wrong_checksum_leaves_nothing(server) {
        let (key, bytes) = (key(), paper(40));
        let path = paths::upload(&key, &sha256(&bytes));
        create(&server, &key, &bytes).await;
        let sha256 = |bytes: &[u8]| format!("sha256 {}", STANDARD.encode(Sha256::digest(bytes)));
        let with = |offset: usize, bytes: &[u8], checksum: String| {
            patch(&server, &path, offset).header(tus::CHECKSUM, checksum).body(bytes.to_vec()).send()
        };
        let wrong = problem(with(0, &bytes[..1000], sha256(b"other")).await.unwrap()).await;
        assert_eq!((wrong.status, &*wrong.kind), (460, kinds::CHECKSUM_MISMATCH));
        assert_eq!(offset(&server, &path).await, 0);
        assert_eq!(with(0, &bytes[..1000], sha256(&bytes[..1000])).await.unwrap().status(), 204);
        // SHA-1 of "abc", of RFC 3174; and an algorithm that is not spoken.
        let abc = "sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=".to_owned();
        assert_eq!(with(1000, b"abd", abc.clone()).await.unwrap().status(), 460);
        assert_eq!(with(1000, b"abc", "crc32 AAAA".to_owned()).await.unwrap().status(), 400);
        assert_eq!(with(1000, b"abc", abc).await.unwrap().status(), 204);
        assert_eq!(offset(&server, &path).await, 1003);
    }

    async fn a_file_that_is_not_what_it_should_be_is_dropped(server) {
        let (key, bytes) = (key(), paper(40));
        let path = paths::upload(&key, &sha256(&bytes));
        create(&server, &key, &bytes).await;
        let refused = problem(add(&server, &path, 0, &vec![b'x'; bytes.len()]).await).await;
        assert_eq!((refused.status, &*refused.kind), (422, kinds::HASH_MISMATCH));
        assert_eq!(state(&server, &path).await.status(), 404);
        let script = pdf("/AA <</O <</S /JavaScript /JS (app.alert(1))>> >>");
        create(&server, &key, &script).await;
        let refused = problem(add(&server, &paths::upload(&key, &sha256(&script)), 0, &script).await).await;
        assert_eq!((refused.status, &*refused.kind), (422, kinds::BAD_FILE));
        sweep::once(&server.app).await.unwrap();
        assert!(stored(&server, "parts").is_empty() && stored(&server, "uploads").is_empty());
        create(&server, &key, &bytes).await;
        assert_eq!(add(&server, &path, 0, &bytes).await.status(), 204, "and can be sent again");
    }

    async fn it_can_be_begun_with_its_first_bytes(server) {
        let (key, bytes) = (key(), paper(40));
        let begin = |first: Vec<u8>| {
            let post = request(&server, Method::POST, paths::UPLOADS).header(tus::LENGTH, bytes.len());
            let post = post.header(tus::METADATA, metadata(&key, &sha256(&bytes)));
            post.header("content-type", tus::MEDIA_TYPE).body(first).send()
        };
        let first = begin(bytes[..5000].to_vec()).await.unwrap();
        assert_eq!((first.status().as_u16(), number(first.headers(), tus::OFFSET)), (201, 5000));
        let again = begin(bytes.clone()).await.unwrap();
        assert_eq!(number(again.headers(), tus::OFFSET), 5000, "it is gone on with from there");
        let path = paths::upload(&key, &sha256(&bytes));
        assert_eq!(request(&server, Method::DELETE, &path).send().await.unwrap().status(), 204);
        let whole = begin(bytes.clone()).await.unwrap();
        assert_eq!((whole.status().as_u16(), number(whole.headers(), tus::OFFSET)), (201, bytes.len()));
    }

    async fn it_can_be_given_up_but_not_what_a_dossier_names(server) {
        let (key, bytes) = (key(), paper(40));
        let path = paths::upload(&key, &sha256(&bytes));
        create(&server, &key, &bytes).await;
        add(&server, &path, 0, &bytes[..1000]).await;
        let delete = |path: String| request(&server, Method::DELETE, &path).send();
        assert_eq!(delete(path.clone()).await.unwrap().status(), 204);
        assert_eq!(delete(path.clone()).await.unwrap().status(), 404);
        assert_eq!(state(&server, &path).await.status(), 404);
        server.upload(&key, &bytes).await;
        assert_eq!(delete(path.clone()).await.unwrap().status(), 204, "a whole one that nothing names");
        sweep::once(&server.app).await.unwrap();
        assert!(stored(&server, "parts").is_empty() && stored(&server, "uploads").is_empty());

        let filled = server.filled("dang-ky-tam-tru", None, 0);
        let receipt = server.sends(&filled).await;
        let named = paths::upload(&filled.key, &sha256(&filled.picture));
        assert_eq!(delete(named.clone()).await.unwrap().status(), 409);
        assert!(!server.read(&receipt.code).await.attachments.is_empty());
    }

    async fn it_expires_unless_a_dossier_waits_for_it(server) {
        let (unused, bytes) = (key(), paper(40));
        let path = paths::upload(&unused, &sha256(&bytes));
        create(&server, &unused, &bytes).await;
        let filled = server.filled("dang-ky-tam-tru", None, 0);
        let later = filled.body().replacen('{', r#"{"papers":"later","#, 1);
        assert_eq!(server.post_json(paths::SUBMISSIONS, later).await.status(), 201);
        let awaited = paths::upload(&filled.key, &sha256(&filled.picture));
        create(&server, &filled.key, &filled.picture).await;
        add(&server, &awaited, 0, &filled.picture[..100]).await;
        server.app.clock.shift(6 * DAY);
        add(&server, &path, 0, &bytes[..1000]).await;
        server.app.clock.shift(6 * DAY);
        assert_eq!(sweep::once(&server.app).await.unwrap(), 0, "its time begins anew with each part");
        assert_eq!(offset(&server, &path).await, 1000);
        server.app.clock.shift(DAY + 60_000);
        assert_eq!(sweep::once(&server.app).await.unwrap(), 1);
        assert_eq!(state(&server, &path).await.status(), 404);
        server.app.clock.shift(300 * DAY);
        sweep::once(&server.app).await.unwrap();
        assert_eq!(offset(&server, &awaited).await, 100);
        assert_eq!(add(&server, &awaited, 100, &filled.picture[100..]).await.status(), 204);
    }

    async fn limits_hold_for_parts_too(server) {
        let many = key();
        for n in 0..20_u8 {
            assert_eq!(create(&server, &many, &[n; 100]).await.status(), 201);
        }
        assert_eq!(create(&server, &many, &[20; 100]).await.status(), 413);
        assert_eq!(create(&server, &many, &[7; 100]).await.status(), 201, "one that was begun");
        assert_eq!(server.upload(&many, &pdf("")).await.status(), 413);
        let begin = |length: &'static str, metadata: String| {
            let post = request(&server, Method::POST, paths::UPLOADS).header(tus::LENGTH, length);
            post.header(tus::METADATA, HeaderValue::from_str(&metadata).unwrap()).send()
        };
        let hash = sha256(b"x");
        assert_eq!(begin("10485761", metadata(&key(), &hash)).await.unwrap().status(), 413);
        for (length, metadata) in [("x", metadata(&key(), &hash)), ("1", String::new()), ("1", metadata("short", &hash)), ("1", metadata(&key(), "../../etc/passwd"))] {
            assert_eq!(begin(length, metadata.clone()).await.unwrap().status(), 400, "{length} {metadata}");
        }
    }

    async fn it_says_what_it_speaks(server) {
        for path in [paths::UPLOADS.to_owned(), paths::upload(&key(), &sha256(b""))] {
            let told = server.request(Method::OPTIONS, &path).send().await.unwrap();
            assert_eq!(told.status(), 204);
            assert_eq!(told.headers()[tus::VERSION], tus::ONE);
            assert_eq!(told.headers()[tus::EXTENSION], "creation,creation-with-upload,checksum,termination,expiration");
            assert_eq!(number(told.headers(), tus::MAX_SIZE), 10 * KIB * KIB);
            assert_eq!(told.headers()[tus::CHECKSUM_ALGORITHM], "sha256,sha1");
        }
        for version in [None, Some("0.2.2")] {
            let request = server.request(Method::HEAD, &paths::upload(&key(), &sha256(b"")));
            let request = if let Some(version) = version { request.header(tus::RESUMABLE, version) } else { request };
            let refused = request.send().await.unwrap();
            assert_eq!((refused.status().as_u16(), &refused.headers()[tus::VERSION]), (412, &HeaderValue::from_static(tus::ONE)));
        }
        // A method that no proxy lets through, in disguise.
        let (key, bytes) = (key(), paper(40));
        let path = paths::upload(&key, &sha256(&bytes));
        create(&server, &key, &bytes).await;
        let post = |method: &'static str| request(&server, Method::POST, &path).header("x-http-method-override", method);
        let part = post("PATCH").header("content-type", tus::MEDIA_TYPE).header(tus::OFFSET, 0);
        assert_eq!(part.body(bytes[..1000].to_vec()).send().await.unwrap().status(), 204);
        assert_eq!(post("DELETE").send().await.unwrap().status(), 204);
        assert_eq!(post("TRACE").send().await.unwrap().status(), 405);
    }

    /// `npm ci` in the repository brings it.
    async fn the_official_client_is_content(server) {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/http/tus_client.mjs");
        let mut client = std::process::Command::new("node");
        client.args([script, &server.url]);
        let client = tokio::task::spawn_blocking(move || client.output()).await.unwrap().unwrap();
        assert!(client.status.success(), "{}", String::from_utf8_lossy(&client.stderr));
    }
}
