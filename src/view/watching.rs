//! Effects, memos and derived signals over boxed closures: else `leptos::reactive` compiles what it does with a closure again
//! for each that the app has.

use leptos::reactive::computed::Memo;
use leptos::reactive::effect::Effect;
use leptos::reactive::wrappers::read::Signal;

/// Runs soon, and again after each change of a signal it read; `run` gets what it answered the last time.
pub fn effect<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
    let mut last = None;
    boxed_effect(Box::new(move || {
        let next = run(last.take());
        last = Some(next);
    }));
}

fn boxed_effect(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}

/// Makes a value from the one before.
type Making<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;

/// A value that is made anew when a signal it reads has changed, and told on only when it then is another.
pub fn memo<T>(run: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    let run: Making<T> = Box::new(run);
    Memo::new(run)
}

/// A value that is made anew each time it is read.
pub fn derived<T: Send + Sync + 'static>(run: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    let run: Box<dyn Fn() -> T + Send + Sync> = Box::new(run);
    Signal::derive(run)
}
