//! A dossier in the field names with which systems synchronise to the national portal (`docs/officers.md` has the mapping).
//!
//! Instants are `yyyyMMddHHmmss` in Vietnam's time. What is not known is empty, never left out.

use serde::{Deserialize, Serialize};

/// Field names and codes as in the calls `DongBoHoSoMC` and `CapNhatTienDoHoSoMC`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "PascalCase")]
pub struct NationalDossier {
    pub ma_ho_so: String,
    #[serde(rename = "MaTTHC")]
    pub ma_tthc: String,
    #[serde(rename = "TenTTHC")]
    pub ten_tthc: String,
    pub ma_linh_vuc: String,
    pub chu_ho_so: String,
    pub loai_doi_tuong: String,
    pub so_dien_thoai: String,
    pub ngay_tiep_nhan: String,
    pub ngay_hen_tra: String,
    pub trang_thai_ho_so: String,
    pub ngay_tra: String,
    pub hinh_thuc: String,
    pub ngay_ket_thuc_xu_ly: String,
    pub don_vi_xu_ly: String,
    pub tai_lieu_nop: Vec<NationalFile>,
    /// Always empty: no fee is taken through this server.
    pub danh_sach_le_phi: Vec<String>,
    pub danh_sach_ho_so_bo_sung: Vec<NationalRequest>,
    pub danh_sach_giay_to_ket_qua: Vec<NationalFile>,
}

/// A paper that was filed or handed out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "PascalCase")]
pub struct NationalFile {
    /// The last part of the file's address in this API.
    pub ma: String,
    pub ten: String,
    pub loai_ban: String,
}

/// A request for more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "PascalCase")]
pub struct NationalRequest {
    pub noi_dung: String,
    pub ngay_yeu_cau: String,
    pub ngay_bo_sung: String,
}
