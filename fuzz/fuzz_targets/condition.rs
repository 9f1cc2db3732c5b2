//! Any text as a condition, and as a pattern: read and written back the same, or refused.
#![no_main]

use forms::Condition;
use forms::kinds::pattern::Pattern;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(condition) = text.parse::<Condition>() {
        let written = condition.to_string();
        assert_eq!(written.parse::<Condition>().expect("what is written can be read"), condition);
        let _ = condition.holds(&mut |_, value| value.is_empty());
    }
    let (pattern, answer) = text.split_once('\n').unwrap_or((text, "14B1-123.45"));
    if let Ok(pattern) = Pattern::parse(pattern) {
        let _ = pattern.matches(answer);
    }
});
