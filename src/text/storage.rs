//! Words about what the phone keeps: drafts that cannot be had, files that are not taken.

use super::t;
use crate::attachments::Error as FileError;
use crate::drafts::Error as DraftError;

/// See the module. Each says what to do.
pub struct Storage {
    pub draft_not_found: &'static str,
    pub draft_open_elsewhere: &'static str,
    pub draft_being_sent: &'static str,
    pub draft_no_room: &'static str,
    pub draft_failed: &'static str,
    pub file_empty: &'static str,
    pub file_too_large: &'static str,
    pub file_unreadable: &'static str,
    pub file_too_many: &'static str,
    pub file_no_room: &'static str,
    pub file_failed: &'static str,
}

pub const VI: Storage = Storage {
    draft_not_found: "Không tìm thấy bản nháp này trên máy.",
    draft_open_elsewhere: "Hồ sơ này đang mở ở một cửa sổ khác. Hãy đóng cửa sổ kia rồi thử lại.",
    draft_being_sent: "Hồ sơ này đang được gửi. Khi có mạng, hãy mở ứng dụng để biết đã tới nơi chưa, rồi mới xóa.",
    draft_no_room: "Máy đã hết chỗ. Hãy xóa bớt ảnh hoặc tệp khác trên máy rồi thử lại.",
    draft_failed: "Máy chưa làm được việc này. Hãy thử lại; nếu vẫn không được, hãy tải lại trang.",
    file_empty: "Tệp này trống. Hãy chụp lại, hoặc tải tệp về máy rồi chọn lại.",
    file_too_large: "Tệp PDF này quá lớn. Hãy chọn tệp từ 10 MB trở xuống, hoặc chụp ảnh từng trang.",
    file_unreadable: "Máy không đọc được tệp này. Hãy chọn ảnh (JPG, PNG) hoặc PDF, hoặc chụp ảnh giấy tờ.",
    file_too_many: "Hồ sơ đã có quá nhiều tệp. Hãy xóa bớt, hoặc gộp các trang vào một tệp PDF.",
    file_no_room: "Máy đã hết chỗ nên chưa giữ được tệp này. Hãy xóa bớt ảnh trên máy rồi thử lại. Những gì đã lưu vẫn còn.",
    file_failed: "Chưa giữ được tệp này. Hãy thử lại.",
};

pub const EN: Storage = Storage {
    draft_not_found: "This draft is not on this phone.",
    draft_open_elsewhere: "This form is open in another window. Close that window, then try again.",
    draft_being_sent: "This form is being sent. When you are online, open the app to see whether it has arrived, and delete it then.",
    draft_no_room: "The phone is full. Delete some photos or files, then try again.",
    draft_failed: "The phone could not do this. Try again; if it still fails, reload the page.",
    file_empty: "This file is empty. Take the photo again, or download the file to the phone and choose it again.",
    file_too_large: "This PDF is too large. Choose one of 10 MB or less, or take a photo of each page.",
    file_unreadable: "The phone cannot read this file. Choose a photo (JPG, PNG) or a PDF, or take a photo of the paper.",
    file_too_many: "This form has too many files. Remove some, or put the pages into one PDF.",
    file_no_room: "The phone is full, so this file was not kept. Delete some photos, then try again. What was saved is still there.",
    file_failed: "This file was not kept. Try again.",
};

/// Why a draft could not be had, and what to do.
pub fn draft_error(error: &DraftError) -> &'static str {
    let words = &t().storage;
    match error {
        DraftError::NotFound => words.draft_not_found,
        DraftError::OpenElsewhere => words.draft_open_elsewhere,
        DraftError::BeingSent => words.draft_being_sent,
        DraftError::Browser(error) if error.is_quota() => words.draft_no_room,
        DraftError::NoReader => t().common.you_are_offline,
        DraftError::Browser(_) => words.draft_failed,
    }
}

/// Why a file was not taken, and what to do.
pub fn attachment_error(error: &FileError) -> &'static str {
    let words = &t().storage;
    match error {
        FileError::Empty => words.file_empty,
        FileError::TooLarge(_) => words.file_too_large,
        FileError::Unreadable => words.file_unreadable,
        FileError::TooMany => words.file_too_many,
        FileError::NoRoom => words.file_no_room,
        FileError::Browser(_) => words.file_failed,
    }
}
