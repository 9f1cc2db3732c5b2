//! Words of the overview of a form's steps, and of what is left in one.

/// See the module.
pub struct Overview {
    pub title: &'static str,
    /// Of the button: what it opens.
    pub open: &'static str,
    pub left: fn(usize) -> String,
    pub all_answered: &'static str,
    pub done: &'static str,
    /// Nothing is needed there, and nothing was given.
    pub may_be_left: &'static str,
    pub wrong: &'static str,
    pub here: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub found: fn(usize) -> String,
    pub nothing: &'static str,
}

pub const VI: Overview = Overview {
    title: "Các bước",
    open: "Xem các bước",
    left: |count| format!("Còn {count} câu"),
    all_answered: "Đã trả lời đủ",
    done: "Xong",
    may_be_left: "Không bắt buộc",
    wrong: "Có chỗ cần sửa",
    here: "Đang ở đây",
    search: "Tìm câu hỏi",
    search_hint: "Ví dụ: ngày sinh, điện thoại. Không cần dấu",
    found: |count| format!("{count} câu hỏi"),
    nothing: "Không có câu hỏi nào như vậy.",
};

pub const EN: Overview = Overview {
    title: "Steps",
    open: "See the steps",
    left: |count| if count == 1 { "1 question left".to_owned() } else { format!("{count} questions left") },
    all_answered: "All answered",
    done: "Done",
    may_be_left: "Optional",
    wrong: "Something needs fixing",
    here: "You are here",
    search: "Find a question",
    search_hint: "For example: date of birth, phone",
    found: |count| if count == 1 { "1 question".to_owned() } else { format!("{count} questions") },
    nothing: "There is no such question.",
};
