//! Sending as somebody: a form carries its account, and where signing in is needed none goes without.

use crate::phones::{Phones, as_person, signs_in, start};
use crate::scenario::{Filled, On, Server, problem};
use contract::{OwnDossiers, Receipt, SignInWays, Tracked, kinds, paths};
use reqwest::{Method, Response};

const LAN: &str = "0912345678";
const BINH: &str = "0987654321";

async fn sends(server: &Server, filled: &Filled, cookie: Option<&str>, account: Option<&str>) -> Response {
    let mut request = server.request(Method::POST, paths::SUBMISSIONS);
    for (name, value) in [("cookie", cookie), ("account", account)] {
        if let Some(value) = value {
            request = request.header(name, value);
        }
    }
    request.header("content-type", "application/json").body(filled.body()).send().await.unwrap()
}

async fn own(server: &Server, cookie: &str, after: &str) -> OwnDossiers {
    let path = format!("{}{after}", paths::MY_DOSSIERS);
    as_person(server, cookie, Method::GET, &path).await.json().await.unwrap()
}

async fn two_people(on: On, more: &[&str]) -> (Server, Phones, [(String, String); 2]) {
    let (server, phones) = start(on, more).await;
    let (lan, binh) = (signs_in(&server, &phones, LAN).await, signs_in(&server, &phones, BINH).await);
    (server, phones, [(lan.0, lan.1.id), (binh.0, binh.1.id)])
}

async fn a_form_carries_its_account(on: On) {
    let (server, _phones, [(lan, lans), (binh, binhs)]) = two_people(on, &[]).await;
    // Where it is not needed, it goes without too.
    assert_eq!(sends(&server, &server.filled_without_files(), None, None).await.status(), 201);
    let first: Receipt =
        sends(&server, &server.filled_without_files(), Some(&lan), None).await.json().await.unwrap();
    let second: Receipt =
        sends(&server, &server.filled_without_files(), Some(&lan), Some(&lans)).await.json().await.unwrap();
    let dossiers = own(&server, &lan, "").await.dossiers;
    let codes: Vec<&String> = dossiers.iter().map(|dossier| &dossier.code).collect();
    assert_eq!(codes.len(), 2);
    assert!(codes.contains(&&first.code) && codes.contains(&&second.code));
    assert_eq!((&dossiers[0].service, &dossiers[0].service_name), (&first.service, &first.service_name));
    assert_eq!(own(&server, &binh, "").await.dossiers, []);
    let read = as_person(&server, &lan, Method::GET, &paths::my_dossier(&first.code)).await;
    let tracked: Tracked = read.json().await.unwrap();
    assert_eq!(tracked.detail.unwrap().due, first.due);
    for code in [&*first.code, "H49.22-261122-000000"] {
        let anothers = as_person(&server, &binh, Method::GET, &paths::my_dossier(code)).await;
        assert_eq!(problem(anothers).await.kind, kinds::NOT_FOUND, "{code}");
    }
    // What waited for one of them on a shared phone becomes nobody else's.
    for (cookie, account) in [(Some(&*binh), &*lans), (None, &lans), (Some(&lan), &binhs), (Some(&lan), "x")]
    {
        assert_eq!(sends(&server, &server.filled_without_files(), cookie, Some(account)).await.status(), 201);
    }
    assert_eq!(own(&server, &lan, "").await.dossiers.len(), 2);
    assert_eq!(own(&server, &binh, "").await.dossiers, []);
    server.stop().await;
}

async fn where_it_is_needed_nothing_goes_without(on: On) {
    let (server, phones, [(lan, lans), (binh, _)]) = two_people(on, &["--sending-needs-sign-in=true"]).await;
    let ways: SignInWays = server.get(paths::SIGN_IN).await.json().await.unwrap();
    assert!(ways.code && ways.needed_to_send);
    let filled = server.filled_with_files();
    // Its papers may come before; the form itself may not.
    assert_eq!(server.upload(&filled.key, &filled.picture).await.status(), 200);
    for (cookie, account) in
        [(None, None), (None, Some(&*lans)), (Some(&*binh), Some(&lans)), (Some(&lan), Some("x"))]
    {
        let refused = sends(&server, &filled, cookie, account).await;
        assert_eq!(problem(refused).await.kind, kinds::SIGN_IN_NEEDED);
    }
    let receipt: Receipt = sends(&server, &filled, Some(&lan), Some(&lans)).await.json().await.unwrap();
    // The session is over; a phone that did not hear the answer sends once more and gets it.
    as_person(&server, &lan, Method::DELETE, paths::MY_SESSION).await;
    let again: Receipt = sends(&server, &filled, Some(&lan), Some(&lans)).await.json().await.unwrap();
    assert_eq!(again, receipt);
    let next = server.filled_without_files();
    assert_eq!(sends(&server, &next, Some(&lan), Some(&lans)).await.status(), 401);
    server.app.clock.shift(61_000);
    let (lan, _) = signs_in(&server, &phones, LAN).await;
    assert_eq!(sends(&server, &next, Some(&lan), Some(&lans)).await.status(), 201);
    assert_eq!(own(&server, &lan, "").await.dossiers.len(), 2);
    server.stop().await;
}

async fn pages_of_what_one_has_sent(on: On) {
    let (server, _phones, [(lan, _), _]) = two_people(on, &[]).await;
    let filled = server.filled_without_files();
    for _ in 0..53 {
        let another = Filled { key: crate::scenario::key(), ..filled.clone() };
        assert_eq!(sends(&server, &another, Some(&lan), None).await.status(), 201);
    }
    let first = own(&server, &lan, "").await;
    assert_eq!(first.dossiers.len(), 50);
    let rest = own(&server, &lan, &format!("?after={}", first.next.unwrap())).await;
    assert_eq!((rest.dossiers.len(), rest.next), (3, None));
    let mut codes: Vec<String> = first.dossiers.into_iter().chain(rest.dossiers).map(|d| d.code).collect();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 53);
    let wrong = as_person(&server, &lan, Method::GET, &format!("{}?after=x", paths::MY_DOSSIERS)).await;
    assert_eq!(wrong.status(), 400);
    server.stop().await;
}

macro_rules! on_both {
    ($($name:ident)+) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() { super::$name(crate::scenario::On::Sqlite).await; }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() { super::$name(crate::scenario::On::Postgres).await; }
        }
    )+};
}

on_both! { a_form_carries_its_account where_it_is_needed_nothing_goes_without pages_of_what_one_has_sent }
