//! Short messages to phones: through the log (development), by mail to an SMS gateway, or by a webhook of whoever sends SMS
//! or Zalo for the agency.

mod smtp;
mod webhook;

use crate::command_line::say;
use crate::config::Settings;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// A message; its number and its text never stand in a log.
pub struct Message {
    /// As `0912345678`.
    pub to: String,
    pub text: String,
}

/// Why a message did not go out, without a word of what it said or whom it was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Undelivered {
    pub what: &'static str,
    /// Another try would end the same way.
    pub is_final: bool,
}

/// A message that is under way.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), Undelivered>> + Send + 'a>>;

/// What hands messages on.
pub trait MessageGateway: fmt::Debug + Send + Sync {
    /// One try.
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a>;
}

/// Which gateway, as the settings name it.
#[derive(Clone, PartialEq, Eq)]
pub enum Chosen {
    /// `off`
    Off,
    /// `log`
    Log,
    /// `smtp://…` or `smtps://…`
    Smtp(String),
    /// `http://…` or `https://…`
    Webhook(String),
}

/// The address may hold a password.
impl fmt::Debug for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Off => "Off",
            Self::Log => "Log",
            Self::Smtp(_) => "Smtp(…)",
            Self::Webhook(_) => "Webhook(…)",
        })
    }
}

impl Chosen {
    /// As it stands in `MESSAGE_GATEWAY`.
    pub fn read(text: &str) -> Result<Self, String> {
        match text.split_once("://") {
            None if text == "off" => Ok(Self::Off),
            None if text == "log" => Ok(Self::Log),
            Some(("smtp" | "smtps", rest)) if !rest.is_empty() => Ok(Self::Smtp(text.to_owned())),
            Some(("http" | "https", rest)) if !rest.is_empty() => Ok(Self::Webhook(text.to_owned())),
            _ => {
                Err("expected `off`, `log`, `smtp://HOST`, `smtps://HOST` or `https://HOST/PATH`".to_owned())
            }
        }
    }
}

/// The gateway of the settings; `None` when there is none.
pub fn open(settings: &Settings) -> Result<Option<Arc<dyn MessageGateway>>, String> {
    Ok(match &settings.message_gateway {
        Chosen::Off => None,
        Chosen::Log => Some(Arc::new(Said)),
        Chosen::Smtp(url) => Some(Arc::new(smtp::Smtp::new(url, settings)?)),
        Chosen::Webhook(url) => Some(Arc::new(webhook::Webhook::new(url, settings.message_token.clone())?)),
    })
}

/// Hands a message on, with two more tries: a code lives for minutes only. Whoever asked for it does not wait, so that its
/// answer takes as long whatever the number.
pub fn send_soon(gateway: Arc<dyn MessageGateway>, message: Message) {
    tokio::spawn(async move {
        for pause in [2, 8, 0] {
            match gateway.send(&message).await {
                Ok(()) => {
                    metrics::counter!("messages", "outcome" => "sent").increment(1);
                    return;
                }
                Err(error) => {
                    tracing::warn!(%error, "a message did not go out");
                    if error.is_final {
                        break;
                    }
                }
            }
            tokio::time::sleep(Duration::from_secs(pause)).await;
        }
        metrics::counter!("messages", "outcome" => "lost").increment(1);
    });
}

/// Development: says it to whoever has started the server. Not a line of the log, which is kept.
#[derive(Debug)]
struct Said;

impl MessageGateway for Said {
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a> {
        Box::pin(async move {
            say(&format!("Tin nhắn tới / message to {}: {}", message.to, message.text.replace('\n', " ")));
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_setting() {
        assert_eq!(Chosen::read("off"), Ok(Chosen::Off));
        assert_eq!(Chosen::read("log"), Ok(Chosen::Log));
        assert!(matches!(Chosen::read("smtps://u:p@mail.example.vn"), Ok(Chosen::Smtp(_))));
        assert!(matches!(Chosen::read("https://sms.example.vn/send"), Ok(Chosen::Webhook(_))));
        for wrong in ["", "logs", "ftp://x", "smtp://", "https://", "0912345678"] {
            assert!(Chosen::read(wrong).is_err(), "{wrong}");
        }
        assert_eq!(format!("{:?}", Chosen::Smtp("smtp://u:secret@x".into())), "Smtp(…)");
    }
}
