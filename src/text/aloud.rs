//! Words of reading aloud. What is read are the texts of the screen, made fit for a voice by [`super::spoken`].

/// See the module. `{…}` is replaced by what its name says.
pub struct Aloud {
    /// Name of the small button beside a question.
    pub listen_to: &'static str,
    pub listen_all: &'static str,
    pub listen_all_help: &'static str,
    pub stop: &'static str,
    pub choices: &'static str,
    pub many_choices: &'static str,
    pub answered: &'static str,
    pub ticked: &'static str,
    pub attached: &'static str,
}

pub const VI: Aloud = Aloud {
    listen_to: "Nghe: {what}",
    listen_all: "Nghe đọc lại cả hồ sơ",
    listen_all_help: "Máy đọc to những gì bạn đã khai. Người xung quanh có thể nghe thấy.",
    stop: "Dừng đọc",
    choices: "Chọn:",
    many_choices: "Có {count} lựa chọn trong danh sách.",
    answered: "Bạn đã trả lời: {answer}",
    ticked: "Bạn đã đánh dấu ô này.",
    attached: "đã có",
};

pub const EN: Aloud = Aloud {
    listen_to: "Listen: {what}",
    listen_all: "Listen to the whole form",
    listen_all_help: "The phone reads aloud what you have stated. People nearby can hear it.",
    stop: "Stop reading",
    choices: "Choose:",
    many_choices: "There are {count} choices in the list.",
    answered: "You have answered: {answer}",
    ticked: "You have ticked this box.",
    attached: "attached",
};
