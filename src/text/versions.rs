//! Words for a draft whose form has changed, or is no more.

/// See the module.
pub struct Versions {
    pub changed_title: &'static str,
    pub changed_help: fn(usize) -> String,
    pub left_title: &'static str,
    pub left_help: &'static str,
    pub go_on: &'static str,
    pub take_along: &'static str,
    pub files: fn(usize) -> String,
    pub withdrawn_title: &'static str,
    pub withdrawn_help: &'static str,
}

pub const VI: Versions = Versions {
    changed_title: "Mẫu đơn đã đổi",
    changed_help: |kept| {
        format!(
            "Cơ quan không còn nhận mẫu cũ của hồ sơ này. {kept} câu đã trả lời được giữ lại trong mẫu mới; bạn chỉ cần trả lời những câu mới."
        )
    },
    left_title: "Không còn chỗ trong mẫu mới",
    left_help: "Những điều này không được chuyển sang. Hãy xem lại trước khi đi tiếp; nếu còn cần, hãy tải về.",
    go_on: "Chuyển sang mẫu mới",
    take_along: "Tải bản nháp về",
    files: |count| format!("{count} tệp"),
    withdrawn_title: "Thủ tục này không còn nhận hồ sơ",
    withdrawn_help: "Cơ quan đã ngừng thủ tục này nên không nộp được nữa. Những gì bạn đã điền vẫn còn và có thể tải về.",
};

pub const EN: Versions = Versions {
    changed_title: "The form has changed",
    changed_help: |kept| {
        format!(
            "The office no longer takes the old form. {kept} of your answers are kept in the new one; only what is new remains to be answered."
        )
    },
    left_title: "No place in the new form",
    left_help: "These are not taken over. Look at them before you go on, and download them if you still need them.",
    go_on: "Go on in the new form",
    take_along: "Download the draft",
    files: |count| format!("{count} files"),
    withdrawn_title: "This service takes no more forms",
    withdrawn_help: "The office has ended this service, so the form cannot be sent. What you filled in is still here and can be downloaded.",
};
