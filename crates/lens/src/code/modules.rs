//! The second look: the modules of a code whose corners are known, each judged by its shade beside its neighbours'.

use crate::{Grey, Plane, Point};
use rqrr::{Grid, SimpleGrid};

/// How much further a module is taken from its neighbours: undoes blur, which gives each module a part of theirs.
const SHARPENINGS: [f32; 3] = [0.0, 0.7, 1.6];
/// A module's shade is the mean of samples at these places in it.
const SAMPLES: [f32; 3] = [0.3, 0.5, 0.7];
/// Modules to each side that say what light and dark are here.
const AROUND: usize = 4;

/// Reads the code with these corners, in the order of [`rqrr::Grid::bounds`], of `size` modules a side.
pub fn read(grey: &Grey, corners: [Point; 4], size: usize) -> Option<String> {
    // They lie one module beyond the code at the right and below.
    let plane = Plane::of(corners)?;
    let shades = shades(grey, &plane, size);
    SHARPENINGS.iter().find_map(|strength| {
        let sharp = sharpened(&shades, size, *strength);
        let limits = limits(&sharp, size);
        let grid = SimpleGrid::from_func(size, |x, y| sharp[y * size + x] < limits[y * size + x]);
        super::decoded(&Grid::new(grid))
    })
}

fn shades(grey: &Grey, plane: &Plane, size: usize) -> Vec<f32> {
    let side = size as f32 + 1.0;
    let shade = |x: usize, y: usize| {
        let mut sum = 0.0;
        for dy in SAMPLES {
            for dx in SAMPLES {
                let place = plane.map((x as f32 + dx) / side, (y as f32 + dy) / side);
                sum += grey.between(place.x, place.y);
            }
        }
        sum / (SAMPLES.len() * SAMPLES.len()) as f32
    };
    (0..size * size).map(|at| shade(at % size, at / size)).collect()
}

fn sharpened(shades: &[f32], size: usize, strength: f32) -> Vec<f32> {
    let at = |x: usize, y: usize| shades[y.min(size - 1) * size + x.min(size - 1)];
    let sharp = |x: usize, y: usize| {
        let own = at(x, y);
        let beside = at(x.saturating_sub(1), y) + at(x + 1, y) + at(x, y.saturating_sub(1)) + at(x, y + 1);
        own + strength * (own - beside / 4.0)
    };
    (0..size * size).map(|i| sharp(i % size, i / size)).collect()
}

/// Halfway between the lightest and the darkest of the modules around each one.
fn limits(shades: &[f32], size: usize) -> Vec<f32> {
    let limit = |x: usize, y: usize| {
        let (mut darkest, mut lightest) = (f32::MAX, f32::MIN);
        for row in y.saturating_sub(AROUND)..(y + AROUND + 1).min(size) {
            for shade in
                &shades[row * size + x.saturating_sub(AROUND)..row * size + (x + AROUND + 1).min(size)]
            {
                darkest = darkest.min(*shade);
                lightest = lightest.max(*shade);
            }
        }
        f32::midpoint(darkest, lightest)
    };
    (0..size * size).map(|i| limit(i % size, i / size)).collect()
}
