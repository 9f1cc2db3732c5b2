//! The sentences in English.

use super::{About, inside};
use forms::{Code, Kind};

/// See [`super::sentence`].
pub(super) fn sentence(code: Code, about: &About) -> String {
    let (e, a, label) = (&about.expected, about.actual, about.label);
    let noun = noun(about);
    match code {
        Code::Required => required(about),
        Code::MustAccept => "Please read this and tick the box; the form cannot be sent without it.".to_owned(),
        Code::WrongShape => "This answer was damaged when it was saved. Clear it and fill it in again.".to_owned(),
        Code::Unknown => "The form has changed and no longer asks this. Reload the page.".to_owned(),
        Code::NotAnOption => not_an_option(about),
        Code::DigitsOnly => format!("{noun} has digits only. Remove letters and signs."),
        Code::WrongLength => format!("{noun} has {e} {}; you entered {a}.", units(about)),
        Code::TooShort => format!("{noun} needs at least {e} {}; you entered {a}.", units(about)),
        Code::TooLong => format!("{noun} can have {e} {} at most; you entered {a}. Make it shorter.", units(about)),
        Code::WrongFormat => wrong_format(about),
        Code::BadCharacter => format!("A name does not contain “{a}”. Remove that character."),
        Code::NoSuchDate => "There is no such day in the calendar. Check day, month and year.".to_owned(),
        Code::MustBePast => format!("{noun} must be today or earlier. Check the year."),
        Code::MustBeFuture => format!("{noun} must be today or later. Check the year."),
        Code::BeforeOther if about.other.is_empty() => {
            format!("{noun} is earlier than the date that must come before it. Check both dates.")
        }
        Code::BeforeOther => format!("{noun} cannot be before {}. Check both.", inside(about.other)),
        Code::TooSmall => format!("{noun} must be at least {e}{}. Check the number.", currency(about)),
        Code::TooLarge => format!("{noun} must be at most {e}{}. Check the number.", currency(about)),
        Code::TooYoung => {
            format!("This person must be at least {e} years old; by the date of birth the age is {a}. Check the year.")
        }
        Code::TooOld => {
            format!("This person must be {e} years old or younger; by the date of birth the age is {a}. Check the year.")
        }
        Code::TooFewRows => format!("At least {e} needed ({}); you have {a}. Add the rest.", inside(label)),
        Code::TooManyRows => format!("At most {e} allowed ({}); you have {a}. Remove some.", inside(label)),
        Code::CommuneNotInProvince => {
            "This commune is not in the province you chose. Choose the commune again.".to_owned()
        }
        Code::CommuneMissing => "Choose the commune, ward or special zone.".to_owned(),
        Code::DetailMissing => "Enter the house number, street or hamlet.".to_owned(),
        Code::TooManyFiles => format!("This paper takes at most {e} files; you chose {a}. Remove some."),
        Code::IdProvinceUnknown => {
            "The first three digits of the ID number are no province's code. Compare with the card; if it is right, go on.".to_owned()
        }
        Code::IdSexMismatch => {
            "The fourth digit of the ID number does not fit the sex or year of birth entered. Compare with the card; if it is right, go on.".to_owned()
        }
        Code::IdBirthYearMismatch => {
            "The fifth and sixth digits of the ID number do not fit the year of birth entered. Compare with the card; if it is right, go on.".to_owned()
        }
        Code::PhonePrefixUnknown => {
            "No network in Vietnam has numbers that begin like this. Check it; if it is right, go on.".to_owned()
        }
    }
}

fn required(about: &About) -> String {
    let label = inside(about.label);
    match about.kind {
        None if about.label.is_empty() => "Choose your case.".to_owned(),
        None => format!("Attach {label}."),
        Some(Kind::Photo4x6) => format!("Choose a photo for {label}."),
        Some(Kind::Checkbox | Kind::Declaration) => format!("Tick the box “{}”.", about.label),
        Some(
            Kind::Select
            | Kind::Radio
            | Kind::MultiSelect
            | Kind::Gender
            | Kind::Address
            | Kind::Ethnicity
            | Kind::Nationality
            | Kind::Religion
            | Kind::Country,
        ) => format!("Choose an answer for “{}”.", about.label),
        Some(_) => format!("Enter {label}."),
    }
}

fn not_an_option(about: &About) -> String {
    match about.kind {
        Some(Kind::Address) => {
            "This province or commune is not known. Type a few letters and choose from the list.".to_owned()
        }
        Some(Kind::Ethnicity | Kind::Nationality | Kind::Country | Kind::Religion) => {
            "The list has no such name. Type a few letters and choose a line.".to_owned()
        }
        None if about.label.is_empty() => "The case you chose is no longer there. Choose again.".to_owned(),
        _ => format!("Choose {} again: the old answer is no longer in the list.", inside(about.label)),
    }
}

fn wrong_format(about: &About) -> String {
    match about.kind {
        Some(Kind::Date) => "Write day/month/year, for example 01/02/1990.".to_owned(),
        Some(Kind::PartialDate) => {
            "Write day/month/year, month/year or the year, for example 02/1990.".to_owned()
        }
        Some(Kind::Time) => "Write hour:minute from 00:00 to 23:59, for example 08:30.".to_owned(),
        Some(Kind::Datetime) => {
            "Write both the date and the time, for example 01/02/2026 and 08:30.".to_owned()
        }
        Some(Kind::Year) => "Write the year with 4 digits, for example 1990.".to_owned(),
        Some(Kind::Phone) => {
            "A phone number has 10 digits and begins with 0, for example 0912345678.".to_owned()
        }
        Some(Kind::Email) => {
            "An email address looks like name@gmail.com. Check the @ and the dots.".to_owned()
        }
        Some(Kind::PlateNumber) => {
            "Write the plate as on the registration, for example 14B1-234.56.".to_owned()
        }
        Some(Kind::Integer) => "Write a whole number, for example 12.".to_owned(),
        Some(Kind::Decimal) => "Write a number, for example 12.5.".to_owned(),
        Some(Kind::MoneyVnd) => "Write the amount in digits, for example 1.200.000.".to_owned(),
        Some(Kind::TaxCode) => {
            "A tax code has 10, 12 or 13 digits, for example 0101234567. Check it.".to_owned()
        }
        Some(Kind::InsuranceNumber) => "Write the 10 digits on the card or in the VssID app.".to_owned(),
        Some(Kind::BankAccount) => "Write the account number with digits and plain letters only.".to_owned(),
        Some(Kind::EngineNumber | Kind::ChassisNumber) => {
            format!("{} has plain letters and digits only. Copy it from the vehicle's papers.", about.label)
        }
        Some(Kind::Photo4x6) => "The photo did not arrive. Choose it again.".to_owned(),
        None => "The file was damaged when it was saved. Remove it and choose it again.".to_owned(),
        _ => format!("{} is not written as on the papers. Copy it from there.", noun(about)),
    }
}

fn noun<'a>(about: &'a About) -> &'a str {
    match about.kind {
        Some(Kind::CitizenId) => "The ID number",
        Some(Kind::OldId) => "The old ID number",
        Some(Kind::Phone) => "The phone number",
        Some(Kind::TaxCode) => "The tax code",
        Some(Kind::InsuranceNumber) => "The insurance number",
        _ if about.label.is_empty() => "This",
        _ => about.label,
    }
}

fn units(about: &About) -> &'static str {
    match about.kind {
        Some(Kind::CitizenId | Kind::OldId | Kind::Phone | Kind::TaxCode | Kind::InsuranceNumber) => "digits",
        _ => "characters",
    }
}

fn currency(about: &About) -> &'static str {
    if about.kind == Some(Kind::MoneyVnd) { " đồng" } else { "" }
}
