//! What a good photo of a paper looks like, and what goes wrong most often: in pictures, with a word each.

use crate::parts::drawing::drawing;
use crate::parts::icon::icon;
use crate::text::t;
use crate::view::prelude::*;

/// One good photo and three bad ones, side by side.
pub fn photo_tips() -> AnyView {
    let texts = &t().documents;
    let tip = |name: &str, sign: &str, class: &'static str, words: &'static str| {
        view! {
            <li class=class>
                {drawing(name)}
                <span class="photo-tip-words">{icon(sign)}{words}</span>
            </li>
        }
        .into_any()
    };
    view! {
        <ul class="photo-tips">
            {tip("photo-good", "check", "photo-tip is-good", texts.tip_good)}
            {tip("photo-blurred", "close", "photo-tip", texts.tip_blurred)}
            {tip("photo-cut", "close", "photo-tip", texts.tip_cut)}
            {tip("photo-glare", "close", "photo-tip", texts.tip_glare)}
        </ul>
    }
    .into_any()
}
