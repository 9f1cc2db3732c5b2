//! Several pages as one PDF: each a JPEG as the browser wrote it, on a sheet of A4 or of the picture's proportions.

use std::fmt::Write;

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// A baseline JPEG in colour.
    pub jpeg: Vec<u8>,
    /// In pixels.
    pub width: usize,
    pub height: usize,
}

/// The longer side of A4 in points of 1/72 inch.
const LONG_SIDE: f32 = 842.0;

/// The bytes of a PDF 1.4 (ISO 32000) without any name, date or place in it.
pub fn pdf(pages: &[Page]) -> Vec<u8> {
    let mut file = File { bytes: b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec(), offsets: Vec::new() };
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 3 + 3 * i)).collect();
    file.object("<< /Type /Catalog /Pages 2 0 R >>");
    file.object(&format!("<< /Type /Pages /Count {} /Kids [{}] >>", pages.len(), kids.join(" ")));
    for page in pages {
        let scale = LONG_SIDE / page.width.max(page.height).max(1) as f32;
        let (width, height) = (page.width as f32 * scale, page.height as f32 * scale);
        let number = file.offsets.len() + 1;
        file.object(&format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2} {height:.2}] /Contents {} 0 R \
             /Resources << /XObject << /I {} 0 R >> >> >>",
            number + 1,
            number + 2
        ));
        file.stream("", format!("{width:.2} 0 0 {height:.2} 0 0 cm /I Do").as_bytes());
        let picture = format!(
            "/Type /XObject /Subtype /Image /Width {} /Height {} /ColorSpace /DeviceRGB /BitsPerComponent 8 \
             /Filter /DCTDecode ",
            page.width, page.height
        );
        file.stream(&picture, &page.jpeg);
    }
    file.end()
}

struct File {
    bytes: Vec<u8>,
    /// Where each object begins.
    offsets: Vec<usize>,
}

impl File {
    fn begin(&mut self) {
        self.offsets.push(self.bytes.len());
        self.bytes.extend(format!("{} 0 obj\n", self.offsets.len()).bytes());
    }

    fn object(&mut self, dictionary: &str) {
        self.begin();
        self.bytes.extend(dictionary.bytes());
        self.bytes.extend(b"\nendobj\n");
    }

    fn stream(&mut self, dictionary: &str, content: &[u8]) {
        self.begin();
        self.bytes.extend(format!("<< {dictionary}/Length {} >>\nstream\n", content.len()).bytes());
        self.bytes.extend(content);
        self.bytes.extend(b"\nendstream\nendobj\n");
    }

    fn end(mut self) -> Vec<u8> {
        let start = self.bytes.len();
        let size = self.offsets.len() + 1;
        let mut table = format!("xref\n0 {size}\n0000000000 65535 f \n");
        // Writing to a String cannot fail.
        for offset in &self.offsets {
            let _ = writeln!(table, "{offset:010} 00000 n ");
        }
        let _ = writeln!(table, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF");
        self.bytes.extend(table.bytes());
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_object_is_where_the_table_says() {
        let page = |n: u8| Page { jpeg: vec![0xff, 0xd8, n, 0xff, 0xd9], width: 1_000, height: 1_414 };
        let bytes = pdf(&[page(1), page(2), page(3)]);
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.starts_with("%PDF-1.4") && text.ends_with("%%EOF\n"));
        let find = |needle: &[u8]| bytes.windows(needle.len()).rposition(|window| window == needle).unwrap();
        let table = std::str::from_utf8(&bytes[find(b"xref\n0 ")..]).unwrap_or_default();
        let start = find(b"\nxref\n") + 1;
        let offsets: Vec<usize> = std::str::from_utf8(&bytes[start..])
            .unwrap()
            .lines()
            .skip(3)
            .take_while(|line| line.ends_with("n "))
            .map(|line| line[..10].parse().unwrap())
            .collect();
        assert!(table.len() > 2);
        assert_eq!(offsets.len(), 2 + 3 * 3);
        for (i, offset) in offsets.iter().enumerate() {
            assert!(bytes[*offset..].starts_with(format!("{} 0 obj", i + 1).as_bytes()));
        }
        assert!(text.contains("/Count 3") && text.contains("/MediaBox [0 0 595.47 842.00]"));
        assert!(text.contains(&format!("startxref\n{start}\n")));
    }
}
