//! Photos of papers: where the sheet lies, how it is made straight and evenly lit, and whether it can be read.
//!
//! Pictures are red, green, blue, opacity, four bytes a pixel, as a canvas gives and takes them.

mod edges;
mod even;
mod judge;
mod pdf;

pub use edges::corners;
pub use even::{even, portrait};
pub use judge::{Fault, judge};
pub use pdf::{Page, pdf};

use crate::{Plane, Point};

/// A colour picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    /// `4 * width * height` bytes.
    pub rgba: Vec<u8>,
}

impl Picture {
    /// `None` when there are not as many bytes as pixels.
    pub fn new(width: usize, height: usize, rgba: Vec<u8>) -> Option<Self> {
        let fits = width > 0 && height > 0 && rgba.len() == width.checked_mul(height)?.checked_mul(4)?;
        fits.then_some(Self { width, height, rgba })
    }
}

/// The size of a sheet with these corners (clockwise from the top left) as seen from straight above, no side longer than
/// `longest` pixels. A4 is recognised by its proportions and gets them exactly.
pub fn size([a, b, c, d]: [Point; 4], longest: usize) -> (usize, usize) {
    // The near side is longer than the sheet's, the far side shorter.
    let mut width = f32::midpoint(a.distance(b), d.distance(c)).max(1.0);
    let mut height = f32::midpoint(a.distance(d), b.distance(c)).max(1.0);
    let a4 = 2.0_f32.sqrt();
    let proportion = width.max(height) / width.min(height);
    // A slant of a hand's breadth changes the proportions by less than a tenth.
    if (proportion / a4 - 1.0).abs() < 0.1 {
        if width > height { height = width / a4 } else { width = height / a4 }
    }
    let scale = (longest as f32 / width.max(height)).min(1.0);
    let pixels = |side: f32| ((side * scale).round() as usize).clamp(1, longest.max(1));
    (pixels(width), pixels(height))
}

/// The size of a portrait of 4 by 6 with these corners, as of [`size`].
pub fn portrait_size([a, _, _, d]: [Point; 4], longest: usize) -> (usize, usize) {
    let height = (a.distance(d).round() as usize).clamp(3, longest.max(3));
    ((height * 2).div_ceil(3), height)
}

/// The sheet with these corners, seen from straight above.
pub fn straighten(picture: &Picture, corners: [Point; 4], width: usize, height: usize) -> Option<Picture> {
    let plane = Plane::of(corners)?;
    let mut rgba = Vec::with_capacity(4 * width * height);
    let (right, low) = ((picture.width - 1) as f32, (picture.height - 1) as f32);
    for row in 0..height {
        let v = (row as f32 + 0.5) / height as f32;
        for column in 0..width {
            let place = plane.map((column as f32 + 0.5) / width as f32, v);
            // The pixel's own place, its neighbours to the right and below, and how far it lies between them in 256ths.
            let (x, y) = ((place.x - 0.5).clamp(0.0, right), (place.y - 0.5).clamp(0.0, low));
            let (left, top) = (x as usize, y as usize);
            let (across, down) = (((x - left as f32) * 256.0) as u32, ((y - top as f32) * 256.0) as u32);
            let at = 4 * (top * picture.width + left);
            let beside = if left + 1 < picture.width { 4 } else { 0 };
            let below = if top + 1 < picture.height { 4 * picture.width } else { 0 };
            for colour in 0..3 {
                let shade = |offset: usize| u32::from(picture.rgba[at + offset + colour]);
                let upper = shade(0) * (256 - across) + shade(beside) * across;
                let lower = shade(below) * (256 - across) + shade(below + beside) * across;
                rgba.push(((upper * (256 - down) + lower * down) >> 16) as u8);
            }
            rgba.push(255);
        }
    }
    Some(Picture { width, height, rgba })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_of_a4_gets_its_proportions_and_no_side_is_too_long() {
        let slanted = [
            Point::new(20.0, 10.0),
            Point::new(310.0, 12.0),
            Point::new(320.0, 440.0),
            Point::new(8.0, 436.0),
        ];
        let (width, height) = size(slanted, 2_000);
        assert!((height as f32 / width as f32 - 1.414).abs() < 0.01);
        assert_eq!(size(slanted, 100).1, 100);
        assert_eq!(size([Point::default(); 4], 100), (1, 1));
    }

    #[test]
    fn straightening_the_whole_picture_leaves_it_as_it_is() {
        let rgba: Vec<u8> =
            (0..4 * 6 * 5).map(|i| if i % 4 == 3 { 255 } else { (i * 7 % 251) as u8 }).collect();
        let picture = Picture::new(6, 5, rgba).unwrap();
        let corners =
            [Point::new(0.0, 0.0), Point::new(6.0, 0.0), Point::new(6.0, 5.0), Point::new(0.0, 5.0)];
        assert_eq!(straighten(&picture, corners, 6, 5).unwrap(), picture);
        assert!(straighten(&picture, [Point::default(); 4], 6, 5).is_none());
    }
}
