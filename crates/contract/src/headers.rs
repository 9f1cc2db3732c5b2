//! Header names of our own.

/// The lookup secret of a receipt. A header, so that it never stands in an address or a log.
pub const LOOKUP_SECRET: &str = "lookup-secret";
/// Identifies one request in the answer and in the log.
pub const REQUEST_ID: &str = "x-request-id";
