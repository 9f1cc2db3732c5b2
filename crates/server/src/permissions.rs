//! Who may do what: the one function that decides it. `tests/http/permissions.rs` walks every role over every route.

/// What a session or an officer's token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Role {
    /// Whoever has signed in: sends forms and sees what they became.
    #[value(skip)]
    Citizen,
    /// Works on the dossiers of a unit.
    Officer,
    /// Also gives them to others, and exports.
    Leader,
    /// A one-stop system: what a leader may, and it follows the changes. It gives no reasons, so it reads nothing of others.
    System,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    List,
    Read,
    Move,
    AddResult,
    /// Take a dossier that nobody works on, or give one's own back.
    Claim,
    /// Give a dossier to somebody, also one that another works on.
    Assign,
    Note,
    Export,
    /// The changes, and the webhooks that tell them.
    Follow,
    /// Make people helpers, and end it.
    Appoint,
    /// What one has sent oneself.
    SeeOwn,
}

/// The verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Granted,
    /// With a reason, which is written down.
    WithReason,
    Refused,
}

/// Decides. `is_own`: the dossier, or all that is asked for, is of the unit of the officer; for a citizen, of the account.
pub fn may(role: Role, operation: Operation, is_own: bool) -> Access {
    use Operation::{AddResult, Appoint, Assign, Claim, Export, Follow, List, Move, Note, Read, SeeOwn};
    match (operation, role, is_own) {
        (SeeOwn, Role::Citizen, true) => Access::Granted,
        (Read, Role::Officer | Role::Leader, false) => Access::WithReason,
        (SeeOwn, _, _) | (_, Role::Citizen, _) | (_, _, false) => Access::Refused,
        (List | Read | Move | AddResult | Claim | Note, _, true)
        | (Assign | Export | Appoint, Role::Leader | Role::System, true)
        | (Follow, Role::System, true) => Access::Granted,
        (Assign | Export | Appoint, Role::Officer, true) | (Follow, Role::Officer | Role::Leader, true) => {
            Access::Refused
        }
    }
}

impl Role {
    /// As it is kept and told.
    pub fn word(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Officer => "officer",
            Self::Leader => "leader",
            Self::System => "system",
        }
    }

    /// Of an officer.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Officer, Self::Leader, Self::System].into_iter().find(|role| role.word() == word)
    }
}
