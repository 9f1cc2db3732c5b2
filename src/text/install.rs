//! Words about the app on the home screen.

/// See the module.
pub struct Install {
    pub title: &'static str,
    pub reasons: [&'static str; 3],
    pub add: &'static str,
    pub done: &'static str,
    pub how: &'static str,
    pub ios: [&'static str; 3],
    pub android: [&'static str; 3],
    pub desktop: [&'static str; 3],
    pub ios_first: &'static str,
    pub ios_apart: &'static str,
}

pub const VI: Install = Install {
    title: "Thêm vào màn hình chính",
    reasons: [
        "Mở bằng một lần chạm, cả khi mất sóng.",
        "Máy giữ hồ sơ đang làm chắc hơn.",
        "Không tốn thêm dung lượng đáng kể, không cần cửa hàng ứng dụng.",
    ],
    add: "Thêm ứng dụng",
    done: "Ứng dụng đã ở trên màn hình chính của máy này.",
    how: "Cách làm trên máy này",
    ios: [
        "Mở trang này bằng Safari, bấm nút Chia sẻ (hình vuông có mũi tên lên).",
        "Kéo xuống, chọn “Thêm vào Màn hình chính” (Add to Home Screen).",
        "Bấm “Thêm”, rồi mở ứng dụng từ màn hình chính.",
    ],
    android: [
        "Bấm nút ba chấm của trình duyệt.",
        "Chọn “Thêm vào màn hình chính” hoặc “Cài đặt ứng dụng”.",
        "Bấm “Thêm” hoặc “Cài đặt”.",
    ],
    desktop: [
        "Nhìn cuối thanh địa chỉ của Chrome hoặc Edge: có hình máy tính với mũi tên xuống.",
        "Bấm vào đó, rồi bấm “Cài đặt”.",
        "Trình duyệt không có hình này thì cứ dùng như trang web: vẫn mở được khi mất mạng.",
    ],
    ios_first: "Làm trước khi bắt đầu hồ sơ",
    ios_apart: "Safari và ứng dụng trên màn hình chính không dùng chung dữ liệu. Safari còn có thể xóa hồ sơ đang làm nếu 7 ngày bạn không mở.",
};

pub const EN: Install = Install {
    title: "Add to the home screen",
    reasons: [
        "Opens with one tap, also without a signal.",
        "The phone keeps unfinished forms more safely.",
        "Takes hardly any more room and needs no app store.",
    ],
    add: "Add the app",
    done: "The app is on this phone's home screen.",
    how: "How to do it on this phone",
    ios: [
        "Open this page in Safari and press Share (the square with an arrow up).",
        "Scroll down and choose “Add to Home Screen”.",
        "Press “Add”, then open the app from the home screen.",
    ],
    android: [
        "Press the browser's button with three dots.",
        "Choose “Add to Home screen” or “Install app”.",
        "Press “Add” or “Install”.",
    ],
    desktop: [
        "Look at the end of the address bar of Chrome or Edge: there is a screen with an arrow down.",
        "Press it, then press “Install”.",
        "Where there is none, use it as a page: it opens without a network too.",
    ],
    ios_first: "Do this before you begin a form",
    ios_apart: "Safari and the app on the home screen do not share what they keep. Safari may also delete unfinished forms when you have not opened it for 7 days.",
};
