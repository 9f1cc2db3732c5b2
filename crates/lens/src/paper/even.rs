//! Shadow and contrast made even: the paper white everywhere, the ink dark, stamps in their colour.

use super::Picture;

/// Side of the squares in which the paper's own brightness is measured; writing never fills one.
const CELL: usize = 48;
/// In each square the paper is as light as the pixel that this part of all is darker than.
const PAPER: f32 = 0.8;
/// What the paper becomes, and how much at most it is made lighter: deeper shadows hold only noise.
const WHITE: f32 = 252.0;
const MOST_LIGHT: f32 = 3.0;
/// The darkest hundredth becomes at most as dark as this, in shades.
const BLACK: f32 = 18.0;

/// Evens a straightened sheet, in place.
pub fn even(picture: &mut Picture) {
    let (columns, rows) = (picture.width.div_ceil(CELL), picture.height.div_ceil(CELL));
    let paper = smooth(&papers(picture, columns, rows), columns, rows);
    let gains: Vec<f32> = paper.iter().map(|light| (WHITE / light.max(1.0)).clamp(1.0, MOST_LIGHT)).collect();
    let mut counts = [0_u32; 256];
    let each_row = |picture: &mut Picture, change: &mut dyn FnMut(&mut [u8], f32)| {
        for (y, row) in picture.rgba.chunks_exact_mut(4 * picture.width).enumerate() {
            let down = Between::of(y, rows);
            for (x, pixel) in row.chunks_exact_mut(4).enumerate() {
                let across = Between::of(x, columns);
                let line = |row: usize| {
                    across.mix(gains[row * columns + across.low], gains[row * columns + across.high])
                };
                change(pixel, down.mix(line(down.low), line(down.high)));
            }
        }
    };
    each_row(picture, &mut |pixel, gain| {
        for colour in &mut pixel[..3] {
            *colour = (f32::from(*colour) * gain).min(255.0) as u8;
        }
        counts[usize::from(shade(pixel))] += 1;
    });
    stretch(picture, &counts);
}

/// Contrast of a portrait only: its light is left as it is.
pub fn portrait(picture: &mut Picture) {
    let mut counts = [0_u32; 256];
    for pixel in picture.rgba.chunks_exact(4) {
        counts[usize::from(shade(pixel))] += 1;
    }
    stretch(picture, &counts);
}

/// Ink that is grey becomes dark; the light half hardly changes.
fn stretch(picture: &mut Picture, counts: &[u32; 256]) {
    let darkest = f32::from(at_part(counts, 0.01));
    if darkest <= BLACK {
        return;
    }
    // No more than to the middle: a sheet without any ink stays white.
    let from = darkest.min(110.0);
    let steps: Vec<u8> = (0..=255_u8)
        .map(|shade| {
            (BLACK + (f32::from(shade) - from) * (255.0 - BLACK) / (255.0 - from)).clamp(0.0, 255.0) as u8
        })
        .collect();
    for pixel in picture.rgba.chunks_exact_mut(4) {
        for colour in &mut pixel[..3] {
            *colour = steps[usize::from(*colour)];
        }
    }
}

fn shade(pixel: &[u8]) -> u8 {
    ((u32::from(pixel[0]) * 77 + u32::from(pixel[1]) * 150 + u32::from(pixel[2]) * 29) >> 8) as u8
}

/// The shade that the given part of all pixels is darker than.
fn at_part(counts: &[u32; 256], part: f32) -> u8 {
    let all: u32 = counts.iter().sum();
    let wanted = (all as f32 * part) as u32;
    let mut below = 0;
    for (shade, count) in (0..=255_u8).zip(counts) {
        below += count;
        if below > wanted {
            return shade;
        }
    }
    255
}

/// The paper's brightness in each square.
fn papers(picture: &Picture, columns: usize, rows: usize) -> Vec<f32> {
    let mut papers = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            let mut counts = [0_u32; 256];
            for y in (row * CELL..((row + 1) * CELL).min(picture.height)).step_by(2) {
                for x in (column * CELL..((column + 1) * CELL).min(picture.width)).step_by(2) {
                    counts[usize::from(shade(&picture.rgba[4 * (y * picture.width + x)..]))] += 1;
                }
            }
            papers.push(f32::from(at_part(&counts, PAPER)));
        }
    }
    papers
}

/// Each square with its neighbours, lighter ones counting: a photo or a stamp in one square is no shadow.
fn smooth(papers: &[f32], columns: usize, rows: usize) -> Vec<f32> {
    let around = |at: usize, size: usize| at.saturating_sub(1)..(at + 2).min(size);
    let mut smooth = Vec::with_capacity(papers.len());
    for row in 0..rows {
        for column in 0..columns {
            let (mut sum, mut count, mut lightest) = (0.0, 0.0, 0.0_f32);
            for y in around(row, rows) {
                for x in around(column, columns) {
                    let light = papers[y * columns + x];
                    sum += light;
                    count += 1.0;
                    lightest = lightest.max(light);
                }
            }
            smooth.push(0.75 * sum / count + 0.25 * lightest);
        }
    }
    smooth
}

/// Between the middles of which two squares a pixel lies, and how far.
struct Between {
    low: usize,
    high: usize,
    part: f32,
}

impl Between {
    fn of(at: usize, cells: usize) -> Self {
        let place = ((at as f32 + 0.5) / CELL as f32 - 0.5).max(0.0);
        let low = (place as usize).min(cells - 1);
        Self { low, high: (low + 1).min(cells - 1), part: place - low as f32 }
    }

    fn mix(&self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.part.min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet whose right side lies in shadow, with a stroke of ink every 20 pixels.
    fn shaded() -> Picture {
        let mut rgba = Vec::new();
        for y in 0..300_usize {
            for x in 0..400_usize {
                let light = 235.0 - 130.0 * x as f32 / 400.0;
                let ink = x % 20 < 3 && y % 30 < 18;
                let shade = if ink { light * 0.4 } else { light } as u8;
                rgba.extend([shade, shade, shade, 255]);
            }
        }
        Picture::new(400, 300, rgba).unwrap()
    }

    #[test]
    fn shadow_goes_and_ink_stays() {
        let mut picture = shaded();
        even(&mut picture);
        let at = |x: usize, y: usize| picture.rgba[4 * (y * 400 + x)];
        for x in [10, 110, 210, 310, 390] {
            assert!(at(x, 25) > 205, "paper at {x}: {}", at(x, 25));
        }
        for x in [1, 101, 201, 301, 381] {
            assert!(at(x, 5) < 90, "ink at {x}: {}", at(x, 5));
        }
    }

    #[test]
    fn an_empty_sheet_becomes_white_and_the_smallest_picture_does_no_harm() {
        let mut empty = Picture::new(100, 100, [180, 180, 180, 255].repeat(100 * 100)).unwrap();
        even(&mut empty);
        assert!(empty.rgba.chunks_exact(4).all(|pixel| pixel[0] > 235 && pixel[3] == 255));
        let mut one = Picture::new(1, 1, vec![9, 9, 9, 255]).unwrap();
        even(&mut one);
        portrait(&mut one);
    }
}
