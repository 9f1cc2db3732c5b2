//! A database that refuses to write, at whichever place and because its disk is full: no half dossier, nothing acknowledged,
//! and the same form sent again makes exactly one.

use crate::scenario::{Filled, On, Server, key, problem};
use contract::{Receipt, kinds, paths};
use sqlx::AnyConnection;

/// Room for a form or a few, of 4 KiB each.
const PAGES_LEFT: u32 = 8;

async fn run(server: &Server, sql: String) {
    server
        .app
        .database
        .write(move |connection: &mut AnyConnection| {
            Box::pin(async move {
                sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await?;
                Ok(())
            })
        })
        .await
        .unwrap();
}

/// The tables in which forms and their papers are kept, and those beside them.
async fn tables(server: &Server, on: On) -> Vec<String> {
    let sql = match on {
        On::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
        On::Postgres => {
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()"
        }
    };
    let rows: Vec<(String,)> = sqlx::query_as(sql).fetch_all(server.app.database.pool()).await.unwrap();
    rows.into_iter().map(|(name,)| name).filter(|name| !name.starts_with('_')).collect()
}

/// What makes the database refuse to write to the table, and what ends that.
fn refusal(table: &str, on: On) -> (String, String) {
    match on {
        On::Sqlite => (
            format!(
                "CREATE TRIGGER no_insert BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END; \
                 CREATE TRIGGER no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END;"
            ),
            "DROP TRIGGER no_insert; DROP TRIGGER no_update;".to_owned(),
        ),
        On::Postgres => (
            format!(
                "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN RAISE EXCEPTION 'refused'; END $$; \
                 CREATE TRIGGER refused BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse();"
            ),
            format!("DROP TRIGGER refused ON {table};"),
        ),
    }
}

/// How many dossiers there are.
async fn count(server: &Server) -> i64 {
    let (count,): (i64,) =
        sqlx::query_as("SELECT count(*) FROM dossier").fetch_one(server.app.database.pool()).await.unwrap();
    count
}

async fn wherever_it_is_refused(on: On) {
    let server = Server::start(on).await;
    let model = server.filled("dang-ky-tam-tru", None, 0);
    let papers = server.read(&server.sends(&model).await.code).await.attachments.len();
    let mut refusing = Vec::new();
    for table in tables(&server, on).await {
        let filled = Filled { key: key(), ..model.clone() };
        assert!(server.upload(&filled.key, &filled.picture).await.status().is_success());
        let before = count(&server).await;
        let (refuse, allow) = refusal(&table, on);
        run(&server, refuse).await;
        let response = server.post_json(paths::SUBMISSIONS, filled.body()).await;
        run(&server, allow).await;
        if response.status() != 201 {
            assert_eq!(response.status(), 500, "{table}");
            assert_eq!(problem(response).await.kind, kinds::INTERNAL, "{table}");
            assert_eq!(count(&server).await, before, "{table}: nothing of it");
            assert_eq!(server.get(&paths::submission(&filled.key)).await.status(), 404, "{table}");
            refusing.push(table.clone());
        }
        let first: Receipt = server.sends(&filled).await;
        let second: Receipt = server.sends(&filled).await;
        assert_eq!(first, second, "{table}");
        assert_eq!(count(&server).await, before + 1, "{table}: exactly one");
        assert_eq!(server.read(&first.code).await.attachments.len(), papers, "{table}");
    }
    assert!(refusing.contains(&"dossier".to_owned()) && refusing.len() >= 3, "{refusing:?}");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_is_refused_anywhere_on_sqlite() {
    wherever_it_is_refused(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_is_refused_anywhere_on_postgres() {
    wherever_it_is_refused(On::Postgres).await;
}

/// SQLite says the same when the disk is full.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_takes_nothing_by_halves() {
    let server = Server::start(On::Sqlite).await;
    let model = server.filled_without_files();
    let (pages,): (i64,) =
        sqlx::query_as("PRAGMA page_count").fetch_one(server.app.database.pool()).await.unwrap();
    run(&server, format!("PRAGMA max_page_count = {}", pages + i64::from(PAGES_LEFT))).await;
    let mut taken = Vec::new();
    let refused = loop {
        assert!(taken.len() < 1_000, "it is never full");
        let filled = Filled { key: key(), ..model.clone() };
        let response = server.post_json(paths::SUBMISSIONS, filled.body()).await;
        if response.status() != 201 {
            assert_eq!(response.status(), 507);
            assert_eq!(response.headers()["retry-after"], "60");
            assert_eq!(problem(response).await.kind, kinds::OUT_OF_ROOM);
            break filled;
        }
        taken.push((filled, response.json::<Receipt>().await.unwrap()));
    };
    assert!(!taken.is_empty());
    assert_eq!(usize::try_from(count(&server).await).unwrap(), taken.len());
    assert_eq!(server.get(&paths::submission(&refused.key)).await.status(), 404, "nothing of it");
    // Somebody makes room.
    run(&server, "PRAGMA max_page_count = 1000000".to_owned()).await;
    server.sends(&refused).await;
    for (filled, receipt) in &taken {
        assert_eq!(&server.sends(filled).await, receipt);
    }
    server.stop().await;
}
