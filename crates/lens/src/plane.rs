//! A flat thing seen at a slant: where each of its points lies in the picture.

/// A place in a picture, in pixels from the top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

impl Point {
    pub fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    pub fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// Maps the unit square onto a four-sided figure as a camera does (Heckbert, 1989, section 2.2).
#[derive(Clone, Copy, Debug)]
pub struct Plane {
    x: [f32; 3],
    y: [f32; 3],
    depth: [f32; 2],
}

impl Plane {
    /// Corners in the order `(0, 0)`, `(1, 0)`, `(1, 1)`, `(0, 1)`; `None` when three of them lie on a line.
    pub fn of([a, b, c, d]: [Point; 4]) -> Option<Self> {
        let (dx1, dx2, dx3) = (b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x);
        let (dy1, dy2, dy3) = (b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y);
        let area = dx1 * dy2 - dx2 * dy1;
        if area.abs() < f32::EPSILON {
            return None;
        }
        let g = (dx3 * dy2 - dx2 * dy3) / area;
        let h = (dx1 * dy3 - dx3 * dy1) / area;
        Some(Self {
            x: [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x],
            y: [b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y],
            depth: [g, h],
        })
    }

    /// Where the point `(u, v)` of the square lies.
    pub fn map(&self, u: f32, v: f32) -> Point {
        let depth = self.depth[0] * u + self.depth[1] * v + 1.0;
        let line = |line: &[f32; 3]| (line[0] * u + line[1] * v + line[2]) / depth;
        Point { x: line(&self.x), y: line(&self.y) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_come_back_and_the_middle_is_where_the_diagonals_cross() {
        let corners =
            [Point::new(10.0, 20.0), Point::new(110.0, 0.0), Point::new(90.0, 80.0), Point::new(0.0, 70.0)];
        let plane = Plane::of(corners).unwrap();
        for ((u, v), corner) in [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].into_iter().zip(corners) {
            assert!(plane.map(u, v).distance(corner) < 0.01);
        }
        let middle = plane.map(0.5, 0.5);
        let side = |from: Point, to: Point| {
            (to.x - from.x) * (middle.y - from.y) - (to.y - from.y) * (middle.x - from.x)
        };
        assert!(side(corners[0], corners[2]).abs() < 1.0 && side(corners[1], corners[3]).abs() < 1.0);
    }

    #[test]
    fn a_line_is_no_plane() {
        assert!(
            Plane::of([
                Point::new(0.0, 0.0),
                Point::new(1.0, 1.0),
                Point::new(2.0, 2.0),
                Point::new(3.0, 3.0)
            ])
            .is_none()
        );
    }
}
