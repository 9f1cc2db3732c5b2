//! Files: what is taken, what is refused, and that they come back whole and to the right people only.

use crate::on_both_databases;
use crate::scenario::{TOKEN, encoded, key, pdf, picture, problem, sha256};
use contract::{UploadReceipt, kinds, paths};
use image::ImageFormat;
use reqwest::Method;
use std::io::Write;

const MIB: usize = 1024 * 1024;

on_both_databases! {
    async fn pictures_and_papers_are_taken_and_told_by_their_content(server) {
        for (bytes, media_type) in [
            (encoded(ImageFormat::Jpeg, 30, 20), "image/jpeg"),
            (encoded(ImageFormat::Png, 30, 20), "image/png"),
            (encoded(ImageFormat::WebP, 30, 20), "image/webp"),
            (pdf(""), "application/pdf"),
        ] {
            let key = key();
            for _ in 0..2 {
                let response = server.upload(&key, &bytes).await;
                assert_eq!(response.status(), 200);
                let receipt: UploadReceipt = response.json().await.unwrap();
                let bytes_long = u64::try_from(bytes.len()).unwrap();
                let expected = UploadReceipt { sha256: sha256(&bytes), bytes: bytes_long, media_type: media_type.into() };
                assert_eq!(receipt, expected);
            }
        }
    }

    async fn what_is_not_a_readable_paper_is_refused(server) {
        let mut cut = picture();
        cut.truncate(cut.len() / 2);
        for (what, bytes) in [
            ("nothing", Vec::new()),
            ("text", b"hello".to_vec()),
            ("svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec()),
            ("html", b"<!doctype html><script>alert(1)</script>".to_vec()),
            ("half a picture", cut),
            ("a picture of 60,000 x 60,000 points", png_header(60_000, 60_000)),
            ("gif", b"GIF89a\x01\x00\x01\x00\x80\x00\x00".to_vec()),
            ("pdf with a script", pdf("/AA <</O <</S /JavaScript /JS (app.alert(1))>> >>")),
            ("pdf that launches", pdf("/A <</S /L#61unch>>")),
            ("pdf with a file inside", pdf("/EmbeddedFile")),
            ("pdf without an end", b"%PDF-1.7 /Type /Page".to_vec()),
        ] {
            let started = std::time::Instant::now();
            let refused = problem(server.upload(&key(), &bytes).await).await;
            assert_eq!((refused.status, &*refused.kind), (422, kinds::BAD_FILE), "{what}");
            assert!(started.elapsed().as_secs() < 2, "{what}");
        }
    }

    async fn other_bytes_than_the_hash_says_are_refused(server) {
        let path = paths::upload(&key(), &sha256(b"other"));
        let response = server.request(Method::PUT, &path).body(picture()).send().await.unwrap();
        assert_eq!(problem(response).await.kind, kinds::HASH_MISMATCH);
    }

    async fn a_wrong_address_is_refused(server) {
        for path in [
            paths::upload("short", &sha256(b"x")),
            paths::upload(&key().to_uppercase(), &sha256(b"x")),
            paths::upload(&key(), "00"),
            paths::upload("..%2f..%2fetc%2fpasswd%2f00000000000", &sha256(b"x")),
        ] {
            let response = server.request(Method::PUT, &path).body(picture()).send().await.unwrap();
            assert_eq!(response.status(), 400, "{path}");
        }
    }

    async fn a_file_of_more_than_10_mib_is_refused(server) {
        let big = pdf(&"x".repeat(10 * MIB));
        let refused = problem(server.upload(&key(), &big).await).await;
        assert_eq!((refused.status, &*refused.kind), (413, kinds::TOO_LARGE));
        // Also when the length is not announced.
        let parts = futures_util::stream::iter(big.chunks(MIB).map(|c| Ok::<_, std::io::Error>(c.to_vec())).collect::<Vec<_>>());
        let request = server.request(Method::PUT, &paths::upload(&key(), &sha256(&big)));
        // The server may stop reading and close before everything is sent.
        if let Ok(response) = request.body(reqwest::Body::wrap_stream(parts)).send().await {
            assert_eq!(response.status(), 413);
        }
    }

    async fn a_key_takes_20_files_and_60_mib(server) {
        let many = key();
        for n in 0..20 {
            assert_eq!(server.upload(&many, &pdf(&format!("/N {n}"))).await.status(), 200);
        }
        assert_eq!(problem(server.upload(&many, &pdf("/N 20")).await).await.kind, kinds::TOO_LARGE);
        assert_eq!(server.upload(&many, &pdf("/N 7")).await.status(), 200, "one that is there already");
        let large = key();
        for n in 0..6 {
            let bytes = pdf(&format!("/N {n} {}", "x".repeat(9 * MIB + MIB / 2)));
            assert_eq!(server.upload(&large, &bytes).await.status(), 200);
        }
        let bytes = pdf(&"y".repeat(5 * MIB));
        assert_eq!(problem(server.upload(&large, &bytes).await).await.kind, kinds::TOO_LARGE);
    }

    async fn a_file_comes_back_whole_to_an_officer_and_as_a_download(server) {
        let mut filled = server.filled("dang-ky-khai-sinh", None, 1);
        assert!(filled.has_files());
        // Larger than one chunk of the store, and not a multiple of it.
        let old = sha256(&filled.picture);
        filled.picture = pdf(&"Giấy chứng sinh ".repeat(20_000));
        let text = serde_json::to_string(&filled.answers).unwrap().replace(&old, &sha256(&filled.picture));
        filled.answers = serde_json::from_str(&text).unwrap();
        let receipt = server.sends(&filled).await;
        let dossier = server.read(&receipt.code).await;
        assert!(!dossier.attachments.is_empty());
        for file in &dossier.attachments {
            let path = paths::officer_attachment(&receipt.code, &file.sha256);
            assert_eq!(server.get(&path).await.status(), 401);
            let response = server.as_officer(Method::GET, &path).send().await.unwrap();
            let headers = response.headers().clone();
            assert!(headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
            assert!(headers["content-security-policy"].to_str().unwrap().contains("sandbox"));
            assert_eq!(headers["x-content-type-options"], "nosniff");
            assert_eq!(headers["content-type"], "application/pdf");
            assert_eq!(response.bytes().await.unwrap(), filled.picture);
        }
        let other = server.files_a_dossier().await;
        let foreign = paths::officer_attachment(&other.code, &sha256(b"nothing"));
        let request = server.request(Method::GET, &foreign).bearer_auth(TOKEN);
        assert_eq!(request.send().await.unwrap().status(), 404);
    }
}

/// A PNG that only claims to be so large.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 6, 0, 0, 0]);
    let mut crc = flate2::Crc::new();
    crc.update(&header);
    png.extend(13_u32.to_be_bytes());
    png.write_all(&header).unwrap();
    png.extend(crc.sum().to_be_bytes());
    png
}
