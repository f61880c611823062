//! What a careful reader found in the source documents, beside what the program finds.
//!
//! The tables in `tests/reading/` were written by a reader who read each document
//! line by line and never saw a rule of this program: one row for each printed
//! amount, each end of a range and each ministry's share, and one for each
//! heading, cited document, directive, person and office. They are not to be
//! changed to please a rule.
//!
//! Columns: `line` and `printed` say where; `sure` is `no` where one cannot settle
//! the item from the document alone, and then `candidates` are the items it may
//! be. `also` lists what another reader would take for right too: `name=a|b;level=c`
//! (with `certainty=inferred` for an item that may be settled by the order of
//! print), and `why` gives the reader's reason.

mod common;

#[path = "reading/amounts.rs"]
mod amounts;
#[path = "reading/records.rs"]
mod records;
#[path = "reading/table.rs"]
mod table;
