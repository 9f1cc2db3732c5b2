//! The one error of the server, and how it becomes a problem document (RFC 9457) in both languages.
//!
//! Nothing of the inside is shown: what is the server's own fault is logged once, here, and answered with its request id.

use crate::seal::Unsealable;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::headers::tus;
use contract::{Problem, kinds};
use forms::{Text, Violation};
use std::io::ErrorKind;

/// Why a request was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("bad request: {0}")]
    BadRequest(String),
    #[error("unauthorized")]
    Unauthorized,
    #[error("not signed in, or as another")]
    SignInNeeded,
    #[error("a second factor is needed")]
    SecondFactorNeeded,
    #[error("not the code")]
    WrongCode,
    #[error("no number for messages")]
    NoPhone,
    #[error("asked for by another site")]
    CrossSite,
    #[error("forbidden")]
    Forbidden,
    #[error("a reason is needed")]
    ReasonNeeded,
    #[error("not found")]
    NotFound,
    #[error("method not allowed")]
    MethodNotAllowed,
    #[error("unsupported media type")]
    UnsupportedMediaType,
    #[error("too large: {0}")]
    TooLarge(&'static str),
    #[error("{} answers are invalid", .0.len())]
    InvalidAnswers(Vec<Violation>),
    #[error("the definition is not accepted")]
    DefinitionExpired,
    #[error("a file is missing")]
    FileMissing,
    #[error("the hash does not fit")]
    HashMismatch,
    #[error("bad file: {0}")]
    BadFile(&'static str),
    #[error("sealed to another key")]
    WrongKey,
    #[error("the key was used for another payload")]
    KeyReused,
    #[error("the dossier has changed")]
    VersionConflict,
    #[error("not a legal transition")]
    IllegalTransition,
    #[error("papers are awaited")]
    PapersAwaited,
    #[error("another number of bytes is there")]
    OffsetConflict,
    #[error("the checksum does not fit")]
    ChecksumMismatch,
    #[error("not the version of tus that is spoken here")]
    TusVersion,
    #[error("too many requests")]
    TooManyRequests { retry_after_s: i64 },
    #[error("busy")]
    Busy,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    Files(#[from] object_store::Error),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Unsealable(#[from] Unsealable),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Catalog(#[from] catalog::Mistake),
    /// A row or a task that cannot be.
    #[error("{0}")]
    Inconsistent(String),
}

/// Shorthand of the crate.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// As the problem document that is sent; `instance` is set where the request's id is known.
    pub fn problem(&self) -> Problem {
        let (status, kind, title) = self.kind();
        let (vi, en) = self.words();
        let violations = match self {
            Self::InvalidAnswers(violations) => violations.clone(),
            _ => Vec::new(),
        };
        Problem {
            kind: kind.to_owned(),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: Text { vi, en },
            instance: String::new(),
            violations,
        }
    }

    /// The error of a status that a library answered on its own.
    pub fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::UNAUTHORIZED => Self::Unauthorized,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge("1 MiB"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            status if status.is_client_error() => Self::BadRequest(String::new()),
            status => Self::Inconsistent(format!("a library answered {status}")),
        }
    }

    fn kind(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::BadRequest(_) => (StatusCode::BAD_REQUEST, kinds::BAD_REQUEST, "Bad request"),
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, kinds::UNAUTHORIZED, "Unauthorized"),
            Self::SignInNeeded => (StatusCode::UNAUTHORIZED, kinds::SIGN_IN_NEEDED, "Sign-in needed"),
            Self::SecondFactorNeeded => {
                (StatusCode::UNAUTHORIZED, kinds::SECOND_FACTOR, "Second factor needed")
            }
            Self::WrongCode => (StatusCode::UNPROCESSABLE_ENTITY, kinds::WRONG_CODE, "Wrong code"),
            Self::NoPhone => (StatusCode::UNPROCESSABLE_ENTITY, kinds::NO_PHONE, "No mobile number"),
            Self::CrossSite => (StatusCode::FORBIDDEN, kinds::CROSS_SITE, "Another site"),
            Self::Forbidden => (StatusCode::FORBIDDEN, kinds::FORBIDDEN, "Forbidden"),
            Self::ReasonNeeded => (StatusCode::FORBIDDEN, kinds::REASON_NEEDED, "Reason needed"),
            Self::NotFound => (StatusCode::NOT_FOUND, kinds::NOT_FOUND, "Not found"),
            Self::MethodNotAllowed => {
                (StatusCode::METHOD_NOT_ALLOWED, kinds::METHOD_NOT_ALLOWED, "Method not allowed")
            }
            Self::UnsupportedMediaType => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, kinds::BAD_REQUEST, "Unsupported media type")
            }
            Self::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, kinds::TOO_LARGE, "Too large"),
            Self::InvalidAnswers(_) => {
                (StatusCode::UNPROCESSABLE_ENTITY, kinds::INVALID_ANSWERS, "Invalid answers")
            }
            Self::DefinitionExpired => {
                (StatusCode::GONE, kinds::DEFINITION_EXPIRED, "Form no longer accepted")
            }
            Self::FileMissing => (StatusCode::UNPROCESSABLE_ENTITY, kinds::FILE_MISSING, "File missing"),
            Self::HashMismatch => (StatusCode::UNPROCESSABLE_ENTITY, kinds::HASH_MISMATCH, "Hash mismatch"),
            Self::BadFile(_) => (StatusCode::UNPROCESSABLE_ENTITY, kinds::BAD_FILE, "Bad file"),
            Self::WrongKey => (StatusCode::UNPROCESSABLE_ENTITY, kinds::WRONG_KEY, "Wrong key"),
            Self::KeyReused => (StatusCode::CONFLICT, kinds::KEY_REUSED, "Key reused"),
            Self::VersionConflict => (StatusCode::CONFLICT, kinds::VERSION_CONFLICT, "Version conflict"),
            Self::IllegalTransition => {
                (StatusCode::CONFLICT, kinds::ILLEGAL_TRANSITION, "Illegal transition")
            }
            Self::PapersAwaited => (StatusCode::CONFLICT, kinds::PAPERS_AWAITED, "Papers awaited"),
            Self::OffsetConflict => (StatusCode::CONFLICT, kinds::OFFSET_CONFLICT, "Offset conflict"),
            Self::ChecksumMismatch => {
                let status = StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST);
                (status, kinds::CHECKSUM_MISMATCH, "Checksum mismatch")
            }
            Self::TusVersion => (StatusCode::PRECONDITION_FAILED, kinds::TUS_VERSION, "Other version of tus"),
            Self::TooManyRequests { .. } => {
                (StatusCode::TOO_MANY_REQUESTS, kinds::TOO_MANY_REQUESTS, "Too many requests")
            }
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, kinds::BUSY, "Busy"),
            _ if self.is_out_of_room() => {
                (StatusCode::INSUFFICIENT_STORAGE, kinds::OUT_OF_ROOM, "Out of room")
            }
            Self::Database(_)
            | Self::Files(_)
            | Self::Io(_)
            | Self::Unsealable(_)
            | Self::Json(_)
            | Self::Catalog(_)
            | Self::Inconsistent(_) => (StatusCode::INTERNAL_SERVER_ERROR, kinds::INTERNAL, "Internal error"),
        }
    }

    /// What happened and what to do, in Vietnamese and English.
    fn words(&self) -> (String, String) {
        if let Some((vi, en)) = self.words_for_officers().or_else(|| self.words_of_signing_in()) {
            return (vi.to_owned(), en.to_owned());
        }
        let (vi, en) = match self {
            Self::BadRequest(what) => {
                return (
                    with_reason("Máy chủ không đọc được nội dung gửi lên", what),
                    with_reason("The server cannot read what was sent", what),
                );
            }
            Self::TooLarge(limit) => {
                return (
                    format!("Nội dung gửi lên quá lớn. Giới hạn: {limit}."),
                    format!("What was sent is too large. The limit is {limit}."),
                );
            }
            Self::BadFile(why) => {
                return (
                    with_reason(
                        "Không nhận được tệp này. Hãy gửi ảnh JPEG, PNG, WebP hoặc tệp PDF đọc được",
                        why,
                    ),
                    with_reason(
                        "This file cannot be taken. Send a readable JPEG, PNG or WebP picture or a PDF",
                        why,
                    ),
                );
            }
            Self::Unauthorized => (
                "Mã bảo vệ hoặc mã cán bộ không đúng. Hãy kiểm tra và thử lại.",
                "The secret or token is missing or wrong. Check it and try again.",
            ),
            Self::NotFound => ("Không tìm thấy.", "There is nothing here."),
            Self::MethodNotAllowed => {
                ("Địa chỉ này không nhận thao tác đó.", "This address does not take that method.")
            }
            Self::UnsupportedMediaType => (
                "Kiểu nội dung không đúng. Hãy gửi application/json, không nén.",
                "Wrong type of content. Send application/json, not compressed.",
            ),
            Self::InvalidAnswers(_) => (
                "Có câu trả lời chưa đúng. Hãy sửa các mục được nêu rồi nộp lại.",
                "Some answers are not right. Correct the ones named and send again.",
            ),
            Self::DefinitionExpired => (
                "Mẫu tờ khai này không còn được nhận. Hãy mở lại dịch vụ để lấy mẫu đang có hiệu lực.",
                "This version of the form is no longer accepted. Open the service again to get the one in force.",
            ),
            Self::FileMissing => (
                "Có tệp đính kèm chưa được tải lên. Hãy tải lên rồi nộp lại.",
                "An attached file has not been uploaded. Upload it and send again.",
            ),
            Self::HashMismatch => (
                "Tệp bị sai lệch khi truyền. Hãy gửi lại.",
                "The file was damaged on the way. Send it again.",
            ),
            Self::WrongKey => (
                "Nội dung đã được khóa cho một máy chủ khác hoặc đã bị thay đổi. Hãy mở thư mục hồ sơ và gửi lại.",
                "What was sent is sealed to another server, or was changed. Unlock the folder and send again.",
            ),
            Self::KeyReused => (
                "Khóa này đã dùng cho một hồ sơ khác. Hãy lấy lại biên nhận của hồ sơ đã nộp.",
                "This key was used for another payload. Fetch the receipt of what was sent.",
            ),
            Self::OffsetConflict => (
                "Máy chủ đã có số byte khác của tệp này. Hãy hỏi lại số byte rồi gửi tiếp từ đó.",
                "The server has another number of bytes of this file. Ask how many, and go on from there.",
            ),
            Self::ChecksumMismatch => (
                "Phần tệp này bị sai lệch khi truyền. Hãy gửi lại phần này.",
                "This part of the file was damaged on the way. Send this part again.",
            ),
            Self::TusVersion => (
                "Máy chủ nhận tệp theo giao thức tus phiên bản 1.0.0.",
                "Files are taken in version 1.0.0 of the tus protocol.",
            ),
            Self::TooManyRequests { .. } => (
                "Có quá nhiều yêu cầu từ mạng này trong thời gian ngắn. Hãy đợi ít phút rồi thử lại; chưa có gì bị mất.",
                "Too many requests came from this network in a short time. Wait some minutes and try again; nothing is lost.",
            ),
            Self::Busy => (
                "Máy chủ đang bận. Hãy thử lại sau giây lát; chưa có gì bị mất.",
                "The server is busy. Try again in a moment; nothing is lost.",
            ),
            _ if self.is_out_of_room() => (
                "Máy chủ tạm hết chỗ lưu. Những gì bạn gửi vẫn còn trên máy của bạn; hãy thử lại sau.",
                "The server has no room left for now. What you sent is still on your phone; try again later.",
            ),
            _ => (
                "Máy chủ gặp lỗi. Hãy thử lại sau; nếu vẫn lỗi, báo mã yêu cầu này cho bộ phận kỹ thuật.",
                "The server failed. Try again later; if it fails again, tell the IT office this request's id.",
            ),
        };
        (vi.to_owned(), en.to_owned())
    }

    /// The words of what happens around signing in.
    fn words_of_signing_in(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::SignInNeeded => (
                "Cần đăng nhập để làm việc này. Những gì bạn đã điền vẫn được giữ trên máy.",
                "Sign in first. What you have filled in is kept on your phone.",
            ),
            Self::WrongCode => (
                "Mã không đúng hoặc đã hết hạn. Hãy kiểm tra lại, hoặc lấy mã mới.",
                "The code is wrong or has expired. Check it, or get a new one.",
            ),
            Self::NoPhone => (
                "Đây không phải số điện thoại di động ở Việt Nam.",
                "This is not a mobile number of Vietnam.",
            ),
            Self::CrossSite => (
                "Yêu cầu này đến từ một trang khác nên không được thực hiện.",
                "This was asked for by a page of another site, so it was not done.",
            ),
            _ => return None,
        })
    }

    /// The words of what only officers meet.
    fn words_for_officers(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Forbidden => (
                "Cán bộ này không có quyền làm việc đó. Hãy nhờ người có quyền của đơn vị.",
                "This officer may not do that. Ask somebody of the unit who may.",
            ),
            Self::SecondFactorNeeded => (
                "Mã cán bộ này cần thêm mã 6 số của ứng dụng xác thực. Hãy đổi lấy mã ngắn hạn tại /api/v1/token.",
                "This token needs the 6 digits of the authenticator app too. Exchange it at /api/v1/token for a short-lived one.",
            ),
            Self::ReasonNeeded => (
                "Hồ sơ thuộc đơn vị khác. Hãy ghi lý do xem; lý do được lưu lại.",
                "The dossier belongs to another unit. Give a reason for reading it; it is written down.",
            ),
            Self::VersionConflict => (
                "Hồ sơ vừa có người khác thay đổi. Hãy tải lại rồi làm tiếp.",
                "The dossier has changed since you read it. Read it again and go on.",
            ),
            Self::IllegalTransition => (
                "Hồ sơ đang ở trạng thái không cho phép thao tác này.",
                "The state of the dossier does not allow this.",
            ),
            Self::PapersAwaited => (
                "Hồ sơ còn giấy tờ đang gửi. Hãy đợi đủ giấy tờ, hoặc tiếp nhận kèm lý do.",
                "Papers of this dossier are still on their way. Wait for them, or give a reason to receive it all the same.",
            ),
            _ => return None,
        })
    }

    /// The disk of the database or of the files is full: an operator has to make room.
    fn is_out_of_room(&self) -> bool {
        let is_full = |error: &std::io::Error| {
            matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
        };
        match self {
            // SQLITE_FULL, and disk_full of PostgreSQL.
            Self::Database(sqlx::Error::Database(error)) => {
                matches!(error.code().as_deref(), Some("13" | "53100"))
            }
            Self::Io(error) => is_full(error),
            Self::Files(error) => {
                std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source())
                    .any(|error| error.downcast_ref().is_some_and(is_full))
            }
            _ => false,
        }
    }

    fn retry_after_s(&self) -> Option<i64> {
        match self {
            Self::TooManyRequests { retry_after_s } => Some(*retry_after_s),
            Self::Busy => Some(1),
            _ if self.is_out_of_room() => Some(60),
            _ => None,
        }
    }
}

fn with_reason(sentence: &str, reason: &str) -> String {
    if reason.is_empty() { format!("{sentence}.") } else { format!("{sentence} ({reason}).") }
}

impl IntoResponse for Error {
    /// The problem travels as an extension: the outermost layer knows the request's id and writes the body.
    fn into_response(self) -> Response {
        let problem = self.problem();
        if problem.status >= 500 && !matches!(self, Self::Busy) {
            tracing::error!(error = %self, "request failed");
        }
        let mut response = StatusCode::from_u16(problem.status).unwrap_or_default().into_response();
        if let Some(seconds) = self.retry_after_s() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if matches!(self, Self::Unauthorized | Self::SecondFactorNeeded) {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if matches!(self, Self::SignInNeeded) {
            let scheme = HeaderValue::from_static("Session realm=\"/api/v1/sign-in\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, scheme);
        }
        if matches!(self, Self::TusVersion) {
            response.headers_mut().insert(tus::VERSION, HeaderValue::from_static(tus::ONE));
        }
        response.extensions_mut().insert(problem);
        response
    }
}
