//! QR codes in hard pictures.
//!
//! The crate `rqrr` finds the corners of a code in a black and white picture and corrects its errors. What makes hard
//! pictures readable is around it: several ways to tell dark from light, tried one after the other, and a second look at
//! the shades inside the corners found, where a blurred module is judged against its neighbours and not against a
//! threshold.

mod modules;

use crate::threshold::{darker_than_around, darker_than_best};
use crate::{Grey, Point};
use rqrr::{BitGrid, Grid, PreparedImage};

/// One way to look at a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Look {
    /// Against the mean of a square whose side is the given part of the picture's shorter side.
    Around { part: usize, margin: u8 },
    /// The same at half the size: noise and fine print go, and the work is a quarter.
    Half { part: usize, margin: u8 },
    /// The same after sharpening.
    Sharp { part: usize, margin: u8 },
    /// Against one threshold.
    Best,
}

/// The cheapest first, then in the order of what they read, so that most pictures need one or two.
const LOOKS: [Look; 6] = [
    Look::Half { part: 16, margin: 4 },
    Look::Around { part: 24, margin: 3 },
    Look::Sharp { part: 24, margin: 6 },
    Look::Around { part: 10, margin: 8 },
    Look::Half { part: 40, margin: 2 },
    Look::Best,
];

/// How many ways there are to look at a picture.
pub const WAYS: usize = LOOKS.len();

/// The text of a code in the picture, looked for in every way.
pub fn read(grey: &Grey) -> Option<String> {
    (0..WAYS).find_map(|way| read_in_one_way(grey, way))
}

/// The same in one way, counted on from the first after the last: for a camera, which has another picture soon.
pub fn read_in_one_way(grey: &Grey, way: usize) -> Option<String> {
    // Smaller than the smallest code.
    if grey.width.min(grey.height) < 21 {
        return None;
    }
    match LOOKS[way % WAYS] {
        Look::Around { part, margin } => around(grey, grey, part, margin),
        Look::Half { part, margin } => around(&grey.halved(), grey, part, margin),
        Look::Sharp { part, margin } => around(&grey.sharpened(1.5), grey, part, margin),
        Look::Best => found_in(grey, &darker_than_best(grey), grey),
    }
}

fn around(seen: &Grey, whole: &Grey, part: usize, margin: u8) -> Option<String> {
    let radius = (seen.width.min(seen.height) / (2 * part)).max(3);
    found_in(seen, &darker_than_around(seen, radius, margin), whole)
}

/// Finds codes in what is dark in `seen`, and looks at their modules again in the `whole` picture.
fn found_in(seen: &Grey, dark: &[bool], whole: &Grey) -> Option<String> {
    let mut prepared =
        PreparedImage::prepare_from_bitmap(seen.width, seen.height, |x, y| dark[y * seen.width + x]);
    let grids = prepared.detect_grids();
    let scale = whole.width as f32 / seen.width as f32;
    grids.iter().find_map(|grid| {
        let corners = grid.bounds.map(|point| Point::new(point.x as f32 * scale, point.y as f32 * scale));
        decoded(grid).or_else(|| modules::read(whole, corners, grid.grid.size()))
    })
}

/// The text, if all its errors could be corrected.
fn decoded<G: BitGrid>(grid: &Grid<G>) -> Option<String> {
    grid.decode().ok().map(|(_, text)| text).filter(|text| !text.is_empty())
}
