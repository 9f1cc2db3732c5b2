//! The life of a dossier: the ten states of the national portal and what moves between them.

use serde::{Deserialize, Serialize};

/// A state; the number is the code used when dossiers are synchronised to the national portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 1 Mới đăng ký
    Registered = 1,
    /// 2 Được tiếp nhận
    Received = 2,
    /// 3 Không được tiếp nhận
    Refused = 3,
    /// 4 Đang xử lý
    Processing = 4,
    /// 5 Yêu cầu bổ sung giấy tờ
    MoreRequested = 5,
    /// 6 Yêu cầu thực hiện nghĩa vụ tài chính
    PaymentRequested = 6,
    /// 7 Công dân yêu cầu rút hồ sơ
    Withdrawn = 7,
    /// 8 Dừng xử lý
    Stopped = 8,
    /// 9 Đã xử lý xong
    Done = 9,
    /// 10 Đã trả kết quả
    Returned = 10,
}

/// What an officer or the citizen does to a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Accept it; the appointment date is fixed now.
    Receive,
    /// Do not accept it; needs a reason.
    Refuse,
    /// Begin, or go on after a supplement or a payment.
    Process,
    /// Ask for more papers or a correction; needs a reason.
    RequestMore,
    /// Ask for a payment; needs a reason.
    RequestPayment,
    /// Move the appointment, with an apology (standard paper 04); needs a reason and the new day.
    Extend,
    /// Stop for good; needs a reason.
    Stop,
    /// Decided.
    Finish,
    /// The result is handed over.
    Return,
    /// The citizen answers a request for more.
    Supplement,
    /// The citizen takes it back.
    Withdraw,
}

impl State {
    /// The national code, 1 to 10.
    pub fn number(self) -> i64 {
        self as i64
    }

    /// The state of a national code.
    pub fn from_number(number: i64) -> Option<Self> {
        use State::{
            Done, MoreRequested, PaymentRequested, Processing, Received, Refused, Registered, Returned,
            Stopped, Withdrawn,
        };
        [
            Registered,
            Received,
            Refused,
            Processing,
            MoreRequested,
            PaymentRequested,
            Withdrawn,
            Stopped,
            Done,
            Returned,
        ]
        .into_iter()
        .find(|state| state.number() == number)
    }

    /// Nothing can follow.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn | Self::Stopped | Self::Returned)
    }

    /// The state after an action; `None` when it is not legal here.
    pub fn after(self, action: Action) -> Option<Self> {
        use State::{
            Done, MoreRequested, PaymentRequested, Processing, Received, Refused, Registered, Returned,
            Stopped, Withdrawn,
        };
        Some(match (action, self) {
            (Action::Receive, Registered) => Received,
            (Action::Refuse, Registered | MoreRequested) => Refused,
            (Action::Process, Received | MoreRequested | PaymentRequested)
            | (Action::Supplement, MoreRequested) => Processing,
            (Action::RequestMore, Registered | Received | Processing) => MoreRequested,
            (Action::RequestPayment, Received | Processing) => PaymentRequested,
            (Action::Stop, Received | Processing | MoreRequested | PaymentRequested) => Stopped,
            (Action::Extend, Received | Processing) => self,
            (Action::Finish, Received | Processing) => Done,
            (Action::Return, Done) => Returned,
            (Action::Withdraw, Registered | Received | Processing | MoreRequested | PaymentRequested) => {
                Withdrawn
            }
            _ => return None,
        })
    }
}

impl Action {
    /// Whether the citizen, not an officer, does it.
    pub fn is_citizens(self) -> bool {
        matches!(self, Self::Supplement | Self::Withdraw)
    }

    /// The number of the standard paper that tells it (TT 03/2025/TT-VPCP, annex I).
    pub fn paper(self) -> Option<&'static str> {
        match self {
            Self::Receive => Some("01"),
            Self::RequestMore => Some("02"),
            Self::Refuse => Some("03"),
            Self::Extend => Some("04"),
            Self::Stop => Some("05"),
            _ => None,
        }
    }

    /// Whether a reason must be given.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Refuse | Self::RequestMore | Self::RequestPayment | Self::Extend | Self::Stop)
    }
}
