//! To whoever sends SMS or Zalo messages: `POST {"to":"0912345678","text":"…"}`, any 2xx is a yes.

use super::{Message, MessageGateway, Sending, Undelivered};
use reqwest::{Client, Url, redirect};
use serde_json::json;
use std::fmt;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(10);

pub struct Webhook {
    url: Url,
    /// Sent as a bearer token.
    token: Option<String>,
    client: Client,
}

impl Webhook {
    pub fn new(url: &str, token: Option<String>) -> Result<Self, String> {
        let url = url.parse().map_err(|_| "not an address".to_owned())?;
        // Several parts of the server may be the first.
        let _known = rustls::crypto::ring::default_provider().install_default();
        let client =
            Client::builder().no_proxy().redirect(redirect::Policy::none()).timeout(PATIENCE).build();
        Ok(Self { url, token, client: client.map_err(|error| error.to_string())? })
    }
}

/// Address and token are secrets of the operator.
impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Webhook(…)")
    }
}

impl MessageGateway for Webhook {
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a> {
        Box::pin(async move {
            let body = json!({ "to": message.to, "text": message.text }).to_string();
            let request =
                self.client.post(self.url.clone()).header("content-type", "application/json").body(body);
            let request = match &self.token {
                Some(token) => request.bearer_auth(token),
                None => request,
            };
            match request.send().await {
                Ok(answer) if answer.status().is_success() => Ok(()),
                Ok(answer) if answer.status().is_client_error() && answer.status() != 429 => {
                    Err(Undelivered { what: "the gateway refused it", is_final: true })
                }
                Ok(_) => Err(Undelivered { what: "the gateway could not take it", is_final: false }),
                Err(_) => Err(Undelivered { what: "the gateway was not reached", is_final: false }),
            }
        })
    }
}
