//! Small PDF files, written as they are needed.

/// A line of a page: x and y of its baseline in points, y from the bottom, and its characters.
pub type Line<'a> = (u32, u32, &'a str);

/// A PDF with these pages of A4. Its one font is not embedded and is coded in UTF-16.
pub fn pdf(pages: &[Vec<Line>]) -> Vec<u8> {
    let contents: Vec<Vec<u8>> = pages.iter().map(|lines| content(lines)).collect();
    with_contents(&contents, "")
}

/// A PDF with pages of these contents; `resources` go beside the font `F`.
pub fn with_contents(contents: &[Vec<u8>], resources: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|n| format!("{} 0 R", 5 + 2 * n)).collect();
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!(
            "<< /Type /Pages /Count {} /Kids [{}] /MediaBox [0 0 595 842] \
             /Resources << /Font << /F 3 0 R >> {resources} >> >>",
            kids.len(),
            kids.join(" ")
        )
        .into_bytes(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /UniJIS-UTF16-H \
          /DescendantFonts [4 0 R] >>"
            .to_vec(),
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /DW 1000 \
          /W [1 632 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) \
          /Supplement 6 >> >>"
            .to_vec(),
    ];
    for (n, content) in contents.iter().enumerate() {
        let stream = 6 + 2 * n;
        objects
            .push(format!("<< /Type /Page /Parent 2 0 R /Contents {stream} 0 R >>").into_bytes());
        let head = format!("<< /Length {} >>\nstream\n", content.len());
        objects.push([head.as_bytes(), content, b"\nendstream"].concat());
    }
    file(&objects)
}

/// The file of these objects, numbered from 1; the first is the catalog.
pub fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut table = String::new();
    for (object, number) in objects.iter().zip(1..) {
        table += &format!("{:010} 00000 n \n", file.len());
        file.extend(format!("{number} 0 obj\n").as_bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let (size, start) = (objects.len() + 1, file.len());
    let end = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Root 1 0 R /Size {size} >>\n\
         startxref\n{start}\n%%EOF\n"
    );
    file.extend(end.as_bytes());
    file
}

fn content(lines: &[Line]) -> Vec<u8> {
    let mut content = String::new();
    for (x, y, text) in lines {
        let code: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        content += &format!("BT /F 10 Tf {x} {y} Td <{code}> Tj ET\n");
    }
    content.into_bytes()
}
