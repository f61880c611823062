//! Text operators: from strings to glyphs with places (ISO 32000-1, 9.3 and 9.4).

use super::{Interpreter, named};
use crate::pdf::font::{Code, Font};
use crate::pdf::geometry::{Area, Matrix};
use crate::pdf::lexer::{Operand, Operands};
use crate::pdf::objects::Dict;
use crate::pdf::{Direction, Glyph, Ink};

/// Coordinates beyond this are no place on a page, and lose their precision.
const FAR: f64 = 1e6;

impl<'a> Interpreter<'_, 'a> {
    pub(super) fn text_operator(
        &mut self,
        operator: &[u8],
        operands: &Operands,
        resources: Option<Dict<'a>>,
    ) {
        let text = &mut self.graphics.text;
        let number = || operands.numbers::<1>().map(|[n]| n);
        match operator {
            b"BT" => {
                text.matrix = Matrix::IDENTITY;
                text.line_matrix = Matrix::IDENTITY;
            }
            b"Tc" => text.character_spacing = number().unwrap_or(text.character_spacing),
            b"Tw" => text.word_spacing = number().unwrap_or(text.word_spacing),
            b"Tz" => text.horizontal_scale = number().map_or(text.horizontal_scale, |n| n / 100.0),
            b"TL" => text.leading = number().unwrap_or(text.leading),
            b"Ts" => text.rise = number().unwrap_or(text.rise),
            b"Tr" => text.mode = number().map_or(text.mode, |n| n as i64),
            b"Tf" => {
                text.size = number().unwrap_or(text.size);
                let dict = named(resources, "Font", operands).dict();
                text.font = dict.map(|dict| self.shared.font(dict));
            }
            b"Td" => self.next_line(operands.numbers()),
            b"TD" => {
                if let Some([_, y]) = operands.numbers() {
                    text.leading = -y;
                }
                self.next_line(operands.numbers());
            }
            b"Tm" => {
                if let Some(matrix) = operands.numbers().map(Matrix) {
                    text.matrix = matrix;
                    text.line_matrix = matrix;
                }
            }
            b"T*" => self.next_line(Some([0.0, -self.graphics.text.leading])),
            b"Tj" => self.show_operand(operands),
            b"TJ" => self.show_array(operands),
            b"'" => {
                self.next_line(Some([0.0, -self.graphics.text.leading]));
                self.show_operand(operands);
            }
            b"\"" => {
                if let [Operand::Number(word), Operand::Number(character), ..] = operands.list() {
                    text.word_spacing = *word;
                    text.character_spacing = *character;
                }
                self.next_line(Some([0.0, -self.graphics.text.leading]));
                self.show_operand(operands);
            }
            _ => {}
        }
    }

    fn next_line(&mut self, shift: Option<[f64; 2]>) {
        let Some([x, y]) = shift else { return };
        let text = &mut self.graphics.text;
        text.line_matrix = Matrix::translation(x, y).then(text.line_matrix);
        text.matrix = text.line_matrix;
    }

    fn show_operand(&mut self, operands: &Operands) {
        if let Some(bytes) = operands.text() {
            self.show(bytes);
        }
    }

    fn show_array(&mut self, operands: &Operands) {
        for operand in operands.list() {
            match operand {
                Operand::Text(range) => self.show(operands.bytes(range)),
                Operand::Number(n) => {
                    let text = &mut self.graphics.text;
                    let vertical = text.font.as_ref().is_some_and(|font| font.vertical);
                    let shift = -n / 1000.0 * text.size;
                    let shift = match vertical {
                        true => Matrix::translation(0.0, shift),
                        false => Matrix::translation(shift * text.horizontal_scale, 0.0),
                    };
                    text.matrix = shift.then(text.matrix);
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, mut bytes: &[u8]) {
        let Some(font) = self.graphics.text.font.clone() else {
            self.counts.fonts += 1;
            return;
        };
        while !bytes.is_empty() {
            if !self.shared.store.meter().glyph() {
                return;
            }
            let (code, length) = font.next_code(bytes);
            bytes = &bytes[length..];
            if !self.marked.hidden() {
                self.place(&font, &code);
            }
            let text = &mut self.graphics.text;
            let spacing =
                text.character_spacing + if code.is_space { text.word_spacing } else { 0.0 };
            let shift = if font.vertical {
                // Spacing makes lines longer, and vertical ones go downwards.
                Matrix::translation(0.0, code.height * text.size - spacing)
            } else {
                Matrix::translation((code.width * text.size + spacing) * text.horizontal_scale, 0.0)
            };
            text.matrix = shift.then(text.matrix);
        }
    }

    /// Puts one glyph at the current place.
    fn place(&mut self, font: &Font, code: &Code) {
        let text = &self.graphics.text;
        let scale = [text.size * text.horizontal_scale, 0.0, 0.0, text.size, 0.0, text.rise];
        let matrix = Matrix(scale).then(text.matrix).then(self.graphics.matrix);
        let (area, along) = if font.vertical {
            let left = -code.vertical_origin;
            let corners = [left, 0.0, left + code.width, code.height];
            (Area::mapped(corners, matrix), [0.0, code.height])
        } else {
            let corners = [0.0, font.descent, code.width, font.ascent];
            (Area::mapped(corners, matrix), [code.width, 0.0])
        };
        let [x, y] = matrix.apply(0.0, 0.0);
        let near = |n: f64| n.abs() < FAR;
        let Some(area) = area.filter(|a| a.0.iter().all(|n| near(*n)) && near(x) && near(y)) else {
            self.counts.misplaced += 1;
            return;
        };
        let [dx, dy] = matrix.apply_vector(along[0], along[1]);
        let [ux, uy] = matrix.apply_vector(0.0, 1.0);
        let forward = match font.vertical {
            true => matrix.apply_vector(0.0, -1.0),
            // The sign of a size turns the glyphs, not the writing, unless both are turned.
            false => matrix.apply_vector(1.0, 0.0),
        };
        self.page.glyphs.push(Glyph {
            text: code.text.to_string(),
            bbox: area.to_f32(),
            origin: [x as f32, y as f32],
            size: ux.hypot(uy) as f32,
            advance: dx.hypot(dy) as f32,
            direction: direction(forward),
            ink: self.ink(area),
            font: font.number,
        });
    }

    fn ink(&self, area: Area) -> Ink {
        let [x0, y0, x1, y1] = area.0;
        let text = &self.graphics.text;
        let white = match text.mode {
            // Modes 3 and 7 paint nothing.
            3 | 7 => return Ink::Invisible,
            1 | 5 => self.graphics.stroke.is_white,
            _ => self.graphics.fill.is_white,
        };
        if !self.graphics.clip.holds((x0 + x1) / 2.0, (y0 + y1) / 2.0) {
            Ink::Clipped
        } else if white {
            Ink::White
        } else {
            Ink::Visible
        }
    }
}

fn direction([x, y]: [f64; 2]) -> Direction {
    let degrees = y.atan2(x).to_degrees();
    match degrees.round() {
        0.0 => Direction::Right,
        90.0 => Direction::Down,
        -180.0 => Direction::Other(180),
        degrees => Direction::Other(degrees as i16),
    }
}
