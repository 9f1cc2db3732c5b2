//! The sentences in Vietnamese.

use super::{About, inside};
use forms::{Code, Kind};

/// See [`super::sentence`].
pub(super) fn sentence(code: Code, about: &About) -> String {
    let (e, a, label) = (&about.expected, about.actual, about.label);
    let noun = noun(about);
    match code {
        Code::Required => required(about),
        Code::MustAccept => "Hãy đọc và đánh dấu vào ô này thì mới nộp được.".to_owned(),
        Code::WrongShape => "Câu trả lời này bị hỏng khi lưu. Hãy xóa đi và điền lại.".to_owned(),
        Code::Unknown => "Mẫu đơn đã đổi và không còn hỏi mục này. Hãy tải lại trang.".to_owned(),
        Code::NotAnOption => not_an_option(about),
        Code::DigitsOnly => format!("{noun} chỉ gồm chữ số. Hãy bỏ chữ cái và dấu."),
        Code::WrongLength => format!("{noun} có {e} {}; bạn đã nhập {a}.", units(about)),
        Code::TooShort => format!("{noun} cần ít nhất {e} {}; bạn đã nhập {a}.", units(about)),
        Code::TooLong => format!("{noun} dài nhất {e} {}; bạn đã nhập {a}. Hãy viết gọn lại.", units(about)),
        Code::WrongFormat => wrong_format(about),
        Code::BadCharacter => format!("Tên không có ký tự “{a}”. Hãy xóa ký tự đó."),
        Code::NoSuchDate => "Trong lịch không có ngày này. Hãy xem lại ngày, tháng và năm.".to_owned(),
        Code::MustBePast => format!("{noun} phải là hôm nay hoặc trước đó. Hãy xem lại năm."),
        Code::MustBeFuture => format!("{noun} phải là hôm nay hoặc sau đó. Hãy xem lại năm."),
        Code::BeforeOther if about.other.is_empty() => {
            format!("{noun} đang sớm hơn ngày phải có trước. Hãy xem lại cả hai ngày.")
        }
        Code::BeforeOther => {
            format!("{noun} không thể trước {}. Hãy xem lại cả hai.", inside(about.other))
        }
        Code::TooSmall => format!("{noun} ít nhất là {e}{}. Hãy xem lại số bạn đã nhập.", currency(about)),
        Code::TooLarge => format!("{noun} nhiều nhất là {e}{}. Hãy xem lại số bạn đã nhập.", currency(about)),
        Code::TooYoung => format!("Người này phải đủ {e} tuổi; theo ngày sinh đã nhập thì {a} tuổi. Hãy xem lại năm sinh."),
        Code::TooOld => {
            format!("Người này phải từ {e} tuổi trở xuống; theo ngày sinh đã nhập thì {a} tuổi. Hãy xem lại năm sinh.")
        }
        Code::TooFewRows => format!("Cần thêm ít nhất {e} mục ({}); bạn mới có {a}.", inside(label)),
        Code::TooManyRows => format!("Chỉ khai được {e} mục ({}); bạn đang có {a}. Hãy xóa bớt.", inside(label)),
        Code::CommuneNotInProvince => {
            "Xã, phường này không thuộc tỉnh đã chọn. Hãy chọn lại xã, phường.".to_owned()
        }
        Code::CommuneMissing => "Bạn chưa chọn xã, phường, đặc khu.".to_owned(),
        Code::DetailMissing => "Bạn chưa ghi số nhà, đường hoặc thôn, khu phố.".to_owned(),
        Code::TooManyFiles => format!("Giấy tờ này nhận nhiều nhất {e} tệp; bạn đã chọn {a}. Hãy bỏ bớt."),
        Code::IdProvinceUnknown => {
            "Ba chữ số đầu của số căn cước không phải mã tỉnh nào. Hãy so lại với thẻ; nếu đúng thì cứ đi tiếp.".to_owned()
        }
        Code::IdSexMismatch => {
            "Chữ số thứ tư của số căn cước không khớp với giới tính hoặc năm sinh đã nhập. Hãy so lại với thẻ; nếu đúng thì cứ đi tiếp.".to_owned()
        }
        Code::IdBirthYearMismatch => {
            "Chữ số thứ năm và thứ sáu của số căn cước không khớp với năm sinh đã nhập. Hãy so lại với thẻ; nếu đúng thì cứ đi tiếp.".to_owned()
        }
        Code::PhonePrefixUnknown => {
            "Đầu số này không thuộc mạng nào ở Việt Nam. Hãy xem lại; nếu đúng thì cứ đi tiếp.".to_owned()
        }
    }
}

fn required(about: &About) -> String {
    let label = inside(about.label);
    // "Bạn nộp hồ sơ cho ai" is a sentence of its own: it is quoted.
    let is_question = about.label.starts_with("Bạn ") || about.label.ends_with(" không");
    match about.kind {
        None if about.label.is_empty() => "Bạn chưa chọn trường hợp của mình.".to_owned(),
        None => format!("Bạn chưa đính kèm {label}."),
        Some(Kind::Photo4x6) => format!("Bạn chưa chọn ảnh cho mục {label}."),
        Some(Kind::Checkbox | Kind::Declaration) => format!("Hãy đánh dấu vào ô “{}”.", about.label),
        Some(kind) if is_question => {
            let verb = if chosen(kind) { "chọn" } else { "điền" };
            format!("Hãy {verb} câu trả lời cho “{}”.", about.label)
        }
        Some(kind) if chosen(kind) => format!("Bạn chưa chọn {label}."),
        Some(_) => format!("Bạn chưa nhập {label}."),
    }
}

fn chosen(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Select
            | Kind::Radio
            | Kind::MultiSelect
            | Kind::Gender
            | Kind::Address
            | Kind::Ethnicity
            | Kind::Nationality
            | Kind::Religion
            | Kind::Country
    )
}

fn not_an_option(about: &About) -> String {
    match about.kind {
        Some(Kind::Address) => {
            "Chưa rõ tỉnh hoặc xã này. Hãy gõ vài chữ rồi chọn một dòng trong danh sách.".to_owned()
        }
        Some(Kind::Ethnicity | Kind::Nationality | Kind::Country | Kind::Religion) => {
            "Danh sách không có tên này. Hãy gõ vài chữ rồi chọn một dòng.".to_owned()
        }
        None if about.label.is_empty() => "Trường hợp đã chọn không còn nữa. Hãy chọn lại.".to_owned(),
        _ => format!("Hãy chọn lại {}: câu trả lời cũ không còn trong danh sách.", inside(about.label)),
    }
}

fn wrong_format(about: &About) -> String {
    match about.kind {
        Some(Kind::Date) => "Hãy ghi đủ ngày/tháng/năm, ví dụ 01/02/1990.".to_owned(),
        Some(Kind::PartialDate) => {
            "Hãy ghi ngày/tháng/năm, hoặc tháng/năm, hoặc năm, ví dụ 02/1990.".to_owned()
        }
        Some(Kind::Time) => "Hãy ghi giờ:phút từ 00:00 đến 23:59, ví dụ 08:30.".to_owned(),
        Some(Kind::Datetime) => "Hãy ghi cả ngày và giờ, ví dụ 01/02/2026 và 08:30.".to_owned(),
        Some(Kind::Year) => "Hãy ghi năm bằng 4 chữ số, ví dụ 1990.".to_owned(),
        Some(Kind::Phone) => "Số điện thoại có 10 chữ số và bắt đầu bằng số 0, ví dụ 0912345678.".to_owned(),
        Some(Kind::Email) => "Email có dạng ten@gmail.com. Hãy xem lại dấu @ và dấu chấm.".to_owned(),
        Some(Kind::PlateNumber) => "Hãy ghi biển số như trên đăng ký xe, ví dụ 14B1-234.56.".to_owned(),
        Some(Kind::Integer) => "Hãy ghi một số nguyên, ví dụ 12.".to_owned(),
        Some(Kind::Decimal) => "Hãy ghi một số, ví dụ 12,5.".to_owned(),
        Some(Kind::MoneyVnd) => "Hãy ghi số tiền bằng chữ số, ví dụ 1.200.000.".to_owned(),
        Some(Kind::TaxCode) => {
            "Mã số thuế có 10, 12 hoặc 13 chữ số, ví dụ 0101234567. Hãy xem lại.".to_owned()
        }
        Some(Kind::InsuranceNumber) => "Hãy ghi 10 chữ số như trên thẻ hoặc trong ứng dụng VssID.".to_owned(),
        Some(Kind::BankAccount) => "Hãy ghi số tài khoản chỉ gồm chữ số và chữ cái, không dấu.".to_owned(),
        Some(Kind::EngineNumber | Kind::ChassisNumber) => {
            format!("{} chỉ gồm chữ cái không dấu và chữ số. Hãy chép lại như trên giấy tờ xe.", about.label)
        }
        Some(Kind::Photo4x6) => "Chưa nhận được ảnh này. Hãy chọn lại ảnh.".to_owned(),
        None => "Tệp này bị hỏng khi lưu. Hãy bỏ đi và chọn lại.".to_owned(),
        _ => format!("{} chưa đúng mẫu. Hãy chép lại như trên giấy tờ.", noun(about)),
    }
}

/// What the sentence begins with.
fn noun<'a>(about: &'a About) -> &'a str {
    match about.kind {
        Some(Kind::CitizenId) => "Số căn cước",
        Some(Kind::OldId) => "Số chứng minh nhân dân cũ",
        Some(Kind::Phone) => "Số điện thoại",
        Some(Kind::TaxCode) => "Mã số thuế",
        Some(Kind::InsuranceNumber) => "Mã số bảo hiểm",
        _ if about.label.is_empty() => "Mục này",
        _ => about.label,
    }
}

/// What lengths are counted in.
fn units(about: &About) -> &'static str {
    match about.kind {
        Some(Kind::CitizenId | Kind::OldId | Kind::Phone | Kind::TaxCode | Kind::InsuranceNumber) => "chữ số",
        _ => "ký tự",
    }
}

fn currency(about: &About) -> &'static str {
    if about.kind == Some(Kind::MoneyVnd) { " đồng" } else { "" }
}
