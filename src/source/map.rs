//! The way back from a text to what it was made from, as runs of equal steps.

use std::ops::Range;

/// Clusters of one shape, one behind the other, as far as the next run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// Where the run begins in the text that was made.
    to: usize,
    /// Where it begins in what the text was made from.
    from: usize,
    /// Bytes of one cluster in the text that was made.
    to_step: u32,
    /// Bytes of one cluster in what it was made from.
    from_step: u32,
}

/// A monotone map from byte offsets of a text to byte offsets of what it was made from.
///
/// The text is a sequence of clusters without gaps; what it was made from may have gaps (a byte
/// order mark, a shift sequence, a dropped character). Neighbours of one shape share a run, so a
/// text that was copied needs one run, and no text needs more than one for each cluster.
#[derive(Clone, Debug, Default)]
pub(crate) struct OffsetMap {
    runs: Vec<Run>,
    to_end: usize,
    from_end: usize,
}

impl OffsetMap {
    /// Appends bytes that were copied unchanged from `from` on.
    pub(crate) fn copied(&mut self, from: usize, len: usize) {
        self.clusters(from, 1, 1, len);
    }

    /// Appends one cluster: the bytes `from` became the next `to_len` bytes of the text.
    /// A cluster that became nothing is a gap.
    pub(crate) fn cluster(&mut self, from: Range<usize>, to_len: usize) {
        if to_len == from.len() && to_len <= 1 {
            self.copied(from.start, to_len);
        } else if let (Ok(from_step), Ok(to_step)) =
            (u32::try_from(from.len()), u32::try_from(to_len))
        {
            self.clusters(from.start, from_step, to_step, 1);
        }
    }

    fn clusters(&mut self, from: usize, from_step: u32, to_step: u32, count: usize) {
        if count == 0 || to_step == 0 {
            return;
        }
        let continues = self.from_end == from
            && self.runs.last().is_some_and(|r| r.from_step == from_step && r.to_step == to_step);
        if !continues {
            self.runs.push(Run { to: self.to_end, from, to_step, from_step });
        }
        self.to_end += to_step as usize * count;
        self.from_end = from + from_step as usize * count;
    }

    /// Where the cluster that holds byte `to` begins; for the text's end, the end of the last one.
    pub(crate) fn start(&self, to: usize) -> usize {
        if to >= self.to_end {
            return self.from_end;
        }
        self.locate(to).start
    }

    /// The bytes that the bytes `range` were made from, widened to whole clusters.
    pub(crate) fn range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.start(range.start);
        if range.end <= range.start || range.start >= self.to_end {
            return start..start;
        }
        start..self.locate(range.end.min(self.to_end) - 1).end
    }

    /// The source of the cluster that holds byte `to` of the text.
    fn locate(&self, to: usize) -> Range<usize> {
        let after = self.runs.partition_point(|r| r.to <= to);
        let Some(run) = after.checked_sub(1).and_then(|i| self.runs.get(i)) else { return 0..0 };
        let start = run.from + (to - run.to) / run.to_step as usize * run.from_step as usize;
        start..start + run.from_step as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map() -> OffsetMap {
        let mut map = OffsetMap::default();
        map.copied(3, 4);
        map.cluster(7..10, 1);
        map.cluster(10..13, 1);
        map.cluster(13..16, 0);
        map.cluster(16..18, 6);
        map
    }

    #[test]
    fn starts() {
        let starts: Vec<usize> = (0..=13).map(|i| map().start(i)).collect();
        assert_eq!(starts, [3, 4, 5, 6, 7, 10, 16, 16, 16, 16, 16, 16, 18, 18]);
    }

    #[test]
    fn ranges() {
        assert_eq!(map().range(0..2), 3..5);
        assert_eq!(map().range(4..6), 7..13);
        assert_eq!(map().range(5..6), 10..13);
        assert_eq!(map().range(5..7), 10..18);
        assert_eq!(map().range(8..9), 16..18);
        assert_eq!(map().range(12..12), 18..18);
        assert_eq!(map().range(4..99), 7..18);
        assert_eq!(map().range(50..99), 18..18);
        assert_eq!(map().range(Range { start: 5, end: 2 }), 10..10);
        assert_eq!(OffsetMap::default().range(0..1), 0..0);
    }

    #[test]
    fn neighbours_share_a_run() {
        assert_eq!(map().runs.len(), 3);
    }
}
