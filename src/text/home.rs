//! Words of Home.

/// See the module.
pub struct Home {
    pub title: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub clear: &'static str,
    pub found: fn(usize) -> String,
    pub nothing: &'static str,
    pub nothing_help: &'static str,
    pub go_on: &'static str,
    pub wanted: &'static str,
    pub events: &'static str,
    pub waiting: fn(usize) -> String,
    pub waiting_help: &'static str,
}

pub const VI: Home = Home {
    title: "Bạn cần làm gì?",
    search: "Tìm thủ tục",
    search_hint: "Ví dụ: làm khai sinh, mất bằng lái, đăng ký tạm trú",
    clear: "Xóa chữ đã gõ",
    found: |n| format!("Tìm thấy {n} thủ tục"),
    nothing: "Không tìm thấy thủ tục nào.",
    nothing_help: "Hãy thử từ khác, ngắn hơn, hoặc chọn trong danh sách bên dưới.",
    go_on: "Làm tiếp",
    wanted: "Hồ sơ đang chờ bạn",
    events: "Chọn theo việc của bạn",
    waiting: |n| format!("{n} hồ sơ đang chờ gửi"),
    waiting_help: "Khi có mạng, máy tự gửi. Đừng xóa ứng dụng.",
};

pub const EN: Home = Home {
    title: "What do you need to do?",
    search: "Find a service",
    search_hint: "For example: birth certificate, lost driving licence, temporary residence",
    clear: "Clear the text",
    found: |n| if n == 1 { "1 service found".to_owned() } else { format!("{n} services found") },
    nothing: "No service was found.",
    nothing_help: "Try another or a shorter word, or choose from the list below.",
    go_on: "Go on",
    wanted: "Dossiers waiting for you",
    events: "Choose by what you are doing",
    waiting: |n| {
        if n == 1 { "1 dossier waits to be sent".to_owned() } else { format!("{n} dossiers wait to be sent") }
    },
    waiting_help: "The phone sends them by itself when it is online. Do not remove the app.",
};
