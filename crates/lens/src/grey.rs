//! A picture in shades of grey.

/// `width * height` bytes, row by row from the top left; 0 is black, 255 white.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grey {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

impl Grey {
    /// A picture of one shade.
    pub fn filled(width: usize, height: usize, shade: u8) -> Self {
        Self { width, height, pixels: vec![shade; width * height] }
    }

    /// From red, green, blue, opacity, four bytes a pixel, as a canvas gives them; `None` when there are not as many bytes
    /// as pixels. Weights of ITU-R BT.601, in 256ths.
    pub fn from_rgba(width: usize, height: usize, rgba: &[u8]) -> Option<Self> {
        if width == 0 || height == 0 || rgba.len() != width.checked_mul(height)?.checked_mul(4)? {
            return None;
        }
        let shade =
            |p: &[u8]| ((u32::from(p[0]) * 77 + u32::from(p[1]) * 150 + u32::from(p[2]) * 29) >> 8) as u8;
        Some(Self { width, height, pixels: rgba.chunks_exact(4).map(shade).collect() })
    }

    /// The shade at a pixel; of the nearest one for places outside.
    pub fn at(&self, x: isize, y: isize) -> u8 {
        let inside = |at: isize, size: usize| usize::try_from(at).unwrap_or(0).min(size - 1);
        self.pixels[inside(y, self.height) * self.width + inside(x, self.width)]
    }

    /// The shade between pixels, 0 to 255; pixel centres lie at halves, so that `(0.5, 0.5)` is the first pixel.
    pub fn between(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right_part, low_part) = (x - left, y - top);
        let (left, top) = (left as isize, top as isize);
        let shade = |dx, dy| f32::from(self.at(left + dx, top + dy));
        let upper = shade(0, 0) * (1.0 - right_part) + shade(1, 0) * right_part;
        let lower = shade(0, 1) * (1.0 - right_part) + shade(1, 1) * right_part;
        upper * (1.0 - low_part) + lower * low_part
    }

    /// Half as wide and high: each pixel the mean of four.
    #[must_use]
    pub fn halved(&self) -> Self {
        let (width, height) = ((self.width / 2).max(1), (self.height / 2).max(1));
        let mut pixels = Vec::with_capacity(width * height);
        if self.width < 2 || self.height < 2 {
            return self.clone();
        }
        for y in 0..height {
            let upper = &self.pixels[2 * y * self.width..][..self.width];
            let lower = &self.pixels[(2 * y + 1) * self.width..][..self.width];
            let sums = upper.chunks_exact(2).zip(lower.chunks_exact(2));
            let mean = |(a, b): (&[u8], &[u8])| {
                ((u16::from(a[0]) + u16::from(a[1]) + u16::from(b[0]) + u16::from(b[1]) + 2) / 4) as u8
            };
            pixels.extend(sums.map(mean));
        }
        Self { width, height, pixels }
    }

    /// Edges made steeper: each pixel is taken `strength` times further from the mean of its 5 by 5 neighbours.
    #[must_use]
    pub fn sharpened(&self, strength: f32) -> Self {
        let soft = crate::threshold::Sums::of(self);
        let mut pixels = Vec::with_capacity(self.pixels.len());
        for y in 0..self.height {
            for x in 0..self.width {
                let own = f32::from(self.pixels[y * self.width + x]);
                pixels.push((own + strength * (own - soft.mean(x, y, 2))).clamp(0.0, 255.0) as u8);
            }
        }
        Self { width: self.width, height: self.height, pixels }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_shades() {
        let rgba = [255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255, 0, 255, 0, 255];
        let grey = Grey::from_rgba(2, 2, &rgba).unwrap();
        assert_eq!(grey.pixels, [255, 0, 76, 149]);
        assert_eq!(Grey::from_rgba(2, 3, &rgba), None);
        assert_eq!(Grey::from_rgba(0, 0, &[]), None);
        assert_eq!(Grey::from_rgba(usize::MAX, 2, &rgba), None);
    }

    #[test]
    fn outside_is_as_the_nearest_pixel() {
        let grey = Grey { width: 2, height: 1, pixels: vec![10, 20] };
        assert_eq!((grey.at(-5, 3), grey.at(9, -9)), (10, 20));
        assert!((grey.between(1.0, 0.5) - 15.0).abs() < 0.01);
    }

    #[test]
    fn odd_sizes_can_be_halved() {
        let grey = Grey::filled(5, 3, 100).halved();
        assert_eq!((grey.width, grey.height, grey.pixels), (2, 1, vec![100, 100]));
        assert_eq!(Grey::filled(1, 9, 7).halved().height, 9);
    }
}
