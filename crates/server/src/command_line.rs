//! The same acts as the API's, from the command line, straight on the database while the server runs.

use crate::app::App;
use crate::audit::{Entry, Head};
use crate::config::Settings;
use crate::database::Database;
use crate::dossiers::{self, Act, Detail};
use crate::error::{Error, Result};
use crate::permissions::Role;
use crate::staff::{self, Officer};
use crate::worklist::{self, Filter};
use crate::{chance, clock, limits, results, uploads};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use contract::{Action, Actor, State, Wanted};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// What can be done to dossiers.
#[derive(Clone, Debug, Subcommand)]
pub enum Dossier {
    /// List dossiers, newest first.
    List {
        /// Only those in this state, as `registered`.
        #[arg(long, value_parser = state)]
        state: Option<State>,
        /// Only those that this unit receives, as `police.06685`.
        #[arg(long)]
        unit: Option<String>,
        /// How many, at most 100.
        #[arg(long, default_value_t = 20)]
        limit: u32,
    },
    /// Show a dossier whole.
    Show { code: String },
    /// Accept it; the appointment date is fixed now. While papers are awaited it needs --reason.
    Receive(Move),
    /// Do not accept it; needs --reason.
    Refuse(Move),
    /// Begin, or go on after a supplement or a payment.
    Process(Move),
    /// Ask for more papers; needs --reason.
    RequestMore(Move),
    /// Ask for a payment; needs --reason.
    RequestPayment(Move),
    /// Move the appointment with an apology; needs --reason and --due.
    Extend(Move),
    /// Stop for good; needs --reason.
    Stop(Move),
    /// Decided; --file adds the result.
    Finish(Move),
    /// The result is handed over.
    Return(Move),
}

/// What can be done to officers.
#[derive(Clone, Debug, Subcommand)]
pub enum Officers {
    /// Add an officer and print the token, which is told only now.
    Add {
        /// As `lan.nguyen`; never used for another person.
        id: String,
        #[arg(long)]
        name: String,
        /// The unit, as `police.06685`; `*` for all.
        #[arg(long)]
        unit: String,
        #[arg(long, value_enum, default_value = "officer")]
        role: Role,
    },
    /// Give an officer a second factor and print the link for an authenticator app, which is told only now. From then on the
    /// token opens nothing by itself.
    SecondFactor { id: String },
    /// List officers, also those whose token was revoked.
    List,
    /// Take an officer's token away.
    Revoke { id: String },
}

/// One move.
#[derive(Args, Clone, Debug)]
pub struct Move {
    /// Dossier code, as `H49.22-261122-482913`.
    code: String,
    /// What the citizen reads.
    #[arg(long, default_value = "")]
    reason: String,
    /// A file of the result: PDF or picture.
    #[arg(long)]
    file: Option<PathBuf>,
    /// What a request for more wants and why, once for each: `applicant.full_name=unlike the ID card`.
    #[arg(long = "item", value_parser = wanted)]
    items: Vec<Wanted>,
    /// Why more is asked for once again.
    #[arg(long, default_value = "")]
    again: String,
    /// The new appointment, as `2026-12-01`.
    #[arg(long)]
    due: Option<NaiveDate>,
}

/// A place and what the citizen reads there.
fn wanted(text: &str) -> std::result::Result<Wanted, String> {
    let (place, reason) = text.split_once('=').ok_or("write PLACE=REASON")?;
    let place = place.parse().map_err(|error: forms::PathError| error.to_string())?;
    Ok(Wanted { place, reason: reason.to_owned() })
}

/// Does the command and says what came of it.
pub async fn run(app: &Arc<App>, command: Dossier) -> Result<()> {
    match command {
        Dossier::List { state, unit, limit } => {
            let state = state.map(name).transpose()?;
            let page = worklist::page(app, &Filter { state, unit, limit, ..Filter::default() }).await?;
            for row in page.dossiers {
                let day = clock::day(row.submitted_at);
                say(&format!(
                    "{}  {day}  {:<17} due {}  {}  {}{}",
                    row.code,
                    name(row.state)?,
                    row.due,
                    row.unit,
                    row.service,
                    if row.awaited > 0 { format!("  {} papers awaited", row.awaited) } else { String::new() }
                ));
            }
        }
        Dossier::Show { code } => {
            let dossier = dossiers::read(app, &code).await?;
            app.audit.record(&app.database, vec![console(app, "read", &code)]).await?;
            say(&serde_json::to_string_pretty(&dossier)?);
        }
        Dossier::Receive(it) => advance(app, Action::Receive, it).await?,
        Dossier::Refuse(it) => advance(app, Action::Refuse, it).await?,
        Dossier::Process(it) => advance(app, Action::Process, it).await?,
        Dossier::RequestMore(it) => advance(app, Action::RequestMore, it).await?,
        Dossier::RequestPayment(it) => advance(app, Action::RequestPayment, it).await?,
        Dossier::Extend(it) => advance(app, Action::Extend, it).await?,
        Dossier::Stop(it) => advance(app, Action::Stop, it).await?,
        Dossier::Finish(it) => advance(app, Action::Finish, it).await?,
        Dossier::Return(it) => advance(app, Action::Return, it).await?,
    }
    Ok(())
}

async fn advance(
    app: &App,
    action: Action,
    Move { code, reason, file, items, again, due }: Move,
) -> Result<()> {
    if let Some(path) = file {
        let bytes = fs::read(&path)?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits::FILE_BYTES {
            return Err(Error::TooLarge("10 MiB"));
        }
        let mut kept = app.files.incoming()?;
        kept.write_all(&bytes)?;
        let arrived = uploads::Arrived {
            file: Arc::new(kept),
            media_type: "",
            bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            sha256: chance::to_hex(&Sha256::digest(&bytes)),
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let by = console(app, "add result", &code);
        results::keep(app, &code, &name, arrived, by).await?;
    }
    let detail = Detail::of_officer(action, reason, items, again, due);
    let expected_version = Some(dossiers::find(app, &code).await?.ok_or(Error::NotFound)?.version);
    let named = serde_json::to_value(action)?.as_str().unwrap_or_default().to_owned();
    let by = Some(console(app, &format!("move {named}"), &code));
    let act = Act { action, actor: Actor::Officer, detail, corrected: None, expected_version, key: None, by };
    dossiers::act(app, &code, act).await?;
    let line = dossiers::find(app, &code).await?.ok_or(Error::NotFound)?;
    say(&format!("{code}: {}, due {}", name(line.state)?, line.due));
    Ok(())
}

/// What was done at the console to a dossier, for the audit.
fn console(app: &App, operation: &str, code: &str) -> Entry {
    Entry { code: code.to_owned(), ..staff::console(app, operation, String::new()) }
}

/// Officers and their tokens.
pub async fn officers(app: &Arc<App>, command: Officers) -> Result<()> {
    match command {
        Officers::Add { id, name, unit, role } => {
            let token = staff::add(app, Officer { id, name, unit, role }).await?;
            say(&token);
        }
        Officers::SecondFactor { id } => say(&staff::give_second_factor(app, &id).await?),
        Officers::List => {
            for staff::Listed { officer: Officer { id, name, unit, role }, added_at, revoked_at } in
                staff::all(app).await?
            {
                let until = revoked_at.map_or(String::new(), |at| format!("  revoked {}", clock::day(at)));
                say(&format!(
                    "{id:<20} {:<8} {unit:<18} since {}  {name}{until}",
                    role.word(),
                    clock::day(added_at)
                ));
            }
        }
        Officers::Revoke { id } => staff::revoke(app, &id).await?,
    }
    Ok(())
}

/// Goes through the audit and says what is wrong with it, or its head.
pub async fn verify_audit(
    app: &Arc<App>,
    noted: Option<Head>,
) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let head = app.audit.verify(&app.database, noted.as_ref()).await??;
    say(&format!("{} rows are as they were written. Note this head: {head}", head.number));
    Ok(())
}

/// Removes the database and the files; the keys stay, so that the officers' token goes on to work.
pub async fn reset(settings: &Settings) -> Result<()> {
    let url = settings.database();
    let path = url.strip_prefix("sqlite:").map(|rest| rest.split('?').next().unwrap_or(rest).to_owned());
    if let Some(path) = path {
        for end in ["", "-wal", "-shm"] {
            remove(&PathBuf::from(format!("{path}{end}")))?;
        }
    } else {
        let database = Database::open(&url, 1, 1).await?;
        let drop = "DROP TABLE IF EXISTS rating, helper, access_token, one_time_code, session, account, webhook, audit, audit_head, note, officer, change, change_head, app_build, part, partial, stray, result, upload, event, dossier, definition, _sqlx_migrations";
        sqlx::raw_sql(drop).execute(database.pool()).await?;
        database.close().await;
    }
    if settings.files_url.is_none() {
        remove(&settings.data_dir.join("files"))?;
    }
    say("Database and files are removed.");
    Ok(())
}

fn remove(path: &std::path::Path) -> Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn state(text: &str) -> std::result::Result<State, String> {
    let names = || (1..=10).filter_map(State::from_number).filter_map(|state| name(state).ok());
    names()
        .position(|name| name == text)
        .and_then(|at| State::from_number(i64::try_from(at).ok()? + 1))
        .ok_or_else(|| format!("expected one of {}", names().collect::<Vec<_>>().join(", ")))
}

/// As the API writes it.
fn name(state: State) -> Result<String> {
    Ok(serde_json::to_value(state)?.as_str().unwrap_or_default().to_owned())
}

/// Says something to the person at the terminal; logs go to the standard error. Nobody there to read it is no reason to
/// stop.
pub fn say(text: &str) {
    let _nobody_reads = writeln!(std::io::stdout(), "{text}");
}
