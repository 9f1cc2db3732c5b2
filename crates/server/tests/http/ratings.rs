//! What citizens say of a service that has ended.

use crate::on_both_databases;
use crate::scenario::Server;
use contract::{Action, Receipt, Tracked, paths};
use reqwest::{Method, Response};

async fn rates(server: &Server, receipt: &Receipt, body: &'static str) -> Response {
    let request =
        server.request(Method::POST, &paths::rating(&receipt.code)).header("lookup-secret", &receipt.secret);
    request.header("content-type", "application/json").body(body).send().await.unwrap()
}

on_both_databases! {
    async fn a_service_is_rated_once_when_it_has_ended(server) {
        let receipt = server.files_a_dossier().await;
        let body = r#"{"steps":4,"words":"Nhanh, nhưng phải đi lại"}"#;
        assert_eq!(rates(&server, &receipt, body).await.status(), 409, "before it has ended");
        server.moves(&receipt.code, Action::Receive, "").await.unwrap();
        server.moves(&receipt.code, Action::Finish, "").await.unwrap();
        for wrong in [r#"{"steps":0}"#, r#"{"steps":6}"#, r#"{"words":"x"}"#] {
            assert_eq!(rates(&server, &receipt, wrong).await.status(), 400, "{wrong}");
        }
        for _ in 0..2 {
            let tracked: Tracked = rates(&server, &receipt, body).await.json().await.unwrap();
            let rating = tracked.detail.unwrap().rating.unwrap();
            assert_eq!((rating.steps, &*rating.words), (4, "Nhanh, nhưng phải đi lại"));
        }
        assert_eq!(rates(&server, &receipt, r#"{"steps":1}"#).await.status(), 409, "it stays as it was sent");
        assert_eq!(server.read(&receipt.code).await.rating.unwrap().steps, 4);
    }

    async fn who_took_the_dossier_back_rates_nothing(server) {
        let receipt = server.files_a_dossier().await;
        let path = paths::withdrawal(&receipt.code);
        let taken = server.request(Method::POST, &path).header("lookup-secret", &receipt.secret);
        assert_eq!(taken.header("content-type", "application/json").body("{}").send().await.unwrap().status(), 200);
        assert_eq!(rates(&server, &receipt, r#"{"steps":4}"#).await.status(), 409);
    }
}
