//! Conditions.

use crate::example::{GOOD, breaks, expected, files, found};

#[test]
fn a_condition_over_what_is_not_there() {
    let show = "show_when = \"kind == 'two'\"";
    for (condition, message) in [
        ("sort == 'two'", "there is no field `sort` in this form"),
        ("people.kind == 'two'", "`people.kind`: there is no section `people`"),
        ("person.sort == 'two'", "`person.sort`: section `person` has no field `sort`"),
        ("kind == 'three'", "`three` is no option of `person.kind`; its options are one, two"),
        ("variant == 'lent'", "there is no variant `lent`; known are own, rented"),
    ] {
        let new = format!("show_when = \"{condition}\"");
        breaks(show, &new, &new, message);
    }
}

#[test]
fn a_condition_that_cannot_be_read() {
    let new = "show_when = \"kind = 'two'\"";
    breaks(
        "show_when = \"kind == 'two'\"",
        new,
        new,
        "condition `kind = 'two'`: expected `==`, `!=` or `in` at character 6",
    );
}

#[test]
fn a_box_compared_with_anything_but_true() {
    let text = GOOD
        .replace("type = \"date\"\nmin_age = 18", "type = \"checkbox\"")
        .replace("show_when = \"kind == 'two'\"", "show_when = \"born == 'false'\"");
    let message =
        "`person.born` is a box: compare it with 'true' (for a box that is not ticked write != 'true')";
    assert_eq!(found(&files(&text)), [expected(&text, "show_when = \"born", message)]);
}

#[test]
fn an_ambiguous_name() {
    let twice = "id = \"owner\"\nlabel = { vi = \"a\", en = \"a\" }\ntype = \"text\"\n\n[[sections.fields]]\nid = \"kind\"";
    let text = GOOD
        .replace("id = \"owner\"", twice)
        .replace("required_when = \"variant == 'rented'\"", "required_when = \"kind == 'two'\"")
        .replace("show_when = \"kind == 'two'\"", "");
    let message = "`kind` is ambiguous: write `person.kind` or `home.kind`";
    assert_eq!(found(&files(&text)), [expected(&text, "required_when", message)]);
}

#[test]
fn fields_that_wait_for_each_other() {
    let new = "show_when = \"owner == 'x'\"";
    breaks(
        "show_when = \"variant == 'rented'\"",
        new,
        new,
        "`owner` stands in the section that it would show",
    );
    let text =
        GOOD.replace("min_age = 18", "show_when = \"owner == 'x'\"").replace("kind == 'two'", "born == 'x'");
    let message =
        "a circle, nothing in it is ever shown: `person.born` needs `home.owner` needs `person.born`";
    assert_eq!(found(&files(&text)), [expected(&text, "show_when = \"owner", message)]);
}

#[test]
fn a_field_that_nobody_ever_sees() {
    let new = "show_when = \"variant == 'own'\"";
    let message = "field `home.owner` is never shown: no variant and no answers allow it";
    breaks("show_when = \"kind == 'two'\"", new, new, message);
    let new = "show_when = \"kind == 'one' && kind == 'two'\"";
    breaks("show_when = \"kind == 'two'\"", new, new, message);
    // A required choice is one of its options.
    let new = "show_when = \"!(kind in ['one', 'two'])\"";
    breaks("show_when = \"kind == 'two'\"", new, new, message);
    let new = "required_when = \"owner == 'x' && variant == 'own'\"";
    let message = "document `lease` is never asked for: no variant and no answers allow it";
    breaks("required_when = \"variant == 'rented'\"", new, new, message);
}
