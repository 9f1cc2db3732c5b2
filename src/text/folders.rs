//! Words about folders, PINs and handing the phone back.

/// See the module.
pub struct Folders {
    pub title: &'static str,
    pub help: &'static str,
    pub protect: &'static str,
    pub unnamed: &'static str,
    pub open_now: &'static str,
    pub locked: &'static str,
    pub without_pin: &'static str,
    pub open: &'static str,
    pub add: &'static str,
    pub name: &'static str,
    pub name_hint: &'static str,
    pub save: &'static str,
    pub rename: &'static str,
    pub set_pin: &'static str,
    pub change_pin: &'static str,
    pub remove_pin: &'static str,
    pub pin_removed: &'static str,
    pub lock_now: &'static str,
    pub pin: &'static str,
    pub pin_hint: &'static str,
    pub pin_again: &'static str,
    pub pin_warning: &'static str,
    pub pin_length: &'static str,
    pub pin_obvious: &'static str,
    pub pin_differs: &'static str,
    pub pin_is_set: &'static str,
    pub working: &'static str,
    pub locked_title: &'static str,
    pub locked_help: &'static str,
    pub unlock: &'static str,
    pub wrong: fn(u8) -> String,
    pub wait: fn(u64) -> String,
    pub erased: &'static str,
    pub others: &'static str,
    pub forgotten: &'static str,
    pub forgotten_help: &'static str,
    pub hand_back: &'static str,
    pub hand_back_help: &'static str,
    pub hand_back_title: &'static str,
    pub hand_back_confirm: &'static str,
    pub hand_back_unsent: fn(usize) -> String,
    pub take_rest: &'static str,
    pub carried: fn(usize, &str) -> String,
    pub hand_back_sealed: fn(usize) -> String,
    pub goes_on: fn(usize) -> String,
    pub done_title: &'static str,
    pub done: fn(usize, usize, usize) -> String,
    pub remains: fn(usize) -> String,
    pub unsealed: &'static str,
    pub damaged: &'static str,
    pub damaged_take: &'static str,
}

fn minutes_vi(milliseconds: u64) -> String {
    let seconds = milliseconds.div_ceil(1_000);
    if seconds > 90 { format!("{} phút", seconds.div_ceil(60)) } else { format!("{seconds} giây") }
}

fn minutes_en(milliseconds: u64) -> String {
    let seconds = milliseconds.div_ceil(1_000);
    if seconds > 90 { format!("{} minutes", seconds.div_ceil(60)) } else { format!("{seconds} seconds") }
}

pub const VI: Folders = Folders {
    title: "Thư mục và mã PIN",
    help: "Mỗi người hoặc mỗi nhà một thư mục riêng: nhà này không thấy hồ sơ của nhà kia.",
    protect: "Máy dùng chung? Đặt mã PIN để người khác mở máy không xem được hồ sơ của bạn.",
    unnamed: "Thư mục của tôi",
    open_now: "Đang mở",
    locked: "Có mã PIN",
    without_pin: "Chưa có mã PIN",
    open: "Mở",
    add: "Thêm thư mục",
    name: "Tên thư mục",
    name_hint: "Tên này hiện cả khi thư mục đang khóa. Ví dụ: Nhà số 12.",
    save: "Lưu",
    rename: "Đổi tên",
    set_pin: "Đặt mã PIN",
    change_pin: "Đổi mã PIN",
    remove_pin: "Bỏ mã PIN",
    pin_removed: "Đã bỏ mã PIN. Ai mở máy cũng xem được thư mục này.",
    lock_now: "Khóa ngay",
    pin: "Mã PIN",
    pin_hint: "6 đến 12 chữ số. Không dùng ngày sinh.",
    pin_again: "Nhập lại mã PIN",
    pin_warning: "Không ai lấy lại được mã PIN, kể cả cơ quan nhà nước. Quên mã là mất bản nháp và biên nhận trong thư mục này; hồ sơ đã nộp vẫn ở cơ quan.",
    pin_length: "Mã PIN cần 6 đến 12 chữ số.",
    pin_obvious: "Mã này quá dễ đoán. Hãy chọn mã khác.",
    pin_differs: "Hai lần nhập không giống nhau. Hãy nhập lại.",
    pin_is_set: "Đã đặt mã PIN. Thư mục tự khóa sau 3 phút không dùng.",
    working: "Đang mở khóa…",
    locked_title: "Thư mục đang khóa",
    locked_help: "Nhập mã PIN để xem tiếp. Những gì đã điền vẫn còn nguyên.",
    unlock: "Mở khóa",
    wrong: |left| format!("Mã PIN không đúng. Còn {left} lần; sau đó thư mục này bị xóa khỏi máy."),
    wait: |left| format!("Nhập sai nhiều lần. Hãy đợi {} rồi thử lại.", minutes_vi(left)),
    erased: "Đã nhập sai 10 lần. Thư mục đã bị xóa khỏi máy. Hồ sơ đã nộp vẫn ở cơ quan.",
    others: "Thư mục khác",
    forgotten: "Quên mã PIN?",
    forgotten_help: "Không có cách lấy lại. Bạn có thể xóa thư mục này khỏi máy và bắt đầu lại; hồ sơ đã nộp vẫn tra cứu được bằng mã hồ sơ.",
    hand_back: "Trả máy",
    hand_back_help: "Xóa thư mục đang mở khỏi máy này: bản nháp, ảnh, biên nhận, thông tin của bạn và khóa của thư mục.",
    hand_back_title: "Trả máy và xóa thư mục này?",
    hand_back_confirm: "Xóa khỏi máy này",
    hand_back_unsent: |count| {
        format!("Còn {count} hồ sơ chưa gửi được. Nếu xóa bây giờ, các hồ sơ đó sẽ không được nộp.")
    },
    take_rest: "Cất tất cả vào tệp để chuyển sang máy khác",
    carried: |count, code| format!("Tệp đã lưu có {count} hồ sơ. Mã mở tệp: {code}"),
    hand_back_sealed: |count| {
        format!(
            "Còn {count} hồ sơ chờ gửi, đã niêm phong cho cơ quan. Sau khi xóa, máy này vẫn tự gửi khi có mạng; không ai đọc được trên máy."
        )
    },
    goes_on: |count| {
        format!(
            "{count} hồ sơ đã niêm phong sẽ tự gửi khi máy này có mạng. Mã hồ sơ sẽ hiện trong mục Hồ sơ của tôi."
        )
    },
    done_title: "Đã xóa khỏi máy này",
    done: |drafts, receipts, unsent| {
        format!(
            "Đã xóa {drafts} bản nháp, {receipts} biên nhận, {unsent} hồ sơ chưa gửi, ảnh và thông tin cá nhân, cùng khóa của thư mục."
        )
    },
    remains: |folders| {
        format!("Còn lại trên máy: {folders} thư mục khác, ngôn ngữ và cỡ chữ. Hồ sơ đã nộp vẫn ở cơ quan.")
    },
    unsealed: "Trình duyệt này không niêm phong được dữ liệu (trang không qua https). Ai xem được máy này có thể đọc những gì bạn đã điền.",
    damaged: "Có bản ghi bị hỏng đã được để riêng; các bản ghi khác vẫn dùng được.",
    damaged_take: "Tải các bản ghi bị hỏng",
};

pub const EN: Folders = Folders {
    title: "Folders and PIN",
    help: "One folder for each person or household: one does not see the forms of another.",
    protect: "A shared phone? Set a PIN, so that others who open it cannot see your forms.",
    unnamed: "My folder",
    open_now: "Open",
    locked: "Has a PIN",
    without_pin: "No PIN yet",
    open: "Open",
    add: "Add a folder",
    name: "Name of the folder",
    name_hint: "The name shows even while the folder is locked. For example: House 12.",
    save: "Save",
    rename: "Rename",
    set_pin: "Set a PIN",
    change_pin: "Change the PIN",
    remove_pin: "Remove the PIN",
    pin_removed: "The PIN is removed. Whoever opens the phone can see this folder.",
    lock_now: "Lock now",
    pin: "PIN",
    pin_hint: "6 to 12 digits. Not your date of birth.",
    pin_again: "PIN once more",
    pin_warning: "Nobody can give you the PIN back, the authorities neither. Without it the drafts and receipts in this folder are lost; what was sent is still at the office.",
    pin_length: "A PIN has 6 to 12 digits.",
    pin_obvious: "This one is too easy to guess. Choose another.",
    pin_differs: "The two are not the same. Enter them again.",
    pin_is_set: "The PIN is set. The folder locks by itself after 3 minutes without use.",
    working: "Unlocking…",
    locked_title: "The folder is locked",
    locked_help: "Enter the PIN to go on. What was filled in is all there.",
    unlock: "Unlock",
    wrong: |left| format!("Wrong PIN. {left} tries left; then this folder is erased from the phone."),
    wait: |left| format!("Too many wrong tries. Wait {}, then try again.", minutes_en(left)),
    erased: "The PIN was wrong 10 times. The folder was erased from the phone. What was sent is still at the office.",
    others: "Other folders",
    forgotten: "Forgot the PIN?",
    forgotten_help: "There is no way to get it back. You can erase this folder from the phone and begin anew; forms that were sent can be followed by their code.",
    hand_back: "Hand the phone back",
    hand_back_help: "Erases the open folder from this phone: drafts, photos, receipts, your information and the folder's key.",
    hand_back_title: "Hand the phone back and erase this folder?",
    hand_back_confirm: "Erase from this phone",
    hand_back_unsent: |count| {
        format!("{count} forms could not be sent yet. If you erase now, they will not be filed.")
    },
    take_rest: "Put all of it into a file for another phone",
    carried: |count, code| format!("Dossiers in the saved file: {count}. Code of the file: {code}"),
    hand_back_sealed: |count| {
        format!(
            "{count} forms still wait, sealed for the office. After erasing, this phone sends them when online; nobody can read them on it."
        )
    },
    goes_on: |count| {
        format!(
            "{count} sealed forms leave by themselves when this phone is online. Their codes will show in My dossiers."
        )
    },
    done_title: "Erased from this phone",
    done: |drafts, receipts, unsent| {
        format!(
            "Erased: {drafts} drafts, {receipts} receipts, {unsent} unsent forms, photos and personal information, and the folder's key."
        )
    },
    remains: |folders| {
        format!(
            "Still on the phone: {folders} other folders, language and text size. What was sent is still at the office."
        )
    },
    unsealed: "This browser cannot seal your data (the page is not served by https). Whoever gets into this phone can read what you filled in.",
    damaged: "Damaged records were set aside; the others are fine.",
    damaged_take: "Download the damaged records",
};
