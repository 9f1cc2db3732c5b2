//! What counts as dark. A card is never lit evenly, so each pixel is measured against those around it.

use crate::Grey;

/// Sums over rectangles in constant time: each entry holds the sum of all pixels above and left of it.
pub struct Sums {
    width: usize,
    height: usize,
    /// `(width + 1) * (height + 1)`; a picture of 16 million white pixels still fits.
    above: Vec<u32>,
}

impl Sums {
    pub fn of(grey: &Grey) -> Self {
        let stride = grey.width + 1;
        let mut sums_above = vec![0_u32; stride * (grey.height + 1)];
        for (y, row) in grey.pixels.chunks_exact(grey.width).enumerate() {
            let (above, here) = sums_above[y * stride..].split_at_mut(stride);
            let mut in_row = 0_u32;
            for ((place, above), shade) in here[1..].iter_mut().zip(&above[1..]).zip(row) {
                in_row += u32::from(*shade);
                // Wraps only beyond 16 million pixels, and differences are right even then.
                *place = above.wrapping_add(in_row);
            }
        }
        Self { width: grey.width, height: grey.height, above: sums_above }
    }

    /// The mean shade of the square of `2 * radius + 1` pixels around a pixel, cut at the edges.
    pub fn mean(&self, x: usize, y: usize, radius: usize) -> f32 {
        let (sum, count) = self.around(x, y, radius);
        sum as f32 / count as f32
    }

    fn around(&self, x: usize, y: usize, radius: usize) -> (u32, u32) {
        let (left, right) = (x.saturating_sub(radius), (x + radius + 1).min(self.width));
        let (top, low) = (y.saturating_sub(radius), (y + radius + 1).min(self.height));
        let at = |x: usize, y: usize| self.above[y * (self.width + 1) + x];
        let sum = at(right, low)
            .wrapping_sub(at(left, low))
            .wrapping_sub(at(right, top))
            .wrapping_add(at(left, top));
        (sum, ((right - left) * (low - top)) as u32)
    }
}

/// Which pixels are dark: those darker than the mean around them by more than `margin` shades. Row by row.
pub fn darker_than_around(grey: &Grey, radius: usize, margin: u8) -> Vec<bool> {
    let sums = Sums::of(grey);
    let mut dark = Vec::with_capacity(grey.pixels.len());
    for (y, row) in grey.pixels.chunks_exact(grey.width).enumerate() {
        for (x, shade) in row.iter().enumerate() {
            let (sum, count) = sums.around(x, y, radius);
            dark.push((u32::from(*shade) + u32::from(margin)) * count < sum);
        }
    }
    dark
}

/// Which pixels are dark, by the one threshold that parts the picture best into two (Otsu, 1979).
pub fn darker_than_best(grey: &Grey) -> Vec<bool> {
    let mut counts = [0_u64; 256];
    for shade in &grey.pixels {
        counts[usize::from(*shade)] += 1;
    }
    let all = grey.pixels.len() as f64;
    let total: f64 = counts.iter().zip(0_u32..).map(|(count, shade)| *count as f64 * f64::from(shade)).sum();
    let (mut below, mut sum_below, mut best, mut limit) = (0.0, 0.0, -1.0, 0_u8);
    for (shade, count) in (0_u8..=255).zip(counts) {
        below += count as f64;
        sum_below += count as f64 * f64::from(shade);
        let above = all - below;
        if below == 0.0 || above == 0.0 {
            continue;
        }
        let apart = sum_below / below - (total - sum_below) / above;
        let between = below * above * apart * apart;
        if between > best {
            (best, limit) = (between, shade);
        }
    }
    grey.pixels.iter().map(|shade| *shade <= limit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_right_at_every_edge() {
        let grey = Grey { width: 3, height: 2, pixels: vec![0, 30, 60, 90, 120, 150] };
        let sums = Sums::of(&grey);
        assert!((sums.mean(0, 0, 1) - 60.0).abs() < 0.01);
        assert!((sums.mean(2, 1, 9) - 75.0).abs() < 0.01);
        assert!((sums.mean(1, 1, 0) - 120.0).abs() < 0.01);
    }

    #[test]
    fn a_shadow_does_not_hide_what_is_dark_in_it() {
        // A mark 40 shades darker than its surroundings, in the light half and in the shaded one.
        let shade = |x: usize| (if x < 50 { 220 } else { 90 }) - if x == 25 || x == 75 { 40 } else { 0 };
        let grey = Grey { width: 100, height: 1, pixels: (0..100).map(|x| shade(x) as u8).collect() };
        let dark = darker_than_around(&grey, 8, 5);
        assert!(dark[25] && dark[75] && !dark[10] && !dark[90]);
        assert!(!darker_than_best(&grey)[25], "one threshold for all loses the mark in the light");
    }
}
