//! Signing in by phone number and one-time code.

use crate::app::App;
use crate::error::{Error, Result};
use crate::helpers;
use crate::limits::Sent;
use crate::messages::{self, Message};
use crate::sessions::{self, Session};
use crate::visitor::Visitor;
use crate::{accounts, codes};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use contract::{AccountInfo, CodeSent, NewCode, Problem, SignIn, SignInWays};
use forms::Lang;
use forms::kinds::phone;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(ways)).routes(routes!(send_code)).routes(routes!(begin))
}

/// How people sign in here, and whether they must.
#[utoipa::path(
    get,
    path = "/api/v1/sign-in",
    tag = "accounts",
    responses((status = 200, body = SignInWays))
)]
async fn ways(State(app): State<Arc<App>>) -> Json<SignInWays> {
    Json(SignInWays { code: app.messages.is_some(), needed_to_send: app.settings.sending_needs_sign_in })
}

/// Sends a code of six digits to a phone. The answer is the same for every number; a number gets one a minute and ten in 24 hours.
#[utoipa::path(
    post,
    path = "/api/v1/sign-in/codes",
    tag = "accounts",
    request_body = NewCode,
    responses(
        (status = 202, description = "On its way", body = CodeSent),
        (status = 403, description = "Another site's page", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Nobody signs in by code here", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "No number that a message can be sent to", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many for this number, from this address, or in all: see `Retry-After`", body = Problem, content_type = "application/problem+json")
    )
)]
async fn send_code(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Sent(NewCode { phone, language }): Sent<NewCode>,
) -> Result<(StatusCode, Json<CodeSent>)> {
    let gateway = app.messages.clone().ok_or(Error::NotFound)?;
    app.rates.code(visitor)?;
    let to = phone::mobile(&phone).ok_or(Error::NoPhone)?;
    let made = codes::make(&app, &to).await?;
    let text = text(&made.code, language, app.settings.public_url.as_deref());
    messages::send_soon(gateway, Message { to, text });
    Ok((StatusCode::ACCEPTED, Json(made.told)))
}

/// What the message says. Its last line lets browsers offer the code on this site and on no other (origin-bound codes).
fn text(code: &str, language: Lang, public_url: Option<&str>) -> String {
    let text = match language {
        Lang::Vi => {
            format!("{code} là mã đăng nhập Nộp Hồ Sơ, dùng trong 5 phút. Không đưa mã này cho bất kỳ ai.")
        }
        Lang::En => format!("{code} is your sign-in code for Nộp Hồ Sơ, for 5 minutes. Give it to nobody."),
    };
    match public_url.and_then(|url| url.strip_prefix("https://")) {
        Some(host) => format!("{text}\n\n@{host} #{code}"),
        None => text,
    }
}

/// Signs in with the code. A session that the request came with ends: its token is good no more.
#[utoipa::path(
    post,
    path = "/api/v1/sign-in/session",
    tag = "accounts",
    request_body = SignIn,
    responses(
        (status = 200, description = "Signed in; the session's cookie is set", body = AccountInfo),
        (status = 403, description = "Another site's page", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Wrong, used, tried too often or too old", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many tries from this address: see `Retry-After`", body = Problem, content_type = "application/problem+json")
    )
)]
async fn begin(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    Sent(SignIn { challenge, code }): Sent<SignIn>,
) -> Result<impl IntoResponse> {
    app.rates.try_code(visitor)?;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let hash = app.blinder.blind("code", &format!("{challenge}:{digits}"));
    let here = app.clone();
    let begun = app
        .database
        .write(move |connection| {
            Box::pin(async move {
                let now = here.clock.now();
                match codes::redeem(connection, &challenge, &hash, now).await? {
                    Some(phone) => sessions::begin(&here, connection, &phone, &headers).await.map(Some),
                    // Not an error: that would take the counted try back.
                    None => Ok(None),
                }
            })
        })
        .await?;
    let Some(begun) = begun else {
        tracing::info!("a sign-in failed");
        return Err(Error::WrongCode);
    };
    tracing::info!(account = begun.session.account, "signed in");
    let info = info(&app, &begun.session).await?;
    Ok(([(header::SET_COOKIE, begun.cookie()?)], Json(info)))
}

/// What a session tells of itself.
pub async fn info(app: &App, session: &Session) -> Result<AccountInfo> {
    Ok(AccountInfo {
        id: session.account.clone(),
        phone: accounts::shown_phone(app, &session.account).await?,
        signed_in_at: session.signed_in_at,
        until: session.expires_at,
        helper: helpers::of_account(app, &session.account).await?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_is_bound_to_the_site() {
        assert!(
            text("123456", Lang::Vi, Some("https://hoso.example.vn"))
                .ends_with("\n\n@hoso.example.vn #123456")
        );
        assert!(!text("123456", Lang::En, Some("http://localhost:8080")).contains('@'));
    }
}
