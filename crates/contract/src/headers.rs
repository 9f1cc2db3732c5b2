//! Header names of our own.

/// The lookup secret of a receipt. A header, so that it never stands in an address or a log.
pub const LOOKUP_SECRET: &str = "lookup-secret";
/// Id of the account that a form is sent for. What waits on a shared phone goes out under nobody else's name: with another one
/// signed in it is taken as from nobody, or where signing in is needed not at all.
pub const ACCOUNT: &str = "account";
/// Why an officer reads a dossier of another unit: UTF-8, percent-encoded. It is written down.
pub const READ_REASON: &str = "read-reason";
/// Identifies one request in the answer and in the log.
pub const REQUEST_ID: &str = "x-request-id";

/// Which build of the app asks: the text of `/build.txt` that was served with it.
pub const CLIENT_BUILD: &str = "client-build";
/// [`OUTDATED`] in an answer: a newer app has been served for more than [`CLIENT_DAYS`].
pub const CLIENT_STATUS: &str = "client-status";
/// The value of [`CLIENT_STATUS`]; there is no other.
pub const OUTDATED: &str = "outdated";
/// So long a build is served after the next one came.
pub const CLIENT_DAYS: i64 = 90;

/// Resumable uploads (tus 1.0.0).
pub mod tus {
    /// In every request and answer.
    pub const RESUMABLE: &str = "tus-resumable";
    pub const VERSION: &str = "tus-version";
    /// The value of both.
    pub const ONE: &str = "1.0.0";
    pub const EXTENSION: &str = "tus-extension";
    pub const MAX_SIZE: &str = "tus-max-size";
    pub const CHECKSUM_ALGORITHM: &str = "tus-checksum-algorithm";
    /// How many bytes are there.
    pub const OFFSET: &str = "upload-offset";
    /// How many there will be.
    pub const LENGTH: &str = "upload-length";
    /// `key` and `sha256`, in base64 as the protocol wants.
    pub const METADATA: &str = "upload-metadata";
    /// `sha256 <base64>` or `sha1 <base64>` of one request's body.
    pub const CHECKSUM: &str = "upload-checksum";
    pub const EXPIRES: &str = "upload-expires";
    /// Of what `PATCH` takes.
    pub const MEDIA_TYPE: &str = "application/offset+octet-stream";
}
