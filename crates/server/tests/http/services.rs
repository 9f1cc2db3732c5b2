//! Services, definitions, code lists.

use crate::on_both_databases;
use crate::scenario::problem;
use contract::{ServiceIndex, ServicePage, paths};
use reqwest::Method;

on_both_databases! {
    async fn every_service_has_its_guide_and_its_form(server) {
        let index: ServiceIndex = server.get(paths::SERVICES).await.json().await.unwrap();
        assert_eq!(index.services.len(), 25);
        for card in index.services {
            let page: ServicePage = server.get(&paths::service(&card.slug)).await.json().await.unwrap();
            assert_eq!(page.version, card.version);
            let response = server.get(&paths::definition(&card.slug, &card.version)).await;
            assert_eq!(response.headers()["cache-control"], "public, max-age=31536000, immutable");
            let definition: forms::Definition = response.json().await.unwrap();
            assert_eq!((definition.slug, definition.version), (card.slug, card.version));
        }
    }

    async fn what_is_known_is_not_sent_again(server) {
        for path in [paths::SERVICES.to_owned(), paths::reference("provinces"), paths::service("dang-ky-tam-tru")] {
            let etag = server.get(&path).await.headers()["etag"].clone();
            let again = server.request(Method::GET, &path).header("if-none-match", &etag).send().await.unwrap();
            assert_eq!(again.status(), 304);
            assert_eq!(again.headers()["etag"], etag);
            assert!(again.bytes().await.unwrap().is_empty());
            let other = server.request(Method::GET, &path).header("if-none-match", "W/\"00\"").send().await.unwrap();
            assert_eq!(other.status(), 200);
        }
    }

    async fn a_form_travels_compressed_in_at_most_8_kb(server) {
        let index: ServiceIndex = server.get(paths::SERVICES).await.json().await.unwrap();
        for card in index.services {
            let path = paths::definition(&card.slug, &card.version);
            let plain = server.get(&path).await.bytes().await.unwrap();
            for (coding, limit) in [("br", 8 * 1024), ("gzip", 16 * 1024)] {
                let request = server.request(Method::GET, &path).header("accept-encoding", coding);
                let response = request.send().await.unwrap();
                assert_eq!(response.headers()["content-encoding"], coding);
                let packed = response.bytes().await.unwrap();
                assert!(packed.len() <= limit, "{} {coding}: {} bytes", card.slug, packed.len());
                let mut unpacked = Vec::new();
                if coding == "br" {
                    brotli::BrotliDecompress(&mut &packed[..], &mut unpacked).unwrap();
                } else {
                    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&packed[..]), &mut unpacked).unwrap();
                }
                assert_eq!(unpacked, plain);
            }
        }
    }

    async fn all_code_lists_are_there(server) {
        for (list, least) in [
            ("provinces", 34),
            ("communes", 3321),
            ("former-provinces", 63),
            ("former-communes", 171),
            ("ethnic-groups", 54),
            ("countries", 190),
            ("glossary", 10),
        ] {
            let entries: Vec<serde_json::Value> = server.get(&paths::reference(list)).await.json().await.unwrap();
            assert!(entries.len() >= least, "{list}: {}", entries.len());
        }
        for list in ["holidays", "offices"] {
            let object: serde_json::Value = server.get(&paths::reference(list)).await.json().await.unwrap();
            assert!(object.is_object(), "{list}");
        }
    }

    async fn a_version_served_once_is_served_for_ever(server) {
        let old = r#"{"number":4,"slug":"dang-ky-tam-tru","version":"00000000000000aa"}"#;
        sqlx::query("INSERT INTO definition (slug, version, body, first_served_at) VALUES ($1, $2, $3, $4)")
            .bind("dang-ky-tam-tru").bind("00000000000000aa").bind(old).bind(1_i64)
            .execute(server.app.database.pool()).await.unwrap();
        let response = server.get(&paths::definition("dang-ky-tam-tru", "00000000000000aa")).await;
        assert_eq!(response.text().await.unwrap(), old);
    }

    async fn what_is_not_there_is_a_problem(server) {
        for path in [
            paths::service("bay-len-sao-hoa"),
            paths::definition("dang-ky-tam-tru", "0123456789abcdef"),
            paths::reference("secrets"),
            "/api/v1/nothing".to_owned(),
            "/api/v2".to_owned(),
        ] {
            let found = problem(server.get(&path).await).await;
            assert_eq!((found.status, &*found.kind), (404, contract::kinds::NOT_FOUND), "{path}");
        }
        let wrong = problem(server.post_json(paths::SERVICES, "{}").await).await;
        assert_eq!((wrong.status, &*wrong.kind), (405, contract::kinds::METHOD_NOT_ALLOWED));
    }
}
