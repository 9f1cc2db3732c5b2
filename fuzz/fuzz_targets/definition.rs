//! Any bytes as a definition: refused, or a form that can be asked everything about no answers at all.
#![no_main]

use forms::{Answers, Context, Definition, Form, Lang, NoLists, check, prune, steps, summary};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(definition) = serde_json::from_slice::<Definition>(bytes) else { return };
    let json = serde_json::to_string(&definition).expect("a definition can be written");
    assert_eq!(serde_json::from_str::<Definition>(&json).expect("and read again"), definition);
    let Ok(form) = Form::new(definition) else { return };
    let nothing = Answers::default();
    let context = Context { today: chrono::NaiveDate::default(), lists: &NoLists };
    let _ = (check(&form, &nothing, context), steps(&form, &nothing, context), prune(&form, &nothing));
    let _ = summary(&form, &nothing, &NoLists, Lang::Vi);
});
