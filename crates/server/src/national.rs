//! A dossier in the field names with which systems synchronise to the national portal; `docs/officers.md` has the table.
//!
//! Instants are `yyyyMMddHHmmss` in Vietnam's time, as those calls want them. What we do not know stays empty.

use crate::app::App;
use crate::clock;
use crate::error::Result;
use contract::{Dossier, Millis, NationalDossier, NationalFile, NationalRequest, State};
use forms::{Answers, Definition, Kind, Value};

/// `KenhThucHien`: 2 is online.
const ONLINE: &str = "2";
/// `LoaiDoiTuong`: 0 is a citizen.
const CITIZEN: &str = "0";
/// `LoaiBan`: 2 is an electronic copy.
const ELECTRONIC: &str = "2";

/// Of a dossier, with the form that it answers.
pub async fn of(app: &App, dossier: &Dossier) -> Result<NationalDossier> {
    let form = crate::definitions::form(app, &dossier.service, &dossier.definition).await?;
    let definition = form.definition();
    let edition = app.catalog.editions().iter().find(|edition| edition.card.slug == dossier.service);
    let codes = edition.map(|edition| &*edition.procedure_codes).unwrap_or_default();
    let first = |states: &[State]| {
        let event = dossier.timeline.iter().find(|event| states.contains(&event.state));
        event.map(|event| instant(event.at)).unwrap_or_default()
    };
    let files = dossier.attachments.iter();
    let results = dossier.results.iter();
    Ok(NationalDossier {
        ma_ho_so: dossier.code.clone(),
        ma_tthc: codes.first().cloned().unwrap_or_default(),
        ten_tthc: definition.name.vi.clone(),
        ma_linh_vuc: String::new(),
        chu_ho_so: answer(definition, &dossier.answers, Kind::PersonName, "citizen.full_name"),
        loai_doi_tuong: CITIZEN.to_owned(),
        so_dien_thoai: answer(definition, &dossier.answers, Kind::Phone, "citizen.phone"),
        ngay_tiep_nhan: first(&[State::Received]),
        ngay_hen_tra: format!("{}235959", dossier.due.format("%Y%m%d")),
        trang_thai_ho_so: dossier.state.number().to_string(),
        ngay_tra: first(&[State::Returned]),
        hinh_thuc: ONLINE.to_owned(),
        ngay_ket_thuc_xu_ly: first(&[State::Done, State::Refused, State::Stopped, State::Withdrawn]),
        don_vi_xu_ly: dossier.unit.clone(),
        tai_lieu_nop: files.map(|file| paper(&file.sha256, &file.name)).collect(),
        danh_sach_le_phi: Vec::new(),
        danh_sach_ho_so_bo_sung: requests(dossier),
        danh_sach_giay_to_ket_qua: results.map(|file| paper(&file.id, &file.name)).collect(),
    })
}

fn paper(id: &str, name: &str) -> NationalFile {
    NationalFile { ma: id.to_owned(), ten: name.to_owned(), loai_ban: ELECTRONIC.to_owned() }
}

/// Every request for more, with the time of what followed.
fn requests(dossier: &Dossier) -> Vec<NationalRequest> {
    let events = dossier.timeline.iter().enumerate().filter(|(_, event)| event.state == State::MoreRequested);
    let request = |(at, event): (usize, &contract::Event)| NationalRequest {
        noi_dung: event.reason.clone().unwrap_or_default(),
        ngay_yeu_cau: instant(event.at),
        ngay_bo_sung: dossier.timeline.get(at + 1).map(|next| instant(next.at)).unwrap_or_default(),
    };
    events.map(request).collect()
}

/// The applicant's: the first answer that a profile fills in, or else the first of its kind.
fn answer(definition: &Definition, answers: &Answers, kind: Kind, profile: &str) -> String {
    let fields = || definition.sections.iter().flat_map(|s| s.fields.iter().map(move |field| (&s.id, field)));
    let given = |of: &dyn Fn(&forms::Field) -> bool| {
        fields().filter(|(_, field)| of(field)).find_map(|(section, field)| {
            match answers.value(section, 0, &field.id)? {
                Value::Text(text) if !text.is_empty() => Some(text.clone()),
                _ => None,
            }
        })
    };
    let mine = given(&|field| {
        let asked = field.prefill.as_deref().map(forms::who_and_what);
        asked.is_some_and(|(who, what)| who != forms::MEMBER && what == forms::who_and_what(profile).1)
    });
    mine.or_else(|| given(&|field| field.kind == kind)).unwrap_or_default()
}

fn instant(at: Millis) -> String {
    clock::vietnam(at).format("%Y%m%d%H%M%S").to_string()
}
