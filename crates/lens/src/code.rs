//! QR codes in hard pictures.
//!
//! The crate `rqrr` finds the corners of a code in a black and white picture and corrects its errors. What makes hard
//! pictures readable is around it: several ways to tell dark from light, tried one after the other, and a second look at
//! the shades inside the corners found, where a blurred module is judged against its neighbours and not against a
//! threshold.

mod modules;

use crate::Grey;
use crate::threshold::{darker_than_around, darker_than_best};
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

/// In the order of what they read, most first, so that most pictures need one or two.
const LOOKS: [Look; 6] = [
    Look::Around { part: 24, margin: 3 },
    Look::Half { part: 16, margin: 4 },
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
        Look::Around { part, margin } => around(grey, part, margin),
        Look::Half { part, margin } => around(&grey.halved(), part, margin),
        Look::Sharp { part, margin } => around(&grey.sharpened(1.5), part, margin),
        Look::Best => found_in(grey, &darker_than_best(grey)),
    }
}

fn around(grey: &Grey, part: usize, margin: u8) -> Option<String> {
    let radius = (grey.width.min(grey.height) / (2 * part)).max(3);
    found_in(grey, &darker_than_around(grey, radius, margin))
}

fn found_in(grey: &Grey, dark: &[bool]) -> Option<String> {
    let mut prepared =
        PreparedImage::prepare_from_bitmap(grey.width, grey.height, |x, y| dark[y * grey.width + x]);
    let grids = prepared.detect_grids();
    grids.iter().find_map(|grid| decoded(grid).or_else(|| modules::read(grey, grid.bounds, grid.grid.size())))
}

/// The text, if all its errors could be corrected.
fn decoded<G: BitGrid>(grid: &Grid<G>) -> Option<String> {
    grid.decode().ok().map(|(_, text)| text).filter(|text| !text.is_empty())
}
