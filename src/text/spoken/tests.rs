use super::{answer, one_by_one, prose};
use forms::{Kind, Lang};

fn vi(text: &str) -> String {
    prose(text, Lang::Vi)
}

#[test]
fn identities_are_said_digit_by_digit() {
    let said = |kind, shown| answer(kind, shown, Lang::Vi);
    assert_eq!(
        said(Kind::CitizenId, "022190000123"),
        "không hai hai, một chín không, không không không, một hai ba"
    );
    assert_eq!(said(Kind::Phone, "0912345678"), "không chín một hai, ba bốn năm, sáu bảy tám");
    assert_eq!(said(Kind::OldId, "100200300"), "một không không, hai không không, ba không không");
    assert_eq!(
        said(Kind::PlateNumber, "14B1-234.56"),
        "một bốn, B, một, gạch ngang, hai ba bốn, chấm, năm sáu"
    );
    assert_eq!(
        answer(Kind::Phone, "0912345678", Lang::En),
        "zero nine one two, three four five, six seven eight"
    );
    assert_eq!(one_by_one("", Lang::Vi), "");
    assert_eq!(one_by_one("12345678", Lang::En), "one two, three four five, six seven eight");
}

#[test]
fn a_mail_address_names_its_signs() {
    assert_eq!(
        answer(Kind::Email, "lan.tran_90@gmail.com", Lang::Vi),
        "lan chấm tran gạch dưới chín không a còng gmail chấm com"
    );
    assert_eq!(answer(Kind::Email, "a-b@c.vn", Lang::En), "a dash b at c dot vn");
}

#[test]
fn dates_and_times_as_people_say_them() {
    assert_eq!(answer(Kind::Date, "01/02/1990", Lang::Vi), "ngày 1 tháng 2 năm 1990");
    assert_eq!(answer(Kind::Date, "01/02/1990", Lang::En), "1 February 1990");
    assert_eq!(answer(Kind::PartialDate, "02/1990", Lang::Vi), "tháng 2 năm 1990");
    assert_eq!(answer(Kind::PartialDate, "1990", Lang::Vi), "1990");
    assert_eq!(
        answer(Kind::Datetime, "22/11/2026 08:30", Lang::Vi),
        "ngày 22 tháng 11 năm 2026 8 giờ 30 phút"
    );
    assert_eq!(answer(Kind::Time, "08:00", Lang::Vi), "8 giờ");
    assert_eq!(answer(Kind::Time, "08:05", Lang::En), "8:05");
    // What is no date is left as it stands.
    assert_eq!(vi("12/3 Lê Lợi, 40/13/2020, 1/2"), "12/3 Lê Lợi, 40/13/2020, 1/2");
}

#[test]
fn amounts_in_words() {
    assert_eq!(answer(Kind::MoneyVnd, "1.200.000 đồng", Lang::Vi), "một triệu hai trăm nghìn đồng");
    assert_eq!(answer(Kind::MoneyVnd, "1.200.000 đồng", Lang::En), "1,200,000 đồng");
    assert_eq!(vi("15.000 đồng"), "mười lăm nghìn đồng");
    assert_eq!(vi("1.005.021"), "một triệu không trăm linh năm nghìn không trăm hai mươi mốt");
    assert_eq!(vi("2.000.000.000"), "hai tỷ");
    assert_eq!(vi("2.000.000.000.000"), "hai nghìn tỷ");
    assert_eq!(vi("1.000.000.000.000.000.000"), "1.000.000.000.000.000.000");
    assert_eq!(vi("101.115.001"), "một trăm linh một triệu một trăm mười lăm nghìn không trăm linh một");
    assert_eq!(vi("12,5"), "mười hai phẩy năm");
    assert_eq!(vi("1.234,05"), "một nghìn hai trăm ba mươi bốn phẩy không năm");
    assert_eq!(answer(Kind::Integer, "55", Lang::Vi), "55");
    assert_eq!(vi("999.999.999.999.999").split(' ').count(), 29);
}

#[test]
fn texts_keep_what_a_voice_reads_well() {
    assert_eq!(vi("Ngày/tháng/năm, ví dụ 01/02/1990"), "Ngày, tháng, năm, ví dụ ngày 1 tháng 2 năm 1990");
    assert_eq!(vi("Mẫu CT01, xe 14B1, từ 12 đến 18 tháng."), "Mẫu CT01, xe 14B1, từ 12 đến 18 tháng.");
    assert_eq!(vi("Gọi 1900 558826."), "Gọi một chín không không, năm năm tám, tám hai sáu.");
    assert_eq!(vi("Ví dụ 0912 345 678"), "Ví dụ không chín một hai, ba bốn năm, sáu bảy tám");
    assert_eq!(vi("4 chữ số, ví dụ 1990"), "4 chữ số, ví dụ 1990");
    assert_eq!(vi("10, 12 hoặc 13 chữ số"), "10, 12 hoặc 13 chữ số");
    assert_eq!(vi("Hãy đánh dấu “Tôi đồng ý” – rồi nộp"), "Hãy đánh dấu Tôi đồng ý , rồi nộp");
    assert_eq!(vi(""), "");
}
