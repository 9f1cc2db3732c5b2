//! Papers as the worker asks about them.

use lens::paper::{
    Fault, Page, Picture, corners, even, judge, pdf, portrait, portrait_size, size, straighten,
};
use lens::{Grey, Point};
use wasm_bindgen::prelude::wasm_bindgen;

/// The corners of the sheet in a picture of four bytes a pixel: x and y of four points clockwise from the top left, as
/// parts of width and height from 0 to 1; empty when there is none to be seen.
#[wasm_bindgen]
pub fn find_sheet(rgba: &[u8], width: usize, height: usize) -> Vec<f32> {
    let found = Grey::from_rgba(width, height, rgba).and_then(|grey| corners(&grey));
    let parts = |point: Point| [point.x / width as f32, point.y / height as f32];
    found.map(|points| points.into_iter().flat_map(parts).collect()).unwrap_or_default()
}

/// What is wrong with a photo: `blurred`, `glare`, `dark`, or nothing.
#[wasm_bindgen]
pub fn judge_photo(rgba: &[u8], width: usize, height: usize) -> Option<String> {
    let fault = judge(&Grey::from_rgba(width, height, rgba)?)?;
    Some(match fault {
        Fault::Blurred => "blurred".to_owned(),
        Fault::Glare => "glare".to_owned(),
        Fault::Dark => "dark".to_owned(),
    })
}

/// A sheet cut out of a photo and seen from straight above.
#[wasm_bindgen]
pub struct Sheet(Picture);

#[wasm_bindgen]
impl Sheet {
    /// Cuts along `corners`, as of [`find_sheet`], into a picture with no side longer than `longest` pixels; a portrait
    /// gets the proportions of 4 by 6. `undefined` for corners that enclose nothing.
    pub fn cut(
        rgba: Vec<u8>,
        width: usize,
        height: usize,
        corners: &[f32],
        longest: usize,
        is_portrait: bool,
    ) -> Option<Self> {
        let picture = Picture::new(width, height, rgba)?;
        let at = |i: usize| {
            let part = |offset: usize| {
                corners.get(2 * i + offset).copied().filter(|part| (0.0..=1.0).contains(part))
            };
            Some(Point::new(part(0)? * width as f32, part(1)? * height as f32))
        };
        let points = [at(0)?, at(1)?, at(2)?, at(3)?];
        let (across, down) = if is_portrait { portrait_size(points, longest) } else { size(points, longest) };
        straighten(&picture, points, across, down).map(Self)
    }

    /// Takes out shadow, makes the paper white and the ink dark.
    pub fn even(&mut self) {
        even(&mut self.0);
    }

    /// Stretches the contrast only, as of a portrait.
    pub fn stretch(&mut self) {
        portrait(&mut self.0);
    }

    #[wasm_bindgen(getter)]
    pub fn width(&self) -> usize {
        self.0.width
    }

    #[wasm_bindgen(getter)]
    pub fn height(&self) -> usize {
        self.0.height
    }

    /// Its pixels; the sheet is used up.
    pub fn into_pixels(self) -> Vec<u8> {
        self.0.rgba
    }
}

/// Pages put together, one after the other.
#[wasm_bindgen]
#[derive(Default)]
pub struct Pages(Vec<Page>);

#[wasm_bindgen]
impl Pages {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a page: a JPEG and its size in pixels.
    pub fn add(&mut self, jpeg: Vec<u8>, width: usize, height: usize) {
        self.0.push(Page { jpeg, width, height });
    }

    /// The PDF of all pages.
    pub fn pdf(&self) -> Vec<u8> {
        pdf(&self.0)
    }
}
