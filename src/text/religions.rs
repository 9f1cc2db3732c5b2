//! Names of religions: answers as they are stored, the same in both languages.

/// The religions with an organisation recognised by the state, and none. Any other may be typed: the answer is free text.
pub const RELIGIONS: [&str; 17] = [
    "Không",
    "Phật giáo",
    "Công giáo",
    "Tin Lành",
    "Cao Đài",
    "Phật giáo Hòa Hảo",
    "Hồi giáo",
    "Tôn giáo Baha’i",
    "Tịnh độ cư sĩ Phật hội Việt Nam",
    "Đạo Tứ Ân Hiếu Nghĩa",
    "Bửu Sơn Kỳ Hương",
    "Phật giáo Hiếu Nghĩa Tà Lơn",
    "Bà la môn",
    "Minh Sư đạo",
    "Minh lý đạo – Tam Tông Miếu",
    "Giáo hội Các thánh hữu ngày sau",
    "Cơ đốc Phục lâm",
];
