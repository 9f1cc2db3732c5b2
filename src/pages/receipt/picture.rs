//! The receipt as a picture for the phone's gallery: all that is needed to follow the dossier without the app.

use super::grouped;
use crate::browser::Error;
use crate::browser::canvas::{Canvas, Font};
use crate::browser::page;
use crate::parts::qr::modules;
use crate::routes;
use crate::text::{local, t, time};
use contract::Receipt;

const WIDTH: f64 = 1080.0;
const HEIGHT: u32 = 1_680;
const MARGIN: f64 = 72.0;
const QR: f64 = 620.0;

/// The bytes of a PNG.
pub async fn picture(receipt: &Receipt) -> Result<Vec<u8>, Error> {
    let text = &t().receipt;
    let canvas = Canvas::new(1_080, HEIGHT)?;
    let inner = WIDTH - 2.0 * MARGIN;
    let write = |words: &str, size: f64, bold: bool, y: f64| {
        canvas.write(words, Font { size, bold }, MARGIN, y, inner)
    };

    let mut y = write(t().common.app_name, 34.0, false, MARGIN)?;
    y = write(text.title, 56.0, true, y)? + 8.0;
    canvas.fill("#000000", MARGIN, y, inner, 3.0);
    y = write(text.code, 34.0, false, y + 24.0)?;
    y = write(&receipt.code, 62.0, true, y)? + 12.0;
    for (name, value) in [
        (text.service, local(&receipt.service_name)),
        (text.received, time::instant(receipt.received_at)),
        (text.due, time::weekday(receipt.due)),
        (text.secret, grouped(&receipt.secret)),
    ] {
        y = write(name, 30.0, false, y)?;
        y = write(&value, 38.0, true, y)? + 10.0;
    }
    draw_qr(&canvas, &routes::track_link(&page::origin(), &receipt.code, &receipt.secret), y + 16.0);
    write(text.qr_help, 30.0, false, y + QR + 32.0)?;
    canvas.png().await
}

#[expect(clippy::cast_precision_loss, reason = "a QR code has at most 177 modules a side")]
fn draw_qr(canvas: &Canvas, link: &str, top: f64) {
    let Some(modules) = modules(link) else { return };
    // Whole pixels, or fine white lines run through the code.
    let dot = (QR / modules.size as f64).floor();
    let left = (WIDTH - dot * modules.size as f64) / 2.0;
    for (place, _) in modules.dark.iter().enumerate().filter(|(_, dark)| **dark) {
        let (x, y) = (place % modules.size, place / modules.size);
        canvas.fill("#000000", left + dot * x as f64, top + dot * y as f64, dot, dot);
    }
}
