//! The appointment: still while the office waits for the citizen, moved only with an apology.

use crate::on_both_databases;
use crate::scenario::{Server, key};
use chrono::NaiveDate;
use contract::{Action, Receipt, State, Tracked, kinds, paths};
use forms::calendar::after_pause;
use reqwest::Method;
use serde_json::json;
use server::clock;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The day on which the office asked, and the appointment before.
async fn asked(server: &Server) -> (Receipt, NaiveDate, NaiveDate) {
    let receipt = server.files_a_dossier().await;
    let due = server.moves(&receipt.code, Action::Receive, "").await.unwrap().due;
    server.moves(&receipt.code, Action::RequestMore, "Thiếu ảnh").await.unwrap();
    (receipt, clock::day(server.app.clock.now()), due)
}

/// What the calendar says of an answer now.
fn expected(server: &Server, asked: NaiveDate, due: NaiveDate) -> NaiveDate {
    let now = server.app.clock.now();
    let filled = server.filled("dang-ky-tam-tru", None, 0);
    let edition = server.app.catalog.edition(&filled.service, clock::day(now)).unwrap();
    let unit = edition.contents().unwrap().definition.processing_time.unit;
    after_pause(due, asked, clock::day(now), clock::is_after_cutoff(now), unit, &server.app.holidays)
}

on_both_databases! {
    async fn it_waits_as_long_as_the_office_waits(server) {
        let (receipt, day, due) = asked(&server).await;
        // Over more than one weekend, so that the day is another whatever day of the week it is.
        server.app.clock.shift(10 * DAY);
        assert_eq!(server.read(&receipt.code).await.due, due, "nothing moves before it goes on");
        let body = json!({ "key": key(), "note": "Ảnh đã nộp tại quầy" });
        let request = server.request(Method::POST, &paths::supplement(&receipt.code)).header("lookup-secret", &receipt.secret);
        let tracked: Tracked = request.json(&body).send().await.unwrap().json().await.unwrap();
        let detail = tracked.detail.unwrap();
        assert_eq!(detail.due, expected(&server, day, due));
        assert!(detail.due > due);
        let last = detail.timeline.last().unwrap();
        assert_eq!((last.state, last.due), (State::Processing, Some(detail.due)));
        // Nobody reads it without the secret.
        let open = server.track(&receipt.code, None).await;
        assert!(open.steps.iter().all(|step| step.due.is_none() && step.reason.is_none()));
        let papers: Vec<Option<&str>> = open.steps.iter().map(|step| step.paper.as_deref()).collect();
        assert_eq!(papers, [None, Some("01"), Some("02"), None]);
    }

    async fn it_goes_on_also_when_the_office_does_without_an_answer(server) {
        let (receipt, day, due) = asked(&server).await;
        server.app.clock.shift(10 * DAY);
        let dossier = server.moves(&receipt.code, Action::Process, "").await.unwrap();
        assert_eq!(dossier.due, expected(&server, day, due));
    }

    async fn an_extension_is_an_apology_with_a_later_day(server) {
        let receipt = server.files_a_dossier().await;
        let due = server.moves(&receipt.code, Action::Receive, "").await.unwrap().due;
        let extend = async |reason: &str, day: Option<NaiveDate>, version: i64| {
            let body = json!({ "action": "extend", "reason": reason, "due": day, "expected_version": version });
            server.transits(&receipt.code, body).await
        };
        let later = due.checked_add_days(chrono::Days::new(7)).unwrap();
        for (reason, day) in [("", Some(later)), ("Chờ xác minh", None), ("Chờ xác minh", Some(due))] {
            assert_eq!(extend(reason, day, 2).await.unwrap_err().status, 400, "{reason} {day:?}");
        }
        assert_eq!(extend("Chờ xác minh", Some(later), 1).await.unwrap_err().kind, kinds::VERSION_CONFLICT);
        let dossier = extend("Chờ xác minh", Some(later), 2).await.unwrap();
        assert_eq!((dossier.due, dossier.state, dossier.version), (later, State::Received, 3));
        let last = dossier.timeline.last().unwrap();
        assert_eq!((last.paper.as_deref(), last.due, last.reason.as_deref()), (Some("04"), Some(later), Some("Chờ xác minh")));
        let elsewhere = json!({ "action": "process", "due": later, "expected_version": 3 });
        assert_eq!(server.transits(&receipt.code, elsewhere).await.unwrap_err().status, 400);
    }
}
