//! Where glyphs stand, against a second implementation: `hayro-interpret` places the same glyphs
//! at the same points, to a tenth of a point.
#![cfg(feature = "pdf")]
#![allow(clippy::float_arithmetic)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::WritingMode;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{BezPath, Point, Rect};
use hayro_interpret::util::TransformExt;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use yosan::pdf::{Budget, Glyph, Page, ProblemCode, read};

/// How far two places may be apart, in points.
const TOLERANCE: f64 = 0.1;

/// A glyph as the other implementation places it.
struct Placed {
    /// The origin of its outline: the left end on the baseline, in vertical writing too.
    origin: Point,
    vertical: bool,
}

/// Collects the glyphs of a page in content order.
#[derive(Default)]
struct Collector {
    placed: Vec<Placed>,
}

impl Device<'_> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        // Filling and stroking one glyph comes as two runs.
        if matches!(mode, DrawMode::Stroke(_)) {
            return;
        }
        let vertical = matches!(run.writing_mode(), WritingMode::Vertical);
        self.placed.extend(run.glyphs().iter().map(|glyph| Placed {
            origin: props.transform * glyph.transform() * Point::ZERO,
            vertical,
        }));
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// The glyphs of every page, placed by the other implementation.
fn reference(bytes: &[u8]) -> Vec<Vec<Placed>> {
    let pdf = Pdf::new(bytes.to_vec()).expect("the other implementation opens the sample");
    let cache = InterpreterCache::new();
    let mut all = Vec::new();
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let mut context = Context::new(
            page.initial_transform(true).to_kurbo(),
            Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
            &cache,
            pdf.xref(),
            InterpreterSettings::default(),
        );
        let mut collector = Collector::default();
        interpret_page(page, &mut context, &mut collector);
        all.push(collector.placed);
    }
    all
}

/// What came of comparing one document.
#[derive(Default)]
struct Outcome {
    compared: usize,
    /// Our glyphs without a counterpart.
    astray: Vec<String>,
}

/// Places by their whole points, to find what is near in little time.
type Grid = BTreeMap<(i64, i64), Vec<Point>>;

fn cell(n: f64) -> i64 {
    n.floor() as i64
}

fn grid(points: impl Iterator<Item = Point>) -> Grid {
    let mut grid = Grid::new();
    for point in points {
        grid.entry((cell(point.x), cell(point.y))).or_default().push(point);
    }
    grid
}

fn holds(grid: &Grid, [x, y]: [f64; 2]) -> bool {
    let near = |p: &Point| (p.x - x).abs() <= TOLERANCE && (p.y - y).abs() <= TOLERANCE;
    [-TOLERANCE, TOLERANCE].iter().any(|dx| {
        [-TOLERANCE, TOLERANCE].iter().any(|dy| {
            let found = grid.get(&(cell(x + dx), cell(y + dy)));
            found.is_some_and(|points| points.iter().any(near))
        })
    })
}

/// Compares one page. In vertical writing our origin is the middle of the glyph's top, theirs the
/// outline's own: half a width to the left (our box's left side) and 0.88 em (`DW2`'s default,
/// which all vertical samples keep) further down.
fn compare(page: &Page, placed: &[Placed], outcome: &mut Outcome) {
    const TOP: f64 = 0.88;
    let upright = grid(placed.iter().filter(|p| !p.vertical).map(|p| p.origin));
    let vertical = grid(placed.iter().filter(|p| p.vertical).map(|p| p.origin));
    for glyph in &page.glyphs {
        let Glyph { origin: [x, y], bbox: [left, ..], size, .. } = *glyph;
        let [x, y, left, size] = [x, y, left, size].map(f64::from);
        outcome.compared += 1;
        if !holds(&upright, [x, y]) && !holds(&vertical, [left, y + TOP * size]) {
            let number = page.number;
            outcome.astray.push(format!("{} at {x:.2},{y:.2} on page {number}", glyph.text));
        }
    }
}

fn samples() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pdf");
    let folder = std::env::var_os("YOSAN_PDF_SAMPLES").map_or(own, PathBuf::from);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of samples is there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "pdf"))
        .collect();
    paths.sort();
    paths
}

#[test]
fn glyphs_stand_where_a_second_implementation_puts_them() {
    let mut report = String::new();
    let mut all = Outcome::default();
    for path in samples() {
        let bytes = std::fs::read(&path).expect("a sample can be read");
        let pages = read(&bytes, None, &Budget::default()).expect("a sample opens").pages;
        let reference = reference(&bytes);
        assert_eq!(pages.len(), reference.len(), "pages of {}", path.display());
        let mut outcome = Outcome::default();
        for (page, placed) in pages.iter().zip(&reference) {
            compare(page, placed, &mut outcome);
            // What is struck twice for bold is one glyph here.
            let struck = page.problems.iter().any(|p| p.code == ProblemCode::DoubleStrike);
            let (ours, theirs) = (page.glyphs.len(), placed.len());
            let agree = if struck { ours < theirs } else { ours == theirs };
            assert!(agree, "{}: {ours} glyphs here, {theirs} there", path.display());
        }
        let theirs: usize = reference.iter().map(Vec::len).sum();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        report += &format!(
            "{name}: {} glyphs here, {theirs} there, {} astray {:?}\n",
            outcome.compared,
            outcome.astray.len(),
            outcome.astray.iter().take(5).collect::<Vec<_>>(),
        );
        all.compared += outcome.compared;
        all.astray.append(&mut outcome.astray);
    }
    assert!(all.compared > 0, "nothing was compared");
    assert!(all.astray.is_empty(), "{report}");
}
