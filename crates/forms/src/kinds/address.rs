//! A place in two levels, province and commune, since 2025-07-01, and the house within.

use super::Fault;
use super::letters::{length, line};
use crate::{Address, Code, Field, List, Lists};

/// Longest hamlet, street and house number, in characters.
const LONGEST_DETAIL: u16 = 250;

/// Tidy codes and text; no detail where only the commune is asked.
pub fn tidy(field: &Field, address: &Address) -> Address {
    let detail = if field.commune_only { String::new() } else { line(&address.detail).into_owned() };
    Address {
        province: line(&address.province).into_owned(),
        commune: line(&address.commune).into_owned(),
        detail,
    }
}

/// Of a tidy address that is not blank.
pub fn judge(field: &Field, address: &Address, lists: &dyn Lists) -> Result<(), Fault> {
    if address.province.is_empty() || address.commune.is_empty() {
        return Err(Code::CommuneMissing.into());
    }
    if lists.name(List::Provinces, &address.province) == Some(None)
        || lists.name(List::Communes, &address.commune) == Some(None)
    {
        return Err(Code::NotAnOption.into());
    }
    if let Some(province) = lists.province_of(&address.commune)
        && province != Some(&address.province)
    {
        return Err(Code::CommuneNotInProvince.into());
    }
    if field.commune_only {
        return Ok(());
    }
    let most = usize::from(field.max_length.unwrap_or(LONGEST_DETAIL));
    match length(&address.detail) {
        0 => Err(Code::DetailMissing.into()),
        n if n > most => Err(Fault::counted(Code::TooLong, most, n)),
        _ => Ok(()),
    }
}

/// `Số 5, Phường Hồng Gai, Quảng Ninh`; codes where their names are not here.
pub fn shown(address: &Address, lists: &dyn Lists) -> String {
    let name = |list, code: &str| lists.name(list, code).flatten().unwrap_or(code).to_owned();
    let province = name(List::Provinces, &address.province);
    let bare =
        ["Tỉnh ", "Thành phố "].iter().find_map(|kind| province.strip_prefix(kind)).unwrap_or(&province);
    let parts = [address.detail.clone(), name(List::Communes, &address.commune), bare.to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
