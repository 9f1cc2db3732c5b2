//! Writes the pictures of the decoder's measure into a folder, for the tests in a browser:
//! `cargo run -p lens --example scenes -- FOLDER`. `scenes.json` names each with its kind and truth; the pictures are PGM.
//! `camera.y4m` is a film for Chromium's fake camera: an empty table, then a card that comes nearer.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    clippy::similar_names,
    clippy::cast_possible_wrap,
    reason = "pictures drawn: sides of some thousand pixels"
)]

#[path = "../tests/scenes/mod.rs"]
mod scenes;

use scenes::{HEIGHT, PLAIN, Scene, WIDTH};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

/// The card of the film: a former commune of Quảng Ninh that has one successor.
const FILMED: &str =
    "022190001234|100123456|Nguyễn Thị Ánh|01021990|Nữ|Tổ 5, Khu 4B, Hà Phong, Hạ Long, Quảng Ninh|10052021";

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/scenes".to_owned());
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let mut list = String::new();
    for (kind, scene) in scenes::all() {
        let truth = scenes::card_text(scene.seed);
        let name = format!("{:02}.pgm", scene.seed);
        let picture = scenes::draw(&scene, &truth);
        let mut file = std::fs::File::create(folder.join(&name))?;
        write!(file, "P5\n{WIDTH} {HEIGHT}\n255\n")?;
        file.write_all(&picture.pixels)?;
        let comma = if list.is_empty() { "" } else { ",\n" };
        // The texts hold no character that JSON must escape. Writing to a String cannot fail.
        let _ = write!(list, "{comma}{{\"file\":\"{name}\",\"kind\":\"{kind}\",\"truth\":\"{truth}\"}}");
    }
    std::fs::write(folder.join("scenes.json"), format!("[{list}]\n"))?;
    film(folder, "camera.y4m", FILMED)?;
    film(folder, "receipt.y4m", "https://nop.example.vn/tra-cuu#code=H49.22-261122-482913&secret=7k3d9q2m")
}

/// A few frames, shown again and again.
fn film(folder: &Path, name: &str, text: &str) -> io::Result<()> {
    let mut file = io::BufWriter::new(std::fs::File::create(folder.join(name))?);
    writeln!(file, "YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg")?;
    let colourless = vec![128_u8; WIDTH * HEIGHT / 2];
    for (side, blur) in [(90.0, 4.0), (160.0, 2.0), (245.0, 1.0), (260.0, 0.8), (270.0, 0.8)] {
        let picture = scenes::draw(&Scene { seed: 5, side, blur, turn: 8.0, slant: 0.08, ..PLAIN }, text);
        writeln!(file, "FRAME")?;
        file.write_all(&picture.pixels)?;
        file.write_all(&colourless)?;
    }
    file.flush()
}
