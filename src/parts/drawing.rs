//! Larger drawings: kinds of paper, and good and bad photos of papers. They come from `public/drawings.svg`, fetched when
//! the first of them is shown, so that a first visit does not pay for them; without a network the words beside them do.

use crate::view::prelude::*;

/// A drawing beside words that say the same; screen readers pass over it.
pub fn drawing(name: &str) -> AnyView {
    let href = format!("/drawings.svg#{name}");
    view! {
        <svg class="drawing" aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
    .into_any()
}

/// What each kind is recognised by in the Vietnamese words about it.
pub const KINDS: [(&str, &[&str]); 14] = [
    ("portrait", &["ảnh chân dung", "ảnh 4x6"]),
    ("passport", &["hộ chiếu"]),
    ("licence", &["giấy phép lái xe", "bằng lái"]),
    ("vehicle", &["đăng ký phương tiện", "đăng ký xe", "biển số", "ảnh chụp xe"]),
    ("house", &["sổ đỏ", "giấy tờ nhà", "giấy về nhà", "chỗ ở hợp pháp", "sử dụng nhà"]),
    ("signed", &["hợp đồng", "đồng ý", "cam kết", "ủy quyền", "thỏa thuận"]),
    (
        "certificate",
        &[
            "chứng sinh",
            "giấy khai sinh",
            "giấy báo tử",
            "giấy kết hôn",
            "giấy chứng nhận kết hôn",
            "bằng tốt nghiệp",
            "học bạ",
            "chứng chỉ ngoại ngữ",
            "trích lục",
        ],
    ),
    ("book", &["sổ bảo hiểm", "sổ bhxh", "mã số bảo hiểm"]),
    ("card", &["căn cước", "chứng minh nhân dân", "chứng minh cũ", "định danh", "tùy thân", "thẻ đang có"]),
    (
        "stamped",
        &[
            "quyết định",
            "bản án",
            "giấy giới thiệu",
            "giấy xác nhận",
            "giấy chứng nhận",
            "xác nhận của",
            "văn bản xác nhận",
        ],
    ),
    ("receipt", &["hóa đơn", "biên lai", "chứng từ nộp"]),
    ("form", &["tờ khai", "mẫu số", "danh sách", "đơn đăng ký", "đơn trình báo", "phiếu", "đề nghị"]),
    ("phone", &["điện thoại", "vneid"]),
    ("place", &["địa chỉ", "nơi ở", "nơi cư trú", "xã, phường"]),
];

/// The drawing for what these Vietnamese words are about: for what they name first. None is better than a wrong one.
pub fn kind_of(words: &str) -> Option<&'static str> {
    let words = vietnamese::in_small_letters(words);
    let first = |keys: &[&str]| keys.iter().filter_map(|key| words.find(key)).min();
    let places = KINDS.iter().filter_map(|(name, keys)| Some((first(keys)?, *name)));
    places.min_by_key(|(place, _)| *place).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::{KINDS, kind_of};

    #[test]
    fn what_is_named_first_is_drawn() {
        assert_eq!(kind_of("Thẻ căn cước của người nộp"), Some("card"));
        assert_eq!(kind_of("Ở trọ, ở nhờ: ảnh hợp đồng hoặc giấy cho ở"), Some("signed"));
        assert_eq!(kind_of("Bản sao hộ chiếu, thẻ căn cước"), Some("passport"));
        assert_eq!(kind_of("Lệ phí: ghi mã hồ sơ do cơ quan thuế cấp"), None);
    }

    #[test]
    fn each_kind_is_drawn() {
        let drawn = include_str!("../../public/drawings.svg");
        for name in KINDS.iter().map(|(name, _)| *name).chain(["paper"]) {
            assert!(drawn.contains(&format!("<symbol id=\"{name}\"")), "{name}");
        }
    }
}
