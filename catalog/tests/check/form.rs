//! Ids, options, rules, rows and papers.

use crate::example::{GOOD, breaks, expected, files, found};

#[test]
fn an_id_given_twice() {
    breaks(
        "id = \"born\"",
        "id = \"full_name\"#",
        "id = \"full_name\"#",
        "field id `full_name` is given twice",
    );
    breaks("id = \"home\"", "id = \"person\"#", "id = \"person\"#", "section id `person` is given twice");
    let options = "{ value = \"two\", vi = \"x\", en = \"x\" },\n  { value = \"two\", vi = \"Hai\"";
    breaks(
        "{ value = \"two\", vi = \"Hai\"",
        options,
        "{ value = \"two\", vi = \"Hai\"",
        "option `two` is given twice",
    );
    let message = "document id `documents` is taken by the app; choose another";
    breaks("id = \"lease\"", "id = \"documents\"", "id = \"documents\"", message);
    let document = "id = \"lease\"\nname = { vi = \"a\", en = \"a\" }\nrequired = true\n\n[[documents]]\nid = \"lease\"#";
    breaks("id = \"lease\"", document, "id = \"lease\"#", "document id `lease` is given twice");
    let variant = "id = \"own\"\nname = { vi = \"a\", en = \"a\" }\n\n[[variants]]\nid = \"own\"#";
    breaks("id = \"own\"", variant, "id = \"own\"#", "variant id `own` is given twice");
}

#[test]
fn an_id_that_no_condition_could_name() {
    let message = "field id `Born-On` takes small letters a-z, digits and `_`, a letter first";
    breaks("id = \"born\"", "id = \"Born-On\"", "id = \"Born-On\"", message);
}

#[test]
fn options_where_they_do_not_belong() {
    let text = GOOD.replace("type = \"radio\"", "type = \"radio\" #").replace(
        "options = [\n  { value = \"one\", vi = \"Một\", en = \"One\" },\n  { value = \"two\", vi = \"Hai\", en = \"Two\" },\n]\n",
        "",
    );
    let text = text.replace("show_when = \"kind == 'two'\"\n", "");
    let message = "field `kind` is for choosing, but has no options";
    assert_eq!(found(&files(&text)), [expected(&text, "[[sections.fields]]\nid = \"kind\"", message)]);
    let options = "min_age = 18\noptions = [{ value = \"a\", vi = \"a\", en = \"a\" }]";
    let message = "field `born` takes no options: its type is not for choosing";
    breaks("min_age = 18", options, "options = [{ value = \"a\"", message);
}

#[test]
fn rules_that_do_not_fit() {
    breaks("min_age = 18", "min = 1", "min = 1", "`min` means nothing for a field of this type");
    breaks("min_age = 18", "min_age = 18\nmax_age = 6", "min_age", "`min_age` 18 is above `max_age` 6");
    let message = "no day is both in the past and in the future";
    breaks("min_age = 18", "past_only = true\nfuture_only = true", "future_only", message);
    breaks("min_age = 18", "after = \"full_name\"", "after", "`person.full_name` is not a date");
    breaks("min_age = 18", "after = \"born\"", "after", "a date cannot come after itself");
    let message = "`citizen.full_name` cannot fill a field of this type";
    breaks("min_age = 18", "prefill = \"citizen.full_name\" #", "prefill = \"citizen.full_name\" #", message);
    let text = GOOD.replace("citizen.full_name", "citizen.name");
    let found = found(&files(&text));
    assert!(found[0].starts_with(&expected(
        &text,
        "prefill",
        "nobody's profile knows `citizen.name`; known are"
    )));
}

#[test]
fn a_pattern_that_cannot_be_read() {
    let new = "pattern = \"^[A-Z\"";
    breaks("prefill = \"citizen.full_name\"", new, new, "pattern: `[` is not closed");
}

#[test]
fn rows_from_many_to_few() {
    let repeat = "title = { vi = \"Người khai\", en = \"Person\" }\nrepeat = { min = 3, max = 2, item = { vi = \"a\", en = \"a\" } }";
    breaks(
        "title = { vi = \"Người khai\", en = \"Person\" }",
        repeat,
        "repeat",
        "rows from 3 to 2: `max` is below `min` or 0",
    );
}

#[test]
fn somebody_whom_a_question_cannot_be_about() {
    let name = "prefill = \"citizen.full_name\"";
    let with = |key: &str| format!("prefill = \"{key}\"");
    let unknown = with("aunt.full_name");
    breaks(
        name,
        &unknown,
        &unknown,
        "nobody is called `aunt`; known are citizen, subject, mother, father, wife, husband, member",
    );
    let row = with("member.full_name");
    breaks(name, &row, &row, "the rows of a table are each about a `member`, and nothing else is");
    let mother = with("mother.full_name");
    let message = "nothing says when the filer is the `mother`: all their questions here share no part of `prefill_when`";
    breaks(name, &mother, &mother, message);
}

#[test]
fn a_document_that_does_not_say_when() {
    let message = "document `lease`: say `required = true`, `required = false` (optional) or `required_when`";
    breaks("required_when = \"variant == 'rented'\"\n", "", "[[documents]]", message);
    let both = "required_when = \"variant == 'rented'\"\nrequired = true";
    let message = "`required = true` and `required_when` contradict each other: keep one";
    breaks("required_when = \"variant == 'rented'\"", both, "required_when", message);
}
