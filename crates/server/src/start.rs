//! From the command line to a running server: logs, the lock of the data folder, what is said at the start.

use crate::app::App;
use crate::clock::Clock;
use crate::command_line::{self, say};
use crate::config::{Command, CommandLine, Settings};
use crate::messages::Chosen;
use crate::serve;
use std::error::Error;
use std::fs::{self, File};
use std::net::IpAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Does what the command line asks.
pub async fn run(CommandLine { settings, command }: CommandLine) -> Result<(), Box<dyn Error>> {
    match command {
        None | Some(Command::Serve) => serve_until_told(settings).await,
        Some(Command::Dossier(command)) => {
            let app = App::open(settings, Clock::default()).await?;
            let done = command_line::run(&app, command).await;
            app.database.clone().close().await;
            // For a person at a terminal the sentence for people is the better one.
            done.map_err(|error| format!("{error}\n{}", error.problem().detail.vi).into())
        }
        Some(Command::Officer(command)) => {
            let app = App::open(settings, Clock::default()).await?;
            let done = command_line::officers(&app, command).await;
            app.database.clone().close().await;
            done.map_err(|error| format!("{error}\n{}", error.problem().detail.vi).into())
        }
        Some(Command::VerifyAudit { noted }) => {
            let app = App::open(settings, Clock::default()).await?;
            let done = command_line::verify_audit(&app, noted).await;
            app.database.clone().close().await;
            done
        }
        Some(Command::Reset { yes }) => {
            if !yes {
                return Err("this removes every dossier and file: say `reset --yes`".into());
            }
            fs::create_dir_all(&settings.data_dir)?;
            let lock = lock_file(&settings)?;
            lock.try_lock().map_err(|_| "stop the server first: it is using this DATA_DIR")?;
            Ok(command_line::reset(&settings).await?)
        }
    }
}

async fn serve_until_told(settings: Settings) -> Result<(), Box<dyn Error>> {
    let filter: Targets = settings.log.parse()?;
    let lines = tracing_subscriber::fmt::layer().json().flatten_event(true).with_writer(std::io::stderr);
    tracing_subscriber::registry().with(lines).with(filter).init();
    let app = App::open(settings, Clock::default()).await?;
    // Held while serving, so that `reset` does not pull the files from under us. Shared: several servers may use one.
    let lock = lock_file(&app.settings)?;
    lock.lock_shared()?;
    let listener = serve::listen(&app).await?;
    greet(&app, &listener)?;
    serve::serve(app, listener, told_to_stop()?).await;
    drop(lock);
    Ok(())
}

fn lock_file(settings: &Settings) -> std::io::Result<File> {
    fs::OpenOptions::new().create(true).truncate(false).write(true).open(settings.data_dir.join("lock"))
}

fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Tells the person who started the server where it is and how to go on.
fn greet(app: &Arc<App>, listener: &TcpListener) -> Result<(), Box<dyn Error>> {
    let settings = &app.settings;
    let address = listener.local_addr()?;
    let host = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => "localhost".to_owned(),
        ip => ip.to_string(),
    };
    let url = settings.public_url.clone().unwrap_or_else(|| format!("http://{host}:{}", address.port()));
    say(&format!("Nộp Hồ Sơ Quảng Ninh: {url}"));
    if settings.public_url.is_none() && address.ip().is_unspecified() {
        say(&format!("A phone in the same network: http://<address of this machine>:{}", address.port()));
    }
    say(&format!("API: {url}/api"));
    if settings.officer_token.is_some() {
        say("Officers: Authorization: Bearer <OFFICER_TOKEN>");
    } else {
        let place = settings.officer_token_file();
        say(&format!(
            "Officers: Authorization: Bearer {}   (kept in {})",
            settings.officer_token()?,
            place.display()
        ));
    }
    say(match settings.message_gateway {
        Chosen::Off => "Signing in: off (MESSAGE_GATEWAY); everybody may send",
        Chosen::Log => {
            "Signing in: by phone and code. MESSAGE_GATEWAY=log prints the codes HERE: for development only"
        }
        Chosen::Smtp(_) | Chosen::Webhook(_) => "Signing in: by phone and code",
    });
    if settings.sending_needs_sign_in {
        say("Sending a form needs signing in; filling one in does not");
    }
    say(
        "Move a dossier: nop-ho-so-server dossier list, dossier receive CODE, dossier finish CODE --file result.pdf",
    );
    say("Start anew: stop the server, then nop-ho-so-server reset --yes");
    Ok(())
}
