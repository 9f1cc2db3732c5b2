//! Words of tracking.

/// See the module.
pub struct Track {
    pub title: &'static str,
    pub intro: &'static str,
    pub code: &'static str,
    pub code_hint: &'static str,
    pub code_missing: &'static str,
    pub secret: &'static str,
    pub secret_hint: &'static str,
    pub submit: &'static str,
    pub unknown: fn(&str) -> String,
    pub unknown_help: &'static str,
    pub other_police: &'static str,
    pub other_national: &'static str,
    pub other_linked: &'static str,
    pub other_insurance: &'static str,
    pub other_power: &'static str,
    pub other_tax: &'static str,
    pub steps_only: &'static str,
    pub awaited: fn(u32) -> String,
    pub awaited_help: fn(&str) -> String,
}

pub const VI: Track = Track {
    title: "Tra cứu hồ sơ",
    intro: "Nhập mã trên biên nhận, hoặc quét mã QR.",
    code: "Mã hồ sơ",
    code_hint: "Ví dụ: H49.22-261122-482913",
    code_missing: "Nhập mã hồ sơ.",
    secret: "Mã bí mật (nếu có)",
    secret_hint: "Để xem lý do và kết quả",
    submit: "Tra cứu",
    unknown: |code| format!("Không tìm thấy hồ sơ có mã {code}."),
    unknown_help: "Hãy xem lại từng chữ số. Nếu mã đúng, có thể hồ sơ nằm ở nơi khác:",
    other_police: "Mã bắt đầu bằng G01: hồ sơ của Công an, tra ở dichvucong.bocongan.gov.vn",
    other_national: "Nộp qua Cổng Dịch vụ công quốc gia: tra ở dichvucong.gov.vn",
    other_linked: "Mã bắt đầu bằng G22: liên thông khai sinh, khai tử, tra ở lienthong.dichvucong.gov.vn",
    other_insurance: "Bảo hiểm xã hội: tra ở dichvucong.baohiemxahoi.gov.vn",
    other_power: "Điện (mã bắt đầu bằng PA): gọi 19006769 hoặc vào cskh.npc.com.vn",
    other_tax: "Thuế: xem trong ứng dụng eTax Mobile",
    steps_only: "Đây là các bước của hồ sơ. Nhập đúng mã bí mật trên biên nhận để xem chi tiết.",
    awaited: |count| format!("Còn {count} giấy tờ đang gửi từ máy đã nộp"),
    awaited_help: |until| format!("Mở ứng dụng trên máy đó khi có mạng để gửi hết trước {until}."),
};

pub const EN: Track = Track {
    title: "Track a dossier",
    intro: "Type the code of the receipt, or scan its QR code.",
    code: "Dossier code",
    code_hint: "For example: H49.22-261122-482913",
    code_missing: "Type the dossier code.",
    secret: "Secret (if you have it)",
    secret_hint: "To see reasons and results",
    submit: "Track",
    unknown: |code| format!("No dossier was found with the code {code}."),
    unknown_help: "Please check each digit. If the code is right, the dossier may be elsewhere:",
    other_police: "Codes that begin with G01 are the police's: dichvucong.bocongan.gov.vn",
    other_national: "Filed on the national portal: dichvucong.gov.vn",
    other_linked: "Codes that begin with G22 (linked birth and death services): lienthong.dichvucong.gov.vn",
    other_insurance: "Social insurance: dichvucong.baohiemxahoi.gov.vn",
    other_power: "Electricity (codes that begin with PA): call 19006769 or see cskh.npc.com.vn",
    other_tax: "Tax: see the app eTax Mobile",
    steps_only: "These are the steps of the dossier. Type the secret of the receipt to see the details.",
    awaited: |count| match count {
        1 => "1 paper is still to come from the phone it was sent from".to_owned(),
        _ => format!("{count} papers are still to come from the phone it was sent from"),
    },
    awaited_help: |until| {
        format!("Open the app on that phone where there is a network, to send them before {until}.")
    },
};
