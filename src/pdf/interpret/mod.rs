//! Running a page's content: from operators to glyphs, rules and pictures.
//!
//! Implements ISO 32000-1, 7.8 and chapters 8 and 9, as far as they decide what stands where.

mod actual_text;
mod colour;
mod layers;
mod path;
mod state;
mod strikes;
mod text;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::font::Font;
use super::geometry::{Area, Matrix};
use super::lexer::{Lexer, Operands};
use super::objects::{Array, Dict, Store, Stream, StreamError, Value};
use super::open::PageDict;
use super::{Ink, Page, Problem, ProblemCode};
use actual_text::MarkedContent;
pub(super) use actual_text::text_string;
use colour::Space;
use layers::Layers;
use path::Path;
use state::{Graphics, Saved};

/// What pages share: fonts and layers.
pub(super) struct Shared<'a> {
    store: &'a Store<'a>,
    layers: Layers,
    fonts: BTreeMap<usize, Rc<Font>>,
    /// The number of each font that was seen, also of those no longer kept.
    numbers: BTreeMap<usize, u16>,
}

/// Fonts that are kept from page to page.
const MAX_FONTS: usize = 256;

impl<'a> Shared<'a> {
    pub fn new(store: &'a Store<'a>) -> Shared<'a> {
        let layers = Layers::read(store);
        Shared { store, layers, fonts: BTreeMap::new(), numbers: BTreeMap::new() }
    }

    fn font(&mut self, dict: Dict<'a>) -> Rc<Font> {
        let identity = dict.identity();
        if let Some(font) = self.fonts.get(&identity) {
            return Rc::clone(font);
        }
        let next = u16::try_from(self.numbers.len()).unwrap_or(u16::MAX);
        let number = *self.numbers.entry(identity).or_insert(next);
        let font = Rc::new(Font::read(dict, number));
        if self.fonts.len() >= MAX_FONTS {
            self.fonts.clear();
        }
        self.fonts.insert(identity, Rc::clone(&font));
        font
    }
}

/// Reads one page.
pub(super) fn page<'a>(shared: &mut Shared<'a>, dict: &PageDict<'a>, number: u32) -> Page {
    let (area, rotate) = page_area(dict);
    let (base, width, height) = page_matrix(area, rotate);
    let page = Page { number, width: width as f32, height: height as f32, ..Page::default() };
    let visible = Area([0.0, 0.0, width, height]);
    let mut interpreter = Interpreter {
        shared,
        page,
        graphics: Graphics::new(base, visible),
        saved: Saved::default(),
        path: Path::default(),
        marked: MarkedContent::default(),
        forms: Vec::new(),
        grounds: Vec::new(),
        counts: Counts::default(),
    };
    let content = interpreter.page_content(dict.dict.get("Contents"));
    interpreter.run(&content, dict.resources);
    drop(content);
    interpreter.annotations(dict.dict, base, visible);
    interpreter.finish()
}

/// The crop box within the media box, and the rotation in quarters.
fn page_area(dict: &PageDict<'_>) -> ([f64; 4], i64) {
    /// A4 upright, for pages without a box that can be used.
    const A4: [f64; 4] = [0.0, 0.0, 595.0, 842.0];
    /// The largest side (annex C.2 has 14,400 units), a hundredfold for those with a user unit.
    const MAX_SIDE: f64 = 1_440_000.0;
    let area = |value: Value<'_>| {
        let [a, b, c, d] = value.array().and_then(Array::numbers::<4>)?;
        let area = [a.min(c), b.min(d), a.max(c), b.max(d)];
        let (width, height) = (area[2] - area[0], area[3] - area[1]);
        let fits = |side: f64| (1.0..MAX_SIDE).contains(&side);
        (fits(width) && fits(height) && area.iter().all(|n| n.abs() < 1e9)).then_some(area)
    };
    let media = area(dict.media_box).unwrap_or(A4);
    let crop = area(dict.crop_box).map_or(media, |crop| Area(crop).and(Area(media)).0);
    let usable = crop[2] - crop[0] >= 1.0 && crop[3] - crop[1] >= 1.0;
    (if usable { crop } else { media }, dict.rotate.rem_euclid(360) / 90)
}

/// From the page's own space to that of the page as shown, with its width and height.
fn page_matrix([x0, y0, x1, y1]: [f64; 4], quarters: i64) -> (Matrix, f64, f64) {
    let (width, height) = (x1 - x0, y1 - y0);
    match quarters {
        1 => (Matrix([0.0, 1.0, 1.0, 0.0, -y0, -x0]), height, width),
        2 => (Matrix([-1.0, 0.0, 0.0, 1.0, x1, -y0]), width, height),
        3 => (Matrix([0.0, -1.0, -1.0, 0.0, y1, x1]), height, width),
        _ => (Matrix([1.0, 0.0, 0.0, -1.0, -x0, y1]), width, height),
    }
}

/// What is counted on a page to be said at its end.
#[derive(Default)]
struct Counts {
    unmappable: u64,
    skipped: u64,
    misplaced: u64,
    double_strikes: u64,
    streams: u64,
    bombs: u64,
    loops: u64,
    rules: u64,
    fonts: u64,
}

struct Interpreter<'s, 'a> {
    shared: &'s mut Shared<'a>,
    page: Page,
    graphics: Graphics,
    saved: Saved,
    path: Path,
    marked: MarkedContent,
    /// The forms that are being run, from the outermost.
    forms: Vec<usize>,
    /// Large areas that were filled in a colour; on them, white is a colour too.
    grounds: Vec<Area>,
    counts: Counts,
}

impl<'a> Interpreter<'_, 'a> {
    /// The page's content streams, joined by white space: an operator's operands may stand in one
    /// stream and the operator in the next.
    fn page_content(&mut self, contents: Value<'a>) -> Vec<u8> {
        let mut joined = Vec::new();
        let parts: Vec<Stream<'a>> = match contents {
            Value::Array(parts) => parts.iter().filter_map(Value::stream).collect(),
            single => single.stream().into_iter().collect(),
        };
        for part in parts {
            if self.shared.store.meter().exhausted().is_some() {
                break;
            }
            if let Some(data) = self.stream_data(part) {
                if joined.is_empty() {
                    joined = data;
                } else {
                    joined.push(b'\n');
                    joined.extend_from_slice(&data);
                }
            }
        }
        joined
    }

    fn stream_data(&mut self, stream: Stream<'a>) -> Option<Vec<u8>> {
        match stream.data() {
            Ok(data) => Some(data),
            Err(StreamError::TooLarge) => {
                self.counts.bombs += 1;
                None
            }
            Err(StreamError::Filter | StreamError::Damaged) => {
                self.counts.streams += 1;
                None
            }
        }
    }

    /// Runs one content stream with its resources.
    fn run(&mut self, content: &[u8], resources: Option<Dict<'a>>) {
        let store = self.shared.store;
        let mut lexer = Lexer::new(content);
        while let Some(operator) = lexer.next_operator() {
            if !store.meter().operator() {
                break;
            }
            self.operator(operator, lexer.operands(), resources);
        }
        self.counts.skipped += lexer.skipped();
    }

    fn operator(&mut self, operator: &[u8], operands: &Operands, resources: Option<Dict<'a>>) {
        match operator {
            b"q" => self.saved.push(&self.graphics),
            b"Q" => {
                if let Some(graphics) = self.saved.pop() {
                    self.graphics = graphics;
                }
            }
            b"cm" => {
                if let Some(numbers) = operands.numbers() {
                    let matrix = Matrix(numbers).then(self.graphics.matrix);
                    if matrix.is_finite() {
                        self.graphics.matrix = matrix;
                    }
                }
            }
            b"w" => {
                if let Some([width]) = operands.numbers() {
                    self.graphics.line_width = width.abs();
                }
            }
            b"gs" => self.graphics_state(operands, resources),
            b"Do" => self.external_object(operands, resources),
            b"BI" => self.image(),
            b"BMC" | b"BDC" => self.begin_marked(operator, operands, resources),
            b"EMC" => self.end_marked(),
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => {
                self.path.construct(operator, operands, self.graphics.matrix);
            }
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                self.paint(operator);
            }
            b"W" | b"W*" => self.path.clips = true,
            b"cs" | b"CS" => {
                let name = operands.name().unwrap_or_default();
                let space = Space::named(name, resources);
                self.graphics.set_space(operator == b"CS", space);
            }
            b"g" | b"G" | b"rg" | b"RG" | b"k" | b"K" | b"sc" | b"SC" | b"scn" | b"SCN" => {
                self.graphics.set_colour(operator, operands);
            }
            _ => self.text_operator(operator, operands, resources),
        }
    }

    fn graphics_state(&mut self, operands: &Operands, resources: Option<Dict<'a>>) {
        let Some(dict) = named(resources, "ExtGState", operands).dict() else { return };
        if let Some(width) = dict.get("LW").number() {
            self.graphics.line_width = width.abs();
        }
        if let Some(font) = dict.get("Font").array()
            && let (Some(dict), Some(size)) = (font.get(0).dict(), font.get(1).number())
        {
            self.graphics.text.font = Some(self.shared.font(dict));
            self.graphics.text.size = size;
        }
    }

    fn external_object(&mut self, operands: &Operands, resources: Option<Dict<'a>>) {
        let Some(stream) = named(resources, "XObject", operands).stream() else { return };
        let dict = stream.dict();
        if self.marked.hidden() || self.shared.layers.hides(dict.get("OC")) {
            return;
        }
        match dict.get("Subtype").name() {
            Some(b"Image") => self.image(),
            // `/Subtype` is required; a form without it still has a bounding box.
            Some(b"Form") => self.form(stream, resources),
            None if !dict.get("BBox").is_null() => self.form(stream, resources),
            _ => {}
        }
    }

    /// A picture fills the unit square.
    fn image(&mut self) {
        /// Pictures cut into strips are many, but not that many.
        const MAX_IMAGES: usize = 100_000;
        if self.marked.hidden() || self.page.images.len() >= MAX_IMAGES {
            return;
        }
        if let Some(area) = Area::mapped([0.0, 0.0, 1.0, 1.0], self.graphics.matrix) {
            let area = area.and(self.graphics.clip);
            if area.width() > 0.0 && area.height() > 0.0 {
                self.page.images.push(area.to_f32());
            }
        }
    }

    /// Runs a form XObject, with its own resources or else its caller's.
    fn form(&mut self, stream: Stream<'a>, resources: Option<Dict<'a>>) {
        /// Whatever the budget says, the stack bears no more.
        const MAX_DEPTH: usize = 48;
        let dict = stream.dict();
        let depth = self.shared.store.meter().budget().form_depth as usize;
        if self.forms.len() >= depth.min(MAX_DEPTH) || self.forms.contains(&dict.identity()) {
            self.counts.loops += 1;
            return;
        }
        let Some(content) = self.stream_data(stream) else { return };
        let outer = self.graphics.clone();
        let outer_saved = std::mem::take(&mut self.saved);
        let outer_path = std::mem::take(&mut self.path);
        let outer_marked = self.marked.depth();
        if let Some(matrix) = dict.get("Matrix").array().and_then(Array::numbers::<6>) {
            let matrix = Matrix(matrix).then(self.graphics.matrix);
            if matrix.is_finite() {
                self.graphics.matrix = matrix;
            }
        }
        if let Some(bounds) = dict.get("BBox").array().and_then(Array::numbers::<4>)
            && let Some(area) = Area::mapped(bounds, self.graphics.matrix)
        {
            self.graphics.clip = self.graphics.clip.and(area);
        }
        self.forms.push(dict.identity());
        self.run(&content, dict.get("Resources").dict().or(resources));
        self.forms.pop();
        self.marked_back_to(outer_marked);
        self.graphics = outer;
        self.saved = outer_saved;
        self.path = outer_path;
    }

    /// The normal appearances of the annotations that are shown (ISO 32000-1, 12.5.5).
    fn annotations(&mut self, page: Dict<'a>, base: Matrix, visible: Area) {
        const HIDDEN: i64 = 2;
        const NO_VIEW: i64 = 32;
        let Some(annotations) = page.get("Annots").array() else { return };
        for annotation in annotations.iter().filter_map(Value::dict) {
            if !self.shared.store.meter().operator() {
                break;
            }
            let flags = annotation.get("F").integer().unwrap_or(0);
            let popup = annotation.get("Subtype").name() == Some(b"Popup");
            if flags & (HIDDEN | NO_VIEW) != 0
                || popup
                || self.shared.layers.hides(annotation.get("OC"))
            {
                continue;
            }
            let normal = annotation.get("AP").dict().map_or(Value::Null, |ap| ap.get("N"));
            let appearance = match normal {
                Value::Dict(states) => {
                    let state = annotation.get("AS").name().unwrap_or(b"Off");
                    states.get_bytes(state).stream()
                }
                appearance => appearance.stream(),
            };
            let rect = annotation.get("Rect").array().and_then(Array::numbers::<4>);
            let (Some(appearance), Some(rect)) = (appearance, rect) else { continue };
            let Some(matrix) = appearance_matrix(appearance.dict(), rect) else { continue };
            self.graphics = Graphics::new(matrix.then(base), visible);
            self.saved = Saved::default();
            self.form(appearance, None);
        }
    }

    fn finish(mut self) -> Page {
        self.marked_back_to(0);
        self.counts.double_strikes = strikes::drop_double(&mut self.page.glyphs);
        let glyphs = self.page.glyphs.len();
        self.counts.unmappable =
            self.page.glyphs.iter().filter(|g| g.text.contains('\u{FFFD}')).count() as u64;
        let readable = self.page.glyphs.iter().any(|g| {
            g.ink != Ink::Clipped && g.text.chars().any(|c| c != '\u{FFFD}' && !c.is_whitespace())
        });
        let counts = &self.counts;
        let mut problems = Vec::new();
        let mut say = |code, message: String| problems.push(Problem { code, message });
        if counts.unmappable > 0 {
            let n = counts.unmappable;
            say(
                ProblemCode::Unmappable,
                format!("the file does not say which characters {n} of {glyphs} glyphs are"),
            );
        }
        if !readable && (glyphs > 0 || !self.page.images.is_empty()) {
            say(
                ProblemCode::NeedsOcr,
                "the page shows pictures or glyphs but has no readable text".to_owned(),
            );
        }
        let counted = [
            (
                counts.double_strikes,
                ProblemCode::DoubleStrike,
                "glyphs were struck twice; one was kept",
            ),
            (counts.streams, ProblemCode::DamagedStream, "streams could not be unpacked"),
            (
                counts.bombs,
                ProblemCode::Budget,
                "streams inflate to more bytes than the budget allows",
            ),
            (
                counts.skipped,
                ProblemCode::DamagedContent,
                "broken parts of the content were skipped",
            ),
            (
                counts.misplaced,
                ProblemCode::DamagedContent,
                "glyphs have no place that can be computed and were left out",
            ),
            (counts.fonts, ProblemCode::DamagedFont, "strings have no font"),
            (
                counts.loops,
                ProblemCode::FormLoop,
                "forms contain themselves or are nested too deeply",
            ),
            (counts.rules, ProblemCode::Budget, "lines beyond the limit of a page were left out"),
        ];
        for (n, code, what) in counted.into_iter().filter(|(n, ..)| *n > 0) {
            say(code, format!("{n} {what}"));
        }
        if let Some(limit) = self.shared.store.meter().exhausted() {
            say(ProblemCode::Budget, format!("reading stopped on this page: {limit}"));
        }
        self.page.problems = problems;
        self.page
    }
}

/// A resource by the name among the operands.
fn named<'a>(resources: Option<Dict<'a>>, kind: &str, operands: &Operands) -> Value<'a> {
    let (Some(resources), Some(name)) = (resources, operands.name()) else { return Value::Null };
    resources.get(kind).dict().map_or(Value::Null, |dict| dict.get_bytes(name))
}

/// The map that fits an appearance's transformed box into the annotation's rectangle.
fn appearance_matrix(form: Dict<'_>, rect: [f64; 4]) -> Option<Matrix> {
    let bounds = form.get("BBox").array().and_then(Array::numbers::<4>)?;
    let matrix = form.get("Matrix").array().and_then(Array::numbers::<6>);
    let Area([x0, y0, x1, y1]) = Area::mapped(bounds, matrix.map_or(Matrix::IDENTITY, Matrix))?;
    let [a, b, c, d] = rect;
    let (left, bottom, right, top) = (a.min(c), b.min(d), a.max(c), b.max(d));
    let ratio = |to: f64, from: f64| if from.abs() < 1e-9 { 1.0 } else { to / from };
    let (sx, sy) = (ratio(right - left, x1 - x0), ratio(top - bottom, y1 - y0));
    let fitted = Matrix([sx, 0.0, 0.0, sy, left - x0 * sx, bottom - y0 * sy]);
    fitted.is_finite().then_some(fitted)
}
