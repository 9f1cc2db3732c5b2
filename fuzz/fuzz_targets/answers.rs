//! Any bytes as answers to a form with every kind of field: the verdict is that of the tidy form, before and after JSON.
#![no_main]

use forms::{Answers, Context, Form, NoLists, check, normalize, prune};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static FORM: LazyLock<Form> = LazyLock::new(|| {
    let definition = serde_json::from_str(include_str!("../every_kind.json")).expect("the form can be read");
    Form::new(definition).expect("the form is sound")
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(answers) = serde_json::from_slice::<Answers>(bytes) else { return };
    let context = Context { today: chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day"), lists: &NoLists };
    let verdict = check(&FORM, &answers, context);
    let tidy = normalize(&FORM, &answers);
    assert_eq!(normalize(&FORM, &tidy), tidy);
    assert_eq!(check(&FORM, &tidy, context), verdict);
    let json = serde_json::to_string(&answers).expect("answers can be written");
    let there: Answers = serde_json::from_str(&json).expect("and read again");
    assert_eq!(check(&FORM, &there, context), verdict);
    let kept = prune(&FORM, &answers);
    assert_eq!(prune(&FORM, &kept), kept);
});
