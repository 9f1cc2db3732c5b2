//! Community helpers: a unit appoints them by phone number, to a last day.

use crate::phones::{as_person, signs_in, start};
use crate::scenario::{On, Server, TOKEN, problem};
use chrono::Days;
use contract::{AccountInfo, Helper, kinds, paths};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use server::clock::{DAY, day};

const HOA: &str = "0912345678";
const UNIT: &str = "committee.06685";

async fn appoints(server: &Server, token: &str, change: Value) -> Response {
    let until = day(server.app.clock.now()) + Days::new(30);
    let mut body = json!({ "phone": "0912 345 678", "name": "Trần Thị Hoa", "until": until.to_string() });
    for (key, value) in change.as_object().unwrap() {
        body[key] = value.clone();
    }
    server.asks(token, Method::POST, paths::HELPERS, Some(body)).await
}

async fn me(server: &Server, cookie: &str) -> AccountInfo {
    as_person(server, cookie, Method::GET, paths::ME).await.json().await.unwrap()
}

async fn who_signs_in_with_the_number_is_the_helper(on: On) {
    let (server, phones) = start(on, &["--session-idle-minutes=129600", "--session-hours=2160"]).await;
    let leader = server.hires("lan", UNIT, "leader");
    let (cookie, info) = signs_in(&server, &phones, HOA).await;
    assert_eq!(info.helper, None);
    let helper: Helper = appoints(&server, &leader, json!({})).await.json().await.unwrap();
    assert_eq!((&*helper.phone, &*helper.unit, &*helper.appointed_by), (HOA, UNIT, "lan"));
    let role = me(&server, &cookie).await.helper.unwrap();
    assert_eq!((&*role.name, &*role.unit, role.until), ("Trần Thị Hoa", UNIT, helper.until));
    // Somebody else is none.
    let (other, _) = signs_in(&server, &phones, "0987654321").await;
    assert_eq!(me(&server, &other).await.helper, None);

    // Its last day is the last.
    server.app.clock.shift(30 * DAY);
    assert!(me(&server, &cookie).await.helper.is_some());
    server.app.clock.shift(DAY);
    assert_eq!(me(&server, &cookie).await.helper, None);

    // It can be ended before, by the own unit only.
    let again: Helper = appoints(&server, &leader, json!({})).await.json().await.unwrap();
    let stranger = server.hires("binh", "committee.06652", "leader");
    let end = async |token: &str| {
        server.asks(token, Method::DELETE, &paths::helper(&again.id), None).await.status().as_u16()
    };
    assert_eq!((end(&stranger).await, end(&leader).await, end(&leader).await), (404, 204, 404));
    assert_eq!(me(&server, &cookie).await.helper, None);
    let listed = server.asks(&leader, Method::GET, paths::HELPERS, None).await;
    let listed: Vec<Helper> = listed.json().await.unwrap();
    assert_eq!((listed.len(), listed[0].ended_at.is_some(), listed[1].ended_at), (2, true, None));
    let none = server.asks(&stranger, Method::GET, paths::HELPERS, None).await;
    assert_eq!(none.json::<Vec<Helper>>().await.unwrap(), []);

    // What is personal is sealed, and the acts are in the audit.
    let rows: Vec<(Vec<u8>, Vec<u8>)> =
        sqlx::query_as("SELECT name, phone FROM helper").fetch_all(server.app.database.pool()).await.unwrap();
    for bytes in rows.iter().flat_map(|(name, phone)| [name, phone]) {
        assert!(
            !String::from_utf8_lossy(bytes).contains("Hoa")
                && !String::from_utf8_lossy(bytes).contains("912")
        );
    }
    let acts: Vec<(String,)> =
        sqlx::query_as("SELECT operation FROM audit WHERE officer = 'lan' ORDER BY number")
            .fetch_all(server.app.database.pool())
            .await
            .unwrap();
    let acts: Vec<&str> = acts.iter().map(|(operation,)| &**operation).collect();
    assert_eq!(acts, ["helper appointed", "helper appointed", "helper ended", "helpers"]);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_signs_in_with_the_number_is_the_helper_on_sqlite() {
    who_signs_in_with_the_number_is_the_helper(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_signs_in_with_the_number_is_the_helper_on_postgres() {
    who_signs_in_with_the_number_is_the_helper(On::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_appointment_is_judged() {
    let server = Server::start(On::Sqlite).await;
    let leader = server.hires("lan", UNIT, "leader");
    let today = day(server.app.clock.now());
    for (change, kind) in [
        (json!({ "until": (today - Days::new(1)).to_string() }), kinds::BAD_REQUEST),
        (json!({ "until": (today + Days::new(400)).to_string() }), kinds::BAD_REQUEST),
        (json!({ "name": " " }), kinds::BAD_REQUEST),
        (json!({ "more": 1 }), kinds::BAD_REQUEST),
        (json!({ "phone": "0203 3825 825" }), kinds::NO_PHONE),
        (json!({ "unit": "committee.06652" }), kinds::FORBIDDEN),
    ] {
        let told = format!("{change}");
        assert_eq!(problem(appoints(&server, &leader, change).await).await.kind, kind, "{told}");
    }
    // The system of all units says for which.
    assert_eq!(appoints(&server, TOKEN, json!({})).await.status(), 400);
    assert_eq!(appoints(&server, TOKEN, json!({ "unit": UNIT })).await.status(), 201);
    server.stop().await;
}
