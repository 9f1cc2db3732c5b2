//! Which unit receives a dossier: the kind of office that the catalog names for the service, and the commune that the
//! citizen chose or else the province.
//!
//! A unit's code is the office's kind and the area's code of the General Statistics Office: `police.06685`,
//! `insurance.22`. The agencies' identification codes would be better; they are not published (`docs/officers.md`).

use crate::database::Database;
use crate::error::Result;
use crate::seal::Sealer;
use crate::submissions::{Kept, answers_place};
use catalog::{Catalog, Edition};
use forms::{Answers, Value};

/// Quảng Ninh.
const HOME_PROVINCE: &str = "22";

/// Dossiers of a time before units that are looked at in one transaction.
const FILL: i64 = 200;

/// The unit of these answers.
pub fn of(catalog: &Catalog, service: &str, version: &str, answers: &Answers) -> String {
    let of_slug = || catalog.editions().iter().find(|edition| edition.card.slug == service);
    match catalog.version(service, version).or_else(of_slug) {
        Some(edition) => unit(edition, answers),
        // A service that was taken out of the catalog: somebody at the province decides.
        None => format!("committee.{HOME_PROVINCE}"),
    }
}

fn unit(edition: &Edition, answers: &Answers) -> String {
    let place = edition.receiver_commune.as_deref().and_then(|place| place.split_once('.'));
    let commune = place.and_then(|(section, field)| match answers.value(section, 0, field)? {
        Value::Address(address) => Some(address.commune.clone()),
        _ => None,
    });
    let area = commune.filter(|code| !code.is_empty()).unwrap_or_else(|| HOME_PROVINCE.to_owned());
    format!("{}.{area}", edition.receiver.word())
}

/// Whether this could be a unit's code.
pub fn is_code(text: &str) -> bool {
    let is_area = |area: &str| matches!(area.len(), 2 | 5) && area.bytes().all(|b| b.is_ascii_digit());
    text.split_once('.').is_some_and(|(kind, area)| {
        !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_lowercase()) && is_area(area)
    })
}

/// Gives their unit to the dossiers that came before there were any.
pub async fn fill(database: &Database, sealer: &Sealer, catalog: &Catalog) -> Result<()> {
    loop {
        let rows: Vec<(String, String, String, Vec<u8>)> =
            sqlx::query_as("SELECT code, service, definition, answers FROM dossier WHERE unit = '' LIMIT $1")
                .bind(FILL)
                .fetch_all(database.pool())
                .await?;
        if rows.is_empty() {
            return Ok(());
        }
        let mut units = Vec::with_capacity(rows.len());
        for (code, service, version, sealed) in rows {
            let kept: Kept = sealer.open_json(&answers_place(&code), &sealed)?;
            units.push((of(catalog, &service, &version, &kept.answers), code));
        }
        database
            .write(move |connection| {
                Box::pin(async move {
                    for (unit, code) in units {
                        let update = sqlx::query("UPDATE dossier SET unit = $1 WHERE code = $2");
                        update.bind(unit).bind(code).execute(&mut *connection).await?;
                    }
                    Ok(())
                })
            })
            .await?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use forms::Address;

    #[test]
    fn the_commune_that_was_chosen_receives_or_else_the_province() {
        let catalog = Catalog::embedded().unwrap();
        let mut answers = Answers::default();
        assert_eq!(of(&catalog, "khai-bao-tam-vang", "", &answers), "police.22");
        let commune = Address { province: "22".into(), commune: "06685".into(), detail: String::new() };
        answers.set("office", 0, "office_commune", Value::Address(commune));
        assert_eq!(of(&catalog, "khai-bao-tam-vang", "", &answers), "police.06685");
        assert_eq!(of(&catalog, "dang-ky-thue", "", &answers), "tax.22");
        assert_eq!(of(&catalog, "no-more", "", &answers), "committee.22");
    }

    #[test]
    fn knows_a_code() {
        assert!(is_code("police.06685") && is_code("tax.22"));
        for wrong in ["", "police", "police.", ".22", "Police.22", "police.6685", "police.22.1"] {
            assert!(!is_code(wrong), "{wrong}");
        }
    }
}
