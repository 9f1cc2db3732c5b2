//! By mail to a gateway that makes an SMS of it: `MESSAGE_TO` says how it wants a number written, as `{phone}@sms.example.vn`.

use super::{Message, MessageGateway, Sending, Undelivered};
use crate::config::Settings;
use lettre::message::{Mailbox, header};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::fmt;

pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// With `{phone}` in it.
    to: String,
}

impl Smtp {
    pub fn new(url: &str, settings: &Settings) -> Result<Self, String> {
        // Several parts of the server may be the first.
        let _known = rustls::crypto::ring::default_provider().install_default();
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| "not an address")?;
        let missing = |name: &str| format!("mail needs {name} too");
        let from = settings.message_from.as_deref().ok_or_else(|| missing("MESSAGE_FROM"))?;
        let from = from.parse().map_err(|_| "MESSAGE_FROM is no mail address")?;
        let to = settings.message_to.clone().ok_or_else(|| missing("MESSAGE_TO"))?;
        if to.replace("{phone}", "0912345678").parse::<Mailbox>().is_err() || !to.contains("{phone}") {
            return Err("MESSAGE_TO is written like {phone}@sms.example.vn".to_owned());
        }
        Ok(Self { transport: transport.build(), from, to })
    }
}

/// The address may hold a password.
impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Smtp(…)")
    }
}

impl MessageGateway for Smtp {
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a> {
        Box::pin(async move {
            let unwritten = |_| Undelivered { what: "the mail could not be written", is_final: true };
            let to = self.to.replace("{phone}", &message.to).parse();
            let to: Mailbox = to.map_err(|_| Undelivered { what: "no such address", is_final: true })?;
            let mail = lettre::Message::builder().from(self.from.clone()).to(to).subject("Nộp Hồ Sơ");
            let mail = mail.header(header::ContentType::TEXT_PLAIN).body(message.text.clone());
            // The server's own words may name the receiver: they are not told.
            let sent = self.transport.send(mail.map_err(unwritten)?).await;
            sent.map(|_| ()).map_err(|error| Undelivered {
                what: "the mail server did not take it",
                is_final: error.is_permanent(),
            })
        })
    }
}
