//! Words about carrying dossiers from one phone to another.

/// See the module.
pub struct Transfer {
    pub take: &'static str,
    pub take_title: &'static str,
    pub holds: fn(usize) -> String,
    pub holds_people: fn(usize) -> String,
    pub code: &'static str,
    pub code_help: &'static str,
    pub save: &'static str,
    pub saved: &'static str,
    pub stays: &'static str,
    pub failed: &'static str,
    pub too_large: &'static str,
    pub bring: &'static str,
    pub bring_help: &'static str,
    pub file: &'static str,
    pub code_hint: &'static str,
    pub open: &'static str,
    pub opening: &'static str,
    pub no_file: &'static str,
    pub no_code: &'static str,
    pub not_ours: &'static str,
    pub damaged: &'static str,
    pub newer: &'static str,
    pub wrong_code: &'static str,
    pub no_room: &'static str,
    pub not_brought: &'static str,
    /// Drafts, and what waits to be sent.
    pub brought: fn(usize, usize) -> String,
    /// Receipts, and people.
    pub brought_besides: fn(usize, usize) -> String,
    pub known: fn(usize) -> String,
}

pub const VI: Transfer = Transfer {
    take: "Chuyển máy",
    take_title: "Chuyển sang máy khác",
    holds: |dossiers| {
        format!(
            "Tệp mang theo {dossiers} hồ sơ: câu trả lời và giấy tờ đã chụp. Chỉ mã dưới đây mở được tệp."
        )
    },
    holds_people: |people| format!("Trong tệp còn có thông tin của {people} người trong nhà."),
    code: "Mã mở tệp",
    code_help: "Ghi mã ra giấy, hoặc đọc cho người nhận. Đừng gửi mã cùng tệp. Mất mã thì không ai mở được.",
    save: "Lưu tệp",
    saved: "Đã lưu tệp. Ở máy kia: mở Hồ sơ của tôi, chọn Nhận hồ sơ từ máy khác.",
    stays: "Hồ sơ vẫn còn trên máy này. Hai máy cùng gửi thì cơ quan cũng chỉ nhận một hồ sơ.",
    failed: "Chưa tạo được tệp. Hãy thử lại.",
    too_large: "Quá nhiều ảnh cho một tệp. Hãy chuyển từng hồ sơ trong mục Hồ sơ của tôi.",
    bring: "Nhận hồ sơ từ máy khác",
    bring_help: "Chọn tệp đã lưu từ máy kia (tên tệp có đuôi .nhs), rồi nhập mã mở tệp.",
    file: "Chọn tệp",
    code_hint: "12 chữ và số, ví dụ 7KQ2-M4XD-PT9H.",
    open: "Mở tệp",
    opening: "Đang mở tệp…",
    no_file: "Bạn chưa chọn tệp.",
    no_code: "Mã gồm 12 chữ và số, không có số 0, số 1, chữ O, chữ I. Hãy xem lại.",
    not_ours: "Đây không phải tệp hồ sơ của ứng dụng này. Hãy chọn tệp có đuôi .nhs.",
    damaged: "Tệp bị hỏng hoặc chưa chép hết. Hãy lấy lại tệp từ máy kia.",
    newer: "Tệp do bản ứng dụng mới hơn tạo ra. Hãy cập nhật ứng dụng trên máy này rồi mở lại.",
    wrong_code: "Mã không đúng với tệp này. Hãy xem lại từng chữ.",
    no_room: "Máy này không đủ chỗ. Chưa có gì thay đổi.",
    not_brought: "Máy chưa mở được tệp. Chưa có gì thay đổi. Hãy thử lại.",
    brought: |drafts, waiting| match (drafts, waiting) {
        (0, 0) => "Không có hồ sơ mới trong tệp.".to_owned(),
        (drafts, 0) => format!("Đã nhận {drafts} bản nháp."),
        (0, waiting) => format!("Đã nhận {waiting} hồ sơ chờ gửi. Máy này sẽ tự gửi khi có mạng."),
        (drafts, waiting) => {
            format!("Đã nhận {drafts} bản nháp và {waiting} hồ sơ chờ gửi. Máy này sẽ tự gửi khi có mạng.")
        }
    },
    brought_besides: |receipts, people| match (receipts, people) {
        (receipts, 0) => format!("Đã nhận {receipts} biên nhận."),
        (0, people) => format!("Đã nhận thông tin của {people} người trong nhà."),
        (receipts, people) => {
            format!("Đã nhận {receipts} biên nhận và thông tin của {people} người trong nhà.")
        }
    },
    known: |known| format!("{known} hồ sơ đã có hoặc đã nộp từ máy này, được giữ nguyên."),
};

pub const EN: Transfer = Transfer {
    take: "Move",
    take_title: "Move to another phone",
    holds: |dossiers| match dossiers {
        1 => "The file holds 1 dossier: answers and photographed papers. Only the code below opens it."
            .to_owned(),
        _ => format!(
            "The file holds {dossiers} dossiers: answers and photographed papers. Only the code below opens it."
        ),
    },
    holds_people: |people| format!("It also holds what is known of {people} people of the household."),
    code: "Code of the file",
    code_help: "Write it on paper, or read it to whoever gets the file. Never send both together. Without the code nobody can open it.",
    save: "Save the file",
    saved: "The file is saved. On the other phone: open My dossiers, then Get dossiers from another phone.",
    stays: "The dossiers stay on this phone too. If both phones send, the office still gets one.",
    failed: "The file could not be made. Please try again.",
    too_large: "Too many photos for one file. Move the dossiers one by one in My dossiers.",
    bring: "Get dossiers from another phone",
    bring_help: "Choose the file that was saved on the other phone (its name ends in .nhs), then enter its code.",
    file: "Choose the file",
    code_hint: "12 letters and digits, for example 7KQ2-M4XD-PT9H.",
    open: "Open the file",
    opening: "Opening the file…",
    no_file: "No file is chosen yet.",
    no_code: "A code has 12 letters and digits, never 0, 1, O or I. Please check it.",
    not_ours: "This is no file of this app. Choose one whose name ends in .nhs.",
    damaged: "The file is damaged or was not copied whole. Get it from the other phone again.",
    newer: "A newer version of the app made this file. Update the app on this phone, then open it again.",
    wrong_code: "This is not the code of this file. Check each letter.",
    no_room: "There is not enough room on this phone. Nothing has changed.",
    not_brought: "The file could not be opened. Nothing has changed. Please try again.",
    brought: |drafts, waiting| match (drafts, waiting) {
        (0, 0) => "There is nothing new in the file.".to_owned(),
        (drafts, 0) => format!("Drafts received: {drafts}."),
        (0, waiting) => {
            format!("Dossiers received that wait to be sent: {waiting}. This phone sends them when online.")
        }
        (drafts, waiting) => format!(
            "Received: {drafts} drafts, and {waiting} dossiers that wait to be sent. This phone sends them when online."
        ),
    },
    brought_besides: |receipts, people| match (receipts, people) {
        (receipts, 0) => format!("Receipts received: {receipts}."),
        (0, people) => format!("People of the household received: {people}."),
        (receipts, people) => format!("Received: {receipts} receipts, and {people} people of the household."),
    },
    known: |known| format!("On this phone already, or sent from it, and left as they are: {known}."),
};
