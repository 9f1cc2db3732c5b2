//! Whether a photo of a paper can be read, told while the paper still lies there.

use crate::Grey;
use crate::threshold::Sums;

/// What is wrong with a photo, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Blurred,
    Glare,
    Dark,
}

/// Judged at no more pixels than this on the longer side, so that the verdict does not depend on the camera.
const JUDGED_AT: usize = 1_300;
/// An edge counts when it spans this many shades: writing, and not the grain of a table.
const EDGE: i32 = 28;
/// Of a sharp edge about this part of its height lies between two neighbouring pixels; blur spreads it over more.
const LEAST_STEEP: f32 = 0.36;
/// With fewer edges than this part of all pixels there is nothing to judge sharpness by.
const LEAST_EDGES: f32 = 0.002;
/// White that shows nothing, how much of the picture it may be, and how light the paper around may be for it to count:
/// on paper that is itself white a reflection hides nothing that can be told from paper.
const BLANK: u8 = 253;
const MOST_GLARE: f32 = 0.012;
const WHITE_PAPER: u8 = 245;
/// The lightest tenth is darker than this: more lamp is needed.
const LEAST_LIGHT: u8 = 95;

/// What is wrong; `None` for a photo that can be read.
pub fn judge(grey: &Grey) -> Option<Fault> {
    let mut seen = grey.clone();
    while seen.width.max(seen.height) > JUDGED_AT {
        seen = seen.halved();
    }
    if seen.width < 16 || seen.height < 16 {
        return None;
    }
    if steepness(&seen).is_some_and(|steep| steep < LEAST_STEEP) {
        Some(Fault::Blurred)
    } else if glare(&seen) > MOST_GLARE {
        Some(Fault::Glare)
    } else {
        is_dark(&seen).then_some(Fault::Dark)
    }
}

/// Over all edges: the mean of the largest step between two neighbours, as a part of the whole edge's height, which is
/// measured over six pixels. Near 1 for a knife's edge.
fn steepness(grey: &Grey) -> Option<f32> {
    let (mut sum, mut count) = (0.0, 0_u32);
    for row in grey.pixels.chunks_exact(grey.width) {
        for window in row.windows(7).step_by(2) {
            let height = i32::from(window[6]) - i32::from(window[0]);
            if height.abs() < EDGE {
                continue;
            }
            let steps =
                window.windows(2).map(|pair| (i32::from(pair[1]) - i32::from(pair[0])) * height.signum());
            // Only where it rises or falls all the way: a thin line is no edge.
            let (mut largest, mut falls) = (0, false);
            for step in steps {
                largest = largest.max(step);
                falls |= step < -6;
            }
            if !falls {
                sum += largest as f32 / height.abs() as f32;
                count += 1;
            }
        }
    }
    (count as f32 > LEAST_EDGES * grey.pixels.len() as f32).then(|| sum / count as f32)
}

/// The part of the picture that is blank, on paper that is not.
fn glare(grey: &Grey) -> f32 {
    let light = grey.pixels.iter().filter(|shade| **shade >= WHITE_PAPER).count();
    if light * 4 > grey.pixels.len() {
        return 0.0;
    }
    let sums = Sums::of(grey);
    let (mut blank, mut looked) = (0_u32, 0_u32);
    for y in (0..grey.height).step_by(3) {
        for x in (0..grey.width).step_by(3) {
            looked += 1;
            // Nothing but white around it: no stroke has been seen here.
            if sums.mean(x, y, 6) >= f32::from(BLANK) {
                blank += 1;
            }
        }
    }
    blank as f32 / looked as f32
}

fn is_dark(grey: &Grey) -> bool {
    let dark = grey.pixels.iter().filter(|shade| **shade < LEAST_LIGHT).count();
    dark * 10 > grey.pixels.len() * 9
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writing: dark strokes of several widths on paper, then blurred by a box of `2 * radius + 1` pixels.
    fn page(radius: usize, paper: u8, ink: u8) -> Grey {
        let mut grey = Grey::filled(900, 600, paper);
        for y in 40..560 {
            for x in 40..860 {
                if y % 24 < 12 && (x * 7 / 13 + y / 24 * 5) % 17 < 7 {
                    grey.pixels[y * 900 + x] = ink;
                }
            }
        }
        if radius == 0 {
            return grey;
        }
        let sums = Sums::of(&grey);
        let soft = (0..900 * 600).map(|at| sums.mean(at % 900, at / 900, radius) as u8).collect();
        Grey { pixels: soft, ..grey }
    }

    #[test]
    fn sharp_is_sharp_and_blurred_is_blurred() {
        assert_eq!(judge(&page(0, 200, 40)), None);
        assert_eq!(judge(&page(1, 200, 60)), None);
        assert_eq!(judge(&page(4, 200, 40)), Some(Fault::Blurred));
        assert_eq!(judge(&page(7, 220, 20)), Some(Fault::Blurred));
    }

    #[test]
    fn a_lamp_on_the_paper_is_noticed_and_white_paper_is_no_lamp() {
        let mut glaring = page(0, 180, 40);
        for y in 200..330 {
            for x in 300..480 {
                glaring.pixels[y * 900 + x] = 255;
            }
        }
        assert_eq!(judge(&glaring), Some(Fault::Glare));
        assert_eq!(judge(&page(0, 255, 30)), None);
    }

    #[test]
    fn too_little_light_is_noticed_and_an_empty_sheet_is_nothing_bad() {
        assert_eq!(judge(&page(0, 80, 20)), Some(Fault::Dark));
        assert_eq!(judge(&Grey::filled(900, 600, 230)), None);
        assert_eq!(judge(&Grey::filled(4, 4, 0)), None);
    }
}
