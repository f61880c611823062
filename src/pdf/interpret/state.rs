//! The graphics state and its stack (ISO 32000-1, 8.4).

use std::rc::Rc;

use super::colour::Space;
use crate::pdf::font::Font;
use crate::pdf::geometry::{Area, Matrix};
use crate::pdf::lexer::{Operand, Operands};

/// What `q` saves.
#[derive(Clone)]
pub(super) struct Graphics {
    /// From user space to the page as shown.
    pub matrix: Matrix,
    /// The box around the clipping path.
    pub clip: Area,
    pub line_width: f64,
    pub fill: Colour,
    pub stroke: Colour,
    pub text: TextState,
}

/// A current colour.
#[derive(Clone, Copy)]
pub(super) struct Colour {
    space: Space,
    pub is_white: bool,
}

/// The text state (9.3). The text matrices live here too: `q` within a text object is an error
/// that real files make.
#[derive(Clone)]
pub(super) struct TextState {
    pub character_spacing: f64,
    pub word_spacing: f64,
    pub horizontal_scale: f64,
    pub leading: f64,
    pub font: Option<Rc<Font>>,
    pub size: f64,
    pub mode: i64,
    pub rise: f64,
    pub matrix: Matrix,
    pub line_matrix: Matrix,
}

impl Graphics {
    pub fn new(matrix: Matrix, clip: Area) -> Graphics {
        let black = Colour { space: Space::Gray, is_white: false };
        Graphics {
            matrix,
            clip,
            line_width: 1.0,
            fill: black,
            stroke: black,
            text: TextState {
                character_spacing: 0.0,
                word_spacing: 0.0,
                horizontal_scale: 1.0,
                leading: 0.0,
                font: None,
                size: 0.0,
                mode: 0,
                rise: 0.0,
                matrix: Matrix::IDENTITY,
                line_matrix: Matrix::IDENTITY,
            },
        }
    }

    /// `cs`, `CS`: the colour of a new space is black, or full ink.
    pub fn set_space(&mut self, stroke: bool, space: Space) {
        let colour = Colour { space, is_white: false };
        if stroke {
            self.stroke = colour;
        } else {
            self.fill = colour;
        }
    }

    /// The operators that set a colour: `g`, `rg`, `k`, `sc`, `scn` and their like for strokes.
    pub fn set_colour(&mut self, operator: &[u8], operands: &Operands) {
        let stroke = operator.first().is_some_and(u8::is_ascii_uppercase);
        let current = if stroke { &mut self.stroke } else { &mut self.fill };
        match operator {
            b"g" | b"G" => current.space = Space::Gray,
            b"rg" | b"RG" => current.space = Space::Rgb,
            b"k" | b"K" => current.space = Space::Cmyk,
            _ => {}
        }
        let mut numbers = [0.0; 32];
        let mut n = 0;
        for operand in operands.list() {
            if let (Operand::Number(value), Some(slot)) = (operand, numbers.get_mut(n)) {
                *slot = *value;
                n += 1;
            }
        }
        current.is_white = current.space.is_white(&numbers[..n]);
    }
}

/// The states that `q` saved.
#[derive(Default)]
pub(super) struct Saved {
    stack: Vec<Graphics>,
    /// How many more `q` there were than are kept.
    beyond: u64,
}

/// More than the 28 levels that the standard asks for (annex C.2), and what real files need.
const MAX_SAVED: usize = 512;

impl Saved {
    pub fn push(&mut self, graphics: &Graphics) {
        if self.stack.len() < MAX_SAVED {
            self.stack.push(graphics.clone());
        } else {
            self.beyond += 1;
        }
    }

    /// The state before the last `q`; `None` for a `Q` too many.
    pub fn pop(&mut self) -> Option<Graphics> {
        if self.beyond > 0 {
            self.beyond -= 1;
            return None;
        }
        self.stack.pop()
    }
}
