//! Many dossiers at once, and that every state has its place among the national ones.

use crate::on_both_databases;
use crate::scenario::{Server, TOKEN, pdf};
use contract::{Action, Dossier, NationalDossier, State, paths};
use reqwest::Method;
use std::collections::BTreeSet;

/// The table that people read.
const DOCUMENT: &str = include_str!("../../../../docs/officers.md");

const STATES: [State; 10] = [
    State::Registered,
    State::Received,
    State::Refused,
    State::Processing,
    State::MoreRequested,
    State::PaymentRequested,
    State::Withdrawn,
    State::Stopped,
    State::Done,
    State::Returned,
];

async fn text(server: &Server, path: &str, media_type: &str) -> String {
    let response = server.asks(TOKEN, Method::GET, path, None).await;
    assert_eq!(response.status(), 200);
    assert!(response.headers()["content-type"].to_str().unwrap().starts_with(media_type));
    assert!(response.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    response.text().await.unwrap()
}

async fn national(server: &Server) -> Vec<NationalDossier> {
    serde_json::from_str(&text(server, paths::EXPORT_NATIONAL, "application/json").await).unwrap()
}

/// A dossier in each state, in the order of [`STATES`].
async fn one_in_each_state(server: &Server) -> Vec<String> {
    let ways: [&[Action]; 10] = [
        &[],
        &[Action::Receive],
        &[Action::Refuse],
        &[Action::Receive, Action::Process],
        &[Action::RequestMore],
        &[Action::Receive, Action::RequestPayment],
        &[],
        &[Action::Receive, Action::Stop],
        &[Action::Receive, Action::Finish],
        &[Action::Receive, Action::Finish, Action::Return],
    ];
    let mut codes = Vec::new();
    for (way, state) in ways.into_iter().zip(STATES) {
        let receipt = server.files_a_dossier_in("06685").await;
        for action in way {
            server.moves(&receipt.code, *action, "lý do").await.unwrap();
        }
        if state == State::Withdrawn {
            let request = server.request(Method::POST, &paths::withdrawal(&receipt.code));
            let request = request.header("lookup-secret", &receipt.secret).json(&serde_json::json!({}));
            assert_eq!(request.send().await.unwrap().status(), 200);
        }
        assert_eq!(server.read(&receipt.code).await.state, state);
        codes.push(receipt.code);
    }
    codes
}

on_both_databases! {
    async fn every_state_has_its_national_one(server) {
        let codes = one_in_each_state(&server).await;
        let exported = national(&server).await;
        assert_eq!(exported.len(), 10);
        for (state, code) in STATES.into_iter().zip(codes) {
            let of = exported.iter().find(|one| one.ma_ho_so == code).unwrap();
            assert_eq!(of.trang_thai_ho_so, state.number().to_string());
            let name = serde_json::to_value(state).unwrap().as_str().unwrap().to_owned();
            let line = format!("| `{name}` | {} |", state.number());
            assert!(DOCUMENT.contains(&line), "docs/officers.md has no line {line}");
            let ended = matches!(state, State::Refused | State::Withdrawn | State::Stopped | State::Done | State::Returned);
            assert_eq!(of.ngay_ket_thuc_xu_ly.is_empty(), !ended, "{state:?}");
            assert_eq!(of.ngay_tra.is_empty(), state != State::Returned);
            assert_eq!(of.danh_sach_ho_so_bo_sung.len(), usize::from(state == State::MoreRequested));
        }
    }

    async fn the_national_fields_say_what_the_dossier_says(server) {
        let receipt = server.files_a_dossier_in("06685").await;
        server.moves(&receipt.code, Action::Receive, "").await.unwrap();
        server.moves(&receipt.code, Action::RequestMore, "Thiếu hợp đồng").await.unwrap();
        server.moves(&receipt.code, Action::Process, "").await.unwrap();
        let path = paths::officer_result(&receipt.code, "ket-qua.pdf");
        assert_eq!(server.as_officer(Method::PUT, &path).body(pdf("")).send().await.unwrap().status(), 200);
        let dossier = server.read(&receipt.code).await;
        let json: serde_json::Value =
            serde_json::from_str(&text(&server, paths::EXPORT_NATIONAL, "application/json").await).unwrap();
        let one = json[0].as_object().unwrap();
        for field in [
            "MaHoSo", "MaTTHC", "TenTTHC", "MaLinhVuc", "ChuHoSo", "LoaiDoiTuong", "SoDienThoai", "NgayTiepNhan", "NgayHenTra",
            "TrangThaiHoSo", "NgayTra", "HinhThuc", "NgayKetThucXuLy", "DonViXuLy", "TaiLieuNop", "DanhSachLePhi",
            "DanhSachHoSoBoSung", "DanhSachGiayToKetQua",
        ] {
            assert!(one.contains_key(field), "{field}");
            assert!(DOCUMENT.contains(&format!("| `{field}` |")), "docs/officers.md does not tell of {field}");
        }
        let one = national(&server).await.remove(0);
        assert_eq!((&*one.ma_tthc, &*one.ten_tthc, &*one.don_vi_xu_ly), ("1.004194", "Đăng ký tạm trú", "police.06685"));
        assert_eq!(one.ngay_hen_tra, format!("{}235959", dossier.due.format("%Y%m%d")));
        let is_instant = |text: &str| text.len() == 14 && text.bytes().all(|b| b.is_ascii_digit());
        assert!(is_instant(&one.ngay_tiep_nhan) && one.ngay_tiep_nhan.starts_with("20"));
        assert!(!one.chu_ho_so.is_empty() && serde_json::to_string(&dossier.answers).unwrap().contains(&one.chu_ho_so));
        assert!(!one.so_dien_thoai.is_empty());
        assert_eq!(one.tai_lieu_nop.len(), dossier.attachments.len());
        assert_eq!(one.danh_sach_giay_to_ket_qua[0].ten, "ket-qua.pdf");
        let request = &one.danh_sach_ho_so_bo_sung[0];
        assert_eq!(request.noi_dung, "Thiếu hợp đồng");
        assert!(is_instant(&request.ngay_yeu_cau) && is_instant(&request.ngay_bo_sung));
    }

    /// More than a page, so that the stream has parts; each dossier's export is in the audit.
    async fn an_export_is_whole_and_written_down(server) {
        let empty: Vec<Dossier> = serde_json::from_str(&text(&server, paths::EXPORT_JSON, "application/json").await).unwrap();
        assert!(empty.is_empty());
        assert_eq!(text(&server, paths::EXPORT_CSV, "text/csv").await.lines().count(), 1);
        let mut filed = BTreeSet::new();
        for at in 0..103 {
            let commune = if at < 101 { "06685" } else { "06652" };
            filed.insert(server.files_a_dossier_in(commune).await.code);
        }
        let all: Vec<Dossier> = serde_json::from_str(&text(&server, paths::EXPORT_JSON, "application/json").await).unwrap();
        assert_eq!(all.len(), 103);
        assert_eq!(all.iter().map(|dossier| dossier.code.clone()).collect::<BTreeSet<_>>(), filed);
        assert!(all.iter().all(|dossier| !dossier.attachments.is_empty()));
        let (written,): (i64,) = sqlx::query_as("SELECT count(DISTINCT code) FROM audit WHERE operation = 'export'")
            .fetch_one(server.app.database.pool()).await.unwrap();
        assert_eq!(written, 103);
        let path = format!("{}?unit=police.06652&order=due", paths::EXPORT_CSV);
        let lines = text(&server, &path, "text/csv").await;
        let mut reader = csv::Reader::from_reader(lines.trim_start_matches('\u{feff}').as_bytes());
        let columns = reader.headers().unwrap().clone();
        let rows: Vec<_> = reader.records().map(|row| row.unwrap()).collect();
        assert_eq!(rows.len(), 2);
        let value = |name: &str| &rows[0][columns.iter().position(|column| column == name).unwrap()];
        assert_eq!((value("service_name"), value("unit"), value("state")), ("Đăng ký tạm trú", "police.06652", "registered"));
        assert!(filed.contains(value("code")));
    }
}
