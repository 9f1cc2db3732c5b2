//! Words of the scanner that the app itself shows; those of its own screen are in `scan/texts.js`, loaded with it.

/// See the module.
pub struct Scan {
    pub card: &'static str,
    pub receipt: &'static str,
    /// Beside an answer that came from the card.
    pub unverified: &'static str,
    pub filled: &'static str,
    pub failed: &'static str,
}

pub const VI: Scan = Scan {
    card: "Quét mã QR trên thẻ căn cước",
    receipt: "Quét mã QR trên biên nhận",
    unverified: "Lấy từ mã QR, chưa xác minh. Hãy so với thẻ.",
    filled: "Đã điền từ thẻ. Hãy xem lại.",
    failed: "Chưa mở được phần quét mã. Hãy thử lại khi có mạng, hoặc tự điền.",
};

pub const EN: Scan = Scan {
    card: "Scan the QR code of the citizen card",
    receipt: "Scan the QR code of the receipt",
    unverified: "From the QR code, not verified. Compare it with the card.",
    filled: "Filled in from the card. Please check.",
    failed: "The scanner could not be opened. Try again when you are online, or fill it in yourself.",
};
