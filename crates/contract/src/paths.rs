//! Every path of the API, once. `{}` segments are given as arguments and must already be URL-safe (slugs, codes, hex).

/// All paths below start here.
pub const BASE: &str = "/api/v1";

/// [`crate::ServiceIndex`]: what Home needs.
pub const SERVICES: &str = "/api/v1/services";
/// [`crate::NewSubmission`] in, [`crate::Receipt`] out.
pub const SUBMISSIONS: &str = "/api/v1/submissions";

/// [`crate::ServicePage`]: the guide of one service.
pub fn service(slug: &str) -> String {
    format!("{SERVICES}/{slug}")
}

/// Leads to [`definition`] of today's version.
pub fn current_definition(slug: &str) -> String {
    format!("{SERVICES}/{slug}/definition")
}

/// [`forms::Definition`] of one version: immutable.
pub fn definition(slug: &str, version: &str) -> String {
    format!("{SERVICES}/{slug}/definitions/{version}")
}

/// A code list: `provinces`, `former-provinces`, `communes`, `former-communes`, `ethnic-groups`, `countries`, `holidays`, `glossary`,
/// `offices`.
pub fn reference(list: &str) -> String {
    format!("{BASE}/reference/{list}")
}

/// `PUT` of a file's bytes before the submission that names it; `key` is the submission's.
pub fn upload(key: &str, sha256: &str) -> String {
    format!("{BASE}/uploads/{key}/{sha256}")
}

/// Where resumable uploads begin (tus 1.0.0): `POST` with the metadata `key` and `sha256`. The upload itself is at [`upload`],
/// whoever began it: `HEAD` tells how much is there, `PATCH` adds to it, `DELETE` gives it up.
pub const UPLOADS: &str = "/api/v1/uploads";

/// [`crate::Probe`]: whether it is really our server that answers. `nonce`: 16 to 64 lower-case hex digits, never used before.
pub fn probe(nonce: &str) -> String {
    format!("{BASE}/probe?nonce={nonce}")
}

/// [`crate::sealed::SealingKey`]
pub const SEALING_KEY: &str = "/api/v1/sealing-key";

/// The [`crate::Receipt`] of a submission that arrived, by its key.
pub fn submission(key: &str) -> String {
    format!("{SUBMISSIONS}/{key}")
}

/// [`crate::Tracked`]; with the lookup secret in [`crate::headers::LOOKUP_SECRET`] also its detail.
pub fn tracking(code: &str) -> String {
    format!("{BASE}/tracking/{code}")
}

/// Answer to a request for more; needs the lookup secret.
pub fn supplement(code: &str) -> String {
    format!("{BASE}/tracking/{code}/supplement")
}

/// The citizen takes the dossier back; needs the lookup secret.
pub fn withdrawal(code: &str) -> String {
    format!("{BASE}/tracking/{code}/withdrawal")
}

/// [`crate::Filed`]: what was filed; needs the lookup secret.
pub fn filed(code: &str) -> String {
    format!("{BASE}/tracking/{code}/answers")
}

/// [`crate::Rating`] in; needs the lookup secret.
pub fn rating(code: &str) -> String {
    format!("{BASE}/tracking/{code}/rating")
}

/// A result file; needs the lookup secret.
pub fn result_file(code: &str, id: &str) -> String {
    format!("{BASE}/tracking/{code}/results/{id}")
}

/// [`crate::SignInWays`]
pub const SIGN_IN: &str = "/api/v1/sign-in";
/// [`crate::NewCode`] in, [`crate::CodeSent`] out.
pub const SIGN_IN_CODES: &str = "/api/v1/sign-in/codes";
/// [`crate::SignIn`] in, [`crate::AccountInfo`] and a cookie out.
pub const SIGN_IN_SESSION: &str = "/api/v1/sign-in/session";
/// [`crate::AccountInfo`] of the session.
pub const ME: &str = "/api/v1/me";
/// `DELETE`: signs out.
pub const MY_SESSION: &str = "/api/v1/me/session";
/// [`crate::Device`]s.
pub const MY_DEVICES: &str = "/api/v1/me/devices";
/// [`crate::OwnDossiers`]: `?after=`.
pub const MY_DOSSIERS: &str = "/api/v1/me/dossiers";

/// `DELETE`: signs that device out.
pub fn my_device(id: &str) -> String {
    format!("{MY_DEVICES}/{id}")
}

/// [`crate::Tracked`] of a dossier that the account has sent, with its detail.
pub fn my_dossier(code: &str) -> String {
    format!("{MY_DOSSIERS}/{code}")
}

/// [`crate::DossierPage`]: officers' worklist. `?state=&service=&unit=&due_from=&due_until=&order=&cursor=&limit=`.
pub const OFFICER_DOSSIERS: &str = "/api/v1/officer/dossiers";

/// [`crate::Dossier`]: a dossier, whole.
pub fn officer_dossier(code: &str) -> String {
    format!("{OFFICER_DOSSIERS}/{code}")
}

/// [`crate::Transition`] in, [`crate::Dossier`] out.
pub fn officer_transitions(code: &str) -> String {
    format!("{OFFICER_DOSSIERS}/{code}/transitions")
}

/// [`crate::Assignment`] in and out: who works on it.
pub fn officer_assignee(code: &str) -> String {
    format!("{OFFICER_DOSSIERS}/{code}/assignee")
}

/// [`crate::NewNote`] in, [`crate::Note`] out.
pub fn officer_notes(code: &str) -> String {
    format!("{OFFICER_DOSSIERS}/{code}/notes")
}

/// An array of [`crate::Dossier`], streamed; takes what the worklist takes.
pub const EXPORT_JSON: &str = "/api/v1/officer/export/dossiers.json";
/// The lines of the worklist.
pub const EXPORT_CSV: &str = "/api/v1/officer/export/dossiers.csv";
/// An array of [`crate::NationalDossier`], streamed.
pub const EXPORT_NATIONAL: &str = "/api/v1/officer/export/national.json";

/// [`crate::ChangePage`]: `?after=&unit=&limit=`.
pub const CHANGES: &str = "/api/v1/officer/changes";

/// [`crate::Webhook`]s; [`crate::NewWebhook`] in, [`crate::WebhookSecret`] out.
pub const WEBHOOKS: &str = "/api/v1/officer/webhooks";

/// `DELETE` of a webhook.
pub fn webhook(id: &str) -> String {
    format!("{WEBHOOKS}/{id}")
}

/// [`crate::Replay`] in.
pub fn webhook_replay(id: &str) -> String {
    format!("{WEBHOOKS}/{id}/replay")
}

/// A form of OAuth 2.0 in, [`crate::AccessToken`] out.
pub const TOKEN: &str = "/api/v1/token";

/// [`crate::Helper`]s: `?unit=`; [`crate::NewHelper`] in, [`crate::Helper`] out.
pub const HELPERS: &str = "/api/v1/officer/helpers";

/// `DELETE`: ends an appointment.
pub fn helper(id: &str) -> String {
    format!("{HELPERS}/{id}")
}

/// [`crate::OfficerInfo`]: whose token it is.
pub const OFFICER_ME: &str = "/api/v1/officer/me";

/// `PUT` with a file's name: [`crate::ResultFile`] out; `GET` with its id: the bytes. A name must be percent-encoded.
pub fn officer_result(code: &str, file: &str) -> String {
    format!("{OFFICER_DOSSIERS}/{code}/results/{file}")
}

/// The bytes of a citizen's file.
pub fn officer_attachment(code: &str, sha256: &str) -> String {
    format!("{OFFICER_DOSSIERS}/{code}/attachments/{sha256}")
}
