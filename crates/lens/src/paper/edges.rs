//! Where the sheet lies in the photo.

use crate::threshold::darker_than_best;
use crate::{Grey, Point};

/// The sheet is looked for in a picture with no side longer than this: fine enough for handles that a finger corrects.
const LOOKED_AT: usize = 400;
/// A sheet fills at least this part of the photo; what is smaller is something else.
const LEAST_PART: f32 = 0.15;
/// How much of the figure between its corners is sheet; a heap or a hand leaves more out.
const LEAST_FILLED: f32 = 0.8;

/// The corners of the lightest large four-sided thing, clockwise from the top left, in pixels of `grey`; `None` when
/// there is none, as of a sheet on a white table.
pub fn corners(grey: &Grey) -> Option<[Point; 4]> {
    let mut small = grey.clone();
    let mut scale = 1.0_f32;
    while small.width.max(small.height) > LOOKED_AT {
        small = small.halved();
        scale *= 2.0;
    }
    if small.width < 8 || small.height < 8 {
        return None;
    }
    let light: Vec<bool> = darker_than_best(&small).into_iter().map(|dark| !dark).collect();
    let sheet = largest(&light, small.width);
    let (all, part) = ((small.width * small.height) as f32, sheet.len() as f32);
    if part < all * LEAST_PART {
        return None;
    }
    let found = outermost(&sheet, small.width)?;
    let area = area(found);
    // Wholly in view means that there is something to cut away.
    let cuts = area < all * 0.97;
    (cuts && part / area >= LEAST_FILLED)
        .then(|| found.map(|corner| Point::new(corner.x * scale, corner.y * scale)))
}

/// Pixels of the largest connected light figure.
fn largest(light: &[bool], width: usize) -> Vec<usize> {
    let mut seen = vec![false; light.len()];
    let mut best = Vec::new();
    for start in 0..light.len() {
        if !light[start] || seen[start] {
            continue;
        }
        let (mut figure, mut next) = (Vec::new(), vec![start]);
        seen[start] = true;
        while let Some(at) = next.pop() {
            figure.push(at);
            let column = at % width;
            let beside = [
                (column > 0).then(|| at - 1),
                (column + 1 < width).then_some(at + 1),
                at.checked_sub(width),
                (at + width < light.len()).then_some(at + width),
            ];
            for neighbour in beside.into_iter().flatten() {
                if light[neighbour] && !seen[neighbour] {
                    seen[neighbour] = true;
                    next.push(neighbour);
                }
            }
        }
        if figure.len() > best.len() {
            best = figure;
        }
    }
    best
}

/// The four-sided figure of largest area with its corners on the outline: first the two points farthest apart, then the
/// farthest from the line between them to each side. Right for sheets turned by any angle.
fn outermost(sheet: &[usize], width: usize) -> Option<[Point; 4]> {
    let rim = rim(sheet, width);
    let apart = |a: &Point, b: &Point| a.distance(*b);
    let first = *rim.first()?;
    // A diagonal: from anywhere to the farthest, and from there to the farthest.
    let one = *rim.iter().max_by(|a, b| apart(a, &first).total_cmp(&apart(b, &first)))?;
    let two = *rim.iter().max_by(|a, b| apart(a, &one).total_cmp(&apart(b, &one)))?;
    let side = |p: &Point| (two.x - one.x) * (p.y - one.y) - (two.y - one.y) * (p.x - one.x);
    let three = *rim.iter().max_by(|a, b| side(a).total_cmp(&side(b)))?;
    let four = *rim.iter().min_by(|a, b| side(a).total_cmp(&side(b)))?;
    if side(&three) <= 0.0 || side(&four) >= 0.0 {
        return None;
    }
    Some(from_top_left([one, three, two, four]))
}

/// The first and the last pixel of the figure in each row: all its corners are among them.
fn rim(sheet: &[usize], width: usize) -> Vec<Point> {
    let mut rows: std::collections::BTreeMap<usize, (usize, usize)> = std::collections::BTreeMap::new();
    for at in sheet {
        let (row, column) = (at / width, at % width);
        let ends = rows.entry(row).or_insert((column, column));
        *ends = (ends.0.min(column), ends.1.max(column));
    }
    let corners = |(row, (left, right)): (usize, (usize, usize))| {
        let (top, low) = (row as f32, row as f32 + 1.0);
        let (left, right) = (left as f32, right as f32 + 1.0);
        [Point::new(left, top), Point::new(left, low), Point::new(right, top), Point::new(right, low)]
    };
    rows.into_iter().flat_map(corners).collect()
}

/// Clockwise on the screen, beginning with the corner nearest to the top left.
fn from_top_left(mut corners: [Point; 4]) -> [Point; 4] {
    let middle =
        corners.iter().fold(Point::default(), |sum, p| Point::new(sum.x + p.x / 4.0, sum.y + p.y / 4.0));
    corners.sort_by(|a, b| {
        let angle = |p: &Point| (p.y - middle.y).atan2(p.x - middle.x);
        angle(a).total_cmp(&angle(b))
    });
    let first = (0..4).min_by(|a, b| {
        let from_corner = |i: &usize| corners[*i].x + corners[*i].y;
        from_corner(a).total_cmp(&from_corner(b))
    });
    corners.rotate_left(first.unwrap_or(0));
    corners
}

fn area(corners: [Point; 4]) -> f32 {
    let twice: f32 =
        (0..4).map(|i| corners[i].x * corners[(i + 1) % 4].y - corners[(i + 1) % 4].x * corners[i].y).sum();
    twice.abs() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Plane;

    /// A light sheet with lines of writing on a dark table.
    fn photo(corners: [Point; 4]) -> Grey {
        let mut grey = Grey::filled(800, 600, 70);
        let plane = Plane::of(corners).unwrap();
        for step_v in 0..2_000_u16 {
            for step_u in 0..2_000_u16 {
                let (u, v) = (f32::from(step_u) / 2_000.0, f32::from(step_v) / 2_000.0);
                let place = plane.map(u, v);
                let is_ink = (v * 30.0).fract() < 0.3 && (u * 40.0).fract() < 0.6 && u > 0.1 && u < 0.9;
                grey.pixels[place.y as usize * 800 + place.x as usize] = if is_ink { 60 } else { 225 };
            }
        }
        grey
    }

    #[test]
    fn a_sheet_is_found_within_a_finger_s_breadth_however_it_lies() {
        for turn in [0.0_f32, 12.0, 30.0, 45.0, 80.0] {
            let (sin, cos) = turn.to_radians().sin_cos();
            let turned = |x: f32, y: f32| Point::new(400.0 + x * cos - y * sin, 300.0 + x * sin + y * cos);
            let truth =
                [turned(-140.0, -190.0), turned(150.0, -180.0), turned(160.0, 190.0), turned(-150.0, 185.0)];
            let found = corners(&photo(truth)).unwrap_or_else(|| panic!("none at {turn}"));
            for corner in truth {
                let nearest = found.iter().map(|p| p.distance(corner)).fold(f32::MAX, f32::min);
                assert!(nearest < 8.0, "{turn}: {corner:?} {found:?}");
            }
        }
    }

    #[test]
    fn corners_begin_at_the_top_left_and_go_clockwise() {
        let truth = [
            Point::new(200.0, 100.0),
            Point::new(620.0, 120.0),
            Point::new(600.0, 520.0),
            Point::new(180.0, 500.0),
        ];
        let found = corners(&photo(truth)).unwrap();
        assert!(found.iter().zip(truth).all(|(found, truth)| found.distance(truth) < 8.0), "{found:?}");
    }

    #[test]
    fn where_there_is_no_sheet_none_is_found() {
        assert_eq!(corners(&Grey::filled(800, 600, 200)), None);
        assert_eq!(corners(&Grey::filled(3, 3, 200)), None);
        let mut spots = Grey::filled(800, 600, 60);
        for y in (0..600).step_by(50) {
            for x in (0..800).step_by(50) {
                spots.pixels[y * 800 + x] = 250;
            }
        }
        assert_eq!(corners(&spots), None);
    }
}
