//! Columns that many tables have: keys, flags, and the place of a record.

use super::model::Model;
use super::table::{Builder, Kind, Row};
use super::{Cell, Outcome};
use crate::model::{Evidence, Extraction, Flag, Span};

/// A table of the records in one list of each extraction: keyed by the document and by
/// the place in the list.
pub(super) fn records<'m, R: Sync>(
    model: &'m Model,
    names: (&'static str, &'static str, &'static str),
    path: &'static str,
    list: fn(&Extraction) -> &[R],
) -> Builder<'m, Extraction, R> {
    Builder::new(model, names, path, extraction, list)
        .key(&["document", "seq"])
        .refers(&["document"], "documents", &["document"])
        .document()
        .integer("seq", "順番", |r| r.seq)
        .says("Place in the document's list, from 1.")
}

/// The extraction of an input that was read, as a list of one.
pub(super) fn extraction<'a>(outcome: &Outcome<'a>) -> &'a [Extraction] {
    outcome.extraction.map_or(&[], std::slice::from_ref)
}

/// A place as cells.
struct Place<'a> {
    page: u32,
    line: u32,
    start: u64,
    end: u64,
    bbox: Option<[f32; 4]>,
    text: &'a str,
}

impl<'a> From<&'a Evidence> for Place<'a> {
    fn from(e: &'a Evidence) -> Place<'a> {
        let Evidence { page, line, start, end, bbox, ref text, label: _ } = *e;
        Place { page, line, start, end, bbox, text }
    }
}

impl<'a> From<&'a Span> for Place<'a> {
    fn from(s: &'a Span) -> Place<'a> {
        let Span { page, line, start, end, bbox, ref text } = *s;
        Place { page, line, start, end, bbox, text }
    }
}

impl<'a> Place<'a> {
    /// The cell of one of the columns of [`OWN`].
    fn cell(&self, column: usize) -> Cell<'a> {
        match column {
            0 => Cell::count(self.page.into()),
            1 => Cell::count(self.line.into()),
            2 => Cell::count(self.start),
            3 => Cell::count(self.end),
            4..8 => self.bbox.map_or(Cell::Null, |bbox| Cell::coordinate(bbox[column - 4])),
            _ => self.text.into(),
        }
    }
}

/// The columns of a place: path, name, title.
type Columns = [(&'static str, &'static str, &'static str); 9];

/// Those of a record. `end` is a word of SQL, hence the longer names.
const OWN: Columns = [
    ("evidence.page", "page", "頁"),
    ("evidence.line", "line", "行"),
    ("evidence.start", "start_byte", "開始バイト"),
    ("evidence.end", "end_byte", "終了バイト"),
    ("evidence.bbox.0", "bbox_x0", "左"),
    ("evidence.bbox.1", "bbox_y0", "上"),
    ("evidence.bbox.2", "bbox_x1", "右"),
    ("evidence.bbox.3", "bbox_y1", "下"),
    ("evidence.text", "source_text", "原文"),
];

/// Those of its label.
const LABEL: Columns = [
    ("evidence.label.page", "label_page", "名称の頁"),
    ("evidence.label.line", "label_line", "名称の行"),
    ("evidence.label.start", "label_start_byte", "名称の開始バイト"),
    ("evidence.label.end", "label_end_byte", "名称の終了バイト"),
    ("evidence.label.bbox.0", "label_bbox_x0", "名称の左"),
    ("evidence.label.bbox.1", "label_bbox_y0", "名称の上"),
    ("evidence.label.bbox.2", "label_bbox_x1", "名称の右"),
    ("evidence.label.bbox.3", "label_bbox_y1", "名称の下"),
    ("evidence.label.text", "label_text", "名称の原文"),
];

impl<P: Sync, R: Sync> Builder<'_, P, R> {
    /// The document that a row is of.
    pub(super) fn document(self) -> Self {
        self.text("document", "文書", |r| r.outcome.document())
            .says("The document: the stem of its JSON file.")
    }

    /// One column for each flag.
    pub(super) fn flags<F>(self, get: F) -> Self
    where
        F: for<'a> Fn(&Row<'a, P, R>) -> &'a [Flag] + Send + Sync + Copy + 'static,
    {
        let has = move |flag: Flag| move |r: &Row<'_, P, R>| get(r).contains(&flag);
        self.boolean("flags.new", "新規", has(Flag::New))
            .named("flag_new")
            .boolean("flags.expanded", "拡充", has(Flag::Expanded))
            .named("flag_expanded")
            .boolean("flags.repeated", "再掲", has(Flag::Repeated))
            .named("flag_repeated")
            .boolean("flags.within", "内数", has(Flag::Within))
            .named("flag_within")
            .boolean("flags.undetermined", "金額未定", has(Flag::Undetermined))
            .named("flag_undetermined")
            .boolean("flags.approximate", "概数", has(Flag::Approximate))
            .named("flag_approximate")
            .boolean("flags.at_most", "上限", has(Flag::AtMost))
            .named("flag_at_most")
            .boolean("flags.range", "範囲", has(Flag::Range))
            .named("flag_range")
    }

    /// Where a record stands, and where its label does.
    pub(super) fn evidence<F>(self, get: F) -> Self
    where
        F: for<'a> Fn(&Row<'a, P, R>) -> &'a Evidence + Send + Sync + Copy + 'static,
    {
        self.place(&OWN, true, move |r| Some(get(r).into()))
            .place(&LABEL, false, move |r| get(r).label.as_ref().map(Place::from))
    }

    /// Where a record stands that may have no place.
    pub(super) fn span<F>(self, get: F) -> Self
    where
        F: for<'a> Fn(&Row<'a, P, R>) -> Option<&'a Span> + Send + Sync + Copy + 'static,
    {
        self.place(&OWN, false, move |r| get(r).map(Place::from))
    }

    fn place<F>(mut self, columns: &'static Columns, required: bool, get: F) -> Self
    where
        F: for<'a> Fn(&Row<'a, P, R>) -> Option<Place<'a>> + Send + Sync + Copy + 'static,
    {
        for (i, (path, name, title)) in columns.iter().enumerate() {
            let is_corner = (4..8).contains(&i);
            let kind = match i {
                8 => Kind::Text,
                _ if is_corner => Kind::Number,
                _ => Kind::Integer,
            };
            self = self.column(path, title, kind, required && !is_corner, move |r| {
                get(r).map_or(Cell::Null, |place| place.cell(i))
            });
            self = self.named(name);
            if is_corner {
                self = self.unit("pt");
            }
        }
        self
    }
}
