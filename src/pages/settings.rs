//! Account and settings: language and looks, my information, what this phone keeps, whom to call.

mod account;
mod data;
mod folders;
mod me;
mod offline;

use crate::parts::heading::heading;
use crate::parts::icon::icon;
use crate::parts::loading::loaded;
use crate::preferences::{self, Preferences, Theme};
use crate::services;
use crate::text::{lang_name, lang_tag, t};
use crate::view::prelude::*;
use contract::Offices;
use forms::Lang;

/// The screen.
pub fn settings() -> AnyView {
    let text = &t().settings;
    view! {
        {heading(text.title)} {account::account()} {language()} {theme()} {size()} {my_information()}
        {section(text.offline, Some(text.offline_help), offline::offline())}
        {section(t().folders.title, None, folders::folders())}
        {section(text.data, None, data::data())}
        {section(text.help, Some(text.help_intro), loaded(services::offices, |offices| hotlines(&offices)))}
        {section(text.about, None, view! { <p>{text.about_text}</p> }.into_any())}
    }
    .into_any()
}

fn section(title: &'static str, help: Option<&'static str>, content: AnyView) -> AnyView {
    view! {
        <section class="card">
            <h2>{title}</h2>
            {help.map(|help| view! { <p class="soft">{help}</p> }.into_any())}
            {content}
        </section>
    }
    .into_any()
}

/// Closed at first: its address boxes need long lists, which are fetched only when it is opened.
fn my_information() -> AnyView {
    let text = &t().settings;
    let is_open = RwSignal::new(false);
    view! {
        <details class="card folded" on:toggle=move |_| is_open.set(true)>
            <summary>
                <h2>{text.me}</h2>
            </summary>
            <div class="stack">
                <p class="soft">{text.me_help}</p>
                {move || is_open.get().then(me::me)}
            </div>
        </details>
    }
    .into_any()
}

/// One of a row of choices, of which one holds.
struct Choice {
    /// Of the radio button: name, id, and what programs know it by.
    group: &'static str,
    attribute: (&'static str, &'static str),
    label: &'static str,
    lang: Option<&'static str>,
    holds: bool,
    take: Box<dyn Fn()>,
}

fn choices(title: &'static str, choices: Vec<Choice>) -> AnyView {
    let lines: Vec<AnyView> = choices.into_iter().map(choice).collect();
    view! {
        <fieldset class="card">
            <legend class="choices-title">{title}</legend>
            <div class="options">{lines}</div>
        </fieldset>
    }
    .into_any()
}

fn choice(choice: Choice) -> AnyView {
    let Choice { group, attribute: (name, value), label, lang, holds, take } = choice;
    let id = format!("{group}-{value}");
    let label_for = id.clone();
    let data = |wanted: &str| (name == wanted).then_some(value);
    view! {
        <label class="choice" for=label_for lang=lang>
            <input
                type="radio"
                id=id
                name=group
                checked=holds
                data-lang=data("lang")
                data-theme-choice=data("theme")
                data-size-choice=data("size")
                on:change=move |_| take()
            />
            {label}
        </label>
    }
    .into_any()
}

fn language() -> AnyView {
    let now = preferences::load();
    let of = |lang: Lang| Choice {
        group: "language",
        attribute: ("lang", lang_tag(lang)),
        label: lang_name(lang),
        lang: Some(lang_tag(lang)),
        holds: now.lang == lang,
        take: Box::new(move || preferences::save(Preferences { lang, ..preferences::load() })),
    };
    choices(t().settings.language, vec![of(Lang::Vi), of(Lang::En)])
}

fn theme() -> AnyView {
    let text = &t().settings;
    let now = preferences::load();
    let of = |theme: Theme, value, label| Choice {
        group: "theme",
        attribute: ("theme", value),
        label,
        lang: None,
        holds: now.theme == theme,
        take: Box::new(move || preferences::save(Preferences { theme, ..preferences::load() })),
    };
    let all = vec![
        of(Theme::Auto, "auto", text.theme_auto),
        of(Theme::Light, "light", text.theme_light),
        of(Theme::Dark, "dark", text.theme_dark),
    ];
    choices(text.theme, all)
}

fn size() -> AnyView {
    let text = &t().settings;
    let now = preferences::load().size.clamp(1, 4);
    let of = |size: u8, value, label| Choice {
        group: "size",
        attribute: ("size", value),
        label,
        lang: None,
        holds: now == size,
        take: Box::new(move || preferences::save(Preferences { size, ..preferences::load() })),
    };
    let [one, two, three, four] = text.sizes;
    choices(text.size, vec![of(1, "1", one), of(2, "2", two), of(3, "3", three), of(4, "4", four)])
}

fn hotlines(offices: &Offices) -> AnyView {
    let lines = offices.hotlines.iter().map(|line| {
        let free = line.free.then(|| format!(" ({})", t().settings.call_free));
        view! {
            <li>
                <a class="line" href=format!("tel:{}", line.number)>
                    {icon("phone")}
                    <span class="line-text">
                        <span class="number">{line.number.clone()}</span>
                        {free}
                        <span class="line-note" lang="vi">{line.purpose.clone()}</span>
                    </span>
                </a>
            </li>
        }
        .into_any()
    });
    let lines: Vec<AnyView> = lines.collect();
    view! { <ul class="lines">{lines}</ul> }.into_any()
}
