//! Pictures of cards as a phone sees them, drawn: always the same ones, each with its truth. The measure of the decoder.

use lens::{Grey, Plane, Point};
use qrcode::{EcLevel, QrCode};

pub const WIDTH: usize = 1280;
pub const HEIGHT: usize = 720;

/// What makes a picture hard.
#[derive(Clone, Copy, Debug)]
pub struct Scene {
    /// Decides the text, the place, the clutter and the noise.
    pub seed: u64,
    /// Side of the code in pixels; a third of the frame's height is 240.
    pub side: f32,
    /// In degrees.
    pub turn: f32,
    /// How much shorter the far side looks, 0 to 0.3.
    pub slant: f32,
    /// Standard deviation of the blur, in pixels.
    pub blur: f32,
    /// Shades between dark and light, 255 at most, and the darkest shade.
    pub contrast: f32,
    pub darkest: f32,
    /// Standard deviation of the noise, in shades.
    pub noise: f32,
    /// Shades that a lamp's reflection adds in its middle; it covers about a fifth of the code.
    pub glare: f32,
    /// Shades lost from one side of the frame to the other.
    pub shadow: f32,
}

/// Good light, held straight.
pub const PLAIN: Scene = Scene {
    seed: 0,
    side: 260.0,
    turn: 0.0,
    slant: 0.0,
    blur: 0.7,
    contrast: 170.0,
    darkest: 40.0,
    noise: 2.0,
    glare: 0.0,
    shadow: 0.0,
};

/// Small numbers by chance that are the same everywhere (`SplitMix64`).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5ca1_ab1e)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// From 0 to 1.
    pub fn part(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// About normal, with standard deviation 1.
    pub fn normal(&mut self) -> f32 {
        (0..4).map(|_| self.part() - 0.5).sum::<f32>() * 1.732
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len() as u64) as usize]
    }
}

/// The text of a made-up card in one of the two layouts.
pub fn card_text(seed: u64) -> String {
    let mut chance = Chance::new(seed);
    let female = chance.below(2) == 1;
    let year = 1950 + chance.below(56);
    let family = chance.of(&["Nguyễn", "Trần", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ"]);
    let middle = chance.of(&["Thị", "Văn", "Thị Thanh", "Đức", "Thị Ngọc", "Quang"]);
    let given = chance.of(&["Ánh", "Bình", "Hường", "Dũng", "Phượng", "Quỳnh", "Tuấn", "Yến"]);
    let century = u64::from(year >= 2000) * 2 + u64::from(female);
    let number = format!("022{century}{:02}{:06}", year % 100, chance.below(1_000_000));
    let birth = format!("{:02}{:02}{year}", 1 + chance.below(28), 1 + chance.below(12));
    let issued = format!("{:02}{:02}{}", 1 + chance.below(28), 1 + chance.below(12), 2021 + chance.below(5));
    let old = if chance.below(3) == 0 { String::new() } else { format!("10{:07}", chance.below(10_000_000)) };
    let commune = chance.of(&["Hà Lầm", "Hồng Hải", "Cao Xanh", "Giếng Đáy", "Bạch Đằng", "Việt Hưng"]);
    let address =
        format!("Tổ {}, Khu {}B, {commune}, Hạ Long, Quảng Ninh", 1 + chance.below(20), 1 + chance.below(9));
    let sex = if female { "Nữ" } else { "Nam" };
    if chance.below(2) == 0 {
        format!("{number}|{old}|{family} {middle} {given}|{birth}|{sex}|{address}|{issued}")
    } else {
        format!("{number}|{family} {middle} {given}|{sex}|{birth}|{address}|{issued}|{old}|")
    }
}

/// Draws the scene with a code of `text`.
pub fn draw(scene: &Scene, text: &str) -> Grey {
    let level = [EcLevel::L, EcLevel::M, EcLevel::M, EcLevel::Q][(scene.seed % 4) as usize];
    let code = QrCode::with_error_correction_level(text, level).expect("a card's text fits");
    let size = code.width();
    let dark: Vec<bool> = code.to_colors().into_iter().map(|c| c == qrcode::Color::Dark).collect();
    let mut chance = Chance::new(scene.seed ^ 0xface);

    // The code with its quiet zone as the unit square, in the frame.
    let quiet = 3.0;
    let modules = size as f32 + 2.0 * quiet;
    let half = scene.side * modules / size as f32 / 2.0;
    let room = half * 1.45;
    let middle = Point::new(
        room + chance.part() * (WIDTH as f32 - 2.0 * room),
        HEIGHT as f32 / 2.0 + (chance.part() - 0.5) * (HEIGHT as f32 - 2.0 * room).max(0.0),
    );
    let (sin, cos) = scene.turn.to_radians().sin_cos();
    let corner = |x: f32, y: f32| {
        let far = 1.0 - scene.slant * (1.0 - y) / 2.0;
        let (x, y) = (x * half * far, y * half * (1.0 - scene.slant / 3.0));
        Point::new(middle.x + x * cos - y * sin, middle.y + x * sin + y * cos)
    };
    let plane = Plane::of([corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)])
        .expect("a plane");
    let inverse = Inverse::of(&plane);

    // The paper of the card and what is printed on it, light and dark from 0 to 1.
    let lines: Vec<(f32, f32, f32, f32)> = (0..14)
        .map(|_| {
            let (x, y) = (chance.part() * WIDTH as f32, chance.part() * HEIGHT as f32);
            (x, y, 60.0 + chance.part() * 240.0, 6.0 + chance.part() * 9.0)
        })
        .collect();
    let paper = |x: f32, y: f32| -> f32 {
        for (left, top, width, height) in &lines {
            let (dx, dy) = (x - left, y - top);
            // Strokes as of letters.
            if dx >= 0.0
                && dx < *width
                && dy >= 0.0
                && dy < *height
                && (dx * 0.37).sin() * (dy * 0.9 + dx * 0.05).cos() > 0.1
            {
                return 0.25;
            }
        }
        0.86 + 0.05 * ((x * 0.013).sin() * (y * 0.017).cos())
    };
    let shade = |x: f32, y: f32| -> f32 {
        let (u, v) = inverse.map(x, y);
        let (column, row) = (u * modules - quiet, v * modules - quiet);
        if u < 0.0 || v < 0.0 || u >= 1.0 || v >= 1.0 {
            return paper(x, y);
        }
        if column < 0.0 || row < 0.0 || column >= size as f32 || row >= size as f32 {
            return 1.0;
        }
        if dark[row as usize * size + column as usize] { 0.0 } else { 1.0 }
    };
    let mut light = vec![0.0_f32; WIDTH * HEIGHT];
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            // Four samples a pixel, as a sensor has no corners.
            let mut sum = 0.0;
            for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                sum += shade(x as f32 + dx, y as f32 + dy);
            }
            light[y * WIDTH + x] = sum / 4.0;
        }
    }
    blur(&mut light, scene.blur);

    let lamp = Point::new(middle.x + (chance.part() - 0.5) * half, middle.y + (chance.part() - 0.5) * half);
    let reach = scene.side * 0.22;
    let pixels = light.iter().enumerate().map(|(at, light)| {
        let place = Point::new((at % WIDTH) as f32, (at / WIDTH) as f32);
        let mut shade = scene.darkest + light * scene.contrast;
        shade -= scene.shadow * place.x / WIDTH as f32 * (shade / 255.0 + 0.3);
        shade += scene.glare * (-(place.distance(lamp) / reach).powi(2)).exp();
        (shade + scene.noise * chance.normal()).clamp(0.0, 255.0) as u8
    });
    Grey { width: WIDTH, height: HEIGHT, pixels: pixels.collect() }
}

/// From the picture back to the unit square.
struct Inverse([f32; 9]);

impl Inverse {
    fn of(plane: &Plane) -> Self {
        // The matrix from four mapped points would lose digits: it is taken from the plane's own corners.
        let corners = [plane.map(0.0, 0.0), plane.map(1.0, 0.0), plane.map(1.0, 1.0), plane.map(0.0, 1.0)];
        let [a, b, c, d] = corners;
        let (dx1, dx2, dx3) = (b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x);
        let (dy1, dy2, dy3) = (b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y);
        let area = dx1 * dy2 - dx2 * dy1;
        let (g, h) = ((dx3 * dy2 - dx2 * dy3) / area, (dx1 * dy3 - dx3 * dy1) / area);
        let m = [
            b.x - a.x + g * b.x,
            d.x - a.x + h * d.x,
            a.x,
            b.y - a.y + g * b.y,
            d.y - a.y + h * d.y,
            a.y,
            g,
            h,
            1.0,
        ];
        Self([
            m[4] * m[8] - m[5] * m[7],
            m[2] * m[7] - m[1] * m[8],
            m[1] * m[5] - m[2] * m[4],
            m[5] * m[6] - m[3] * m[8],
            m[0] * m[8] - m[2] * m[6],
            m[2] * m[3] - m[0] * m[5],
            m[3] * m[7] - m[4] * m[6],
            m[1] * m[6] - m[0] * m[7],
            m[0] * m[4] - m[1] * m[3],
        ])
    }

    fn map(&self, x: f32, y: f32) -> (f32, f32) {
        let m = &self.0;
        let depth = m[6] * x + m[7] * y + m[8];
        ((m[0] * x + m[1] * y + m[2]) / depth, (m[3] * x + m[4] * y + m[5]) / depth)
    }
}

/// A Gaussian, along the rows and then along the columns.
fn blur(light: &mut [f32], deviation: f32) {
    if deviation <= 0.0 {
        return;
    }
    let reach = (deviation * 3.0).ceil() as isize;
    let weights: Vec<f32> = (-reach..=reach).map(|d| (-(d as f32 / deviation).powi(2) / 2.0).exp()).collect();
    let sum: f32 = weights.iter().sum();
    for (step, length, lines, between) in [(1, WIDTH, HEIGHT, WIDTH), (WIDTH, HEIGHT, WIDTH, 1)] {
        let mut line = vec![0.0; length];
        for number in 0..lines {
            let start = number * between;
            for (at, place) in line.iter_mut().enumerate() {
                let sample = |d: isize| (at as isize + d).clamp(0, length as isize - 1) as usize;
                let weighted =
                    (-reach..=reach).zip(&weights).map(|(d, w)| w * light[start + sample(d) * step]);
                *place = weighted.sum::<f32>() / sum;
            }
            for (at, shade) in line.iter().enumerate() {
                light[start + at * step] = *shade;
            }
        }
    }
}

/// All scenes of the measure, by what is hard in them.
pub fn all() -> Vec<(&'static str, Scene)> {
    let mut scenes = Vec::new();
    let mut add = |kind: &'static str, scene: Scene| {
        let seed = scenes.len() as u64 + 1;
        scenes.push((kind, Scene { seed, ..scene }));
    };
    for side in [240.0, 260.0, 300.0, 340.0, 400.0, 430.0] {
        add("plain", Scene { side, ..PLAIN });
    }
    for turn in [5.0, 17.0, 45.0, 63.0, 90.0, 120.0, 180.0, 211.0, 270.0, 333.0] {
        add("turned", Scene { turn, side: 250.0, ..PLAIN });
    }
    for (contrast, darkest) in [
        (90.0, 60.0),
        (60.0, 80.0),
        (45.0, 30.0),
        (40.0, 180.0),
        (32.0, 100.0),
        (28.0, 20.0),
        (24.0, 60.0),
        (20.0, 120.0),
    ] {
        add("low contrast", Scene { contrast, darkest, noise: 1.0, turn: contrast, ..PLAIN });
    }
    for blur in [1.2, 1.5, 1.7, 1.9, 2.1, 2.3] {
        add("blurred", Scene { blur, side: 250.0, turn: blur * 40.0, ..PLAIN });
        add("blurred, near", Scene { blur: blur * 1.5, side: 400.0, ..PLAIN });
    }
    for (slant, turn) in [
        (0.1, 0.0),
        (0.1, 90.0),
        (0.18, 180.0),
        (0.18, 20.0),
        (0.25, 270.0),
        (0.25, 45.0),
        (0.3, 0.0),
        (0.3, 130.0),
    ] {
        add("slanted", Scene { slant, turn, side: 300.0, ..PLAIN });
    }
    for noise in [6.0, 10.0, 14.0, 18.0, 22.0, 26.0] {
        add("noisy", Scene { noise, side: 280.0, turn: noise * 5.0, ..PLAIN });
    }
    for glare in [60.0, 90.0, 120.0, 150.0, 180.0, 200.0] {
        add("glaring", Scene { glare, side: 300.0, turn: glare, ..PLAIN });
    }
    for shadow in [60.0, 90.0, 120.0, 150.0] {
        add("shaded", Scene { shadow, turn: shadow, ..PLAIN });
    }
    let hard = Scene {
        side: 290.0,
        turn: 30.0,
        slant: 0.12,
        blur: 1.3,
        contrast: 80.0,
        noise: 5.0,
        shadow: 60.0,
        ..PLAIN
    };
    for turn in [0.0, 33.0, 77.0, 141.0, 200.0, 248.0, 301.0, 350.0] {
        add("all at once", Scene { turn, ..hard });
    }
    scenes
}
